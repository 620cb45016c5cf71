//! `/admin/impor/{upload}`: what the columns are, what the list would do, and the button that does it.

use leptos::prelude::*;
use services::FieldError;
use services::import::{Column, ColumnChoice, ImportView, Report};

use super::parts::{Tab, check_field, date_field, page, prefixed, summary};
use super::{report, words};
use crate::components::alert::{self, alert};
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::document::Page;
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// `from`: the day as it was typed, where it was none.
pub fn import_list(frame: &Frame, view: &ImportView, from: Option<&str>, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = match lang {
        Lang::Id => format!("Impor: {}", view.file_name),
        Lang::En => format!("Import: {}", view.file_name),
    };
    let until = format::time(lang, view.expires_at);
    let kept = match lang {
        Lang::Id => format!("Daftar ini menunggu sampai pukul {until} WIB, hanya untuk Anda."),
        Lang::En => format!("The list waits until {until} WIB, for you alone."),
    };
    let result = match &view.report {
        Some(report) => result(frame, view, report),
        None => {
            let lines = view.problems.iter().map(|problem| view! { <li>{words::mapping_problem(lang, *problem)}</li> });
            let text = view! { <ul class="plain-list">{lines.collect_view()}</ul> };
            let title = lang.pick("Kolomnya belum cukup jelas", "The columns do not say enough yet");
            alert(alert::Kind::Error, title, text)
        }
    };
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/impor">{lang.pick("Impor dan ekspor", "Import and export")}</a></li></ol>
        </nav>
        <div class="page-head">
            <div class="page-head-text">
                <h1>{title.clone()}</h1>
                <p class="lede">{view.report.as_ref().map(|report| sentence(lang, report))}</p>
                <p class="byline">{kept}</p>
            </div>
        </div>
        {summary(lang, "", errors)}
        {result}
        {choices(frame, view, from, errors)}
    };
    page(lang, Tab::Lists, title, body)
}

/// What the list would do, in one sentence.
fn sentence(lang: Lang, report: &Report) -> String {
    let number = |count| format::number(lang, count);
    let changes = report.added + report.changed + report.ended;
    let base = match (lang, changes) {
        (Lang::Id, 0) => format!("Dari {} baris, tidak ada yang berubah.", number(report.rows)),
        (Lang::En, 0) => format!("Of {} rows, nothing changes.", number(report.rows)),
        (Lang::Id, _) => format!(
            "Dari {} baris: {} menambah, {} mengubah, {} jabatan berakhir.",
            number(report.rows),
            number(report.added),
            number(report.changed),
            number(report.ended)
        ),
        (Lang::En, _) => format!(
            "Of {} rows: {} add, {} change, {} positions end.",
            number(report.rows),
            number(report.added),
            number(report.changed),
            number(report.ended)
        ),
    };
    match (lang, report.rejected) {
        (_, 0) => base,
        (Lang::Id, rejected) => format!("{base} {} baris ditolak.", number(rejected)),
        (Lang::En, rejected) => format!("{base} {} rows are rejected.", number(rejected)),
    }
}

fn result(frame: &Frame, view: &ImportView, found: &Report) -> AnyView {
    let lang = frame.lang;
    let refused = view.is_refused().then(|| refused(lang));
    let apply = (!found.changes_nothing() && refused.is_none()).then(|| {
        let label = match (lang, found.rejected) {
            (_, 0) => lang.pick("Terapkan", "Apply").to_owned(),
            (Lang::Id, rejected) => format!("Terapkan tanpa {} baris yang ditolak", format::number(lang, rejected)),
            (Lang::En, rejected) => format!("Apply without {} rejected rows", format::number(lang, rejected)),
        };
        view! {
            <form method="post" action=format!("/admin/impor/{}/terapkan", view.id)>
                {csrf(frame)}<button class="button">{label}</button>
            </form>
        }
    });
    view! {
        <section class="card card--long" aria-labelledby="hasil">
            <h2 class="section-title" id="hasil">{lang.pick("Yang akan terjadi", "What would happen")}</h2>
            {refused}
            {report::report(lang, found)}
            <div class="row gap-top">
                {apply}
                <form method="post" action=format!("/admin/impor/{}/batal", view.id)>
                    {csrf(frame)}<button class="button button--plain">{lang.pick("Buang daftar ini", "Discard this list")}</button>
                </form>
            </div>
        </section>
    }
    .into_any()
}

