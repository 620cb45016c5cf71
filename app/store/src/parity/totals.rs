use domain::cell::{Cell, Tally};
use domain::competency::{CompetencyState, Standing};
use domain::id::{AssignmentId, CompetencyId, PersonId, PositionId, UnitId};
use domain::level::Level;
use domain::score::PerMille;
use uuid::Uuid;

use super::{NOW, id, reader, with_person, write};
use crate::organisation::{Assignment, Unit};
use crate::standard::{Decree, Draft};
use crate::testing::TestDatabase;
use crate::total::{Counted, Key, State};
use crate::{competency, learning_hour, organisation, standard, total};

pub(super) async fn run(database: &TestDatabase) {
    let store = &database.store;
    let rina = with_person(store).await;
    let (city, office): (UnitId, UnitId) = (id(10), id(11));
    let unit = |id: UnitId, path: String| Unit { id, name: format!("Unit {id}"), kind: "dinas".into(), path };
    let (top, below) = (unit(city, format!("{city}/")), unit(office, format!("{city}/{office}/")));
    let (one, other) = (top.clone(), below.clone());
    write!(store, |conn| organisation::insert_unit(conn, &one, None)).unwrap();
    write!(store, |conn| organisation::insert_unit(conn, &other, Some(city))).unwrap();
    let position = PositionId::new("lurah");
    let post = Assignment {
        id: id(20),
        person_id: rina,
        unit_id: office,
        position_id: position.clone(),
        basis: "definitive".into(),
        head: false,
        valid_from: NOW.plus_days(-10),
        valid_to: None,
    };
    write!(store, |conn| organisation::insert_assignment(conn, &post)).unwrap();
    let required = vec![(CompetencyId::new("layanan/loket"), Level::try_from(2i64).unwrap())];
    let lurah = position.clone();
    write!(store, |conn| standard::replace(conn, &lurah, NOW, &required)).unwrap();
    let state = CompetencyState::default();
    let loket = CompetencyId::new("layanan/loket");
    write!(store, |conn| competency::put(conn, rina, &loket, &state, NOW)).unwrap();

    let mut conn = reader(database).await;
    assert_eq!(organisation::unit_at(&mut conn, office, NOW).await.unwrap(), Some(below.clone()));
    assert_eq!(organisation::roots(&mut conn, NOW).await.unwrap(), [top]);
    assert_eq!(organisation::units_below(&mut conn, city, NOW, 9).await.unwrap(), [below]);
    assert!(total::is_due(&mut conn).await.unwrap() && total::waits(&mut conn, rina).await.unwrap());
    assert!(total::state(&mut conn).await.unwrap().is_none());
    assert_eq!(total::required(&mut conn, NOW).await.unwrap().len(), 1);
    assert_eq!(competency::of_people(&mut conn, &[rina]).await.unwrap().len(), 1);
    assert!(learning_hour::of_people(&mut conn, &[rina], 2026).await.unwrap().is_empty());
    let placed = total::first_posts(&mut conn, &[rina], NOW).await.unwrap();
    assert_eq!(placed.iter().map(|placed| placed.unit_id).collect::<Vec<_>>(), [office]);
    drop(conn);

    let state = write!(store, |conn| total::hold(conn, NOW)).unwrap();
    assert_eq!(state, State { counted_until: NOW, sweeping: true, swept_to: None });
    let taken = write!(store, |conn| total::take_due(conn, Uuid::nil(), 100)).unwrap();
    assert_eq!(taken, [rina], "however often somebody was put in");
    assert_eq!(write!(store, |conn| total::people_after(conn, Uuid::nil(), 10)).unwrap(), [rina]);
    let cell = Cell {
        competency: CompetencyId::new("layanan/loket"),
        required: 2,
        held: Some(1),
        standing: Standing::Short { by: 1 },
        certainty: PerMille::new(900),
    };
    let counted = Counted {
        person: rina,
        unit: office,
        counted_in: format!("{city}/{office}/"),
        position: position.clone(),
        basis: "definitive".into(),
        cells: vec![cell.clone()],
    };
    for _ in 0..2 {
        let rows = vec![counted.clone()];
        write!(store, |conn| async { total::put_counted(conn, &rows).await }).unwrap();
    }
    let key = |competency: &str| Key { unit: office, position: String::new(), competency: competency.into() };
    let tally = Tally::of(&cell, PerMille::new(950));
    let changes = vec![(key(""), Tally::PERSON), (key("layanan/loket"), tally)];
    for _ in 0..2 {
        let rows = changes.clone();
        write!(store, |conn| async { total::add(conn, &rows).await }).unwrap();
    }
    let done = State { counted_until: NOW, sweeping: false, swept_to: None };
    write!(store, |conn| total::set_state(conn, done)).unwrap();

    let mut conn = reader(database).await;
    assert!(!total::is_due(&mut conn).await.unwrap());
    assert_eq!(total::counted(&mut conn, &[rina]).await.unwrap(), std::slice::from_ref(&counted));
    let people = total::people_of(&mut conn, city, NOW, 10).await.unwrap();
    assert!(people.len() == 1 && people[0].counted == counted && people[0].name == "Rina");
    assert!(total::people_without_post(&mut conn, 10).await.unwrap().is_empty());
    assert_eq!(total::positions(&mut conn, office).await.unwrap(), [(String::new(), 2)]);
    let found = total::of_units(&mut conn, &[office], "").await.unwrap();
    let mut twice = Tally::default();
    twice.add(&tally, 2);
    assert_eq!(found.last().unwrap().1, twice);
    assert_eq!(total::every(&mut conn).await.unwrap(), found);
    drop(conn);

    write!(store, |conn| total::sweep(conn)).unwrap();
    write!(store, |conn| total::due_of_position(conn, &position)).unwrap();
    let ids: Vec<AssignmentId> = vec![id(20)];
    write!(store, |conn| async { total::due_of_assignments(conn, &ids).await }).unwrap();
    write!(store, |conn| total::due_of_units(conn, std::iter::once(office))).unwrap();
    let people: Vec<PersonId> = vec![rina];
    write!(store, |conn| total::due_all(conn, people.into_iter())).unwrap();
    let passed = write!(store, |conn| total::pass(conn, NOW.plus_days(-11), NOW)).unwrap();
    assert_eq!(passed, 2, "by the post, and by what the position requires");
    decrees(database, rina).await;
}

