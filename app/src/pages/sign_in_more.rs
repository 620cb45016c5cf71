//! `/masuk/kode`: the second factor. `/masuk/menunggu`: a provider knows somebody whom Ampera does not know yet.

use leptos::prelude::*;

use crate::components::alert::{Kind, alert};
use crate::components::csrf::csrf;
use crate::components::field::{Field, error_summary, problem};
use crate::components::icon::brand_mark;
use crate::components::password_field::code_field;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use services::Problem;

/// What was wrong with the code, if it was tried.
#[derive(Clone, Copy, Debug, Default)]
pub struct CodeForm {
    pub error: Option<Problem>,
}

pub fn sign_in_code(frame: &Frame, form: &CodeForm) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Masukkan kode", "Enter the code");
    let words = form.error.map(|error| problem(lang, error));
    let code = Field::new("code", lang.pick("Kode enam angka", "Code of six digits"))
        .hint(lang.pick(
            "Dari aplikasi autentikator Anda. Ponsel hilang? Ketik salah satu kode pemulihan.",
            "From your authenticator. Lost your phone? Type one of your recovery codes.",
        ))
        .error(words.clone());
    let summary = words.map(|words| {
        error_summary(lang.pick("Anda belum masuk", "You are not signed in"), None, vec![("code".to_owned(), words)])
    });
    let body = view! {
        <div class="sign-in">
            <div class="card">
                <div class="sign-in-head">
                    {brand_mark()}
                    <h1>{title}</h1>
                    <p class="muted">{lang.pick("langkah kedua dari dua", "the second step of two")}</p>
                </div>
                <form method="post" action="/masuk/kode" novalidate>
                    {csrf(frame)}
                    {summary}
                    {code_field(&code)}
                    <button class="button button--wide">{lang.pick("Masuk", "Sign in")}</button>
                </form>
                <p class="card-note">
                    {lang.pick(
                        "Ponsel dan kode pemulihan hilang? Pengelola dapat menghapus faktor kedua Anda setelah memastikan siapa Anda. ",
                        "Phone and recovery codes lost? An administrator can remove your second factor after making sure who you are. ",
                    )}
                    <a href="/masuk">{lang.pick("Mulai dari awal", "Start again")}</a>
                </p>
            </div>
        </div>
    };
    page(title, body.into_any())
}

pub fn sign_in_waiting(frame: &Frame) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Akun Anda menunggu", "Your account is waiting");
    let text = view! {
        <p>
            {lang.pick(
                "Kami belum dapat memastikan siapa Anda: nomor pegawai Anda belum terverifikasi, atau belum terdaftar di sini.",
                "We cannot be sure yet who you are: your personnel number is not verified, or is not on record here.",
            )}
        </p>
    };
    let body = view! {
        <div class="sign-in">
            <div class="card">
                <div class="sign-in-head">{brand_mark()}<h1>{title}</h1></div>
                {alert(Kind::Due, lang.pick("Anda sudah masuk di penyedia, tetapi belum di Ampera", "You are signed in at the provider, but not in Ampera yet"), text)}
                <h2 class="section-title gap-top">{lang.pick("Apa yang terjadi sekarang", "What happens now")}</h2>
                <div class="prose"><ol>
                    <li>{lang.pick("Pengelola melihat permintaan Anda dan mencocokkannya dengan daftar pegawai.", "An administrator sees your request and compares it with the list of personnel.")}</li>
                    <li>{lang.pick("Bila cocok, akun Anda dihubungkan. Anda tidak perlu mendaftar lagi.", "If it fits, your account is linked. You need not ask again.")}</li>
                    <li>{lang.pick("Setelah itu masuklah seperti biasa; biasanya dalam satu hari kerja.", "After that, sign in as usual; most of the time within a working day.")}</li>
                </ol></div>
                <p class="card-note">
                    {lang.pick("Mendesak? Hubungi pengelola kepegawaian di unit Anda. ", "Urgent? Ask the personnel officer of your unit. ")}
                    <a href="/masuk">{lang.pick("Kembali ke halaman masuk", "Back to the sign-in page")}</a>
                </p>
            </div>
        </div>
    };
    page(title, body.into_any())
}

fn page(title: &str, body: AnyView) -> Page {
    Page { title: title.to_owned(), body, islands: false, nav: Nav::None, chrome: Chrome::Bare, description: None }
}
