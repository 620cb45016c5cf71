//! Plans: mine, a team's, one, a new one, and which courses help most.

use app::lang::Lang;
use app::letters::reminders;
use app::pages::{PlanAction, best_plan, my_plan, new_plan, plan, preview_plan, team_plans, unsubscribe};
use domain::competency::Standing;
use domain::id::PlanId;
use domain::plan::{Answer, PlanState, Reminder};
use domain::score::PerMille;
use domain::time::Timestamp;
use services::{
    BestAnswer, BestCourse, BestForm, BestProblem, BestTaker, BestVariant, BestView, FieldError, MyPlan, MyPlanItem,
    NextStep, PlanChoices, PlanCourse, PlanForm, PlanHead, PlanLine, PlanMail, PlanNote, PlanPart, PlanPersonView,
    PlanPreview, PlanView, PreviewPerson, Problem, ReminderView, TeamPlan, TeamPlansView, UnitOption, Variation,
};
use uuid::Uuid;

use crate::profile::{id, text};
use crate::support::{EVIL, assert_escaped, frame, main_of};

/// 24 November 2026, 09.12 in Jakarta.
pub const NOW: Timestamp = Timestamp(1_795_486_320_000);

fn due(days: i64) -> Timestamp {
    Timestamp::start_of(NOW.jakarta().date()).plus_days(days + 1)
}

fn course(slug: &str, title: &str) -> PlanCourse {
    PlanCourse { course: slug.into(), title: title.into(), lang: "id".into(), jp: 5 }
}

fn courses(words: &str) -> Vec<PlanCourse> {
    vec![
        course("mengenali-phishing", &format!("Mengenali phishing{words}")),
        course("menangani-pengaduan-warga", &format!("Menangani pengaduan warga{words}")),
    ]
}

pub fn head(number: u128, words: &str) -> PlanHead {
    PlanHead {
        id: PlanId(Uuid::from_u128(number)),
        path: None,
        courses: courses(words),
        note: format!("Kita bahas hasilnya bulan depan.{words}"),
        by: id(2),
        author: format!("Yanti Oktavia{words}"),
        own: false,
        aim: "gap".into(),
        competency: Some(text("Keamanan digital", "Digital security")),
        made_at: NOW.plus_days(-10),
    }
}

fn notes(words: &str) -> Vec<PlanNote> {
    let note = |author: &str, own, text: &str| PlanNote {
        author: format!("{author}{words}"),
        own,
        text: format!("{text}{words}"),
        at: NOW.plus_days(-1),
    };
    vec![note("Rina Astuti", true, "Boleh bulan depan?"), note("Yanti Oktavia", false, "Boleh.")]
}

pub fn item(number: u128, words: &str, state: PlanState) -> MyPlanItem {
    MyPlanItem {
        plan: head(number, words),
        state,
        answer: None,
        due: due(6),
        courses: vec![(Some(NOW.plus_days(-60)), Some(PerMille::FULL)), (None, Some(PerMille::new(333)))],
        done: 1,
        next: Some(NextStep { step: 1, item: Some(("alamat".into(), format!("Alamat pengirim{words}"))) }),
        notes: notes(words),
        exempt_reason: None,
    }
}

fn mine(words: &str) -> MyPlan {
    let own = MyPlanItem {
        answer: Some(Answer::Accepted),
        due: due(40),
        next: Some(NextStep { step: 0, item: None }),
        notes: Vec::new(),
        plan: PlanHead { own: true, aim: "self".into(), competency: None, ..head(2, words) },
        ..item(2, words, PlanState::UnderWay)
    };
    let exempt =
        MyPlanItem { exempt_reason: Some(format!("Tugas belajar.{words}")), ..item(3, words, PlanState::Exempt) };
    MyPlan {
        now: NOW,
        open: vec![item(1, words, PlanState::Unanswered), own],
        past: vec![exempt, item(4, words, PlanState::Done)],
        address: Some(format!("rina@kota.example{words}")),
        mail: true,
    }
}

