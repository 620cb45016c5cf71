use domain::time::Timestamp;
use domain::unit::BEGINNING;

use super::{NOW, id, reader, with_person, write};
use crate::evaluation_cycle::Cycle;
use crate::organisation::{Assignment, Unit};
use crate::sheet::NewSheet;
use crate::sheet_batch::{Batch, Part};
use crate::testing::TestDatabase;
use crate::{Conn, Result, evaluation, evaluation_cycle, organisation, sheet, sheet_batch};
use domain::id::PersonId;

pub(super) async fn run(database: &TestDatabase) {
    let rina = with_person(&database.store).await;
    write!(database.store, |conn| found(conn, rina)).unwrap();
    sheets(database, rina).await;
    batches(database, rina).await;
}

/// Rina works in a unit, and was evaluated.
async fn found(conn: &mut Conn, rina: PersonId) -> Result<()> {
    let unit = Unit { id: id(1), name: "Kelurahan".into(), kind: "kelurahan".into(), path: "1/".into() };
    organisation::insert_unit(conn, &unit, None).await?;
    let post = Assignment {
        id: id(1),
        person_id: rina,
        unit_id: unit.id,
        position_id: "x".into(),
        basis: "definitive".into(),
        head: false,
        valid_from: BEGINNING,
        valid_to: None,
    };
    organisation::insert_assignment(conn, &post).await?;
    let cycle = Cycle {
        id: id(1),
        name: "Triwulan".into(),
        kind: "quarter".into(),
        period_from: NOW,
        period_to: NOW.plus_days(90),
        opens_at: NOW,
        closes_at: NOW.plus_days(30),
        objection_days: 14,
        state: "closed".into(),
    };
    evaluation_cycle::insert(conn, &cycle, NOW).await?;
    evaluation::insert(conn, id(1), vec![(id(1), rina)]).await?;
    let read = evaluation::find(conn, id(1)).await?.unwrap();
    assert!(evaluation::settle(conn, &read, "final", Some(NOW)).await?);
    Ok(())
}

fn new(number: &str, person: PersonId, digest: &str, at: Timestamp) -> NewSheet {
    NewSheet {
        number: number.into(),
        kind: "evidence",
        person,
        evaluation: Some(id(1)),
        lang: "id",
        digest: digest.into(),
        at,
    }
}

async fn sheets(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    for (number, digest, at, expected) in
        [("A", "a", NOW, "A"), ("B", "a", NOW.plus_days(1), "A"), ("C", "c", NOW, "C")]
    {
        let asked = new(number, rina, digest, at);
        let issued = write!(store, |conn| sheet::issue(conn, &asked)).unwrap();
        assert_eq!(issued, (expected.to_owned(), NOW));
    }
    let mut conn = reader(database).await;
    let found = sheet::find(&mut conn, "A").await.unwrap().unwrap();
    assert_eq!((found.kind.as_str(), found.digest.as_str(), found.issued_at), ("evidence", "a", NOW));
    assert_eq!(sheet::find(&mut conn, "B").await.unwrap(), None);
    assert_eq!(sheet::newer(&mut conn, id(1), "id", NOW).await.unwrap(), None);
    assert_eq!(sheet::newer(&mut conn, id(1), "id", NOW.plus_days(-1)).await.unwrap(), Some(NOW));
    assert_eq!(sheet::newer(&mut conn, id(1), "en", NOW.plus_days(-1)).await.unwrap(), None);
    drop(conn);
    // Something changes and changes back: the sheet of before is the newest one again.
    for (number, digest, days, expected) in [("D", "d", 2, ("D", 2)), ("E", "a", 3, ("A", 3)), ("F", "a", 4, ("A", 3))]
    {
        let asked = new(number, rina, digest, NOW.plus_days(days));
        let issued = write!(store, |conn| sheet::issue(conn, &asked)).unwrap();
        assert_eq!(issued, (expected.0.to_owned(), NOW.plus_days(expected.1)));
    }
    let mut conn = reader(database).await;
    assert_eq!(sheet::newer(&mut conn, id(1), "id", NOW.plus_days(2)).await.unwrap(), Some(NOW.plus_days(3)));
    assert_eq!(sheet::newer(&mut conn, id(1), "id", NOW.plus_days(3)).await.unwrap(), None);
}