/// What an agency sets itself, from the draft on.
async fn decrees(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let lurah = PositionId::new("lurah");
    let draft = |number: u128| Draft {
        id: id(number),
        person_id: rina,
        valid_from: NOW,
        source: "Kepwal 1/2027".into(),
        checked: false,
        changes: "[]".into(),
        expires_at: NOW.plus_minutes(5),
    };
    for number in [70, 71] {
        let draft = draft(number);
        write!(store, |conn| async { standard::insert_draft(conn, &draft, NOW).await }).unwrap();
    }
    let mut conn = reader(database).await;
    assert_eq!(standard::draft(&mut conn, id(70), rina, NOW).await.unwrap(), None, "one at a time");
    assert_eq!(standard::draft(&mut conn, id(71), rina, NOW).await.unwrap(), Some(draft(71)));
    assert_eq!(standard::draft(&mut conn, id(71), rina, NOW.plus_minutes(5)).await.unwrap(), None, "too late");
    assert_eq!(standard::newest(&mut conn, &lurah).await.unwrap(), Some(NOW));
    assert_eq!(standard::newest(&mut conn, &PositionId::new("camat")).await.unwrap(), None);
    let holders = standard::holders(&mut conn, &lurah, id(0), 10).await.unwrap();
    assert_eq!(holders.iter().map(|holder| holder.name.as_str()).collect::<Vec<_>>(), ["Rina"]);
    drop(conn);
    assert!(write!(store, |conn| standard::remove_draft(conn, id(71), rina)).unwrap());
    assert!(!write!(store, |conn| standard::remove_draft(conn, id(71), rina)).unwrap());
    let decree = Decree {
        id: id(72),
        position_id: lurah,
        valid_from: NOW,
        source: "Kepwal 1/2027".into(),
        checked: true,
        set_at: NOW,
        set_by: Some(rina.0),
    };
    let set = decree.clone();
    write!(store, |conn| async { standard::insert_decree(conn, &set).await }).unwrap();
    let mut conn = reader(database).await;
    assert_eq!(standard::decrees(&mut conn).await.unwrap(), [decree]);
}
