//! The page before a quiz: first time, running, tried before, no attempts left.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::lang::Lang;
use app::pages::quiz_start;
use content::model::{Course, Html, Item, Mode, Quiz};
use domain::attempt::State;
use domain::id::{AttemptId, ContentHash, CourseId, ItemId};
use domain::level::Level;
use domain::score::PerMille;
use domain::time::Timestamp;
use services::course::Outline;
use services::quiz::{AttemptRow, StartView};
use uuid::Uuid;

use crate::profile::text;
use crate::support::{EVIL, assert_escaped, frame, main_of};

const NOW: Timestamp = Timestamp(1_795_489_961_000);

fn course(title: &str) -> Arc<Course> {
    let quiz = Quiz {
        id: ItemId::new("menangani-pengaduan-warga/asesmen-akhir"),
        slug: "asesmen-akhir".to_owned(),
        title: "Kuis akhir".to_owned(),
        competency: None,
        level: Level::try_from(2_u8).ok(),
        minutes: Some(20),
        pass: PerMille::new(750),
        attempts: 3,
        shuffle_questions: true,
        shuffle_options: true,
        mode: Mode::Assessment,
        partial: false,
        intro: Html::default(),
        blocks: Vec::new(),
        file: "16-asesmen-akhir.md".to_owned(),
    };
    Arc::new(Course {
        id: CourseId::new("menangani-pengaduan-warga"),
        lang: "id".to_owned(),
        title: title.to_owned(),
        version: "1.0".to_owned(),
        summary: String::new(),
        cover: None,
        objectives: Vec::new(),
        audience: Vec::new(),
        competencies: Vec::new(),
        jp: 4,
        prerequisites: Vec::new(),
        authors: Vec::new(),
        reviewed: None,
        valid_until: None,
        licence: String::new(),
        intro: Html::default(),
        items: vec![Item::Quiz(quiz)],
        images: BTreeMap::new(),
        hash: ContentHash::new("abc"),
        languages: vec!["id".to_owned()],
        translations: Vec::new(),
    })
}

fn view() -> StartView {
    StartView {
        course: course("Menangani pengaduan warga"),
        slug: "asesmen-akhir".to_owned(),
        title: "Kuis akhir".to_owned(),
        intro: Html::sanitise("<p>Sepuluh pertanyaan tentang menerima dan menjawab pengaduan.</p>"),
        is_assessment: true,
        competency: Some(text("Penanganan pengaduan", "Handling complaints")),
        questions: 10,
        minutes: Some(20),
        pass: PerMille::new(750),
        attempts_allowed: Some(3),
        attempts_left: Some(3),
        running: None,
        attempts: Vec::new(),
        outline: Outline { rows: Vec::new(), progress: PerMille::ZERO, complete: false },
        place: 0,
        previous: Some(("belajar".to_owned(), "Belajar dari pengaduan".to_owned())),
        next: None,
    }
}

fn attempt(number: u32, state: State, score: Option<u16>, passed: Option<bool>) -> AttemptRow {
    AttemptRow {
        id: AttemptId(Uuid::from_u128(number.into())),
        number,
        state,
        started_at: NOW,
        score: score.map(PerMille::new),
        passed,
    }
}

#[test]
fn for_the_first_time() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |frame| quiz_start(frame, &view())));
}

#[test]
fn an_attempt_is_running() {
    let mut view = view();
    view.running = Some(AttemptId(Uuid::from_u128(2)));
    view.attempts_left = Some(1);
    view.attempts = vec![attempt(2, State::InProgress, None, None), attempt(1, State::Graded, Some(600), Some(false))];
    insta::assert_snapshot!(main_of(&frame(Lang::En), |frame| quiz_start(frame, &view)));
}

#[test]
fn no_attempts_are_left() {
    let mut view = view();
    view.attempts_left = Some(0);
    view.attempts = vec![
        attempt(4, State::Expired, Some(300), Some(false)),
        attempt(3, State::Submitted, None, None),
        attempt(2, State::Graded, Some(749), Some(false)),
        attempt(1, State::Graded, Some(600), Some(true)),
    ];
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |frame| quiz_start(frame, &view)));
}

#[test]
fn practice_has_no_limits() {
    let mut view = view();
    view.is_assessment = false;
    view.minutes = None;
    view.pass = PerMille::ZERO;
    view.attempts_allowed = None;
    view.attempts_left = None;
    view.competency = None;
    view.next = Some(("menjawab".to_owned(), "Menjawab dengan jelas".to_owned()));
    view.attempts = vec![attempt(1, State::Graded, Some(1000), None)];
    insta::assert_snapshot!(main_of(&frame(Lang::En), |frame| quiz_start(frame, &view)));
}

#[test]
fn titles_stay_text() {
    let mut view = view();
    view.course = course(EVIL);
    view.title = EVIL.to_owned();
    view.competency = Some(text(EVIL, EVIL));
    view.next = Some((EVIL.to_owned(), EVIL.to_owned()));
    assert_escaped(&frame(Lang::Id), |frame| quiz_start(frame, &view));
}
