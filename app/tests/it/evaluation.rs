//! Performance evaluations: one's own, to be rated, the team's, and the cycles.

use app::lang::Lang;
use app::pages::{EvaluationAction, ReopenForm, Returned, cycle, cycles, evaluation, evaluation_team, my_evaluations};
use domain::competency::{ScalePlace, Standing};
use domain::evaluation::{FollowUp, Matrix, Rating, Refused, State};
use domain::evaluation_cycle::{CycleKind, CycleState};
use domain::score::PerMille;
use domain::time::Timestamp;
use services::{
    AnswerForm, Competencies, CycleEvent, CycleForm, CycleHead, CycleRow, CycleView, CyclesView, EvaluationEvent,
    EvaluationTeamView, EvaluationView, FieldError, FollowUpForm, FrozenCompetency, FrozenView, MatrixView,
    MyEvaluation, MyEvaluationsView, PredicateView, Problem, RateForm, StateCounts, TeamEvaluation,
};

use crate::profile::{id, level, person, text};
use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn given(id: &str, title: &str) -> PredicateView {
    PredicateView { id: id.into(), title: text(title, &format!("{title} (en)")), rank: 2 }
}

fn matrix() -> MatrixView {
    let row = |cells: [&str; 3]| cells.map(|cell| given(&cell.to_lowercase(), cell));
    MatrixView {
        ratings: [
            text("Di atas ekspektasi", "Above expectation"),
            text("Sesuai ekspektasi", "As expected"),
            text("Di bawah ekspektasi", "Below expectation"),
        ],
        cells: Matrix([
            row(["Sangat Baik", "Baik", "Kurang"]),
            row(["Baik", "Baik", "Kurang"]),
            row(["Butuh Perbaikan", "Butuh Perbaikan", "Sangat Kurang"]),
        ]),
        source: "PermenPANRB 6/2022".into(),
        is_checked: false,
        since: "2023-01-01".parse().unwrap(),
    }
}

fn head(state: CycleState) -> CycleHead {
    CycleHead {
        id: id(9),
        name: "Triwulan III 2026".into(),
        kind: CycleKind::Quarter,
        state,
        period: ("2026-07-01".parse().unwrap(), "2026-09-30".parse().unwrap()),
        window: ("2026-11-04".parse().unwrap(), "2026-12-14".parse().unwrap()),
        objection_days: 14,
    }
}

fn frozen(digest: Option<&str>) -> FrozenView {
    let place = ScalePlace { at: 1820, low: 1100, high: 2400 };
    let one = |title, standing, place| FrozenCompetency {
        competency: "layanan/pengaduan".into(),
        title,
        required: Some(level(2)),
        required_place: Some(1960),
        credited: Some(1),
        standing: Some(standing),
        place,
        answers: 14,
    };
    FrozenView {
        what: Competencies {
            competencies: vec![
                one(text("Penanganan pengaduan", "Handling complaints"), Standing::Short { by: 1 }, Some(place)),
                one(text("Pelindungan data", "Data protection"), Standing::NotEnoughEvidence, None),
            ],
            job_match: Some((820, 2, 3)),
            interval: PerMille::new(900),
        },
        at: NOW,
        digest: digest.map(ToOwned::to_owned),
        earlier: 0,
        is_damaged: false,
    }
}

/// Shared with the person, who reads it.
fn shared() -> EvaluationView {
    EvaluationView {
        id: id(1),
        cycle: head(CycleState::Open),
        person: person(),
        state: State::Shared,
        version: 3,
        result: Some(Rating::As),
        behaviour: Some(Rating::Above),
        predicate: Some(given("baik", "Baik")),
        comment: Some("Antrean berkurang.\nLaporan masih terlambat.".into()),
        rater: Some("Yanti Oktavia".into()),
        response: None,
        objection: None,
        answer: None,
        follow_up: None,
        shared_at: Some(NOW),
        objection_until: Some(NOW.plus_days(14)),
        matrix: Some(matrix()),
        frozen: Some(frozen(Some("0123456789abcdef0123"))),
        events: vec![event("shared", Some(given("baik", "Baik")))],
        may_rate: false,
        may_answer: false,
        may_follow_up: false,
        may_take_up: false,
        may_acknowledge: true,
        may_object: true,
        leads: false,
    }
}

fn event(kind: &str, predicate: Option<PredicateView>) -> EvaluationEvent {
    EvaluationEvent {
        at: NOW,
        actor: Some("Yanti Oktavia".into()),
        kind: kind.into(),
        predicate,
        changed: false,
        text: None,
    }
}

