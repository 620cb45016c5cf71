//! `/masuk`: sign in with a local account.

use leptos::prelude::*;

use crate::components::alert::{Kind, alert};
use crate::components::csrf::csrf;
use crate::components::field::{Field, error_summary, field};
use crate::components::icon::brand_mark;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

/// The form with what was typed. The password is never among it.
#[derive(Clone, Debug, Default)]
pub struct SignInForm {
    pub username: String,
    /// Where to go afterwards.
    pub next: Option<String>,
    pub error: Option<SignInProblem>,
    /// The demo accounts exist, and the page names them.
    pub demo: bool,
    /// Identity providers: our name for them, and the one to show.
    pub providers: Vec<(String, String)>,
    /// A new password can be asked for by e-mail.
    pub reset: bool,
}

/// Why nobody was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInProblem {
    /// Name or password; it is not said which.
    Wrong,
    TooMany {
        minutes: u32,
    },
    /// A field is empty.
    Missing,
    /// All was right, and the person is kept out.
    Blocked,
}

pub fn sign_in(frame: &Frame, form: &SignInForm) -> Page {
    let lang = frame.lang;
    let missing = form.error == Some(SignInProblem::Missing);
    let name = Field::new("username", lang.pick("Nama pengguna", "User name"));
    let name = name.error(
        (missing && form.username.is_empty())
            .then(|| lang.pick("Tulis nama pengguna Anda.", "Write your user name.").to_owned()),
    );
    let password = Field::new("password", lang.pick("Kata sandi", "Password"));
    let password = password.error(password_problem(lang, form.error));
    let name_control = view! {
        <input
            class="input"
            id="username"
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck="false"
            maxlength="100"
            required
            value=form.username.clone()
            aria-invalid=name.invalid()
            aria-describedby=name.described_by()
        />
    };
    let password_control = view! {
        <input
            class="input"
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            maxlength="200"
            required
            aria-invalid=password.invalid()
            aria-describedby=password.described_by()
        />
    };
    let body = view! {
        <div class="sign-in">
            <div class="card">
                <div class="sign-in-head">
                    {brand_mark()}
                    <h1>{lang.pick("Masuk", "Sign in")}</h1>
                    <p class="muted">{lang.pick("dengan akun ASN Anda", "with your civil servant account")}</p>
                </div>
                {providers(lang, form)}
                <form method="post" action="/masuk" novalidate>
                    {csrf(frame)}
                    {form.next.clone().map(|next| view! { <input type="hidden" name="next" value=next/> })}
                    {form.error.map(|error| summary(lang, error, form.username.is_empty()))}
                    {field(&name, name_control)}
                    {field(&password, password_control)}
                    <button class="button button--wide">{lang.pick("Masuk", "Sign in")}</button>
                </form>
                {forgotten(lang, form.reset)}
            </div>
            {form.demo.then(|| demo(lang))}
        </div>
    };
    Page {
        title: lang.pick("Masuk", "Sign in").to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Bare,
        description: None,
    }
}

/// Buttons that lead to a provider come first: most people have no password here.
fn providers(lang: Lang, form: &SignInForm) -> Option<AnyView> {
    if form.providers.is_empty() {
        return None;
    }
    let next = form.next.as_deref().map(|next| format!("?next={}", query(next))).unwrap_or_default();
    let links = form.providers.iter().map(|(id, name)| {
        let text = match lang {
            Lang::Id => format!("Masuk dengan {name}"),
            Lang::En => format!("Sign in with {name}"),
        };
        view! { <a class="button button--wide" href=format!("/masuk/{id}{next}")>{text}</a> }
    });
    Some(
        view! {
            <div class="sign-in-providers">{links.collect_view()}</div>
            <p class="sign-in-or"><span>{lang.pick("atau dengan akun Ampera", "or with an Ampera account")}</span></p>
        }
        .into_any(),
    )
}

/// A path as the value of a query.
fn query(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn forgotten(lang: Lang, reset: bool) -> AnyView {
    if reset {
        view! {
            <p class="card-note">
                <a href="/lupa-sandi">{lang.pick("Lupa kata sandi?", "Forgot your password?")}</a>
            </p>
        }
        .into_any()
    } else {
        view! {
            <p class="card-note">
                {lang.pick(
                    "Lupa kata sandi? Hubungi pengelola kepegawaian di unit Anda; mereka dapat memberi kata sandi baru.",
                    "Forgot your password? Ask the personnel officer of your unit, who can give you a new one.",
                )}
            </p>
        }
        .into_any()
    }
}

fn password_problem(lang: Lang, error: Option<SignInProblem>) -> Option<String> {
    let text = match error? {
        SignInProblem::Wrong => {
            lang.pick("Kata sandi tidak cocok dengan nama pengguna ini.", "The password does not fit this user name.")
        }
        SignInProblem::Missing => lang.pick("Tulis kata sandi Anda.", "Write your password."),
        SignInProblem::TooMany { .. } | SignInProblem::Blocked => return None,
    };
    Some(text.to_owned())
}

fn summary(lang: Lang, error: SignInProblem, no_name: bool) -> AnyView {
    let to_password = ("password".to_owned(), lang.pick("Isi kata sandi", "Write the password").to_owned());
    let to_name = ("username".to_owned(), lang.pick("Isi nama pengguna", "Write the user name").to_owned());
    let (text, fields) = match (lang, error) {
        (_, SignInProblem::Wrong) => (
            lang.pick("Nama pengguna atau kata sandi tidak cocok.", "The user name or the password is wrong.")
                .to_owned(),
            vec![to_password],
        ),
        (_, SignInProblem::Missing) => (
            lang.pick("Ada bagian yang belum diisi.", "Something is still empty.").to_owned(),
            if no_name { vec![to_name, to_password] } else { vec![to_password] },
        ),
        (_, SignInProblem::Blocked) => (
            lang.pick(
                "Akun Anda ditutup. Hubungi pengelola kepegawaian di unit Anda.",
                "Your account is closed. Ask the personnel officer of your unit.",
            )
            .to_owned(),
            Vec::new(),
        ),
        (Lang::Id, SignInProblem::TooMany { minutes }) => (
            format!(
                "Terlalu banyak percobaan yang gagal. Tunggu {minutes} menit, lalu coba lagi. Akun Anda tidak terkunci."
            ),
            Vec::new(),
        ),
        (Lang::En, SignInProblem::TooMany { minutes }) => (
            format!("Too many failed attempts. Wait {minutes} minutes, then try again. Your account is not locked."),
            Vec::new(),
        ),
    };
    error_summary(lang.pick("Anda belum masuk", "You are not signed in"), Some(text), fields)
}

fn demo(lang: Lang) -> AnyView {
    let account = |name: &'static str, who: &'static str| view! { <dt><code>{name}</code></dt><dd>{who}</dd> };
    let text = view! {
        <p>
            {lang.pick("Semua akun memakai kata sandi ", "Every account has the password ")}<code>"ampera-demo"</code>"."
        </p>
        <dl class="facts">
            {account("rina", lang.pick("peserta", "learner"))}
            {account("budi", lang.pick("pengajar", "trainer"))}
            {account("yanti", lang.pick("atasan Rina", "Rina's manager"))}
            {account("admin", lang.pick("pengelola", "administrator"))}
            {account("hendra", lang.pick("auditor", "auditor"))}
        </dl>
    };
    let title = lang.pick("Ini kota percontohan", "This is a demo city");
    view! { <div class="gap-top">{alert(Kind::Plain, title, text)}</div> }.into_any()
}
