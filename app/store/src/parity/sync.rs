use domain::delivery::{DeliveryState, Destination};
use domain::id::{CourseId, PersonId};
use domain::time::Timestamp;
use uuid::Uuid;

use super::{NOW, course, id, reader, with_person, write};
use crate::organisation::{Assignment, Unit, insert_assignment, insert_number, insert_unit};
use crate::outbox::Message;
use crate::testing::{TestDatabase, forget_deliveries};
use crate::{delivery, delivery_list, destination, learning, outbox, sync_unit};

const TO: Destination = Destination::Siasn;

pub(super) async fn run(database: &TestDatabase) {
    let rina = with_person(&database.store).await;
    people(database, rina).await;
    planning(database, rina).await;
    switches(database, rina).await;
    turns(database, rina).await;
    lists(database, rina).await;
}

/// Rina works in a unit below the city.
async fn people(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let unit = |number: u128, path: String| Unit {
        id: id(number),
        name: format!("Unit {number}"),
        kind: "dinas".into(),
        path,
    };
    let path = |number: u128| format!("{}/", Uuid::from_u128(number));
    let (top, below) = (unit(10, path(10)), unit(11, format!("{}{}", path(10), path(11))));
    write!(store, |conn| insert_unit(conn, &top, None)).unwrap();
    write!(store, |conn| insert_unit(conn, &below, Some(id(10)))).unwrap();
    let post = Assignment {
        id: id(1),
        person_id: rina,
        unit_id: id(11),
        position_id: domain::id::PositionId::new("p"),
        basis: "definitive".into(),
        head: false,
        valid_from: Timestamp(0),
        valid_to: None,
    };
    write!(store, |conn| insert_assignment(conn, &post)).unwrap();
    write!(store, |conn| insert_number(conn, rina, "nip", "199001012015012001", Timestamp(0))).unwrap();
}

async fn planning(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let kinds = ["course-completed", "competency-derived", "course-completed", "something-else"];
    for (number, kind) in kinds.into_iter().enumerate() {
        let message = Message { kind: kind.into(), payload: "{}".into() };
        let at = NOW.plus_minutes(number as i64);
        write!(store, |conn| outbox::put(conn, id(number as u128 + 1), rina, &message, at)).unwrap();
    }
    write!(store, |conn| destination::register(conn, TO, NOW.plus_minutes(1))).unwrap();
    assert_eq!(write!(store, |conn| destination::plan(conn, NOW, 3)).unwrap(), 3);
    assert_eq!(write!(store, |conn| destination::plan(conn, NOW, 3)).unwrap(), 1);
    assert_eq!(write!(store, |conn| destination::plan(conn, NOW, 3)).unwrap(), 0);
    let states = async || {
        let counts = delivery_list::counts(&mut reader(database).await).await.unwrap();
        counts.into_iter().map(|row| (row.destination, row.state, row.rows)).collect::<Vec<_>>()
    };
    let held = |to: &str, rows| (to.to_owned(), "held".to_owned(), rows);
    assert_eq!(states().await, [held("siasn", 1)], "one is from before, one no course");
    // A destination that is known later has what was planned before it; an earlier day brings more.
    write!(store, |conn| destination::register(conn, Destination::Webhook, NOW)).unwrap();
    write!(store, |conn| destination::register(conn, TO, NOW)).unwrap();
    write!(store, |conn| destination::register(conn, TO, NOW)).unwrap();
    let mut rounds = 0;
    while write!(store, |conn| destination::fill(conn, NOW, 3)).unwrap() {
        rounds += 1;
    }
    assert_eq!(rounds, 4, "two rounds of at most three rows for each");
    assert_eq!(states().await, [held("siasn", 2), held("webhook", 3)]);
    let first = (NOW, NOW.plus_minutes(1));
    write!(store, |conn| destination::pause(conn, TO, ("busy", "x"), first.0, first.1)).unwrap();
    write!(store, |conn| destination::pause(conn, TO, ("busy", "x"), first.0, first.1)).unwrap();
    let known = destination::all(&mut reader(database).await).await.unwrap();
    assert_eq!((known[0].failures, known[0].failing_since, known[0].paused_until), (1, Some(NOW.0), first.1));
    write!(store, |conn| destination::resume(conn, TO)).unwrap();
    assert_eq!(destination::all(&mut reader(database).await).await.unwrap()[0].failing_since, None);
}

async fn switches(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    assert!(write!(store, |conn| sync_unit::switch_on(conn, id(10), rina, NOW)).unwrap());
    assert!(!write!(store, |conn| sync_unit::switch_on(conn, id(10), rina, NOW.plus_minutes(1))).unwrap());
    assert_eq!(write!(store, |conn| sync_unit::settle(conn, NOW)).unwrap(), 5, "the unit below is on, too");
    let mut conn = reader(database).await;
    assert!(delivery::is_switched_on(&mut conn, rina, NOW).await.unwrap());
    let on = sync_unit::all(&mut conn, 9).await.unwrap();
    assert_eq!((on.len(), on[0].name.as_str(), on[0].by.as_deref()), (1, "Unit 10", Some("Rina")));
    drop(conn);
    assert!(write!(store, |conn| sync_unit::switch_off(conn, id(10), rina, NOW.plus_minutes(2))).unwrap());
    assert!(!write!(store, |conn| sync_unit::switch_off(conn, id(10), rina, NOW.plus_minutes(2))).unwrap());
    assert!(!delivery::is_switched_on(&mut reader(database).await, rina, NOW).await.unwrap());
    assert_eq!(write!(store, |conn| sync_unit::settle(conn, NOW)).unwrap(), 5);
    assert!(write!(store, |conn| sync_unit::switch_on(conn, id(11), rina, NOW.plus_minutes(3))).unwrap());
    assert_eq!(write!(store, |conn| sync_unit::settle(conn, NOW)).unwrap(), 5);
    write!(store, |conn| sync_unit::hold(conn, rina)).unwrap();
    assert_eq!(write!(store, |conn| sync_unit::settle(conn, NOW)).unwrap(), 5);
}

