//! `/keamanan`: how I sign in. Password, second factor, accounts at providers.

use leptos::prelude::*;
use services::{FieldError, SecurityView};

use super::passwords::summary;
use crate::components::alert::{Kind, alert};
use crate::components::card::{go, section_card};
use crate::components::chip::{done_chip, due_chip};
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::field::{Field, problem_of};
use crate::components::page_head::page_head;
use crate::components::password_field::{code_field, password_field};
use crate::components::qr::qr_code;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// Why the page is shown, besides what it says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Showing<'a> {
    /// A second factor has to be set up before anything else.
    pub due: bool,
    /// What has to be corrected in the form that was sent.
    pub errors: &'a [FieldError],
}

pub fn security(frame: &Frame, view: &SecurityView, names: &[(String, String)], showing: Showing) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Keamanan akun", "Account security");
    let lede = lang.pick(
        "Cara Anda masuk ke Ampera, dan apa yang melindunginya.",
        "How you sign in to Ampera, and what protects it.",
    );
    let body = view! {
        {page_head(title, lede)}
        {showing.due.then(|| due(lang, view))}
        {summary(lang, showing.errors)}
        <div class="stack">
            {section_card("faktor-kedua", lang.pick("Faktor kedua", "Second factor"), second_factor(frame, view, showing.errors))}
            {section_card("kata-sandi", lang.pick("Kata sandi", "Password"), password(lang, view))}
            {(!view.identities.is_empty()).then(|| {
                section_card("penyedia", lang.pick("Akun di penyedia", "Accounts at providers"), identities(lang, view, names))
            })}
            {section_card("perangkat", lang.pick("Perangkat", "Devices"), view! {
                <p>{lang.pick("Lihat di mana Anda masih masuk, dan keluarkan yang tidak Anda kenal.", "See where you are still signed in, and sign out what you do not know.")}</p>
                <p class="gap-top">{go("/perangkat", lang.pick("Perangkat saya", "My devices"))}</p>
            })}
        </div>
    };
    page(title, body.into_any())
}

fn due(lang: Lang, view: &SecurityView) -> AnyView {
    let text = if view.second_factor.is_some() {
        lang.pick(
            "Sesi ini belum memakai kode. Keluar, lalu masuk lagi dengan kode Anda.",
            "This session has not shown a code. Sign out, then sign in again with your code.",
        )
    } else {
        lang.pick(
            "Pengelola melihat data banyak orang. Karena itu Anda memasang faktor kedua dahulu; sesudah itu semuanya terbuka.",
            "Administrators see the data of many people. So you set up a second factor first; after that everything is open.",
        )
    };
    let title = lang.pick("Satu langkah lagi sebelum Anda bekerja", "One step before you go to work");
    view! { <div class="notice">{alert(Kind::Due, title, view! { <p>{text}</p> })}</div> }.into_any()
}

fn second_factor(frame: &Frame, view: &SecurityView, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    match (&view.second_factor, &view.set_up) {
        (Some((since, left)), _) => active(frame, view, format::date(lang, *since), *left, errors),
        (None, Some((secret, address))) => set_up(frame, secret, address, errors),
        (None, None) => view! {
            <p>{due_chip(lang.pick("Belum dipasang", "Not set up"))}</p>
            <p class="gap-top">
                {lang.pick(
                    "Dengan faktor kedua, kata sandi yang dicuri saja tidak cukup untuk masuk: dibutuhkan juga kode dari ponsel Anda.",
                    "With a second factor, a stolen password alone is not enough: it also takes a code from your phone.",
                )}
            </p>
            <form class="gap-top" method="post" action="/keamanan/mulai">
                {csrf(frame)}<button class="button">{lang.pick("Pasang faktor kedua", "Set up a second factor")}</button>
            </form>
        }
        .into_any(),
    }
}

fn set_up(frame: &Frame, secret: &str, address: &str, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let code = Field::new("code", lang.pick("Kode yang tampil di aplikasi", "The code that the app shows"))
        .error(problem_of(lang, errors, "code"));
    let label = lang.pick("Kode QR untuk aplikasi autentikator", "QR code for an authenticator").to_owned();
    let grouped: Vec<String> =
        secret.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    view! {
        <div class="prose"><ol>
            <li>{lang.pick("Buka aplikasi autentikator di ponsel Anda, misalnya Aegis, FreeOTP, atau Google Authenticator.", "Open an authenticator on your phone, for example Aegis, FreeOTP or Google Authenticator.")}</li>
            <li>{lang.pick("Pindai kode ini, atau ketik kuncinya.", "Scan this code, or type the key.")}</li>
            <li>{lang.pick("Ketik kode enam angka yang tampil di sana.", "Type the code of six digits that it shows.")}</li>
        </ol></div>
        {qr_code("security-code", address, label)}
        <p class="security-key">{lang.pick("Kunci: ", "Key: ")}<code>{grouped.join(" ")}</code></p>
        <form class="gap-top" method="post" action="/keamanan/aktifkan" novalidate>
            {csrf(frame)}
            {code_field(&code)}
            <p class="row gap-top"><button class="button">{lang.pick("Aktifkan", "Switch on")}</button></p>
        </form>
    }
    .into_any()
}

