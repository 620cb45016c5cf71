//! The sheets of a unit, and whether a printed sheet is genuine.

use app::lang::Lang;
use app::pages::{sheet_batch, unit_sheets, verify_sheet};
use domain::evaluation_cycle::{CycleKind, CycleState};
use domain::time::Timestamp;
use services::{BatchRow, BatchView, CycleHead, SheetKind, SheetVerification, UnitSheetsView, VerifiedSheet};

use crate::profile::id;
use crate::support::{EVIL, ISSUER, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn cycle(name: &str) -> CycleHead {
    CycleHead {
        id: id(9),
        name: name.into(),
        kind: CycleKind::Quarter,
        state: CycleState::Closed,
        period: ("2026-07-01".parse().unwrap(), "2026-09-30".parse().unwrap()),
        window: ("2026-11-04".parse().unwrap(), "2026-12-14".parse().unwrap()),
        objection_days: 14,
    }
}

fn row(text: &str) -> BatchRow {
    BatchRow {
        id: id(7),
        unit: text.into(),
        asker: text.into(),
        asked_at: NOW,
        people: 12,
        made: 4,
        failed: 1,
        finished_at: None,
        kept_until: Some(NOW.plus_days(30)),
    }
}

fn unit(text: &str) -> UnitSheetsView {
    UnitSheetsView {
        cycles: vec![(id(9), text.into()), (id(8), "Triwulan II 2026".into())],
        cycle: Some(cycle(text)),
        unit: (id(1), text.into()),
        above: vec![(id(2), text.into())],
        below: vec![(id(3), text.into())],
        people: 12,
        may_order: true,
        batches: vec![row(text)],
    }
}

fn batch(text: &str) -> BatchView {
    BatchView { row: row(text), cycle: cycle(text), failed: vec![(id(4), text.into())] }
}

fn verified(is_same: Option<bool>, replaced_at: Option<Timestamp>) -> SheetVerification {
    SheetVerification {
        number: "LBR-7KQ2-M9XW-4D3H".into(),
        sheet: Some(VerifiedSheet {
            kind: SheetKind::Evidence,
            issued_at: NOW,
            initials: "R. A.".into(),
            fingerprint: "0123 4567 89ab cdef".into(),
            is_same,
            replaced_at,
        }),
    }
}

#[test]
fn the_sheets_of_a_unit() {
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |f| unit_sheets(f, &unit("Kelurahan 26 Ilir"))));
    }
}

#[test]
fn nothing_to_make_is_said_with_what_to_do() {
    let none = UnitSheetsView { cycles: Vec::new(), cycle: None, batches: Vec::new(), ..unit("Kota") };
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| unit_sheets(f, &none)));
    let empty = UnitSheetsView { people: 0, above: Vec::new(), below: Vec::new(), ..unit("Kota") };
    assert!(main_of(&frame(Lang::Id), |f| unit_sheets(f, &empty)).contains("Tidak ada hasil yang dibagikan"));
    let many = UnitSheetsView { people: 19_527, ..unit("Kota") };
    let many = main_of(&frame(Lang::En), |f| unit_sheets(f, &many));
    assert!(many.contains("Choose a unit below it") && !many.contains("<form method=\"post\""), "{many}");
    let reads = UnitSheetsView { may_order: false, ..unit("Kota") };
    let reads = main_of(&frame(Lang::Id), |f| unit_sheets(f, &reads));
    assert!(reads.contains("Yang dapat memintanya") && !reads.contains("<form method=\"post\""), "{reads}");
    assert!(reads.contains("/lembar/"), "what others asked for: {reads}");
}

#[test]
fn how_far_they_are() {
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |f| sheet_batch(f, &batch("Kelurahan 26 Ilir"), true)));
    }
    let mut done = batch("Kelurahan 26 Ilir");
    done.row = BatchRow { made: 11, finished_at: Some(NOW), ..done.row };
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| sheet_batch(f, &done, false)));
    let none = BatchView { row: BatchRow { made: 0, failed: 12, ..done.row.clone() }, ..done };
    assert!(!main_of(&frame(Lang::Id), |f| sheet_batch(f, &none, false)).contains("unduh.zip"));
    assert!(main_of(&frame(Lang::Id), |f| sheet_batch(f, &batch("x"), false)).contains("Muat ulang sendiri"));
}

#[test]
fn a_printed_sheet() {
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |f| verify_sheet(f, &verified(Some(true), None), ISSUER)));
    }
    let wrong = main_of(&frame(Lang::Id), |f| verify_sheet(f, &verified(Some(false), Some(NOW)), ISSUER));
    assert!(wrong.contains("bukan yang kami terbitkan") && wrong.contains("lebih baru"), "{wrong}");
    let unknown = SheetVerification { number: "LBR-2222".into(), sheet: None };
    assert!(main_of(&frame(Lang::Id), |f| verify_sheet(f, &unknown, ISSUER)).contains("LBR-2222 tidak terdaftar"));
}

#[test]
fn what_people_type_is_escaped() {
    for lang in [Lang::Id, Lang::En] {
        let frame = frame(lang);
        assert_escaped(&frame, |f| unit_sheets(f, &unit(EVIL)));
        assert_escaped(&frame, |f| sheet_batch(f, &batch(EVIL), true));
        assert_escaped(&frame, |f| verify_sheet(f, &SheetVerification { number: EVIL.into(), sheet: None }, ISSUER));
        let mut found = verified(None, None);
        found.number = EVIL.into();
        assert_escaped(&frame, |f| verify_sheet(f, &found, EVIL));
    }
}
