//! Header, navigation, notice and footer.

use leptos::prelude::*;

use super::{Chrome, LANGS, Nav, initials};
use crate::components::alert::notice_alert;
use crate::components::csrf::csrf;
use crate::components::icon::{self, brand_mark, icon};
use crate::frame::{Frame, Theme, Viewer};
use crate::lang::Lang;

/// Patterns that figures point to. They are static, so they are written once as they are.
const DEFS: &str = include_str!("patterns.svg");

/// The `<body>` of a page.
pub(super) fn around(frame: &Frame, nav: Nav, chrome: Chrome, body: AnyView) -> AnyView {
    let lang = frame.lang;
    let viewer = frame.viewer.as_ref().filter(|_| chrome != Chrome::Bare);
    let main = match chrome {
        Chrome::Full | Chrome::Bare => "page",
        Chrome::Narrow => "page page--narrow",
        Chrome::Front => "front",
    };
    let notice = frame.notice.map(|notice| view! { <div class="notice">{notice_alert(lang, notice)}</div> });
    view! {
        <body class=viewer.map(|_| "has-nav")>
            <a class="skip-link" href="#isi">{lang.pick("Langsung ke isi", "Skip to content")}</a>
            <svg class="svg-defs" aria-hidden="true" focusable="false" inner_html=DEFS></svg>
            <header class="site-header">
                <a class="brand" href=if frame.viewer.is_some() { "/beranda" } else { "/" }>{brand_mark()}"Ampera"</a>
                {viewer.map(|viewer| navigation(frame, viewer, nav))}
                <div class="site-tools">
                    {languages(frame)}
                    {account(frame, chrome, viewer)}
                </div>
            </header>
            <main id="isi" class=main tabindex="-1">{notice}{body}</main>
            {footer(frame)}
        </body>
    }
    .into_any()
}

fn navigation(frame: &Frame, viewer: &Viewer, current: Nav) -> AnyView {
    let lang = frame.lang;
    let entry = |nav: Nav, href: &'static str, text: &'static str, drawing: &'static str| {
        view! { <li><a href=href aria-current=(nav == current).then_some("page")>{icon(drawing)}{text}</a></li> }
    };
    view! {
        <nav class="site-nav" aria-label=lang.pick("Utama", "Main")>
            <ul>
                {entry(Nav::Home, "/beranda", lang.pick("Beranda", "Home"), icon::HOME)}
                {entry(Nav::Catalogue, "/katalog", lang.pick("Katalog", "Catalogue"), icon::CATALOGUE)}
                {entry(Nav::Profile, "/profil", lang.pick("Profil", "Profile"), icon::PROFILE)}
                {(viewer.manager || viewer.admin || viewer.auditor)
                    .then(|| entry(Nav::Team, "/tim", lang.pick("Tim saya", "My team"), icon::TEAM))}
                {(viewer.trainer || viewer.admin || viewer.auditor)
                    .then(|| entry(Nav::Manuscripts, "/naskah", lang.pick("Naskah", "Manuscripts"), icon::WRITE))}
            </ul>
        </nav>
    }
    .into_any()
}

/// Buttons of a form, because choosing a language writes a cookie.
fn languages(frame: &Frame) -> AnyView {
    let buttons = LANGS.map(|(lang, short, name)| {
        let current = (lang == frame.lang).then_some("true");
        let label = format!("{short}, {name}");
        view! {
            <button name="lang" value=lang.code() lang=lang.code() aria-current=current aria-label=label>{short}</button>
        }
    });
    view! {
        <form class="lang-switch" method="post" action="/bahasa" aria-label=frame.lang.pick("Bahasa", "Language")>
            {csrf(frame)}<input type="hidden" name="next" value=frame.path.clone()/>{buttons.collect_view()}
        </form>
    }
    .into_any()
}

fn account(frame: &Frame, chrome: Chrome, viewer: Option<&Viewer>) -> Option<AnyView> {
    let lang = frame.lang;
    match viewer {
        Some(viewer) => Some(menu(frame, viewer)),
        None if chrome == Chrome::Bare => None,
        None => {
            Some(view! { <a class="button button--quiet" href="/masuk">{lang.pick("Masuk", "Sign in")}</a> }.into_any())
        }
    }
}

