//! What administrators look after: roles, service clients, requests about data.

use app::lang::Lang;
use app::pages::{clients, request, requests, roles};
use domain::id::PersonId;
use domain::time::Timestamp;
use services::{
    ClientForm, ClientRow, ClientsView, ErasedRow, ErasurePlan, FieldError, GrantForm, GrantRow, NewClient, Period,
    PersonChoice, Problem, RequestView, RequestsView, RolesView,
};
use uuid::Uuid;

use crate::profile::{id, text};
use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn grant(name: &str, role: &str, course: Option<&str>) -> GrantRow {
    GrantRow {
        id: id(1),
        person: id(2),
        name: name.to_owned(),
        role: role.to_owned(),
        course: course.map(ToOwned::to_owned),
        since: NOW,
        until: course.map(|_| "2027-01-31".parse().unwrap()),
        granted_by: course.map(|_| "Dewi Anggraini".to_owned()),
    }
}

fn roles_view(name: &str, may_change: bool) -> RolesView {
    RolesView {
        grants: vec![grant(name, "trainer", Some("Mengenali phishing")), grant("Hendra Gunawan", "auditor", None)],
        query: name.to_owned(),
        found: vec![PersonChoice { id: id(3), name: name.to_owned(), unit: Some("Inspektorat".to_owned()) }],
        courses: vec![("mengenali-phishing".to_owned(), "Mengenali phishing".to_owned())],
        may_change,
    }
}

#[test]
fn roles_to_grant_and_to_end() {
    let form = GrantForm { role: "auditor".into(), until: "2020-01-01".into(), ..GrantForm::default() };
    let errors = [
        FieldError { field: "person".into(), problem: Problem::Missing },
        FieldError { field: "until".into(), problem: Problem::NotADay },
    ];
    let view = roles_view("Budi Santoso", true);
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| roles(f, &view, &GrantForm::default(), &[])));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| roles(f, &view, &form, &errors)));
}

#[test]
fn an_auditor_sees_roles_and_no_form() {
    let html = main_of(&frame(Lang::Id), |f| roles(f, &roles_view("Budi", false), &GrantForm::default(), &[]));
    assert!(!html.contains("<form") && html.contains("Hendra Gunawan"), "{html}");
}

fn clients_view(name: &str) -> ClientsView {
    let client = |revoked_at| ClientRow {
        id: id(1),
        name: name.to_owned(),
        scopes: vec!["courses:read".to_owned(), "numbers:read".to_owned()],
        created_at: NOW,
        revoked_at,
        last_used_at: Some(NOW),
    };
    ClientsView { clients: vec![client(None), client(Some(NOW))], may_change: true }
}

#[test]
fn clients_and_a_new_secret() {
    let new = NewClient { name: "e-Kinerja".into(), secret: "ampera_rahasia".into() };
    let view = clients_view("e-Kinerja");
    let form = ClientForm { name: "e-Kinerja".into(), scopes: vec!["courses:read".into()] };
    let errors = [FieldError { field: "name".into(), problem: Problem::Taken }];
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| clients(f, &view, &ClientForm::default(), &[], Some(&new))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| clients(f, &view, &form, &errors, None)));
}

fn asked(text: &str, kind: &str) -> RequestView {
    RequestView {
        id: id(1),
        person: PersonId(Uuid::from_u128(2)),
        name: text.to_owned(),
        kind: kind.to_owned(),
        text: text.to_owned(),
        created_at: NOW,
        answer: (kind == "correction").then(|| (text.to_owned(), NOW)),
    }
}

#[test]
fn requests_open_and_answered() {
    let view = RequestsView {
        open: vec![asked("Rina Astuti", "erasure")],
        answered: vec![asked("Sari Dewi", "correction")],
        may_change: true,
    };
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| requests(f, &view)));
    let empty = RequestsView { open: Vec::new(), answered: Vec::new(), may_change: false };
    let html = main_of(&frame(Lang::En), |f| requests(f, &empty));
    assert!(html.contains("Nothing is waiting"), "{html}");
}

fn plan(name: &str) -> ErasurePlan {
    let period = Period {
        id: "certificates".into(),
        title: text("Sertifikat", "Certificates"),
        days: None,
        after: text("siapa pun yang memegang nomornya dapat memeriksanya", "whoever holds the number may check it"),
        source: "UU 43/2009".into(),
        status: "to-check".into(),
    };
    let row = |table, rows| ErasedRow { table, rows };
    ErasurePlan {
        request: id(1),
        person: id(2),
        name: name.to_owned(),
        holds_post: false,
        is_admin: false,
        goes: vec![row("session", 3), row("account", 1)],
        blanked: vec![row("answer", 1200)],
        stays: vec![(row("certificate", 2), Some(period))],
    }
}

#[test]
fn what_erasing_would_do() {
    let view = asked("Arif Rahman", "erasure");
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| request(f, &view, Some(&plan("Arif")), true, "", &[])));
    let employed = ErasurePlan { holds_post: true, ..plan("Arif") };
    let errors = [FieldError { field: "answer".into(), problem: Problem::Missing }];
    let html = main_of(&frame(Lang::En), |f| request(f, &view, Some(&employed), true, "typed", &errors));
    assert!(!html.contains("/hapus\"") && html.contains("still holds a post") && html.contains("typed"), "{html}");
}

#[test]
fn what_people_type_is_text() {
    let f = frame(Lang::Id);
    let form = GrantForm { person: EVIL.into(), role: EVIL.into(), course: EVIL.into(), until: EVIL.into() };
    assert_escaped(&f, |f| roles(f, &roles_view(EVIL, true), &form, &[]));
    let form = ClientForm { name: EVIL.into(), scopes: vec![EVIL.into()] };
    assert_escaped(&f, |f| clients(f, &clients_view(EVIL), &form, &[], None));
    assert_escaped(&f, |f| request(f, &asked(EVIL, "erasure"), Some(&plan(EVIL)), true, EVIL, &[]));
    assert_escaped(&f, |f| request(f, &asked(EVIL, "correction"), None, true, "", &[]));
}
