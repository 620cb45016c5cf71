//! The learner's home.

use app::lang::Lang;
use app::pages::home;
use content::model::Cover;
use domain::competency::Standing;
use domain::id::AttemptId;
use domain::score::PerMille;
use domain::time::Timestamp;
use services::catalogue::CourseCard;
use services::{Due, GapCard, GapLine, HomeView, HoursView, Resume};
use uuid::Uuid;

use crate::course::{level, security, text};
use crate::paths::path_saying;
use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
const NOW: Timestamp = Timestamp(1_795_486_320_000);

pub fn card_saying(words: &str) -> CourseCard {
    CourseCard {
        course: "mengenali-phishing".to_owned(),
        lang: "id".to_owned(),
        title: format!("Mengenali phishing{words}"),
        summary: format!("Surel, pesan, dan tautan yang menyamar.{words}"),
        competencies: vec![(security(), level(2))],
        jp: 3,
        lessons: 6,
        cover: Some(Cover { address: "/isi/abc/img/cover.svg".to_owned(), width: 640, height: 360 }),
        progress: None,
        completed: false,
    }
}

fn hours(counted: u16) -> HoursView {
    HoursView {
        year: 2026,
        counted,
        duty: 20,
        full_duty: 20,
        missing: 20_u16.saturating_sub(counted),
        forecast: counted + 3,
        source: "PP 11/2017 pasal 203".into(),
        rows: Vec::new(),
    }
}

fn unknown() -> GapLine {
    GapLine { title: security(), required: level(2), standing: Standing::NotEnoughEvidence }
}

fn view_saying(words: &str) -> HomeView {
    HomeView {
        name: format!("dr. Rina{words} Astuti"),
        now: NOW,
        hours: hours(14),
        resume: Some(Resume {
            course: "mengenali-phishing".to_owned(),
            course_title: format!("Mengenali phishing{words}"),
            item: "alamat-pengirim".to_owned(),
            item_title: format!("Alamat pengirim yang menipu{words}"),
            is_quiz: false,
            place: 3,
            of: 6,
            minutes: Some(9),
            progress: PerMille::new(333),
        }),
        due: vec![
            Due::Attempt {
                attempt: AttemptId(Uuid::from_u128(7)),
                quiz: format!("Asesmen akhir{words}"),
                course_title: format!("Menangani pengaduan warga{words}"),
                deadline: NOW.plus_minutes(18),
            },
            Due::Assessment {
                course: "data-pribadi".to_owned(),
                item: "asesmen-akhir".to_owned(),
                quiz: format!("Asesmen akhir{words}"),
                course_title: format!("Data pribadi di loket{words}"),
            },
            Due::Hours { missing: 6, year: 2026 },
        ],
        gaps: vec![
            GapCard {
                gaps: vec![GapLine {
                    title: text("Penanganan pengaduan", "Handling complaints"),
                    required: level(2),
                    standing: Standing::Short { by: 1 },
                }],
                course: Some(card_saying(words)),
            },
            GapCard { gaps: vec![unknown()], course: None },
        ],
        has_standard: true,
        suggestions: Vec::new(),
        acting: Vec::new(),
        paths: Vec::new(),
    }
}

#[test]
fn in_the_middle_of_a_course() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| home(f, &view_saying(""))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| home(f, &view_saying(""))));
}

#[test]
fn on_the_first_day() {
    let view = HomeView {
        name: "Yanti".to_owned(),
        hours: hours(0),
        resume: None,
        due: Vec::new(),
        gaps: Vec::new(),
        has_standard: false,
        suggestions: vec![card_saying("")],
        paths: vec![path_saying("", 0)],
        ..view_saying("")
    };
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| home(f, &view)));
}

#[test]
fn with_everything_met() {
    let view = HomeView { hours: hours(20), due: Vec::new(), gaps: Vec::new(), ..view_saying("") };
    let html = main_of(&frame(Lang::En), |f| home(f, &view));
    assert!(html.contains("Every competency that your post requires is met."));
    assert!(html.contains("This year's duty is met.") || html.contains("This year&#x27;s duty is met."), "{html}");
}

#[test]
fn a_course_that_works_on_two_gaps_has_one_card_that_names_both() {
    let mut view = view_saying("");
    view.gaps.truncate(1);
    view.gaps[0].gaps.push(unknown());
    let html = main_of(&frame(Lang::Id), |f| home(f, &view));
    assert_eq!(html.matches("href=\"/kursus/mengenali-phishing\"").count(), 1, "{html}");
    assert!(
        html.contains("Penanganan pengaduan: Anda di tingkat 1")
            && html.contains("Keamanan digital: diminta tingkat 2")
    );
}

#[test]
fn names_and_titles_are_text() {
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&frame(lang), |f| home(f, &view_saying(EVIL)));
    }
}