/// Why a whole list with rejected rows cannot be applied, and what to do.
fn refused(lang: Lang) -> AnyView {
    let title = lang.pick(
        "Daftar lengkap tidak dapat diterapkan selama ada baris yang ditolak",
        "A whole list cannot be applied while rows are rejected",
    );
    let text = lang.pick(
        "Orang di baris yang ditolak dianggap tidak ada di dalam daftar, dan jabatannya akan berakhir. Perbaiki barisnya dan unggah lagi, atau hapus centang “Daftar ini lengkap”.",
        "Whoever a rejected row is about counts as missing from the list, and their position would end. Correct the rows and upload the list again, or untick “The list is whole”.",
    );
    alert(alert::Kind::Error, title, view! { <p>{text}</p> })
}

fn choices(frame: &Frame, view: &ImportView, from: Option<&str>, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let f = |name: &str, label: &str| prefixed(lang, "", name, label, errors);
    let day = f("from", lang.pick("Berlaku mulai", "Holds from")).hint(lang.pick(
        "Jabatan tanpa tanggal mulai pada hari ini; yang berakhir, berakhir pada hari ini.",
        "Positions without a date begin that day; what ends, ends that day.",
    ));
    let whole = lang.pick(
        "Daftar ini lengkap: jabatan yang tidak ada di dalamnya berakhir",
        "The list is whole: positions that are not in it end",
    );
    let effective = from.map_or_else(|| view.effective.to_string(), str::to_owned);
    let heads =
        (lang.pick("Kolom", "Column"), lang.pick("Contoh", "Example"), lang.pick("Dipakai sebagai", "Taken for"));
    let rows = view.columns.iter().enumerate().map(|(place, column)| row(lang, place, column, heads)).collect_view();
    let content = view! {
        <form method="post" action=format!("/admin/impor/{}/kolom", view.id) novalidate>
            {csrf(frame)}
            {date_field(&day, &effective)}
            {check_field("whole", view.whole, whole)}
            <table class="table table--cards gap-top">
                <thead>
                    <tr>
                        <th scope="col">{heads.0}</th>
                        <th scope="col">{heads.1}</th>
                        <th scope="col">{heads.2}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="row gap-top"><button class="button button--quiet">{lang.pick("Hitung ulang", "Compare again")}</button></p>
        </form>
    };
    let open = view.report.is_none() || !errors.is_empty();
    let title = lang.pick("Tanggal dan kolom", "Day and columns");
    view! { <section class="card card--long section">{disclosure(title, open, content)}</section> }.into_any()
}

fn row(lang: Lang, place: usize, column: &ColumnChoice, heads: (&'static str, &str, &'static str)) -> AnyView {
    let id = format!("kolom.{place}");
    let none = column.chosen.is_none();
    let options = Column::ALL.map(|known| {
        let selected = column.chosen == Some(known);
        view! { <option value=known.heading() selected=selected>{words::column(lang, known)}</option> }
    });
    let example = heads.1.to_owned();
    view! {
        <tr>
            <th scope="row"><label for=id.clone()>{column.heading.clone()}</label></th>
            <td data-label=example>{column.samples.join(" · ")}</td>
            <td>
                <select class="select" id=id.clone() name=id>
                    <option value="" selected=none>{lang.pick("(tidak dipakai)", "(left out)")}</option>
                    {options.into_iter().collect_view()}
                </select>
            </td>
        </tr>
    }
    .into_any()
}