#[test]
fn my_plan_in_both_languages() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| my_plan(f, &mine(""), None)));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| my_plan(f, &mine(""), None)));
}

#[test]
fn nothing_is_planned() {
    let view = MyPlan { open: Vec::new(), past: Vec::new(), address: None, ..mine("") };
    let html = main_of(&frame(Lang::En), |f| my_plan(f, &view, None));
    assert!(html.contains("Plan a course") && html.contains("home page only"), "{html}");
}

#[test]
fn a_note_that_was_not_sent_is_kept() {
    let errors = [FieldError::new("catatan", Problem::TooLong { most: 1000 })];
    let typed = Some((PlanId(Uuid::from_u128(1)), "Terlalu panjang", &errors[..]));
    let html = main_of(&frame(Lang::Id), |f| my_plan(f, &mine(""), typed));
    assert!(html.contains("Terlalu panjang</textarea>") && html.contains("href=\"#catatan\""), "{html}");
}

fn person(number: u32, name: &str, state: PlanState, words: &str) -> PlanPersonView {
    PlanPersonView {
        id: id(number),
        name: format!("{name}{words}"),
        state,
        due: due(if state == PlanState::Overdue { -3 } else { 6 }),
        done: usize::from(state == PlanState::Done) * 2,
        begun: usize::from(state == PlanState::UnderWay),
        exempt_reason: (state == PlanState::Exempt).then(|| format!("Cuti.{words}")),
        notes: if state == PlanState::Discussing { notes(words) } else { Vec::new() },
        reminders: vec![ReminderView { reminder: Reminder::Before(14), at: NOW.plus_days(-8), mailed: true }],
        may_change: true,
    }
}

fn one(words: &str) -> PlanView {
    PlanView {
        plan: head(1, words),
        now: NOW,
        people: vec![
            person(3, "Sari Dewi", PlanState::Overdue, words),
            person(1, "Rina Astuti", PlanState::Discussing, words),
            person(4, "Lina Marlina", PlanState::UnderWay, words),
            person(5, "Muhammad Fadil", PlanState::Done, words),
            person(6, "Yusuf Hidayat", PlanState::Exempt, words),
        ],
        others: 2,
        may_change: true,
        sees_team: true,
    }
}

#[test]
fn one_plan_in_both_languages() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| plan(f, &one(""), None)));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| plan(f, &one(""), None)));
}

#[test]
fn a_reader_without_rights_has_no_forms() {
    let mut view = one("");
    view.may_change = false;
    view.people.iter_mut().for_each(|person| person.may_change = false);
    let html = main_of(&frame(Lang::Id), |f| plan(f, &view, None));
    assert!(!html.contains("<form"), "{html}");
}

#[test]
fn what_was_typed_about_a_person_is_kept() {
    let errors = [FieldError::new("alasan", Problem::Missing)];
    let typed = PlanAction::Exempt(id(3), "  ".into());
    let html = main_of(&frame(Lang::Id), |f| plan(f, &one(""), Some((&typed, &errors))));
    assert!(html.contains("href=\"#alasan\"") && html.contains("id=\"alasan\""), "{html}");
    let errors = [FieldError::new("tenggat", Problem::NotADay)];
    for whose in [None, Some(id(3))] {
        let typed = PlanAction::Move(whose, "2020-01-01".into());
        let html = main_of(&frame(Lang::En), |f| plan(f, &one(""), Some((&typed, &errors))));
        assert!(html.contains("value=\"2020-01-01\"") && html.contains("id=\"tenggat\""), "{html}");
    }
}

fn unit(words: &str) -> UnitOption {
    UnitOption { id: "u1".into(), name: format!("Kelurahan 26 Ilir{words}"), depth: 0 }
}

