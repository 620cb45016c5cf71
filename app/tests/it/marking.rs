//! Marking: the list, the form, and the form again with what was wrong.

use app::lang::Lang;
use app::pages::{mark, unmarked};
use domain::id::AttemptId;
use domain::time::Timestamp;
use services::{FieldError, MarkForm, MarkView, Problem, Unmarked};
use uuid::Uuid;

use crate::quiz_running::html;
use crate::support::{EVIL, assert_escaped, frame, main_of};

fn waiting() -> Vec<Unmarked> {
    vec![Unmarked {
        attempt: AttemptId(Uuid::from_u128(7)),
        question: "surat".to_owned(),
        question_title: html("Tulis jawaban kepada <em>Pak Darmawan</em>."),
        course_title: "Menangani pengaduan warga".to_owned(),
        submitted_at: Timestamp(1_795_489_961_000),
    }]
}

fn view() -> MarkView {
    MarkView {
        attempt: AttemptId(Uuid::from_u128(7)),
        question: "surat".to_owned(),
        course_title: "Menangani pengaduan warga".to_owned(),
        question_title: html("Tulis jawaban kepada <em>Pak Darmawan</em>."),
        question_body: html("<p>Paling banyak 120 kata.</p>"),
        answer: "Yth. Pak Darmawan,\n\nlaporan Bapak kami catat.".to_owned(),
        explanation: Some(html("<p>Nomor dan tanggal harus ada.</p>")),
        rubric: vec![
            ("Kejelasan".to_owned(), 4, html("Warga paham tanpa bertanya lagi.")),
            ("Nada".to_owned(), 3, html("<strong>Hormat</strong>, tanpa bahasa kantor.")),
        ],
    }
}

#[test]
fn answers_wait() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |frame| unmarked(frame, &waiting())));
}

#[test]
fn nothing_waits() {
    insta::assert_snapshot!(main_of(&frame(Lang::En), |frame| unmarked(frame, &[])));
}

#[test]
fn an_answer_to_mark() {
    let form = MarkForm::default();
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |frame| mark(frame, &view(), &form, &[])));
}

#[test]
fn what_was_wrong_is_said_and_kept() {
    let form = MarkForm { points: vec!["5".to_owned(), "tiga".to_owned()], comment: "Bagus".to_owned() };
    let errors = [
        FieldError { field: "points.0".to_owned(), problem: Problem::OutOfRange { low: 0, high: 4 } },
        FieldError { field: "points.1".to_owned(), problem: Problem::NotANumber },
        FieldError { field: "comment".to_owned(), problem: Problem::TooLong { most: 2000 } },
    ];
    insta::assert_snapshot!(main_of(&frame(Lang::En), |frame| mark(frame, &view(), &form, &errors)));
}

#[test]
fn what_was_typed_stays_text() {
    let mut list = waiting();
    list[0].course_title = EVIL.to_owned();
    assert_escaped(&frame(Lang::Id), |frame| unmarked(frame, &list));
    let mut view = view();
    view.answer = EVIL.to_owned();
    view.course_title = EVIL.to_owned();
    view.rubric[0].0 = EVIL.to_owned();
    let form = MarkForm { points: vec![EVIL.to_owned(), EVIL.to_owned()], comment: EVIL.to_owned() };
    let errors = [FieldError { field: "points.0".to_owned(), problem: Problem::NotANumber }];
    let page = assert_escaped(&frame(Lang::Id), |frame| mark(frame, &view, &form, &errors));
    assert_eq!(page.matches("</textarea>").count(), 1, "the text cannot end its field");
}
