//! The heat map of units: in how many people a competency is short. A cell opens to who they are.

use domain::cell::Tally;
use leptos::prelude::*;
use services::{TeamColumn, TeamQuery, TeamShow, TeamUnit, TeamView};

use super::{address, map};
use crate::format;
use crate::lang::Lang;

pub fn map(lang: Lang, view: &TeamView, rows: &[TeamUnit]) -> AnyView {
    let rows = rows.iter().map(|unit| row(lang, view, unit)).collect_view();
    view! {
        {legend(lang)}
        <div
            class="table-scroll gap-top" tabindex="0" role="region"
            aria-label=lang.pick("Tabel kompetensi per unit", "Table of the competencies of each unit")
        >
            <table class=map::heat_class(&view.columns)>
                <thead>
                    <tr>
                        <th scope="col">"Unit"</th>
                        {map::heads(lang, &view.columns)}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="card-note">
            {lang.pick(
                "Sel berbunyi: pada berapa orang kompetensi itu kurang, dari berapa yang jabatannya memintanya. Tekan sel untuk melihat siapa, \
                 nama unit untuk turun ke unit itu.",
                "A cell reads: in how many people the competency is short, of how many whose post requires it. Press a cell to see who, \
                 a unit to go down to it.",
            )}
        </p>
    }
    .into_any()
}

fn legend(lang: Lang) -> AnyView {
    let key = |class: &'static str, text: &'static str| {
        view! { <li><span class=format!("heat heat-key {class}")>{text}</span></li> }
    };
    view! {
        <ul class="legend" role="list" aria-label=lang.pick("Arti sel: kurang per diminta", "Meaning of a cell: short over required")>
            <li>{lang.pick("kurang / diminta:", "short / required:")}</li>
            {key("heat--met", lang.pick("tidak ada yang kurang", "nobody short"))}
            {key("heat--short-1", lang.pick("kurang dari sepertiga", "less than a third"))}
            {key("heat--short-2", lang.pick("sepertiga atau lebih", "a third or more"))}
            {key("heat--short-3", lang.pick("dua pertiga atau lebih", "two thirds or more"))}
            {key("heat--unknown", lang.pick("? lebih dari separuh belum cukup buktinya", "? more than half without enough evidence"))}
        </ul>
    }
    .into_any()
}

fn row(lang: Lang, view: &TeamView, unit: &TeamUnit) -> AnyView {
    let query = match &unit.id {
        Some(id) => TeamQuery { unit: id.clone(), show: None, page: 1, ..view.query.clone() },
        // Who works in the unit itself is found among all its people.
        None => TeamQuery { show: Some(TeamShow::People), page: 1, ..view.query.clone() },
    };
    let label = match &unit.id {
        Some(_) => unit.name.clone(),
        None => lang.pick("Langsung di unit ini", "In this unit itself").to_owned(),
    };
    let cells = view.columns.iter().zip(&unit.cells).map(|(column, tally)| cell(lang, &query, &label, column, tally));
    let people = format::number(lang, u64::try_from(unit.people).unwrap_or_default());
    let people = match (lang, unit.people) {
        (Lang::Id, _) => format!("{people} orang"),
        (Lang::En, 1) => "1 person".to_owned(),
        (Lang::En, _) => format!("{people} people"),
    };
    let name = if unit.id.is_none() && !view.lists_people {
        view! { <span class="heat-name">{label.clone()}<small>{people}</small></span> }.into_any()
    } else {
        view! { <a href=address::page(&query)>{label.clone()}<small>{people}</small></a> }.into_any()
    };
    view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }.into_any()
}

fn cell(lang: Lang, query: &TeamQuery, unit: &str, column: &TeamColumn, tally: &Tally) -> AnyView {
    if tally.people == 0 {
        return map::not_required(lang);
    }
    let (short, of) = (tally.short_in_all(), tally.people);
    let class = if tally.unknown * 2 > of {
        "heat heat--unknown"
    } else if short == 0 {
        "heat heat--met"
    } else if short * 3 < of {
        "heat heat--short-1"
    } else if short * 3 < of * 2 {
        "heat heat--short-2"
    } else {
        "heat heat--short-3"
    };
    let open = (tally.unknown > 0).then(|| format!("{} ?", tally.unknown));
    let open = open.map(|text| view! { <small aria-hidden="true">{text}</small> });
    let title = lang.text(&column.title);
    let label = match lang {
        Lang::Id => format!("{unit}, {title}: kurang pada {short} dari {of}, {} belum cukup bukti", tally.unknown),
        Lang::En => format!("{unit}, {title}: short in {short} of {of}, {} without enough evidence", tally.unknown),
    };
    let query = TeamQuery { competency: column.id.clone(), ..query.clone() };
    view! { <td><a class=class href=address::page(&query) aria-label=label>{short}"/"{of}{open}</a></td> }.into_any()
}