fn team(words: &str) -> TeamPlansView {
    let states = vec![
        (PlanState::Overdue, 1),
        (PlanState::Discussing, 1),
        (PlanState::UnderWay, 2),
        (PlanState::Done, 3),
        (PlanState::Exempt, 1),
    ];
    TeamPlansView {
        unit: unit(words),
        units: vec![unit(words)],
        state: None,
        plans: vec![TeamPlan {
            plan: head(1, words),
            due: Some(due(6)),
            states,
            late: vec![format!("Sari Dewi{words}")],
        }],
        page: 1,
        pages: 1,
        may_assign: true,
    }
}

#[test]
fn plans_of_a_team_in_both_languages() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| team_plans(f, &team(""))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| team_plans(f, &team(""))));
    let none = TeamPlansView { plans: Vec::new(), may_assign: false, ..team("") };
    assert!(main_of(&frame(Lang::En), |f| team_plans(f, &none)).contains("No plans yet"));
}

fn form(words: &str) -> PlanForm {
    PlanForm {
        key: format!("k{words}"),
        courses: vec!["mengenali-phishing".into()],
        path: String::new(),
        aim: "gap".into(),
        unit: "u1".into(),
        competency: "digital/keamanan".into(),
        names: format!("rina{words}"),
        people: Vec::new(),
        due: format!("2026-12-31{words}"),
        note: format!("Penting.{words}"),
    }
}

fn choices(words: &str) -> PlanChoices {
    PlanChoices {
        courses: courses(words),
        paths: vec![("baru-di-loket".into(), text(&format!("Baru di loket{words}"), "New at the counter"), 4, 20)],
        units: vec![unit(words)],
        competencies: vec![("digital/keamanan".into(), text(&format!("Keamanan digital{words}"), "Digital security"))],
        chosen: vec![(id::<domain::id::PersonId>(1).to_string(), format!("Rina Astuti{words}"))],
    }
}

#[test]
fn a_new_plan_in_both_languages() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| new_plan(f, &form(""), &choices(""), &[])));
    let errors = [FieldError::new("kursus", Problem::Missing), FieldError::new("tenggat", Problem::NotADay)];
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| new_plan(f, &form(""), &choices(""), &errors)));
}

#[test]
fn who_leads_nobody_plans_for_themself() {
    let own = PlanChoices { units: Vec::new(), competencies: Vec::new(), chosen: Vec::new(), ..choices("") };
    let html = main_of(&frame(Lang::Id), |f| new_plan(f, &PlanForm::default(), &own, &[]));
    assert!(html.contains("name=\"sasaran\" value=\"self\"") && !html.contains("name=\"unit\""), "{html}");
}

fn preview(words: &str) -> PlanPreview {
    let person = |number: u32, name: &str, done, planned, standing| PreviewPerson {
        id: id(number),
        name: format!("{name}{words}"),
        unit: format!("Kelurahan 26 Ilir{words}"),
        chosen: done == 0,
        done,
        planned,
        standing,
    };
    PlanPreview {
        form: form(words),
        path: None,
        unit: Some(format!("Kelurahan 26 Ilir{words}")),
        competency: Some(text("Keamanan digital", "Digital security")),
        due: due(37),
        parts: vec![PlanPart {
            courses: courses(words),
            people: vec![
                person(1, "Rina Astuti", 1, 0, Some(Standing::Short { by: 1 })),
                person(2, "Lina Marlina", 0, 1, Some(Standing::Short { by: 2 })),
                person(3, "Sari Dewi", 2, 0, None),
            ],
        }],
    }
}

#[test]
fn the_review_in_both_languages() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| preview_plan(f, &preview(""), &[])));
    let errors = [FieldError::new("orang", Problem::NobodyChosen)];
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| preview_plan(f, &preview(""), &errors)));
}

