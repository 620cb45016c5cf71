//! `/talenta`: the nine boxes of a unit, who is where, and the form that sets them.

use leptos::prelude::*;
use services::{FieldError, TalentForm, TalentPerson, TalentQuery, TalentRound, TalentView};

use super::grid::{Look, grid};
use super::own_box::{standing, why};
use super::words::{boxes, measured, sources};
use crate::components::card::section as page_section;
use crate::components::csrf::csrf;
use crate::components::empty::empty;
use crate::components::field::{Field, problem_of, select_field, text_field};
use crate::components::page_head::page_head;
use crate::components::pagination::pagination;
use crate::components::team_tabs::{TeamTab, team_tabs};
use crate::document::{Chrome, Nav, Page, escape_query};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::evaluation::cycles::day;
use crate::pages::evaluation::parts;

/// `form` and `errors` are those of boxes that were not set.
pub fn talent(frame: &Frame, view: &TalentView, form: &TalentForm, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Kotak talenta", "Talent boxes");
    let (strong, rest) = sentence(lang, view);
    let body = view! {
        {team_tabs(lang, TeamTab::Talent)}
        {page_head(title, view! { <strong>{strong}</strong>" "{rest} })}
        {parts::summary(lang, errors, |name| label(lang, name))}
        {filters(lang, view)}
        {view.round.as_ref().map(|round| boxes_of(lang, view, round))}
        {view.may_set.then(|| setting(frame, form, errors))}
    };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::Team,
        chrome: Chrome::Full,
        description: None,
    }
}

fn label(lang: Lang, name: &str) -> &'static str {
    match name {
        "name" => lang.pick("Nama penetapan", "Name"),
        _ => lang.pick("Keadaan pada akhir hari", "As of the end of"),
    }
}

fn sentence(lang: Lang, view: &TalentView) -> (String, String) {
    let Some(round) = &view.round else {
        return (
            lang.pick("Belum ada penetapan.", "Nothing is set yet.").to_owned(),
            lang.pick(
                "BKPSDM menetapkan kotak semua orang untuk sebuah periode sekaligus.",
                "BKPSDM sets the boxes of everybody for a period at once.",
            )
            .to_owned(),
        );
    };
    let (placed, unsure, without) = (view.placed(), view.unsure(), view.not_placed);
    let all = placed + without;
    let unit = view.unit.as_ref().map(|unit| unit.name.as_str()).unwrap_or_default();
    match lang {
        Lang::Id => (
            format!("{unit}, {}: {placed} dari {all} orang punya kotak.", round.name),
            format!("Pada {unsure} di antaranya kotak lain juga mungkin; {without} belum dapat ditempatkan."),
        ),
        Lang::En => (
            format!("{unit}, {}: {placed} of {all} people have a box.", round.name),
            format!("For {unsure} of them another box is possible, too; {without} cannot be placed yet."),
        ),
    }
}

/// The address of a part of what is shown.
fn address(query: &TalentQuery, number: Option<u8>, page: u32) -> String {
    let (number, page) = (number.map(|number| number.to_string()).unwrap_or_default(), page.to_string());
    let values = [
        ("penetapan", query.round.as_str()),
        ("unit", &query.unit),
        ("kotak", &number),
        ("hal", if page == "1" { "" } else { &page }),
    ];
    let mut address = "/talenta".to_owned();
    for (name, value) in values.into_iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        address.push_str(&escape_query(value));
    }
    address
}

fn filters(lang: Lang, view: &TalentView) -> Option<AnyView> {
    if view.rounds.is_empty() {
        return None;
    }
    let rounds = view.rounds.iter().map(|round| (round.id.clone(), round.name.clone())).collect();
    let chosen = view.round.as_ref().map(|round| round.id.as_str()).unwrap_or_default();
    let unit = view.unit.as_ref().map(|unit| unit.id.as_str()).unwrap_or_default();
    let units = view.units.iter().map(|unit| (unit.id.clone(), format!("{}{}", "– ".repeat(unit.depth), unit.name)));
    Some(
        view! {
            <form class="filters" method="get" action="/talenta">
                {select_field(&Field::new("penetapan", lang.pick("Penetapan", "Set for")), rounds, chosen)}
                {select_field(&Field::new("unit", lang.pick("Unit", "Unit")), units.collect(), unit)}
                <button class="button button--quiet">{lang.pick("Tampilkan", "Show")}</button>
            </form>
        }
        .into_any(),
    )
}

fn boxes_of(lang: Lang, view: &TalentView, round: &TalentRound) -> AnyView {
    let table = view.rubric().map(|rubric| grid(lang, &rubric, |number| cell(lang, view, number)));
    let day = format::civil_date(lang, round.day);
    let by = round.set_by.as_deref().unwrap_or("–");
    let at = format::date(lang, round.set_at);
    let set = match lang {
        Lang::Id => {
            format!("Keadaan pada akhir {day}. Ditetapkan oleh {by}, {at}. Rubrik disimpan bersama setiap hasil.")
        }
        Lang::En => format!("As of the end of {day}. Set by {by}, {at}. The rubric is kept with each result."),
    };
    let without = (view.not_placed > 0).then(|| {
        let text = match lang {
            Lang::Id => format!("{} orang belum dapat ditempatkan", view.not_placed),
            Lang::En => format!("{} people cannot be placed yet", view.not_placed),
        };
        view! { <p><a href=address(&view.query, Some(0), 1)>{text}</a></p> }
    });
    let content = view! {
        <div class="card">
            {table}
            {without}
            <p class="card-note">{set}</p>
            {view.rule.as_ref().map(|rule| sources(lang, rule.since, &rule.sources))}
        </div>
        {people(lang, view)}
    };
    page_section("kotak", lang.pick("Sembilan kotak", "The nine boxes"), (), content)
}

