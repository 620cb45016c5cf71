//! `/pemberitahuan/berhenti/{token}`: no more e-mails made of notifications. It works without signing in.

use leptos::prelude::*;

use crate::components::icon::brand_mark;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;

/// Before or after the button was pressed.
pub fn notices_ended(frame: &Frame, token: &str, done: bool) -> Page {
    let lang = frame.lang;
    let (title, text) = if done {
        (
            lang.pick("Surel pemberitahuan dihentikan", "No more notifications by e-mail"),
            lang.pick(
                "Pemberitahuan tetap muncul di aplikasi. Yang diwajibkan aturan tetap dikirim lewat surel.",
                "Notifications still appear in the app. Those that a rule wants are still sent by e-mail.",
            ),
        )
    } else {
        (
            lang.pick("Hentikan surel pemberitahuan?", "Stop notifications by e-mail?"),
            lang.pick(
                "Anda tidak lagi mendapat surel harian atau surel segera, kecuali yang diwajibkan aturan: putusan evaluasi, jawaban tentang data pribadi, dan keamanan akun. Surel pengingat rencana diatur tersendiri.",
                "You get neither the daily e-mail nor those at once, but for what a rule wants: decisions of evaluations, answers about personal data, and the security of your account. Reminders of plans are a choice of their own.",
            ),
        )
    };
    let action = if done {
        view! {
            <a class="button button--wide gap-top" href="/pemberitahuan/atur">
                {lang.pick("Atur pemberitahuan", "Choose what you are told")}
            </a>
        }
        .into_any()
    } else {
        // The token in the address is the proof, as it is for a mail program that sends this by itself: no other is asked for.
        view! {
            <form class="gap-top" method="post" action=format!("/pemberitahuan/berhenti/{token}")>
                <input type="hidden" name="halaman" value="ya"/>
                <button class="button button--wide">{lang.pick("Hentikan surel", "Stop the e-mails")}</button>
            </form>
        }
        .into_any()
    };
    let body = view! {
        <div class="sign-in">
            <div class="card">
                <div class="sign-in-head">{brand_mark()}<h1>{title}</h1></div>
                <p>{text}</p>
                {action}
            </div>
        </div>
    };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Bare,
        description: None,
    }
}
