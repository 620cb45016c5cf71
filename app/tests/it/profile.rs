//! The profile page.

use std::fmt::Debug;
use std::str::FromStr;

use app::lang::Lang;
use app::pages::profile;
use domain::activity::Activity;
use domain::competency::{CompetencyState, LevelState, ScalePlace, Standing};
use domain::level::Level;
use domain::measurement::{Decision, posterior};
use domain::plan::PlanState;
use domain::position::JobMatch;
use domain::score::PerMille;
use domain::time::Timestamp;
use domain::training::TrainingState;
use services::catalogue::CourseCard;
use services::{
    CertificateRow, CompetencyRow, CutBy, CutView, HistoryRow, HourRow, HoursView, MatchView, PersonView, PostView,
    ProfileView, TargetRow, TargetView, Text,
};

use crate::plans::{NOW, item};
use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 19 November 2026, 09.12 in Jakarta.
pub const NOVEMBER: Timestamp = Timestamp(1_795_054_320_000);
const SEPTEMBER: Timestamp = Timestamp(1_788_317_520_000);

pub fn text(id: &str, en: &str) -> Text {
    Text { id: id.into(), en: en.into() }
}

/// A made-up identifier of any kind.
pub fn id<T: FromStr<Err: Debug>>(number: u32) -> T {
    format!("01930000-0000-7000-8000-{number:012}").parse().unwrap()
}

pub fn person() -> PersonView {
    PersonView {
        id: id(1),
        name: "Rina Astuti".into(),
        is_own: true,
        posts: vec![PostView {
            unit: "Kelurahan 26 Ilir".into(),
            position: text("Pengelola Layanan", "Service Officer"),
            basis: "definitive".into(),
            until: None,
        }],
    }
}

pub fn level(number: u8) -> Level {
    Level::try_from(number).unwrap()
}

pub fn level_state(number: u8, right: u16, answers: u16, decision: Decision) -> LevelState {
    let posterior = posterior(right.into(), answers.into(), PerMille::new(700), PerMille::new(900));
    LevelState { level: level(number), answers, right, posterior, decision }
}

pub fn course() -> CourseCard {
    CourseCard {
        course: "menangani-pengaduan-warga".into(),
        lang: "id".into(),
        title: "Menangani pengaduan warga".into(),
        summary: "Dari keluhan di loket sampai tindak lanjut.".into(),
        competencies: vec![(text("Penanganan pengaduan", "Handling complaints"), level(2))],
        jp: 3,
        lessons: 6,
        cover: None,
        progress: None,
        completed: false,
    }
}

fn row(
    id: &str,
    title: Text,
    required: Option<u8>,
    measured: Option<LevelState>,
    standing: Option<Standing>,
) -> CompetencyRow {
    let state = CompetencyState { levels: measured.into_iter().collect(), verified: measured.map(|_| NOVEMBER) };
    CompetencyRow {
        competency: id.into(),
        short: title.clone(),
        title,
        required: required.map(level),
        required_place: required.map(|required| u16::from(required - 1) * 1000 + 700),
        place: state.place(),
        state,
        standing,
    }
}

pub fn hour(at: Timestamp, title: &str, jp: u16, counted: u16) -> HourRow {
    HourRow { at, title: title.into(), training: None, activity: Activity::ELearning, jp, counted, cuts: Vec::new() }
}

pub fn cut() -> CutView {
    CutView { by: CutBy::Month, jp: 2, cap: 4, source: "LAN slides".into(), is_checked: false }
}

/// Against a position that asks for more.
fn against_lurah() -> ProfileView {
    let view = view();
    let of_target = |place: usize, required| {
        let row = view.competencies[place].clone();
        let required = level(required);
        let standing = Some(row.state.standing(required));
        CompetencyRow { required: Some(required), standing, ..row }
    };
    let rows = (0..4).map(|place| TargetRow {
        of_target: of_target(place, 3),
        required_now: view.competencies[place].required.map(|level| level.get()),
    });
    let target = TargetView {
        position: "lurah".into(),
        title: text("Lurah", "Head of kelurahan"),
        rows: rows.collect(),
        job_match: view.job_match.clone(),
    };
    ProfileView { target: Some(target), ..view }
}