fn active(frame: &Frame, view: &SecurityView, since: String, left: usize, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let since = match lang {
        Lang::Id => format!("Aktif sejak {since}"),
        Lang::En => format!("On since {since}"),
    };
    let codes = match (lang, left) {
        (Lang::Id, left) => format!("{left} kode pemulihan tersisa."),
        (Lang::En, 1) => "1 recovery code is left.".to_owned(),
        (Lang::En, left) => format!("{left} recovery codes are left."),
    };
    let open = |action: &str| errors.iter().any(|_| action == "kode-pemulihan");
    let renew =
        proof(frame, view, "/keamanan/kode-pemulihan", lang.pick("Buat kode baru", "Make new codes"), errors, "a");
    let off = (!view.required).then(|| {
        let form = proof(frame, view, "/keamanan/matikan", lang.pick("Matikan", "Switch off"), &[], "b");
        disclosure(lang.pick("Matikan faktor kedua", "Switch off the second factor"), false, form)
    });
    let required = view.required.then(|| view! {
        <p class="muted gap-top">{lang.pick("Pengelola harus memakai faktor kedua. Ganti ponsel? Pengelola lain dapat menghapusnya untuk Anda.", "Administrators have to have a second factor. A new phone? Another administrator can remove it for you.")}</p>
    });
    view! {
        <p>{done_chip(since)}</p>
        <p class="gap-top">{codes}</p>
        {disclosure(lang.pick("Kode pemulihan baru", "New recovery codes"), open("kode-pemulihan"), renew)}
        {off}
        {required}
    }
    .into_any()
}

/// The password once more or, without one, a code. Two such forms stand on one page: `mark` keeps their fields apart.
fn proof(
    frame: &Frame,
    view: &SecurityView,
    action: &'static str,
    button: &'static str,
    errors: &[FieldError],
    mark: &'static str,
) -> AnyView {
    let lang = frame.lang;
    let first = mark == "a";
    let control = if view.username.is_some() {
        let name = if first { "password".to_owned() } else { format!("password-{mark}") };
        let label = lang.pick("Kata sandi Anda", "Your password");
        password_field(&Field::new(name, label).error(problem_of(lang, errors, "password")), "current-password")
    } else {
        let name = if first { "code".to_owned() } else { format!("code-{mark}") };
        let label = lang.pick("Kode dari aplikasi autentikator", "Code of your authenticator");
        code_field(&Field::new(name, label).error(problem_of(lang, errors, "code")))
    };
    view! {
        <form method="post" action=action novalidate>
            {csrf(frame)}
            {control}
            <p class="row gap-top"><button class="button button--plain">{button}</button></p>
        </form>
    }
    .into_any()
}

fn password(lang: Lang, view: &SecurityView) -> AnyView {
    match &view.username {
        Some(username) => view! {
            <dl class="facts">
                <dt>{lang.pick("Nama pengguna", "User name")}</dt><dd>{username.clone()}</dd>
                {view.address.clone().map(|address| view! { <dt>{lang.pick("Surel", "E-mail")}</dt><dd>{address}</dd> })}
            </dl>
            <p class="gap-top">{go("/sandi", lang.pick("Ganti kata sandi", "Change the password"))}</p>
        }
        .into_any(),
        None => view! {
            <p>{lang.pick("Anda tidak punya kata sandi di Ampera: Anda masuk lewat akun di penyedia.", "You have no password in Ampera: you sign in with an account at a provider.")}</p>
        }
        .into_any(),
    }
}

fn identities(lang: Lang, view: &SecurityView, names: &[(String, String)]) -> AnyView {
    let rows = view.identities.iter().map(|identity| {
        let name = names.iter().find(|(id, _)| *id == identity.provider).map_or(&identity.provider, |(_, name)| name);
        view! {
            <dt>{name.clone()}</dt>
            <dd>{lang.pick("terhubung sejak ", "linked since ")}{format::date_tag(lang, identity.linked_at)}</dd>
        }
    });
    view! { <dl class="facts">{rows.collect_view()}</dl> }.into_any()
}

/// The recovery codes, this once.
pub fn recovery_codes(frame: &Frame, codes: &[String]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Kode pemulihan Anda", "Your recovery codes");
    let lede = lang.pick(
        "Simpan di tempat aman, di luar ponsel Anda. Kode ini hanya tampil sekali.",
        "Keep them in a safe place, not on your phone. They are shown only this once.",
    );
    let list = codes.iter().map(|code| view! { <li><code>{code.clone()}</code></li> });
    let text = view! {
        <p>{lang.pick("Setiap kode menggantikan kode ponsel satu kali. Kode yang lama tidak berlaku lagi.", "Each stands for a code of your phone once. Older ones are no longer good.")}</p>
    };
    let body = view! {
        {page_head(title, lede)}
        {alert(Kind::Done, lang.pick("Faktor kedua aktif", "The second factor is on"), text)}
        <ol class="card security-codes" role="list">{list.collect_view()}</ol>
        <p class="row gap-top"><a class="button" href="/beranda">{lang.pick("Sudah saya simpan", "I have kept them")}</a></p>
    };
    page(title, body.into_any())
}

fn page(title: &str, body: AnyView) -> Page {
    Page { title: title.to_owned(), body, islands: false, nav: Nav::None, chrome: Chrome::Narrow, description: None }
}
