//! `/admin/evaluasi`: the cycles, how far they are, and the form that plans one.

use domain::evaluation::State;
use domain::evaluation_cycle::CycleKind;
use leptos::prelude::*;
use services::{CycleForm, CycleRow, CyclesView, FieldError};

use super::parts::{choices, summary};
use super::words;
use crate::components::card::section;
use crate::components::csrf::csrf;
use crate::components::empty::empty;
use crate::components::field::{Field, field, problem_of, text_field};
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn cycles(frame: &Frame, view: &CyclesView, form: &CycleForm, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Siklus evaluasi kinerja", "Cycles of performance evaluation");
    let lede = lang.pick(
        "Sebuah siklus membuka dan menutup sendiri pada tanggalnya. Yang belum dinilai saat ditutup tercatat tidak dinilai.",
        "A cycle opens and closes by itself on its dates. Who is not rated by then is on record as not rated.",
    );
    let body = view! {
        {page_head(title, lede)}
        {summary(lang, errors, |field| label(lang, field))}
        {table(lang, view)}
        {view.may_change.then(|| planning(frame, form, errors))}
    };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Full,
        description: None,
    }
}

fn label(lang: Lang, field: &str) -> &'static str {
    match field {
        "name" => lang.pick("Nama siklus", "Name of the cycle"),
        "kind" => lang.pick("Jenis", "Kind"),
        "period_from" => lang.pick("Hari pertama periode", "First day of the period"),
        "period_to" => lang.pick("Hari terakhir periode", "Last day of the period"),
        "opens" => lang.pick("Penilaian dibuka", "Ratings open on"),
        _ => lang.pick("Penilaian ditutup (hari terakhir)", "Ratings close (last day)"),
    }
}

fn table(lang: Lang, view: &CyclesView) -> AnyView {
    if view.cycles.is_empty() {
        let why = lang.pick("Rencanakan siklus pertama di bawah ini.", "Plan the first cycle below.");
        return empty(lang.pick("Belum ada siklus", "No cycles yet"), why, None);
    }
    let heads = [
        lang.pick("Periode", "Period"),
        lang.pick("Penilaian", "Ratings"),
        lang.pick("Keadaan", "State"),
        lang.pick("Orang", "People"),
        lang.pick("Belum dibagikan", "Not shared"),
    ];
    let rows = view.cycles.iter().map(|row| self::row(lang, row, heads));
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Siklus", "Cycle")}</th>
                        {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(lang: Lang, row: &CycleRow, [period, window, state, people, drafts]: [&'static str; 5]) -> AnyView {
    let count = |count: i64| format::number(lang, u64::try_from(count).unwrap_or_default());
    let head = &row.head;
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/admin/evaluasi/{}", head.id)>{head.name.clone()}</a>
                <span class="line kicker">{words::cycle_kind(lang, head.kind)}</span>
            </th>
            <td data-label=period>{words::days(lang, head.period)}</td>
            <td data-label=window>{words::days(lang, head.window)}</td>
            <td data-label=state>{words::cycle_chip(lang, head.state)}</td>
            <td data-label=people>{count(row.counts.all())}</td>
            <td data-label=drafts>{count(row.counts.of(State::Draft))}</td>
        </tr>
    }
    .into_any()
}

/// A day, with the browser's own calendar where it has one.
pub fn day(of: &Field, value: &str) -> AnyView {
    let control = view! {
        <input
            class="input input--date" type="date" id=of.id() name=of.name.clone() value=value.to_owned()
            aria-invalid=of.invalid() aria-describedby=of.described_by()
        />
    };
    field(of, control)
}

fn planning(frame: &Frame, form: &CycleForm, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let of = |name: &'static str| Field::new(name, label(lang, name)).error(problem_of(lang, errors, name));
    let kinds = CycleKind::ALL.map(|kind| (kind.code().to_owned(), words::cycle_kind(lang, kind).to_owned()));
    let name = of("name").hint(lang.pick("Misalnya: Triwulan IV 2026.", "For example: Triwulan IV 2026."));
    let to = of("period_to").hint(lang.pick(
        "Aturan predikat yang berlaku pada hari ini yang dipakai.",
        "The rule for the predicate that is in force on this day is used.",
    ));
    let opens = of("opens").hint(lang.pick(
        "Dibuka sendiri pada hari ini; dapat dibuka lebih dahulu.",
        "It opens by itself on this day; you can open it earlier.",
    ));
    let content = view! {
        <form class="card form-narrow" method="post" action="/admin/evaluasi" novalidate>
            {csrf(frame)}
            {text_field(&name, &form.name)}
            {choices(lang, ("kind", label(lang, "kind").to_owned()), None, errors, kinds.to_vec(), &form.kind)}
            {day(&of("period_from"), &form.period_from)}
            {day(&to, &form.period_to)}
            {day(&opens, &form.opens)}
            {day(&of("closes"), &form.closes)}
            <p class="row gap-top"><button class="button">{lang.pick("Rencanakan siklus", "Plan the cycle")}</button></p>
        </form>
    };
    section("rencana", lang.pick("Rencanakan siklus", "Plan a cycle"), (), content)
}
