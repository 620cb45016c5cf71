//! Units and people over time, and what an import reads and writes.

use domain::id::{AssignmentId, PersonId, PositionId, RecordId, UnitId};
use domain::status::Status;
use domain::time::Timestamp;
use domain::unit::{BEGINNING, UnitState};

use super::{NOW, id, reader, with_person, write};
use crate::import::Known;
use crate::organisation::Assignment;
use crate::people::Wanted;
use crate::testing::TestDatabase;
use crate::upload::{Run, Upload};
use crate::{import, organisation, people, unit, upload};

fn state(number: u128, parent: Option<(u128, &str)>) -> UnitState {
    let own: UnitId = id(number);
    let path = format!("{}{own}/", parent.map(|(_, path)| path).unwrap_or_default());
    UnitState {
        id: own,
        parent: parent.map(|(parent, _)| id(parent)),
        name: format!("Unit {number}"),
        kind: "x".into(),
        path,
    }
}

fn assignment(number: u128, person: PersonId, unit: u128, from: Timestamp) -> Assignment {
    Assignment {
        id: id(number),
        person_id: person,
        unit_id: id(unit),
        position_id: PositionId::new("lurah"),
        basis: "definitive".into(),
        head: true,
        valid_from: from,
        valid_to: None,
    }
}

pub(super) async fn run(database: &TestDatabase) {
    let rina = with_person(&database.store).await;
    units(database, rina).await;
    persons(database, rina).await;
    lists(database, rina).await;
    uploads(database, rina).await;
    heads_and_leavers(database, rina).await;
}

async fn units(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let city = state(10, None);
    let (a, b) = (state(11, Some((10, &city.path))), state(12, Some((10, &city.path))));
    let (ward, above) = (state(13, Some((11, &a.path))), b.path.clone());
    let all = [city.clone(), a.clone(), b, ward.clone()];
    let rows = all.clone().map(|unit| (unit.clone(), format!("k{}", unit.name))).to_vec();
    write!(store, |conn| unit::insert(conn, rows, BEGINNING)).unwrap();
    let work = assignment(20, rina, 13, NOW.plus_days(-100));
    write!(store, |conn| organisation::insert_assignment(conn, &work)).unwrap();

    // The ward comes under the other district, and is renamed on the same day.
    let mut moved = state(13, Some((12, &above)));
    for name in ["Ward", "Kelurahan"] {
        moved.name = name.to_owned();
        let moved = vec![moved.clone()];
        write!(store, |conn| unit::change(conn, &moved, NOW)).unwrap();
    }
    let mut conn = reader(database).await;
    let then = unit::tree_at(&mut conn, NOW.plus_millis(-1)).await.unwrap();
    assert_eq!(then.iter().find(|period| period.unit_id == ward.id).unwrap().path, ward.path);
    let now = unit::tree_at(&mut conn, NOW).await.unwrap();
    assert_eq!(now.iter().find(|period| period.unit_id == ward.id).unwrap().state(), moved);
    let history = unit::periods(&mut conn, ward.id).await.unwrap();
    let spans: Vec<_> = history.iter().map(|period| (period.valid_from, period.valid_to)).collect();
    assert_eq!(spans, [(NOW, None), (BEGINNING, Some(NOW.0))]);
    let records = unit::all(&mut conn).await.unwrap();
    let record = records.iter().find(|record| record.id == ward.id).unwrap();
    assert_eq!((record.state(), record.since, record.code.as_deref()), (moved.clone(), NOW, Some("kUnit 13")));
    assert_eq!(unit::find(&mut conn, ward.id).await.unwrap().as_ref(), Some(record));
    assert_eq!(unit::head_counts(&mut conn, NOW).await.unwrap(), [(ward.id.0, 1)]);
    assert_eq!(unit::posted_after(&mut conn, ward.id, NOW).await.unwrap(), 1);
    assert!(organisation::count_members(&mut conn, &a.path, NOW.plus_millis(-1)).await.unwrap() == 1);
    assert!(organisation::count_members(&mut conn, &a.path, NOW).await.unwrap() == 0);
    drop(conn);

    // It becomes a part of the first district.
    let day = NOW.plus_days(1);
    let handed = store
        .write(move |conn| {
            Box::pin(async move {
                let mut next = 30;
                let handed = unit::hand_over::<crate::Error>(conn, id(13), id(11), day, || {
                    next += 1;
                    Ok(id(next))
                })
                .await?;
                unit::end(conn, id(13), day, Some(id(11))).await?;
                Ok::<_, crate::Error>(handed)
            })
        })
        .await
        .unwrap();
    assert_eq!(handed, 1);
    let mut conn = reader(database).await;
    let held = people::assignments(&mut conn, &[rina], day).await.unwrap();
    let spans: Vec<_> = held.iter().map(|held| (held.unit_id, held.unit_name.as_str(), held.head)).collect();
    assert_eq!(spans, [(id(11), "Unit 11", false), (id(13), "Kelurahan", true)]);
    assert!(held[1].span().covers(NOW) && !held[1].span().covers(day));
    assert_eq!(unit::tree_at(&mut conn, day).await.unwrap().len(), 3);
    let record = unit::find(&mut conn, id(13)).await.unwrap().unwrap();
    assert_eq!((record.ended_at, record.successor_id), (Some(day.0), Some(id::<UnitId>(11).0)));
}

