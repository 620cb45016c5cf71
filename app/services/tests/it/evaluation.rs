//! Performance evaluation: the walk from an open cycle to a closed one and back, and what is refused on the way.

use domain::evaluation::{Rating, Refused, State};
use domain::evaluation_cycle::CycleState;
use domain::id::{CycleId, EvaluationId};
use services::{Actor, AnswerForm, CycleForm, Error, FollowUpForm, Problem, RateForm, WordsForm};

use crate::city::{City, cities};

const DAY: i64 = 24 * 60;

/// A cycle about the last quarter of the year; the city stands on 24 November 2026.
pub fn form(opens: &str, closes: &str) -> CycleForm {
    CycleForm {
        name: "Triwulan IV 2026".into(),
        kind: "quarter".into(),
        period_from: "2026-10-01".into(),
        period_to: "2026-12-31".into(),
        opens: opens.into(),
        closes: closes.into(),
    }
}

pub fn ratings(result: &str, behaviour: &str, comment: &str, share: bool) -> RateForm {
    RateForm {
        result: result.into(),
        behaviour: behaviour.into(),
        comment: comment.into(),
        share,
        ..RateForm::default()
    }
}

/// The version that a page shows now.
pub async fn version(city: &City, actor: &Actor, id: EvaluationId) -> String {
    city.services.evaluation(actor, id).await.unwrap().version.to_string()
}

/// Words, by whoever has the newest page before them.
pub async fn words(city: &City, actor: &Actor, id: EvaluationId, words: &str) -> WordsForm {
    WordsForm { words: words.into(), version: version(city, actor, id).await }
}

/// Rates, with the newest page.
pub async fn rate(city: &City, actor: &Actor, id: EvaluationId, form: RateForm) -> Result<(), Error> {
    let form = RateForm { version: version(city, actor, id).await, ..form };
    city.services.rate(actor, id, &form).await
}

fn wrong<T: std::fmt::Debug>(done: Result<T, Error>) -> (String, Problem) {
    match done {
        Err(Error::Invalid(errors)) => (errors[0].field.clone(), errors[0].problem),
        other => panic!("{other:?}"),
    }
}

pub fn refused<T: std::fmt::Debug>(done: Result<T, Error>) -> Refused {
    match done {
        Err(Error::Refused(refused)) => refused,
        other => panic!("{other:?}"),
    }
}

pub async fn open(city: &City, admin: &Actor) -> CycleId {
    let cycle = city.services.create_cycle(admin, &form("2026-11-24", "2026-12-10")).await.unwrap();
    city.services.run_evaluations().await.unwrap();
    cycle
}

pub async fn of(city: &City, head: &Actor, cycle: CycleId, name: &str) -> EvaluationId {
    let team = city.services.evaluation_team(head, Some(&cycle.to_string()), 1).await.unwrap();
    team.rows.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("{name} is not there")).id
}

pub async fn state(city: &City, actor: &Actor, id: EvaluationId) -> State {
    city.services.evaluation(actor, id).await.unwrap().state
}

