//! `/keamanan`: how I sign in. Password, second factor, accounts at providers.

mod proof;

use leptos::prelude::*;
use services::{FieldError, IdentityView, Proof, SecurityView};

pub use self::proof::FormOf;
use self::proof::{Doing, proven, sign_in_again};
use super::passwords::summary;
use crate::components::alert::{Kind, alert};
use crate::components::card::{go, section_card};
use crate::components::chip::{done_chip, due_chip};
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::field::{Field, problem_of};
use crate::components::page_head::page_head;
use crate::components::password_field::code_field;
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
    /// The form that was sent, and what has to be corrected in it.
    pub wrong: Option<(FormOf, &'a [FieldError])>,
}

pub fn security(frame: &Frame, view: &SecurityView, names: &[(String, String)], showing: Showing) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Keamanan akun", "Account security");
    let lede = lang.pick(
        "Cara Anda masuk ke Ampera, dan apa yang melindunginya.",
        "How you sign in to Ampera, and what protects it.",
    );
    let errors = showing.wrong.map(|(form, errors)| form.named(errors)).unwrap_or_default();
    let forms = Forms { frame, view, names, sent: showing.wrong.map(|(form, _)| form), errors: &errors };
    let body = view! {
        {page_head(title, lede)}
        {showing.due.then(|| due(lang, view))}
        {summary(lang, &errors)}
        <div class="stack">
            {(view.proof == Proof::SignInAgain).then(|| again(lang, view, names))}
            {section_card("faktor-kedua", lang.pick("Faktor kedua", "Second factor"), second_factor(&forms))}
            {section_card("kata-sandi", lang.pick("Kata sandi", "Password"), password(lang, view))}
            {(!view.identities.is_empty()).then(|| {
                section_card("penyedia", lang.pick("Akun di penyedia", "Accounts at providers"), identities(&forms))
            })}
            {section_card("perangkat", lang.pick("Perangkat", "Devices"), view! {
                <p>{lang.pick("Lihat di mana Anda masih masuk, dan keluarkan yang tidak Anda kenal.", "See where you are still signed in, and sign out what you do not know.")}</p>
                <p class="gap-top">{go("/perangkat", lang.pick("Perangkat saya", "My devices"))}</p>
            })}
        </div>
    };
    page(title, body.into_any())
}

/// What every form of the page needs.
struct Forms<'a> {
    frame: &'a Frame,
    view: &'a SecurityView,
    names: &'a [(String, String)],
    /// The form that was sent, if it did not pass.
    sent: Option<FormOf>,
    errors: &'a [FieldError],
}

impl Forms<'_> {
    /// A form below a line that opens it.
    fn folded(&self, line: &str, of: &Doing, about: AnyView) -> AnyView {
        let form = proven(self.frame, self.view, self.errors, of, about);
        disclosure(line.to_owned(), self.sent == Some(of.form), form).into_any()
    }

    /// Nothing can change before the provider has asked once more.
    fn closed(&self) -> bool {
        self.view.proof == Proof::SignInAgain
    }
}

