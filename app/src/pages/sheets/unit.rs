//! `/lembar`: choosing a closed cycle and a unit, and what was asked for before.

use leptos::prelude::*;
use services::{BatchRow, CycleHead, MOST_SHEETS, UnitSheetsView};

use super::count;
use crate::components::card::{section, section_card};
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::empty::empty_section;
use crate::components::page_head::page_head;
use crate::components::team_tabs::{TeamTab, team_tabs};
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn unit_sheets(frame: &Frame, view: &UnitSheetsView) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Lembar bukti satu unit", "Evidence sheets of a unit");
    let lede = lang.pick(
        "Semua lembar bukti kompetensi dari satu unit dan unit di bawahnya, sebagai satu berkas ZIP.",
        "All competency evidence sheets of a unit and the units below it, as one ZIP file.",
    );
    let rest = match &view.cycle {
        None => empty_section(
            "kosong",
            lang.pick("Belum ada siklus yang ditutup", "No cycle is closed yet"),
            lang.pick(
                "Lembar satu unit dibuat sesudah siklusnya ditutup. Lembar satu orang dapat diunduh dari halaman evaluasinya begitu hasilnya dibagikan.",
                "The sheets of a unit are made after its cycle is closed. The sheet of one person is on the page of the evaluation as soon as it is shared.",
            ),
            Some(("/evaluasi/tim", lang.pick("Lihat evaluasi tim", "See the evaluations of the team"))),
        ),
        Some(cycle) => view! {
            {choice(lang, view, cycle)}
            {around(start(frame, view, cycle), units(lang, view, cycle))}
            {before(lang, &view.batches)}
        }
        .into_any(),
    };
    let body = view! { {team_tabs(lang, TeamTab::Sheets)}{page_head(title, lede)}{rest} };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::Team,
        chrome: Chrome::Full,
        description: None,
    }
}

/// Choosing another closed cycle, where there is one.
fn choice(lang: Lang, view: &UnitSheetsView, chosen: &CycleHead) -> Option<AnyView> {
    if view.cycles.len() < 2 {
        return None;
    }
    let options = view.cycles.iter().map(|(id, name)| {
        view! { <option value=id.to_string() selected=chosen.id == *id>{name.clone()}</option> }
    });
    Some(
        view! {
            <form class="no-print" method="get" action="/lembar">
                <input type="hidden" name="unit" value=view.unit.0.to_string()/>
                <label class="field-label" for="siklus">{lang.pick("Siklus", "Cycle")}</label>
                <div class="search">
                    <select class="select" id="siklus" name="siklus">{options.collect_view()}</select>
                    <button class="button button--quiet" type="submit">{lang.pick("Tampilkan", "Show")}</button>
                </div>
            </form>
        }
        .into_any(),
    )
}

fn start(frame: &Frame, view: &UnitSheetsView, cycle: &CycleHead) -> AnyView {
    let lang = frame.lang;
    let say = |text: String| view! { <p>{text}</p> }.into_any();
    let content = match (lang, view.people) {
        (Lang::Id, 0) => say(format!("Tidak ada hasil yang dibagikan di sini dalam {}.", cycle.name)),
        (Lang::En, 0) => say(format!("No result was shared here in {}.", cycle.name)),
        (Lang::Id, people) if people > MOST_SHEETS => say(format!(
            "{people} lembar terlalu banyak untuk satu berkas; paling banyak {MOST_SHEETS}. Pilih unit di bawahnya."
        )),
        (Lang::En, people) if people > MOST_SHEETS => {
            say(format!("{people} sheets are too many for one file; {MOST_SHEETS} at the most. Choose a unit below it."))
        }
        (Lang::Id, people) if !view.may_order => say(format!(
            "{}, {}. Yang dapat memintanya adalah atasan unit ini dan pengelola.",
            count(lang, people),
            cycle.name
        )),
        (Lang::En, people) if !view.may_order => say(format!(
            "{}, {}. Its head and administrators can have them made.",
            count(lang, people),
            cycle.name
        )),
        (_, people) => view! {
            <p>
                <strong>{count(lang, people)}</strong>", "{cycle.name.clone()}". "
                {lang.pick(
                    "Pembuatannya berjalan sendiri di server; Anda boleh menutup halaman.",
                    "They are made on the server by themselves; you may close the page.",
                )}
            </p>
            <form method="post" action="/lembar">
                {csrf(frame)}
                <input type="hidden" name="siklus" value=cycle.id.to_string()/>
                <input type="hidden" name="unit" value=view.unit.0.to_string()/>
                <p class="row gap-top"><button class="button">{lang.pick("Buat lembarnya", "Make the sheets")}</button></p>
            </form>
        }
        .into_any(),
    };
    section_card("buat", view.unit.1.clone(), content)
}

/// With other units to choose they stand beside it.
fn around(start: AnyView, units: Option<AnyView>) -> AnyView {
    match units {
        Some(units) => view! { <div class="split split--2-1 section">{start}{units}</div> }.into_any(),
        None => view! { <div class="section">{start}</div> }.into_any(),
    }
}

/// The units above and below, to go to.
fn units(lang: Lang, view: &UnitSheetsView, cycle: &CycleHead) -> Option<AnyView> {
    if view.above.is_empty() && view.below.is_empty() {
        return None;
    }
    let link = |(id, name): &(domain::id::UnitId, String)| {
        view! { <li><a href=format!("/lembar?siklus={}&unit={id}", cycle.id)>{name.clone()}</a></li> }
    };
    let above = (!view.above.is_empty()).then(|| {
        let links = view.above.iter().map(link).collect_view();
        view! { <p class="kicker">{lang.pick("Di atasnya", "Above it")}</p><ul class="plain-list">{links}</ul> }
    });
    let below = (!view.below.is_empty()).then(|| {
        let links = view.below.iter().map(link).collect_view();
        let list = view! { <ul class="plain-list">{links}</ul> };
        let title = match lang {
            Lang::Id => format!("{} unit di bawahnya", view.below.len()),
            Lang::En => format!("{} units below it", view.below.len()),
        };
        disclosure(title, view.below.len() <= 12, list)
    });
    Some(section_card("unit", lang.pick("Unit lain", "Other units"), view! { {above}{below} }))
}

fn before(lang: Lang, batches: &[BatchRow]) -> Option<AnyView> {
    if batches.is_empty() {
        return None;
    }
    let [unit, sheets, asked, kept] = [
        lang.pick("Unit", "Unit"),
        lang.pick("Lembar", "Sheets"),
        lang.pick("Diminta", "Asked for"),
        lang.pick("Disimpan sampai", "Kept until"),
    ];
    let rows = batches.iter().map(|row| {
        let done = row.made + row.failed;
        let far = match lang {
            Lang::Id => format!("{done} dari {}", row.people),
            Lang::En => format!("{done} of {}", row.people),
        };
        view! {
            <tr>
                <th scope="row"><a href=format!("/lembar/{}", row.id)>{row.unit.clone()}</a></th>
                <td data-label=sheets>{far}</td>
                <td data-label=asked>{format::date_time_tag(lang, row.asked_at)}<span class="kicker">" · "{row.asker.clone()}</span></td>
                <td data-label=kept>{row.kept_until.map(|until| format::date_tag(lang, until))}</td>
            </tr>
        }
    });
    let table = view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{unit}</th>
                        <th scope="col">{sheets}</th>
                        <th scope="col">{asked}</th>
                        <th scope="col">{kept}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    };
    Some(section("sebelumnya", lang.pick("Yang sudah diminta", "Asked for before"), (), table))
}
