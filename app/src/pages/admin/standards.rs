//! `/admin/standar`: what positions require; one position to edit, a list to import, and what a change would do.

use domain::level::Level;
use leptos::prelude::*;
use services::{
    DecreeView, FieldError, StandardForm, StandardImport, StandardLevel, StandardProblem, StandardReason, StandardRow,
    StandardView, StandardsView,
};

use super::parts::{Tab, check_field, date_field, page, prefixed, summary};
use crate::components::alert::{self, alert};
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::field::{field, text_field};
use crate::document::{Page, escape_query};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn standards(
    frame: &Frame,
    view: &StandardsView,
    form: &StandardImport,
    errors: &[FieldError],
    problems: &[StandardProblem],
) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Standar jabatan", "Standards of positions");
    let own = view.rows.iter().filter(|row| row.decree.is_some()).count();
    let lede = match lang {
        Lang::Id => format!("{} jabatan; {own} di antaranya memakai keputusan Anda sendiri.", view.rows.len()),
        Lang::En => format!("{} positions; {own} of them go by a decree of your own.", view.rows.len()),
    };
    let open = !errors.is_empty() || !problems.is_empty();
    let body = view! {
        <div class="page-head">
            <div class="page-head-text"><h1>{title}</h1><p class="lede">{lede}</p></div>
            <a class="button button--quiet no-print" href="/admin/ekspor/standar.csv" download="">
                {lang.pick("Unduh CSV", "Download CSV")}
            </a>
        </div>
        {summary(lang, "", errors)}
        {rejected(lang, problems)}
        {disclosure(lang.pick("Impor dari CSV atau XLSX", "Import from CSV or XLSX"), open, import_form(frame, view, form, errors))}
        {table(lang, view)}
    };
    page(lang, Tab::Standards, title.to_owned(), body)
}

fn rejected(lang: Lang, problems: &[StandardProblem]) -> Option<AnyView> {
    if problems.is_empty() {
        return None;
    }
    let line = |problem: &StandardProblem| {
        let reason = match problem.reason {
            StandardReason::UnknownPosition => lang.pick("jabatan ini tidak dikenal", "nobody knows this position"),
            StandardReason::UnknownCompetency => {
                lang.pick("kompetensi ini tidak ada di kamus", "this competency is in no dictionary")
            }
            StandardReason::NotALevel => lang.pick(
                "tulis tingkat 1 sampai 5, atau 0 bila tidak diminta",
                "write a level from 1 to 5, or 0 for none",
            ),
            StandardReason::Contradicts => {
                lang.pick("bertentangan dengan baris sebelumnya", "contradicts a row before it")
            }
        };
        let number = problem.line;
        let text = match lang {
            Lang::Id => format!("Baris {number}: {reason}: “{}”", problem.text),
            Lang::En => format!("Line {number}: {reason}: “{}”", problem.text),
        };
        view! { <li>{text}</li> }
    };
    let title = lang.pick(
        "Belum ada yang berubah. Perbaiki baris ini, lalu unggah lagi.",
        "Nothing has changed. Correct these rows and upload again.",
    );
    let lines = problems.iter().map(line).collect_view();
    Some(alert(alert::Kind::Error, title, view! { <ul class="plain-list">{lines}</ul> }))
}

fn import_form(frame: &Frame, view: &StandardsView, form: &StandardImport, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let file = prefixed(lang, "", "file", lang.pick("Berkas", "File"), errors).hint(lang.pick(
        "Satu baris untuk setiap jabatan dan kompetensi. Kolom: kode_jabatan, kode_kompetensi, tingkat. Yang tidak disebut tidak berubah.",
        "One row for each position and competency. Columns: kode_jabatan, kode_kompetensi, tingkat. What is not named does not change.",
    ));
    let control = view! {
        <input
            class="input" type="file" id=file.id() name="file" accept=".csv,.xlsx" aria-invalid=file.invalid()
            aria-describedby=file.described_by()
        />
    };
    let heading = |name: &'static str, place: usize, label: &'static str| {
        text_field(&prefixed(lang, "", name, label, errors), &form.headings[place])
    };
    let known = errors.iter().any(|error| error.field.starts_with("standar."));
    let headings = view! {
        <div>
            {heading("standar.jabatan", 0, lang.pick("Judul kolom jabatan", "Heading of the position"))}
            {heading("standar.kompetensi", 1, lang.pick("Judul kolom kompetensi", "Heading of the competency"))}
            {heading("standar.tingkat", 2, lang.pick("Judul kolom tingkat", "Heading of the level"))}
        </div>
    };
    let today = view.today.to_string();
    let from = if form.from.is_empty() { today.as_str() } else { form.from.as_str() };
    view! {
        <form method="post" action="/admin/standar/impor" enctype="multipart/form-data" class="card">
            {csrf(frame)}
            {field(&file, control)}
            {basis(lang, from, &form.source, form.checked, errors)}
            {disclosure(lang.pick("Judul kolom di berkas Anda berbeda?", "Are the headings in your file different?"), known, headings)}
            <button class="button gap-top">{lang.pick("Lihat akibatnya dulu", "See first what it changes")}</button>
        </form>
    }
    .into_any()
}

/// From when, and by what right.
fn basis(lang: Lang, from: &str, source: &str, checked: bool, errors: &[FieldError]) -> AnyView {
    let source_field = prefixed(lang, "", "source", lang.pick("Dasar", "Basis"), errors).hint(lang.pick(
        "Nomor keputusan yang menetapkannya, misalnya Kepwal 123/2026.",
        "The decree that sets it, for example Kepwal 123/2026.",
    ));
    view! {
        {date_field(&prefixed(lang, "", "from", lang.pick("Berlaku sejak", "In force from"), errors), from)}
        {text_field(&source_field, source)}
        {check_field("checked", checked, lang.pick("Sudah dicocokkan dengan naskah keputusannya", "Compared with the text of the decree"))}
    }
    .into_any()
}

