use sheets::{Content, Evidence, FollowUp, JobMatch, Objection, Quote, Shared};

use crate::read::{read, squeezed};
use crate::{HOSTILE, competencies, sheet};

fn evidence() -> Evidence {
    Evidence {
        name: "Rina Astuti".into(),
        posts: vec!["Pengelola Layanan, Kelurahan 26 Ilir".into()],
        cycle: "Triwulan III 2026".into(),
        period: ("2026-07-01".parse().unwrap(), "2026-09-30".parse().unwrap()),
        state: "final",
        shared: Shared {
            on: Some("2026-11-20".parse().unwrap()),
            rater: Some("Yanti Oktavia".into()),
            result: "Sesuai ekspektasi".into(),
            behaviour: "Di atas ekspektasi".into(),
            predicate: "Baik".into(),
            source: "PermenPANRB 6/2022".into(),
            is_checked: false,
            comment: Some("Antrean berkurang.\nLaporan masih terlambat.".into()),
        },
        response: None,
        acknowledged_on: None,
        objection: Some(Objection {
            objection: Quote { on: Some("2026-11-22".parse().unwrap()), text: "Rekap selesai 2 Oktober.".into() },
            answer: Some(Quote { on: Some("2026-11-23".parse().unwrap()), text: "Benar; diubah.".into() }),
            changed: true,
        }),
        follow_up: Some(FollowUp { kind: "plan", note: "Lokakarya pengaduan.".into() }),
        settled_on: Some("2026-12-15".parse().unwrap()),
        competencies: competencies(),
        interval: 900,
        job_match: Some(JobMatch { value: 820, decided: 2, of: 3 }),
        frozen_on: Some("2026-11-20".parse().unwrap()),
        frozen_digest: Some("0123456789abcdef".repeat(4)),
        is_damaged: false,
    }
}

fn content(evidence: Evidence) -> Content {
    Content::Evidence(Box::new(evidence))
}

#[test]
fn both_sides_are_on_it_and_the_predicate_is_not_made_of_competencies() {
    let id = read("lembar-bukti", &sheet("id", content(evidence())));
    id.assert_accessible("id", "Lembar bukti kompetensi: Rina Astuti");
    id.assert_says(&[
        "Triwulan III 2026",
        "1 Juli 2026 – 30 September 2026",
        "tetap sejak 15 Desember 2026",
        "Sesuai ekspektasi",
        "Baik",
        "Yanti Oktavia pada 20 November 2026",
        "kompetensi tidak pernah menentukan predikat",
        "belum dibandingkan dengan naskah resminya",
        "1 kompetensi terpenuhi, 1 kurang, 1 belum cukup bukti.",
        "sidik 0123456789ab",
        "Antrean berkurang. Laporan masih terlambat.",
        "Keberatan pegawai pada 22 November 2026",
        "Rekap selesai 2 Oktober.",
        "penilaian diubah",
        "Lokakarya pengaduan.",
        "Tanda tangan",
        "LBR-7KQ2-M9XW-4D3H",
    ]);
    assert!(["H1", "H2", "Table", "TH", "TD", "Figure"].iter().all(|kind| id.has_element(kind)));
    let en = read("lembar-bukti", &sheet("en", content(evidence())));
    en.assert_says(&["they never set the predicate", "Objection of the person on 22 November 2026", "final since"]);
}

#[test]
fn what_nobody_said_is_said_to_be_missing() {
    let quiet = Evidence { state: "shared", objection: None, follow_up: None, settled_on: None, ..evidence() };
    let quiet = Evidence { shared: Shared { comment: None, ..quiet.shared.clone() }, ..quiet };
    let read_quiet = read("lembar-bukti-diam", &sheet("id", content(quiet.clone())));
    read_quiet.assert_says(&["Atasan tidak menulis catatan.", "belum menanggapi"]);
    let thanks = Evidence {
        state: "acknowledged",
        acknowledged_on: Some("2026-11-21".parse().unwrap()),
        response: Some("Terima kasih.".into()),
        ..quiet
    };
    let read_thanks = read("lembar-bukti-terima", &sheet("id", content(thanks)));
    read_thanks.assert_says(&["menyatakan telah menerima hasil ini pada 21 November 2026.", "Terima kasih."]);
    let waiting = Objection { answer: None, changed: false, ..evidence().objection.unwrap() };
    let waiting = Evidence { state: "objected", objection: Some(waiting), ..evidence() };
    read("lembar-bukti-keberatan", &sheet("id", content(waiting))).assert_says(&["Keberatan ini belum dijawab."]);
}

#[test]
fn damaged_evidence_is_not_shown() {
    let damaged = Evidence { is_damaged: true, competencies: Vec::new(), job_match: None, ..evidence() };
    let read = read("lembar-bukti-rusak", &sheet("id", content(damaged)));
    read.assert_says(&["tidak lagi sesuai dengan sidiknya"]);
}

#[test]
fn every_text_is_text_and_long_words_fit() {
    let long = format!("{HOSTILE}\n\n{}\n= Bukan judul\n- {}", "panjang".repeat(60), "Kata demi kata. ".repeat(120));
    let mut hostile = evidence();
    hostile.name = HOSTILE.into();
    hostile.cycle = HOSTILE.into();
    hostile.shared.comment = Some(long);
    hostile.shared.rater = Some(HOSTILE.into());
    hostile.shared.source = HOSTILE.into();
    hostile.follow_up = Some(FollowUp { kind: "award", note: HOSTILE.into() });
    let read = read("lembar-bukti-jahat", &sheet("id", content(hostile)));
    read.assert_says(&["= Bukan judul", "- Kata demi kata."]);
    assert!(squeezed(&read.text).matches(&squeezed(HOSTILE)).count() >= 6, "{}", read.text);
}
