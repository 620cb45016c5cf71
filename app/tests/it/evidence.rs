//! The evidence behind a competency.

use app::lang::Lang;
use app::pages::evidence;
use content::model::Html;
use domain::competency::{CompetencyState, LevelState, Standing};
use domain::id::AttemptId;
use domain::measurement::Decision;
use domain::score::PerMille;
use services::{EvidenceLevel, EvidenceRow, EvidenceView};

use crate::profile::{NOVEMBER, course, id, level, level_state, person, text};
use crate::support::{EVIL, assert_escaped, frame, main_of};

fn answer(question: &str, number: u8, score: u16, counts: bool) -> EvidenceRow {
    EvidenceRow {
        at: NOVEMBER,
        question: Html::sanitise(question),
        level: level(number),
        score: PerMille::new(score),
        in_case: score == 0,
        course_title: "Mengenali phishing".into(),
        quiz_title: "Kuis akhir".into(),
        attempt: id(7),
        counts,
    }
}

fn evidence_level(number: u8, state: Option<LevelState>) -> EvidenceLevel {
    EvidenceLevel {
        level: level(number),
        description: text("mengenali ancaman terhadap tim", "recognises threats to the team"),
        answers: state.map_or(0, |state| state.answers),
        right: state.map_or(0, |state| state.right),
        posterior: state.map(|state| state.posterior),
        decision: state.map(|state| state.decision),
    }
}

fn view(second: Option<LevelState>, standing: Standing) -> EvidenceView {
    let first = level_state(1, 10, 10, Decision::Met);
    let state = CompetencyState { levels: [first].into_iter().chain(second).collect(), verified: Some(NOVEMBER) };
    EvidenceView {
        person: person(),
        competency: "digital/keamanan".into(),
        title: text("Keamanan digital", "Digital security"),
        definition: text("Melindungi akun dan data unit kerja.", "Protects the accounts and data of the unit."),
        required: Some(level(2)),
        required_place: Some(1700),
        standing: Some(standing),
        place: state.place(),
        state,
        levels: vec![evidence_level(1, Some(first)), evidence_level(2, second), evidence_level(3, None)],
        answers_hidden: false,
        rows: vec![
            answer("Bagian mana dari <em>alamat</em> yang tidak mudah dipalsukan?", 2, 1000, true),
            answer("Urutkan cara memeriksa lampiran.", 2, 0, true),
            answer("Siapa yang diberi tahu lebih dulu?", 2, 600, true),
            answer("Berapa lama kata sandi sementara boleh dipakai?", 2, 1000, false),
            answer("Apa itu kata sandi?", 1, 1000, true),
        ],
        courses: vec![course()],
        cut: PerMille::new(700),
        gamma: PerMille::new(800),
        gamma_promotion: PerMille::new(950),
        interval: PerMille::new(900),
        window: 20,
    }
}

#[test]
fn an_open_decision_in_indonesian() {
    let second = level_state(2, 5, 7, Decision::NotEnoughEvidence);
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| evidence(
        f,
        &view(Some(second), Standing::NotEnoughEvidence)
    )));
}

#[test]
fn seventeen_of_twenty_in_english() {
    let html =
        main_of(&frame(Lang::En), |f| evidence(f, &view(Some(level_state(2, 17, 20, Decision::Met)), Standing::Met)));
    for part in [
        "17 of 20 answers right",
        "The estimate is 82%, with 90% certainty between 67% and 93%",
        "<strong>91.4%</strong>",
        "met, being at least 80%; for promotion 95% is asked",
    ] {
        assert!(html.contains(part), "{part}");
    }
    insta::assert_snapshot!(html);
}

#[test]
fn a_gap_of_somebody_else() {
    let mut view = view(Some(level_state(2, 5, 15, Decision::NotMet)), Standing::Short { by: 1 });
    view.person.is_own = false;
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| evidence(f, &view)));
}

#[test]
fn nothing_yet() {
    let mut view = view(None, Standing::NotEnoughEvidence);
    view.levels = vec![evidence_level(1, None), evidence_level(2, None)];
    view.rows.clear();
    view.courses.clear();
    view.state = CompetencyState::default();
    view.place = None;
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| evidence(f, &view)));
}

#[test]
fn every_answer_leads_to_its_attempt() {
    let html = main_of(&frame(Lang::Id), |f| {
        evidence(f, &view(Some(level_state(2, 5, 7, Decision::NotEnoughEvidence)), Standing::Met))
    });
    let attempt = format!("href=\"/kuis/{}\"", id::<AttemptId>(7));
    assert_eq!(html.matches(&attempt).count(), 5);
}

#[test]
fn what_people_type_is_escaped() {
    let mut view = view(None, Standing::Short { by: 1 });
    let hostile = || text(EVIL, EVIL);
    view.person.name = EVIL.into();
    view.title = hostile();
    view.definition = hostile();
    view.levels[0].description = hostile();
    view.rows[0].course_title = EVIL.into();
    view.rows[0].quiz_title = EVIL.into();
    view.courses[0].title = EVIL.into();
    view.courses[0].competencies[0].0 = hostile();
    assert_escaped(&frame(Lang::En), |f| evidence(f, &view));
}
