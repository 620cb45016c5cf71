//! My data.

use app::lang::Lang;
use app::pages::{my_data, my_data_words};
use domain::time::Timestamp;
use services::{FieldError, LookView, MyDataView, Period, PostView, Problem, RequestForm, RequestView, StoredRow};

use crate::profile::{id, text};
use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn view(name: &str) -> MyDataView {
    let period = |days, source: &str| Period {
        id: source.to_owned(),
        title: text("Perangkat", "Devices"),
        days,
        after: text("setelah sesi berakhir", "after the session has ended"),
        source: source.into(),
        status: if days.is_some() { "seen" } else { "to-check" }.to_owned(),
    };
    let row = |table, rows, period| StoredRow { table, rows, period };
    MyDataView {
        name: name.to_owned(),
        kind: "pppk".to_owned(),
        numbers: vec![("ni-pppk".to_owned(), "•••••••••••••••001".to_owned())],
        posts: vec![PostView {
            unit: name.to_owned(),
            position: text("Perawat", "Nurse"),
            basis: "definitive".into(),
            until: None,
        }],
        stored: vec![
            row("session", 1, Some(period(Some(1000), "Agency policy"))),
            row("evidence", 46, Some(period(None, "PermenPANRB 6/2022"))),
            row("certificate", 0, None),
        ],
        looks: vec![LookView {
            at: NOW,
            name: name.to_owned(),
            capacity: "manager".to_owned(),
            action: "evidence-viewed".to_owned(),
        }],
        requests: vec![RequestView {
            id: id(1),
            person: id(2),
            name: name.to_owned(),
            kind: "correction".to_owned(),
            text: name.to_owned(),
            created_at: NOW,
            answer: Some((name.to_owned(), NOW)),
        }],
    }
}

#[test]
fn everything_that_is_stored() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| my_data(f, &view("Rina"), &RequestForm::default(), &[])));
}

#[test]
fn what_was_wrong_is_said_and_kept() {
    let form = RequestForm { kind: "erasure".into(), text: "Hapus.".into(), understood: false };
    let errors = [FieldError { field: "understood".into(), problem: Problem::Missing }];
    let first = MyDataView { looks: Vec::new(), requests: Vec::new(), ..view("Rina") };
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| my_data(f, &first, &form, &errors)));
}

#[test]
fn every_table_about_persons_has_words() {
    for table in services::personal_tables() {
        for lang in [Lang::Id, Lang::En] {
            assert!(my_data_words(lang, table).is_some(), "add {table} to pages/my_data/words.rs");
        }
    }
}

#[test]
fn what_people_type_is_text() {
    let form = RequestForm { kind: EVIL.into(), text: EVIL.into(), understood: true };
    assert_escaped(&frame(Lang::Id), |f| my_data(f, &view(EVIL), &form, &[]));
}
