//! The certificate and its public verification.

use app::lang::Lang;
use app::pages::certificate::certificate;
use app::pages::verify::{verify, verify_form};
use services::{CertificateView, Verification};

use crate::profile::{NOVEMBER, level};
use crate::support::{HOSTILE, assert_escaped, body, frame, text};

fn view() -> CertificateView {
    CertificateView {
        number: "AMP-2026-7K4Q-M2XD".into(),
        name: "Rina Astuti".into(),
        course: "menangani-pengaduan-warga".into(),
        course_title: "Menangani pengaduan warga".into(),
        course_version: "1.0".into(),
        jp: 3,
        competencies: vec![(text("Penanganan pengaduan", "Handling complaints"), level(2))],
        issued_at: NOVEMBER,
    }
}

fn hostile() -> CertificateView {
    CertificateView {
        number: HOSTILE.into(),
        name: HOSTILE.into(),
        course: HOSTILE.into(),
        course_title: HOSTILE.into(),
        course_version: HOSTILE.into(),
        jp: 3,
        competencies: vec![(text(HOSTILE, HOSTILE), level(2))],
        issued_at: NOVEMBER,
    }
}

#[test]
fn a_certificate() {
    insta::assert_snapshot!(body(certificate(&frame(Lang::Id), &view())));
    insta::assert_snapshot!(body(certificate(&frame(Lang::En), &view())));
}

#[test]
fn the_code_leads_to_the_verification() {
    let html = body(certificate(&frame(Lang::Id), &view()));
    assert!(html.contains("/verifikasi/AMP-2026-7K4Q-M2XD\""));
    assert!(html.contains("certificate-code"));
}

#[test]
fn a_genuine_number() {
    let asked = Verification { number: "amp-2026-7k4q-m2xd".into(), certificate: Some(view()) };
    insta::assert_snapshot!(body(verify(&frame(Lang::Id), &asked)));
    insta::assert_snapshot!(body(verify(&frame(Lang::En), &asked)));
}

#[test]
fn an_unknown_number_can_be_corrected() {
    let asked = Verification { number: "AMP-2026-7K4Q-M2XO".into(), certificate: None };
    insta::assert_snapshot!(body(verify(&frame(Lang::Id), &asked)));
}

#[test]
fn the_form() {
    insta::assert_snapshot!(body(verify_form(&frame(Lang::En))));
}

#[test]
fn what_people_type_is_escaped() {
    for lang in [Lang::Id, Lang::En] {
        let frame = frame(lang);
        assert_escaped(&body(certificate(&frame, &hostile())));
        assert_escaped(&body(verify(&frame, &Verification { number: HOSTILE.into(), certificate: None })));
        assert_escaped(&body(verify(&frame, &Verification { number: HOSTILE.into(), certificate: Some(hostile()) })));
    }
}
