//! Header, navigation and footer. What differs from page to page is a hole.

use leptos::prelude::*;

use domain::policy::Roles;

use super::surroundings::{Around, Hole};
use super::{Chrome, LANGS, Nav, menu};
use crate::components::icon::{self, brand_mark, icon};
use crate::frame::{Frame, Theme};
use crate::lang::Lang;

/// Patterns that figures point to. They are static, so they are written once as they are.
const DEFS: &str = include_str!("patterns.svg");

/// The `<body>` of a page.
pub(super) fn body(around: &Around) -> AnyView {
    let lang = around.lang;
    let roles = around.roles.filter(|_| around.chrome != Chrome::Bare);
    let main = match around.chrome {
        Chrome::Full | Chrome::Bare => "page",
        Chrome::Narrow => "page page--narrow",
        Chrome::Front => "front",
    };
    view! {
        <body class=roles.map(|_| "has-nav")>
            <a class="skip-link" href="#isi">{lang.pick("Langsung ke isi", "Skip to content")}</a>
            <svg class="svg-defs" aria-hidden="true" focusable="false" inner_html=DEFS></svg>
            <header class="site-header">
                <a class="brand" href=if around.roles.is_some() { "/beranda" } else { "/" }>{brand_mark()}"Ampera"</a>
                {roles.map(|roles| navigation(lang, roles, around.nav))}
                <div class="site-tools">
                    {languages(lang)}
                    {roles.map(|_| Hole::Bell.mark())}
                    {account(lang, around.chrome, roles)}
                </div>
            </header>
            <main id="isi" class=main tabindex="-1">{Hole::Body.mark()}</main>
            {footer(lang, around.theme)}
        </body>
    }
    .into_any()
}

fn navigation(lang: Lang, roles: Roles, current: Nav) -> AnyView {
    let entry = |nav: Nav, href: &'static str, text: &'static str, drawing: &'static str| {
        view! { <li><a href=href aria-current=(nav == current).then_some("page")>{icon(drawing)}{text}</a></li> }
    };
    view! {
        <nav class="site-nav" aria-label=lang.pick("Utama", "Main")>
            <ul>
                {entry(Nav::Home, "/beranda", lang.pick("Beranda", "Home"), icon::HOME)}
                {entry(Nav::Catalogue, "/katalog", lang.pick("Katalog", "Catalogue"), icon::CATALOGUE)}
                {entry(Nav::Profile, "/profil", lang.pick("Profil", "Profile"), icon::PROFILE)}
                {(roles.manager || roles.admin || roles.auditor)
                    .then(|| entry(Nav::Team, "/tim", lang.pick("Tim saya", "My team"), icon::TEAM))}
                {(roles.trainer || roles.admin || roles.auditor)
                    .then(|| entry(Nav::Manuscripts, "/naskah", lang.pick("Naskah", "Manuscripts"), icon::WRITE))}
            </ul>
        </nav>
    }
    .into_any()
}

/// Leads to the notifications, and says how many are unread. Text, not a view: it is put into what is made once.
pub(super) fn bell(frame: &Frame) -> String {
    let lang = frame.lang;
    let unread = frame.viewer.as_ref().map_or(0, |viewer| viewer.unread);
    let words = lang.pick("Pemberitahuan", "Notifications");
    let (said, shown) = match (unread, lang) {
        (0, _) => (words.to_owned(), String::new()),
        (unread, Lang::Id) => (format!("{words}: {unread} belum dibaca"), unread.min(100).to_string()),
        (unread, Lang::En) => (format!("{words}: {unread} unread"), unread.min(100).to_string()),
    };
    let shown = if unread > 99 { "99+".to_owned() } else { shown };
    let count = if shown.is_empty() {
        String::new()
    } else {
        format!("<span class=\"bell-count\" aria-hidden=\"true\">{shown}</span>")
    };
    format!(
        "<a class=\"bell\" href=\"/pemberitahuan\"><svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">\
         <path d=\"{}\"></path></svg>{count}<span class=\"visually-hidden\">{said}</span></a>",
        icon::BELL
    )
}

/// Buttons of a form, because choosing a language writes a cookie.
fn languages(reading: Lang) -> AnyView {
    let buttons = LANGS.map(|(lang, short, name)| {
        let current = (lang == reading).then_some("true");
        let label = format!("{short}, {name}");
        view! {
            <button name="lang" value=lang.code() lang=lang.code() aria-current=current aria-label=label>{short}</button>
        }
    });
    view! {
        <form class="lang-switch" method="post" action="/bahasa" aria-label=reading.pick("Bahasa", "Language")>
            {csrf()}<input type="hidden" name="next" value=Hole::Path.mark()/>{buttons.collect_view()}
        </form>
    }
    .into_any()
}

fn account(lang: Lang, chrome: Chrome, roles: Option<Roles>) -> Option<AnyView> {
    match roles {
        Some(roles) => Some(menu::menu(lang, roles)),
        None if chrome == Chrome::Bare => None,
        None => {
            Some(view! { <a class="button button--quiet" href="/masuk">{lang.pick("Masuk", "Sign in")}</a> }.into_any())
        }
    }
}

fn footer(lang: Lang, chosen: Theme) -> AnyView {
    let themes = Theme::ALL.map(|theme| {
        let name = match theme {
            Theme::Auto => lang.pick("Otomatis", "Automatic"),
            Theme::Light => lang.pick("Terang", "Light"),
            Theme::Dark => lang.pick("Gelap", "Dark"),
        };
        let current = (theme == chosen).then_some("true");
        view! { <button name="theme" value=theme.code() aria-current=current>{name}</button> }
    });
    view! {
        <footer class="site-footer">
            <svg class="songket-strip" aria-hidden="true"><rect width="100%" height="12" fill="url(#songket-small)"></rect></svg>
            <div class="site-footer-inner">
                <p>{lang.pick("Ampera, jembatan dari belajar ke kinerja.", "Ampera, the bridge from learning to performance.")}</p>
                <form class="theme-switch" method="post" action="/tampilan" aria-label=lang.pick("Tampilan", "Appearance")>
                    {csrf()}<input type="hidden" name="next" value=Hole::Path.mark()/>{themes.collect_view()}
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

/// As [`crate::components::csrf`], with a hole for the token.
pub(super) fn csrf() -> AnyView {
    view! { <input type="hidden" name="_csrf" value=Hole::Csrf.mark()/> }.into_any()
}