fn cell(lang: Lang, view: &TalentView, number: u8) -> (Look, AnyView) {
    let (count, unsure) = view.counts[usize::from(number.clamp(1, 9)) - 1];
    let look = if view.query.number == Some(number) { Look::Chosen } else { Look::Plain };
    if count == 0 {
        return (look, view! { <span class="muted">"–"</span> }.into_any());
    }
    let text = match lang {
        Lang::Id => format!("{count} orang"),
        Lang::En if count == 1 => "1 person".to_owned(),
        Lang::En => format!("{count} people"),
    };
    let doubt = (unsure > 0).then(|| {
        let text = match lang {
            Lang::Id => format!("{unsure} belum pasti"),
            Lang::En => format!("{unsure} not certain"),
        };
        view! { <span class="line kicker">{text}</span> }
    });
    let names = view.names_all.then(|| {
        let here = view.people.iter().filter(|person| person.detail.number == Some(number));
        let names = here.map(|person| {
            let mark = if person.detail.also.is_empty() { "" } else { " ±" };
            view! { <li><a href=format!("/karier/{}", person.person)>{person.name.clone()}</a>{mark}</li> }
        });
        view! { <ul class="plain-list">{names.collect_view()}</ul> }
    });
    (look, view! { <a href=address(&view.query, Some(number), 1)>{text}</a>{doubt}{names} }.into_any())
}

fn people(lang: Lang, view: &TalentView) -> AnyView {
    let heads = [
        lang.pick("Jabatan", "Position"),
        lang.pick("Kotak", "Box"),
        lang.pick("Kinerja", "Performance"),
        lang.pick("Potensi", "Potential"),
    ];
    let title = match (lang, view.query.number) {
        (_, None) => lang.pick("Semua orang, menurut abjad", "Everybody, by name").to_owned(),
        (_, Some(0)) => lang.pick("Belum dapat ditempatkan", "Cannot be placed yet").to_owned(),
        (Lang::Id, Some(number)) => format!("Kotak {number}, menurut abjad"),
        (Lang::En, Some(number)) => format!("Box {number}, by name"),
    };
    let all = view.query.number.map(|_| {
        view! { <p><a href=address(&view.query, None, 1)>{lang.pick("Tampilkan semua orang", "Show everybody")}</a></p> }
    });
    if view.people.is_empty() {
        let why = lang.pick(
            "Di unit ini tidak ada orang dengan hasil di kotak itu.",
            "Nobody of this unit has a result in that box.",
        );
        return view! { {all}{empty(title, why, None)} }.into_any();
    }
    let rows = view.people.iter().map(|person| row(lang, person, heads));
    let pages = pagination(lang, view.page, view.pages, |page| address(&view.query, view.query.number, page));
    view! {
        <div class="card gap-top">
            <h3 class="section-title">{title}</h3>
            {all}
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Nama", "Name")}</th>
                        {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            {pages}
        </div>
    }
    .into_any()
}

fn row(lang: Lang, person: &TalentPerson, heads: [&'static str; 4]) -> AnyView {
    let detail = &person.detail;
    let place = match detail.number {
        Some(number) => boxes(lang, number, &detail.also),
        None => "–".to_owned(),
    };
    let note = match detail.number {
        None => Some(why(lang, detail.why).to_owned()),
        Some(_) if detail.also.is_empty() => None,
        Some(_) => Some(standing(lang, detail)),
    };
    let target = person.target.as_ref().map(|target| {
        let text = format!("{} {}", lang.pick("diukur terhadap", "measured against"), lang.text(target));
        view! { <span class="line kicker">{text}</span> }
    });
    view! {
        <tr>
            <th scope="row"><a href=format!("/karier/{}", person.person)>{person.name.clone()}</a></th>
            <td data-label=heads[0]>{lang.text(&person.position)}</td>
            <td data-label=heads[1]>{place}{note.map(|note| view! { <span class="line kicker">{note}</span> })}</td>
            <td data-label=heads[2]>{detail.predicate.as_ref().map_or_else(|| "–".to_owned(), |title| lang.text(title))}</td>
            <td data-label=heads[3]>{detail.potential.map_or_else(|| "–".to_owned(), |value| measured(lang, value, ""))}{target}</td>
        </tr>
    }
    .into_any()
}

fn setting(frame: &Frame, form: &TalentForm, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let of = |name: &'static str| Field::new(name, label(lang, name)).error(problem_of(lang, errors, name));
    let name = of("name").hint(lang.pick("Misalnya: Semester II 2026.", "For example: Semester II 2026."));
    let until = of("day").hint(lang.pick(
        "Evaluasi, JP, dan catatan sampai hari ini yang dihitung, menurut aturan hari itu. Kompetensi yang dihitung adalah keadaan sekarang.",
        "Evaluations, JP and notes until this day count, by the rules of that day. Competencies count as they are now.",
    ));
    let content = view! {
        <form class="card form-narrow" method="post" action="/talenta" novalidate>
            {csrf(frame)}
            {text_field(&name, &form.name)}
            {day(&until, &form.day)}
            <p class="card-note">
                {lang.pick(
                    "Semua orang yang memegang jabatan ditempatkan sekaligus. Hasilnya tidak dapat diubah; penetapan baru berdiri di sampingnya.",
                    "Everybody who holds a post is placed at once. A result cannot be changed; another one stands beside it.",
                )}
            </p>
            <p class="row gap-top"><button class="button">{lang.pick("Tetapkan", "Set the boxes")}</button></p>
        </form>
    };
    page_section("tetapkan", lang.pick("Tetapkan kotak talenta", "Set talent boxes"), (), content)
}
