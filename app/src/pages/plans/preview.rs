//! `/rencana/baru/tinjau`: everybody by name, before anything is stored.

use leptos::prelude::*;
use services::{FieldError, PlanPart, PlanPreview, PreviewPerson};

use super::words::{courses_title, last_day, page, summary};
use crate::components::chip::{done_chip, standing_chip};
use crate::components::csrf::csrf;
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn preview_plan(frame: &Frame, view: &PlanPreview, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Tinjau rencana", "Review the plan");
    let is_best = view.form.aim == "best";
    let parts = view.parts.iter().enumerate().map(|(place, part)| self::part(lang, place, part, is_best));
    let parts = parts.collect_view();
    let note = (!view.form.note.trim().is_empty()).then(|| {
        view! { <dt>{lang.pick("Catatan", "Note")}</dt><dd>{crate::pages::quiz_result::paragraphs(&view.form.note)}</dd> }
    });
    let unit = view.unit.clone().map(|unit| view! { <dt>{lang.pick("Unit", "Unit")}</dt><dd>{unit}</dd> });
    let why = view.competency.as_ref().map(|competency| {
        view! { <dt>{lang.pick("Karena kurang", "Because it is short")}</dt><dd>{lang.text(competency)}</dd> }
    });
    let path = view.path.as_ref().map(|path| {
        view! { <dt>{lang.pick("Jalur", "Path")}</dt><dd>{lang.text(path)}</dd> }
    });
    let body = view! {
        {page_head(title, lede(lang, view))}
        {summary(lang, lang.pick("Rencana belum dibuat", "The plan is not made yet"), errors)}
        <form class="stack" method="post" action="/rencana/baru" novalidate>
            {csrf(frame)}
            <input type="hidden" name="kunci" value=view.form.key.clone()/>
            {carried(view)}
            <section class="card" aria-labelledby="isi-rencana">
                <h2 class="section-title" id="isi-rencana">{lang.pick("Rencananya", "The plan")}</h2>
                <dl class="facts">
                    <dt>{lang.pick("Selesai paling lambat", "To be completed by")}</dt>
                    <dd>{format::date_tag(lang, last_day(view.due))}</dd>
                    {path}{unit}{why}{note}
                </dl>
            </section>
            {parts}
            <p class="row"><button class="button">{lang.pick("Buat rencana ini", "Make this plan")}</button></p>
        </form>
        {back(frame, view)}
    };
    page(title, Nav::Home, Chrome::Narrow, body)
}

fn lede(lang: Lang, view: &PlanPreview) -> String {
    let chosen: std::collections::BTreeSet<_> = view
        .parts
        .iter()
        .flat_map(|part| &part.people)
        .filter(|person| person.chosen)
        .map(|person| person.id)
        .collect();
    match (lang, chosen.len()) {
        (Lang::Id, 0) => "Belum ada yang dicentang. Pilih orangnya di bawah.".to_owned(),
        (Lang::En, 0) => "Nobody is ticked yet. Choose the people below.".to_owned(),
        (Lang::Id, people) => format!("{people} orang dicentang. Belum ada yang tersimpan."),
        (Lang::En, 1) => "1 person is ticked. Nothing is stored yet.".to_owned(),
        (Lang::En, people) => format!("{people} people are ticked. Nothing is stored yet."),
    }
}

/// What was filled in, so that it is there after the next step, too.
fn carried(view: &PlanPreview) -> AnyView {
    let form = &view.form;
    let fields = [
        ("sasaran", form.aim.clone()),
        ("jalur", form.path.clone()),
        ("unit", form.unit.clone()),
        ("kompetensi", form.competency.clone()),
        ("nama", form.names.clone()),
        ("tenggat", form.due.clone()),
        ("catatan", form.note.clone()),
    ];
    let fields = fields.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    fields.collect_view().into_any()
}