async fn batches(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let batch = Batch {
        id: id(7),
        cycle_id: id(1),
        unit_id: id(1),
        unit_name: "Kelurahan".into(),
        asked_by: rina,
        asker: None,
        asked_at: NOW,
        lang: "id".into(),
        finished_at: None,
        people: 0,
        made: 0,
        failed: 0,
    };
    let same = Batch { id: id(8), ..batch.clone() };
    assert!(write!(store, |conn| sheet_batch::insert(conn, &batch, "1/")).unwrap());
    assert!(!write!(store, |conn| sheet_batch::insert(conn, &same, "1/")).unwrap(), "it is being made");
    let mut conn = reader(database).await;
    assert_eq!(sheet_batch::people(&mut conn, id(1), "1/", NOW).await.unwrap(), 1);
    assert_eq!(sheet_batch::people(&mut conn, id(1), "2/", NOW).await.unwrap(), 0);
    let found = sheet_batch::find(&mut conn, id(7)).await.unwrap().unwrap();
    assert_eq!((found.people, found.made, found.failed, found.asker.is_some()), (1, 0, 0, true));
    assert_eq!(sheet_batch::of_cycle(&mut conn, id(1), 9).await.unwrap(), std::slice::from_ref(&found));
    let led = sheet_batch::of_head(&mut conn, id(1), (rina, NOW), 9).await.unwrap();
    assert!(led.is_empty(), "she leads nobody");
    assert_eq!(sheet_batch::running(&mut conn, id(1), id(1), "id").await.unwrap(), Some(id(7)));
    assert_eq!(sheet_batch::running(&mut conn, id(1), id(1), "en").await.unwrap(), None);
    assert_eq!(sheet_batch::waiting(&mut conn, NOW).await.unwrap(), Some(found));
    let part = sheet_batch::next(&mut conn, id(7)).await.unwrap().unwrap();
    assert_eq!((part.person_id, part.place, part.content), (rina, 1, None));
    drop(conn);
    let until = NOW.plus_minutes(1);
    for expected in [true, false] {
        assert_eq!(write!(store, |conn| sheet_batch::hold(conn, id(7), NOW, until)).unwrap(), expected);
    }
    write!(store, |conn| sheet_batch::put(conn, id(7), id(1), None, until)).unwrap();
    let mut conn = reader(database).await;
    assert_eq!(sheet_batch::failed(&mut conn, id(7)).await.unwrap().len(), 1);
    assert_eq!(sheet_batch::waiting(&mut conn, NOW).await.unwrap(), None);
    drop(conn);
    write!(store, |conn| sheet_batch::put(conn, id(7), id(1), Some(vec![1, 2]), until)).unwrap();
    write!(store, |conn| sheet_batch::finish(conn, id(7), until)).unwrap();
    let mut conn = reader(database).await;
    let parts: Vec<Part> = sheet_batch::after(&mut conn, id(7), 0, 9).await.unwrap();
    assert_eq!((parts[0].state.as_str(), parts[0].content.clone()), ("made", Some(vec![1, 2])));
    assert!(sheet_batch::after(&mut conn, id(7), 1, 9).await.unwrap().is_empty());
    assert_eq!(sheet_batch::next(&mut conn, id(7)).await.unwrap(), None);
    let found = sheet_batch::find(&mut conn, id(7)).await.unwrap().unwrap();
    assert_eq!((found.made, found.failed, found.finished_at), (1, 0, Some(until.0)));
    assert_eq!(sheet_batch::running(&mut conn, id(1), id(1), "id").await.unwrap(), None);
    drop(conn);
    for (before, expected) in [(NOW, 0), (NOW.plus_days(1), 1)] {
        assert_eq!(write!(store, |conn| sheet_batch::forget(conn, before)).unwrap(), expected);
    }
}
