//! The totals of the heat map follow everything that moves a cell.

use domain::cell::Tally;
use domain::id::{PersonId, UnitId};
use services::{
    Actor, AssignmentForm, PeopleQuery, StatusForm, TeamBody, TeamQuery, TeamShow, TeamSort, TeamState, TeamView,
    UnitForm,
};

use crate::city::{City, cities, people};

async fn seen(city: &City, actor: &Actor, query: TeamQuery) -> TeamView {
    city.services.team(actor, &query).await.unwrap()
}

async fn unit_named(city: &City, admin: &Actor, name: &str) -> UnitId {
    city.services.unit_tree(admin, None, name).await.unwrap().rows[0].id
}

async fn person_named(city: &City, admin: &Actor, name: &str) -> PersonId {
    let query = PeopleQuery { name: name.into(), ..PeopleQuery::default() };
    city.services.people(admin, &query, 1).await.unwrap().rows[0].id
}

fn of_unit(unit: UnitId) -> TeamQuery {
    TeamQuery { unit: unit.to_string(), ..TeamQuery::default() }
}

async fn replays(city: &City) {
    assert_eq!(city.services.replay_check().await.unwrap().differences, Vec::<String>::new());
}

/// What the cells of the people add up to.
fn summed(view: &TeamView) -> Vec<(i64, i64, i64)> {
    use domain::competency::Standing;
    let of = |place: usize| {
        let cells: Vec<_> = people(view).iter().filter_map(|row| row.cells[place]).collect();
        let count = |wanted: fn(Standing) -> bool| cells.iter().filter(|cell| wanted(cell.standing)).count() as i64;
        let short = count(|standing| matches!(standing, Standing::Short { .. }));
        (cells.len() as i64, short, count(|standing| standing == Standing::NotEnoughEvidence))
    };
    (0..view.columns.len()).map(of).collect()
}

fn totals(view: &TeamView) -> Vec<(i64, i64, i64)> {
    let of = |tally: &Tally| (tally.people, tally.short_in_all(), tally.unknown);
    view.columns.iter().map(|column| of(&column.tally)).collect()
}

#[tokio::test]
async fn the_totals_of_a_unit_are_the_sum_of_its_people() {
    for city in cities().await {
        let admin = city.actor("admin").await;
        let ilir = unit_named(&city, &admin, "26 Ilir").await;
        for query in [TeamQuery::default(), of_unit(ilir), TeamQuery { position: "lurah".into(), ..of_unit(ilir) }] {
            let view = seen(&city, &admin, query).await;
            assert!(!view.columns.is_empty() && !people(&view).is_empty());
            assert_eq!(totals(&view), summed(&view), "{:?}", view.query);
        }
        let units = TeamQuery { show: Some(TeamShow::Units), ..TeamQuery::default() };
        let view = seen(&city, &admin, units).await;
        let TeamBody::Units(rows) = &view.body else { panic!("people") };
        let sum: i64 = rows.iter().map(|row| row.people).sum();
        assert_eq!((rows.len(), sum), (4, 12));
        for (place, column) in view.columns.iter().enumerate() {
            let mut sum = Tally::default();
            rows.iter().for_each(|row| sum.add(&row.cells[place], 1));
            assert_eq!(sum, column.tally, "{}", column.id);
        }
        replays(&city).await;
    }
}

#[tokio::test]
async fn whoever_moves_is_counted_where_they_go_and_no_more_where_they_were() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let (ilir, dempo) = (unit_named(&city, &admin, "26 Ilir").await, unit_named(&city, &admin, "Dempo").await);
        let count = async |unit: UnitId| seen(&city, &admin, of_unit(unit)).await.people;
        assert_eq!((count(ilir).await, count(dempo).await), (6, 3));
        let fadil = person_named(&city, &admin, "fadil").await;
        let form = AssignmentForm {
            unit: dempo.to_string(),
            position: "perawat-terampil".into(),
            basis: "definitive".into(),
            head: false,
            from: "2026-11-25".into(),
            to: String::new(),
        };
        services.add_assignment(&admin, fadil, &form).await.unwrap();
        assert_eq!((count(ilir).await, count(dempo).await), (6, 3), "not before the day");
        city.clock.forward_minutes(24 * 60);
        let admin = city.actor("admin").await;
        let count = async |unit: UnitId| seen(&city, &admin, of_unit(unit)).await.people;
        assert_eq!((count(ilir).await, count(dempo).await), (5, 4), "the day has come");
        replays(&city).await;
        let status = StatusForm { status: "retired".into(), from: "2026-11-26".into() };
        services.set_status(&admin, fadil, &status).await.unwrap();
        assert_eq!(count(dempo).await, 4, "not before the day");
        city.clock.forward_minutes(24 * 60);
        let admin = city.actor("admin").await;
        let count = async |unit: UnitId| seen(&city, &admin, of_unit(unit)).await.people;
        assert_eq!(count(dempo).await, 3);
        replays(&city).await;
        // A unit that goes under another takes its people along.
        let form = UnitForm { other: dempo.to_string(), from: "2026-11-26".into(), ..UnitForm::default() };
        services.move_unit(&admin, ilir, &form).await.unwrap();
        assert_eq!((count(ilir).await, count(dempo).await), (5, 8));
        let form = UnitForm { other: dempo.to_string(), from: "2026-11-27".into(), ..UnitForm::default() };
        services.merge_unit(&admin, ilir, &form).await.unwrap();
        city.clock.forward_minutes(24 * 60);
        let admin = city.actor("admin").await;
        let view = seen(&city, &admin, of_unit(dempo)).await;
        assert_eq!((view.people, view.has_units), (8, false));
        assert!(services.team(&admin, &of_unit(ilir)).await.is_err(), "it is no more");
        replays(&city).await;
    }
}

