//! Plans: for whom, who answers, reminders once each, and the best courses for a unit.

use domain::id::{PersonId, PlanId};
use domain::plan::{PlanState, Reminder};
use services::{BestForm, Error, LetterKind, NotificationQuery, PlanForm, PlanGroup, Problem};

use crate::city::{City, cities};

const LETTERS: &str = "menulis-surat-dan-pengumuman";
const PHISHING: &str = "mengenali-phishing";

fn form(aim: &str, due: &str) -> PlanForm {
    PlanForm { aim: aim.into(), due: due.into(), ..PlanForm::default() }
}

fn group(course: &str, people: &[PersonId]) -> Vec<PlanGroup> {
    vec![PlanGroup {
        courses: vec![course.into()],
        people: people.iter().map(ToString::to_string).collect(),
        ..PlanGroup::default()
    }]
}

async fn unit(city: &City) -> String {
    let yanti = city.actor("yanti").await;
    city.services.plan_choices(&yanti, &PlanForm::default()).await.unwrap().units[0].id.clone()
}

fn field(error: Error) -> (String, Problem) {
    match error {
        Error::Invalid(mut errors) => {
            let first = errors.remove(0);
            (first.field, first.problem)
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_manager_plans_for_a_unit_and_sees_everybody_by_name_before() {
    for city in cities().await {
        let services = &city.services;
        let yanti = city.actor("yanti").await;
        let unit = unit(&city).await;
        let asked = PlanForm { courses: vec![PHISHING.into()], unit: unit.clone(), ..form("unit", "2026-12-31") };
        let preview = services.preview_plan(&yanti, &asked).await.unwrap();
        let people = &preview.parts[0].people;
        assert_eq!(people.len(), 6, "{people:?}");
        let of = |name: &str| people.iter().find(|person| person.name.starts_with(name)).unwrap();
        assert!(of("Rina").done == 1 && !of("Rina").chosen, "she completed it already");
        assert!(of("Sari").planned == 1 && !of("Sari").chosen, "she has it in a plan");
        assert!(of("Lina").planned == 1 && of("Yusuf").chosen, "an exemption is no plan");

        let gap = PlanForm {
            competency: "layanan/pengaduan".into(),
            courses: vec![LETTERS.into()],
            ..PlanForm { unit: unit.clone(), ..form("gap", "2026-12-31") }
        };
        let short = services.preview_plan(&yanti, &gap).await.unwrap();
        assert!(short.parts[0].people.iter().all(|person| person.standing.is_some()));
        let named = PlanForm {
            names: "rina\nYUSUF".into(),
            courses: vec![LETTERS.into()],
            unit,
            ..form("people", "2026-12-31")
        };
        let named = services.preview_plan(&yanti, &named).await.unwrap();
        assert_eq!(
            named.parts[0].people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(),
            ["Rina Astuti", "Yusuf Hidayat"]
        );

        for (wrong, expected) in [
            (PlanForm { courses: Vec::new(), ..asked.clone() }, "kursus"),
            (PlanForm { due: "2026-11-23".into(), ..asked.clone() }, "tenggat"),
            (PlanForm { unit: "x".into(), ..asked.clone() }, "unit"),
            (PlanForm { competency: "x".into(), ..gap.clone() }, "kompetensi"),
            (PlanForm { note: "a".repeat(1001), ..asked.clone() }, "catatan"),
            (PlanForm { path: "x".into(), ..asked.clone() }, "jalur"),
        ] {
            assert_eq!(field(services.preview_plan(&yanti, &wrong).await.unwrap_err()).0, expected);
        }
    }
}

#[tokio::test]
async fn a_plan_is_for_whom_one_leads_or_for_oneself() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, budi) = (city.actor("rina").await, city.actor("yanti").await, city.actor("budi").await);
        let admin = city.actor("admin").await;
        let auditor = city.actor("hendra").await;
        let people = form("people", "2026-12-31");
        let not_there = |result: Result<Vec<PlanId>, Error>| matches!(result, Err(Error::NotFound));
        assert!(not_there(services.assign_plan(&yanti, &people, &group(LETTERS, &[budi.person])).await));
        assert!(not_there(services.assign_plan(&rina, &people, &group(LETTERS, &[budi.person])).await));
        assert!(not_there(services.assign_plan(&auditor, &people, &group(LETTERS, &[rina.person])).await));
        let (alone, course) = (form("self", "2026-12-31"), group("memakai-asisten-ai-di-kantor", &[rina.person]));
        let own = services.assign_plan(&rina, &alone, &course).await.unwrap()[0];
        let mine = services.my_plan(&rina).await.unwrap();
        let item = mine.open.iter().find(|item| item.plan.id == own).unwrap();
        assert_eq!(item.state, PlanState::UnderWay, "who plans for oneself has said yes");
        services.move_plan(&rina, own, None, "2027-01-15").await.unwrap();
        assert!(services.plan(&yanti, own).await.is_ok(), "the manager sees it");
        assert!(services.plan(&auditor, own).await.is_ok());
        assert!(matches!(services.plan(&budi, own).await, Err(Error::NotFound)));
        assert!(matches!(services.withdraw_plan(&auditor, own, None).await, Err(Error::NotFound)));

        let both =
            services.assign_plan(&admin, &people, &group(LETTERS, &[yanti.person, budi.person])).await.unwrap()[0];
        let seen = services.plan(&yanti, both).await.unwrap();
        assert_eq!((seen.people.len(), seen.others), (1, 1), "Budi is of another unit");
        assert!(!seen.may_change, "what the agency planned for her is not hers to change");
        assert!(matches!(services.withdraw_plan(&rina, both, None).await, Err(Error::NotFound)));
        services.withdraw_plan(&admin, both, Some(budi.person)).await.unwrap();
        let states = services.plan(&admin, both).await.unwrap().people;
        assert_eq!(
            states.iter().map(|person| person.state).collect::<Vec<_>>(),
            [PlanState::Unanswered, PlanState::Withdrawn]
        );
    }
}

