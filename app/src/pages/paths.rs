//! `/jalur`: the learning paths, each for one purpose.

use leptos::prelude::*;
use services::PathCard;

use crate::components::card::go;
use crate::components::empty::empty;
use crate::components::page_head::page_head;
use crate::components::path_card::path_card;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;

pub fn paths(frame: &Frame, paths: &[PathCard]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Jalur belajar", "Learning paths");
    let lede = lang.pick(
        "Beberapa kursus dalam urutan yang saling membantu, untuk satu keadaan dalam pekerjaan Anda.",
        "A few courses in an order in which they help each other, for one situation in your work.",
    );
    let content = if paths.is_empty() {
        empty(
            lang.pick("Belum ada jalur", "No path yet"),
            lang.pick("Sementara itu semua kursus ada di katalog.", "Meanwhile every course is in the catalogue."),
            Some(("/katalog", lang.pick("Buka katalog", "Open the catalogue"))),
        )
    } else {
        let cards = paths.iter().map(|card| path_card(lang, card)).collect_view();
        view! {
            <section aria-labelledby="semua">
                <h2 class="visually-hidden" id="semua">{lang.pick("Semua jalur", "All paths")}</h2>
                <ul class="grid" role="list">{cards}</ul>
                <p class="gap-top">{go("/katalog", lang.pick("Lihat semua kursus", "See all courses"))}</p>
            </section>
        }
        .into_any()
    };
    let body = view! {
        {page_head(title, lede)}
        {content}
    };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::Catalogue,
        chrome: Chrome::Full,
        description: Some(lede.to_owned()),
    }
}
