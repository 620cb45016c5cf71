//! The learning hours of a year.

use app::lang::Lang;
use app::pages::hours_ledger;
use domain::status::Status;
use domain::time::Timestamp;
use services::{AnnualCap, HourRow, HoursView, LedgerView, MonthView};

use crate::profile::{cut, hour, id, text};
use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn view(title: &str) -> LedgerView {
    let outside = HourRow {
        training: Some((id(7), text("Bimbingan", "Coaching"))),
        cuts: vec![cut()],
        ..hour(NOW.plus_days(-20), title, 6, 4)
    };
    let rows = vec![hour(NOW.plus_days(-60), title, 3, 3), outside];
    let month =
        |month, course, outside, cut, rows: &[HourRow]| MonthView { month, course, outside, cut, rows: rows.to_vec() };
    LedgerView {
        months: vec![month(9, 3, 0, 0, &rows[..1]), month(10, 0, 0, 0, &[]), month(11, 0, 4, 2, &rows[1..])],
        hours: HoursView {
            year: 2026,
            counted: 7,
            duty: 15,
            full_duty: 20,
            missing: 8,
            forecast: 8,
            source: title.into(),
            rows,
        },
        now: NOW,
        years: vec![2026, 2025],
        annual_cap: Some(AnnualCap { jp: 24, source: title.into(), is_checked: false }),
        waiting: 5,
        begun: 3,
        forecast: 15,
        pace: 8,
        statuses: vec![(Status::Leave, NOW.plus_days(-200), Some(NOW.plus_days(-110)))],
        is_current: true,
    }
}

#[test]
fn a_year_in_both_languages() {
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |f| hours_ledger(f, &view("Bimbingan karier"))));
    }
}

#[test]
fn a_year_that_is_over_has_no_forecast() {
    let past = LedgerView { is_current: false, ..view("Bimbingan") };
    let html = main_of(&frame(Lang::Id), |f| hours_ledger(f, &past));
    assert!(!html.contains("Perkiraan 31 Desember") && html.contains("ditutup dengan kekurangan 8 JP"));
}

#[test]
fn the_first_day_of_a_year() {
    let mut first = view("x");
    first.hours.rows.clear();
    first.hours.counted = 0;
    let html = main_of(&frame(Lang::En), |f| hours_ledger(f, &first));
    assert!(html.contains("No learning hours yet") && html.contains("/katalog"));
}

#[test]
fn what_people_type_is_text() {
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&frame(lang), |f| hours_ledger(f, &view(EVIL)));
    }
}