async fn persons(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    write!(store, |conn| people::set_number(conn, rina, "nip", "111", NOW.plus_days(-9))).unwrap();
    write!(store, |conn| people::set_number(conn, rina, "nip", "222", NOW)).unwrap();
    for (status, day) in [(Status::Leave, -5), (Status::Study, -5), (Status::Active, 0)] {
        write!(store, |conn| people::set_status(conn, rina, status, NOW.plus_days(day))).unwrap();
    }
    let mut conn = reader(database).await;
    let statuses = people::statuses(&mut conn, &[rina]).await.unwrap();
    let spans: Vec<_> = statuses.iter().map(|row| (row.status.as_str(), row.valid_from, row.valid_to)).collect();
    assert_eq!(spans, [("active", NOW, None), ("study", NOW.plus_days(-5), Some(NOW.0))]);
    assert_eq!(statuses[0].period().unwrap().status, Status::Active);
    assert_eq!(people::holder(&mut conn, "111").await.unwrap(), Some(rina));
    assert_eq!(people::holder(&mut conn, "333").await.unwrap(), None);
    let numbers = people::numbers(&mut conn, &[rina]).await.unwrap();
    assert_eq!(numbers.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["222", "111"]);
    let city = state(10, None).path;
    for (wanted, found) in [
        (Wanted::default(), true),
        (Wanted { name: "in".into(), digits: "22".into(), path: city, status: "active".into() }, true),
        (Wanted { name: "r%a".into(), ..Wanted::default() }, false),
        (Wanted { digits: "9".into(), ..Wanted::default() }, false),
        (Wanted { status: "leave".into(), ..Wanted::default() }, false),
        (Wanted { path: "x/".into(), ..Wanted::default() }, false),
    ] {
        let rows = people::search(&mut conn, &wanted, NOW, 10, 0).await.unwrap();
        assert_eq!(rows.len(), usize::from(found), "{wanted:?}");
        assert_eq!(people::count(&mut conn, &wanted, NOW).await.unwrap(), i64::from(found));
        assert!(rows.iter().all(|row| row.number.as_deref() == Some("222")));
    }
    drop(conn);
    let later = NOW.plus_days(10);
    assert!(!write!(store, |conn| people::end_assignment(conn, rina, id(20), later)).unwrap(), "it ended before");
    assert_eq!(write!(store, |conn| people::end_all(conn, rina, Some("plt"), later)).unwrap(), 0);
    assert_eq!(write!(store, |conn| people::end_all(conn, rina, None, later)).unwrap(), 1);
    let work = assignment(40, rina, 10, later);
    write!(store, |conn| organisation::insert_assignment(conn, &work)).unwrap();
    assert!(write!(store, |conn| people::end_assignment(conn, rina, id(40), later.plus_days(1))).unwrap());
}