#[tokio::test]
async fn from_rating_to_a_closed_cycle() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin) = (city.actor("rina").await, city.actor("yanti").await, city.actor("admin").await);
        let cycle = open(&city, &admin).await;
        let counts = services.cycle(&admin, cycle).await.unwrap().row.counts;
        assert_eq!((counts.all(), counts.of(State::Draft)), (12, 12), "everybody who holds a post, once");
        let id = of(&city, &yanti, cycle, "Rina Astuti").await;

        // A draft may be half done, and is the head's own paper.
        rate(&city, &yanti, id, ratings("above", "", "Kesan pertama.", false)).await.unwrap();
        assert!(!services.my_data_file(&rina).await.unwrap().contains("Kesan pertama"), "not in the download either");
        let mine = services.evaluation(&rina, id).await.unwrap();
        assert_eq!((mine.result, mine.comment, mine.frozen.is_none()), (None, None, true));
        let seen = services.evaluation(&admin, id).await.unwrap();
        assert_eq!((seen.result, seen.may_rate), (None, false), "the agency does not read over the shoulder");
        let own = services.evaluation(&yanti, id).await.unwrap();
        assert_eq!((own.result, own.frozen.unwrap().digest), (Some(Rating::Above), None), "evidence of now beside it");

        let twice = rate(&city, &yanti, id, ratings("as", "", "", true)).await;
        assert_eq!(wrong(twice), ("behaviour".into(), Problem::Missing));
        let silent = rate(&city, &yanti, id, ratings("below", "as", " ", true)).await;
        assert_eq!(wrong(silent), ("comment".into(), Problem::NeedsWords));
        rate(&city, &yanti, id, ratings("as", "above", "Antrean berkurang.", true)).await.unwrap();
        let shared = services.evaluation(&rina, id).await.unwrap();
        assert_eq!(shared.predicate.unwrap().title.id, "Baik");
        assert_eq!(shared.rater.as_deref(), Some("Yanti Oktavia"));
        let frozen = shared.frozen.unwrap();
        assert!(frozen.digest.is_some() && !frozen.is_damaged && !frozen.what.competencies.is_empty());
        assert!(shared.may_acknowledge && shared.may_object);
        assert_eq!(refused(rate(&city, &yanti, id, ratings("above", "above", "", true)).await), Refused::Moved);

        // An objection, and its answer.
        assert_eq!(
            wrong(services.object_to_evaluation(&rina, id, &words(&city, &rina, id, "  ").await).await).1,
            Problem::Missing
        );
        services
            .object_to_evaluation(&rina, id, &words(&city, &rina, id, "Laporan saya selesai.").await)
            .await
            .unwrap();
        let again = services.object_to_evaluation(&rina, id, &words(&city, &rina, id, "Lagi.").await).await;
        assert_eq!(refused(again), Refused::Moved);
        let seen = version(&city, &yanti, id).await;
        let answer = |decision: &str, result: &str, reason: &str| AnswerForm {
            decision: decision.into(),
            result: result.into(),
            behaviour: "above".into(),
            reason: reason.into(),
            version: seen.clone(),
        };
        assert_eq!(wrong(services.answer_objection(&yanti, id, &answer("", "", "x")).await).0, "decision");
        assert_eq!(wrong(services.answer_objection(&yanti, id, &answer("keep", "", "")).await).0, "reason");
        services.answer_objection(&yanti, id, &answer("change", "above", "Benar.")).await.unwrap();
        let answered = services.evaluation(&rina, id).await.unwrap();
        assert_eq!((answered.state, answered.predicate.unwrap().title.id.as_str()), (State::Answered, "Sangat Baik"));
        let seen = version(&city, &yanti, id).await;
        let follow_up = FollowUpForm { kind: "award".into(), note: "Piagam.".into(), version: seen };
        services.set_follow_up(&yanti, id, &follow_up).await.unwrap();

        // The other one stays within the time to object beyond the end of the cycle.
        let other = of(&city, &yanti, cycle, "Sari Dewi").await;
        city.clock.forward_minutes(10 * DAY);
        rate(&city, &yanti, other, ratings("below", "below", "Tidak hadir.", true)).await.unwrap();
        city.clock.forward_minutes(8 * DAY);
        services.run_evaluations().await.unwrap();
        let view = services.cycle(&admin, cycle).await.unwrap();
        assert_eq!(view.row.head.state, CycleState::Closed);
        let counts = view.row.counts;
        assert_eq!((counts.of(State::Final), counts.of(State::Shared), counts.of(State::Unrated)), (1, 1, 10));
        assert!(view.unrated.contains(&"Muhammad Fadil".to_owned()), "listed, with no predicate made up");
        let kinds: Vec<_> = view.events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["created", "opened", "closing", "closed"]);
        assert_eq!(state(&city, &admin, other).await, State::Shared, "may still object");
        city.clock.forward_minutes(8 * DAY);
        services.run_evaluations().await.unwrap();
        let settled = services.evaluation(&admin, other).await.unwrap();
        assert_eq!((settled.state, settled.predicate.unwrap().id.as_str()), (State::Final, "sangat-kurang"));
    }
}

