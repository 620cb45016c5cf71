//! The page of a lesson.

use app::lang::Lang;
use app::pages::lesson;
use services::lesson::LessonView;

use crate::course::{course_saying, outline_saying, security};
use crate::support::{EVIL, assert_escaped, document_of, frame, main_of};

fn view_saying(words: &str) -> LessonView {
    LessonView {
        course: course_saying(words),
        item: 0,
        competency: Some(security()),
        outline: outline_saying(words, 0, None),
        place: 0,
        read: false,
        previous: None,
        next: Some(("kuis-alamat".to_owned(), format!("Kuis: alamat pengirim{words}"))),
    }
}

#[test]
fn a_lesson_to_read() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| lesson(f, &view_saying(""))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| lesson(f, &view_saying(""))));
}

#[test]
fn a_lesson_that_was_read_is_not_marked_again() {
    let view = LessonView { outline: outline_saying("", 2, None), read: true, ..view_saying("") };
    let html = main_of(&frame(Lang::Id), |f| lesson(f, &view));
    assert!(!html.contains("<form"), "{html}");
    assert!(html.contains("Anda sudah membaca pelajaran ini"));
}

#[test]
fn no_script_is_on_it() {
    let html = document_of(&frame(Lang::Id), |f| lesson(f, &view_saying("")));
    assert!(!html.contains("<script") && !html.contains(".wasm") && !html.contains("modulepreload"), "{html}");
}

#[test]
fn what_authors_write_is_text() {
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&frame(lang), |f| lesson(f, &view_saying(EVIL)));
    }
}