#[tokio::test]
async fn a_review_that_is_sent_twice_is_one_plan() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin) = (city.actor("rina").await, city.actor("yanti").await, city.actor("admin").await);
        let course = "data-dan-dasbor-unit";
        let asked = PlanForm { courses: vec![course.into()], unit: unit(&city).await, ..form("people", "2026-12-31") };
        let review = services.preview_plan(&yanti, &asked).await.unwrap().form;
        let unread = async || services.notifications(&rina, NotificationQuery::default()).await.unwrap().unread;
        let (groups, before) = (group(course, &[rina.person]), unread().await);
        let (one, other) = tokio::join!(
            services.assign_plan(&yanti, &review, &groups),
            services.assign_plan(&yanti, &review, &groups)
        );
        let one = one.unwrap();
        assert_eq!(one, other.unwrap());
        assert_eq!(unread().await, before + 1, "told once");
        let mine = services.my_plan(&rina).await.unwrap();
        let of_course = mine.open.iter().filter(|item| item.plan.courses.iter().any(|of| of.course == course));
        assert_eq!(of_course.map(|item| item.plan.id).collect::<Vec<_>>(), one);
        // What was changed in between is another plan, and so is that of somebody else, or of another review.
        let changed = PlanForm { note: "Bab 2 saja.".into(), ..review.clone() };
        assert_ne!(services.assign_plan(&yanti, &changed, &groups).await.unwrap(), one);
        assert_ne!(services.assign_plan(&admin, &review, &groups).await.unwrap(), one);
        let anew = services.preview_plan(&yanti, &review).await.unwrap().form;
        assert_ne!(services.assign_plan(&yanti, &anew, &groups).await.unwrap(), one);
    }
}

#[tokio::test]
async fn only_what_the_form_offers_is_stored() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin) = (city.actor("rina").await, city.actor("yanti").await, city.actor("admin").await);
        let groups = group("data-dan-dasbor-unit", &[rina.person]);
        let own = unit(&city).await;
        let all = services.plan_choices(&admin, &PlanForm::default()).await.unwrap().units;
        let led = services.plan_choices(&yanti, &PlanForm::default()).await.unwrap().units;
        let foreign = all.into_iter().find(|unit| led.iter().all(|led| led.id != unit.id)).unwrap();
        let gap = PlanForm { unit: own, competency: "layanan/pengaduan".into(), ..form("gap", "2026-12-31") };
        for (wrong, expected) in [
            (PlanForm { competency: "x".repeat(1000), ..gap.clone() }, "kompetensi"),
            (PlanForm { unit: foreign.id, ..gap.clone() }, "unit"),
        ] {
            let refused = services.assign_plan(&yanti, &wrong, &groups).await.unwrap_err();
            assert_eq!(field(refused), (expected.to_owned(), Problem::NotAChoice));
        }
        services.assign_plan(&yanti, &gap, &groups).await.unwrap();
    }
}