#[tokio::test]
async fn a_closed_cycle_takes_nothing_until_it_is_reopened_for_a_reason() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin) = (city.actor("rina").await, city.actor("yanti").await, city.actor("admin").await);
        let cycle = open(&city, &admin).await;
        let (id, fadil) =
            (of(&city, &yanti, cycle, "Rina Astuti").await, of(&city, &yanti, cycle, "Muhammad Fadil").await);
        rate(&city, &yanti, id, ratings("as", "as", "", true)).await.unwrap();
        services.acknowledge_evaluation(&rina, id, &words(&city, &rina, id, "Baik.").await).await.unwrap();
        services.close_cycle(&admin, cycle).await.unwrap();
        let late = rate(&city, &yanti, fadil, ratings("as", "as", "", true)).await;
        assert_eq!(refused(late), Refused::Closed, "also before the job has come to it");
        assert_eq!(refused(services.close_cycle(&admin, cycle).await), Refused::Moved);
        services.run_evaluations().await.unwrap();
        assert_eq!((state(&city, &yanti, id).await, state(&city, &yanti, fadil).await), (State::Final, State::Unrated));

        let (why, closes) = ("Penilai sakit.", "2026-12-20");
        assert_eq!(wrong(services.reopen_cycle(&admin, cycle, "", closes).await).0, "why");
        assert_eq!(
            wrong(services.reopen_cycle(&admin, cycle, why, "2026-11-01").await),
            ("closes".into(), Problem::NotADay)
        );
        services.reopen_cycle(&admin, cycle, why, closes).await.unwrap();
        services.run_evaluations().await.unwrap();
        let events = services.cycle(&admin, cycle).await.unwrap().events;
        let last = events.last().unwrap();
        assert_eq!((last.kind.as_str(), last.text.as_deref()), ("reopened", Some(why)));
        assert_eq!(events.len(), 5, "what was before stays");

        // Who was not rated can be; what is final is taken up for a reason, and its history stays.
        rate(&city, &yanti, fadil, ratings("as", "as", "", true)).await.unwrap();
        assert_eq!(state(&city, &yanti, id).await, State::Final);
        assert_eq!(wrong(services.take_up_evaluation(&yanti, id, &words(&city, &yanti, id, "").await).await).0, "why");
        city.clock.forward_minutes(1);
        services.take_up_evaluation(&yanti, id, &words(&city, &yanti, id, "Salah ketik.").await).await.unwrap();
        rate(&city, &yanti, id, ratings("above", "above", "", true)).await.unwrap();
        let events = services.evaluation(&rina, id).await.unwrap().events;
        let given: Vec<_> =
            events.iter().filter(|event| event.kind == "shared").map(|e| e.predicate.clone().unwrap().id).collect();
        assert_eq!(given, ["baik", "sangat-baik"]);
    }
}

