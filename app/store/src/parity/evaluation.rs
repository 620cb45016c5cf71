use domain::id::{EvaluationId, PersonId};
use domain::time::Timestamp;
use domain::unit::BEGINNING;

use super::{NOW, id, reader, with_person, write};
use crate::evaluation_cycle::Cycle;
use crate::evaluation_log::{Event, Frozen};
use crate::organisation::{Assignment, Person, Unit};
use crate::testing::TestDatabase;
use crate::{Conn, Result, evaluation, evaluation_cycle, evaluation_log, organisation};

pub(super) async fn run(database: &TestDatabase) {
    let rina = with_person(&database.store).await;
    let boss = id(2);
    write!(database.store, |conn| found(conn, rina, boss)).unwrap();
    cycles(database).await;
    evaluations(database, rina, boss).await;
    log(database, rina, boss).await;
}

/// Rina works in a unit that her boss leads, and later stands in as its head.
async fn found(conn: &mut Conn, rina: PersonId, boss: PersonId) -> Result<()> {
    let yanti = Person { id: boss, name: "Yanti".into(), kind: "pns".into() };
    organisation::insert_person(conn, &yanti).await?;
    let unit = Unit { id: id(1), name: "Kelurahan".into(), kind: "kelurahan".into(), path: "1/".into() };
    organisation::insert_unit(conn, &unit, None).await?;
    let later = NOW.plus_days(50);
    for (number, person, head, from) in
        [(1, rina, false, BEGINNING), (2, boss, true, BEGINNING), (3, rina, true, later)]
    {
        let assignment = Assignment {
            id: id(number),
            person_id: person,
            unit_id: unit.id,
            position_id: "x".into(),
            basis: "definitive".into(),
            head,
            valid_from: from,
            valid_to: None,
        };
        organisation::insert_assignment(conn, &assignment).await?;
    }
    Ok(())
}

fn cycle(number: u128, name: &str) -> Cycle {
    Cycle {
        id: id(number),
        name: name.into(),
        kind: "quarter".into(),
        period_from: NOW,
        period_to: NOW.plus_days(90),
        opens_at: NOW,
        closes_at: NOW.plus_days(30),
        objection_days: 14,
        state: "planned".into(),
    }
}

async fn cycles(database: &TestDatabase) {
    let store = &database.store;
    for (number, name, expected) in [(1, "Triwulan", true), (2, "Triwulan", false), (3, "Tahun", true)] {
        let new = cycle(number, name);
        assert_eq!(write!(store, |conn| evaluation_cycle::insert(conn, &new, NOW)).unwrap(), expected);
    }
    let (opens, closes) = (NOW, NOW.plus_days(9));
    for expected in [true, false] {
        let moved = write!(store, |conn| evaluation_cycle::advance(conn, id(1), ("planned", "open"), (opens, closes)));
        assert_eq!(moved.unwrap(), expected);
    }
    let held = write!(store, |conn| evaluation_cycle::hold(conn, id(1))).unwrap().unwrap();
    assert_eq!((held.state.as_str(), held.closes_at), ("open", closes));
    let mut conn = reader(database).await;
    assert_eq!(evaluation_cycle::find(&mut conn, id(1)).await.unwrap(), Some(held));
    assert_eq!(evaluation_cycle::all(&mut conn, 9).await.unwrap().len(), 2);
    assert_eq!(evaluation_cycle::unfinished(&mut conn).await.unwrap().len(), 2);
}

