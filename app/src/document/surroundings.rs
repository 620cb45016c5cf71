//! What stands around a page. It is the same for all who read in one language and have the same roles, so it is made once, with
//! holes for what differs, and compressed once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use content::fixed::Fixed;
use domain::policy::Roles;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use super::{Chrome, Nav, Page, chrome, escape};
use crate::frame::{Assets, Frame, Theme};
use crate::lang::Lang;

/// There are some dozens of surroundings in use. Should there ever be more than this, they are made anew.
const MOST: usize = 256;

/// What the surroundings of a page depend on.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Around {
    pub lang: Lang,
    pub theme: Theme,
    /// Of who is signed in.
    pub roles: Option<Roles>,
    pub nav: Nav,
    pub chrome: Chrome,
    pub islands: bool,
    pub described: bool,
    pub assets: Arc<Assets>,
}

/// A piece of the surroundings.
pub(super) enum Piece {
    Fixed(Fixed),
    Hole(Hole),
}

/// What differs from page to page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hole {
    Title,
    Description,
    Csrf,
    Path,
    Nonce,
    Name,
    Initials,
    /// The bell with how many notifications are unread.
    Bell,
    Body,
}

impl Hole {
    /// Private characters: no text of ours has one, and nothing that people write comes near.
    const MARKS: [(Self, &'static str); 9] = [
        (Self::Title, "\u{F0000}"),
        (Self::Description, "\u{F0001}"),
        (Self::Csrf, "\u{F0002}"),
        (Self::Path, "\u{F0003}"),
        (Self::Nonce, "\u{F0004}"),
        (Self::Name, "\u{F0005}"),
        (Self::Initials, "\u{F0006}"),
        (Self::Body, "\u{F0007}"),
        (Self::Bell, "\u{F0008}"),
    ];

    /// Stands for the hole while the surroundings are made.
    pub fn mark(self) -> &'static str {
        Self::MARKS.into_iter().find(|(hole, _)| *hole == self).map_or("", |(_, mark)| mark)
    }

    fn of(mark: &str) -> Option<Self> {
        Self::MARKS.into_iter().find(|(_, own)| *own == mark).map(|(hole, _)| hole)
    }
}

/// The surroundings of this page.
pub(super) fn of(frame: &Frame, page: &Page) -> Arc<[Piece]> {
    static MADE: LazyLock<RwLock<HashMap<Around, Arc<[Piece]>>>> = LazyLock::new(RwLock::default);
    let around = Around {
        lang: frame.lang,
        theme: frame.theme,
        roles: frame.viewer.as_ref().map(|viewer| viewer.roles),
        nav: page.nav,
        chrome: page.chrome,
        islands: page.islands,
        described: page.description.is_some(),
        assets: Arc::clone(&frame.assets),
    };
    if let Some(made) = MADE.read().unwrap_or_else(PoisonError::into_inner).get(&around) {
        return Arc::clone(made);
    }
    let made: Arc<[Piece]> = pieces(&document(&around)).into();
    let mut all = MADE.write().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= MOST {
        all.clear();
    }
    all.insert(around, Arc::clone(&made));
    made
}

fn document(around: &Around) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let body = owner.with(|| chrome::body(around).to_html());
    owner.unset_with_forced_cleanup();
    let theme = around.theme.attribute().map(|theme| format!(" data-theme=\"{theme}\"")).unwrap_or_default();
    format!("<!doctype html><html lang=\"{}\"{theme}>{}{body}</html>", around.lang.code(), head(around))
}

/// Cuts a text at its marks.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut fixed = 0;
    for (at, mark) in text.match_indices(|c: char| ('\u{F0000}'..='\u{F00FF}').contains(&c)) {
        if let Some(hole) = Hole::of(mark) {
            pieces.push(Piece::Fixed(Fixed::new(text[fixed..at].to_owned())));
            pieces.push(Piece::Hole(hole));
            fixed = at + mark.len();
        }
    }
    pieces.push(Piece::Fixed(Fixed::new(text[fixed..].to_owned())));
    pieces
}

/// The head is text, not a view: the title of a view is not escaped on the server.
fn head(around: &Around) -> String {
    let Assets { css, font, icon, .. } = &*around.assets;
    let description =
        around.described.then(|| format!("<meta name=\"description\" content=\"{}\">", Hole::Description.mark()));
    format!(
        "<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <title>{} · Ampera</title>{}\
         <link rel=\"preload\" href=\"{}\" as=\"font\" type=\"font/woff2\" crossorigin>\
         <link rel=\"stylesheet\" href=\"{}\">\
         <link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\">{}</head>",
        Hole::Title.mark(),
        description.unwrap_or_default(),
        escape(font),
        escape(css),
        escape(icon),
        if around.islands { hydration(&around.assets) } else { String::new() },
    )
}

/// Loads the WebAssembly when the browser is idle and wakes every island in the order of the page. An island among the
/// children of another takes that one as its owner.
fn hydration(assets: &Assets) -> String {
    let (Some(js), Some(wasm)) = (&assets.js, &assets.wasm) else { return String::new() };
    let (js, wasm, nonce) = (escape(js), escape(wasm), Hole::Nonce.mark());
    format!(
        "<link rel=\"modulepreload\" href=\"{js}\" nonce=\"{nonce}\">\
         <link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
         <script type=\"module\" nonce=\"{nonce}\" data-js=\"{js}\" data-wasm=\"{wasm}\" id=\"hydration\">{HYDRATION}</script>"
    )
}

const HYDRATION: &str = include_str!("hydration.js");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_marks_and_nowhere_else() {
        let text = format!("a{}b\u{F00FF}{}{}", Hole::Title.mark(), Hole::Csrf.mark(), Hole::Csrf.mark());
        let cut: Vec<_> = pieces(&text)
            .iter()
            .map(|piece| match piece {
                Piece::Fixed(fixed) => fixed.as_str().to_owned(),
                Piece::Hole(hole) => format!("{hole:?}"),
            })
            .collect();
        assert_eq!(cut, ["a", "Title", "b\u{F00FF}", "Csrf", "", "Csrf", ""]);
    }
}