#[tokio::test]
async fn a_rating_outside_the_dates_is_refused_and_changes_nothing() {
    for city in cities().await {
        let services = &city.services;
        let (yanti, admin) = (city.actor("yanti").await, city.actor("admin").await);
        let cycle = services.create_cycle(&admin, &form("2026-12-01", "2026-12-10")).await.unwrap();
        services.run_evaluations().await.unwrap();
        let view = services.cycle(&admin, cycle).await.unwrap();
        assert_eq!((view.row.head.state, view.row.counts.all()), (CycleState::Planned, 0));
        city.clock.forward_minutes(7 * DAY);
        services.run_evaluations().await.unwrap();
        let id = of(&city, &yanti, cycle, "Rina Astuti").await;
        city.clock.forward_minutes(10 * DAY);
        let late = rate(&city, &yanti, id, ratings("as", "as", "", true)).await;
        assert_eq!(refused(late), Refused::Closed, "the date holds, although the job has not run");
        assert_eq!(state(&city, &yanti, id).await, State::Draft);

        let wrong_form = |change: fn(&mut CycleForm)| {
            let mut form = form("2027-01-01", "2027-01-31");
            "Lain".clone_into(&mut form.name);
            change(&mut form);
            form
        };
        type Case = (&'static str, Problem, fn(&mut CycleForm));
        let cases: [Case; 7] = [
            ("name", Problem::Missing, |form| form.name.clear()),
            ("name", Problem::Taken, |form| "Triwulan IV 2026".clone_into(&mut form.name)),
            ("kind", Problem::NotAChoice, |form| "month".clone_into(&mut form.kind)),
            ("period_to", Problem::EndsBeforeStart, |form| "2026-09-01".clone_into(&mut form.period_to)),
            ("closes", Problem::EndsBeforeStart, |form| "2026-12-01".clone_into(&mut form.closes)),
            ("opens", Problem::NotADate, |form| "besok".clone_into(&mut form.opens)),
            ("period_to", Problem::NoRule, |form| {
                "2020-01-01".clone_into(&mut form.period_from);
                "2020-12-31".clone_into(&mut form.period_to);
            }),
        ];
        for (field, problem, change) in cases {
            let found = wrong(services.create_cycle(&admin, &wrong_form(change)).await);
            assert_eq!(found, (field.to_owned(), problem));
        }
    }
}

#[tokio::test]
async fn what_is_not_yours_is_not_there() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, budi, admin, hendra) = (
            city.actor("rina").await,
            city.actor("yanti").await,
            city.actor("budi").await,
            city.actor("admin").await,
            city.actor("hendra").await,
        );
        let cycle = open(&city, &admin).await;
        let id = of(&city, &yanti, cycle, "Rina Astuti").await;
        let mine = services.my_evaluations(&yanti).await.unwrap().newest.unwrap();
        let everything = ratings("as", "as", "", true);
        let not_found = |done: Result<(), Error>| assert!(matches!(done, Err(Error::NotFound)), "{done:?}");
        not_found(services.rate(&yanti, mine.id, &everything).await);
        for actor in [&rina, &budi, &admin, &hendra] {
            not_found(services.rate(actor, id, &everything).await);
        }
        not_found(services.evaluation(&budi, id).await.map(drop));
        not_found(services.evaluation_team(&rina, None, 1).await.map(drop));
        not_found(services.cycles(&yanti).await.map(drop));
        not_found(services.cycle_export_page(&rina, cycle, None).await.map(drop));
        not_found(services.create_cycle(&hendra, &form("2026-12-01", "2026-12-10")).await.map(drop));
        not_found(services.close_cycle(&hendra, cycle).await);
        rate(&city, &yanti, id, everything.clone()).await.unwrap();
        for actor in [&yanti, &admin, &hendra] {
            not_found(services.acknowledge_evaluation(actor, id, &WordsForm::default()).await);
            not_found(services.object_to_evaluation(actor, id, &WordsForm::default()).await);
        }
        assert!(!services.cycles(&hendra).await.unwrap().may_change);
        assert!(services.evaluation(&hendra, id).await.unwrap().predicate.is_some(), "an auditor reads");
        let looks = services.my_data(&rina).await.unwrap().looks;
        assert!(looks.iter().any(|look| look.name == "Hendra Gunawan" && look.action == "evaluation-viewed"));
        // Agus leads the puskesmas for the time being, and so rates there.
        let agus = services.roles(&admin, "Agus").await.unwrap().found.remove(0).id;
        services.create_account(agus, "agus", "ampera-demo", false, false).await.unwrap();
        let agus = city.actor("agus").await;
        let hers = of(&city, &agus, cycle, "Nurhayati").await;
        rate(&city, &agus, hers, everything.clone()).await.unwrap();
        not_found(services.rate(&agus, id, &everything).await);
    }
}

#[tokio::test]
async fn what_waits_stands_on_the_home_page() {
    use services::{Due, RatingTask};
    for city in cities().await {
        let services = &city.services;
        let due = async |who: &str| {
            let tasks = services.home(&city.actor(who).await).await.unwrap().due;
            tasks
                .into_iter()
                .filter_map(|due| if let Due::Evaluation(task) = due { Some(task) } else { None })
                .collect::<Vec<RatingTask>>()
        };
        let rina: Vec<RatingTask> = due("rina").await;
        assert!(matches!(rina[..], [RatingTask::Respond { .. }]), "{rina:?}");
        let yanti: Vec<RatingTask> = due("yanti").await;
        assert!(yanti.iter().any(|task| matches!(task, RatingTask::Answer { people: 1, .. })), "{yanti:?}");
        assert!(yanti.iter().any(|task| matches!(task, RatingTask::Rate { people: 2, .. })), "{yanti:?}");
    }
}
