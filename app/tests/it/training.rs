//! Training outside Ampera: filing it, and verifying it.

use app::lang::Lang;
use app::pages::{training, training_to_verify, trainings, trainings_to_verify};
use content::model::Date;
use domain::activity::{Activity, Conversion, Unit};
use domain::rules::ActivityCaps;
use domain::time::Timestamp;
use domain::training::TrainingState;
use services::{
    ActivityRule, DocumentProblem, DocumentView, DuplicateView, FieldError, Likeness, Problem, TrainingForm,
    TrainingProblem, TrainingRow, TrainingView, TrainingsView, VerificationView,
};

use crate::profile::{id, text};
use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn rule(activity: Activity, unit: Unit, jp: u16) -> ActivityRule {
    ActivityRule {
        activity,
        title: text("Seminar", "Seminar"),
        conversion: Conversion { unit, jp: Some(jp), jp_international: Some(jp + 2), minutes_per_jp: 45 },
        caps: ActivityCaps { day: Some(8), month: None },
        max_sessions_per_month: Some(2),
        source: "LAN slides".into(),
        is_checked: false,
    }
}

pub fn row(title: &str, state: TrainingState) -> TrainingRow {
    TrainingRow {
        id: id(7),
        person: id(1),
        person_name: "Rina Astuti".into(),
        state,
        title: title.into(),
        activity: Some(text("Seminar", "Seminar")),
        days: Some((Date::constant(2026, 10, 12), Date::constant(2026, 10, 13))),
        jp: Some(8),
        filed_at: Some(NOW),
        decided_at: Some(NOW),
        is_own: true,
    }
}

fn form(title: &str) -> TrainingForm {
    TrainingForm {
        activity: "seminar".into(),
        title: title.into(),
        organiser: title.into(),
        place: title.into(),
        first: "2026-10-12".into(),
        last: "2026-10-13".into(),
        amount: "2".into(),
        international: true,
    }
}

fn view(title: &str, state: TrainingState) -> TrainingView {
    TrainingView {
        row: row(title, state),
        form: form(title),
        rule: Some(rule(Activity::Seminar, Unit::Day, 4)),
        document: Some(DocumentView { name: title.into(), media_type: "application/pdf".into(), bytes: 245_000 }),
        reason: (state == TrainingState::Returned).then(|| title.to_owned()),
        duplicates: vec![DuplicateView {
            row: TrainingRow { id: id(8), ..row(title, TrainingState::Verified) },
            organiser: title.into(),
            place: title.into(),
            likeness: Likeness::SameTime,
        }],
        activities: vec![rule(Activity::Seminar, Unit::Day, 4), rule(Activity::SelfStudy, Unit::Minutes, 0)],
        changed_at: NOW,
        may_verify: state == TrainingState::Filed,
    }
}

fn list(title: &str) -> TrainingsView {
    let rows = [TrainingState::Returned, TrainingState::Filed, TrainingState::Verified, TrainingState::Refused];
    TrainingsView {
        rows: rows.map(|state| row(title, state)).to_vec(),
        activities: view(title, TrainingState::Draft).activities,
    }
}

#[test]
fn filings_and_the_form_for_more() {
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |f| trainings(
            f,
            &list("Seminar pelayanan"),
            &TrainingForm::default(),
            &[]
        )));
    }
}

#[test]
fn what_was_wrong_is_said_at_its_field_and_kept() {
    let errors = [
        FieldError { field: "title".into(), problem: Problem::Missing },
        FieldError { field: "last".into(), problem: Problem::Training(TrainingProblem::OneMonth) },
        FieldError {
            field: "file".into(),
            problem: Problem::Training(TrainingProblem::Document(DocumentProblem::Active)),
        },
    ];
    let typed = TrainingForm { title: String::new(), amount: "dua".into(), ..form("Dinas") };
    let view = view("Seminar pelayanan", TrainingState::Draft);
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| training(f, &view, Some(&typed), true, &errors)));
}

#[test]
fn one_filing_in_each_state() {
    for state in TrainingState::ALL {
        let html = main_of(&frame(Lang::En), |f| training(f, &view("Seminar", state), None, false, &[]));
        assert_eq!(html.contains("/pelatihan-luar/01930000-0000-7000-8000-000000000007/tarik"), state.is_open());
        assert_eq!(html.contains("name=\"file\""), state.is_open(), "{state:?}");
    }
    let returned = view("Seminar", TrainingState::Returned);
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| training(f, &returned, None, false, &[])));
}

#[test]
fn a_filing_beside_what_looks_like_it() {
    let view = view("Seminar pelayanan", TrainingState::Filed);
    for lang in [Lang::Id, Lang::En] {
        insta::assert_snapshot!(main_of(&frame(lang), |f| training_to_verify(f, &view, "", &[])));
    }
    let errors = [FieldError { field: "reason".into(), problem: Problem::Missing }];
    let html = main_of(&frame(Lang::Id), |f| training_to_verify(f, &view, "", &errors));
    assert!(html.contains("reason-galat") && html.contains("Belum diputuskan"));
    let mut own = view.clone();
    own.may_verify = false;
    let html = main_of(&frame(Lang::Id), |f| training_to_verify(f, &own, "", &[]));
    assert!(html.contains("Bukan Anda yang memutuskan") && !html.contains("/putusan"));
}

#[test]
fn letters_tell_what_became_of_it() {
    use services::LetterKind::{TrainingRefused, TrainingReturned, TrainingVerified};
    for lang in [Lang::Id, Lang::En] {
        let letters = [TrainingVerified, TrainingReturned, TrainingRefused].map(|kind| {
            let made = app::letters::letter(lang, kind, "Rina Astuti", "https://ampera.example", None);
            format!("{}\n\n{}", made.subject, made.text)
        });
        insta::assert_snapshot!(letters.join("\n"));
    }
}

#[test]
fn the_queue() {
    let view = VerificationView {
        waiting: vec![row("Seminar", TrainingState::Filed)],
        decided: vec![row("Lokakarya", TrainingState::Verified)],
    };
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| trainings_to_verify(f, &view)));
    let nothing = VerificationView { waiting: Vec::new(), decided: Vec::new() };
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| trainings_to_verify(f, &nothing)));
}

#[test]
fn what_people_type_is_text() {
    for lang in [Lang::Id, Lang::En] {
        for state in [TrainingState::Filed, TrainingState::Returned] {
            let mut view = view(EVIL, state);
            view.row.person_name = EVIL.into();
            assert_escaped(&frame(lang), |f| training(f, &view, Some(&form(EVIL)), false, &[]));
            assert_escaped(&frame(lang), |f| training_to_verify(f, &view, EVIL, &[]));
        }
        assert_escaped(&frame(lang), |f| trainings(f, &list(EVIL), &form(EVIL), &[]));
        let queue = VerificationView { waiting: list(EVIL).rows, decided: Vec::new() };
        assert_escaped(&frame(lang), |f| trainings_to_verify(f, &queue));
    }
}
