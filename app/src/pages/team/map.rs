//! The heat map: people down, competencies across. A cell says in figures and words what its colour says.

use domain::competency::Standing;
use leptos::prelude::*;
use services::{TeamCell, TeamColumn, TeamRow, TeamView};

use crate::format;
use crate::lang::Lang;
use crate::pages::profile::{evidence_path, titled};

fn legend(lang: Lang) -> AnyView {
    let key = |class: &'static str, text: &'static str| {
        view! { <li><span class=format!("heat heat-key {class}")>{text}</span></li> }
    };
    view! {
        <ul
            class="legend" role="list"
            aria-label=lang.pick("Arti sel: tingkat yang dimiliki per tingkat yang diminta", "Meaning of a cell: level held over level required")
        >
            <li>{lang.pick("dimiliki / diminta:", "held / required:")}</li>
            {key("heat--met", lang.pick("terpenuhi", "met"))}
            {key("heat--short-1", lang.pick("kurang 1", "short by 1"))}
            {key("heat--short-2", lang.pick("kurang 2", "short by 2"))}
            {key("heat--short-3", lang.pick("kurang 3", "short by 3"))}
            {key("heat--unknown", lang.pick("? bukti belum cukup", "? not enough evidence"))}
        </ul>
    }
    .into_any()
}

pub fn map(lang: Lang, view: &TeamView, rows: &[TeamRow]) -> AnyView {
    let rows = rows.iter().map(|row| person(lang, view, row)).collect_view();
    view! {
        {legend(lang)}
        <div
            class="table-scroll gap-top" tabindex="0" role="region"
            aria-label=lang.pick("Tabel kompetensi per orang", "Table of the competencies of each person")
        >
            <table class=heat_class(&view.columns)>
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Nama", "Name")}</th>
                        <th scope="col" class="plain">
                            <abbr title=lang.pick("kecocokan jabatan dalam persen", "Job Person Match in per cent")>"JPM"</abbr>
                        </th>
                        <th scope="col" class="plain">
                            <abbr title=lang.pick("jam pelajaran tahun ini", "learning hours of this year")>"JP"</abbr>
                        </th>
                        {heads(lang, &view.columns)}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="card-note">
            {lang.pick(
                "Sel berbunyi: tingkat yang dimiliki per tingkat yang diminta. Garis di bawah angka berarti sangat yakin. Tekan sel untuk \
                 melihat buktinya, nama untuk melihat profilnya.",
                "A cell reads: level held over level required. A line below the figures means very certain. Press a cell for its evidence, \
                 a name for the profile.",
            )}
        </p>
    }
    .into_any()
}

/// Many columns are narrow, with heads that stand upright.
pub fn heat_class(columns: &[TeamColumn]) -> &'static str {
    if columns.len() > 8 { "heatmap heatmap--many" } else { "heatmap" }
}

/// The heads of the columns.
pub fn heads(lang: Lang, columns: &[TeamColumn]) -> Vec<AnyView> {
    let head = |column: &TeamColumn| {
        view! { <th scope="col" class="heat-head"><abbr title=lang.text(&column.title)>{lang.text(&column.short)}</abbr></th> }.into_any()
    };
    columns.iter().map(head).collect()
}

fn person(lang: Lang, view: &TeamView, row: &TeamRow) -> AnyView {
    let cells = view.columns.iter().zip(&row.cells).map(|(column, held)| match held {
        Some(measured) => cell(lang, view, row, column, *measured),
        None => not_required(lang),
    });
    let cells = cells.collect_view();
    // Nobody without a post has one to name.
    let post = (!row.basis.is_empty()).then(|| titled(&row.basis, &lang.text(&row.position)));
    let post = post.map(|post| view! { <small>{post}</small> });
    view! {
        <tr>
            <th scope="row"><a href=format!("/profil/{}", row.person)>{row.name.clone()}{post}</a></th>
            <td class="plain">{job_match(lang, row)}</td>
            <td class="plain">{row.hours}</td>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(lang: Lang, view: &TeamView, row: &TeamRow, column: &TeamColumn, cell: TeamCell) -> AnyView {
    let held = |by: u8| cell.held.unwrap_or(cell.required.saturating_sub(by));
    let (class, text, words) = match cell.standing {
        Standing::Met => {
            ("heat heat--met", format!("{}/{}", held(0), cell.required), lang.pick("terpenuhi", "met").to_owned())
        }
        Standing::Short { by } => (
            match by {
                0 | 1 => "heat heat--short-1",
                2 => "heat heat--short-2",
                _ => "heat heat--short-3",
            },
            format!("{}/{}", held(by), cell.required),
            match lang {
                Lang::Id => format!("kurang {by} tingkat"),
                Lang::En => format!("short by {by} {}", if by == 1 { "level" } else { "levels" }),
            },
        ),
        Standing::NotEnoughEvidence => (
            "heat heat--unknown",
            "?".to_owned(),
            match lang {
                Lang::Id => format!("bukti belum cukup untuk tingkat {}", cell.required),
                Lang::En => format!("not enough evidence for level {}", cell.required),
            },
        ),
    };
    let is_strong = cell.standing != Standing::NotEnoughEvidence && cell.certainty >= view.strong;
    let certain = match (cell.standing, is_strong) {
        (Standing::NotEnoughEvidence, _) => String::new(),
        (_, true) => lang.pick(", sangat yakin", ", very certain").to_owned(),
        (_, false) => {
            format!(", {} {}", lang.pick("yakin", "certain by"), format::percent_of(lang, cell.certainty.get()))
        }
    };
    let label = format!("{}, {}: {words}, {text}{certain}", row.name, lang.text(&column.title));
    let text = if is_strong { view! { <span class="heat-sure">{text}</span> }.into_any() } else { text.into_any() };
    view! { <td><a class=class href=evidence_path(row.person, &column.id) aria-label=label>{text}</a></td> }.into_any()
}

pub fn not_required(lang: Lang) -> AnyView {
    view! {
        <td>
            <span class="heat heat--none">
                <span aria-hidden="true">"–"</span>
                <span class="visually-hidden">{lang.pick("tidak diminta", "not required")}</span>
            </span>
        </td>
    }
    .into_any()
}

fn job_match(lang: Lang, row: &TeamRow) -> AnyView {
    let Some((value, decided, of)) = row.job_match else {
        let none = lang.pick("belum dapat dihitung", "cannot be told yet");
        return view! { <span aria-hidden="true">"–"</span><span class="visually-hidden">{none}</span> }.into_any();
    };
    let rests = match lang {
        Lang::Id => format!(", dihitung dari {decided} di antara {of} kompetensi"),
        Lang::En => format!(", it rests on {decided} of {of} competencies"),
    };
    view! { {format::percent_of(lang, value)}<span class="visually-hidden">{rests}</span> }.into_any()
}
