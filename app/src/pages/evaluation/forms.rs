//! What can be done with an evaluation now. What is most important comes before the result, the rest after it.

use domain::evaluation::FollowUp;
use leptos::prelude::*;
use services::{AnswerForm, EvaluationView, FieldError, FollowUpForm, LONGEST_WORDS, RateForm};

use super::parts::{choices, rating_options, summary};
use super::{EvaluationAction, Returned, matrix, words};
use crate::components::card::section;
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::field::{Field, problem_of};
use crate::components::text_area::text_area_field;
use crate::frame::Frame;
use crate::lang::Lang;

/// The name of a field.
pub fn label(lang: Lang, field: &str) -> &'static str {
    match field {
        "result" => lang.pick("Hasil kerja", "Result"),
        "behaviour" => lang.pick("Perilaku kerja", "Behaviour"),
        "comment" => lang.pick("Catatan untuk pegawai", "Comment for the person"),
        "decision" => lang.pick("Keputusan", "Decision"),
        "kind" => lang.pick("Jenis tindak lanjut", "Kind of follow-up"),
        "note" => lang.pick("Yang disepakati", "What is agreed"),
        "response" => lang.pick("Tanggapan Anda (boleh kosong)", "What you say to it (may stay empty)"),
        "objection" => lang.pick("Alasan keberatan", "Why you object"),
        _ => lang.pick("Alasan", "Reason"),
    }
}

/// What has to be corrected, at the top of the page.
pub fn wrong(lang: Lang, returned: &Returned) -> Option<AnyView> {
    summary(lang, &returned.errors, |field| label(lang, field))
}

fn form(
    frame: &Frame,
    view: &EvaluationView,
    action: &EvaluationAction,
    fields: AnyView,
    buttons: impl IntoView + 'static,
) -> AnyView {
    view! {
        <form class="card form-narrow" method="post" action=format!("/evaluasi/{}/{}", view.id, action.code()) novalidate>
            {csrf(frame)}
            <input type="hidden" name="version" value=view.version.to_string()/>
            {fields}
            <div class="row gap-top">{buttons}</div>
        </form>
    }
    .into_any()
}

fn area(lang: Lang, name: &'static str, hint: Option<&str>, errors: &[FieldError], value: &str) -> AnyView {
    let of = Field::new(name, label(lang, name)).error(problem_of(lang, errors, name));
    let of = match hint {
        Some(hint) => of.hint(hint),
        None => of,
    };
    text_area_field(&of, value, 5, Some(LONGEST_WORDS))
}

/// The errors of a form, where it is the one that came back.
fn errors_of<'r>(returned: Option<&'r Returned>, code: &str) -> &'r [FieldError] {
    returned.filter(|returned| returned.action.code() == code).map_or(&[], |returned| returned.errors.as_slice())
}

/// What the head is here for.
pub fn first(frame: &Frame, view: &EvaluationView, returned: Option<&Returned>) -> Option<AnyView> {
    view.may_rate.then(|| rating(frame, view, returned))
}

/// What comes after reading the result.
pub fn then(frame: &Frame, view: &EvaluationView, returned: Option<&Returned>) -> AnyView {
    view! {
        {view.may_acknowledge.then(|| responding(frame, view, returned))}
        {view.may_answer.then(|| answering(frame, view, returned))}
        {view.may_follow_up.then(|| following(frame, view, returned))}
        {view.may_take_up.then(|| taking_up(frame, view, returned))}
    }
    .into_any()
}