async fn lists(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let many: Vec<Known> = (0..1200u128)
        .map(|n| Known {
            id: id(1000 + n),
            name: format!("P{n}"),
            kind: "pns".into(),
            code: (n == 7).then(|| "c7".into()),
        })
        .collect();
    let inserted = many.clone();
    write!(store, |conn| import::insert_people(conn, &inserted)).unwrap();
    let renamed = vec![Known { name: "Baru".into(), code: Some("c0".into()), ..many[0].clone() }];
    write!(store, |conn| import::update_people(conn, &renamed)).unwrap();
    for digits in ["500", "501"] {
        let numbers =
            vec![(many[0].id, "nip", digits.to_owned(), NOW), (many[1].id, "ni-pppk", format!("{digits}9"), NOW)];
        write!(store, |conn| import::set_numbers(conn, &numbers)).unwrap();
    }
    let statuses = vec![(many[0].id, "leave", NOW), (many[1].id, "study", NOW)];
    write!(store, |conn| import::set_statuses(conn, &statuses)).unwrap();
    let mut works: Vec<_> = many.iter().map(|p| (assignment(p.id.0.as_u128() + 9000, p.id, 10, NOW), None)).collect();
    let inserted: Vec<_> = works.iter().map(|(work, _)| (copy(work), Some("r".to_owned()))).collect();
    write!(store, |conn| import::insert_assignments(conn, &inserted)).unwrap();
    works.truncate(3);
    for (work, code) in &mut works {
        (work.basis, *code) = ("plt".to_owned(), Some("s".to_owned()));
    }
    write!(store, |conn| import::update_assignments(conn, &works)).unwrap();
    let ended: Vec<AssignmentId> = vec![id(10_005), id(10_006)];
    write!(store, |conn| import::end_assignments(conn, &ended, NOW.plus_days(1))).unwrap();

    let mut conn = reader(database).await;
    let ids: Vec<_> = many.iter().map(|person| person.id).collect();
    assert_eq!(import::people(&mut conn, &ids).await.unwrap().len(), 1200);
    assert_eq!(
        import::holders(&mut conn, &["501".into(), "500".into()]).await.unwrap(),
        [("501".into(), many[0].id.0)]
    );
    assert_eq!(import::coded(&mut conn, &["c7".into(), "x".into()]).await.unwrap(), [("c7".into(), many[7].id.0)]);
    let held = people::assignments(&mut conn, &ids, NOW).await.unwrap();
    assert_eq!(held.len(), 1200);
    assert_eq!(held.iter().filter(|held| held.basis == "plt" && held.code.as_deref() == Some("s")).count(), 3);
    let heads = import::heads(&mut conn).await.unwrap();
    assert!(!heads.is_empty() && heads.iter().all(|head| !head.name.is_empty()), "{heads:?}");
    let running = import::running(&mut conn, NOW.plus_days(2), id(0), 5000).await.unwrap();
    assert_eq!(running.iter().filter(|row| row.person_id != rina).count(), 1198);
    let after = import::people_after(&mut conn, many[9].id, 2).await.unwrap();
    assert_eq!(after.iter().map(|person| person.id).collect::<Vec<_>>(), [many[10].id, many[11].id]);
}

