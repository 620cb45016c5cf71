//! The pages of administrators: units, people, lists.

use app::lang::Lang;
use app::pages::{
    PersonAction, UnitAction, import_list, imports, new_person, new_unit, people, person_admin, unit, units,
};
use domain::assignment::Span;
use domain::id::{AssignmentId, PersonId, RecordId, UnitId};
use domain::status::Status;
use domain::time::Timestamp;
use services::import::{
    Column, ColumnChoice, Entry, ImportView, ImportsView, MappingProblem, Reason, Rejection, Report, RunRow, What,
};
use services::{
    AssignmentForm, AssignmentView, FieldError, NumberView, PeopleQuery, PeopleRow, PeopleView, PeriodView,
    PersonAdminView, PersonForm, PostView, Problem, StatusView, Text, UnitForm, UnitNode, UnitOption, UnitTreeView,
    UnitView,
};
use uuid::Uuid;

use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);
const FROM: Timestamp = Timestamp(1_709_226_000_000);
const END: Timestamp = Timestamp(1_798_736_400_000);

fn text(words: &str) -> Text {
    Text { id: words.to_owned(), en: words.to_owned() }
}

fn unit_id(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(number))
}

fn node(number: u128, name: &str, depth: usize) -> UnitNode {
    UnitNode { id: unit_id(number), name: name.to_owned(), kind: "rumah-sakit".into(), depth, people: 12 }
}

fn options(name: &str) -> Vec<UnitOption> {
    vec![UnitOption { id: unit_id(2).to_string(), name: name.to_owned(), depth: 1 }]
}

fn tree(name: &str) -> UnitTreeView {
    UnitTreeView {
        on: NOW.jakarta().date(),
        today: NOW.jakarta().date(),
        query: name.to_owned(),
        rows: vec![node(1, name, 0), node(2, "Kelurahan", 1)],
        units: 2,
    }
}

fn unit_view(name: &str) -> UnitView {
    UnitView {
        id: unit_id(1),
        name: name.to_owned(),
        kind: name.to_owned(),
        code: name.to_owned(),
        above: vec![(unit_id(9), name.to_owned())],
        below: vec![node(2, name, 2)],
        people: 1234,
        history: vec![
            PeriodView {
                name: name.into(),
                kind: "dinas".into(),
                parent: Some(name.into()),
                from: Some(FROM),
                to: None,
            },
            PeriodView { name: "Lama".into(), kind: "dinas".into(), parent: None, from: None, to: Some(FROM) },
        ],
        ended: None,
        today: NOW.jakarta().date(),
        others: options(name),
    }
}

fn post(words: &str, until: Option<Timestamp>) -> PostView {
    PostView { unit: words.to_owned(), position: text(words), basis: "plt".into(), until }
}

fn list(words: &str) -> PeopleView {
    PeopleView {
        query: PeopleQuery { name: words.to_owned(), ..PeopleQuery::default() },
        units: options(words),
        rows: vec![PeopleRow {
            id: PersonId(Uuid::from_u128(5)),
            name: words.to_owned(),
            kind: "pppk".into(),
            number: Some("··············1001".into()),
            status: Status::Study,
            posts: vec![post(words, Some(END))],
        }],
        people: 120,
        page: 2,
        pages: 3,
    }
}

fn person(words: &str) -> PersonAdminView {
    PersonAdminView {
        id: PersonId(Uuid::from_u128(5)),
        name: words.to_owned(),
        kind: "pppk".into(),
        status: Status::Active,
        numbers: vec![NumberView {
            kind: "ni-pppk".into(),
            number: "··············1001".into(),
            span: Span { from: FROM, to: None },
        }],
        statuses: vec![StatusView { status: Status::Leave, span: Span { from: FROM, to: Some(NOW) } }],
        assignments: vec![
            AssignmentView {
                id: AssignmentId(Uuid::from_u128(6)),
                unit: words.to_owned(),
                position: text(words),
                basis: "plh".into(),
                head: true,
                span: Span { from: FROM, to: Some(END) },
            },
            AssignmentView {
                id: AssignmentId(Uuid::from_u128(7)),
                unit: "Kelurahan".into(),
                position: text("Lurah"),
                basis: "definitive".into(),
                head: false,
                span: Span { from: Timestamp(0), to: Some(FROM) },
            },
        ],
        now: NOW,
        units: options(words),
        positions: vec![("lurah".into(), text(words))],
    }
}

fn report(words: &str) -> Report {
    let entry = |line, what| Entry { line, who: words.to_owned(), what };
    let held = || (text(words), words.to_owned());
    Report {
        rows: 21_708,
        added: 300,
        changed: 2,
        unchanged: 21_400,
        ended: 1,
        rejected: 2,
        added_entries: vec![entry(
            Some(2),
            vec![What::NewPerson, {
                let (position, unit) = held();
                What::NewPost { position, unit }
            }],
        )],
        changed_entries: vec![entry(Some(3), vec![What::Renamed { from: words.to_owned() }, What::NewNumber])],
        ended_entries: vec![entry(
            None,
            vec![{
                let (position, unit) = held();
                What::PostEnded { position, unit }
            }],
        )],
        rejections: vec![
            Rejection { line: 4, reason: Reason::NoSuchUnit(words.to_owned()) },
            Rejection { line: 5, reason: Reason::NumberRounded },
        ],
    }
}

