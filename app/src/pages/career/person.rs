//! The career page of a person: the index, what adds points, the talent box, and what the agency noted.

use leptos::prelude::*;
use services::{CareerView, FactForm, FieldError};

use super::words::points;
use super::{facts, index, own_box};
use crate::components::card::go;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::profile::posts;

/// `form` and `errors` are those of a fact that was not noted.
pub fn career(frame: &Frame, view: &CareerView, form: &FactForm, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let name = view.person.name.clone();
    let title = match (lang, view.person.is_own) {
        (Lang::Id, true) => "Karier saya".to_owned(),
        (Lang::En, true) => "My career".to_owned(),
        (Lang::Id, false) => format!("Karier {name}"),
        (Lang::En, false) => format!("Career of {name}"),
    };
    let (strong, rest) = sentence(lang, view);
    let profile = if view.person.is_own { "/profil".to_owned() } else { format!("/profil/{}", view.person.id) };
    let body = view! {
        <div class="page-head">
            <div class="page-head-text">
                <h1>{title.clone()}</h1>
                <p class="byline">{posts(lang, &view.person).join(" · ")}</p>
                <p class="lede"><strong>{strong}</strong>" "{rest}</p>
            </div>
            {go(profile, lang.pick("Profil kompetensi", "Competency profile"))}
        </div>
        {facts::summary(lang, errors)}
        {index::section(lang, view)}
        {index::offers(lang, view)}
        {own_box::section(lang, view)}
        {facts::section(frame, view, form, errors)}
    };
    Page {
        title,
        body: body.into_any(),
        islands: false,
        nav: if view.person.is_own { Nav::Profile } else { Nav::Team },
        chrome: Chrome::Full,
        description: None,
    }
}

/// What is certain in bold, then what is not.
fn sentence(lang: Lang, view: &CareerView) -> (String, String) {
    let (reached, open) = (view.row.index.reached(), view.row.index.open());
    let year = view.year;
    let [low, high, left] = [reached, reached + open, open].map(|tenths| points(lang, tenths));
    let band = |place: &Option<services::Text>| place.as_ref().map(|band| lang.text(band)).unwrap_or_default();
    let (from, to) = (band(&view.bands.0), band(&view.bands.1));
    match (lang, open) {
        (Lang::Id, 0) => (format!("Indeks profesionalitas {year}: {low} dari 100."), format!("Kategorinya {from}.")),
        (Lang::En, 0) => (format!("Professionalism index {year}: {low} of 100."), format!("It is called {from}.")),
        (Lang::Id, _) => (
            format!("{low} poin sudah pasti untuk {year}; {left} poin belum dapat dikatakan."),
            format!("Indeksnya antara {low} ({from}) dan {high} ({to}), bergantung pada yang belum diketahui."),
        ),
        (Lang::En, _) => (
            format!("{low} points are certain for {year}; {left} points cannot be said yet."),
            format!("The index lies between {low} ({from}) and {high} ({to}), depending on what is not known."),
        ),
    }
}
