use domain::id::{CompetencyId, PersonId, PositionId, UnitId};
use domain::level::Level;

use super::{NOW, id, reader, with_person, write};
use crate::account::Account;
use crate::organisation::{Assignment, Person, Unit};
use crate::session::NewSession;
use crate::testing::TestDatabase;
use crate::{account, organisation, role, session, sign_in, standard};

pub(super) async fn run(database: &TestDatabase) {
    let store = &database.store;
    let rina = with_person(store).await;
    let boss: PersonId = id(2);
    write!(store, |conn| organisation::insert_person(
        conn,
        &Person { id: boss, name: "Yanti".into(), kind: "pppk".into() }
    ))
    .unwrap();
    write!(store, |conn| organisation::insert_number(conn, rina, "nip", "1", NOW)).unwrap();
    let (city, office): (UnitId, UnitId) = (id(10), id(11));
    let unit = |id: UnitId, path: String| Unit { id, name: format!("Unit {id}"), kind: "dinas".into(), path };
    let (top, below) = (unit(city, format!("{city}/")), unit(office, format!("{city}/{office}/")));
    let (one, other) = (top.clone(), below.clone());
    write!(store, |conn| organisation::insert_unit(conn, &one, None)).unwrap();
    write!(store, |conn| organisation::insert_unit(conn, &other, Some(city))).unwrap();
    for (number, person, unit, head, until) in
        [(20, rina, office, false, None), (21, boss, city, true, None), (22, rina, city, true, Some(NOW.plus_days(-1)))]
    {
        let assignment = Assignment {
            id: id(number),
            person_id: person,
            unit_id: unit,
            position_id: PositionId::new("lurah"),
            basis: "definitive".into(),
            head,
            valid_from: NOW.plus_days(-10),
            valid_to: until,
        };
        write!(store, |conn| organisation::insert_assignment(conn, &assignment)).unwrap();
    }

    let mut conn = reader(database).await;
    assert_eq!(organisation::person(&mut conn, rina).await.unwrap().unwrap().name, "Rina");
    assert_eq!(organisation::people(&mut conn).await.unwrap(), 2);
    let posts = organisation::posts(&mut conn, rina, NOW).await.unwrap();
    assert_eq!(posts.iter().map(|post| post.unit_id).collect::<Vec<_>>(), [office], "the ended one is not there");
    assert!(organisation::leads(&mut conn, boss, rina, NOW).await.unwrap());
    assert!(!organisation::leads(&mut conn, rina, boss, NOW).await.unwrap());
    let then = NOW.plus_days(-2);
    assert!(!organisation::leads(&mut conn, rina, boss, then).await.unwrap(), "two heads of one unit until yesterday");
    assert_eq!(organisation::led_units(&mut conn, boss, NOW).await.unwrap(), std::slice::from_ref(&top));
    assert_eq!(organisation::units(&mut conn, NOW).await.unwrap(), [top.clone(), below]);
    let members = organisation::members(&mut conn, &top.path, NOW, 1, 1).await.unwrap();
    assert_eq!(members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["Yanti"]);
    assert_eq!(organisation::count_members(&mut conn, &top.path, NOW).await.unwrap(), 2);
    assert_eq!(organisation::count_without_post(&mut conn, NOW).await.unwrap(), 0);
    let before = organisation::without_post(&mut conn, NOW.plus_days(-20), 1, 1).await.unwrap();
    assert_eq!(before.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["Yanti"]);
    drop(conn);
    acting_heads(database, rina, boss).await;
    standards(database).await;
    sessions(database, rina, boss).await;
}

/// Later the boss of the city stands in for the head of the office, and after that Rina for the boss.
async fn acting_heads(database: &TestDatabase, rina: PersonId, boss: PersonId) {
    let store = &database.store;
    let head: PersonId = id(3);
    let (then, later) = (NOW.plus_days(30), NOW.plus_days(40));
    let lina = Person { id: head, name: "Lina".into(), kind: "pns".into() };
    write!(store, |conn| organisation::insert_person(conn, &lina)).unwrap();
    for (number, person, unit, basis, from, until) in [
        (30, head, 11, "definitive", then, None),
        (31, boss, 11, "plh", then, Some(later)),
        (32, rina, 10, "plh", later, None),
        (33, head, 10, "plt", then, None),
    ] {
        let assignment = Assignment {
            id: id(number),
            person_id: person,
            unit_id: id(unit),
            position_id: PositionId::new("lurah"),
            basis: basis.into(),
            head: number != 33,
            valid_from: from,
            valid_to: until,
        };
        write!(store, |conn| organisation::insert_assignment(conn, &assignment)).unwrap();
    }
    let mut conn = reader(database).await;
    for (leader, person, at, expected) in [
        (head, boss, then, false),
        (boss, head, then, true),
        (head, rina, then, true),
        (rina, boss, later, false),
        (boss, rina, later, true),
    ] {
        let leads = organisation::leads(&mut conn, leader, person, at).await.unwrap();
        assert_eq!(leads, expected, "{leader} {person}");
        let heads = organisation::heads_of(&mut conn, person, at).await.unwrap();
        assert_eq!(heads.contains(&leader), expected, "{leader} {person}");
    }
    let units = organisation::first_units(&mut conn, &[rina, boss, head, id(4)], then).await.unwrap();
    assert_eq!(units.len(), 3, "who holds no post has no unit");
    assert_eq!(units[&head], organisation::posts(&mut conn, head, then).await.unwrap()[0].unit_name);
    let ended = organisation::first_units(&mut conn, &[boss], NOW.plus_days(-20)).await.unwrap();
    assert!(ended.is_empty());
}

