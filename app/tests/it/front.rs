//! The public front page.

use app::lang::Lang;
use app::pages::{FrontView, front};

use crate::home::card_saying;
use crate::support::{EVIL, assert_escaped, frame, main_of};

#[test]
fn for_somebody_who_is_not_signed_in() {
    let mut frame = frame(Lang::Id);
    frame.viewer = None;
    let view = FrontView { courses: vec![card_saying("")] };
    insta::assert_snapshot!(main_of(&frame, |f| front(f, &view)));
    frame.lang = Lang::En;
    insta::assert_snapshot!(main_of(&frame, |f| front(f, &FrontView::default())));
}

#[test]
fn for_somebody_who_is() {
    let html = main_of(&frame(Lang::Id), |f| front(f, &FrontView::default()));
    assert!(html.contains("href=\"/beranda\"") && !html.contains("href=\"/masuk\""));
}

#[test]
fn titles_are_text() {
    assert_escaped(&frame(Lang::Id), |f| front(f, &FrontView { courses: vec![card_saying(EVIL)] }));
}
