//! `/admin/standar/usulan/{draft}`: which levels a change sets, and whose gap it changes, before it is applied.

use domain::level::Level;
use leptos::prelude::*;
use services::{FieldError, StandardDraftView, UnitImpact};

use super::parts::{Tab, page, summary};
use super::standards::mark;
use crate::components::csrf::csrf;
use crate::document::Page;
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// Changes shown; the others are counted.
const MOST_CHANGES: usize = 200;

pub fn standard_draft(frame: &Frame, view: &StandardDraftView, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Akibat perubahan standar", "What the change of standards does");
    let until = format::time(lang, view.expires_at);
    let kept = match lang {
        Lang::Id => format!("Belum ada yang berubah. Usulan ini menunggu sampai pukul {until} WIB, hanya untuk Anda."),
        Lang::En => format!("Nothing has changed yet. This waits until {until} WIB, for you alone."),
    };
    let apply = (!view.changes.is_empty()).then(|| {
        view! {
            <form method="post" action=format!("/admin/standar/usulan/{}/terapkan", view.id)>
                {csrf(frame)}<button class="button">{lang.pick("Terapkan", "Apply")}</button>
            </form>
        }
    });
    let from = match lang {
        Lang::Id => format!("Berlaku sejak {}. Dasar: {} ", format::date(lang, view.from), view.source),
        Lang::En => format!("In force from {}. Basis: {} ", format::date(lang, view.from), view.source),
    };
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/standar">{lang.pick("Standar jabatan", "Standards of positions")}</a></li></ol>
        </nav>
        <div class="page-head">
            <div class="page-head-text">
                <h1>{title}</h1>
                <p class="lede"><strong>{sentence(lang, view)}</strong></p>
                <p class="byline">{kept}</p>
            </div>
        </div>
        {summary(lang, "", errors)}
        <section class="card card--long" aria-labelledby="perubahan">
            <h2 class="section-title" id="perubahan">{lang.pick("Tingkat yang berubah", "Levels that change")}</h2>
            <p>{from}{mark(lang, view.checked)}</p>
            {changes(lang, view)}
            <div class="row gap-top">
                {apply}
                <form method="post" action=format!("/admin/standar/usulan/{}/batal", view.id)>
                    {csrf(frame)}<button class="button button--plain">{lang.pick("Buang usulan ini", "Discard this")}</button>
                </form>
            </div>
        </section>
        {units(lang, view)}
    };
    page(lang, Tab::Standards, title.to_owned(), body)
}

/// Whose gap changes, in one sentence.
fn sentence(lang: Lang, view: &StandardDraftView) -> String {
    let impact = &view.impact;
    let number = |count: usize| format::number(lang, count as u64);
    let large = |count: u64| format::number(lang, count);
    if view.changes.is_empty() {
        return lang.pick("Tidak ada tingkat yang berubah.", "No level changes.").to_owned();
    }
    let (before, after) = impact.missing;
    let (open_before, open_after) = impact.unknown;
    match lang {
        Lang::Id => format!(
            "Celah berubah pada {} dari {} orang: tingkat yang kurang dari {} menjadi {}, yang belum cukup bukti dari {} menjadi {}.",
            number(impact.changed),
            number(impact.people),
            large(before),
            large(after),
            large(open_before),
            large(open_after)
        ),
        Lang::En => format!(
            "The gap changes in {} of {} people: missing levels from {} to {}, without enough evidence from {} to {}.",
            number(impact.changed),
            number(impact.people),
            large(before),
            large(after),
            large(open_before),
            large(open_after)
        ),
    }
}

fn changes(lang: Lang, view: &StandardDraftView) -> AnyView {
    let (competency, before, after) =
        (lang.pick("Kompetensi", "Competency"), lang.pick("Dulu", "Before"), lang.pick("Nanti", "After"));
    let level = |level: Option<Level>| {
        level.map_or_else(|| lang.pick("tidak diminta", "not required").to_owned(), |level| level.get().to_string())
    };
    let rows = view.changes.iter().take(MOST_CHANGES).map(|(position, title, from, to)| {
        view! {
            <tr>
                <th scope="row">{lang.text(position)}</th>
                <td data-label=competency>{lang.text(title)}</td>
                <td data-label=before>{level(*from)}</td>
                <td data-label=after>{level(*to)}</td>
            </tr>
        }
    });
    let more = view.changes.len().saturating_sub(MOST_CHANGES);
    let more = (more > 0).then(|| match lang {
        Lang::Id => format!("dan {more} perubahan lain"),
        Lang::En => format!("and {more} more changes"),
    });
    view! {
        <table class="table table--cards">
            <thead>
                <tr>
                    <th scope="col">{lang.pick("Jabatan", "Position")}</th>
                    <th scope="col">{competency}</th>
                    <th scope="col">{before}</th>
                    <th scope="col">{after}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {more.map(|text| view! { <p class="card-note">{text}</p> })}
    }
    .into_any()
}

fn units(lang: Lang, view: &StandardDraftView) -> Option<AnyView> {
    if view.impact.units.is_empty() {
        return None;
    }
    let row = |unit: &UnitImpact| {
        let more = unit.changed.saturating_sub(unit.names.len());
        let mut names = unit.names.join(", ");
        if more > 0 {
            names = match lang {
                Lang::Id => format!("{names}, dan {more} orang lain"),
                Lang::En => format!("{names}, and {more} more"),
            };
        }
        let people = match (lang, unit.changed) {
            (Lang::Id, count) => format!("{count} orang"),
            (Lang::En, 1) => "1 person".to_owned(),
            (Lang::En, count) => format!("{count} people"),
        };
        view! { <li><strong>{unit.unit.clone()}</strong>": "{people}" ("{names}")"</li> }
    };
    let more = (view.impact.more_units > 0).then(|| match lang {
        Lang::Id => format!("dan {} unit lain", view.impact.more_units),
        Lang::En => format!("and {} more units", view.impact.more_units),
    });
    Some(
        view! {
            <section class="card gap-top" aria-labelledby="siapa">
                <h2 class="section-title" id="siapa">{lang.pick("Celah siapa yang berubah", "Whose gap changes")}</h2>
                <ul class="plain-list">{view.impact.units.iter().map(row).collect_view()}</ul>
                {more.map(|text| view! { <p class="card-note">{text}</p> })}
            </section>
        }
        .into_any(),
    )
}
