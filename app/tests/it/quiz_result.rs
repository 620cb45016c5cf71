//! Results: passed, not passed, waiting, out of time, practice; every way to ask with right and wrong answers.

use app::lang::Lang;
use app::pages::quiz_result;
use content::model::Html;
use domain::attempt::State;
use domain::competency::{CompetencyState, LevelState};
use domain::id::AttemptId;
use domain::level::Level;
use domain::measurement::{Decision, Posterior};
use domain::score::PerMille;
use domain::time::Timestamp;
use services::quiz::layout::PresentedForm;
use services::quiz::{Movement, QuestionResult, ResultView};
use uuid::Uuid;

use crate::profile::text;
use crate::quiz_running::{forms, html, htmls, values};
use crate::support::{EVIL, assert_escaped, frame, main_of};

const NOW: Timestamp = Timestamp(1_795_489_961_000);

fn question(number: usize, title: &str, form: PresentedForm, given: &[&str], right: &[&str]) -> QuestionResult {
    let score = if given == right { PerMille::FULL } else { PerMille::ZERO };
    QuestionResult {
        number,
        case: None,
        title: html(title),
        body: Html::default(),
        form,
        values: values(given),
        right_values: values(right),
        score: Some(score),
        feedback: Vec::new(),
        explanation: None,
        rubric: Vec::new(),
        marker_comment: None,
        is_evidence: true,
    }
}

/// A right and a wrong answer in turn, then an essay that waits.
fn questions() -> Vec<QuestionResult> {
    let answers: [(&[&str], &[&str]); 8] = [
        (&["1"], &["1"]),
        (&["0", "2"], &["0", "1"]),
        (&["14"], &["5"]),
        (&["tanda terima"], &["tanda terima"]),
        (&["A-17", "", "1"], &["A-17", "5", "0"]),
        (&["1", ""], &["1", "0"]),
        (&["1", "2", "3"], &["2", "1", "3"]),
        (&["Yth. Pak Darmawan,\n\nkami catat."], &[]),
    ];
    let mut questions: Vec<_> = forms()
        .into_iter()
        .zip(answers)
        .enumerate()
        .map(|(place, ((_, title, form), (given, right)))| question(place + 1, title, form, given, right))
        .collect();
    questions[0].feedback = vec![Some(html("<p>Warga tetap tidak tahu.</p>")), Some(html("<p>Tepat.</p>"))];
    questions[1].feedback = vec![Some(html("Ya.")), None, Some(html("Tidak boleh dicatat."))];
    questions[2].explanation = Some(html("<p>Pengaduan normatif dijawab dari aturan.</p>"));
    questions[5].score = Some(PerMille::new(500));
    questions[7].score = None;
    questions[7].rubric = vec![
        ("Kejelasan".to_owned(), 4, html("Warga paham tanpa bertanya lagi."), None),
        ("Nada".to_owned(), 3, html("Hormat."), None),
    ];
    questions
}

fn state(right: u16, answers: u16, posterior: [u16; 4], decision: Decision) -> CompetencyState {
    let [estimate, low, high, p_met] = posterior.map(PerMille::new);
    CompetencyState {
        levels: vec![LevelState {
            level: Level::try_from(2_u8).unwrap(),
            answers,
            right,
            posterior: Posterior { estimate, low, high, p_met },
            decision,
        }],
        verified: Some(NOW),
    }
}

fn movement() -> Movement {
    Movement {
        competency: "layanan/pengaduan".to_owned(),
        title: text("Penanganan pengaduan", "Handling complaints"),
        required: Some(Level::try_from(2_u8).unwrap()),
        required_place: Some(1700),
        before: state(3, 5, [571, 271, 847, 218], Decision::NotEnoughEvidence),
        after: state(12, 14, [812, 636, 943, 881], Decision::Met),
    }
}

fn view() -> ResultView {
    let mut questions = questions();
    questions.truncate(7);
    ResultView {
        attempt: AttemptId(Uuid::from_u128(7)),
        person_name: "Rina Astuti".to_owned(),
        is_own: true,
        course: "menangani-pengaduan-warga".to_owned(),
        course_title: "Menangani pengaduan warga".to_owned(),
        lang: "id".to_owned(),
        quiz: "asesmen-akhir".to_owned(),
        quiz_title: "Kuis akhir".to_owned(),
        is_assessment: true,
        state: State::Graded,
        number: 1,
        finished_at: Some(NOW),
        score: Some(PerMille::new(900)),
        pass: PerMille::new(750),
        passed: true,
        right: 2,
        attempts_left: Some(2),
        evidence: questions.len(),
        questions,
        movements: vec![movement()],
        course_complete: true,
        certificate: Some("AMP-2026-000017".to_owned()),
        next: None,
    }
}

#[test]
fn passed_and_the_competency_rose() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |frame| quiz_result(frame, &view())));
}

