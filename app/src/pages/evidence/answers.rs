//! The answers behind a level, each with its date, its question, and the attempt it was given in.

use domain::score::PerMille;
use leptos::prelude::*;
use services::EvidenceRow;

use crate::components::icon::{self, small_icon};
use crate::format;
use crate::lang::Lang;

pub fn list(lang: Lang, rows: &[&EvidenceRow]) -> AnyView {
    let rows = rows.iter().map(|row| {
        view! {
            <li>
                {sign(row.score)}
                <p>
                    <span inner_html=row.question.as_str().to_owned()></span>
                    <span class="kicker">" · "{verdict(lang, row)}</span>
                </p>
                <p class="evidence-meta">
                    {format::date_tag(lang, row.at)}" · "
                    <a href=format!("/kuis/{}", row.attempt) title=row.course_title.clone()>{row.quiz_title.clone()}</a>
                </p>
            </li>
        }
    });
    view! { <ul class="evidence-list" role="list">{rows.collect_view()}</ul> }.into_any()
}

fn sign(score: PerMille) -> AnyView {
    let (class, drawn) = if score == PerMille::FULL {
        ("answer-sign answer-sign--right", icon::CHECK)
    } else {
        ("answer-sign answer-sign--wrong", icon::CROSS)
    };
    view! { <span class=class>{small_icon(drawn)}</span> }.into_any()
}

/// Right or wrong in words; where it lowers nothing and counts less, also that.
fn verdict(lang: Lang, row: &EvidenceRow) -> String {
    let mut parts = vec![match (lang, row.score) {
        (_, PerMille::FULL) => lang.pick("benar", "right").to_owned(),
        (_, PerMille::ZERO) => lang.pick("salah", "wrong").to_owned(),
        (Lang::Id, score) => format!("benar sebagian, {}", format::percent(lang, score)),
        (Lang::En, score) => format!("partly right, {}", format::percent(lang, score)),
    }];
    if row.in_case {
        parts.push(lang.pick("bagian dari kasus", "part of a case").to_owned());
    }
    if !row.counts {
        parts.push(lang.pick("tidak dihitung lagi", "no longer counts").to_owned());
    }
    parts.join(", ")
}
