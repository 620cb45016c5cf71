use domain::attempt::{NETWORK_GRACE_MILLIS, State};
use domain::id::{AttemptId, CompetencyId, ContentHash, PersonId};
use domain::level::Level;
use domain::score::PerMille;
use uuid::Uuid;

use super::{NOW, course, id, item, question, reader, with_person, write};
use crate::answer::NewAnswer;
use crate::attempt::Attempt;
use crate::content::Version;
use crate::evidence::Entry;
use crate::testing::TestDatabase;
use crate::{answer, attempt, content, evidence, learning, retention};

pub(super) async fn run(database: &TestDatabase) {
    let rina = with_person(&database.store).await;
    courses(database, rina).await;
    attempts(database, rina).await;
    answers(database, rina).await;
    ledger(database, rina).await;
}

async fn courses(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    assert!(write!(store, |conn| learning::enrol(conn, rina, &course(), NOW)).unwrap());
    assert!(!write!(store, |conn| learning::enrol(conn, rina, &course(), NOW.plus_days(1))).unwrap());
    write!(store, |conn| learning::visit(conn, rina, &course(), &item("satu"), NOW.plus_days(2))).unwrap();
    for day in [3, 4] {
        write!(store, |conn| learning::mark_read(conn, rina, &course(), &item("satu"), NOW.plus_days(day))).unwrap();
    }
    write!(store, |conn| learning::hold(conn, rina, &course())).unwrap();
    assert!(write!(store, |conn| learning::complete(conn, rina, &course(), NOW)).unwrap());
    assert!(!write!(store, |conn| learning::complete(conn, rina, &course(), NOW)).unwrap());
    let mut conn = reader(database).await;
    let rows = learning::progress(&mut conn, rina).await.unwrap();
    let of = |kind: &str| rows.iter().find(|row| row.kind == kind).map(|row| (row.item_id.as_str(), row.value));
    assert_eq!(of("read"), Some(("kursus/satu", NOW.plus_days(3).0)), "the first time is kept");
    assert_eq!(of("last"), Some(("kursus/satu", NOW.plus_days(2).0)));
    assert_eq!(of("complete"), Some(("", NOW.0)));
    assert_eq!(learning::progress_in(&mut conn, rina, &course()).await.unwrap(), rows);
    assert!(learning::progress_in(&mut conn, rina, &domain::id::CourseId::new("lain")).await.unwrap().is_empty());
}

fn attempt_of(rina: PersonId, number: i64) -> Attempt {
    Attempt {
        id: id(100 + number as u128),
        person_id: rina,
        course_id: course(),
        item_id: item("kuis"),
        content_hash: ContentHash::new("a"),
        number,
        seed: i64::MIN,
        plan: "[]".into(),
        state: State::Open,
        started_at: NOW.plus_minutes(number),
        deadline_at: Some(NOW.plus_minutes(30).0),
        finished_at: None,
        score: None,
        passed: None,
    }
}

async fn attempts(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let version = Version {
        hash: ContentHash::new("a"),
        kind: "course".into(),
        slug: "kursus".into(),
        files: vec![1],
        shipped: false,
    };
    write!(store, |conn| content::publish(conn, version, NOW)).unwrap();
    for number in [1, 2] {
        write!(store, |conn| attempt::insert(conn, &attempt_of(rina, number))).unwrap();
    }
    let again = Attempt { id: id(999), ..attempt_of(rina, 2) };
    assert!(write!(store, |conn| attempt::insert(conn, &again)).unwrap_err().is_duplicate(), "the same number");
    let first: AttemptId = id(101);
    assert_eq!(write!(store, |conn| attempt::hold_running(conn, first)).unwrap(), Some(State::Open));
    assert!(write!(store, |conn| attempt::advance(conn, first, State::Open, State::Submitted)).unwrap());
    assert!(!write!(store, |conn| attempt::advance(conn, first, State::Open, State::Expired)).unwrap());
    assert_eq!(write!(store, |conn| attempt::hold_running(conn, first)).unwrap(), None);
    let mut conn = reader(database).await;
    assert_eq!(attempt::find(&mut conn, id(102)).await.unwrap(), Some(attempt_of(rina, 2)));
    assert_eq!(attempt::unmarked(&mut conn, 9).await.unwrap().len(), 1);
    let overdue = attempt::overdue(&mut conn, NOW.plus_minutes(31), 9).await.unwrap();
    assert_eq!(overdue.iter().map(|attempt| attempt.number).collect::<Vec<_>>(), [2]);
    drop(conn);
    write!(store, |conn| attempt::advance(conn, first, State::Submitted, State::Graded)).unwrap();
    write!(store, |conn| attempt::set_result(conn, first, NOW, PerMille::new(750), true)).unwrap();
    let mut conn = reader(database).await;
    let graded = attempt::finished_after(&mut conn, AttemptId(Uuid::nil()), 9).await.unwrap();
    assert_eq!(
        graded.iter().map(|attempt| (attempt.score, attempt.passed)).collect::<Vec<_>>(),
        [(Some(750), Some(true))]
    );
    let numbers = |attempts: Vec<Attempt>| attempts.into_iter().map(|attempt| attempt.number).collect::<Vec<_>>();
    assert_eq!(numbers(attempt::of_item(&mut conn, rina, &item("kuis")).await.unwrap()), [1, 2]);
    assert_eq!(numbers(attempt::of_person(&mut conn, rina).await.unwrap()), [2, 1]);
    assert_eq!(numbers(attempt::running_of_person(&mut conn, rina).await.unwrap()), [2]);
    assert_eq!(numbers(attempt::of_course(&mut conn, rina, &course()).await.unwrap()), [1, 2]);
    let rows = learning::progress(&mut conn, rina).await.unwrap();
    assert_eq!(rows.iter().find(|row| row.kind == "attempt").unwrap().value, 750, "the best score");
}

