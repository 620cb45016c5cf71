//! A running attempt: one form that works without JavaScript, and the island around it that improves it.

mod controls;
mod question;
mod texts;

pub(super) use controls::plain;

use leptos::prelude::*;
use services::quiz::{QuestionView, RunningView};

use self::question::{case, is_answered, question, save_signs};
use crate::components::csrf::csrf;
use crate::components::field::{error_summary, problem};
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::islands::quiz::texts::fill;
use crate::islands::quiz::{FORM_ID, QuizIsland};
use crate::lang::Lang;

/// The page of a running attempt.
pub fn quiz_running(frame: &Frame, view: &RunningView) -> Page {
    let lang = frame.lang;
    let title = view.quiz_title.clone();
    let heading = format!("{}: {}", view.quiz_title, view.course_title);
    let form = form(frame, view);
    let offline = lang.pick(
        "Sambungan terputus? Jawaban Anda tetap di perangkat ini dan dikirim sendiri begitu tersambung.",
        "Connection lost? Your answers stay on this device and are sent as soon as it is back.",
    );
    let plain = lang.pick(
        "Simpan jawaban sesekali: halaman ini tidak menyimpannya sendiri.",
        "Save your answers now and then: this page does not do it by itself.",
    );
    let body = view! {
        <h1 class="visually-hidden">{heading}</h1>
        <QuizIsland>{form}</QuizIsland>
        <p class="kicker gap-top when-enhanced">{offline}</p>
        <p class="kicker gap-top when-plain">{plain}</p>
    };
    Page { title, body: body.into_any(), islands: true, nav: Nav::Catalogue, chrome: Chrome::Narrow, description: None }
}

/// The address of a running attempt.
fn page_url(view: &RunningView) -> String {
    format!("/kuis/{}", view.attempt)
}

/// Enter in a field presses the first button of the form, which is one that saves, never the one that hands in.
fn form(frame: &Frame, view: &RunningView) -> AnyView {
    let lang = frame.lang;
    let page = page_url(view);
    view! {
        <form
            id=FORM_ID
            method="post"
            action=format!("{page}/jawaban")
            autocomplete="off"
            data-attempt=view.attempt.to_string()
            data-now=view.now.0
            data-deadline=view.deadline.map(|deadline| deadline.0)
            data-sign-in=format!("/masuk?next={page}")
            data-texts=texts::island(lang).to_attribute()
        >
            {csrf(frame)}
            {bar(lang, view)}
            <p class="visually-hidden" role="status" id="kuis-kabar"></p>
            {problems(lang, view)}
            {questions(lang, view)}
            {submit_box(lang, view)}
        </form>
    }
    .into_any()
}

/// What could not be saved, each with the way to its question.
fn problems(lang: Lang, view: &RunningView) -> Option<AnyView> {
    let wrong = view.questions.iter().filter_map(|question| {
        let text = format!(
            "{} {}: {}",
            lang.pick("Pertanyaan", "Question"),
            question.number,
            problem(lang, question.problem?)
        );
        Some((format!("p{}", question.number), text))
    });
    let wrong: Vec<_> = wrong.collect();
    let kept = lang.pick(
        "Belum ada yang disimpan. Semua yang Anda tulis masih di sini: perbaiki, lalu simpan lagi.",
        "Nothing was saved yet. All you wrote is still here: correct it and save again.",
    );
    let title = lang.pick("Ada jawaban yang perlu diperbaiki", "An answer needs correcting");
    (!wrong.is_empty()).then(|| error_summary(title, Some(kept.to_owned()), wrong))
}