/// A draft that the head works on.
fn draft() -> EvaluationView {
    let mut view = shared();
    view.person.is_own = false;
    (view.state, view.predicate, view.behaviour) = (State::Draft, None, None);
    (view.leads, view.may_rate, view.may_acknowledge, view.may_object) = (true, true, false, false);
    (view.frozen, view.events) = (Some(frozen(None)), Vec::new());
    view
}

/// Objected to; the head answers.
fn objected() -> EvaluationView {
    let mut view = shared();
    view.person.is_own = false;
    view.state = State::Objected;
    view.objection = Some("Rekap selesai 2 Oktober.".into());
    view.follow_up = Some((FollowUp::Plan, "Lokakarya.".into()));
    (view.leads, view.may_answer, view.may_follow_up) = (true, true, true);
    (view.may_acknowledge, view.may_object) = (false, false);
    view.events.push(event("objected", None));
    view
}

#[test]
fn ones_own_result_to_answer() {
    let mine = |view| MyEvaluationsView {
        newest: Some(view),
        others: vec![MyEvaluation {
            id: id(2),
            cycle: head(CycleState::Closed),
            state: State::Final,
            predicate: Some(given("baik", "Baik")),
        }],
        leads: false,
        oversees: false,
    };
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| my_evaluations(f, &mine(shared()))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| my_evaluations(f, &mine(shared()))));
    let none = MyEvaluationsView { newest: None, others: Vec::new(), leads: true, oversees: true };
    let html = main_of(&frame(Lang::En), |f| my_evaluations(f, &none));
    assert!(html.contains("No evaluation yet") && html.contains("/evaluasi/tim"), "{html}");
}

#[test]
fn a_draft_to_rate_with_the_evidence_beside() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| evaluation(f, &draft(), None)));
    let form = RateForm {
        result: "below".into(),
        behaviour: "as".into(),
        comment: "ringkas".into(),
        share: true,
        ..RateForm::default()
    };
    let errors = vec![FieldError::new("comment", Problem::NeedsWords)];
    let returned = Returned { action: EvaluationAction::Rate(form), errors, refused: None };
    let html = main_of(&frame(Lang::En), |f| evaluation(f, &draft(), Some(&returned)));
    assert!(html.contains("href=\"#comment\"") && html.contains("ringkas"), "{html}");
    assert!(html.contains("value=\"below\" checked"), "{html}");
}

#[test]
fn an_objection_to_answer() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| evaluation(f, &objected(), None)));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| evaluation(f, &objected(), None)));
}

#[test]
fn the_page_says_that_competency_is_evidence_and_which_cell_was_met() {
    let html = main_of(&frame(Lang::Id), |f| evaluation(f, &shared(), None));
    assert!(html.contains("Kompetensi adalah bukti, bukan predikat."), "{html}");
    assert!(html.contains("masih harus dicocokkan dengan naskah resminya"), "{html}");
    assert_eq!(html.matches("matrix-met").count(), 1);
}

#[test]
fn a_closed_cycle_says_what_to_do_and_keeps_the_words() {
    let mut view = draft();
    view.may_rate = false;
    view.cycle.state = CycleState::Closed;
    let form = RateForm { comment: "Tulisan panjang.".into(), ..RateForm::default() };
    let returned =
        Returned { action: EvaluationAction::Rate(form), errors: Vec::new(), refused: Some(Refused::Closed) };
    let html = main_of(&frame(Lang::Id), |f| evaluation(f, &view, Some(&returned)));
    assert!(html.contains("Siklus ini sudah ditutup") && html.contains("Tulisan panjang."), "{html}");
    assert!(!html.contains("<form"), "{html}");
}

#[test]
fn whoever_was_slower_reads_what_is_stored_and_keeps_what_was_typed() {
    let mut view = draft();
    (view.version, view.comment) = (7, Some("Kata orang lain.".into()));
    let form = RateForm { result: "below".into(), comment: "Kata saya.".into(), ..RateForm::default() };
    let returned = Returned { action: EvaluationAction::Rate(form), errors: Vec::new(), refused: Some(Refused::Moved) };
    let html = main_of(&frame(Lang::Id), |f| evaluation(f, &view, Some(&returned)));
    assert!(html.contains("oleh Yanti Oktavia:") && html.contains("Kata orang lain."), "{html}");
    assert!(html.contains("Hasil kerja: 2 – Sesuai ekspektasi"), "{html}");
    assert!(html.contains("Perilaku kerja: belum dipilih"), "{html}");
    assert!(html.contains("value=\"below\" checked") && html.contains("Kata saya."), "{html}");
    assert!(html.contains("name=\"version\" value=\"7\""), "{html}");
}

