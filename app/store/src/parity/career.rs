use domain::evaluation::State;
use domain::id::{EvaluationId, PersonId};
use domain::time::Timestamp;
use domain::unit::BEGINNING;

use super::{NOW, id, reader, with_person, write};
use crate::career::Fact;
use crate::evaluation_cycle::Cycle;
use crate::organisation::{Assignment, Unit};
use crate::shortlist::Shortlist;
use crate::talent::{NewResult, Round};
use crate::testing::TestDatabase;
use crate::total::Counted;
use crate::{Conn, Result, career, evaluation, evaluation_cycle, organisation, shortlist, talent, total};

pub(super) async fn run(database: &TestDatabase) {
    let rina = with_person(&database.store).await;
    write!(database.store, |conn| found(conn, rina)).unwrap();
    facts(database, rina).await;
    evaluations(database, rina).await;
    boxes(database, rina).await;
    lists(database, rina).await;
}

/// Rina works in a unit below another one, and was counted there.
async fn found(conn: &mut Conn, rina: PersonId) -> Result<()> {
    let city = Unit { id: id(1), name: "Kota".into(), kind: "kota".into(), path: format!("{}/", id::<PersonId>(1)) };
    let unit = Unit { id: id(2), name: "Kelurahan".into(), kind: "kelurahan".into(), path: format!("{}2/", city.path) };
    organisation::insert_unit(conn, &city, None).await?;
    organisation::insert_unit(conn, &unit, Some(city.id)).await?;
    let assignment = Assignment {
        id: id(1),
        person_id: rina,
        unit_id: unit.id,
        position_id: "lurah".into(),
        basis: "definitive".into(),
        head: false,
        valid_from: BEGINNING,
        valid_to: None,
    };
    organisation::insert_assignment(conn, &assignment).await?;
    let counted = Counted {
        person: rina,
        unit: unit.id,
        counted_in: unit.path,
        position: "lurah".into(),
        basis: "definitive".into(),
        cells: Vec::new(),
    };
    total::put_counted(conn, &[counted]).await
}

async fn facts(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let fact = |number: u128, value: &str, from: Timestamp, at: Timestamp| Fact {
        id: id(number),
        person_id: rina,
        kind: "qualification".into(),
        value: value.into(),
        source: "Ijazah".into(),
        valid_from: from,
        noted_at: at,
        noted_by: rina,
    };
    for new in [
        fact(1, "d3", NOW, NOW),
        fact(2, "s1", NOW.plus_days(2), NOW),
        fact(3, "s2", NOW.plus_days(2), NOW.plus_days(3)),
    ] {
        write!(store, |conn| career::note(conn, new)).unwrap();
    }
    let mut conn = reader(database).await;
    let values = async |conn: &mut Conn, before| {
        let found = career::facts_of_people(conn, &[rina, id(9)], before).await.unwrap();
        found.into_iter().map(|fact| fact.value).collect::<Vec<_>>()
    };
    assert_eq!(values(&mut conn, NOW.plus_days(2)).await, ["d3"], "only what holds by then");
    assert_eq!(values(&mut conn, NOW.plus_days(3)).await, ["s2", "s1", "d3"], "the one that counts first");
    let noted = career::facts_of_person(&mut conn, rina, 2).await.unwrap();
    assert_eq!(noted.iter().map(|noted| noted.fact.value.as_str()).collect::<Vec<_>>(), ["s2", "s1"]);
    assert_eq!(noted[0].noted_by_name.as_deref(), Some("Rina"));
}

async fn evaluations(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    for (number, kind) in [(1u128, "quarter"), (2, "year")] {
        let cycle = Cycle {
            id: id(number),
            name: kind.into(),
            kind: kind.into(),
            period_from: NOW,
            period_to: NOW.plus_days(90),
            opens_at: NOW,
            closes_at: NOW.plus_days(90),
            objection_days: 14,
            state: "closed".into(),
        };
        write!(store, |conn| evaluation_cycle::insert(conn, &cycle, NOW)).unwrap();
        write!(store, |conn| evaluation::insert(conn, id(number), vec![(id::<EvaluationId>(number), rina)])).unwrap();
        let mut conn = reader(database).await;
        let mut new = evaluation::find(&mut conn, id(number)).await.unwrap().unwrap();
        drop(conn);
        new.state = State::Final.code().into();
        new.predicate = Some("baik".into());
        assert!(write!(store, |conn| evaluation::change(conn, &new)).unwrap());
    }
    let mut conn = reader(database).await;
    let settled = async |conn: &mut Conn, after, until| {
        let found = career::settled_of_people(conn, &[rina], (after, until)).await.unwrap();
        found.into_iter().map(|found| found.cycle).collect::<Vec<_>>()
    };
    assert_eq!(settled(&mut conn, NOW, NOW.plus_days(90)).await, ["year", "quarter"]);
    assert!(settled(&mut conn, NOW, NOW.plus_days(89)).await.is_empty());
    assert!(settled(&mut conn, NOW.plus_days(90), NOW.plus_days(99)).await.is_empty());
}

