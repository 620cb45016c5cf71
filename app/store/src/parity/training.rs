use domain::id::{CourseId, PersonId};

use super::{NOW, course, id, reader, with_person, write};
use crate::learning_hour::Entry;
use crate::organisation::{Person, insert_person};
use crate::testing::TestDatabase;
use crate::training::{Document, Training};
use crate::{learning, learning_hour, standard, target, training, training_hour};

pub(super) async fn run(database: &TestDatabase) {
    let rina = with_person(&database.store).await;
    let yanti = Person { id: id(2), name: "Yanti".into(), kind: "pns".into() };
    let other = yanti.id;
    write!(database.store, |conn| insert_person(conn, &yanti)).unwrap();
    filings(database, rina, other).await;
    documents(database, rina, other).await;
    hours(database, rina).await;
}

fn filing(number: u128, person: PersonId, state: &str) -> Training {
    Training {
        id: id(number),
        person_id: person,
        person_name: String::new(),
        state: state.into(),
        typed: "{}".into(),
        activity: Some("seminar".into()),
        title: Some("Seminar".into()),
        organiser: None,
        place: None,
        first_at: Some(NOW.0),
        last_at: Some(NOW.0),
        amount: Some(1),
        international: false,
        document_hash: Some("a".into()),
        document_name: Some("a.pdf".into()),
        changed_at: NOW,
        filed_at: Some(NOW.0),
        decided_at: None,
        decided_by: None,
        reason: None,
    }
}

async fn filings(database: &TestDatabase, rina: PersonId, other: PersonId) {
    let store = &database.store;
    for training in [filing(1, rina, "draft"), filing(1, rina, "filed"), filing(2, other, "filed")] {
        assert!(write!(store, |conn| training::save(conn, training)).unwrap());
    }
    let stolen = filing(1, other, "filed");
    assert!(!write!(store, |conn| training::save(conn, stolen)).unwrap(), "somebody else's");
    let mut conn = reader(database).await;
    let found = training::find(&mut conn, id(1)).await.unwrap().unwrap();
    assert_eq!(found, Training { person_name: "Rina".into(), ..filing(1, rina, "filed") });
    assert_eq!(training::of_person(&mut conn, rina).await.unwrap().len(), 1);
    assert_eq!(training::filed(&mut conn, 9).await.unwrap().len(), 2);
    assert_eq!(training::with_document(&mut conn, "a", 9).await.unwrap().len(), 2);
    drop(conn);
    let later = NOW.plus_days(1);
    let seen_before = NOW.plus_millis(-1);
    for (seen, expected) in [(seen_before, false), (NOW, true), (NOW, false)] {
        let decided = write!(store, |conn| training::decide(conn, id(1), "verified", None, (later, other), seen));
        assert_eq!(decided.unwrap(), expected);
    }
    let late = filing(1, rina, "draft");
    assert!(!write!(store, |conn| training::save(conn, late)).unwrap(), "it is decided");
    let mut conn = reader(database).await;
    assert_eq!(training::decided(&mut conn, 9).await.unwrap().len(), 1);
    assert_eq!(training::verified_after(&mut conn, id(0), 9).await.unwrap().len(), 1);
    assert!(training::verified_after(&mut conn, id(1), 9).await.unwrap().is_empty());
    drop(conn);
    assert!(!write!(store, |conn| training::remove(conn, id(1), rina)).unwrap(), "it is decided");
    assert!(!write!(store, |conn| training::remove(conn, id(2), rina)).unwrap(), "somebody else's");
}

