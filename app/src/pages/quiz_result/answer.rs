//! One question of a result: right or wrong in a sign and a word, the answers, and why.

mod given;

pub(crate) use given::paragraphs;

use domain::score::PerMille;
use leptos::prelude::*;
use services::quiz::layout::PresentedForm;
use services::quiz::{QuestionResult, ResultView};

use self::given::given;
use super::is_partly_right;
use crate::components::icon::{self, small_icon};
use crate::format;
use crate::lang::Lang;

pub(super) fn answer(lang: Lang, view: &ResultView, question: &QuestionResult) -> AnyView {
    let (class, drawing, verdict) = verdict(lang, question.score);
    let foreign = lang.foreign(&view.lang);
    let body = (!question.body.is_empty()).then(|| {
        view! { <div class="answer-question" lang=foreign.clone() inner_html=question.body.to_string()></div> }
    });
    view! {
        <li class="answer">
            {case(foreign.clone(), question)}
            <div class="answer-head">
                <span class=class>{small_icon(drawing)}</span>
                <h3 class="answer-title">
                    {question.number}". "<span lang=foreign.clone() inner_html=question.title.to_string()></span>" "
                    <span class="visually-hidden">{verdict}</span>
                </h3>
            </div>
            <div class="answer-body">
                {body}
                {pairs(lang, view, question)}
                {rubric(lang, foreign.clone(), question)}
                {explanation(lang, foreign, question)}
                {evidence(lang, view, question)}
            </div>
        </li>
    }
    .into_any()
}

fn verdict(lang: Lang, score: Option<PerMille>) -> (&'static str, &'static str, &'static str) {
    match score {
        Some(PerMille::FULL) => ("answer-sign answer-sign--right", icon::CHECK, lang.pick("Benar", "Right")),
        Some(PerMille::ZERO) => ("answer-sign answer-sign--wrong", icon::CROSS, lang.pick("Salah", "Wrong")),
        Some(_) => ("answer-sign answer-sign--partly", icon::DOT, lang.pick("Sebagian benar", "Partly right")),
        None => {
            let text = lang.pick("Menunggu penilaian", "Waits to be marked");
            ("answer-sign answer-sign--waiting hatched", icon::CLOCK, text)
        }
    }
}

/// The situation, folded: it was read already.
fn case(foreign: Option<String>, question: &QuestionResult) -> Option<AnyView> {
    let (title, situation) = question.case.as_ref()?;
    Some(
        view! {
            <details class="disclosure answer-case">
                <summary>
                    {small_icon(icon::CHEVRON)}
                    <span lang=foreign.clone() inner_html=title.to_string()></span>
                </summary>
                <div class="case" lang=foreign inner_html=situation.to_string()></div>
            </details>
        }
        .into_any(),
    )
}

fn pairs(lang: Lang, view: &ResultView, question: &QuestionResult) -> AnyView {
    let yours = if view.is_own { lang.pick("Jawaban Anda", "Your answer") } else { lang.pick("Jawaban", "Answer") };
    let foreign = lang.foreign(&view.lang);
    let mine = given(lang, question, &question.values);
    let spoken = mine.as_ref().and(foreign.clone());
    let mine = mine
        .unwrap_or_else(|| view! { <em class="muted">{lang.pick("Tidak dijawab", "Not answered")}</em> }.into_any());
    let right = (question.score.is_some_and(|score| score < PerMille::FULL))
        .then(|| given(lang, question, &question.right_values))
        .flatten()
        .map(|right| view! { <dt>{lang.pick("Jawaban benar", "Right answer")}</dt><dd class="answer-right" lang=foreign.clone()>{right}</dd> });
    let partly = question.score.filter(|_| is_partly_right(question.score)).map(|score| {
        let text = match lang {
            Lang::Id => format!("Sebagian benar: {}", format::percent(lang, score)),
            Lang::En => format!("Partly right: {}", format::percent(lang, score)),
        };
        view! { <dt>{lang.pick("Nilai", "Score")}</dt><dd>{text}</dd> }
    });
    view! {
        <dl class="answer-pairs">
            <dt>{yours}</dt><dd lang=spoken>{mine}</dd>
            {right}
            {partly}
            {feedback(lang, foreign.clone(), question)}
        </dl>
    }
    .into_any()
}

