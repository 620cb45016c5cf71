//! `/katalog`: find a course by words, competency, level and length.

use domain::level::Level;
use leptos::prelude::*;
use services::catalogue::{CatalogueQuery, CatalogueView};

use crate::components::card::{go, section};
use crate::components::course_card::course_card;
use crate::components::empty::empty_section;
use crate::components::field::{Field, select_field};
use crate::components::icon::{self, icon};
use crate::components::page_head::page_head;
use crate::components::path_card::path_card;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

/// The lengths to choose from, in learning hours.
const LENGTHS: [u32; 4] = [2, 4, 6, 10];

pub fn catalogue(frame: &Frame, view: &CatalogueView) -> Page {
    let lang = frame.lang;
    let lede = match (lang, view.total) {
        (Lang::Id, total) => format!("{total} kursus pendek untuk pekerjaan yang Anda hadapi setiap hari."),
        (Lang::En, 1) => "One short course for the work that you do every day.".to_owned(),
        (Lang::En, total) => format!("{total} short courses for the work that you do every day."),
    };
    let results = if view.courses.is_empty() { nothing(lang, view) } else { found(lang, view) };
    let body = view! {
        {page_head(lang.pick("Katalog", "Catalogue"), lede.clone())}
        {form(lang, view)}
        {paths(lang, view)}
        <section class="section" aria-labelledby="hasil">{results}</section>
    };
    Page {
        title: lang.pick("Katalog", "Catalogue").to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::Catalogue,
        chrome: Chrome::Full,
        description: Some(lede),
    }
}

fn form(lang: Lang, view: &CatalogueView) -> AnyView {
    let query = &view.query;
    let all = || (String::new(), lang.pick("Semua", "All").to_owned());
    let competencies = view.competencies.iter().map(|(id, title)| (id.clone(), lang.text(title)));
    let levels = Level::ALL.map(|level| (level.get().to_string(), level.get().to_string()));
    let lengths = LENGTHS.map(|jp| (jp.to_string(), format!("{} {jp} JP", lang.pick("Paling lama", "At most"))));
    let choice = |name: &'static str, label: &'static str, options: Vec<(String, String)>, chosen: String| {
        let options = std::iter::once(all()).chain(options).collect();
        select_field(&Field::new(name, label), options, &chosen)
    };
    view! {
        <form class="card stack" method="get" action="/katalog" role="search">
            <div>
                <label class="field-label" for="kata">{lang.pick("Cari kursus atau pelajaran", "Find a course or lesson")}</label>
                <div class="search">
                    <input
                        class="input"
                        type="search"
                        id="kata"
                        name="kata"
                        value=query.words.clone()
                        maxlength="100"
                        autocomplete="off"
                    />
                    <button class="button">{icon(icon::SEARCH)}{lang.pick("Cari", "Search")}</button>
                </div>
            </div>
            <div class="filters">
                {choice(
                    "kompetensi",
                    lang.pick("Kompetensi", "Competency"),
                    competencies.collect(),
                    query.competency.clone().unwrap_or_default(),
                )}
                {choice(
                    "tingkat",
                    lang.pick("Tingkat", "Level"),
                    levels.to_vec(),
                    query.level.map(|level| level.get().to_string()).unwrap_or_default(),
                )}
                {choice(
                    "jp",
                    lang.pick("Lama", "Length"),
                    lengths.to_vec(),
                    query.longest.map(|jp| jp.to_string()).unwrap_or_default(),
                )}
            </div>
        </form>
    }
    .into_any()
}

/// The learning paths, for somebody who has not said yet what they look for.
fn paths(lang: Lang, view: &CatalogueView) -> Option<AnyView> {
    if view.paths.is_empty() || view.query != CatalogueQuery::default() {
        return None;
    }
    let cards = view.paths.iter().map(|card| path_card(lang, card)).collect_view();
    let aside = go("/jalur", lang.pick("Tentang jalur belajar", "About learning paths"));
    let title = lang.pick("Jalur belajar", "Learning paths");
    Some(section("jalur", title, aside, view! { <ul class="grid" role="list">{cards}</ul> }))
}

fn found(lang: Lang, view: &CatalogueView) -> AnyView {
    let is_filtered = CatalogueQuery::default() != view.query;
    let words = view.query.words.trim();
    let title = match (lang, view.courses.len(), words.is_empty()) {
        (Lang::Id, n, true) => format!("{n} kursus"),
        (Lang::Id, n, false) => format!("{n} kursus untuk “{words}”"),
        (Lang::En, 1, true) => "1 course".to_owned(),
        (Lang::En, n, true) => format!("{n} courses"),
        (Lang::En, 1, false) => format!("1 course for “{words}”"),
        (Lang::En, n, false) => format!("{n} courses for “{words}”"),
    };
    let forms = (!words.is_empty()).then(|| {
        lang.pick(
            "Bentuk kata yang lain ikut dicari: “mengadu” menemukan “pengaduan”. ",
            "Other forms of a word are found too: “mengadu” finds “pengaduan”. ",
        )
    });
    let clear = is_filtered.then(|| {
        view! { <a href="/katalog">{lang.pick("Hapus semua saringan", "Clear all filters")}</a> }
    });
    view! {
        <div class="section-head">
            <h2 class="section-title" id="hasil">{title}</h2>
            {(forms.is_some() || clear.is_some()).then(|| view! { <p>{forms}{clear}</p> })}
        </div>
        <ul class="grid" role="list">{view.courses.iter().map(|card| course_card(lang, card)).collect_view()}</ul>
    }
    .into_any()
}

fn nothing(lang: Lang, view: &CatalogueView) -> AnyView {
    let words = view.query.words.trim();
    if view.total == 0 {
        let title = lang.pick("Belum ada kursus", "No courses yet");
        let why = lang.pick(
            "Kursus pertama sedang ditulis. Kembali lagi beberapa hari lagi.",
            "The first course is being written. Come back in a few days.",
        );
        return empty_section("hasil", title, why, None);
    }
    let title = match (lang, words.is_empty()) {
        (Lang::Id, true) => "Tidak ada kursus dengan saringan ini".to_owned(),
        (Lang::Id, false) => format!("Belum ada kursus untuk “{words}”"),
        (Lang::En, true) => "No course passes these filters".to_owned(),
        (Lang::En, false) => format!("No course for “{words}” yet"),
    };
    let why = lang.pick(
        "Coba kata yang lebih umum, misalnya “surat” atau “layanan”, kurangi saringannya, atau lihat semua kursus.",
        "Try a more general word, for example “surat” or “layanan”, use fewer filters, or look at all courses.",
    );
    empty_section("hasil", title, why, Some(("/katalog", lang.pick("Lihat semua kursus", "See all courses"))))
}
