//! The whole HTML document around a page.

mod chrome;

use std::fmt;
use std::sync::Arc;

use content::prose::Prose;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use crate::frame::{Assets, Frame};
use crate::lang::Lang;

/// A page before the document is put around it.
pub struct Page {
    /// Without the product's name.
    pub title: String,
    /// What is in `<main>`; it has the page's one `<h1>`.
    pub body: AnyView,
    /// The page has an island: only then does it load WebAssembly.
    pub islands: bool,
    /// Where the reader is in the navigation.
    pub nav: Nav,
    pub chrome: Chrome,
    /// For search engines; pages behind the sign-in have none.
    pub description: Option<String>,
}

/// The entries of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nav {
    Home,
    Catalogue,
    Profile,
    Team,
    Manuscripts,
    None,
}

/// What stands around a page, and how wide it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chrome {
    /// Navigation and account.
    Full,
    /// As [`Chrome::Full`], as wide as a text.
    Narrow,
    /// As [`Chrome::Full`], the whole width of the window.
    Front,
    /// The mark and the language alone: sign-in, certificate.
    Bare,
}

/// Stands where the text of a lesson comes. What people write is escaped, so it cannot hold this.
const PLACE: &str = "<!--prose-->";

/// A whole document. The text of a lesson stays apart: it is compressed already.
#[derive(Clone, Debug)]
pub struct Document {
    pub before: String,
    /// With what comes after it.
    pub prose: Option<(Prose, String)>,
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.before)?;
        match &self.prose {
            Some((prose, after)) => write!(f, "{prose}{after}"),
            None => Ok(()),
        }
    }
}

/// Puts a long text that is the same for everybody into this page, once: to be the inner HTML of an element.
pub fn spliced(prose: &Prose) -> &'static str {
    provide_context(prose.clone());
    PLACE
}

/// The document of a page.
pub fn render(frame: &Frame, page: impl FnOnce(&Frame) -> Page) -> Document {
    // An owner of its own for every document: what islands keep is gone with it. Islands mode hydrates nothing else.
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let (html, prose) = owner.with(|| {
        let Page { title, body, islands, nav, chrome, description } = page(frame);
        let head = head(frame, &title, description.as_deref(), islands);
        let body = chrome::around(frame, nav, chrome, body).to_html();
        let theme = frame.theme.attribute().map(|theme| format!(" data-theme=\"{theme}\"")).unwrap_or_default();
        let html = format!("<!doctype html><html lang=\"{}\"{theme}>{head}{body}</html>", frame.lang.code());
        (html, use_context::<Prose>())
    });
    owner.unset_with_forced_cleanup();
    match (html.split_once(PLACE), prose) {
        (Some((before, after)), Some(prose)) => {
            Document { before: before.to_owned(), prose: Some((prose, after.to_owned())) }
        }
        _ => Document { before: html, prose: None },
    }
}

/// The head is text, not a view: the title of a view is not escaped on the server.
fn head(frame: &Frame, title: &str, description: Option<&str>, islands: bool) -> String {
    let Assets { css, font, icon, .. } = &frame.assets;
    let description = description.map(|text| format!("<meta name=\"description\" content=\"{}\">", escape(text)));
    format!(
        "<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <title>{} · Ampera</title>{}\
         <link rel=\"preload\" href=\"{}\" as=\"font\" type=\"font/woff2\" crossorigin>\
         <link rel=\"stylesheet\" href=\"{}\">\
         <link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\">{}</head>",
        escape(title),
        description.unwrap_or_default(),
        escape(font),
        escape(css),
        escape(icon),
        if islands { hydration(frame) } else { String::new() },
    )
}

/// Loads the WebAssembly when the browser is idle and wakes every island in the order of the page. An island among the
/// children of another takes that one as its owner.
fn hydration(frame: &Frame) -> String {
    let (Some(js), Some(wasm)) = (&frame.assets.js, &frame.assets.wasm) else { return String::new() };
    let (js, wasm, nonce) = (escape(js), escape(wasm), escape(&frame.nonce));
    format!(
        "<link rel=\"modulepreload\" href=\"{js}\" nonce=\"{nonce}\">\
         <link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
         <script type=\"module\" nonce=\"{nonce}\" data-js=\"{js}\" data-wasm=\"{wasm}\" id=\"hydration\">{HYDRATION}</script>"
    )
}

const HYDRATION: &str = include_str!("document/hydration.js");

/// A text as it stands in an attribute or between tags.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A text as the value of a query.
pub fn escape_query(text: &str) -> String {
    use std::fmt::Write;
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

/// The first letters of a name's first and last word: "RA". Titles, which end with a full stop, are left out.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter(|word| !word.trim_end_matches(',').ends_with('.'));
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The languages with their names in themselves.
const LANGS: [(Lang, &str, &str); 2] = [(Lang::Id, "ID", "Bahasa Indonesia"), (Lang::En, "EN", "English")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_leave_titles_out() {
        assert_eq!(initials("Rina Astuti"), "RA");
        assert_eq!(initials("dr. Maya Sari Dewi, M.Kes."), "MD");
        assert_eq!(initials("Budi"), "B");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn nothing_that_means_something_in_html_is_left() {
        assert_eq!(escape("<a href=\"'&\">"), "&lt;a href=&quot;&#39;&amp;&quot;&gt;");
    }
}