/// Whether what stands there was compared with the official text.
pub fn mark(lang: Lang, checked: bool) -> AnyView {
    if checked {
        view! { <span class="muted">{lang.pick("sudah dicocokkan", "compared")}</span> }.into_any()
    } else {
        view! { <span class="chip chip--due">{lang.pick("perlu dicocokkan", "to be checked")}</span> }.into_any()
    }
}

fn table(lang: Lang, view: &StandardsView) -> AnyView {
    let (count, since, basis) =
        (lang.pick("Kompetensi", "Competencies"), lang.pick("Sejak", "Since"), lang.pick("Dasar", "Basis"));
    let row = |row: &StandardRow| {
        let basis_of = match &row.decree {
            Some(decree) => view! { {decree.source.clone()}" "{mark(lang, decree.checked)} }.into_any(),
            None => view! { <span class="muted">{lang.pick("bawaan Ampera", "shipped with Ampera")}</span> }.into_any(),
        };
        let from = row.since.map(|at| format::date(lang, at)).unwrap_or_else(|| "–".to_owned());
        view! {
            <tr>
                <th scope="row"><a href=format!("/admin/standar/jabatan?jabatan={}", escape_query(&row.position))>{lang.text(&row.title)}</a></th>
                <td class="number" data-label=count>{row.competencies}</td>
                <td data-label=since>{from}</td>
                <td data-label=basis>{basis_of}</td>
            </tr>
        }
    };
    let rows = view.rows.iter().map(row).collect_view();
    view! {
        <section class="card card--long gap-top" aria-labelledby="jabatan">
            <h2 class="visually-hidden" id="jabatan">{lang.pick("Daftar jabatan", "List of positions")}</h2>
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Jabatan", "Position")}</th>
                        <th scope="col" class="number">{count}</th>
                        <th scope="col">{since}</th>
                        <th scope="col">{basis}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// `form`: what was typed, where it did not pass.
pub fn standard(frame: &Frame, view: &StandardView, form: Option<&StandardForm>, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.text(&view.title);
    let required = view.rows.iter().filter(|row| row.level.is_some()).count();
    let lede = match lang {
        Lang::Id => {
            format!("{required} kompetensi diminta. Ubah tingkatnya, lalu lihat dulu celah siapa yang berubah.")
        }
        Lang::En => {
            format!("{required} competencies are required. Change the levels, then see first whose gap changes.")
        }
    };
    let level = |row: &StandardLevel| {
        let typed = form.and_then(|form| form.levels.iter().find(|(id, _)| *id == row.competency));
        let value = typed.map_or_else(|| number(row.level), |(_, text)| text.clone());
        let name = format!("tingkat.{}", row.competency);
        let options = (0..=5u8).map(|level| {
            let chosen = value == level.to_string() || level == 0 && value.is_empty();
            let text =
                if level == 0 { lang.pick("tidak diminta", "not required").to_owned() } else { level.to_string() };
            let value = if level == 0 { String::new() } else { level.to_string() };
            view! { <option value=value selected=chosen>{text}</option> }
        });
        view! {
            <li class="standard-level">
                <label for=name.clone()>{lang.text(&row.title)}</label>
                <select class="select" id=name.clone() name=name.clone()>{options.collect_view()}</select>
            </li>
        }
    };
    let today = view.today.to_string();
    let from = form.map_or(today.as_str(), |form| form.from.as_str());
    let (source, checked) = form.map_or(("", false), |form| (form.source.as_str(), form.checked));
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/standar">{lang.pick("Standar jabatan", "Standards of positions")}</a></li></ol>
        </nav>
        <div class="page-head"><div class="page-head-text"><h1>{title.clone()}</h1><p class="lede">{lede}</p></div></div>
        {summary(lang, "", errors)}
        <form method="post" action="/admin/standar/jabatan" class="card">
            {csrf(frame)}
            <input type="hidden" name="jabatan" value=view.position.clone()/>
            <fieldset>
                <legend class="section-title">{lang.pick("Tingkat yang diminta", "Levels required")}</legend>
                <ul class="standard-levels" role="list">{view.rows.iter().map(level).collect_view()}</ul>
            </fieldset>
            {basis(lang, from, source, checked, errors)}
            <button class="button gap-top">{lang.pick("Lihat akibatnya dulu", "See first what it changes")}</button>
        </form>
        {history(lang, view)}
    };
    page(lang, Tab::Standards, title, body)
}

fn number(level: Option<Level>) -> String {
    level.map(|level| level.get().to_string()).unwrap_or_default()
}

fn history(lang: Lang, view: &StandardView) -> AnyView {
    let line = |decree: &DecreeView| {
        let from = format::date(lang, decree.from);
        view! { <li>{from}": "{decree.source.clone()}" "{mark(lang, decree.checked)}</li> }
    };
    let shipped = match lang {
        Lang::Id => format!("Bawaan: {}", view.shipped_source),
        Lang::En => format!("Shipped: {}", view.shipped_source),
    };
    view! {
        <section class="gap-top" aria-labelledby="riwayat">
            <h2 class="section-title" id="riwayat">{lang.pick("Dasarnya", "What it goes by")}</h2>
            <ul class="plain-list">{view.history.iter().map(line).collect_view()}<li class="muted">{shipped}</li></ul>
        </section>
    }
    .into_any()
}