#[test]
fn every_state_has_its_sentence_in_both_languages() {
    for lang in [Lang::Id, Lang::En] {
        for state in State::ALL {
            for own in [true, false] {
                let mut view = shared();
                (view.state, view.person.is_own) = (state, own);
                let html = main_of(&frame(lang), |f| evaluation(f, &view, None));
                assert!(html.contains("class=\"lede\""), "{html}");
            }
        }
        for refused in [Refused::NotOpen, Refused::Closed, Refused::NotRated, Refused::ObjectionOver, Refused::Moved] {
            let action = EvaluationAction::TakeUp("x".into());
            let returned = Returned { action, errors: Vec::new(), refused: Some(refused) };
            assert!(main_of(&frame(lang), |f| evaluation(f, &draft(), Some(&returned))).contains("role=\"alert\""));
        }
    }
}

fn team(name: &str) -> EvaluationTeamView {
    let row = |number, state, predicate| TeamEvaluation {
        id: id(number),
        person: id(number),
        name: name.to_owned(),
        post: person().posts.into_iter().next(),
        state,
        is_begun: state == State::Draft,
        predicate,
        objection_until: (state == State::Shared).then(|| NOW.plus_days(9)),
    };
    EvaluationTeamView {
        cycles: vec![(id(9), "Triwulan III 2026".into()), (id(8), name.to_owned())],
        cycle: Some(head(CycleState::Open)),
        is_open: true,
        counts: StateCounts::new([(State::Objected, 1), (State::Draft, 1), (State::Shared, 1)]),
        rows: vec![
            row(1, State::Objected, Some(given("butuh-perbaikan", "Butuh Perbaikan"))),
            row(2, State::Draft, None),
            row(3, State::Shared, Some(given("baik", "Baik"))),
        ],
        page: 1,
        pages: 3,
        next: Some((id(1), name.to_owned())),
        oversees: false,
    }
}

#[test]
fn a_team_to_rate() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| evaluation_team(f, &team("Sari Dewi"))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| evaluation_team(f, &team("Sari Dewi"))));
    let mut nobody = team("x");
    (nobody.counts, nobody.oversees) = (StateCounts::default(), true);
    assert!(main_of(&frame(Lang::En), |f| evaluation_team(f, &nobody)).contains("Nobody for you to rate"));
    nobody.cycle = None;
    assert!(main_of(&frame(Lang::En), |f| evaluation_team(f, &nobody)).contains("No cycle yet"));
}

fn row(state: CycleState) -> CycleRow {
    let counts =
        StateCounts::new([(State::Final, 9000), (State::Unrated, 12), (State::Shared, 4), (State::Draft, 900)]);
    CycleRow { head: head(state), counts }
}

fn one(state: CycleState, words: &str) -> CycleView {
    let happened = |kind: &str, text: Option<&str>| CycleEvent {
        at: NOW,
        actor: text.map(|_| "Dewi Anggraini".into()),
        kind: kind.into(),
        text: text.map(ToOwned::to_owned),
    };
    CycleView {
        row: row(state),
        unrated: vec!["Arif Rahman".into(), words.to_owned()],
        events: vec![happened("created", Some(words)), happened("closing", None)],
        may_change: true,
    }
}

#[test]
fn cycles_and_the_form_that_plans_one() {
    let view = CyclesView { cycles: vec![row(CycleState::Open), row(CycleState::Planned)], may_change: true };
    let form = CycleForm { name: "Triwulan IV 2026".into(), closes: "2020-01-01".into(), ..CycleForm::default() };
    let errors = [FieldError::new("kind", Problem::Missing), FieldError::new("period_to", Problem::NoRule)];
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| cycles(f, &view, &form, &errors)));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| cycles(f, &view, &CycleForm::default(), &[])));
    let read = CyclesView { cycles: Vec::new(), may_change: false };
    let html = main_of(&frame(Lang::Id), |f| cycles(f, &read, &CycleForm::default(), &[]));
    assert!(!html.contains("<form") && html.contains("Belum ada siklus"), "{html}");
}

