//! `/undangan`, `/atur-ulang`, `/lupa-sandi` and `/sandi`: setting a password. What was typed as one never comes back.

use leptos::prelude::*;
use services::{FieldError, Link, LinkKind, PasswordForm, password};

use crate::components::csrf::csrf;
use crate::components::field::{Field, error_summary, field, problem, problem_of};
use crate::components::icon::brand_mark;
use crate::components::page_head::page_head;
use crate::components::password_field::{address_field, password_field};
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

/// Where a link of that kind leads.
pub const fn address_of(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Invitation => "/undangan",
        LinkKind::Reset => "/atur-ulang",
    }
}

/// The first password of somebody who was invited, or a new one.
pub fn password_by_link(
    frame: &Frame,
    kind: LinkKind,
    link: &Link,
    form: &PasswordForm,
    errors: &[FieldError],
) -> Page {
    let lang = frame.lang;
    let title = match kind {
        LinkKind::Invitation => lang.pick("Selamat datang di Ampera", "Welcome to Ampera"),
        LinkKind::Reset => lang.pick("Kata sandi baru", "A new password"),
    };
    let name = match &link.username {
        Some(username) => username_shown(lang, username),
        None => username_field(lang, &form.username, errors),
    };
    let body = view! {
        <div class="sign-in">
            <div class="card">
                <div class="sign-in-head">
                    {brand_mark()}
                    <h1>{title}</h1>
                    <p class="muted">{link.name.clone()}<br/>{link.address.clone()}</p>
                </div>
                <form method="post" action=address_of(kind) novalidate>
                    {csrf(frame)}
                    {summary(lang, errors)}
                    {name}
                    {new_password(lang, errors)}
                    <button class="button button--wide">{lang.pick("Simpan kata sandi", "Save the password")}</button>
                </form>
                <p class="card-note">
                    {lang.pick("Sesudah itu Anda masuk dengan kata sandi ini.", "After that you sign in with this password.")}
                </p>
            </div>
        </div>
    };
    bare(title, body.into_any())
}

/// The link is not good any more.
pub fn link_over(frame: &Frame, kind: LinkKind, reset: bool) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Tautan ini tidak berlaku lagi", "This link is no longer good");
    let (text, action) = match kind {
        LinkKind::Invitation => (
            lang.pick(
                "Undangan hanya dapat dipakai satu kali, dalam tujuh hari. Sudah membuat kata sandi? Masuk saja. Belum? Minta \
                 pengelola mengirim undangan baru.",
                "An invitation is good once, within seven days. Have you set a password already? Then sign in. If not, ask an \
                 administrator to send a new one.",
            ),
            ("/masuk", lang.pick("Masuk", "Sign in")),
        ),
        LinkKind::Reset => (
            lang.pick(
                "Tautan untuk mengganti kata sandi hanya dapat dipakai satu kali, dalam 30 menit. Kata sandi Anda tidak berubah.",
                "A link to set a new password is good once, within 30 minutes. Your password has not changed.",
            ),
            if reset {
                ("/lupa-sandi", lang.pick("Minta tautan baru", "Ask for a new link"))
            } else {
                ("/masuk", lang.pick("Masuk", "Sign in"))
            },
        ),
    };
    let body = view! {
        <div class="sign-in">
            <div class="card">
                <div class="sign-in-head">{brand_mark()}<h1>{title}</h1></div>
                <p>{text}</p>
                <p class="row gap-top"><a class="button button--wide" href=action.0>{action.1}</a></p>
            </div>
        </div>
    };
    bare(title, body.into_any())
}

/// Asks for the address to which a link is sent.
pub fn ask_reset(frame: &Frame, address: &str, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Lupa kata sandi", "Forgotten password");
    let of = Field::new("address", lang.pick("Alamat surel", "E-mail address"))
        .hint(lang.pick(
            "Yang terdaftar di Ampera. Kami kirim tautan ke sana.",
            "The one that Ampera knows. We send a link there.",
        ))
        .error(problem_of(lang, errors, "address"));
    let body = view! {
        <div class="sign-in">
            <div class="card">
                <div class="sign-in-head">{brand_mark()}<h1>{title}</h1></div>
                <form method="post" action="/lupa-sandi" novalidate>
                    {csrf(frame)}
                    {summary(lang, errors)}
                    {address_field(&of, address)}
                    <button class="button button--wide">{lang.pick("Kirim tautan", "Send a link")}</button>
                </form>
                <p class="card-note">
                    {lang.pick(
                        "Biasanya masuk lewat akun kota? Kata sandi itu diganti di sana, bukan di sini. ",
                        "Do you sign in with the city's account? That password is changed there, not here. ",
                    )}
                    <a href="/masuk">{lang.pick("Kembali ke halaman masuk", "Back to the sign-in page")}</a>
                </p>
            </div>
        </div>
    };
    bare(title, body.into_any())
}