fn again(lang: Lang, view: &SecurityView, names: &[(String, String)]) -> AnyView {
    let title = lang.pick("Mengubah cara masuk", "To change how you sign in");
    view! { <div id="masuk-lagi">{section_card("ubah", title, sign_in_again(lang, view, names))}</div> }.into_any()
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

fn second_factor(forms: &Forms) -> AnyView {
    let (frame, view) = (forms.frame, forms.view);
    let lang = frame.lang;
    match (&view.second_factor, &view.set_up) {
        (Some((since, left)), _) => active(forms, format::date(lang, *since), *left),
        (None, Some((secret, address))) if !forms.closed() => set_up(forms, secret, address),
        (None, _) => view! {
            <p>{due_chip(lang.pick("Belum dipasang", "Not set up"))}</p>
            <p class="gap-top">
                {lang.pick(
                    "Dengan faktor kedua, kata sandi yang dicuri saja tidak cukup untuk masuk: dibutuhkan juga kode dari ponsel Anda.",
                    "With a second factor, a stolen password alone is not enough: it also takes a code from your phone.",
                )}
            </p>
            {(!forms.closed()).then(|| view! {
                <form class="gap-top" method="post" action="/keamanan/mulai">
                    {csrf(frame)}<button class="button">{lang.pick("Pasang faktor kedua", "Set up a second factor")}</button>
                </form>
            })}
        }
        .into_any(),
    }
}

fn set_up(forms: &Forms, secret: &str, address: &str) -> AnyView {
    let lang = forms.frame.lang;
    let code = Field::new("code", lang.pick("Kode yang tampil di aplikasi", "The code that the app shows"))
        .error(problem_of(lang, forms.errors, "code"));
    let label = lang.pick("Kode QR untuk aplikasi autentikator", "QR code for an authenticator").to_owned();
    let grouped: Vec<String> =
        secret.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    let of = Doing { form: FormOf::SetUp, action: "/keamanan/aktifkan", button: lang.pick("Aktifkan", "Switch on") };
    view! {
        <div class="prose"><ol>
            <li>{lang.pick("Buka aplikasi autentikator di ponsel Anda, misalnya Aegis, FreeOTP, atau Google Authenticator.", "Open an authenticator on your phone, for example Aegis, FreeOTP or Google Authenticator.")}</li>
            <li>{lang.pick("Pindai kode ini, atau ketik kuncinya.", "Scan this code, or type the key.")}</li>
            <li>{lang.pick("Ketik kode enam angka yang tampil di sana.", "Type the code of six digits that it shows.")}</li>
        </ol></div>
        {qr_code("security-code", address, label)}
        <p class="security-key">{lang.pick("Kunci: ", "Key: ")}<code>{grouped.join(" ")}</code></p>
        <div class="gap-top">{proven(forms.frame, forms.view, forms.errors, &of, code_field(&code))}</div>
    }
    .into_any()
}

fn active(forms: &Forms, since: String, left: usize) -> AnyView {
    let lang = forms.frame.lang;
    let since = match lang {
        Lang::Id => format!("Aktif sejak {since}"),
        Lang::En => format!("On since {since}"),
    };
    let codes = match (lang, left) {
        (Lang::Id, left) => format!("{left} kode pemulihan tersisa."),
        (Lang::En, 1) => "1 recovery code is left.".to_owned(),
        (Lang::En, left) => format!("{left} recovery codes are left."),
    };
    let renew = Doing {
        form: FormOf::Codes,
        action: "/keamanan/kode-pemulihan",
        button: lang.pick("Buat kode baru", "Make new codes"),
    };
    let off =
        Doing { form: FormOf::SwitchOff, action: "/keamanan/matikan", button: lang.pick("Matikan", "Switch off") };
    let off = (!forms.view.required)
        .then(|| forms.folded(lang.pick("Matikan faktor kedua", "Switch off the second factor"), &off, ().into_any()));
    let required = forms.view.required.then(|| view! {
        <p class="muted gap-top">{lang.pick("Pengelola dan auditor harus memakai faktor kedua. Ganti ponsel? Pengelola lain dapat menghapusnya untuk Anda.", "Administrators and auditors have to have a second factor. A new phone? Another administrator can remove it for you.")}</p>
    });
    view! {
        <p>{done_chip(since)}</p>
        <p class="gap-top">{codes}</p>
        {forms.folded(lang.pick("Kode pemulihan baru", "New recovery codes"), &renew, ().into_any())}
        {off}
        {required}
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

fn identities(forms: &Forms) -> AnyView {
    let rows = forms.view.identities.iter().enumerate().map(|(place, identity)| self::identity(forms, place, identity));
    rows.collect_view().into_any()
}

fn identity(forms: &Forms, place: usize, identity: &IdentityView) -> AnyView {
    let lang = forms.frame.lang;
    let name = forms.names.iter().find(|(id, _)| *id == identity.provider);
    let name = name.map_or_else(|| identity.provider.clone(), |(_, name)| name.clone());
    let facts = view! {
        <dl class="facts">
            <dt>{name.clone()}</dt>
            <dd>{lang.pick("terhubung sejak ", "linked since ")}{format::date_tag(lang, identity.linked_at)}</dd>
        </dl>
    };
    if forms.view.identities.len() == 1 && forms.view.username.is_none() {
        let text = lang.pick(
            "Ini satu-satunya cara Anda masuk, jadi tidak dapat dilepas. Minta undangan kepada pengelola bila Anda ingin memakai kata sandi.",
            "This is your only way in, so it cannot be taken away. Ask an administrator for an invitation if you want a password.",
        );
        return view! { {facts}<p class="muted gap-top">{text}</p> }.into_any();
    }
    let line = match lang {
        Lang::Id => format!("Lepas {name}"),
        Lang::En => format!("Take {name} away"),
    };
    let about = view! {
        <p>{lang.pick(
            "Sesudahnya akun itu tidak dapat dipakai untuk masuk, dan perangkat lain yang masuk dengannya dikeluarkan. Untuk menghubungkannya lagi, minta kepada pengelola.",
            "After that nobody signs in with that account, and other devices that did are signed out. To link it again, ask an administrator.",
        )}</p>
        <input type="hidden" name="identity" value=identity.key.clone()/>
        <input type="hidden" name="place" value=place.to_string()/>
    };
    let of = Doing {
        form: FormOf::Identity(place),
        action: "/keamanan/penyedia/lepas",
        button: lang.pick("Lepas akun ini", "Take this account away"),
    };
    let form = (!forms.closed()).then(|| forms.folded(&line, &of, about.into_any()));
    view! { {facts}{form} }.into_any()
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