#[test]
fn a_cycle_in_each_of_its_states() {
    let shown =
        |lang, state| main_of(&frame(lang), |f| cycle(f, &one(state, "Sari Dewi"), &ReopenForm::default(), &[], None));
    insta::assert_snapshot!(shown(Lang::Id, CycleState::Closing));
    insta::assert_snapshot!(shown(Lang::En, CycleState::Closed));
    assert!(shown(Lang::Id, CycleState::Planned).contains("/buka\""));
    let mut open = one(CycleState::Open, "x");
    let shown = |view: &CycleView| main_of(&frame(Lang::Id), |f| cycle(f, view, &ReopenForm::default(), &[], None));
    assert!(
        shown(&open).contains("/tutup\"") && shown(&open).contains("sedang dimasukkan"),
        "some are still not rated"
    );
    open.row.counts = StateCounts::default();
    assert!(shown(&open).contains("Pegawai sedang dimasukkan; muat ulang sebentar lagi."));
    open.row.counts = StateCounts::new([(State::Draft, 5), (State::Final, 3)]);
    assert!(shown(&open).contains("5 dari 8 orang belum menerima hasil."));
    let errors = [FieldError::new("why", Problem::Missing)];
    let form = ReopenForm { why: String::new(), closes: "2026-12-31".into() };
    let html =
        main_of(&frame(Lang::En), |f| cycle(f, &one(CycleState::Closed, "x"), &form, &errors, Some(Refused::Moved)));
    assert!(html.contains("href=\"#why\"") && html.contains("value=\"2026-12-31\""), "{html}");
}

#[test]
fn what_people_type_is_text() {
    for lang in [Lang::Id, Lang::En] {
        let f = frame(lang);
        let evil = || Some(EVIL.to_owned());
        let mut view = objected();
        (view.comment, view.response, view.objection, view.answer) = (evil(), evil(), evil(), evil());
        (view.rater, view.cycle.name, view.person.name) = (evil(), EVIL.into(), EVIL.into());
        view.follow_up = Some((FollowUp::Award, EVIL.into()));
        view.events[0].actor = evil();
        view.events[0].kind = EVIL.into();
        view.events[0].text = evil();
        if let Some(frozen) = &mut view.frozen {
            frozen.what.competencies[0].title = text(EVIL, EVIL);
            frozen.digest = evil();
            frozen.is_damaged = true;
        }
        (view.may_rate, view.may_answer, view.may_take_up) = (false, true, true);
        let answer = AnswerForm { decision: EVIL.into(), reason: EVIL.into(), ..AnswerForm::default() };
        let follow_up = FollowUpForm { kind: EVIL.into(), note: EVIL.into(), version: EVIL.into() };
        for action in [
            EvaluationAction::Answer(answer),
            EvaluationAction::FollowUp(follow_up),
            EvaluationAction::TakeUp(EVIL.into()),
        ] {
            let returned = Returned { action, errors: Vec::new(), refused: Some(Refused::Moved) };
            assert_escaped(&f, |f| evaluation(f, &view, Some(&returned)));
        }
        let mut rated = draft();
        rated.person.name = EVIL.into();
        (rated.comment, rated.rater) = (evil(), evil());
        let evil_form =
            || RateForm { result: EVIL.into(), behaviour: EVIL.into(), comment: EVIL.into(), ..RateForm::default() };
        for refused in [None, Some(Refused::Moved)] {
            let returned = Returned { action: EvaluationAction::Rate(evil_form()), errors: Vec::new(), refused };
            assert_escaped(&f, |f| evaluation(f, &rated, Some(&returned)));
        }
        for action in [EvaluationAction::Acknowledge(EVIL.into()), EvaluationAction::Object(EVIL.into())] {
            let returned = Returned { action, errors: Vec::new(), refused: None };
            assert_escaped(&f, |f| evaluation(f, &shared(), Some(&returned)));
        }
        assert_escaped(&f, |f| evaluation_team(f, &team(EVIL)));
        let form = ReopenForm { why: EVIL.into(), closes: EVIL.into() };
        assert_escaped(&f, |f| cycle(f, &one(CycleState::Closed, EVIL), &form, &[], None));
        let form = CycleForm {
            name: EVIL.into(),
            kind: EVIL.into(),
            period_from: EVIL.into(),
            period_to: EVIL.into(),
            opens: EVIL.into(),
            closes: EVIL.into(),
        };
        let view = CyclesView { cycles: vec![row(CycleState::Open)], may_change: true };
        assert_escaped(&f, |f| cycles(f, &view, &form, &[]));
    }
}