async fn standards(database: &TestDatabase) {
    let (position, competency) = (PositionId::new("lurah"), CompetencyId::new("layanan/loket"));
    let other = CompetencyId::new("layanan/bahasa");
    let level = |level: u8| Level::try_from(level).unwrap();
    for (day, required) in [
        (0, vec![(competency.clone(), level(1))]),
        (0, vec![(competency.clone(), level(2)), (other, level(2))]),
        (9, vec![(competency.clone(), level(3))]),
    ] {
        let position = position.clone();
        write!(database.store, |conn| standard::replace(conn, &position, NOW.plus_days(day), &required)).unwrap();
    }
    let mut conn = reader(database).await;
    for (day, levels) in [(-1, vec![]), (0, vec![2, 2]), (8, vec![2, 2]), (9, vec![3])] {
        let required = standard::required(&mut conn, &position, NOW.plus_days(day)).await.unwrap();
        assert_eq!(required.iter().map(|required| required.level.get()).collect::<Vec<_>>(), levels, "day {day}");
    }
}

async fn sessions(database: &TestDatabase, rina: PersonId, boss: PersonId) {
    let store = &database.store;
    for (person, name) in [(rina, "rina"), (boss, "yanti")] {
        let account = Account { person_id: person, username: name.into(), password_hash: "x".into() };
        write!(store, |conn| account::insert(conn, &account)).unwrap();
    }
    let trainer = role::NewGrant {
        id: id(1),
        person: rina,
        role: "trainer".into(),
        course: None,
        from: NOW,
        until: None,
        by: None,
    };
    write!(store, |conn| role::insert(conn, trainer)).unwrap();
    let twice = Account { person_id: id(1), username: "rina".into(), password_hash: String::new() };
    assert!(write!(store, |conn| account::insert(conn, &twice)).unwrap_err().is_duplicate());
    for (number, person) in [(30u8, rina), (31, rina), (32, boss)] {
        let session = NewSession {
            id: id(u128::from(number)),
            token_hash: vec![number],
            person_id: person,
            device: "telepon".into(),
            created_at: NOW,
            expires_at: NOW.plus_days(1),
            strong: false,
            at: None,
        };
        write!(store, |conn| session::insert(conn, session)).unwrap();
    }
    write!(store, |conn| session::touch(conn, id(30), NOW.plus_minutes(5))).unwrap();
    write!(store, |conn| session::renew(conn, id(32), vec![32], true)).unwrap();
    let idle = NOW.plus_minutes(-1);
    let mut conn = reader(database).await;
    let found = account::by_name(&mut conn, "yanti").await.unwrap().unwrap();
    assert_eq!(found.person_id, boss);
    let of_boss = session::signed_in(&mut conn, vec![32], NOW, idle).await.unwrap().unwrap();
    assert!(of_boss.manager && of_boss.roles.is_none() && of_boss.strong);
    let of_rina = session::signed_in(&mut conn, vec![30], NOW, idle).await.unwrap().unwrap();
    assert!(of_rina.roles.as_deref() == Some("trainer:") && !of_rina.manager && of_rina.seen_at == NOW.plus_minutes(5));
    assert!(session::signed_in(&mut conn, vec![30], NOW.plus_days(1), idle).await.unwrap().is_none());
    session::next_change(&mut conn, rina, NOW).await.unwrap();
    assert!(session::signed_in(&mut conn, vec![31], NOW, NOW).await.unwrap().is_none(), "idle");
    assert_eq!(session::devices(&mut conn, rina, NOW, idle).await.unwrap().len(), 2);
    drop(conn);
    assert!(!write!(store, |conn| session::revoke(conn, boss, id(30), NOW)).unwrap(), "somebody else's");
    assert!(write!(store, |conn| session::revoke(conn, boss, id(32), NOW)).unwrap());
    assert_eq!(write!(store, |conn| session::revoke_others(conn, rina, id(30), NOW)).unwrap(), 1);
    assert_eq!(write!(store, |conn| session::forget_ended(conn, NOW.plus_minutes(1))).unwrap(), 2, "those revoked");
    for at in [NOW, NOW.plus_minutes(-30)] {
        write!(store, |conn| session::add_failure(conn, "account:x", at)).unwrap();
    }
    let mut conn = reader(database).await;
    let failures = sign_in::failures(&mut conn, "account:x", NOW.plus_minutes(-15)).await.unwrap();
    assert_eq!(failures, (1, Some(NOW.0)));
    drop(conn);
    write!(store, |conn| sign_in::forget_old_failures(conn, NOW)).unwrap();
    let mut conn = reader(database).await;
    assert_eq!(sign_in::failures(&mut conn, "account:x", NOW.plus_days(-1)).await.unwrap(), (1, Some(NOW.0)));
    drop(conn);
    write!(store, |conn| session::forget_failures(conn, "account:x")).unwrap();
    let mut conn = reader(database).await;
    assert_eq!(sign_in::failures(&mut conn, "account:x", NOW.plus_days(-1)).await.unwrap(), (0, None));
}
