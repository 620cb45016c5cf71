//! One question of the form.

use leptos::prelude::*;
use services::quiz::layout::PresentedForm;
use services::quiz::{CaseView, QuestionView, RunningView};

use super::controls::controls;
use super::{page_url, texts};
use crate::components::alert::{Kind, alert};
use crate::components::card::go;
use crate::components::field::problem;
use crate::components::icon::{self, icon_in, small_icon};
use crate::lang::Lang;

/// Something is chosen or typed.
pub(super) fn is_answered(question: &QuestionView) -> bool {
    question.values.iter().any(|value| !value.trim().is_empty())
}

/// The situation that the questions after it are about.
pub(super) fn case(lang: Lang, course_lang: &str, case: &CaseView, first: usize) -> AnyView {
    let foreign = lang.foreign(course_lang);
    let about = match (lang, case.questions) {
        (Lang::Id, ..=1) => format!("Kasus untuk pertanyaan {first}"),
        (Lang::En, ..=1) => format!("Case for question {first}"),
        (Lang::Id, count) => format!("Kasus untuk pertanyaan {first} sampai {}", first + count - 1),
        (Lang::En, count) => format!("Case for questions {first} to {}", first + count - 1),
    };
    view! {
        <div class="case">
            <p class="kicker">{about}</p>
            <h2 class="case-title" lang=foreign.clone() inner_html=case.title.to_string()></h2>
            <div class="question-text" lang=foreign inner_html=case.situation.to_string()></div>
        </div>
    }
    .into_any()
}

/// A question with its controls.
pub(super) fn question(lang: Lang, view: &RunningView, question: &QuestionView) -> AnyView {
    let number = question.number;
    let of = view.questions.len();
    let kicker = match lang {
        Lang::Id => format!("Pertanyaan {number} dari {of} · {}", how(lang, question)),
        Lang::En => format!("Question {number} of {of} · {}", how(lang, question)),
    };
    let foreign = lang.foreign(&view.lang);
    let body = (!question.body.is_empty()).then(|| {
        view! { <div class="question-text" lang=foreign.clone() inner_html=question.body.to_string()></div> }
    });
    let problem_text = question.problem.map(|found| problem(lang, found));
    view! {
        <section class="question" id=format!("p{number}") aria-labelledby=format!("p{number}-judul")>
            <input type="hidden" name="q" value=question.id.clone()/>
            <input type="hidden" name=format!("was.{}", question.id) value=question.fingerprint.clone()/>
            <p class="kicker">{kicker}</p>
            <h2
                class="question-title"
                id=format!("p{number}-judul")
                tabindex="-1"
                lang=foreign.clone()
                inner_html=question.title.to_string()
            ></h2>
            {body}
            {problem_text.map(|text| view! { <p class="field-error">{small_icon(icon::WARNING)}{text}</p> })}
            {controls(lang, foreign, question)}
            {hints(lang, view, question)}
            {foot(lang, view, question)}
        </section>
    }
    .into_any()
}

/// What to do, and how much it counts where that is more than one.
fn how(lang: Lang, question: &QuestionView) -> String {
    let how = match &question.form {
        PresentedForm::Single { .. } => lang.pick("pilih satu", "choose one"),
        PresentedForm::Multiple { .. } => lang.pick("pilih semua yang benar", "choose all that are right"),
        PresentedForm::Number => lang.pick("tulis angka", "write a number"),
        PresentedForm::Text => lang.pick("tulis singkat", "write a short answer"),
        PresentedForm::Cloze { .. } => lang.pick("isi bagian yang kosong", "fill in the gaps"),
        PresentedForm::Match { .. } => lang.pick("pasangkan", "match"),
        PresentedForm::Order { .. } => lang.pick("urutkan", "put in order"),
        PresentedForm::Essay => lang.pick("tulis uraian, dinilai oleh pengajar", "write a text, marked by a trainer"),
    };
    if question.points > 1 {
        format!("{how} · {} {}", question.points, lang.pick("poin", "points"))
    } else {
        how.to_owned()
    }
}

/// The hints that were asked for, and the way to the next.
fn hints(lang: Lang, view: &RunningView, question: &QuestionView) -> Vec<AnyView> {
    let mut shown: Vec<AnyView> = Vec::new();
    for (place, hint) in question.hints.iter().enumerate() {
        let title = format!("{} {}", lang.pick("Petunjuk", "Hint"), place + 1);
        let text = view! { <div lang=lang.foreign(&view.lang) inner_html=hint.to_string()></div> };
        shown.push(alert(Kind::Plain, title, text));
    }
    if question.more_hints {
        let next = question.hints.len() + 1;
        let url = format!("{}?petunjuk={}&n={next}#p{}", page_url(view), question.id, question.number);
        let text = match (lang, next) {
            (Lang::Id, 1) => "Tampilkan petunjuk",
            (Lang::En, 1) => "Show a hint",
            (Lang::Id, _) => "Tampilkan petunjuk berikutnya",
            (Lang::En, _) => "Show the next hint",
        };
        shown.push(view! { <p class="gap-top">{go(url, text)}</p> }.into_any());
    }
    shown
}

/// The signs of a save state; the style shows the one that fits.
pub(super) fn save_signs() -> AnyView {
    view! {
        {icon_in("icon icon--small save-sign save-sign--saved", icon::CHECK)}
        {icon_in("icon icon--small save-sign save-sign--waiting", icon::CLOCK)}
        {icon_in("icon icon--small save-sign save-sign--failed", icon::WARNING)}
    }
    .into_any()
}

fn foot(lang: Lang, view: &RunningView, question: &QuestionView) -> AnyView {
    let texts = texts::island(lang);
    let number = question.number;
    let (class, state) = if is_answered(question) {
        ("save-state save-state--saved", texts.saved)
    } else {
        ("save-state", texts.unanswered)
    };
    let back = (number > 1).then(|| {
        let before = number - 1;
        let label = format!("{} {before}", lang.pick("Kembali ke pertanyaan", "Back to question"));
        view! {
            <a class="button button--quiet when-enhanced" href=format!("#p{before}") aria-label=label>"← "{before}</a>
        }
    });
    let (next, text) = if number < view.questions.len() {
        (format!("#p{}", number + 1), lang.pick("Berikutnya", "Next"))
    } else {
        ("#kumpulkan".to_owned(), lang.pick("Periksa dan kumpulkan", "Check and hand in"))
    };
    // The address the answer leads back to keeps what stands behind the hash.
    let save = format!("{}/jawaban#p{number}", page_url(view));
    view! {
        <div class="question-foot">
            {back}
            <p class=class role="status">{save_signs()}<span>{state}</span></p>
            <button class="button button--quiet when-plain" formaction=save formnovalidate>
                {lang.pick("Simpan jawaban", "Save answers")}
            </button>
            <a class="button button--next when-enhanced" href=next>{text}</a>
        </div>
    }
    .into_any()
}