fn view() -> ProfileView {
    let complaints = text("Penanganan pengaduan", "Handling complaints");
    ProfileView {
        person: person(),
        standard_since: Some(Timestamp(1_767_200_400_000)),
        job_match: Some(MatchView {
            value: JobMatch { value: 750, decided: 2, of: 4 },
            band: Some(text("Kurang Optimal", "Less than optimal")),
            selection: Some(text("Masih Memenuhi Syarat", "Still meets the requirements")),
        }),
        now: NOW,
        plans: vec![item(1, "", PlanState::UnderWay)],
        hours: HoursView {
            year: 2026,
            counted: 14,
            duty: 20,
            full_duty: 20,
            missing: 6,
            forecast: 17,
            source: "PP 11/2017 jo. PP 17/2020, Pasal 203".into(),
            rows: vec![
                HourRow { cuts: vec![cut()], ..hour(SEPTEMBER, "Bahasa yang jelas", 6, 4) },
                hour(NOVEMBER, "Pelayanan loket", 10, 10),
            ],
        },
        competencies: vec![
            row(
                "layanan/pengaduan",
                complaints.clone(),
                Some(2),
                Some(level_state(2, 5, 15, Decision::NotMet)),
                Some(Standing::Short { by: 1 }),
            ),
            row(
                "digital/keamanan",
                text("Keamanan digital", "Digital security"),
                Some(2),
                Some(level_state(2, 5, 7, Decision::NotEnoughEvidence)),
                Some(Standing::NotEnoughEvidence),
            ),
            row(
                "digital/kolaborasi",
                text("Kolaborasi daring", "Online collaboration"),
                Some(1),
                None,
                Some(Standing::NotEnoughEvidence),
            ),
            row(
                "layanan/loket",
                text("Pelayanan loket", "Counter service"),
                Some(2),
                Some(level_state(2, 17, 20, Decision::Met)),
                Some(Standing::Met),
            ),
            row(
                "digital/ai",
                text("Pemanfaatan AI", "Use of AI"),
                None,
                Some(level_state(1, 10, 10, Decision::Met)),
                None,
            ),
        ],
        trainings: vec![crate::training::row("Seminar pelayanan publik", TrainingState::Verified)],
        positions: vec![
            ("lurah".into(), text("Lurah", "Head of kelurahan")),
            ("pengelola-layanan".into(), text("Pengelola layanan", "Service officer")),
        ],
        target: None,
        next_step: Some(course()),
        next_step_closes: (1, 1),
        certificates: vec![CertificateRow {
            number: "AMP-2026-3F9T-K8WB".into(),
            course_title: "Bahasa yang jelas".into(),
            issued_at: SEPTEMBER,
        }],
        history: vec![
            HistoryRow {
                attempt: id(2),
                opens: true,
                at: NOVEMBER,
                quiz_title: "Kuis akhir".into(),
                course_title: "Menangani pengaduan warga".into(),
                score: Some(PerMille::new(333)),
                passed: false,
                moved: vec![(complaints.clone(), Some(900), Some(1353))],
            },
            HistoryRow {
                attempt: id(1),
                opens: true,
                at: SEPTEMBER,
                quiz_title: "Kuis akhir".into(),
                course_title: "Pengantar pengaduan".into(),
                score: Some(PerMille::new(800)),
                passed: true,
                moved: vec![(complaints, None, Some(900))],
            },
        ],
        interval: PerMille::new(900),
        gamma: PerMille::new(800),
    }
}

/// Somebody on the first day: no post, no evidence, no certificate.
fn first_day() -> ProfileView {
    let mut view = view();
    view.person.posts.clear();
    view.standard_since = None;
    view.job_match = None;
    view.hours = HoursView { counted: 0, missing: 20, forecast: 0, rows: Vec::new(), ..view.hours };
    view.competencies.clear();
    view.next_step = None;
    view.certificates.clear();
    view.history.clear();
    view.trainings.clear();
    view.plans.clear();
    view.positions.clear();
    view
}

#[test]
fn a_profile_in_indonesian() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| profile(f, &view())));
}

#[test]
fn somebody_elses_profile_in_english() {
    let mut view = view();
    view.person.is_own = false;
    view.person.posts[0].basis = "plt".into();
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| profile(f, &view)));
}

