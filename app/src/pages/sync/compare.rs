//! `/admin/sinkronisasi/uji`: what would be sent, beside what the other system has. Nothing is sent.

use domain::delivery::Destination;
use leptos::prelude::*;
use services::{CompareResult, CompareRow, CompareView, FieldError};

use super::words::{advice, destination, difference, reason, there_chip, what};
use crate::components::alert::{Kind, alert};
use crate::components::card::section;
use crate::components::chip::{done_chip, due_chip};
use crate::components::empty::empty;
use crate::components::field::{Field, error_summary, problem, problem_of, select_field};
use crate::components::page_head::page_head;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// `configured`: the systems that can be asked.
pub fn sync_compare(frame: &Frame, view: &CompareView, configured: &[Destination], errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Uji coba sinkronisasi", "Synchronisation: try without sending");
    let lede = lang.pick(
        "Kursus yang akan dikirim, dibandingkan dengan riwayat di sistem tujuan. Tidak ada yang dikirim atau diubah.",
        "The courses that would be sent, beside the history in the other system. Nothing is sent or changed.",
    );
    let body = view! {
        {page_head(title, lede)}
        <p><a href="/admin/sinkronisasi">{lang.pick("← Sinkronisasi", "← Synchronisation")}</a></p>
        {(!errors.is_empty()).then(|| {
            let fields = errors.iter().map(|error| (error.field.clone(), problem(lang, error.problem)));
            error_summary(lang.pick("Belum dapat dibandingkan", "Cannot be compared yet"), None, fields.collect())
        })}
        <div class="gap-top">{choice(lang, view, errors)}</div>
        {(!configured.contains(&view.to)).then(|| alert(
            Kind::Due,
            lang.pick("Sistem ini belum dapat ditanya", "This system cannot be asked yet"),
            view! { <p>{lang.pick("Namanya belum ada di berkas --sync.", "It is not named in the --sync file yet.")}</p> },
        ))}
        {section("hasil", summary(lang, view), (), results(lang, view))}
        {more(lang, view)}
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

fn choice(lang: Lang, view: &CompareView, errors: &[FieldError]) -> AnyView {
    let on = (String::new(), lang.pick("Semua unit yang disinkronkan", "All units that are synchronised").to_owned());
    let units =
        view.units.iter().map(|unit| (unit.id.clone(), format!("{}{}", "\u{2003}".repeat(unit.depth), unit.name)));
    let to = Destination::ALL.map(|to| (to.code().to_owned(), destination(lang, to).to_owned()));
    let unit =
        Field::new("unit", lang.pick("Unit dan di bawahnya", "Unit and below")).error(problem_of(lang, errors, "unit"));
    let chosen = view.unit.as_ref().map_or("", |unit| unit.id.as_str());
    view! {
        <form class="filters no-print" method="get" action="/admin/sinkronisasi/uji">
            {select_field(&Field::new("tujuan", lang.pick("Tujuan", "To")), to.to_vec(), view.to.code())}
            {select_field(&unit, std::iter::once(on).chain(units).collect(), chosen)}
            <div class="field"><button class="button">{lang.pick("Bandingkan", "Compare")}</button></div>
        </form>
    }
    .into_any()
}

/// The sentence above the table.
fn summary(lang: Lang, view: &CompareView) -> String {
    let count = |wanted: fn(&CompareResult) -> bool| view.rows.iter().filter(|row| wanted(&row.result)).count();
    let new = count(|result| matches!(result, CompareResult::New | CompareResult::NotCompared));
    let there = count(|result| matches!(result, CompareResult::There(_)));
    let failed = count(|result| matches!(result, CompareResult::Failed(..)));
    match lang {
        Lang::Id => format!("Di halaman ini: {new} baru, {there} sudah ada, {failed} belum dapat dikirim"),
        Lang::En => format!("On this page: {new} new, {there} there already, {failed} cannot be sent yet"),
    }
}

fn results(lang: Lang, view: &CompareView) -> AnyView {
    if view.rows.is_empty() {
        let why = lang.pick(
            "Orang di unit ini belum menyelesaikan kursus yang belum terkirim. Pilih unit lain untuk melihat.",
            "Nobody in this unit has completed a course that was not sent. Choose another unit to see.",
        );
        return empty(lang.pick("Tidak ada yang akan dikirim", "Nothing would be sent"), why, None);
    }
    let heads = [lang.pick("Kursus", "Course"), lang.pick("Selesai", "Completed"), lang.pick("Hasil", "Result")];
    let row = |row: &CompareRow| {
        view! {
            <tr>
                <th scope="row">{row.delivery.name.clone()}</th>
                <td data-label=heads[0]>{what(lang, &row.delivery.what)}</td>
                <td data-label=heads[1]>{format::date_tag(lang, row.delivery.at)}</td>
                <td data-label=heads[2]>{result(lang, &row.result)}</td>
            </tr>
        }
    };
    let rows = view.rows.iter().map(row).collect_view();
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Nama", "Name")}</th>
                        {heads.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn result(lang: Lang, of: &CompareResult) -> AnyView {
    match of {
        CompareResult::New => due_chip(lang.pick("Baru: akan disimpan", "New: would be stored")),
        CompareResult::NotCompared => due_chip(lang.pick("Akan dikirim", "Would be sent")),
        CompareResult::There(differences) if differences.is_empty() => {
            done_chip(lang.pick("Sudah ada, sama", "There already, the same"))
        }
        CompareResult::There(differences) => {
            let which: Vec<_> = differences.iter().map(|one| difference(lang, *one)).collect();
            let text = format!("{} {}", lang.pick("Berbeda:", "Different:"), which.join(", "));
            view! {
                {there_chip(lang.pick("Sudah ada, berbeda", "There already, different"))}
                <span class="line muted">{text}</span>
            }
            .into_any()
        }
        CompareResult::Failed(why, detail) => view! {
            <span class="chip chip--short">{reason(lang, Some(*why))}</span>
            <span class="line muted">{advice(lang, Some(*why))}</span>
            {(!detail.is_empty()).then(|| view! { <span class="line muted">"“"{detail.clone()}"”"</span> })}
        }
        .into_any(),
    }
}

fn more(lang: Lang, view: &CompareView) -> Option<AnyView> {
    let unit = view.unit.as_ref().map_or("", |unit| unit.id.as_str());
    let href = |page| format!("/admin/sinkronisasi/uji?tujuan={}&unit={unit}&hal={page}", view.to.code());
    let before = (view.page > 1).then(|| {
        view! { <li><a href=href(view.page - 1) rel="prev">{lang.pick("← Sebelumnya", "← Previous")}</a></li> }
    });
    let after = view.more.then(|| {
        view! { <li><a href=href(view.page + 1) rel="next">{lang.pick("Berikutnya →", "Next →")}</a></li> }
    });
    (before.is_some() || after.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label=lang.pick("Halaman hasil", "Pages of results")>
                <ul>{before}{after}</ul>
            </nav>
        }
        .into_any()
    })
}
