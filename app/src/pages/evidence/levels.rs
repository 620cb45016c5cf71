//! The levels of a competency: description, decision, figures in words, and the answers.

use domain::measurement::Decision;
use leptos::prelude::*;
use services::{EvidenceLevel, EvidenceRow, EvidenceView};

use super::{answers, words};
use crate::components::chip::decision_chip;
use crate::components::disclosure::disclosure;
use crate::format;
use crate::lang::Lang;

pub fn levels(lang: Lang, view: &EvidenceView) -> AnyView {
    let levels = view.levels.iter().map(|level| one(lang, view, level)).collect_view();
    view! { <div class="section">{levels}</div> }.into_any()
}

fn one(lang: Lang, view: &EvidenceView, level: &EvidenceLevel) -> AnyView {
    let number = level.level.get();
    let heading = format!("{} {number}", lang.pick("Tingkat", "Level"));
    let id = format!("t{number}");
    view! {
        <section class="evidence-level" aria-labelledby=id>
            <div class="evidence-level-head">
                <h2 class="section-title" id=id.clone()>{heading}</h2>
                {chip(lang, view, level)}
            </div>
            <p class="byline">{lang.text(&level.description)}</p>
            {figures(lang, view, level)}
            {listed(lang, view, level)}
        </section>
    }
    .into_any()
}

fn chip(lang: Lang, view: &EvidenceView, level: &EvidenceLevel) -> AnyView {
    match level.decision {
        Some(decision) => decision_chip(lang, decision),
        None if view.required.is_none_or(|required| level.level > required) => {
            view! { <span class="chip">{lang.pick("Tidak diminta jabatan ini", "Not required by the post")}</span> }
                .into_any()
        }
        None => decision_chip(lang, Decision::NotEnoughEvidence),
    }
}

fn figures(lang: Lang, view: &EvidenceView, level: &EvidenceLevel) -> AnyView {
    let Some((posterior, decision)) = level.posterior.zip(level.decision) else {
        return view! { <p class="evidence-words">{lang.pick("Belum ada jawaban.", "No answers yet.")}</p> }.into_any();
    };
    view! {
        <p class="evidence-words">
            {words::estimate(lang, level, &posterior, view)}
            <strong>{format::percent(lang, posterior.p_met)}</strong>
            "; "{words::decision(lang, decision, &posterior, view)}
        </p>
    }
    .into_any()
}

/// The answers that count, open where the decision hangs on them; below, those that newer ones replaced.
fn listed(lang: Lang, view: &EvidenceView, level: &EvidenceLevel) -> Option<AnyView> {
    let (counting, replaced): (Vec<&EvidenceRow>, Vec<_>) =
        view.rows.iter().filter(|row| row.level == level.level).partition(|row| row.counts);
    if counting.is_empty() && replaced.is_empty() {
        return None;
    }
    let working = view.state.working().is_some_and(|state| state.level == level.level);
    let number = counting.len();
    let label = match (lang, number) {
        (Lang::Id, _) => format!("Lihat {number} jawaban yang dihitung"),
        (Lang::En, 1) => "View the 1 answer that counts".to_owned(),
        (Lang::En, _) => format!("View the {number} answers that count"),
    };
    let older = (!replaced.is_empty()).then(|| {
        let number = replaced.len();
        let label = match (lang, number) {
            (Lang::Id, _) => format!("{number} jawaban lama, tidak dihitung lagi"),
            (Lang::En, 1) => "1 older answer that no longer counts".to_owned(),
            (Lang::En, _) => format!("{number} older answers that no longer count"),
        };
        disclosure(&label, false, answers::list(lang, &replaced))
    });
    Some(view! { {disclosure(&label, working, answers::list(lang, &counting))} {older} }.into_any())
}
