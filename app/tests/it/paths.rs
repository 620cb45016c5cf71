//! Learning paths: the list, and one path from its first day to its end.

use app::lang::Lang;
use app::pages::{path, paths};
use domain::score::PerMille;
use services::catalogue::CourseCard;
use services::{NextStep, PathCard, PathStep, PathView};

use crate::course::text;
use crate::home::card_saying;
use crate::support::{EVIL, assert_escaped, frame, main_of};

pub fn path_saying(words: &str, done: usize) -> PathCard {
    PathCard {
        path: "baru-di-loket".to_owned(),
        title: text(&format!("Baru di loket{words}"), &format!("New at the counter{words}")),
        summary: text(&format!("Berani berdiri sendiri.{words}"), &format!("Stand on your own.{words}")),
        courses: 2,
        done,
        jp: 6,
        begun: done > 0,
    }
}

fn step_saying(words: &str, course: CourseCard, optional: bool) -> PathStep {
    PathStep { course, why: text(&format!("Dasar yang lain.{words}"), &format!("The base.{words}")), optional }
}

/// The first course complete, the second begun, the third optional.
fn view_saying(words: &str) -> PathView {
    let completed = CourseCard { completed: true, progress: Some(PerMille::FULL), ..card_saying(words) };
    let begun = CourseCard { progress: Some(PerMille::new(404)), cover: None, ..card_saying(words) };
    PathView {
        card: path_saying(words, 1),
        audience: text(&format!("Petugas baru.{words}"), &format!("New staff.{words}")),
        steps: vec![
            step_saying(words, completed, false),
            step_saying(words, begun, false),
            step_saying(words, card_saying(words), true),
        ],
        optional_jp: 3,
        next: Some(NextStep { step: 1, item: Some(("alamat".to_owned(), format!("Alamat pengirim{words}"))) }),
    }
}

#[test]
fn in_the_middle() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| path(f, &view_saying(""))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| path(f, &view_saying(""))));
}

#[test]
fn before_the_first_step() {
    let mut view = view_saying("");
    view.card = path_saying("", 0);
    view.next = Some(NextStep { step: 0, item: None });
    let mut frame = frame(Lang::En);
    let html = main_of(&frame, |f| path(f, &view));
    assert!(html.contains("Begin with step 1") && html.contains("Open this course"), "{html}");
    frame.viewer = None;
    let html = main_of(&frame, |f| path(f, &view));
    assert!(html.contains("/masuk?next=/jalur/baru-di-loket"), "{html}");
}

#[test]
fn after_the_last() {
    let mut view = view_saying("");
    view.card = path_saying("", 2);
    let html = main_of(&frame(Lang::En), |f| path(f, &view));
    assert!(html.contains("All that is required is done."), "{html}");
    view.next = None;
    let html = main_of(&frame(Lang::En), |f| path(f, &view));
    assert!(html.contains("You completed every course of this path."), "{html}");
}

#[test]
fn all_paths() {
    let all = [path_saying("", 0), path_saying("", 1), path_saying("", 2)];
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| paths(f, &all)));
    assert!(main_of(&frame(Lang::En), |f| paths(f, &[])).contains("No path yet"));
}

#[test]
fn what_authors_write_is_text() {
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&frame(lang), |f| path(f, &view_saying(EVIL)));
        assert_escaped(&frame(lang), |f| paths(f, &[path_saying(EVIL, 1)]));
    }
}
