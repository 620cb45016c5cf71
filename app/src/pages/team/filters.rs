//! What is chosen of the team: unit, position, competency, state, order; and the files of what is chosen.

use leptos::prelude::*;
use services::{TeamColumn, TeamQuery, TeamSort, TeamState, TeamView, UnitOption, WITHOUT_POST};

use super::{address, name};
use crate::components::disclosure::disclosure;
use crate::components::field::{Field, select_field};
use crate::lang::Lang;

pub fn bar(lang: Lang, view: &TeamView) -> AnyView {
    let query = &view.query;
    let is_chosen = !query.position.is_empty() || !query.competency.is_empty() || query.state.is_some();
    let files = (view.people > 0).then(|| files(lang, view));
    view! {
        <div class="team-bar no-print">
            {disclosure(lang.pick("Saring dan urutkan", "Filter and sort"), is_chosen, form(lang, view))}
            {files}
        </div>
    }
    .into_any()
}

fn files(lang: Lang, view: &TeamView) -> AnyView {
    let query = TeamQuery { page: 1, ..view.query.clone() };
    // Of people without a post nothing is required: no course could help.
    let best = (view.may_assign && view.unit.id != WITHOUT_POST).then(|| {
        let href = format!("/rencana/hitung?unit={}", view.unit.id);
        view! { <a class="button" href=href>{lang.pick("Kursus yang paling membantu", "Courses that help most")}</a> }
    });
    view! {
        <div class="row">
            {best}
            <a class="button button--quiet" href=address::file(&query, "xlsx") download="">
                {lang.pick("Unduh XLSX", "Download XLSX")}
            </a>
            <a class="button button--plain" href=address::file(&query, "csv") download="">"CSV"</a>
        </div>
    }
    .into_any()
}

pub fn state_name(lang: Lang, state: TeamState) -> &'static str {
    match state {
        TeamState::Short => lang.pick("Kurang", "Short"),
        TeamState::Unknown => lang.pick("Bukti belum cukup", "Not enough evidence"),
        TeamState::Met => lang.pick("Terpenuhi", "Met"),
        TeamState::Strong => lang.pick("Sangat yakin (untuk promosi)", "Very certain (for promotion)"),
    }
}

fn sort_name(lang: Lang, sort: TeamSort) -> &'static str {
    match sort {
        TeamSort::Gap => lang.pick("Kekurangan terbesar dulu", "Largest gap first"),
        TeamSort::Name => lang.pick("Nama", "Name"),
        TeamSort::Evidence => lang.pick("Bukti tersedikit dulu", "Least evidence first"),
    }
}

fn form(lang: Lang, view: &TeamView) -> AnyView {
    let query = &view.query;
    let every = || (String::new(), lang.pick("Semua", "All").to_owned());
    let unit = |unit: &UnitOption| (unit.id.clone(), format!("{}{}", "\u{2003}".repeat(unit.depth), name(lang, unit)));
    let position =
        view.positions.iter().map(|(id, title, people)| (id.clone(), format!("{} ({people})", lang.text(title))));
    let competency = |column: &TeamColumn| (column.id.clone(), lang.text(&column.title));
    let state = TeamState::ALL.map(|state| (state.code().to_owned(), state_name(lang, state).to_owned()));
    let sort = TeamSort::ALL.map(|sort| (sort.code().to_owned(), sort_name(lang, sort).to_owned()));
    let units: Vec<_> = view.units.iter().map(unit).collect();
    let show = query.show.map(|show| view! { <input type="hidden" name="tampil" value=show.code()/> });
    view! {
        <form class="filters" method="get" action="/tim">
            {(units.len() > 1).then(|| select_field(&Field::new("unit", "Unit"), units, &query.unit))}
            {(view.units.len() < 2).then(|| view! { <input type="hidden" name="unit" value=query.unit.clone()/> })}
            {select_field(
                &Field::new("jabatan", lang.pick("Jabatan", "Position")),
                std::iter::once(every()).chain(position).collect(),
                &query.position,
            )}
            {select_field(
                &Field::new("kompetensi", lang.pick("Kompetensi", "Competency")),
                std::iter::once(every()).chain(view.competencies.iter().map(competency)).collect(),
                &query.competency,
            )}
            {select_field(
                &Field::new("keadaan", lang.pick("Keadaan", "State")),
                std::iter::once(every()).chain(state).collect(),
                query.state.map(TeamState::code).unwrap_or_default(),
            )}
            {select_field(
                &Field::new("urut", lang.pick("Urutan", "Order")),
                sort.into_iter().collect(),
                query.sort.code(),
            )}
            {show}
            <div class="field"><button class="button button--quiet">{lang.pick("Tampilkan", "Show")}</button></div>
        </form>
    }
    .into_any()
}