/// Numbers, time and the way to the end.
fn bar(lang: Lang, view: &RunningView) -> AnyView {
    let texts = texts::island(lang);
    let places = view.questions.iter().map(|question| {
        let answered = is_answered(question);
        let text = if answered { &texts.place_answered } else { &texts.place_unanswered };
        let label = fill(text, &question.number.to_string());
        let class = answered.then_some("is-answered");
        view! { <li><a href=format!("#p{}", question.number) class=class aria-label=label>{question.number}</a></li> }
    });
    let places = places.collect_view();
    let time = view.deadline.map(|deadline| {
        let left = deadline.since(view.now).max(0) / 1000;
        let left = crate::islands::quiz::numbers::clock(u32::try_from(left).unwrap_or(u32::MAX));
        view! {
            <p class="quiz-time when-enhanced">
                {lang.pick("Tersisa ", "Left ")}<strong role="timer">{left}</strong>
            </p>
            <p class="quiz-time when-plain">
                {lang.pick("Sampai pukul ", "Until ")}<strong>{format::time(lang, deadline)}" WIB"</strong>
            </p>
        }
    });
    view! {
        <div class="quiz-bar">
            <nav aria-label=lang.pick("Nomor pertanyaan", "Question numbers")>
                <ol class="quiz-strip" role="list">{places}</ol>
            </nav>
            <div class="quiz-tools">
                {time}
                <a class="go" href="#kumpulkan">{lang.pick("Kumpulkan …", "Hand in …")}</a>
            </div>
        </div>
    }
    .into_any()
}

/// The questions in their order. A case stands once, above the questions about it.
fn questions(lang: Lang, view: &RunningView) -> Vec<AnyView> {
    let mut cards = Vec::new();
    let mut rest = view.questions.as_slice();
    while let Some(first) = rest.first() {
        let size = first.case.as_ref().map_or(1, |case| case.questions.clamp(1, rest.len()));
        let (together, after) = rest.split_at(size);
        let asked: Vec<_> = together.iter().map(|one| question(lang, view, one)).collect();
        cards.push(match &first.case {
            Some(of) => {
                view! { <div class="case-group">{case(lang, &view.lang, of, first.number)}{asked}</div> }.into_any()
            }
            None => asked.into_any(),
        });
        rest = after;
    }
    cards
}

fn submit_box(lang: Lang, view: &RunningView) -> AnyView {
    let texts = texts::island(lang);
    let missing: Vec<&QuestionView> = view.questions.iter().filter(|question| !is_answered(question)).collect();
    let text = match missing.len() {
        0 => texts.all_answered.clone(),
        1 => texts.one_unanswered.clone(),
        several => fill(&texts.some_unanswered, &several.to_string()),
    };
    let links = missing.iter().map(|question| {
        let text = fill(&texts.number, &question.number.to_string());
        view! { <li><a href=format!("#p{}", question.number)>{text}</a></li> }
    });
    let links = links.collect_view();
    let complete = missing.is_empty();
    let confirm = lang.pick(
        "Saya tahu masih ada yang kosong dan tetap ingin mengumpulkan",
        "I know that something is still empty and want to hand in all the same",
    );
    view! {
        <section class="submit-box" id="kumpulkan" aria-labelledby="kumpulkan-judul">
            <h2 class="section-title" id="kumpulkan-judul" tabindex="-1">{lang.pick("Kumpulkan jawaban", "Hand in")}</h2>
            <p class="submit-text">{text}</p>
            <ul class="submit-list" role="list" aria-label=lang.pick("Belum dijawab", "Not answered yet") hidden=complete>
                {links}
            </ul>
            <div class="check when-enhanced" hidden=complete>
                <input type="checkbox" id="yakin"/>
                <label for="yakin">{confirm}</label>
            </div>
            <p class="save-state" role="status" hidden>{save_signs()}<span></span></p>
            <p class="row">
                <button class="button" formaction=format!("{}/kumpulkan", page_url(view))>
                    {lang.pick("Kumpulkan jawaban", "Hand in the answers")}
                </button>
                <button class="button button--quiet when-plain" formnovalidate>
                    {lang.pick("Simpan dulu", "Only save")}
                </button>
            </p>
        </section>
    }
    .into_any()
}