async fn turns(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let (mine, theirs, until) = (Uuid::from_u128(1), Uuid::from_u128(2), NOW.plus_minutes(5));
    let mut conn = reader(database).await;
    assert_eq!(delivery::due(&mut conn, TO, NOW, 9).await.unwrap(), [rina, rina]);
    drop(conn);
    assert!(write!(store, |conn| delivery::claim(conn, TO, rina, mine, NOW, until)).unwrap());
    assert!(!write!(store, |conn| delivery::claim(conn, TO, rina, theirs, NOW, until)).unwrap());
    assert!(write!(store, |conn| delivery::keep(conn, mine, until)).unwrap());
    write!(store, |conn| delivery::remember_person(conn, TO, rina, "a1")).unwrap();
    let mut conn = reader(database).await;
    assert_eq!(delivery::remote_person(&mut conn, TO, rina).await.unwrap().as_deref(), Some("a1"));
    let waiting = delivery::waiting(&mut conn, TO, rina, 9).await.unwrap();
    assert_eq!(waiting.iter().map(|row| row.outbox_id).collect::<Vec<_>>(), [id(1), id(3)]);
    assert_eq!(delivery::number(&mut conn, rina, NOW).await.unwrap().as_deref(), Some("199001012015012001"));
    assert_eq!(delivery::completion(&mut conn, rina, &CourseId::new("x"), NOW).await.unwrap(), None);
    drop(conn);
    write!(store, |conn| learning::enrol(conn, rina, &course(), NOW)).unwrap();
    let found = delivery::completion(&mut reader(database).await, rina, &course(), NOW).await.unwrap().unwrap();
    assert_eq!((found.started_at, found.certificate), (NOW, None));
    let (why, about) = (("busy", "x"), (rina, id(1)));
    write!(store, |conn| delivery::later(conn, (TO, theirs), about, why, true, until)).unwrap();
    assert_eq!(
        delivery::waiting(&mut reader(database).await, TO, rina, 1).await.unwrap()[0].tries,
        0,
        "not their turn"
    );
    assert!(delivery::due(&mut reader(database).await, TO, NOW, 9).await.unwrap().is_empty(), "somebody has the turn");
    write!(store, |conn| delivery::later(conn, (TO, mine), about, why, true, until)).unwrap();
    write!(store, |conn| delivery::later(conn, (TO, mine), about, why, false, until)).unwrap();
    let mut conn = reader(database).await;
    let waiting = delivery::waiting(&mut conn, TO, rina, 9).await.unwrap();
    assert!(waiting.iter().all(|row| row.next_at == until), "what came later waits, too");
    assert_eq!(waiting[0].tries, 1);
    drop(conn);
    write!(store, |conn| delivery_list::hasten(conn, TO, NOW)).unwrap();
    write!(store, |conn| delivery::sent(conn, TO, id(1), (Some("rw"), Some("was-there")), NOW)).unwrap();
    let dead = DeliveryState::Dead;
    write!(store, |conn| delivery::given_up(conn, (TO, theirs), id(3), dead, why, NOW)).unwrap();
    assert_eq!(delivery::waiting(&mut reader(database).await, TO, rina, 9).await.unwrap().len(), 1);
    write!(store, |conn| delivery::given_up(conn, (TO, mine), id(3), dead, why, NOW)).unwrap();
    assert!(delivery::waiting(&mut reader(database).await, TO, rina, 9).await.unwrap().is_empty());
    assert!(write!(store, |conn| delivery::keep(conn, mine, NOW)).unwrap());
    assert!(write!(store, |conn| delivery::claim(conn, TO, rina, theirs, NOW, until)).unwrap());
    assert!(!write!(store, |conn| delivery::keep(conn, mine, until)).unwrap());
}

async fn lists(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let mut conn = reader(database).await;
    let refusals = delivery_list::refusals(&mut conn).await.unwrap();
    assert_eq!(refusals.iter().map(|row| (row.reason.as_str(), row.rows)).collect::<Vec<_>>(), [("busy", 1)]);
    assert_eq!(delivery_list::list(&mut conn, "", "", 9, 0).await.unwrap().len(), 5);
    let dead = delivery_list::list(&mut conn, "siasn", "dead", 9, 0).await.unwrap();
    assert_eq!((dead.len(), dead[0].name.as_str(), dead[0].person_id), (1, "Rina", rina));
    let top = format!("{}/", Uuid::from_u128(10));
    for path in ["", top.as_str()] {
        let rows = delivery_list::to_compare(&mut conn, TO, path, NOW, 9, 0).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.outbox_id).collect::<Vec<_>>(), [id(3)], "{path}");
    }
    drop(conn);
    assert!(write!(store, |conn| delivery_list::again(conn, TO, id(3), NOW)).unwrap());
    assert!(!write!(store, |conn| delivery_list::again(conn, TO, id(3), NOW)).unwrap());
    assert_eq!(write!(store, |conn| delivery_list::all_again(conn, TO, "busy", NOW)).unwrap(), 0);
    write!(store, |conn| forget_deliveries(conn, NOW)).unwrap();
}
