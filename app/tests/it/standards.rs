//! Standards of positions: the list, one of them, and what a change does.

use app::lang::Lang;
use app::pages::{standard, standard_draft, standards};
use content::model::Date;
use domain::level::Level;
use domain::time::Timestamp;
use services::{
    DecreeView, FieldError, Impact, Problem, StandardDraftView, StandardForm, StandardImport, StandardLevel,
    StandardProblem, StandardReason, StandardRow, StandardView, StandardsView, UnitImpact,
};
use uuid::Uuid;

use crate::profile::text;
use crate::support::{EVIL, assert_escaped, frame, main_of};

const DAY: Timestamp = Timestamp(1_795_000_000_000);

fn level(level: i64) -> Option<Level> {
    Some(Level::try_from(level).unwrap())
}

fn decree(source: &str, checked: bool) -> DecreeView {
    DecreeView { source: source.into(), checked, from: DAY }
}

fn list() -> StandardsView {
    let row = |position: &str, title, decree| StandardRow {
        position: position.into(),
        title,
        competencies: 12,
        since: Some(DAY),
        decree,
    };
    StandardsView {
        rows: vec![
            row("lurah", text("Lurah", "Head of kelurahan"), Some(decree("Kepwal 12/2026", false))),
            row("camat", text("Camat", "Head of kecamatan"), None),
        ],
        today: Date::constant(2026, 11, 24),
    }
}

fn position() -> StandardView {
    let row = |competency: &str, title, level| StandardLevel { competency: competency.into(), title, level };
    StandardView {
        position: "lurah".into(),
        title: text("Lurah", "Head of kelurahan"),
        rows: vec![
            row("layanan/loket", text("Pelayanan loket", "Counter service"), level(3)),
            row("digital/data", text("Data", "Data"), None),
        ],
        history: vec![decree("Kepwal 12/2026", true)],
        shipped_source: "Contoh standar Ampera".into(),
        today: Date::constant(2026, 11, 24),
    }
}

fn change() -> StandardDraftView {
    StandardDraftView {
        id: Uuid::from_u128(7).into(),
        from: DAY,
        source: "Kepwal 12/2026".into(),
        checked: false,
        changes: vec![(text("Lurah", "Head of kelurahan"), text("Data", "Data"), None, level(2))],
        impact: Impact {
            people: 40,
            changed: 7,
            missing: (12, 15),
            unknown: (30, 34),
            units: vec![UnitImpact {
                unit: "Kelurahan 26 Ilir".into(),
                changed: 7,
                names: vec!["Rina".into(), "Sari".into()],
            }],
            more_units: 2,
        },
        expires_at: DAY,
    }
}

#[test]
fn the_list_in_indonesian() {
    let form = StandardImport::default();
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| standards(f, &list(), &form, &[], &[])));
}

#[test]
fn rows_that_cannot_be_taken_in_english() {
    let form = StandardImport { source: "Kepwal 12/2026".into(), ..StandardImport::default() };
    let rows = [StandardProblem { line: 7, reason: StandardReason::UnknownCompetency, text: "sihir".into() }];
    let html = main_of(&frame(Lang::En), |f| standards(f, &list(), &form, &[], &rows));
    assert!(html.contains("Line 7: this competency is in no dictionary") && html.contains("Kepwal 12/2026"));
}

#[test]
fn a_position_in_english() {
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| standard(f, &position(), None, &[])));
}

#[test]
fn what_was_typed_stays_where_it_did_not_pass() {
    let form = StandardForm {
        position: "lurah".into(),
        levels: vec![("layanan/loket".into(), "5".into())],
        from: "kemarin".into(),
        source: "Kepwal 99".into(),
        checked: true,
    };
    let errors = [FieldError::new("from", Problem::NotADate)];
    let html = main_of(&frame(Lang::Id), |f| standard(f, &position(), Some(&form), &errors));
    assert!(html.contains("value=\"kemarin\"") && html.contains("Kepwal 99") && html.contains("Tulis tanggal"));
}

#[test]
fn a_change_in_both_languages() {
    for lang in [Lang::Id, Lang::En] {
        let name = format!("a_change_in_{}", lang.code());
        insta::assert_snapshot!(name, main_of(&frame(lang), |f| standard_draft(f, &change(), &[])));
    }
}

#[test]
fn what_people_type_is_escaped() {
    let hostile = || text(EVIL, EVIL);
    let mut list = list();
    list.rows[0] = StandardRow {
        position: EVIL.into(),
        title: hostile(),
        decree: Some(decree(EVIL, false)),
        ..list.rows[0].clone()
    };
    let form = StandardImport {
        source: EVIL.into(),
        from: EVIL.into(),
        checked: true,
        headings: [(); 3].map(|()| EVIL.into()),
    };
    let rows = [StandardProblem { line: 1, reason: StandardReason::NotALevel, text: EVIL.into() }];
    let mut position = position();
    position.position = EVIL.into();
    position.title = hostile();
    position.rows[0].competency = EVIL.into();
    position.rows[0].title = hostile();
    position.history = vec![decree(EVIL, true)];
    position.shipped_source = EVIL.into();
    let mut change = change();
    change.source = EVIL.into();
    change.changes = vec![(hostile(), hostile(), level(1), None)];
    change.impact.units[0].unit = EVIL.into();
    change.impact.units[0].names = vec![EVIL.into()];
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&frame(lang), |f| standards(f, &list, &form, &[], &rows));
        assert_escaped(&frame(lang), |f| standard(f, &position, None, &[]));
        assert_escaped(&frame(lang), |f| standard_draft(f, &change, &[]));
    }
}
