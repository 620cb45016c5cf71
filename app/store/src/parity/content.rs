use domain::id::{ContentHash, PersonId, QuestionId};
use domain::level::Level;
use domain::score::PerMille;

use super::{NOW, course, id, reader, with_person, write};
use crate::audit::{Event, Origin};
use crate::content::Version;
use crate::learning_hour::Entry;
use crate::outbox::Message;
use crate::testing::TestDatabase;
use crate::{audit, certificate, competency, content, learning_hour, outbox};

pub(super) async fn run(database: &TestDatabase) {
    let store = &database.store;
    for hash in ["a", "b", "a"] {
        let version = Version {
            hash: ContentHash::new(hash),
            kind: "course".into(),
            slug: "kursus".into(),
            files: hash.into(),
            shipped: true,
        };
        write!(store, |conn| content::publish(conn, version, NOW)).unwrap();
    }
    let mut conn = reader(database).await;
    let current = content::current(&mut conn).await.unwrap();
    assert_eq!(current.iter().map(|row| row.hash.as_str()).collect::<Vec<_>>(), ["a"]);
    let old = content::version(&mut conn, &ContentHash::new("b")).await.unwrap();
    assert_eq!(old, Some(("kursus".into(), b"b".to_vec())), "an old version stays");
    assert_eq!(content::all_of_kind(&mut conn, "course").await.unwrap().len(), 2);
    drop(conn);
    let rina = with_person(store).await;
    records(database, rina).await;
    states(database, rina).await;
}

async fn records(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    for number in [1, 2] {
        let entry = Entry { at: NOW, jp: 5, course_id: course(), content_hash: ContentHash::new("a") };
        write!(store, |conn| learning_hour::add(conn, id(number), rina, 2027, &entry)).unwrap();
        let name = format!("AMP-{number}");
        write!(store, |conn| certificate::issue(conn, &name, rina, &course(), &ContentHash::new("a"), NOW)).unwrap();
        let event = Event {
            id: id(number),
            at: NOW,
            actor: None,
            subject: Some(rina),
            action: "test",
            detail: format!("{number}"),
            origin: Origin::default(),
        };
        write!(store, |conn| audit::append(conn, event)).unwrap();
        let message = Message { kind: "test".into(), payload: format!("{number}") };
        write!(store, |conn| outbox::put(conn, id(number), rina, &message, NOW)).unwrap();
    }
    let mut conn = reader(database).await;
    assert_eq!(learning_hour::of_year(&mut conn, rina, 2027).await.unwrap().len(), 1, "a course counts once a year");
    assert_eq!(certificate::of_person(&mut conn, rina).await.unwrap().len(), 1, "one per person and version");
    assert_eq!(certificate::find(&mut conn, "AMP-1").await.unwrap().unwrap().name, "Rina");
    assert_eq!(certificate::find(&mut conn, "AMP-2").await.unwrap(), None);
    let log = audit::about(&mut conn, rina, 5).await.unwrap();
    assert_eq!(log.iter().map(|event| event.detail.as_str()).collect::<Vec<_>>(), ["2", "1"]);
    let messages = outbox::about(&mut conn, rina).await.unwrap();
    assert_eq!(messages.iter().map(|message| message.payload.as_str()).collect::<Vec<_>>(), ["1", "2"]);
}

async fn states(database: &TestDatabase, rina: PersonId) {
    use domain::competency::derive;
    use domain::evidence::Evidence;
    use domain::rules::MeasurementRules;
    let competency_id = domain::id::CompetencyId::new("layanan/loket");
    let evidence = Evidence {
        seq: 1,
        competency: competency_id.clone(),
        level: Level::FIRST,
        question: QuestionId::new("q"),
        case: None,
        score: PerMille::FULL,
        at: NOW,
    };
    for state in [derive(&[], &MeasurementRules::default()), derive(&[evidence], &MeasurementRules::default())] {
        let competency_id = competency_id.clone();
        write!(database.store, |conn| competency::put(conn, rina, &competency_id, &state, NOW)).unwrap();
    }
    let mut conn = reader(database).await;
    let stored = competency::of_person(&mut conn, rina).await.unwrap();
    assert_eq!(stored.iter().map(|stored| stored.state.levels.len()).collect::<Vec<_>>(), [1], "the newer state");
}