#[test]
fn not_passed_with_some_answers_known_from_before() {
    let mut view = view();
    view.passed = false;
    view.score = Some(PerMille::new(286));
    view.attempts_left = Some(1);
    view.course_complete = false;
    view.certificate = None;
    view.number = 2;
    view.evidence = 3;
    for question in &mut view.questions[3..] {
        question.is_evidence = false;
    }
    view.questions.truncate(4);
    view.questions[0].case = Some((html("Hujan di loket 2"), html("<p>Atap bocor.</p>")));
    view.movements[0].before = CompetencyState::default();
    view.movements[0].after = state(3, 12, [286, 110, 490, 4], Decision::NotMet);
    insta::assert_snapshot!(main_of(&frame(Lang::En), |frame| quiz_result(frame, &view)));
}

#[test]
fn waits_for_a_marker() {
    let mut view = view();
    view.state = State::Submitted;
    view.score = None;
    view.passed = false;
    view.course_complete = false;
    view.certificate = None;
    view.movements.clear();
    view.next = Some(("menjawab".to_owned(), "Menjawab dengan jelas".to_owned()));
    view.questions = questions().split_off(7);
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |frame| quiz_result(frame, &view)));
}

#[test]
fn out_of_time_with_no_attempt_left() {
    let mut view = view();
    view.state = State::Expired;
    view.passed = false;
    view.score = Some(PerMille::ZERO);
    view.right = 0;
    view.attempts_left = Some(0);
    view.course_complete = false;
    view.certificate = None;
    view.evidence = 0;
    view.movements.clear();
    view.questions.truncate(1);
    view.questions[0].values.clear();
    view.questions[0].score = Some(PerMille::ZERO);
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |frame| quiz_result(frame, &view)));
}

#[test]
fn practice_moves_nothing_and_leads_on() {
    let mut view = view();
    view.is_assessment = false;
    view.pass = PerMille::ZERO;
    view.attempts_left = None;
    view.movements.clear();
    view.course_complete = false;
    view.certificate = None;
    view.next = Some(("menjawab".to_owned(), "Menjawab dengan jelas".to_owned()));
    view.questions.truncate(1);
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |frame| quiz_result(frame, &view)));
}

#[test]
fn practice_with_mistakes_in_a_complete_course_is_to_be_tried_again() {
    let mut view = view();
    view.is_assessment = false;
    view.attempts_left = None;
    let first = |view: &ResultView| {
        let html = main_of(&frame(Lang::Id), |frame| quiz_result(frame, view));
        let link = html.split("class=\"button\"").nth(1).unwrap().split("</a>").next().unwrap().to_owned();
        link.rsplit('>').next().unwrap().to_owned()
    };
    assert_eq!(first(&view), "Coba lagi");
    view.right = view.questions.len();
    view.next = Some(("menjawab".to_owned(), "Menjawab dengan jelas".to_owned()));
    assert_eq!(first(&view), "Lanjut: Menjawab dengan jelas");
}

#[test]
fn a_marked_essay_seen_by_somebody_else() {
    let mut view = view();
    view.is_own = false;
    view.questions = questions().split_off(7);
    view.questions[0].score = Some(PerMille::new(714));
    view.questions[0].marker_comment = Some("Jelas.\nSebut tanggalnya.".to_owned());
    view.questions[0].rubric[0].3 = Some(3);
    view.questions[0].rubric[1].3 = Some(2);
    insta::assert_snapshot!(main_of(&frame(Lang::En), |frame| quiz_result(frame, &view)));
}

#[test]
fn right_and_wrong_are_told_in_words() {
    let page = main_of(&frame(Lang::Id), |frame| quiz_result(frame, &view()));
    assert_eq!(page.matches("<span class=\"visually-hidden\">Benar</span>").count(), 2);
    assert_eq!(page.matches("<span class=\"visually-hidden\">Salah</span>").count(), 4);
    assert_eq!(page.matches("<span class=\"visually-hidden\">Sebagian benar</span>").count(), 1);
    assert!(page.contains("2 benar, 1 sebagian benar, 4 salah"));
}

#[test]
fn what_was_typed_stays_text() {
    let mut view = view();
    view.questions = questions();
    for question in &mut view.questions[2..] {
        question.values = values(&[EVIL, EVIL, EVIL]);
        question.right_values = values(&[EVIL, EVIL, EVIL]);
    }
    view.questions[7].rubric[0].0 = EVIL.to_owned();
    view.questions[6].marker_comment = Some(EVIL.to_owned());
    view.person_name = EVIL.to_owned();
    view.course_title = EVIL.to_owned();
    view.quiz_title = EVIL.to_owned();
    view.certificate = Some(EVIL.to_owned());
    view.next = Some((EVIL.to_owned(), EVIL.to_owned()));
    view.movements[0].title = text(EVIL, EVIL);
    view.questions[0].form = PresentedForm::Single { options: htmls(&[EVIL, "b"]) };
    assert_escaped(&frame(Lang::Id), |frame| quiz_result(frame, &view));
    view.is_own = false;
    assert_escaped(&frame(Lang::En), |frame| quiz_result(frame, &view));
}
