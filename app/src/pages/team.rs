//! `/tim`: a unit against its standards. A sentence, the heat map of its people or of the units below it, and the figures of
//! each competency; every view of it has an address.

mod address;
mod filters;
mod map;
mod summary;
mod units;

use leptos::prelude::*;
use services::{PostView, TeamBody, TeamQuery, TeamShow, TeamView, UnitOption, WITHOUT_POST};

use crate::components::empty::empty;
use crate::components::icon::{self, small_icon};
use crate::components::pagination::pagination;
use crate::components::team_tabs::{TeamTab, team_tabs};
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::profile::{titled, until};

pub fn team(frame: &Frame, view: &TeamView) -> Page {
    let lang = frame.lang;
    let (strong, rest) = summary::sentence(lang, view);
    let content = if view.people == 0 { nobody(lang, view) } else { content(lang, view) };
    let body = view! {
        {team_tabs(lang, TeamTab::Competencies)}
        {way(lang, view)}
        <div class="page-head">
            <div class="page-head-text">
                <h1>{name(lang, &view.unit)}</h1>
                <p class="lede"><strong>{strong}</strong>" "{rest}</p>
                {view.acting.as_ref().map(|post| acting(lang, post))}
            </div>
        </div>
        {filters::bar(lang, view)}
        {content}
    };
    Page {
        title: match lang {
            Lang::Id => format!("Tim: {}", name(lang, &view.unit)),
            Lang::En => format!("Team: {}", name(lang, &view.unit)),
        },
        body: body.into_any(),
        islands: false,
        nav: Nav::Team,
        chrome: Chrome::Full,
        description: None,
    }
}

/// The name of a unit; of the people without a post it is ours.
fn name(lang: Lang, unit: &UnitOption) -> String {
    if unit.id == WITHOUT_POST { lang.pick("Tanpa jabatan", "No position").to_owned() } else { unit.name.clone() }
}

/// The units above, each a step back up.
fn way(lang: Lang, view: &TeamView) -> Option<AnyView> {
    if view.above.is_empty() {
        return None;
    }
    let step = |unit: &UnitOption| {
        let query = TeamQuery { unit: unit.id.clone(), show: None, page: 1, ..view.query.clone() };
        view! { <li><a href=address::page(&query)>{unit.name.clone()}</a>{small_icon(icon::CHEVRON)}</li> }
    };
    Some(
        view! {
            <nav class="breadcrumb" aria-label=lang.pick("Unit di atasnya", "Units above")>
                <ol role="list">{view.above.iter().map(step).collect_view()}</ol>
            </nav>
        }
        .into_any(),
    )
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

fn content(lang: Lang, view: &TeamView) -> AnyView {
    let heading = match view.body {
        TeamBody::Units(_) => lang.pick("Kompetensi per unit", "Competencies of each unit"),
        TeamBody::People(_) => lang.pick("Kompetensi per orang", "Competencies of each person"),
    };
    let map = match &view.body {
        _ if view.found == 0 => none_found(lang, view),
        TeamBody::Units(rows) => units::map(lang, view, rows),
        TeamBody::People(rows) => map::map(lang, view, rows),
    };
    let pages = |page| address::page(&TeamQuery { page, ..view.query.clone() });
    view! {
        <section class="card card--long gap-top" aria-labelledby="peta">
            <div class="map-head">
                <h2 class="card-title" id="peta">{heading}</h2>
                {tabs(lang, view)}
            </div>
            {found(lang, view)}
            {map}
        </section>
        {pagination(lang, view.page, view.pages, pages)}
        {summary::table(lang, view)}
    }
    .into_any()
}

/// How much of everything the filters leave, where they leave something out.
fn found(lang: Lang, view: &TeamView) -> Option<AnyView> {
    let query = &view.query;
    if query.competency.is_empty() && query.state.is_none() || view.found == 0 {
        return None;
    }
    let count = format::number(lang, view.found as u64);
    let units = matches!(view.body, TeamBody::Units(_));
    let text = match (lang, units) {
        (Lang::Id, true) => format!("{count} unit cocok dengan pilihan Anda."),
        (Lang::En, true) => format!("{count} units match your choice."),
        (Lang::Id, false) => format!("{count} orang cocok dengan pilihan Anda."),
        (Lang::En, false) => format!("{count} people match your choice."),
    };
    Some(view! { <p class="card-note">{text}</p> }.into_any())
}

/// The two ways to look at a unit that has others below it.
fn tabs(lang: Lang, view: &TeamView) -> Option<AnyView> {
    if !view.has_units || !view.lists_people {
        return None;
    }
    let tab = |show: TeamShow, text: &'static str| {
        let query = TeamQuery { show: Some(show), page: 1, ..view.query.clone() };
        let current = (view.query.show == Some(show)).then_some("true");
        view! { <li><a href=address::page(&query) aria-current=current>{text}</a></li> }
    };
    Some(
        view! {
            <ul class="map-tabs no-print" role="list">
                {tab(TeamShow::Units, lang.pick("Per unit", "By unit"))}
                {tab(TeamShow::People, lang.pick("Per orang", "By person"))}
            </ul>
        }
        .into_any(),
    )
}

fn none_found(lang: Lang, view: &TeamView) -> AnyView {
    let query = TeamQuery { unit: view.unit.id.clone(), ..TeamQuery::default() };
    view! {
        <p>
            {lang.pick("Tidak ada yang cocok dengan pilihan Anda. ", "Nothing matches your choice. ")}
            <a href=address::page(&query)>{lang.pick("Lihat semuanya", "See everything")}</a>
        </p>
    }
    .into_any()
}

fn nobody(lang: Lang, view: &TeamView) -> AnyView {
    let why = if view.units.len() > 1 {
        lang.pick(
            "Pilih unit atau jabatan lain di atas, atau mintalah BKPSDM mencatat penempatan orangnya.",
            "Choose another unit or position above, or ask BKPSDM to record who works here.",
        )
    } else {
        lang.pick("Mintalah BKPSDM mencatat penempatan orangnya.", "Ask BKPSDM to record who works here.")
    };
    empty(lang.pick("Belum ada orang", "Nobody here yet"), why, None)
}