/// What the author says to the options that were chosen, or that marking is still to come.
fn feedback(lang: Lang, foreign: Option<String>, question: &QuestionResult) -> Option<AnyView> {
    let heading = lang.pick("Tanggapan", "Feedback");
    if question.score.is_none() {
        let text = lang.pick("Menunggu penilaian pengajar.", "Waits for a trainer to mark it.");
        return Some(view! { <dt>{heading}</dt><dd>{text}</dd> }.into_any());
    }
    if let Some(comment) = &question.marker_comment {
        let lines = comment.lines().map(|line| view! { <p>{line.to_owned()}</p> });
        return Some(
            view! { <dt>{lang.pick("Catatan pengajar", "The trainer's note")}</dt><dd>{lines.collect_view()}</dd> }
                .into_any(),
        );
    }
    let options = match &question.form {
        PresentedForm::Single { options } | PresentedForm::Multiple { options } => options,
        _ => return None,
    };
    let chosen: Vec<usize> = question.values.iter().filter_map(|value| value.parse().ok()).collect();
    let said: Vec<_> = chosen
        .iter()
        .filter_map(|place| Some((options.get(*place)?, question.feedback.get(*place)?.as_ref()?)))
        .collect();
    if said.is_empty() {
        return None;
    }
    // One answer needs no repetition of what it was.
    let several = chosen.len() > 1;
    let said = said.into_iter().map(|(option, feedback)| {
        let option = several.then(|| view! { <p class="muted small" inner_html=option.to_string()></p> });
        view! { <div class="answer-feedback">{option}<div inner_html=feedback.to_string()></div></div> }
    });
    Some(view! { <dt>{heading}</dt><dd lang=foreign>{said.collect_view()}</dd> }.into_any())
}

/// The criteria of a free answer with the points given.
fn rubric(lang: Lang, foreign: Option<String>, question: &QuestionResult) -> Option<AnyView> {
    if question.rubric.is_empty() {
        return None;
    }
    let points = lang.pick("Poin", "Points");
    let rows = question.rubric.iter().map(|(name, most, description, given)| {
        let text = match (lang, given) {
            (Lang::Id, Some(given)) => format!("{given} dari {most}"),
            (Lang::En, Some(given)) => format!("{given} of {most}"),
            (Lang::Id, None) => format!("paling banyak {most}"),
            (Lang::En, None) => format!("at most {most}"),
        };
        view! {
            <tr>
                <th scope="row" lang=foreign.clone()>{name.clone()}</th>
                <td data-label=lang.pick("Yang dinilai", "What counts") lang=foreign.clone() inner_html=description.to_string()></td>
                <td class="number" data-label=points>{text}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <table class="table table--cards gap-top">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Kriteria", "Criterion")}</th>
                        <th scope="col">{lang.pick("Yang dinilai", "What counts")}</th>
                        <th scope="col" class="number">{points}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any(),
    )
}

fn explanation(lang: Lang, foreign: Option<String>, question: &QuestionResult) -> Option<AnyView> {
    let text = question.explanation.as_ref()?.to_string();
    Some(
        view! {
            <div class="answer-why">
                <p><strong>{lang.pick("Mengapa", "Why")}</strong></p>
                <div lang=foreign inner_html=text></div>
            </div>
        }
        .into_any(),
    )
}

/// Only where some answers count and others do not: otherwise the page has said it already.
fn evidence(lang: Lang, view: &ResultView, question: &QuestionResult) -> Option<AnyView> {
    if !view.is_assessment || view.evidence == 0 || view.evidence == view.questions.len() || question.score.is_none() {
        return None;
    }
    let text = if question.is_evidence {
        lang.pick("Menjadi bukti di profil.", "Became evidence in the profile.")
    } else {
        lang.pick(
            "Tidak menjadi bukti: pertanyaan ini pernah dijawab sebelumnya.",
            "Not evidence: this question was answered before.",
        )
    };
    Some(view! { <p class="small muted gap-top">{text}</p> }.into_any())
}