async fn documents(database: &TestDatabase, rina: PersonId, other: PersonId) {
    let store = &database.store;
    for (person, hash) in [(rina, "a"), (rina, "a"), (rina, "b"), (other, "a")] {
        let document = Document { media_type: "application/pdf".into(), content: vec![0, 1, 255] };
        write!(store, |conn| training::put_document(conn, person, hash, document, NOW)).unwrap();
    }
    let mut conn = reader(database).await;
    let document = training::document(&mut conn, rina, "a").await.unwrap().unwrap();
    assert_eq!(document.content, [0, 1, 255]);
    let facts = training::document_facts(&mut conn, rina, "a").await.unwrap().unwrap();
    assert_eq!(facts, ("application/pdf".to_owned(), 3));
    assert!(training::document(&mut conn, other, "b").await.unwrap().is_none());
    drop(conn);
    assert_eq!(write!(store, |conn| training::forget_unused_documents(conn, rina)).unwrap(), 1, "b");
    let draft = Training { document_hash: None, ..filing(3, rina, "draft") };
    assert!(write!(store, |conn| training::save(conn, draft)).unwrap());
    assert_eq!(write!(store, |conn| training::forget_drafts(conn, NOW)).unwrap(), 0);
    assert_eq!(write!(store, |conn| training::forget_drafts(conn, NOW.plus_days(1))).unwrap(), 1);
    assert_eq!(write!(store, |conn| training::forget_documents(conn, NOW)).unwrap(), 0);
    assert_eq!(write!(store, |conn| training::forget_documents(conn, NOW.plus_days(2))).unwrap(), 1, "Yanti's waits");
    assert!(write!(store, |conn| training::remove(conn, id(2), other)).unwrap());
    assert_eq!(write!(store, |conn| training::blank_of(conn, rina, "-")).unwrap(), 1);
}

async fn hours(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let days = [(NOW, 4), (NOW.plus_days(1), 4)];
    write!(store, |conn| training_hour::add(conn, id(1), rina, "seminar", &days)).unwrap();
    write!(store, |conn| learning::enrol(conn, rina, &course(), NOW)).unwrap();
    let entry = Entry { at: NOW, jp: 3, course_id: course(), content_hash: "h".to_owned().into() };
    write!(store, |conn| learning_hour::add(conn, id(1), rina, 2026, &entry)).unwrap();
    let mut conn = reader(database).await;
    let year = NOW.year();
    let of_people = training_hour::of_people(&mut conn, &[rina], year).await.unwrap();
    assert_eq!(
        of_people.iter().map(|(person, _, at, jp)| (*person, *at, *jp)).collect::<Vec<_>>(),
        [(rina, NOW, 4), (rina, NOW.plus_days(1), 4)]
    );
    let of_year = training_hour::of_year(&mut conn, rina, year).await.unwrap();
    assert_eq!(of_year.iter().map(|hour| (hour.at, hour.jp)).collect::<Vec<_>>(), [(NOW, 4), (NOW.plus_days(1), 4)]);
    assert_eq!(training_hour::of_training(&mut conn, id(1)).await.unwrap().len(), 2);
    assert_eq!(training_hour::years(&mut conn, rina).await.unwrap(), [year, 2026]);
    assert_eq!(training_hour::without_verification(&mut conn).await.unwrap(), 0);
    assert_eq!(training_hour::without_completion(&mut conn).await.unwrap(), 1, "the course is not complete");
    drop(conn);
    write!(store, |conn| learning::complete(conn, rina, &course(), NOW)).unwrap();
    let position = "lurah".into();
    let required = [("digital/keamanan".into(), domain::level::Level::try_from(2u8).unwrap())];
    write!(store, |conn| standard::replace(conn, &position, NOW, &required)).unwrap();
    let mut conn = reader(database).await;
    assert_eq!(training_hour::without_completion(&mut conn).await.unwrap(), 0);
    let none = CourseId::new("");
    let completed = training_hour::completed_after(&mut conn, id(0), &none, 9).await.unwrap();
    assert_eq!((completed.len(), completed[0].jp, completed[0].year), (1, Some(3), Some(2026)));
    assert!(training_hour::completed_after(&mut conn, rina, &course(), 9).await.unwrap().is_empty());
    assert_eq!(target::positions(&mut conn, NOW).await.unwrap(), ["lurah"]);
    assert!(target::positions(&mut conn, NOW.plus_days(-1)).await.unwrap().is_empty());
}