#[tokio::test]
async fn plans_in_a_state_are_found_before_pages_are_cut() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti) = (city.actor("rina").await, city.actor("yanti").await);
        let groups = group("data-dan-dasbor-unit", &[rina.person]);
        for _ in 0..20 {
            services.assign_plan(&yanti, &form("people", "2026-12-31"), &groups).await.unwrap();
        }
        let all = services.team_plans(&yanti, None, None, 1).await.unwrap();
        assert_eq!((all.plans.len(), all.pages), (20, 2));
        assert!(all.plans.iter().all(|plan| plan.count(PlanState::Overdue) == 0), "what is late is older");
        // Page 7 is the last one: there is one.
        let late = services.team_plans(&yanti, None, Some(PlanState::Overdue), 7).await.unwrap();
        assert_eq!((late.page, late.pages), (1, 1));
        assert!(late.plans.len() == 1 && late.plans[0].count(PlanState::Overdue) > 0, "{:?}", late.plans);
        let new = services.team_plans(&yanti, None, Some(PlanState::Unanswered), 1).await.unwrap();
        assert_eq!((new.plans.len(), new.pages), (20, 2));
    }
}

#[tokio::test]
async fn it_is_talked_about_moved_exempt_and_withdrawn() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti) = (city.actor("rina").await, city.actor("yanti").await);
        let plan = services
            .assign_plan(&yanti, &form("people", "2026-12-01"), &group("data-dan-dasbor-unit", &[rina.person]))
            .await
            .unwrap()[0];
        let state = async || {
            let mine = services.my_plan(&rina).await.unwrap();
            mine.open.into_iter().chain(mine.past).find(|item| item.plan.id == plan).unwrap()
        };
        assert_eq!(state().await.state, PlanState::Unanswered);
        assert_eq!(field(services.discuss_plan(&rina, plan, " ", "id").await.unwrap_err()).0, "catatan");
        services.discuss_plan(&rina, plan, "Terlalu cepat.", "id").await.unwrap();
        services.answer_plan(&yanti, plan, rina.person, "Baik, dua minggu lagi.").await.unwrap();
        services.move_plan(&yanti, plan, Some(rina.person), "2026-12-15").await.unwrap();
        let item = state().await;
        assert_eq!((item.state, item.notes.len()), (PlanState::Discussing, 2));
        services.accept_plan(&rina, plan, "id").await.unwrap();
        assert_eq!(state().await.state, PlanState::UnderWay);
        assert_eq!(field(services.exempt_from_plan(&yanti, plan, rina.person, "").await.unwrap_err()).0, "alasan");
        services.exempt_from_plan(&yanti, plan, rina.person, "Sudah menguasai.").await.unwrap();
        let item = state().await;
        assert_eq!((item.state, item.exempt_reason.as_deref()), (PlanState::Exempt, Some("Sudah menguasai.")));
        assert!(matches!(services.accept_plan(&rina, plan, "id").await, Err(Error::NotFound)));
        services.include_in_plan(&yanti, plan, rina.person).await.unwrap();
        services.withdraw_plan(&yanti, plan, None).await.unwrap();
        assert_eq!(state().await.state, PlanState::Withdrawn);
        let due = services.home(&rina).await.unwrap().due;
        assert!(due.iter().any(|due| matches!(due, services::Due::Plan(_))), "{due:?}");
    }
}