fn rating(frame: &Frame, view: &EvaluationView, returned: Option<&Returned>) -> AnyView {
    let lang = frame.lang;
    let stored = RateForm {
        result: view.result.map(|rating| rating.code().to_owned()).unwrap_or_default(),
        behaviour: view.behaviour.map(|rating| rating.code().to_owned()).unwrap_or_default(),
        comment: view.comment.clone().unwrap_or_default(),
        ..RateForm::default()
    };
    let typed = match returned.map(|returned| &returned.action) {
        Some(EvaluationAction::Rate(typed)) => typed.clone(),
        _ => stored,
    };
    let errors = errors_of(returned, "nilai");
    let options = rating_options(lang, view.matrix.as_ref());
    let hint = lang.pick(
        "Bandingkan dengan yang disepakati dalam SKP untuk periode ini.",
        "Compare it with what was agreed in the SKP for this period.",
    );
    let behaviour_hint = lang.pick(
        "Bandingkan dengan perilaku yang diharapkan, dari yang Anda lihat sendiri.",
        "Compare it with the behaviour that is expected, from what you saw yourself.",
    );
    let comment_hint = lang.pick(
        "Wajib bila ada nilai di bawah ekspektasi. Tulis contoh, bukan kesan.",
        "Required where a rating is below expectation. Write examples, not impressions.",
    );
    let fields = view! {
        {choices(lang, ("result", label(lang, "result").to_owned()), Some(hint), errors, options.clone(), &typed.result)}
        {choices(lang, ("behaviour", label(lang, "behaviour").to_owned()), Some(behaviour_hint), errors, options, &typed.behaviour)}
        {area(lang, "comment", Some(comment_hint), errors, &typed.comment)}
        {view.matrix.as_ref().map(|matrix| matrix::folded(lang, matrix))}
        <p class="card-note">
            {lang.pick(
                "Begitu dibagikan, predikat ditetapkan dari kedua penilaian ini, dan masa keberatan mulai berjalan.",
                "Once shared, the predicate follows from these two ratings, and the time to object begins.",
            )}
        </p>
    };
    let share = match lang {
        Lang::Id => format!("Bagikan kepada {}", view.person.name),
        Lang::En => format!("Share with {}", view.person.name),
    };
    let buttons = view! {
        <button class="button" name="then" value="share">{share}</button>
        <button class="button button--quiet" name="then" value="draft">{lang.pick("Simpan draf", "Save the draft")}</button>
    };
    let content = form(frame, view, &EvaluationAction::Rate(RateForm::default()), fields.into_any(), buttons);
    section("menilai", lang.pick("Penilaian Anda", "Your ratings"), (), content)
}

fn answering(frame: &Frame, view: &EvaluationView, returned: Option<&Returned>) -> AnyView {
    let lang = frame.lang;
    let typed = match returned.map(|returned| &returned.action) {
        Some(EvaluationAction::Answer(typed)) => typed.clone(),
        _ => AnswerForm {
            result: view.result.map(|rating| rating.code().to_owned()).unwrap_or_default(),
            behaviour: view.behaviour.map(|rating| rating.code().to_owned()).unwrap_or_default(),
            ..AnswerForm::default()
        },
    };
    let errors = errors_of(returned, "jawab");
    let decisions = vec![
        ("keep".to_owned(), lang.pick("Pertahankan penilaian", "Keep the ratings").to_owned()),
        (
            "change".to_owned(),
            lang.pick("Ubah penilaian menjadi yang di bawah ini", "Change them to what is below").to_owned(),
        ),
    ];
    let options = rating_options(lang, view.matrix.as_ref());
    let hint = lang.pick(
        "Pegawai membacanya. Keputusan lama tetap dalam riwayat.",
        "The person reads it. What was decided before stays in the history.",
    );
    let only = |name: &str| format!("{} ({})", label(lang, name), lang.pick("bila diubah", "if changed"));
    let fields = view! {
        {choices(lang, ("decision", label(lang, "decision").to_owned()), None, errors, decisions, &typed.decision)}
        {choices(lang, ("result", only("result")), None, errors, options.clone(), &typed.result)}
        {choices(lang, ("behaviour", only("behaviour")), None, errors, options, &typed.behaviour)}
        {area(lang, "reason", Some(hint), errors, &typed.reason)}
    };
    let button = view! { <button class="button">{lang.pick("Jawab keberatan", "Answer the objection")}</button> };
    let content = form(frame, view, &EvaluationAction::Answer(AnswerForm::default()), fields.into_any(), button);
    section("menjawab", lang.pick("Jawaban atas keberatan", "Answering the objection"), (), content)
}

