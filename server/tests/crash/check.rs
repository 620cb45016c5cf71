//! What has to be true after a restart.

use std::collections::{BTreeMap, BTreeSet};

use domain::attempt::State;
use domain::id::{PersonId, SessionId};
use domain::policy::{Courses, Roles};
use services::Actor;
use services::quiz::AttemptView;
use uuid::Uuid;

use crate::record::Record;
use crate::services;
use crate::writer::Writer;

/// Every answer that was acknowledged is there, and every attempt that was handed in is graded.
pub async fn acknowledged(address: &str, writers: &[Writer]) {
    let services = services(address).await;
    for record in writers.iter().flat_map(Writer::records) {
        let (state, values) = match services.attempt(&actor(record.person), record.attempt, None).await.unwrap() {
            AttemptView::Running(view) => {
                (State::InProgress, view.questions.into_iter().map(|question| question.values).collect::<Vec<_>>())
            }
            AttemptView::Finished(view) => {
                (view.state, view.questions.into_iter().map(|question| question.values).collect())
            }
        };
        assert!(!record.handed_in || state == State::Graded, "{} was handed in and is {state:?}", record.attempt);
        assert_eq!(values.len(), record.answers.len(), "{}", record.attempt);
        for ((stored, written), place) in values.iter().zip(&record.answers).zip(1..) {
            assert!(written.allows(stored), "{} question {place}: stored {stored:?}, {written:?}", record.attempt);
        }
    }
    services.store().close().await;
}

/// Every attempt ended at most once, and each question gave evidence at most once.
pub async fn graded_once(address: &str, writers: &[Writer]) {
    let services = services(address).await;
    let mut by_person: BTreeMap<PersonId, Vec<&Record>> = BTreeMap::new();
    for record in writers.iter().flat_map(Writer::records) {
        by_person.entry(record.person).or_default().push(record);
    }
    let mut conn = services.store().reader().await.unwrap();
    for (person, records) in by_person {
        let events = store::audit::about(&mut conn, person, 1000).await.unwrap();
        let ended: Vec<_> = events.iter().filter(|event| event.action == "attempt-ended").collect();
        for record in records {
            let attempt = store::attempt::find(&mut conn, record.attempt).await.unwrap().unwrap();
            let times = ended.iter().filter(|event| event.detail.contains(&record.attempt.to_string())).count();
            let expected = usize::from(!attempt.state.is_running());
            assert_eq!(times, expected, "{} is {:?}", record.attempt, attempt.state);
            assert_eq!(attempt.state == State::Graded, attempt.finished_at.is_some(), "{}", record.attempt);
        }
        let ledger = store::evidence::of_person(&mut conn, person).await.unwrap();
        let different: BTreeSet<_> = ledger.iter().map(|entry| (&entry.course_id, &entry.question_id)).collect();
        assert_eq!(different.len(), ledger.len(), "a question gave evidence twice");
    }
    drop(conn);
    services.store().close().await;
}

/// The test was one: the server was killed in the middle of work, and there was much of it.
pub fn not_in_vain(writers: &[Writer]) {
    let count = |what: fn(&Record) -> usize| -> usize { writers.iter().flat_map(Writer::records).map(what).sum() };
    let answers = count(|record| record.answers.iter().filter(|written| written.is_acknowledged()).count());
    let handed_in = count(|record| usize::from(record.handed_in));
    let interrupted: usize = writers.iter().map(|writer| writer.interrupted).sum();
    println!("{answers} answers acknowledged, {handed_in} attempts handed in, {interrupted} times interrupted");
    assert!(answers > 100 && handed_in > 10 && interrupted > 10, "{answers} {handed_in} {interrupted}");
}

fn actor(person: PersonId) -> Actor {
    Actor {
        person,
        session: SessionId(Uuid::nil()),
        name: String::new(),
        roles: Roles::default(),
        courses: Courses::default(),
    }
}
