//! What every page test needs: a frame, the page's HTML, and the check that nothing typed becomes markup.

use std::sync::Arc;

use app::document::Page;
use app::frame::{Assets, Frame, Theme, Viewer};
use app::lang::Lang;
use domain::policy::Roles;

/// Typed into every field of an injection test.
pub const EVIL: &str = "<script>alert(1)</script>\"'&</textarea><b>";

pub const ISSUER: &str = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kota Palembang";

/// A learner looks, in a language.
pub fn frame(lang: Lang) -> Frame {
    Frame {
        lang,
        theme: Theme::Auto,
        viewer: Some(Viewer { name: "Rina Astuti".to_owned(), roles: Roles::default(), unread: 0 }),
        csrf: "token".to_owned(),
        path: "/".to_owned(),
        nonce: "nonce".to_owned(),
        notice: None,
        assets: Arc::new(Assets {
            css: "/aset/ampera.css".to_owned(),
            js: Some("/aset/ampera.js".to_owned()),
            wasm: Some("/aset/ampera.wasm".to_owned()),
            font: "/aset/plus-jakarta-sans.woff2".to_owned(),
            icon: "/aset/favicon.svg".to_owned(),
        }),
        origin: "https://ampera.test".to_owned(),
    }
}

/// What is in `<main>`, a line per tag.
pub fn main_of(frame: &Frame, page: impl FnOnce(&Frame) -> Page) -> String {
    let html = app::render(frame, page).to_string();
    check(&html);
    let from = html.find("<main").expect("a page has a main part");
    let to = html.find("</main>").expect("the main part ends") + "</main>".len();
    lines(&html[from..to])
}

/// The whole document, a line per tag.
pub fn document_of(frame: &Frame, page: impl FnOnce(&Frame) -> Page) -> String {
    let html = app::render(frame, page).to_string();
    check(&html);
    lines(&html)
}

/// Fails where something of [`EVIL`] came through as markup.
pub fn assert_escaped(frame: &Frame, page: impl FnOnce(&Frame) -> Page) -> String {
    let html = app::render(frame, page).to_string();
    check(&html);
    assert!(!html.contains("<script>"), "a script tag came through: {html}");
    assert!(!html.contains("<b>"), "a tag came through: {html}");
    assert!(!html.contains("alert(1)</script"), "an end tag came through: {html}");
    assert!(html.contains("&lt;script&gt;"), "the text is not on the page at all: {html}");
    html
}

/// What holds for every page: one heading of the first level, no style attribute, no identifier twice.
fn check(html: &str) {
    assert_eq!(html.matches("<h1").count(), 1, "a page has one h1: {html}");
    assert!(!html.contains(" style=\""), "the content security policy forbids style attributes: {html}");
    let mut seen = std::collections::BTreeSet::new();
    for piece in html.split(" id=\"").skip(1) {
        let id = piece.split('"').next().unwrap_or_default();
        assert!(seen.insert(id), "the identifier {id} is there twice: {html}");
    }
    let mut rest = html;
    while let Some(from) = rest.find('<') {
        rest = tag(&rest[from..]);
    }
}

/// Reads one tag and returns what follows. A quote that came through in an attribute makes it malformed.
fn tag(html: &str) -> &str {
    if html.starts_with("<!") {
        return html.split_once('>').map_or("", |(_, rest)| rest);
    }
    let shown: String = html.chars().take(200).collect();
    let name_end = html.find([' ', '>']).unwrap_or(html.len());
    let mut rest = &html[name_end..];
    loop {
        rest = rest.trim_start();
        if let Some(rest) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
            return rest;
        }
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(rest.len());
        assert!(end > 0, "a malformed tag: {shown}");
        rest = &rest[end..];
        if let Some(value) = rest.strip_prefix("=\"") {
            rest = value.split_once('"').map_or("", |(_, rest)| rest);
        }
    }
}

/// Breaks between tags, so that a changed snapshot shows what changed. Separators of text nodes are dropped.
fn lines(html: &str) -> String {
    html.replace("<!>", "").replace("><", ">\n<")
}