fn best(words: &str) -> BestView {
    let taker = |number: u32, name: &str| BestTaker {
        person: id(number),
        name: format!("{name}{words}"),
        closes: vec![(text("Keamanan digital", "Digital security"), 1, 2)],
    };
    let variant = |variation, levels, courses: Vec<BestCourse>| BestVariant {
        variation,
        levels,
        hours: 15,
        places: 3,
        people: 2,
        evidence: 4,
        proven: variation == Variation::AsAsked,
        courses,
    };
    let all = courses(words);
    let takes = |place: usize, takers| BestCourse { course: all[place].clone(), takers };
    let two = vec![
        takes(0, vec![taker(1, "Rina Astuti"), taker(4, "Lina Marlina")]),
        takes(1, vec![BestTaker { closes: Vec::new(), ..taker(4, "Lina Marlina") }]),
    ];
    let one = vec![takes(0, vec![taker(1, "Rina Astuti")])];
    BestView {
        form: BestForm {
            unit: "u1".into(),
            competencies: vec!["digital/keamanan".into()],
            hours: format!("10{words}"),
            seats: String::new(),
            seats_each: String::new(),
            due: "2026-12-31".into(),
        },
        units: vec![unit(words)],
        competencies: vec![("digital/keamanan".into(), text("Keamanan digital", "Digital security"))],
        errors: Vec::new(),
        answer: Some(BestAnswer {
            unit: format!("Kelurahan 26 Ilir{words}"),
            people: 6,
            short: 3,
            missing: 5,
            untaught: 1,
            unknown: 31,
            variants: vec![
                variant(Variation::AsAsked, 3, two),
                variant(Variation::LessHours(5), 2, one.clone()),
                variant(Variation::FewerCourses(1), 2, one.clone()),
                variant(Variation::FewerSeats(2), 2, one),
            ],
            problem: None,
        }),
    }
}

#[test]
fn the_best_courses_in_both_languages() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| best_plan(f, &best(""))));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| best_plan(f, &best(""))));
}

#[test]
fn no_answer_says_why() {
    let with = |change: fn(&mut BestAnswer)| {
        let mut view = best("");
        if let Some(answer) = &mut view.answer {
            answer.variants.clear();
            change(answer);
        }
        main_of(&frame(Lang::En), |f| best_plan(f, &view))
    };
    assert!(with(|answer| answer.problem = Some(BestProblem::TooLarge)).contains("Too large to be calculated exactly"));
    assert!(with(|answer| answer.problem = Some(BestProblem::TooLong)).contains("took too long"));
    assert!(with(|answer| answer.missing = 0).contains("No level is shown to be missing"));
    assert!(with(|_| ()).contains("No course closes them"));
}

#[test]
fn letters_stop_without_signing_in() {
    let mut frame = frame(Lang::Id);
    frame.viewer = None;
    insta::assert_snapshot!(main_of(&frame, |f| unsubscribe(f, "abc", false)));
    assert!(main_of(&frame, |f| unsubscribe(f, "abc", true)).contains("Surel pengingat dihentikan"));
}

#[test]
fn a_letter_of_reminders() {
    let mail = |words: &str| PlanMail {
        token: "abc".into(),
        lines: vec![PlanLine { plan: head(1, words), reminder: Reminder::Before(3), due: due(2) }],
    };
    let link = "https://ampera.test/rencana/berhenti/abc";
    let letter = reminders(Lang::Id, "Rina Astuti", "https://ampera.test", &mail(""), link);
    insta::assert_snapshot!(letter.text);
    assert!(letter.html.contains(&format!("<a href=\"{link}\">Hentikan</a>")));
    let hostile = reminders(Lang::En, EVIL, "https://ampera.test", &mail(EVIL), link).html;
    assert!(!hostile.contains("<script>") && !hostile.contains("<b>"), "{hostile}");
}

#[test]
fn what_people_type_is_escaped() {
    for lang in [Lang::Id, Lang::En] {
        let frame = frame(lang);
        assert_escaped(&frame, |f| my_plan(f, &mine(EVIL), None));
        assert_escaped(&frame, |f| plan(f, &one(EVIL), None));
        assert_escaped(&frame, |f| team_plans(f, &team(EVIL)));
        assert_escaped(&frame, |f| new_plan(f, &form(EVIL), &choices(EVIL), &[]));
        assert_escaped(&frame, |f| preview_plan(f, &preview(EVIL), &[]));
        assert_escaped(&frame, |f| best_plan(f, &best(EVIL)));
    }
}
