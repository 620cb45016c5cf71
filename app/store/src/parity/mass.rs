use domain::attempt::State;
use domain::competency::CompetencyState;
use domain::id::{CompetencyId, ContentHash, PositionId, UnitId};
use domain::level::Level;
use domain::score::PerMille;

use super::{NOW, course, id, item, question, reader, write};
use crate::answer::SavedAnswer;
use crate::attempt::Attempt;
use crate::content::Version;
use crate::evidence::Entry;
use crate::mass::{Completed, Done, Histories, Settled};
use crate::organisation::{Assignment, Person, Unit};
use crate::testing::TestDatabase;
use crate::{answer, attempt, certificate, competency, content, evidence, learning_hour, mass, organisation, people};

pub(super) async fn run(database: &TestDatabase) {
    let store = &database.store;
    let (unit, rina): (UnitId, _) = (id(10), id(1));
    let top = Unit { id: unit, name: "Kota".into(), kind: "kota".into(), path: format!("{unit}/") };
    write!(store, |conn| organisation::insert_unit(conn, &top, None)).unwrap();
    let hash = ContentHash::new("hash");
    let version =
        Version { hash: hash.clone(), kind: "course".into(), slug: "kursus".into(), files: vec![1], shipped: false };
    write!(store, |conn| content::publish(conn, version, NOW)).unwrap();
    let settled = Settled {
        person: Person { id: rina, name: "Rina".into(), kind: "pns".into() },
        ledger: 1,
        number: ("nip", "198609262015051001".into()),
        assignment: Assignment {
            id: id(20),
            person_id: rina,
            unit_id: unit,
            position_id: PositionId::new("lurah"),
            basis: "definitive".into(),
            head: true,
            valid_from: NOW.plus_days(-10),
            valid_to: None,
        },
        status: Some("leave"),
    };
    write!(store, |conn| mass::insert_people(conn, &[settled])).unwrap();
    let tried = Attempt {
        id: id(30),
        person_id: rina,
        course_id: course(),
        item_id: item("asesmen"),
        content_hash: hash.clone(),
        number: 1,
        seed: 7,
        plan: r#"["q1"]"#.into(),
        state: State::Graded,
        started_at: NOW,
        deadline_at: None,
        finished_at: Some(NOW.0),
        score: Some(1000),
        passed: Some(true),
    };
    let saved = SavedAnswer {
        question_id: question("q1"),
        answer: r#"{"kind":"choice","chosen":[1]}"#.into(),
        device: "seed".into(),
        number: 1,
        saved_at: NOW,
        score: Some(1000),
        marking: None,
    };
    let entry = Entry {
        id: id(40),
        seq: 1,
        course_id: course(),
        question_id: question("q1"),
        case_id: None,
        competency_id: CompetencyId::new("layanan/loket"),
        level: Level::ALL[1],
        score: PerMille::FULL,
        attempt_id: id(30),
        at: NOW,
    };
    let begun = Completed {
        person: rina,
        course: domain::id::CourseId::new("lain"),
        hash: hash.clone(),
        started_at: NOW,
        done: None,
    };
    let done = Done { at: NOW, hours: id(50), jp: 12, certificate: "AMP-1".into() };
    let completed = Completed { course: course(), person: rina, hash, started_at: NOW, done: Some(done) };
    let histories = Histories {
        courses: vec![completed, begun],
        attempts: vec![tried.clone()],
        answers: vec![(id(30), saved.clone())],
        evidence: vec![(rina, entry.clone())],
        states: vec![(rina, CompetencyId::new("layanan/loket"), CompetencyState::default())],
    };
    write!(store, |conn| mass::insert_histories(conn, &histories, NOW)).unwrap();

    write!(store, |conn| mass::look_over(conn)).unwrap();

    let mut conn = reader(database).await;
    assert_eq!(attempt::of_person(&mut conn, rina).await.unwrap(), [tried]);
    assert_eq!(answer::of_attempt(&mut conn, id(30)).await.unwrap(), [saved]);
    assert_eq!(evidence::of_person(&mut conn, rina).await.unwrap(), [entry]);
    assert_eq!(competency::of_person(&mut conn, rina).await.unwrap().len(), 1);
    assert_eq!(certificate::of_person(&mut conn, rina).await.unwrap().len(), 1);
    assert_eq!(learning_hour::of_year(&mut conn, rina, NOW.year()).await.unwrap()[0].jp, 12);
    assert_eq!(organisation::led_units(&mut conn, rina, NOW).await.unwrap().len(), 1);
    assert_eq!(people::holder(&mut conn, "198609262015051001").await.unwrap(), Some(rina));
}
