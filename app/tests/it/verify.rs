//! The public verification of certificates.

use app::lang::Lang;
use app::pages::{verify, verify_form};
use services::Verification;

use crate::certificate::{hostile, view};
use crate::support::{EVIL, ISSUER, assert_escaped, frame, main_of};

#[test]
fn a_genuine_number() {
    let asked = Verification { number: "amp-2026-7k4q-m2xd".into(), certificate: Some(view()) };
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| verify(f, &asked, ISSUER)));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| verify(f, &asked, ISSUER)));
}

#[test]
fn an_unknown_number_can_be_corrected() {
    let asked = Verification { number: "AMP-2026-7K4Q-M2XO".into(), certificate: None };
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| verify(f, &asked, ISSUER)));
}

#[test]
fn the_form() {
    insta::assert_snapshot!(main_of(&frame(Lang::En), verify_form));
}

#[test]
fn what_people_type_is_escaped() {
    for lang in [Lang::Id, Lang::En] {
        let frame = frame(lang);
        assert_escaped(&frame, |f| verify(f, &Verification { number: EVIL.into(), certificate: None }, ISSUER));
        assert_escaped(&frame, |f| {
            verify(f, &Verification { number: EVIL.into(), certificate: Some(hostile()) }, EVIL)
        });
    }
}