async fn answers(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let save = async |attempt: u128, person: PersonId, answer: &str, device: &str, number: i64, at: i64| {
        let new = NewAnswer {
            attempt: id(attempt),
            person,
            question: question("q1"),
            answer: answer.into(),
            device: device.into(),
            number,
            now: domain::time::Timestamp(at),
        };
        store.write_statement(move |conn| Box::pin(answer::save(conn, new))).await.unwrap()
    };
    let deadline = NOW.plus_minutes(30).0;
    assert!(save(102, rina, "a", "phone", 1, NOW.0).await);
    assert!(!save(102, rina, "b", "phone", 1, NOW.0).await, "sent again");
    assert!(save(102, rina, "c", "phone", 2, deadline + NETWORK_GRACE_MILLIS).await, "within the grace");
    assert!(!save(102, rina, "d", "phone", 3, deadline + NETWORK_GRACE_MILLIS + 1).await, "late");
    assert!(save(102, rina, "e", "desk", 1, NOW.0).await, "another device");
    assert!(!save(102, id(77), "f", "phone", 9, NOW.0).await, "somebody else");
    assert!(!save(101, rina, "g", "phone", 9, NOW.0).await, "a graded attempt");
    let many = |answers: &[(&str, &str, i64)]| -> Vec<NewAnswer> {
        let new = |(name, answer, number): &(&str, &str, i64)| NewAnswer {
            attempt: id(102),
            person: rina,
            question: question(name),
            answer: (*answer).into(),
            device: "desk".into(),
            number: *number,
            now: NOW,
        };
        answers.iter().map(new).collect()
    };
    let save_all = async |person: PersonId, at: i64, answers: Vec<NewAnswer>| {
        let now = domain::time::Timestamp(at);
        write!(store, |conn| answer::save_all(conn, id(102), person, now, &answers)).unwrap();
    };
    save_all(rina, NOW.0, many(&[("q1", "old", 1), ("q2", "first", 5), ("q2", "{\"x\": \"'\"}", 5)])).await;
    save_all(rina, deadline + NETWORK_GRACE_MILLIS + 1, many(&[("q2", "late", 6)])).await;
    save_all(id(77), NOW.0, many(&[("q2", "somebody else", 7)])).await;
    save_all(rina, NOW.0, Vec::new()).await;
    write!(store, |conn| answer::set_scores(conn, id(102), &[(&question("q1"), PerMille::FULL)])).unwrap();
    let mut conn = reader(database).await;
    let saved = answer::of_attempt(&mut conn, id(102)).await.unwrap();
    let saved: Vec<_> = saved.iter().map(|saved| (saved.answer.as_str(), saved.number, saved.score)).collect();
    assert_eq!(saved, [("e", 1, Some(1000)), ("{\"x\": \"'\"}", 5, None)]);
    drop(conn);
    for first in [true, false] {
        let marked = write!(store, |conn| answer::set_marking(conn, id(102), &question("q1"), PerMille::ZERO, "{}"));
        assert_eq!(marked.unwrap(), first, "marked once");
    }
    let mut conn = reader(database).await;
    assert_eq!(answer::of_attempt(&mut conn, id(102)).await.unwrap()[0].marking.as_deref(), Some("{}"));
    for person in [Some(rina), None] {
        let texts = retention::free_texts(&mut conn, person, NOW.plus_days(1), "-", 9).await.unwrap();
        assert!(texts.is_empty(), "no free answer is there");
    }
    drop(conn);
    let text = retention::FreeText { attempt_id: id(102), question_id: question("q1"), marking: None };
    write!(store, |conn| retention::blank_free_text(conn, &text, "-")).unwrap();
    let mut conn = reader(database).await;
    let blank = answer::of_attempt(&mut conn, id(102)).await.unwrap().remove(0);
    assert_eq!((blank.answer.as_str(), blank.marking, blank.score), ("-", None, Some(0)), "the score stays");
}

async fn ledger(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    assert_eq!(write!(store, |conn| evidence::take_numbers(conn, rina, 2)).unwrap(), 2);
    let entry = |seq: i64, name: &str| Entry {
        id: id(200 + seq as u128),
        seq,
        course_id: course(),
        question_id: question(name),
        case_id: (seq == 1).then(|| "kasus".to_owned()),
        competency_id: CompetencyId::new("layanan/loket"),
        level: Level::FIRST,
        score: PerMille::FULL,
        attempt_id: id(101),
        at: NOW,
    };
    let both = [entry(1, "q1"), entry(2, "q2")];
    write!(store, |conn| evidence::append(conn, rina, &both)).unwrap();
    let twice = [entry(3, "q3"), entry(4, "q1")];
    assert!(write!(store, |conn| evidence::append(conn, rina, &twice)).unwrap_err().is_duplicate());
    let mut conn = reader(database).await;
    let all = evidence::of_person(&mut conn, rina).await.unwrap();
    assert_eq!(all, [entry(1, "q1"), entry(2, "q2")]);
    let competency = CompetencyId::new("layanan/loket");
    assert_eq!(evidence::of_competency(&mut conn, rina, &competency).await.unwrap(), all);
    assert_eq!(evidence::people_after(&mut conn, PersonId(Uuid::nil()), 9).await.unwrap(), [rina]);
    assert!(evidence::people_after(&mut conn, rina, 9).await.unwrap().is_empty());
}