#[test]
fn a_target_position_is_compared_with() {
    let html = main_of(&frame(Lang::Id), |f| profile(f, &against_lurah()));
    let from = html.find("id=\"bandingkan\"").unwrap();
    let section = &html[from..from + html[from..].find("</section>").unwrap()];
    insta::assert_snapshot!(section);
    let html = main_of(&frame(Lang::En), |f| profile(f, &against_lurah()));
    assert!(html.contains("Head of kelurahan") && html.contains("Selection: Still meets the requirements"));
}

#[test]
fn the_first_day() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| profile(f, &first_day())));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| profile(f, &first_day())));
}

#[test]
fn not_enough_evidence_is_told_without_colour() {
    let html = main_of(&frame(Lang::Id), |f| profile(f, &view()));
    assert!(html.contains("chip--unknown") && html.contains("Bukti belum cukup"));
    assert!(html.contains("chip--short") && html.contains("Kurang 1 tingkat"));
    assert!(html.contains("url(#hatch-unknown)"), "a competency without evidence is hatched over its whole length");
}

#[test]
fn the_sentence_fits_the_standing() {
    let only = |standings: &[Standing]| {
        let mut view = view();
        view.competencies = standings
            .iter()
            .map(|standing| {
                row("layanan/loket", text("Pelayanan loket", "Counter service"), Some(2), None, Some(*standing))
            })
            .collect();
        [Lang::Id, Lang::En].map(|lang| {
            let html = main_of(&frame(lang), |f| profile(f, &view));
            let lede = html.split("<p class=\"lede\">").nth(1).unwrap();
            lede.split("</p>").next().unwrap().replace(['\n'], "").replace("<strong>", "").replace("</strong>", "")
        })
    };
    let (met, short, open) = (Standing::Met, Standing::Short { by: 1 }, Standing::NotEnoughEvidence);
    let cases = [
        only(&[met, met]),
        only(&[open, open]),
        only(&[met, open]),
        only(&[short, met]),
        only(&[short, short, open, open]),
        only(&[]),
    ];
    insta::assert_debug_snapshot!(cases);
}

#[test]
fn a_match_on_less_than_half_of_the_standard_has_no_band() {
    let mut view = view();
    if let Some(matched) = &mut view.job_match {
        matched.value = JobMatch { value: 1000, decided: 1, of: 12 };
    }
    let html = main_of(&frame(Lang::Id), |f| profile(f, &view));
    assert!(html.contains("? Bukti belum cukup") && html.contains("Dihitung dari 1 di antara 12 kompetensi"));
    assert!(!html.contains("Kurang Optimal") && !html.contains("Memenuhi Syarat"), "{html}");
}

#[test]
fn what_people_type_is_escaped() {
    let mut view = view();
    let hostile = || text(EVIL, EVIL);
    view.person.name = EVIL.into();
    view.person.posts[0] = PostView { unit: EVIL.into(), position: hostile(), basis: EVIL.into(), until: None };
    view.job_match = Some(MatchView {
        value: JobMatch { value: 1, decided: 1, of: 1 },
        band: Some(hostile()),
        selection: Some(hostile()),
    });
    view.hours.source = EVIL.into();
    view.hours.rows[0].title = EVIL.into();
    view.hours.rows[0].cuts[0].source = EVIL.into();
    view.trainings[0].title = EVIL.into();
    view.trainings[0].activity = Some(hostile());
    view.positions[0] = (EVIL.into(), hostile());
    view.target = Some(TargetView { position: EVIL.into(), title: hostile(), rows: Vec::new(), job_match: None });
    for row in &mut view.competencies {
        row.title = hostile();
        row.short = hostile();
        row.competency = EVIL.into();
        row.place = Some(ScalePlace { at: 1, low: 0, high: 2 });
    }
    view.next_step = Some(CourseCard { title: EVIL.into(), course: EVIL.into(), summary: EVIL.into(), ..course() });
    view.certificates[0] = CertificateRow { number: EVIL.into(), course_title: EVIL.into(), issued_at: NOVEMBER };
    view.plans = vec![item(1, EVIL, PlanState::UnderWay)];
    view.history[0].quiz_title = EVIL.into();
    view.history[0].course_title = EVIL.into();
    view.history[0].moved = vec![(hostile(), None, Some(1))];
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&frame(lang), |f| profile(f, &view));
    }
}