#[tokio::test]
async fn filters_and_orders_leave_what_they_say() {
    for city in cities().await {
        let admin = city.actor("admin").await;
        let all = seen(&city, &admin, TeamQuery::default()).await;
        let competency = all.columns[0].id.clone();
        let query = TeamQuery { competency: competency.clone(), ..TeamQuery::default() };
        for state in TeamState::ALL {
            let view = seen(&city, &admin, TeamQuery { state: Some(state), ..query.clone() }).await;
            let tally = all.columns[0].tally;
            let expected = match state {
                TeamState::Short => tally.short_in_all(),
                TeamState::Unknown => tally.unknown,
                TeamState::Met => tally.met,
                TeamState::Strong => tally.strong,
            };
            assert_eq!(view.found as i64, expected, "{competency} {state:?}");
            assert!(view.columns.len() == 1 && view.competencies.len() == all.columns.len());
        }
        let names = async |sort| {
            let view = seen(&city, &admin, TeamQuery { sort, ..TeamQuery::default() }).await;
            people(&view).iter().map(|row| row.name.clone()).collect::<Vec<_>>()
        };
        let by_name = names(TeamSort::Name).await;
        assert!(by_name.is_sorted(), "{by_name:?}");
        assert_ne!(names(TeamSort::Gap).await, by_name);
        let wrong = TeamQuery { position: "tidak-ada".into(), ..TeamQuery::default() };
        assert_eq!(seen(&city, &admin, wrong).await.people, 0);
    }
}

#[tokio::test]
async fn a_file_has_a_row_for_each_cell_and_is_noted() {
    for city in cities().await {
        let services = &city.services;
        let yanti = city.actor("yanti").await;
        let view = seen(&city, &yanti, TeamQuery::default()).await;
        let cells: usize = people(&view).iter().map(|row| row.cells.iter().flatten().count()).sum();
        let table = services.team_table(&yanti, &TeamQuery::default(), "csv").await.unwrap();
        assert_eq!(table.rows.len(), cells);
        assert!(table.rows.iter().all(|row| row.len() == table.headings.len()));
        let bytes = services.team_xlsx(&yanti, &TeamQuery::default()).await.unwrap();
        assert!(bytes.starts_with(b"PK"));
        let admin = city.actor("admin").await;
        let units = TeamQuery { show: Some(TeamShow::Units), ..TeamQuery::default() };
        assert!(services.team_table(&admin, &units, "csv").await.unwrap().rows.len() > 20);
        let rina = city.actor("rina").await;
        assert!(services.team_table(&rina, &TeamQuery::default(), "csv").await.is_err());
        let log =
            services.audit_log(&admin, services::AuditQuery { action: "team-exported".into(), ..Default::default() });
        assert_eq!(log.await.unwrap().rows.len(), 3);
    }
}

#[tokio::test]
async fn a_manager_sees_no_other_unit() {
    for city in cities().await {
        let (admin, yanti) = (city.actor("admin").await, city.actor("yanti").await);
        let dempo = unit_named(&city, &admin, "Dempo").await;
        let view = seen(&city, &yanti, TeamQuery::default()).await;
        assert!(view.above.is_empty() && view.units.len() == 1 && view.unit.name == "Kelurahan 26 Ilir");
        for unit in [dempo.to_string(), "tanpa-jabatan".to_owned(), "x".to_owned()] {
            let query = TeamQuery { unit, ..TeamQuery::default() };
            assert!(city.services.team(&yanti, &query).await.is_err());
        }
    }
}

#[tokio::test]
async fn a_check_finds_a_total_that_is_wrong() {
    for city in cities().await {
        replays(&city).await;
        let admin = city.actor("admin").await;
        let ilir = unit_named(&city, &admin, "26 Ilir").await;
        let key = store::total::Key { unit: ilir, position: String::new(), competency: "digital/keamanan".into() };
        let store = city.services.store().clone();
        let wrong: store::Result<()> = store
            .write(move |conn| Box::pin(async move { store::total::add(conn, &[(key, Tally::PERSON)]).await }))
            .await;
        wrong.unwrap();
        let found = city.services.replay_check().await.unwrap().differences;
        assert!(found.len() == 1 && found[0].contains("digital/keamanan"), "{found:?}");
    }
}