/// One's own password.
pub fn change_password(frame: &Frame, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Ganti kata sandi", "Change the password");
    let current = Field::new("current", lang.pick("Kata sandi sekarang", "Present password"))
        .error(problem_of(lang, errors, "current"));
    let lede = lang.pick(
        "Setelah diganti, semua perangkat lain dikeluarkan.",
        "Once it is changed, all other devices are signed out.",
    );
    let body = view! {
        {page_head(title, lede)}
        <form class="card" method="post" action="/sandi" novalidate>
            {csrf(frame)}
            {summary(lang, errors)}
            {password_field(&current, "current-password")}
            {new_password(lang, errors)}
            <p class="row gap-top">
                <button class="button">{lang.pick("Simpan kata sandi", "Save the password")}</button>
                <a class="button button--plain" href="/keamanan">{lang.pick("Batal", "Cancel")}</a>
            </p>
        </form>
    };
    let body = body.into_any();
    Page { title: title.to_owned(), body, islands: false, nav: Nav::None, chrome: Chrome::Narrow, description: None }
}

fn new_password(lang: Lang, errors: &[FieldError]) -> AnyView {
    let least = password::SHORTEST;
    let hint = match lang {
        Lang::Id => format!(
            "Paling sedikit {least} huruf. Beberapa kata yang tidak berhubungan mudah diingat dan sulit ditebak; spasi boleh."
        ),
        Lang::En => format!(
            "At least {least} characters. Some words that have nothing to do with each other are easy to remember and hard to \
             guess; blanks are fine."
        ),
    };
    let password = Field::new("password", lang.pick("Kata sandi baru", "New password"))
        .hint(hint)
        .error(problem_of(lang, errors, "password"));
    let repeated =
        Field::new("repeated", lang.pick("Sekali lagi", "Once more")).error(problem_of(lang, errors, "repeated"));
    view! { {password_field(&password, "new-password")}{password_field(&repeated, "new-password")} }.into_any()
}

fn username_field(lang: Lang, typed: &str, errors: &[FieldError]) -> AnyView {
    let name = Field::new("username", lang.pick("Nama pengguna", "User name"))
        .hint(lang.pick(
            "Untuk masuk nanti. Huruf kecil dan angka, misalnya rina.astuti.",
            "To sign in with. Small letters and digits, for example rina.astuti.",
        ))
        .error(problem_of(lang, errors, "username"));
    let control = view! {
        <input
            class="input"
            id="username"
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            maxlength="50"
            required
            value=typed.to_owned()
            aria-invalid=name.invalid()
            aria-describedby=name.described_by()
        />
    };
    field(&name, control)
}

/// A password manager keeps the password under this name.
fn username_shown(lang: Lang, username: &str) -> AnyView {
    let name = Field::new("username", lang.pick("Nama pengguna Anda", "Your user name"));
    let control = view! {
        <input class="input" id="username" name="username" autocomplete="username" readonly value=username.to_owned()/>
    };
    field(&name, control)
}

pub(super) fn summary(lang: Lang, errors: &[FieldError]) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let fields = errors.iter().map(|error| (error.field.clone(), problem(lang, error.problem))).collect();
    let title = lang.pick("Belum tersimpan", "Not saved yet");
    let text = lang.pick("Perbaiki bagian ini, lalu kirim lagi.", "Correct this, then send it again.");
    Some(error_summary(title, Some(text.to_owned()), fields))
}

fn bare(title: &str, body: AnyView) -> Page {
    Page { title: title.to_owned(), body, islands: false, nav: Nav::None, chrome: Chrome::Bare, description: None }
}
