//! The whole HTML document around a page.

mod chrome;
mod menu;
mod surroundings;

use std::fmt;
use std::sync::Arc;

use content::fixed::Fixed;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use self::surroundings::{Hole, Piece};
use crate::components::alert::notice_alert;
use crate::frame::Frame;
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nav {
    Home,
    Catalogue,
    Profile,
    Team,
    Manuscripts,
    None,
}

/// What stands around a page, and how wide it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// A whole document, in parts that follow each other.
#[derive(Clone, Debug)]
pub struct Document {
    pub parts: Vec<Part>,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Part {
    /// The same for many readers: it is compressed already.
    Fixed(Fixed),
    Text(String),
}

impl From<String> for Document {
    fn from(text: String) -> Self {
        Self { parts: vec![Part::Text(text)] }
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Fixed(fixed) => f.write_str(fixed.as_str()),
            Part::Text(text) => f.write_str(text),
        })
    }
}

/// Puts a long text that is the same for everybody into this page, once: to be the inner HTML of an element.
pub fn spliced(prose: &Fixed) -> &'static str {
    provide_context(prose.clone());
    PLACE
}

/// The document of a page.
pub fn render(frame: &Frame, page: impl FnOnce(&Frame) -> Page) -> Document {
    // An owner of its own for every document: what islands keep is gone with it. Islands mode hydrates nothing else.
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let (page, mut body) = owner.with(|| {
        let mut page = page(frame);
        let body = std::mem::replace(&mut page.body, ().into_any());
        let notice = frame.notice.map(|notice| view! { <div class="notice">{notice_alert(frame.lang, notice)}</div> });
        let html = view! { {notice}{body} }.to_html();
        (page, around_prose(html))
    });
    owner.unset_with_forced_cleanup();
    let text = |text: &str| Part::Text(escape(text));
    let mut parts = Vec::with_capacity(32);
    for piece in surroundings::of(frame, &page).iter() {
        match piece {
            Piece::Fixed(fixed) => parts.push(Part::Fixed(fixed.clone())),
            Piece::Hole(Hole::Title) => parts.push(text(&page.title)),
            Piece::Hole(Hole::Description) => parts.push(text(page.description.as_deref().unwrap_or_default())),
            Piece::Hole(Hole::Csrf) => parts.push(text(&frame.csrf)),
            Piece::Hole(Hole::Path) => parts.push(text(&frame.path)),
            Piece::Hole(Hole::Nonce) => parts.push(text(&frame.nonce)),
            Piece::Hole(Hole::Name) => parts.push(text(frame.viewer_name())),
            Piece::Hole(Hole::Initials) => parts.push(text(&initials(frame.viewer_name()))),
            Piece::Hole(Hole::Bell) => parts.push(Part::Text(chrome::bell(frame))),
            Piece::Hole(Hole::Body) => parts.append(&mut body),
        }
    }
    Document { parts }
}

/// The body of a page, with the text that it has put in by [`spliced`] in its place.
fn around_prose(html: String) -> Vec<Part> {
    match (html.split_once(PLACE), use_context::<Fixed>()) {
        (Some((before, after)), Some(prose)) => {
            vec![Part::Text(before.to_owned()), Part::Fixed(prose), Part::Text(after.to_owned())]
        }
        _ => vec![Part::Text(html)],
    }
}

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