async fn boxes(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let round = |number: u128, name: &str| Round {
        id: id(number),
        name: name.into(),
        day: NOW.plus_days(number as i64),
        set_at: NOW,
        set_by: rina,
        set_by_name: None,
    };
    for _ in 0..2 {
        write!(store, |conn| career::keep_rules(conn, "ab", "{}")).unwrap();
    }
    for (number, name, expected) in [(1u128, "Semester I", true), (2, "Semester I", false), (3, "Semester II", true)] {
        let new = round(number, name);
        assert_eq!(write!(store, |conn| talent::insert_round(conn, &new)).unwrap(), expected);
    }
    for (number, found) in [(1u128, Some(5)), (3, None)] {
        let result = NewResult { person: rina, number: found, unsure: found.is_some(), detail: "{}".into() };
        let added = write!(store, |conn| talent::insert_results(conn, id(number), "ab", vec![result]));
        assert_eq!(added.unwrap(), 1);
    }
    let mut conn = reader(database).await;
    let named = talent::round_named(&mut conn, "Semester I").await.unwrap().unwrap();
    assert_eq!((named.id, named.set_at, named.set_by_name.as_deref()), (id(1), NOW, Some("Rina")));
    assert_eq!(talent::round_named(&mut conn, "semester").await.unwrap(), None);
    assert_eq!(career::rules(&mut conn, "ab").await.unwrap().as_deref(), Some("{}"));
    let rounds = talent::rounds(&mut conn, 9).await.unwrap();
    assert_eq!(rounds.iter().map(|round| round.name.as_str()).collect::<Vec<_>>(), ["Semester II", "Semester I"]);
    let city = id(1);
    assert_eq!(talent::counts(&mut conn, id(1), city, NOW).await.unwrap(), [(Some(5), true, 1)]);
    assert_eq!(talent::counts(&mut conn, id(3), city, NOW).await.unwrap(), [(None, false, 1)]);
    let people = async |conn: &mut Conn, round: u128, number| {
        talent::people(conn, id(round), (city, NOW), number, (9, 0)).await.unwrap().len()
    };
    let counts = [
        people(&mut conn, 1, None).await,
        people(&mut conn, 1, Some(5)).await,
        people(&mut conn, 1, Some(0)).await,
        people(&mut conn, 3, Some(0)).await,
    ];
    assert_eq!(counts, [1, 1, 0, 1]);
    let (newest, result) = talent::newest_of_person(&mut conn, rina).await.unwrap().unwrap();
    assert_eq!((newest.id, result.number, result.rules.as_str()), (id(3), None, "ab"));
    assert!(talent::newest_of_person(&mut conn, id(9)).await.unwrap().is_none());
    let held = async |conn: &mut Conn, position: &str| {
        total::people_with_position(conn, city, NOW, position, 9).await.unwrap().len()
    };
    assert_eq!((held(&mut conn, "").await, held(&mut conn, "lurah").await, held(&mut conn, "x").await), (1, 1, 0));
    let after = async |conn: &mut Conn, person| total::placed_after(conn, person, 9).await.unwrap().len();
    assert_eq!((after(&mut conn, id(0)).await, after(&mut conn, rina).await), (1, 0));
    drop(conn);
    const CHANGE: crate::Sql = crate::Sql::two("UPDATE talent_result SET box = 9", "UPDATE talent_result SET box = 9");
    let refused = write!(store, |conn| conn.run(CHANGE, crate::args![])).unwrap_err();
    assert!(refused.to_string().contains("append-only"), "{refused}");
}

async fn lists(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let list = Shortlist {
        id: id(1),
        name: "Lurah".into(),
        purpose: "promotion".into(),
        wanted: "{}".into(),
        rules: "ab".into(),
        people: 1,
        asked_at: NOW,
        asked_by: rina,
        asked_by_name: None,
    };
    let new = list.clone();
    write!(store, |conn| shortlist::insert(conn, &new, vec![(rina, "{}".to_owned())])).unwrap();
    let mut conn = reader(database).await;
    let found = shortlist::find(&mut conn, id(1)).await.unwrap().unwrap();
    assert_eq!(found, Shortlist { asked_by_name: Some("Rina".into()), ..list });
    assert_eq!(shortlist::all(&mut conn, 9).await.unwrap(), [found]);
    let entries = shortlist::entries(&mut conn, id(1), (9, 0)).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>(), ["Rina"]);
    assert!(shortlist::entries(&mut conn, id(1), (9, 1)).await.unwrap().is_empty());
    drop(conn);
    const FORGET: crate::Sql = crate::Sql::two("DELETE FROM shortlist_entry", "DELETE FROM shortlist_entry");
    let refused = write!(store, |conn| conn.run(FORGET, crate::args![])).unwrap_err();
    assert!(refused.to_string().contains("append-only"), "{refused}");
}