async fn evaluations(database: &TestDatabase, rina: PersonId, boss: PersonId) {
    let store = &database.store;
    let mut conn = reader(database).await;
    assert_eq!(evaluation::missing(&mut conn, id(1), NOW, (id(0), 9)).await.unwrap(), [rina, boss]);
    drop(conn);
    let both = move || vec![(id::<EvaluationId>(1), rina), (id(2), boss)];
    assert_eq!(write!(store, |conn| evaluation::insert(conn, id(1), both())).unwrap(), 2);
    assert_eq!(write!(store, |conn| evaluation::insert(conn, id(1), both())).unwrap(), 0, "once each");
    let mut conn = reader(database).await;
    assert!(evaluation::missing(&mut conn, id(1), NOW, (id(0), 9)).await.unwrap().is_empty());
    let led = evaluation::led(&mut conn, id(1), boss, NOW, (9, 0)).await.unwrap();
    assert_eq!(led.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Rina"], "without oneself");
    assert_eq!(evaluation::led_counts(&mut conn, id(1), boss, NOW).await.unwrap(), [("draft".to_owned(), 1)]);
    assert!(evaluation::led(&mut conn, id(1), rina, NOW, (9, 0)).await.unwrap().is_empty());
    let later = NOW.plus_days(51);
    assert!(evaluation::led(&mut conn, id(1), rina, later, (9, 0)).await.unwrap().is_empty(), "not her own boss");
    assert!(evaluation::led_counts(&mut conn, id(1), rina, later).await.unwrap().is_empty());
    assert_eq!(evaluation::led(&mut conn, id(1), boss, later, (9, 0)).await.unwrap().len(), 1);
    drop(conn);
    let mut new = led[0].clone();
    new.state = "shared".into();
    new.result = Some("as".into());
    new.rater_id = Some(boss.0);
    new.objection_until = Some(NOW.plus_days(1).0);
    for expected in [true, false] {
        let new = new.clone();
        assert_eq!(write!(store, |conn| evaluation::change(conn, &new)).unwrap(), expected, "one of two");
    }
    let mut conn = reader(database).await;
    let found = evaluation::find(&mut conn, id(1)).await.unwrap().unwrap();
    assert_eq!((found.rater.as_deref(), found.version, found.result.as_deref()), (Some("Yanti"), 1, Some("as")));
    assert_eq!(evaluation::of_person(&mut conn, rina, 9).await.unwrap(), std::slice::from_ref(&found));
    let settled = async |conn: &mut Conn, at| evaluation::to_settle(conn, id(1), at, (id(0), 9)).await.unwrap().len();
    assert_eq!((settled(&mut conn, NOW).await, settled(&mut conn, NOW.plus_days(1)).await), (1, 2), "not before");
    drop(conn);
    for expected in [true, false] {
        let read = found.clone();
        assert_eq!(write!(store, |conn| evaluation::settle(conn, &read, "final", Some(NOW))).unwrap(), expected);
    }
    let mut conn = reader(database).await;
    let expected = [("draft".to_owned(), 1), ("final".to_owned(), 1)];
    assert_eq!(evaluation::counts(&mut conn, id(1)).await.unwrap(), expected);
    let page = async |conn: &mut Conn, after, state: Option<&str>| {
        evaluation::page(conn, id(1), id(after), state, 9).await.unwrap().len()
    };
    assert_eq!((page(&mut conn, 0, None).await, page(&mut conn, 1, None).await), (2, 1));
    assert_eq!(page(&mut conn, 0, Some("final")).await, 1);
}

async fn log(database: &TestDatabase, rina: PersonId, boss: PersonId) {
    let store = &database.store;
    let event = |number: u128, evaluation: Option<EvaluationId>| Event {
        id: id(number),
        cycle: id(1),
        evaluation: evaluation.map(|evaluation| (evaluation, rina)),
        at: NOW,
        actor: evaluation.map(|_| boss),
        kind: "shared",
        detail: "{}".into(),
    };
    let events = vec![event(1, Some(id(1))), event(2, None)];
    write!(store, |conn| evaluation_log::append(conn, events)).unwrap();
    for (number, at, expected) in [(1, NOW, true), (2, NOW.plus_days(1), false)] {
        let frozen = Frozen { at, digest: "ab".into(), content: "{}".into() };
        let kept = write!(store, |conn| evaluation_log::freeze(conn, id(number), (id(1), rina), &frozen));
        assert_eq!(kept.unwrap(), expected, "the same is kept once");
    }
    let mut conn = reader(database).await;
    let of_evaluation = evaluation_log::of_evaluation(&mut conn, id(1)).await.unwrap();
    assert_eq!(of_evaluation.iter().map(|row| row.actor.as_deref()).collect::<Vec<_>>(), [Some("Yanti")]);
    assert_eq!(evaluation_log::of_cycle(&mut conn, id(1)).await.unwrap()[0].actor, None);
    assert_eq!(evaluation_log::frozen(&mut conn, id(1)).await.unwrap()[0].at, Timestamp(NOW.0));
    drop(conn);
    const CHANGE: crate::Sql =
        crate::Sql::two("UPDATE evaluation_event SET kind = 'x'", "UPDATE evaluation_event SET kind = 'x'");
    let refused = write!(store, |conn| conn.run(CHANGE, crate::args![])).unwrap_err();
    assert!(refused.to_string().contains("append-only"), "{refused}");
}