#[tokio::test]
async fn each_reminder_is_made_once_and_there_is_one_letter_a_day() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti) = (city.actor("rina").await, city.actor("yanti").await);
        let person = rina.person;
        let store = services.store();
        store
            .write(move |conn| {
                Box::pin(async move {
                    store::account::set_email(conn, person, "rina@kota.example", domain::time::Timestamp(0)).await
                })
            })
            .await
            .unwrap();
        // It is midnight: reminders are made, letters wait for the morning.
        services.make_reminders().await.unwrap();
        assert!(services.next_letter().await.unwrap().is_none());
        city.clock.forward_minutes(8 * 60);
        services.make_reminders().await.unwrap();
        assert_eq!(services.make_reminders().await.unwrap(), 0, "each once");
        let letter = services.next_letter().await.unwrap().unwrap();
        assert_eq!(letter.kind, LetterKind::Plan);
        let says = letter.plan.clone().unwrap();
        assert_eq!(says.lines.len(), 2, "two plans are open: {says:?}");
        assert!(services.next_letter().await.unwrap().is_none(), "one letter, whatever was made");
        services.letter_sent(&letter).await.unwrap();

        // Something new on the same day waits for the next one.
        let new = group("data-dan-dasbor-unit", &[person]);
        let plan = services.assign_plan(&yanti, &form("people", "2026-12-31"), &new).await.unwrap()[0];
        assert_eq!(services.make_reminders().await.unwrap(), 1);
        assert!(services.next_letter().await.unwrap().is_none());
        city.clock.forward_minutes(24 * 60);
        services.make_reminders().await.unwrap();
        let letter = services.next_letter().await.unwrap().unwrap();
        assert_eq!(letter.plan.unwrap().lines.iter().map(|line| line.plan.id).collect::<Vec<_>>(), [plan]);
        let yanti = city.actor("yanti").await;
        let made = services.plan(&yanti, plan).await.unwrap().people.remove(0).reminders;
        assert_eq!(
            made.iter().map(|made| (made.reminder, made.mailed)).collect::<Vec<_>>(),
            [(Reminder::Assigned, true)]
        );

        // Withdrawn before it is sent: a letter with nothing to say is not sent.
        city.clock.forward_minutes(20 * 24 * 60);
        services.make_reminders().await.unwrap();
        let rina = city.actor("rina").await;
        services.withdraw_plan(&city.actor("yanti").await, plan, None).await.unwrap();
        let lines = loop {
            // Signing in after so long is told too, in a letter of its own.
            let letter = services.next_letter().await.unwrap().unwrap();
            match letter.plan {
                Some(plan) => break plan.lines,
                None => services.letter_sent(&letter).await.unwrap(),
            }
        };
        assert!(lines.iter().all(|line| line.plan.id != plan));
        let token = says.token;
        assert!(matches!(services.unsubscribe("AAAA").await, Err(Error::LinkOver)));
        let forged = format!("{}A", &token[..token.len() - 1]);
        if forged != token {
            assert!(matches!(services.unsubscribe(&forged).await, Err(Error::LinkOver)));
        }
        assert!(services.my_plan(&rina).await.unwrap().mail);
        services.unsubscribe(&token).await.unwrap();
        services.unsubscribe(&token).await.unwrap();
        assert!(!services.my_plan(&rina).await.unwrap().mail);
        city.clock.forward_minutes(30 * 24 * 60);
        services.make_reminders().await.unwrap();
        // She signed in in a new browser: that letter is another matter.
        let letter = services.next_letter().await.unwrap();
        assert!(letter.is_none_or(|letter| letter.kind == LetterKind::Notices));
    }
}

#[tokio::test]
async fn the_best_courses_close_what_is_short_and_can_be_planned() {
    for city in cities().await {
        let services = &city.services;
        let yanti = city.actor("yanti").await;
        let unit = unit(&city).await;
        let asked = BestForm { unit, hours: "20".into(), due: "2026-12-31".into(), ..BestForm::default() };
        let view = services.best_plan(&yanti, &asked).await.unwrap();
        let found = view.answer.unwrap();
        let best = &found.variants[0];
        assert!(best.proven && best.levels > 0 && best.levels <= found.missing - found.untaught, "{found:?}");
        assert!(found.unknown > 0, "what is not known is not counted as short");
        for course in &best.courses {
            assert!(course.takers.iter().all(|taker| !taker.closes.is_empty()));
        }
        let one = BestForm { seats: "1".into(), ..asked.clone() };
        let less = services.best_plan(&yanti, &one).await.unwrap().answer.unwrap();
        assert_eq!((less.variants[0].places, less.variants.len()), (1, 1));
        let preview = services.preview_best(&yanti, &asked, 0).await.unwrap();
        let groups: Vec<_> = preview
            .parts
            .iter()
            .map(|part| PlanGroup {
                courses: part.courses.iter().map(|course| course.course.clone()).collect(),
                people: part.people.iter().map(|person| person.id.to_string()).collect(),
                ..PlanGroup::default()
            })
            .collect();
        // Nobody is ticked: that is an error, and everybody is still there to be ticked.
        let nobody: Vec<_> = groups
            .iter()
            .map(|group| PlanGroup { listed: group.people.clone(), people: Vec::new(), ..group.clone() })
            .collect();
        let Err(Error::Invalid(errors)) = services.assign_plan(&yanti, &preview.form, &nobody).await else { panic!() };
        assert_eq!(errors[0].field, "orang");
        let again = services.preview_groups(&yanti, &preview.form, &nobody).await.unwrap();
        assert_eq!(again.parts[0].people.len(), preview.parts[0].people.len());
        assert!(again.parts[0].people.iter().all(|person| !person.chosen));
        assert!(!services.assign_plan(&yanti, &preview.form, &groups).await.unwrap().is_empty());
        let wrong = BestForm { hours: "banyak".into(), ..asked.clone() };
        assert_eq!(services.best_plan(&yanti, &wrong).await.unwrap().errors[0].field, "jam");
        let rina = city.actor("rina").await;
        assert!(matches!(services.best_plan(&rina, &asked).await, Err(Error::NotFound)));
    }
}
