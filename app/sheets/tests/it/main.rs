//! Sheets, typeset and read back.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a helper of a test fails like the test")]

mod certificate;
mod evidence;
mod read;
mod transcript;

use domain::competency::{ScalePlace, Standing};
use sheets::{Competency, Content, Seal, Sheet};

/// What people type to break something: markup of every kind, and what belongs to none.
const HOSTILE: &str = "O'Neil \"Q\" #let x = 1 \\ $a^2$ *b* _c_ `d` <e> [f] @g ~h // i /* j */ {k} %m & <script>";

fn sheet(lang: &'static str, content: Content) -> Sheet {
    Sheet {
        lang,
        issuer: "BKPSDM Kota Palembang".into(),
        content,
        seal: Seal {
            code: "LBR-7KQ2-M9XW-4D3H".into(),
            address: "https://ampera.example/verifikasi/LBR-7KQ2-M9XW-4D3H?sidik=0123456789abcdef".into(),
            shown: "ampera.example/verifikasi/LBR-7KQ2-M9XW-4D3H".into(),
            fingerprint: Some("0123 4567 89ab cdef".into()),
            issued_on: "2026-11-29".parse().unwrap(),
        },
    }
}

fn competencies() -> Vec<Competency> {
    let one = |title: &str, standing, place| Competency {
        title: title.into(),
        required: Some(2),
        required_place: Some(1960),
        place,
        standing,
        answers: 14,
    };
    let place = Some(ScalePlace { at: 1820, low: 1100, high: 2400 });
    vec![
        one("Penanganan pengaduan", Some(Standing::Short { by: 1 }), place),
        one("Pelayanan publik", Some(Standing::Met), place),
        one("Pelindungan data", Some(Standing::NotEnoughEvidence), None),
        Competency { required: None, required_place: None, ..one("Literasi digital", None, place) },
    ]
}