fn menu(frame: &Frame, viewer: &Viewer) -> AnyView {
    let lang = frame.lang;
    let label = format!("{} {}", lang.pick("Akun", "Account of"), viewer.name);
    view! {
        <details class="menu">
            <summary>
                <span class="avatar" aria-hidden="true">{initials(&viewer.name)}</span>
                <span class="visually-hidden">{label}</span>
            </summary>
            <div class="menu-panel">
                <p class="menu-who"><strong>{viewer.name.clone()}</strong><br/><span class="kicker">{roles(frame, viewer)}</span></p>
                {(viewer.trainer || viewer.admin).then(|| view! {
                    <a class="menu-item" href="/penilaian">{icon(icon::QUIZ)}{lang.pick("Menilai jawaban", "Mark answers")}</a>
                })}
                {(viewer.admin || viewer.auditor).then(|| oversight(lang))}
                {viewer.admin.then(|| view! {
                    <a class="menu-item" href="/admin/orang">{icon(icon::TEAM)}{lang.pick("Orang dan unit", "People and units")}</a>
                })}
                {viewer.admin.then(|| view! {
                    <a class="menu-item" href="/admin/akun">{icon(icon::TEAM)}{lang.pick("Akun orang", "Accounts")}</a>
                })}
                <a class="menu-item" href="/keamanan">{icon(icon::SEAL)}{lang.pick("Keamanan akun", "Account security")}</a>
                <a class="menu-item" href="/perangkat">{icon(icon::DEVICE)}{lang.pick("Perangkat saya", "My devices")}</a>
                <a class="menu-item" href="/data-saya">{icon(icon::INFO)}{lang.pick("Data saya", "My data")}</a>
                <form method="post" action="/keluar">
                    {csrf(frame)}<button class="menu-item">{icon(icon::OUT)}{lang.pick("Keluar", "Sign out")}</button>
                </form>
            </div>
        </details>
    }
    .into_any()
}

/// What administrators look after and auditors look at.
fn oversight(lang: Lang) -> AnyView {
    let item = |href: &'static str, drawing: &'static str, text: &'static str| {
        view! { <a class="menu-item" href=href>{icon(drawing)}{text}</a> }
    };
    view! {
        {item("/audit", icon::BARS, lang.pick("Log audit", "Audit log"))}
        {item("/admin/peran", icon::TEAM, lang.pick("Peran", "Roles"))}
        {item("/admin/klien", icon::SEAL, lang.pick("Klien layanan", "Service clients"))}
        {item("/admin/permintaan", icon::FLAG, lang.pick("Permintaan data", "Data requests"))}
    }
    .into_any()
}

fn roles(frame: &Frame, viewer: &Viewer) -> String {
    let lang = frame.lang;
    let roles = [
        (viewer.manager, lang.pick("Atasan", "Manager")),
        (viewer.trainer, lang.pick("Pengajar", "Trainer")),
        (viewer.admin, lang.pick("Pengelola", "Administrator")),
        (viewer.auditor, lang.pick("Auditor", "Auditor")),
    ];
    let held: Vec<_> = roles.into_iter().filter_map(|(held, name)| held.then_some(name)).collect();
    if held.is_empty() { lang.pick("Peserta", "Learner").to_owned() } else { held.join(", ") }
}

fn footer(frame: &Frame) -> AnyView {
    let lang = frame.lang;
    let themes = Theme::ALL.map(|theme| {
        let name = match theme {
            Theme::Auto => lang.pick("Otomatis", "Automatic"),
            Theme::Light => lang.pick("Terang", "Light"),
            Theme::Dark => lang.pick("Gelap", "Dark"),
        };
        let current = (theme == frame.theme).then_some("true");
        view! { <button name="theme" value=theme.code() aria-current=current>{name}</button> }
    });
    view! {
        <footer class="site-footer">
            <svg class="songket-strip" aria-hidden="true"><rect width="100%" height="12" fill="url(#songket-small)"></rect></svg>
            <div class="site-footer-inner">
                <p>{lang.pick("Ampera, jembatan dari belajar ke kinerja.", "Ampera, the bridge from learning to performance.")}</p>
                <form class="theme-switch" method="post" action="/tampilan" aria-label=lang.pick("Tampilan", "Appearance")>
                    {csrf(frame)}<input type="hidden" name="next" value=frame.path.clone()/>{themes.collect_view()}
                </form>
                <ul>
                    <li><a href="/verifikasi">{lang.pick("Periksa sertifikat", "Check a certificate")}</a></li>
                    <li><a href="/gaya">{lang.pick("Gaya tampilan", "Style guide")}</a></li>
                </ul>
            </div>
        </footer>
    }
    .into_any()
}
