//! Error pages.

use app::lang::Lang;
use app::pages::{ErrorPage, error_page};

use crate::support::{EVIL, assert_escaped, frame, main_of};

fn error(status: u16) -> ErrorPage {
    ErrorPage { status, request_id: "01JDF7Q9X2M4".to_owned() }
}

#[test]
fn what_is_not_there_and_what_broke() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| error_page(f, &error(404))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| error_page(f, &error(500))));
}

#[test]
fn every_status_says_what_to_do() {
    for status in [400, 403, 405, 413, 422, 429, 503] {
        for lang in [Lang::Id, Lang::En] {
            assert!(main_of(&frame(lang), |f| error_page(f, &error(status))).contains("class=\"lede\""));
        }
    }
}

#[test]
fn addresses_and_numbers_are_text() {
    let mut frame = frame(Lang::Id);
    frame.path = format!("/{EVIL}");
    assert_escaped(&frame, |f| error_page(f, &ErrorPage { status: 500, request_id: EVIL.to_owned() }));
}