fn part(lang: Lang, place: usize, part: &PlanPart, is_best: bool) -> AnyView {
    let jp: u32 = part.courses.iter().map(|course| course.jp).sum();
    let hidden = part.courses.iter().map(|course| {
        view! { <input type="hidden" name=format!("bagian.{place}.kursus") value=course.course.clone()/> }
    });
    let listed = (part.courses.len() > 1).then(|| {
        let courses = part.courses.iter().map(|course| {
            view! { <li><span lang=lang.foreign(&course.lang)>{course.title.clone()}</span></li> }
        });
        view! { <ul class="plain-list card-note">{courses.collect_view()}</ul> }
    });
    let id = format!("bagian-{place}");
    let labelled_by = id.clone();
    let people = part.people.iter().map(|found| person(lang, place, part, found)).collect_view();
    // A calculation is not made again after an error: who is listed comes back with the form.
    let listed_people = is_best.then(|| {
        let name = format!("bagian.{place}.terdaftar");
        let one = |found: &PreviewPerson| view! { <input type="hidden" name=name.clone() value=found.id.to_string()/> };
        part.people.iter().map(one).collect_view()
    });
    // The first one has the name that a summary of errors leads to.
    let list_id = if place == 0 { "orang".to_owned() } else { format!("orang-{place}") };
    view! {
        <section class="card" aria-labelledby=labelled_by>
            <h2 class="section-title" id=id>{courses_title(lang, &part.courses)}<span class="kicker">" · "{jp}" JP"</span></h2>
            {listed}
            {hidden.collect_view()}
            {listed_people}
            <fieldset class="choice-list gap-top" id=list_id tabindex="-1">
                <legend class="field-label">{lang.pick("Untuk siapa", "For whom")}</legend>
                {people}
            </fieldset>
        </section>
    }
    .into_any()
}

fn person(lang: Lang, place: usize, part: &PlanPart, person: &PreviewPerson) -> AnyView {
    let of = part.courses.len();
    let done = (person.done > 0).then(|| {
        done_chip(match (lang, person.done == of) {
            (_, true) => lang.pick("sudah selesai", "done already").to_owned(),
            (Lang::Id, false) => format!("{} dari {of} selesai", person.done),
            (Lang::En, false) => format!("{} of {of} done", person.done),
        })
    });
    let planned = (person.planned > 0).then(|| {
        let words = match (lang, person.planned + person.done == of) {
            (_, true) => lang.pick("sudah ada di rencananya", "planned already").to_owned(),
            (Lang::Id, false) => format!("{} sudah direncanakan", person.planned),
            (Lang::En, false) => format!("{} planned already", person.planned),
        };
        view! { <span class="chip">{words}</span> }
    });
    let unit = (!person.unit.is_empty()).then(|| view! { <span class="kicker">" · "{person.unit.clone()}</span> });
    view! {
        <label class="check">
            <input type="checkbox" name=format!("bagian.{place}.orang") value=person.id.to_string() checked=person.chosen/>
            <span>
                {person.name.clone()}{unit}" "
                {person.standing.map(|standing| standing_chip(lang, standing))}
                {done}{planned}
            </span>
        </label>
    }
    .into_any()
}

/// Back to the form, with what was filled in.
fn back(frame: &Frame, view: &PlanPreview) -> Option<AnyView> {
    if view.form.aim == "best" {
        return None;
    }
    let lang = frame.lang;
    let courses = view.form.courses.iter().map(|course| {
        view! { <input type="hidden" name="kursus" value=course.clone()/> }
    });
    let people =
        view.form.people.iter().map(|person| view! { <input type="hidden" name="orang" value=person.clone()/> });
    Some(
        view! {
            <form class="gap-top" method="get" action="/rencana/baru">
                {courses.collect_view()}{people.collect_view()}{carried(view)}
                <button class="button button--quiet">{lang.pick("Ubah dahulu", "Change it first")}</button>
            </form>
        }
        .into_any(),
    )
}
