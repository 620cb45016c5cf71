//! What other systems are told: the page, and the dry run.

use app::lang::Lang;
use app::pages::{sync, sync_compare};
use domain::course_history::Difference;
use domain::delivery::{DeliveryState, Destination, Reason};
use domain::time::Timestamp;
use services::{
    CompareResult, CompareRow, CompareView, DeliveryRow, DestinationProblem, DestinationView, FieldError, Problem,
    RefusalRow, SwitchedUnit, SyncQuery, SyncView, UnitOption, What,
};

use crate::profile::{id, text};
use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn row(name: &str, what: What, state: DeliveryState, reason: Option<Reason>) -> DeliveryRow {
    let given_up = matches!(state, DeliveryState::Refused | DeliveryState::Dead);
    DeliveryRow {
        id: id(7),
        to: Destination::Siasn,
        person: id(2),
        name: name.to_owned(),
        what,
        at: NOW,
        state,
        tries: 2,
        next_at: NOW.plus_minutes(8),
        reason,
        detail: if given_up { format!("kata {name}") } else { String::new() },
        done_at: given_up.then_some(NOW),
    }
}

fn unit(name: &str, depth: usize) -> UnitOption {
    UnitOption { id: format!("u{depth}"), name: name.to_owned(), depth }
}

fn view(name: &str, may_change: bool) -> SyncView {
    let destination = |id, problem| DestinationView {
        id,
        configured: id == Destination::Siasn,
        since: NOW.plus_days(-300),
        held: 1200,
        waiting: 3,
        sent: 15_310,
        refused: 2,
        problem,
    };
    let problem = DestinationProblem {
        reason: Some(Reason::WebPage),
        detail: format!("HTTP 200: {name}"),
        since: NOW,
        until: NOW.plus_minutes(4),
    };
    let course = || What::Course(name.to_owned());
    SyncView {
        destinations: vec![destination(Destination::Siasn, Some(problem)), destination(Destination::Webhook, None)],
        refusals: vec![RefusalRow {
            to: Destination::Siasn,
            reason: Some(Reason::NotTaken),
            code: "not-taken".into(),
            detail: format!("kata {name}"),
            count: 2,
        }],
        query: SyncQuery { to: Some(Destination::Siasn), state: None },
        rows: vec![
            row(name, course(), DeliveryState::Refused, Some(Reason::NotTaken)),
            row(name, What::Competency(text(name, name), Some(2)), DeliveryState::Waiting, Some(Reason::TookTooLong)),
            row(name, What::Competency(text(name, name), None), DeliveryState::Held, None),
            row(name, course(), DeliveryState::Sent, Some(Reason::WasThere)),
        ],
        total: 60,
        page: 2,
        pages: 3,
        switched: vec![SwitchedUnit { id: id(4), name: name.to_owned(), since: NOW, by: name.to_owned() }],
        units: vec![unit("Kota Palembang", 0), unit(name, 1)],
        may_change,
    }
}

fn compared(name: &str) -> CompareView {
    let row = |result| CompareRow {
        delivery: row(name, What::Course("Mengenali phishing".into()), DeliveryState::Held, None),
        result,
    };
    CompareView {
        to: Destination::Siasn,
        unit: Some(unit(name, 1)),
        units: vec![unit("Kota Palembang", 0), unit(name, 1)],
        rows: vec![
            row(CompareResult::New),
            row(CompareResult::There(Vec::new())),
            row(CompareResult::There(vec![Difference::Hours, Difference::Dates])),
            row(CompareResult::Failed(Reason::NoNumber, String::new())),
            row(CompareResult::NotCompared),
        ],
        page: 1,
        more: true,
    }
}

#[test]
fn what_waits_what_was_refused_and_what_is_on() {
    let errors = [FieldError { field: "unit".into(), problem: Problem::NotAChoice }];
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| sync(f, &view("Rina Astuti", true), &[])));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| sync(f, &view("Rina Astuti", true), &errors)));
}

#[test]
fn an_auditor_finds_nothing_to_press() {
    let html = main_of(&frame(Lang::Id), |f| sync(f, &view("Rina", false), &[]));
    assert!(!html.contains("method=\"post\"") && !html.contains("/uji") && html.contains("15.310"), "{html}");
}

#[test]
fn without_a_destination_it_says_how_to_begin() {
    let empty = SyncView {
        destinations: Vec::new(),
        refusals: Vec::new(),
        rows: Vec::new(),
        switched: Vec::new(),
        pages: 1,
        page: 1,
        ..view("x", true)
    };
    for (lang, words) in [(Lang::Id, "Belum ada sistem tujuan"), (Lang::En, "No other systems yet")] {
        assert!(main_of(&frame(lang), |f| sync(f, &empty, &[])).contains(words));
    }
}

#[test]
fn a_dry_run_says_what_would_happen() {
    let configured = [Destination::Siasn];
    let errors = [FieldError { field: "unit".into(), problem: Problem::NotAChoice }];
    let view = compared("Dinas Kesehatan");
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| sync_compare(f, &view, &configured, &[])));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| sync_compare(f, &view, &[], &errors)));
}

#[test]
fn nothing_that_was_typed_becomes_markup() {
    assert_escaped(&frame(Lang::Id), |f| sync(f, &view(EVIL, true), &[]));
    assert_escaped(&frame(Lang::En), |f| sync_compare(f, &compared(EVIL), &[], &[]));
}
