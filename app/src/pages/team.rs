//! `/tim`: the people of a unit against their standards, as a heat map that opens to the person and the evidence.

mod map;

use leptos::prelude::*;
use services::{PostView, TeamView, UnitOption};

use crate::components::empty::empty;
use crate::components::pagination::pagination;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::profile::{titled, until};

pub fn team(frame: &Frame, view: &TeamView) -> Page {
    let lang = frame.lang;
    let (strong, rest) = summary(lang, view);
    let content = if view.rows.is_empty() {
        nobody(lang, view)
    } else {
        view! {
            <section class="card card--long gap-top" aria-labelledby="peta">
                <h2 class="visually-hidden" id="peta">{lang.pick("Kompetensi per orang", "Competencies of each person")}</h2>
                {map::legend(lang)}
                {map::map(lang, view)}
                <p class="card-note">
                    {lang.pick(
                        "Sel berbunyi: tingkat yang dimiliki per tingkat yang diminta. Tekan sel untuk melihat buktinya, nama untuk \
                         melihat profilnya.",
                        "A cell reads: level held over level required. Press a cell for its evidence, a name for the profile.",
                    )}
                </p>
            </section>
            {pagination(lang, view.page, view.pages, |number| format!("/tim?unit={}&hal={number}", view.unit.id))}
        }
        .into_any()
    };
    let body = view! {
        <div class="page-head">
            <div class="page-head-text">
                <h1>{view.unit.name.clone()}</h1>
                <p class="lede"><strong>{strong}</strong>" "{rest}</p>
                {view.acting.as_ref().map(|post| acting(lang, post))}
            </div>
        </div>
        {choice(lang, view)}
        {content}
    };
    Page {
        title: match lang {
            Lang::Id => format!("Tim: {}", view.unit.name),
            Lang::En => format!("Team: {}", view.unit.name),
        },
        body: body.into_any(),
        islands: false,
        nav: Nav::Team,
        chrome: Chrome::Full,
        description: None,
    }
}

/// Why the reader sees this unit, and for how long.
fn acting(lang: Lang, post: &PostView) -> AnyView {
    let title = titled(&post.basis, &lang.text(&post.position));
    let until = until(lang, post.until);
    let text = match lang {
        Lang::Id => format!("Anda melihat tim ini sebagai {title}, {}{until}.", post.unit),
        Lang::En => format!("You see this team as {title}, {}{until}.", post.unit),
    };
    view! { <p class="byline">{text}</p> }.into_any()
}

/// What the table proves, before the table.
fn summary(lang: Lang, view: &TeamView) -> (String, String) {
    let people = match (lang, view.people) {
        (Lang::Id, people) => format!("{people} orang di unit ini."),
        (Lang::En, 1) => "1 person in this unit.".to_owned(),
        (Lang::En, people) => format!("{people} people in this unit."),
    };
    if view.rows.is_empty() {
        return (lang.pick("Belum ada orang di unit ini.", "Nobody is in this unit yet.").into(), String::new());
    }
    let Some((title, short, open, of)) = &view.worst else {
        let none = lang.pick("Tidak ada kekurangan yang terbukti.", "No gap is shown by the evidence.");
        return (none.into(), people);
    };
    let title = lang.text(title);
    let strong = match (lang, short) {
        (Lang::Id, 0) => format!("Tidak ada yang terbukti kurang dalam {title}."),
        (Lang::En, 0) => format!("Nobody is shown to be short in {title}."),
        (Lang::Id, _) => format!("{title} kurang pada {short} dari {of} orang{}.", asked(lang, *of, view.people)),
        (Lang::En, _) => format!("{title} is short in {short} of {of} people{}.", asked(lang, *of, view.people)),
    };
    let rest = match (lang, open) {
        (_, 0) => people,
        (Lang::Id, _) => format!("{open} orang belum cukup buktinya untuk itu. {people}"),
        (Lang::En, 1) => format!("1 person has not enough evidence for it. {people}"),
        (Lang::En, _) => format!("{open} people have not enough evidence for it. {people}"),
    };
    (strong, rest)
}

/// Where a competency is not asked of everybody, the sentence says of whom.
fn asked(lang: Lang, of: usize, people: usize) -> &'static str {
    if of == people { "" } else { lang.pick(" yang jabatannya memintanya", " whose post requires it") }
}

/// Choosing a unit, where there is more than one.
fn choice(lang: Lang, view: &TeamView) -> Option<AnyView> {
    if view.units.len() < 2 {
        return None;
    }
    let option = |unit: &UnitOption| {
        let name = format!("{}{}", "\u{2003}".repeat(unit.depth), unit.name);
        view! { <option value=unit.id.clone() selected=unit.id == view.unit.id>{name}</option> }
    };
    Some(
        view! {
            <form class="no-print" method="get" action="/tim">
                <label class="field-label" for="unit">{lang.pick("Unit", "Unit")}</label>
                <div class="search">
                    <select class="select" id="unit" name="unit">{view.units.iter().map(option).collect_view()}</select>
                    <button class="button button--quiet" type="submit">{lang.pick("Tampilkan", "Show")}</button>
                </div>
            </form>
        }
        .into_any(),
    )
}

fn nobody(lang: Lang, view: &TeamView) -> AnyView {
    let why = if view.units.len() > 1 {
        lang.pick(
            "Pilih unit lain di atas, atau mintalah BKPSDM mencatat penempatan orangnya.",
            "Choose another unit above, or ask BKPSDM to record who works here.",
        )
    } else {
        lang.pick("Mintalah BKPSDM mencatat penempatan orangnya.", "Ask BKPSDM to record who works here.")
    };
    empty(lang.pick("Belum ada orang", "Nobody here yet"), why, None)
}
