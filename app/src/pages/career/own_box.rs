//! The talent box of a person: where it is, what it is made of, and by which rubric.

use leptos::prelude::*;
use services::{BoxDetail, CareerView, NotPlaced, OwnBox};

use super::grid::{Look, grid};
use super::words::{boxes, measured, open_sources, percent, performance_name, points};
use crate::components::card::section as page_section;
use crate::components::disclosure::disclosure;
use crate::components::empty::empty;
use crate::format;
use crate::lang::Lang;

pub fn section(lang: Lang, view: &CareerView) -> AnyView {
    let title = lang.pick("Kotak talenta", "Talent box");
    let content = match &view.own_box {
        None => {
            let why = lang.pick(
                "BKPSDM menetapkan kotak talenta untuk sebuah periode. Sesudah itu kotaknya muncul di sini, dengan alasannya.",
                "BKPSDM sets the talent boxes of a period. After that the box appears here, with its reasons.",
            );
            empty(lang.pick("Belum ada penetapan", "Not set yet"), why, None)
        }
        Some(own) => whole(lang, own, view.person.is_own),
    };
    page_section("kotak", title, (), content)
}

fn whole(lang: Lang, own: &OwnBox, is_own: bool) -> AnyView {
    let detail = &own.detail;
    let day = format::civil_date(lang, own.day);
    let head = match lang {
        Lang::Id => format!("{}, keadaan pada {day}.", own.round),
        Lang::En => format!("{}, as of {day}.", own.round),
    };
    let here = if is_own { lang.pick("kotak Anda", "your box") } else { lang.pick("kotak ini", "this box") };
    let table = own.rule.as_ref().map(|rule| {
        grid(lang, &rule.rubric, |number| {
            if detail.number == Some(number) {
                (Look::Chosen, view! { <span>{here}</span> }.into_any())
            } else if detail.also.contains(&number) {
                (Look::Possible, view! { <span>{lang.pick("juga mungkin", "also possible")}</span> }.into_any())
            } else {
                (Look::Plain, ().into_any())
            }
        })
    });
    let rule = own.rule.as_ref().map(|rule| {
        let (matched, index) = rule.mix;
        let mix = match lang {
            Lang::Id => format!(
                "Potensi = {} % kecocokan jabatan + {} % indeks profesionalitas. Kolom menengah mulai {}, tinggi mulai {}.",
                points(lang, matched),
                points(lang, index),
                points(lang, rule.rubric.middle_from),
                points(lang, rule.rubric.high_from)
            ),
            Lang::En => format!(
                "Potential = {}% Job Person Match + {}% professionalism index. The middle column begins at {}, the high one at {}.",
                points(lang, matched),
                points(lang, index),
                points(lang, rule.rubric.middle_from),
                points(lang, rule.rubric.high_from)
            ),
        };
        let digest = own.digest.get(..12).unwrap_or_default().to_owned();
        view! {
            <p class="card-note">{mix}</p>
            {open_sources(lang, rule.since, &rule.sources)}
            <p class="card-note">{lang.pick("Rubrik disimpan bersama hasil ini, sidik ", "The rubric is kept with this result, digest ")}<code>{digest}</code>"."</p>
        }
    });
    view! {
        <div class="card">
            <p>{head}" "<strong>{standing(lang, detail)}</strong></p>
            {table}
            {made_of(lang, own)}
            <div class="gap-top">{disclosure(lang.pick("Rubrik yang berlaku", "The rubric in force"), false, rule)}</div>
        </div>
    }
    .into_any()
}

/// Which box, and which others are possible.
pub fn standing(lang: Lang, detail: &BoxDetail) -> String {
    match (lang, detail.number) {
        (_, None) => why(lang, detail.why).to_owned(),
        (Lang::Id, Some(number)) if detail.also.is_empty() => format!("Kotak {number}."),
        (Lang::En, Some(number)) if detail.also.is_empty() => format!("Box {number}."),
        (Lang::Id, Some(number)) => {
            format!(
                "Kotak {number}, tetapi batasnya ada dalam ketidakpastian: {} mungkin.",
                boxes(lang, number, &detail.also)
            )
        }
        (Lang::En, Some(number)) => {
            format!(
                "Box {number}, but a border lies inside the uncertainty: {} are possible.",
                boxes(lang, number, &detail.also)
            )
        }
    }
}

pub const fn why(lang: Lang, why: Option<NotPlaced>) -> &'static str {
    match why {
        Some(NotPlaced::NoEvaluation) => lang.pick(
            "Belum dapat ditempatkan: belum ada evaluasi kinerja yang sudah ditetapkan.",
            "Cannot be placed yet: no performance evaluation is final.",
        ),
        Some(NotPlaced::NoRow) => lang.pick(
            "Belum dapat ditempatkan: rubrik tidak punya baris untuk predikatnya.",
            "Cannot be placed yet: the rubric has no row for the predicate.",
        ),
        Some(NotPlaced::NoMatch) => lang.pick(
            "Belum dapat ditempatkan: belum ada kompetensi jabatan sasaran yang cukup buktinya.",
            "Cannot be placed yet: no competency of the target position has enough evidence.",
        ),
        None => lang.pick("Belum dapat ditempatkan.", "Cannot be placed yet."),
    }
}

fn made_of(lang: Lang, own: &OwnBox) -> AnyView {
    let detail = &own.detail;
    let none = || "–".to_owned();
    let performance = match (&detail.predicate, detail.performance) {
        (Some(predicate), Some(rating)) => format!(
            "{}: {} ({})",
            performance_name(lang, rating),
            lang.text(predicate),
            detail.cycle.as_deref().unwrap_or_default()
        ),
        (Some(predicate), None) => lang.text(predicate),
        _ => none(),
    };
    let (decided, of) = detail.decided;
    let target = own.target.as_ref().map(|target| lang.text(target)).unwrap_or_default();
    let matched = detail.job_match.map_or_else(none, |matched| {
        let value = measured(lang, matched, percent(lang));
        match lang {
            Lang::Id => format!("{value}, terhadap {target}; {decided} dari {of} kompetensi pasti"),
            Lang::En => format!("{value}, against {target}; {decided} of {of} competencies decided"),
        }
    });
    let (reached, open) = detail.index;
    let index = match (lang, open) {
        (Lang::Id, 0) => format!("{} poin", points(lang, reached)),
        (Lang::En, 0) => format!("{} points", points(lang, reached)),
        (Lang::Id, _) => format!("{} sampai {} poin", points(lang, reached), points(lang, reached + open)),
        (Lang::En, _) => format!("{} to {} points", points(lang, reached), points(lang, reached + open)),
    };
    let potential = detail.potential.map_or_else(none, |potential| measured(lang, potential, ""));
    view! {
        <dl class="facts gap-top">
            <dt>{lang.pick("Kinerja", "Performance")}</dt><dd>{performance}</dd>
            <dt>{lang.pick("Potensi", "Potential")}</dt><dd>{potential}</dd>
            <dt>{lang.pick("Kecocokan jabatan", "Job Person Match")}</dt><dd>{matched}</dd>
            <dt>{lang.pick("Indeks profesionalitas", "Professionalism index")}</dt><dd>{index}</dd>
            <dt>{lang.pick("Ditetapkan oleh", "Set by")}</dt><dd>{own.set_by.clone().unwrap_or_else(none)}</dd>
        </dl>
    }
    .into_any()
}