/// Who leads a unit besides somebody, and who has left.
async fn heads_and_leavers(database: &TestDatabase, rina: PersonId) {
    use domain::assignment::Span;
    let store = &database.store;
    let (unit, yanti) = (id(12), id(99));
    let span = Span { from: NOW, to: None };
    assert_eq!(write!(store, |conn| people::other_head(conn, unit, rina, span)).unwrap(), None);
    let person = organisation::Person { id: yanti, name: "Yanti".into(), kind: "pns".into() };
    write!(store, |conn| organisation::insert_person(conn, &person)).unwrap();
    let leads = assignment(98, yanti, 12, NOW.plus_days(-1));
    write!(store, |conn| organisation::insert_assignment(conn, &leads)).unwrap();
    assert_eq!(write!(store, |conn| people::other_head(conn, unit, rina, span)).unwrap(), Some(yanti));
    assert_eq!(write!(store, |conn| people::other_head(conn, unit, yanti, span)).unwrap(), None, "oneself");
    let session = crate::session::NewSession {
        id: id(97),
        token_hash: vec![97],
        person_id: yanti,
        device: String::new(),
        created_at: NOW,
        expires_at: NOW.plus_days(1),
        strong: false,
        at: None,
    };
    write!(store, |conn| crate::session::insert(conn, session)).unwrap();
    let left = async || write!(store, |conn| crate::session::revoke_without_post(conn, &[yanti], NOW)).unwrap();
    assert_eq!(left().await, 0, "she holds a position");
    assert!(write!(store, |conn| people::end_assignment(conn, yanti, id(98), NOW)).unwrap());
    assert_eq!((left().await, left().await), (1, 0));
}

fn copy(work: &Assignment) -> Assignment {
    assignment(work.id.0.as_u128(), work.person_id, 10, work.valid_from)
}

async fn uploads(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let list = |number: u128| Upload {
        id: id(number),
        person_id: rina,
        file_name: "a.csv".into(),
        content: vec![0, 1, 2],
        columns: "[]".into(),
        effective_on: "2026-01-01".into(),
        whole: false,
        created_at: NOW,
        expires_at: NOW.plus_minutes(60),
    };
    for number in [1, 2] {
        let list = list(number);
        write!(store, |conn| upload::insert(conn, list)).unwrap();
    }
    write!(store, |conn| upload::set_choices(conn, id(2), "[1]", "2026-02-01", true)).unwrap();
    let mut conn = reader(database).await;
    assert!(upload::find(&mut conn, id(1), rina, NOW).await.unwrap().is_none(), "the newer one took its place");
    let found = upload::find(&mut conn, id(2), rina, NOW).await.unwrap().unwrap();
    assert_eq!((found.content, found.whole, found.columns.as_str()), (vec![0, 1, 2], true, "[1]"));
    assert!(upload::find(&mut conn, id(2), id(77), NOW).await.unwrap().is_none(), "somebody else's");
    assert!(upload::find(&mut conn, id(2), rina, NOW.plus_minutes(60)).await.unwrap().is_none());
    let waiting = upload::waiting(&mut conn, rina, NOW).await.unwrap();
    assert_eq!(waiting, Some((id::<RecordId>(2).0, "a.csv".to_owned())));
    drop(conn);
    assert!(!write!(store, |conn| upload::remove(conn, id(2), id(77))).unwrap());
    assert!(write!(store, |conn| upload::remove(conn, id(2), rina)).unwrap());
    let old = list(3);
    write!(store, |conn| upload::insert(conn, old)).unwrap();
    assert_eq!(write!(store, |conn| upload::forget_expired(conn, NOW.plus_days(1))).unwrap(), 1);
    for field in ["nama", ""] {
        let columns = vec![("a".to_owned(), field.to_owned())];
        write!(store, |conn| upload::remember_columns(conn, &columns)).unwrap();
    }
    let run = Run {
        id: id(5),
        at: NOW,
        actor_id: None,
        file_name: "a.csv".into(),
        added: 1,
        changed: 2,
        ended: 3,
        unchanged: 4,
        rejected: 5,
    };
    let stored = run.clone();
    write!(store, |conn| upload::insert_run(conn, &stored)).unwrap();
    let mut conn = reader(database).await;
    assert_eq!(upload::columns(&mut conn).await.unwrap(), [("a".to_owned(), String::new())]);
    assert_eq!(upload::runs(&mut conn, 5).await.unwrap(), [run]);
}