fn upload(words: &str, report: Option<Report>) -> ImportView {
    ImportView {
        id: RecordId(Uuid::from_u128(8)),
        file_name: words.to_owned(),
        columns: vec![
            ColumnChoice {
                heading: words.to_owned(),
                samples: vec![words.to_owned(), "··············1001".into()],
                chosen: Some(Column::Number),
            },
            ColumnChoice { heading: "Gol.".into(), samples: Vec::new(), chosen: None },
        ],
        effective: NOW.jakarta().date(),
        whole: false,
        problems: if report.is_none() {
            vec![MappingProblem::NoPerson, MappingProblem::Twice(Column::Name)]
        } else {
            Vec::new()
        },
        report,
        expires_at: NOW.plus_minutes(60),
    }
}

fn error(field: &str, problem: Problem) -> Vec<FieldError> {
    vec![FieldError { field: field.to_owned(), problem }]
}

#[test]
fn units_and_one_of_them() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| units(f, &tree("Kota"))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| unit(f, &unit_view("Kecamatan"), None)));
}

#[test]
fn a_change_that_is_not_possible_keeps_what_was_typed() {
    let form = UnitForm { other: unit_id(2).to_string(), from: "2020-01-01".into(), ..UnitForm::default() };
    let errors = error("from", Problem::BeforeNewest { since: FROM });
    let view = unit_view("Kecamatan");
    let html = main_of(&frame(Lang::Id), |f| unit(f, &view, Some((UnitAction::Merge, &form, &errors))));
    assert!(html.contains("href=\"#gabung.from\"") && html.contains("value=\"2020-01-01\""), "{html}");
    assert!(html.contains("1 Maret 2024") && html.contains("aria-invalid=\"true\""), "{html}");
}

#[test]
fn a_unit_that_ended_cannot_be_changed() {
    let view = UnitView { ended: Some((END, Some((unit_id(3), "Kecamatan Baru".into())))), ..unit_view("Lama") };
    let html = main_of(&frame(Lang::Id), |f| unit(f, &view, None));
    assert!(html.contains("31 Desember 2026") && html.contains("Kecamatan Baru") && !html.contains("<form"), "{html}");
}

#[test]
fn people_and_one_of_them() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| people(f, &list("Rina"))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| person_admin(f, &person("Rina"), None)));
    let nobody = PeopleView { rows: Vec::new(), people: 0, page: 1, pages: 1, ..list("x") };
    assert!(main_of(&frame(Lang::Id), |f| people(f, &nobody)).contains("Tidak ada yang cocok"));
}

#[test]
fn a_list_before_it_is_applied() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| import_list(
        f,
        &upload("a.csv", Some(report("Rina"))),
        None,
        &[]
    )));
    let whole = ImportView { whole: true, ..upload("a.csv", Some(report("Rina"))) };
    let refused = main_of(&frame(Lang::En), |f| import_list(f, &whole, None, &[]));
    assert!(refused.contains("A whole list cannot be applied") && !refused.contains("/terapkan"), "{refused}");
    let unclear = main_of(&frame(Lang::En), |f| import_list(f, &upload("a.csv", None), None, &[]));
    assert!(unclear.contains("The columns do not say enough yet") && !unclear.contains("/terapkan"), "{unclear}");
    let same = Report { rows: 3, unchanged: 3, ..Report::default() };
    let nothing = main_of(&frame(Lang::Id), |f| import_list(f, &upload("a.csv", Some(same)), None, &[]));
    assert!(nothing.contains("tidak ada yang berubah") && !nothing.contains("/terapkan"), "{nothing}");
}

#[test]
fn what_people_type_is_escaped() {
    let f = frame(Lang::Id);
    assert_escaped(&f, |f| units(f, &tree(EVIL)));
    assert_escaped(&f, |f| unit(f, &unit_view(EVIL), None));
    let form =
        UnitForm { name: EVIL.into(), kind: EVIL.into(), code: EVIL.into(), other: EVIL.into(), from: EVIL.into() };
    let errors = error("name", Problem::TooLong { most: 200 });
    assert_escaped(&f, |f| new_unit(f, &options(EVIL), &form, &errors));
    let view = unit_view("x");
    assert_escaped(&f, |f| unit(f, &view, Some((UnitAction::Rename, &form, &errors))));
    assert_escaped(&f, |f| people(f, &list(EVIL)));
    assert_escaped(&f, |f| person_admin(f, &person(EVIL), None));
    let typed = PersonForm { name: EVIL.into(), kind: EVIL.into(), number: EVIL.into(), from: EVIL.into() };
    assert_escaped(&f, |f| new_person(f, &typed, &error("number", Problem::Taken)));
    let number = PersonAction::Number(typed);
    assert_escaped(&f, |f| person_admin(f, &person("x"), Some((&number, &error("number", Problem::Taken)))));
    let assign =
        PersonAction::Assign(AssignmentForm { from: EVIL.into(), to: EVIL.into(), ..AssignmentForm::default() });
    assert_escaped(&f, |f| person_admin(f, &person("x"), Some((&assign, &error("from", Problem::NotADate)))));
    let end = PersonAction::End(AssignmentId(Uuid::from_u128(6)), EVIL.into());
    assert_escaped(&f, |f| person_admin(f, &person("x"), Some((&end, &error("last", Problem::NotADate)))));
    assert_escaped(&f, |f| import_list(f, &upload(EVIL, Some(report(EVIL))), Some(EVIL), &[]));
    let run = RunRow {
        at: NOW,
        file_name: EVIL.into(),
        by: Some(EVIL.into()),
        added: 1,
        changed: 2,
        ended: 3,
        unchanged: 4,
        rejected: 5,
    };
    let view = ImportsView { waiting: Some((RecordId(Uuid::nil()), EVIL.into())), runs: vec![run] };
    assert_escaped(&f, |f| imports(f, &view, &error("file", Problem::Missing)));
}
