//! `/rencana/berhenti/{token}`: no more reminders by e-mail. It works without signing in.

use leptos::prelude::*;

use super::words::page;
use crate::components::icon::brand_mark;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;

/// Before or after the button was pressed.
pub fn unsubscribe(frame: &Frame, token: &str, done: bool) -> Page {
    let lang = frame.lang;
    let (title, text) = if done {
        (
            lang.pick("Surel pengingat dihentikan", "No more reminders by e-mail"),
            lang.pick(
                "Rencana Anda tetap terlihat di beranda. Di halaman rencana Anda dapat menyalakannya lagi.",
                "Your plan is still on your home page. On the page of your plan you can turn them on again.",
            ),
        )
    } else {
        (
            lang.pick("Hentikan surel pengingat?", "Stop reminders by e-mail?"),
            lang.pick(
                "Anda tidak lagi mendapat surel tentang rencana belajar. Surel tentang kata sandi dan akun tetap dikirim.",
                "You get no more e-mails about your learning plan. Those about your password and account are still sent.",
            ),
        )
    };
    let action = if done {
        view! { <a class="button button--wide gap-top" href="/rencana">{lang.pick("Ke rencana saya", "To my plan")}</a> }.into_any()
    } else {
        // The token in the address is the proof, as it is for a mail program that sends this by itself: no other is asked for.
        view! {
            <form class="gap-top" method="post" action=format!("/rencana/berhenti/{token}")>
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
    page(title, Nav::None, Chrome::Bare, body)
}