fn responding(frame: &Frame, view: &EvaluationView, returned: Option<&Returned>) -> AnyView {
    let lang = frame.lang;
    let action = returned.map(|returned| &returned.action);
    let response = match action {
        Some(EvaluationAction::Acknowledge(typed)) => typed.clone(),
        _ => String::new(),
    };
    let objection = match action {
        Some(EvaluationAction::Object(typed)) => typed.clone(),
        _ => String::new(),
    };
    let accept = form(
        frame,
        view,
        &EvaluationAction::Acknowledge(String::new()),
        area(lang, "response", None, errors_of(returned, "terima"), &response),
        view! { <button class="button">{lang.pick("Saya terima hasil ini", "I acknowledge this result")}</button> },
    );
    let until = view.objection_until.map(|until| words::last(lang, until)).unwrap_or_default();
    let object = view.may_object.then(|| {
        let title = match lang {
            Lang::Id => format!("Saya berkeberatan (sampai {until})"),
            Lang::En => format!("I object (until {until})"),
        };
        let hint = lang.pick(
            "Tulis apa yang menurut Anda keliru, dan buktinya. Atasan Anda wajib menjawab dengan alasan.",
            "Write what you think is wrong, and what shows it. Your head has to answer with a reason.",
        );
        let button = lang.pick("Kirim keberatan", "Send the objection");
        let content = form(
            frame,
            view,
            &EvaluationAction::Object(String::new()),
            area(lang, "objection", Some(hint), errors_of(returned, "keberatan"), &objection),
            view! { <button class="button button--quiet">{button}</button> },
        );
        let open = matches!(action, Some(EvaluationAction::Object(_)));
        view! { <div class="gap-top">{disclosure(title, open, content)}</div> }
    });
    let content = view! { {accept}{object} };
    section("menanggapi", lang.pick("Tanggapan Anda", "Your answer"), (), content)
}

fn following(frame: &Frame, view: &EvaluationView, returned: Option<&Returned>) -> AnyView {
    let lang = frame.lang;
    let typed = match (returned.map(|returned| &returned.action), &view.follow_up) {
        (Some(EvaluationAction::FollowUp(typed)), _) => typed.clone(),
        (_, Some((kind, note))) => {
            FollowUpForm { kind: kind.code().to_owned(), note: note.clone(), ..FollowUpForm::default() }
        }
        _ => FollowUpForm::default(),
    };
    let errors = errors_of(returned, "tindak-lanjut");
    let kinds = FollowUp::ALL.map(|kind| (kind.code().to_owned(), words::follow_up_name(lang, kind).to_owned()));
    let hint = lang.pick("Apa, oleh siapa, sampai kapan.", "What, by whom, until when.");
    let fields = view! {
        {choices(lang, ("kind", label(lang, "kind").to_owned()), None, errors, kinds.to_vec(), &typed.kind)}
        {area(lang, "note", Some(hint), errors, &typed.note)}
    };
    let button = view! { <button class="button button--quiet">{lang.pick("Simpan tindak lanjut", "Save the follow-up")}</button> };
    let content = form(frame, view, &EvaluationAction::FollowUp(FollowUpForm::default()), fields.into_any(), button);
    let title = if view.follow_up.is_some() {
        lang.pick("Ubah tindak lanjut", "Change the follow-up")
    } else {
        lang.pick("Catat tindak lanjut", "Note a follow-up")
    };
    view! { <div class="gap-top">{disclosure(title, !errors.is_empty(), content)}</div> }.into_any()
}

fn taking_up(frame: &Frame, view: &EvaluationView, returned: Option<&Returned>) -> AnyView {
    let lang = frame.lang;
    let typed = match returned.map(|returned| &returned.action) {
        Some(EvaluationAction::TakeUp(typed)) => typed.clone(),
        _ => String::new(),
    };
    let errors = errors_of(returned, "ulangi");
    let hint = lang.pick(
        "Hasil kembali menjadi draf sampai Anda membagikannya lagi. Bila tidak dibagikan sebelum siklus ditutup, orang ini menjadi tidak dinilai. Hasil lama tetap dalam riwayat.",
        "It becomes a draft until you share it again. If you do not before the cycle closes, this person is not rated. What it was stays in the history.",
    );
    let button =
        view! { <button class="button button--quiet">{lang.pick("Nilai kembali", "Take it up again")}</button> };
    let action = EvaluationAction::TakeUp(String::new());
    let content = form(frame, view, &action, area(lang, "why", Some(hint), errors, &typed), button);
    let title = lang.pick("Nilai kembali orang ini", "Take this evaluation up again");
    view! { <div class="gap-top">{disclosure(title, !errors.is_empty(), content)}</div> }.into_any()
}
