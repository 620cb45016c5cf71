//! The result of an attempt: passed or not and what that means, which competency moved and why, and every answer.

mod answer;
mod movement;
mod summary;

pub(super) use answer::paragraphs;

use domain::score::PerMille;
use leptos::prelude::*;
use services::quiz::{QuestionResult, ResultView};

use super::quiz_start::breadcrumb;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

/// The page of an attempt that is handed in, graded or out of time.
pub fn quiz_result(frame: &Frame, view: &ResultView) -> Page {
    let lang = frame.lang;
    let (title, lede) = summary::headline(lang, view);
    let tally = tally(lang, &view.questions);
    let heading = if view.is_own { lang.pick("Jawaban Anda", "Your answers") } else { lang.pick("Jawaban", "Answers") };
    let answers = view.questions.iter().map(|question| answer::answer(lang, view, question)).collect_view();
    let body = view! {
        {breadcrumb(lang, &view.course, &view.course_title, &view.lang)}
        <div class="page-head">
            <div class="page-head-text"><p class="kicker" lang=lang.foreign(&view.lang)>{view.quiz_title.clone()}</p><h1>{title.clone()}</h1><p class="lede">{lede}</p></div>
        </div>
        {summary::score(lang, view)}
        {movement::movements(lang, view)}
        <section class="section" aria-labelledby="jawaban">
            <div class="section-head"><h2 class="section-title" id="jawaban">{heading}</h2><p>{tally}</p></div>
            <ol class="answer-list" role="list">{answers}</ol>
        </section>
    };
    Page {
        title: format!("{title} · {}", view.quiz_title),
        body: body.into_any(),
        islands: false,
        nav: if view.is_own { Nav::Catalogue } else { Nav::None },
        chrome: Chrome::Narrow,
        description: None,
    }
}

/// "9 benar, 1 salah, 1 menunggu"
fn tally(lang: Lang, questions: &[QuestionResult]) -> String {
    let count = |wanted: fn(Option<PerMille>) -> bool| questions.iter().filter(|one| wanted(one.score)).count();
    let counts = [
        (count(|score| score == Some(PerMille::FULL)), lang.pick("benar", "right")),
        (count(is_partly_right), lang.pick("sebagian benar", "partly right")),
        (count(|score| score == Some(PerMille::ZERO)), lang.pick("salah", "wrong")),
        (count(|score| score.is_none()), lang.pick("menunggu", "waiting")),
    ];
    let parts: Vec<_> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, text)| format!("{count} {text}")).collect();
    parts.join(", ")
}

/// Neither all right nor all wrong.
fn is_partly_right(score: Option<PerMille>) -> bool {
    score.is_some_and(|score| score > PerMille::ZERO && score < PerMille::FULL)
}
