//! The competencies as bars, each opening to its evidence, with a table that says the same.

use leptos::prelude::*;
use services::{CompetencyRow, ProfileView};

use super::evidence_path;
use crate::components::chip::standing_chip;
use crate::components::competency_bar::{axis, bar, legend};
use crate::components::disclosure::disclosure;
use crate::components::empty::empty;
use crate::format;
use crate::lang::Lang;

pub fn section(lang: Lang, view: &ProfileView) -> AnyView {
    let (required, besides): (Vec<_>, Vec<_>) = view.competencies.iter().partition(|row| row.required.is_some());
    let standard = if required.is_empty() { nothing_required(lang, view) } else { charted(lang, view, &required) };
    let besides = (!besides.is_empty()).then(|| {
        view! {
            <section class="section card card--long" aria-labelledby="di-luar">
                <h2 class="section-title" id="di-luar">
                    {lang.pick("Terukur di luar standar jabatan", "Measured besides the position standard")}
                </h2>
                {list(lang, view, &besides)}
            </section>
        }
    });
    view! {
        <section class="section card card--long" aria-labelledby="standar">
            <div class="section-head">
                <h2 class="section-title" id="standar">
                    {lang.pick("Kompetensi terhadap standar jabatan", "Competencies against the position standard")}
                </h2>
                {(!required.is_empty()).then(|| legend(lang, view.interval))}
            </div>
            {standard}
        </section>
        {besides}
    }
    .into_any()
}

fn charted(lang: Lang, view: &ProfileView, rows: &[&CompetencyRow]) -> AnyView {
    let certainty = match lang {
        Lang::Id => format!(
            "Terpenuhi berarti: sedikitnya {} yakin bahwa tingkat itu dikuasai. Bukti belum cukup bukan berarti kurang.",
            format::percent(lang, view.gamma)
        ),
        Lang::En => format!(
            "Met means: at least {} sure that the level is mastered. Not enough evidence does not mean short.",
            format::percent(lang, view.gamma)
        ),
    };
    view! {
        <div class="competency-axis" aria-hidden="true">
            <span class="competency-axis-name">{lang.pick("Tingkat", "Level")}</span>
            {axis()}
        </div>
        {list(lang, view, rows)}
        {disclosure(lang.pick("Lihat sebagai tabel", "View as a table"), false, table(lang, view, rows))}
        <p class="card-note">{certainty}</p>
        <p class="card-note">
            {lang.pick(
                "Hasil ini bahan bagi penilaian kinerja. Predikat tidak pernah ditetapkan olehnya sendiri.",
                "This is evidence for an evaluation of performance. It never sets the predicate by itself.",
            )}
        </p>
    }
    .into_any()
}

fn nothing_required(lang: Lang, view: &ProfileView) -> AnyView {
    let action = view.person.is_own.then(|| ("/katalog", lang.pick("Lihat katalog", "Look at the catalogue")));
    if view.person.posts.is_empty() {
        empty(
            lang.pick("Belum ada jabatan", "No post yet"),
            lang.pick(
                "Begitu jabatan tercatat, kompetensi yang dimintanya muncul di sini bersama yang sudah terukur.",
                "As soon as a post is on record, the competencies that it requires appear here beside what was measured.",
            ),
            action,
        )
    } else {
        empty(
            lang.pick("Belum ada standar jabatan", "No position standard yet"),
            lang.pick(
                "BKPSDM menetapkan kompetensi tiap jabatan. Sambil menunggu, ambil kursus dari katalog.",
                "BKPSDM sets the competencies of each post. Meanwhile, take a course from the catalogue.",
            ),
            action,
        )
    }
}

fn list(lang: Lang, view: &ProfileView, rows: &[&CompetencyRow]) -> AnyView {
    let rows = rows.iter().map(|row| {
        let title = lang.text(&row.title);
        let heading = title.clone();
        view! {
            <li class="competency">
                <div>
                    <h3 class="competency-name">{heading}</h3>
                    <p class="competency-need">{need(lang, row)}</p>
                </div>
                <div class="competency-state">
                    {state_chip(lang, row)}<br/>
                    <a class="competency-link" href=evidence_path(view.person.id, &row.competency)>
                        {lang.pick("Lihat bukti", "View the evidence")}<span class="visually-hidden">": "{title}</span>
                    </a>
                </div>
                <div class="competency-bar">{bar(lang, row.place, row.required, row.required_place, view.interval)}</div>
            </li>
        }
    });
    view! { <ul class="competency-list" role="list">{rows.collect_view()}</ul> }.into_any()
}

fn need(lang: Lang, row: &CompetencyRow) -> String {
    match (lang, row.required) {
        (Lang::Id, Some(level)) => format!("diminta tingkat {}", level.get()),
        (Lang::En, Some(level)) => format!("level {} required", level.get()),
        (Lang::Id, None) => "tidak diminta jabatan ini".into(),
        (Lang::En, None) => "not required by the post".into(),
    }
}

/// The standing; besides the standard, the level held.
fn state_chip(lang: Lang, row: &CompetencyRow) -> AnyView {
    if let Some(standing) = row.standing {
        return standing_chip(lang, standing);
    }
    let text = match (lang, row.state.held()) {
        (Lang::Id, Some(level)) => format!("Tingkat {} dikuasai", level.get()),
        (Lang::En, Some(level)) => format!("Level {} held", level.get()),
        (Lang::Id, None) => "Belum ada tingkat yang pasti".into(),
        (Lang::En, None) => "No level is certain yet".into(),
    };
    view! { <span class="chip">{text}</span> }.into_any()
}

fn table(lang: Lang, view: &ProfileView, rows: &[&CompetencyRow]) -> AnyView {
    let interval = match lang {
        Lang::Id => format!("Rentang {}", format::percent(lang, view.interval)),
        Lang::En => format!("{} interval", format::percent(lang, view.interval)),
    };
    let none = || "–".to_owned();
    let rows = rows.iter().map(|row| {
        let at = row.place.map_or_else(none, |place| format::place(lang, place.at));
        let span = row.place.map_or_else(none, |place| {
            format!("{} – {}", format::place(lang, place.low), format::place(lang, place.high))
        });
        view! {
            <tr>
                <th scope="row">{lang.text(&row.title)}</th>
                <td class="number">{at}</td>
                <td class="number">{span}</td>
                <td class="number">{row.state.credited().map_or_else(none, |level| level.to_string())}</td>
                <td class="number">{row.required.map_or_else(none, |level| level.get().to_string())}</td>
                <td>{state_chip(lang, row)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=lang.pick("Tabel kompetensi", "Table of competencies")>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Kompetensi", "Competency")}</th>
                        <th scope="col" class="number">{lang.pick("Terukur", "Measured")}</th>
                        <th scope="col" class="number">{interval}</th>
                        <th scope="col" class="number">{lang.pick("Dimiliki", "Held")}</th>
                        <th scope="col" class="number">{lang.pick("Diminta", "Required")}</th>
                        <th scope="col">{lang.pick("Keadaan", "State")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
