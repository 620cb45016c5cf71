//! The certificate.

use app::lang::Lang;
use app::pages::certificate;

use services::CertificateView;

use crate::profile::{NOVEMBER, level, text};
use crate::support::{EVIL, ISSUER, assert_escaped, frame, main_of};

pub fn view() -> CertificateView {
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

pub fn hostile() -> CertificateView {
    CertificateView {
        number: EVIL.into(),
        name: EVIL.into(),
        course: EVIL.into(),
        course_title: EVIL.into(),
        course_version: EVIL.into(),
        jp: 3,
        competencies: vec![(text(EVIL, EVIL), level(2))],
        issued_at: NOVEMBER,
    }
}

#[test]
fn a_certificate() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| certificate(f, &view(), ISSUER)));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| certificate(f, &view(), ISSUER)));
}

#[test]
fn the_code_leads_to_the_verification() {
    let html = main_of(&frame(Lang::Id), |f| certificate(f, &view(), ISSUER));
    assert!(html.contains("/verifikasi/AMP-2026-7K4Q-M2XD\""));
    assert!(html.contains("certificate-code"));
}

#[test]
fn what_people_type_is_escaped() {
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&frame(lang), |f| certificate(f, &hostile(), EVIL));
    }
}
