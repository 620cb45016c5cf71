//! Units and people over time: the tree of any day, acting heads, status and numbers.

use domain::id::{PersonId, UnitId};
use domain::status::Status;
use domain::time::Timestamp;
use jiff::civil::date;
use services::{Actor, AssignmentForm, Error, PeopleQuery, PersonForm, Problem, StatusForm, UnitForm};

use crate::city::{City, cities};

fn unit_form(name: &str, other: &str, from: &str) -> UnitForm {
    UnitForm { name: name.into(), kind: "bidang".into(), code: String::new(), other: other.into(), from: from.into() }
}

fn problem(result: Result<impl std::fmt::Debug, Error>) -> Problem {
    match result {
        Err(Error::Invalid(errors)) => errors[0].problem,
        other => panic!("{other:?}"),
    }
}

async fn unit_named(city: &City, admin: &Actor, name: &str) -> UnitId {
    let tree = city.services.unit_tree(admin, None, name).await.unwrap();
    tree.rows.first().unwrap_or_else(|| panic!("{name} is not there")).id
}

async fn person_named(city: &City, admin: &Actor, name: &str) -> PersonId {
    let query = PeopleQuery { name: name.into(), ..PeopleQuery::default() };
    city.services.people(admin, &query, 1).await.unwrap().rows[0].id
}

/// The names of the tree of a day, each below the one above it.
async fn tree(city: &City, admin: &Actor, day: jiff::civil::Date) -> Vec<(usize, String)> {
    let tree = city.services.unit_tree(admin, Some(day), "").await.unwrap();
    tree.rows.into_iter().map(|row| (row.depth, row.name)).collect()
}

#[tokio::test]
async fn a_question_about_last_march_gives_the_tree_of_last_march() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let (bkpsdm, dempo) =
            (unit_named(&city, &admin, "Kepegawaian").await, unit_named(&city, &admin, "Dempo").await);
        let field = services.add_unit(&admin, &unit_form("Bidang Diklat", &bkpsdm.to_string(), "2026-02-01")).await;
        let field = field.unwrap();
        services.rename_unit(&admin, field, &unit_form("Bidang Pengembangan", "", "2026-04-01")).await.unwrap();
        services.move_unit(&admin, field, &unit_form("", &dempo.to_string(), "2026-06-01")).await.unwrap();
        let of = async |month, day| {
            let all = tree(&city, &admin, date(2026, month, day)).await;
            let place = all.iter().position(|(_, name)| name.starts_with("Bidang"));
            place.map(|place| (all[place - 1].1.clone(), all[place].1.clone()))
        };
        assert_eq!(of(1, 31).await, None);
        let old = "Badan Kepegawaian dan Pengembangan SDM";
        assert_eq!(of(2, 1).await, Some((old.into(), "Bidang Diklat".into())));
        assert_eq!(of(3, 31).await, Some((old.into(), "Bidang Diklat".into())));
        assert_eq!(of(4, 1).await, Some((old.into(), "Bidang Pengembangan".into())));
        assert_eq!(of(6, 1).await, Some(("Puskesmas Dempo".into(), "Bidang Pengembangan".into())));
        let view = services.unit_view(&admin, field).await.unwrap();
        assert_eq!(view.history.len(), 3);
        assert_eq!(view.above.last().unwrap().1, "Puskesmas Dempo");
        // What is newer is not rewritten from before it.
        let before = services.rename_unit(&admin, field, &unit_form("Lain", "", "2026-05-01")).await;
        assert_eq!(problem(before), Problem::BeforeNewest { since: Timestamp::start_of(date(2026, 6, 1)) });
        let itself = services.move_unit(&admin, field, &unit_form("", &field.to_string(), "2026-07-01")).await;
        assert_eq!(problem(itself), Problem::UnderItself);
        // A day to come changes nothing today.
        services.rename_unit(&admin, field, &unit_form("Bidang Nanti", "", "2027-01-01")).await.unwrap();
        assert_eq!(of(11, 24).await.unwrap().1, "Bidang Pengembangan");
        assert_eq!(of(1, 1).await, None);
        let later = tree(&city, &admin, date(2027, 1, 1)).await;
        assert!(later.iter().any(|(_, name)| name == "Bidang Nanti"), "{later:?}");
    }
}

#[tokio::test]
async fn a_merger_takes_the_people_along_and_the_manager_sees_them_from_that_day() {
    for city in cities().await {
        let services = &city.services;
        let (admin, yanti) = (city.actor("admin").await, city.actor("yanti").await);
        let dempo = unit_named(&city, &admin, "Dempo").await;
        let ilir = unit_named(&city, &admin, "26 Ilir").await;
        let nurhayati = person_named(&city, &admin, "nurhayati").await;
        assert_eq!(problem(services.end_unit(&admin, dempo, &unit_form("", "", "2026-11-30")).await), {
            Problem::HasPeople { count: 4 }
        });
        assert!(services.profile(&yanti, nurhayati).await.is_err());
        services.merge_unit(&admin, dempo, &unit_form("", &ilir.to_string(), "2026-11-25")).await.unwrap();
        assert!(services.profile(&yanti, nurhayati).await.is_err(), "not before the day");
        city.clock.forward_minutes(24 * 60);
        let yanti = city.actor("yanti").await;
        let admin = city.actor("admin").await;
        assert!(services.profile(&yanti, nurhayati).await.is_ok());
        let view = services.unit_view(&admin, dempo).await.unwrap();
        assert_eq!(view.ended.unwrap().1.unwrap().1, "Kelurahan 26 Ilir");
        let held = services.person_admin(&admin, nurhayati).await.unwrap().assignments;
        let names: Vec<_> = held.iter().map(|held| held.unit.as_str()).collect();
        assert_eq!(names, ["Kelurahan 26 Ilir", "Puskesmas Dempo"]);
        // Agus led the unit that is no more, and leads nothing now.
        let agus = person_named(&city, &admin, "agus").await;
        let held = services.person_admin(&admin, agus).await.unwrap().assignments;
        assert!(held.iter().filter(|held| held.span.to.is_none()).all(|held| !held.head));
        // A day before the merger still has both.
        let has = async |day| tree(&city, &admin, day).await.iter().any(|(_, name)| name == "Puskesmas Dempo");
        assert!(has(date(2026, 11, 24)).await);
        assert!(!has(date(2026, 11, 25)).await);
    }
}

#[tokio::test]
async fn an_acting_head_sees_the_team_as_long_as_it_lasts() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let (rina, budi) = (city.actor("rina").await, city.actor("budi").await);
        let dempo = unit_named(&city, &admin, "Dempo").await;
        let bayu = person_named(&city, &admin, "bayu").await;
        assert!(services.profile(&rina, bayu).await.is_err());
        let form = AssignmentForm {
            unit: dempo.to_string(),
            position: "kepala-seksi-pelayanan".into(),
            basis: "plh".into(),
            head: true,
            from: "2026-11-24".into(),
            to: "2026-11-25".into(),
        };
        assert!(matches!(services.add_assignment(&budi, rina.person, &form).await, Err(Error::NotFound)));
        services.add_assignment(&admin, rina.person, &form).await.unwrap();
        let rina = city.actor("rina").await;
        assert!(rina.roles.manager && services.profile(&rina, bayu).await.is_ok());
        let home = services.home(&rina).await.unwrap();
        assert_eq!(home.acting.len(), 1);
        let team = services.team(&rina, &services::TeamQuery::default()).await.unwrap();
        assert_eq!(team.acting.unwrap().until, Some(Timestamp::start_of(date(2026, 11, 26))));
        city.clock.forward_minutes(2 * 24 * 60 - 1);
        let rina = city.actor("rina").await;
        assert!(services.profile(&rina, bayu).await.is_ok(), "the last day is included");
        city.clock.forward_minutes(1);
        let rina = city.actor("rina").await;
        assert!(!rina.roles.manager);
        assert!(services.profile(&rina, bayu).await.is_err());
        assert!(matches!(services.team(&rina, &services::TeamQuery::default()).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn one_holds_one_definitive_position_at_a_time() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let rina = person_named(&city, &admin, "rina").await;
        let dempo = unit_named(&city, &admin, "Dempo").await;
        let form = |from: &str, to: &str| AssignmentForm {
            unit: dempo.to_string(),
            position: "perawat-terampil".into(),
            basis: "definitive".into(),
            head: false,
            from: from.into(),
            to: to.into(),
        };
        assert_eq!(problem(services.add_assignment(&admin, rina, &form("2026-12-01", "2026-11-01")).await), {
            Problem::EndsBeforeStart
        });
        assert_eq!(problem(services.add_assignment(&admin, rina, &form("besok", "")).await), Problem::NotADate);
        services.add_assignment(&admin, rina, &form("2026-12-01", "")).await.unwrap();
        assert_eq!(problem(services.add_assignment(&admin, rina, &form("2026-11-25", "")).await), Problem::Overlaps);
        let held = services.person_admin(&admin, rina).await.unwrap().assignments;
        assert_eq!(held.len(), 2);
        assert_eq!(held[1].span.to, Some(held[0].span.from), "the one before ends where the new one begins");
        let id = held[0].id;
        assert_eq!(problem(services.end_assignment(&admin, rina, id, "2026-11-01").await), Problem::EndsBeforeStart);
        services.end_assignment(&admin, rina, id, "2027-01-31").await.unwrap();
        assert!(matches!(services.end_assignment(&admin, rina, id, "2027-03-01").await, Err(Error::NotFound)));
        let other = person_named(&city, &admin, "budi").await;
        assert!(matches!(services.end_assignment(&admin, other, id, "2026-12-31").await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn a_second_definitive_head_is_refused_and_an_acting_one_is_not() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let (rina, budi) = (person_named(&city, &admin, "rina").await, person_named(&city, &admin, "budi").await);
        let dempo = unit_named(&city, &admin, "Dempo").await;
        let form = |basis: &str, from: &str, to: &str| AssignmentForm {
            unit: dempo.to_string(),
            position: "lurah".into(),
            basis: basis.into(),
            head: true,
            from: from.into(),
            to: to.into(),
        };
        services.add_assignment(&admin, rina, &form("definitive", "2026-12-01", "2027-01-31")).await.unwrap();
        let second = services.add_assignment(&admin, budi, &form("definitive", "2027-01-31", "")).await;
        assert_eq!(problem(second), Problem::HasHead);
        services.add_assignment(&admin, budi, &form("plh", "2027-01-02", "2027-01-05")).await.unwrap();
        services.add_assignment(&admin, budi, &form("definitive", "2027-02-01", "")).await.unwrap();
        let before = services.add_assignment(&admin, rina, &form("definitive", "2027-03-01", "")).await;
        assert_eq!(problem(before), Problem::HasHead);
    }
}

#[tokio::test]
async fn a_status_changes_what_the_year_asks_for() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let rina = city.actor("rina").await;
        let duty = async || services.profile(&rina, rina.person).await.unwrap().hours;
        assert_eq!((duty().await.duty, duty().await.full_duty), (20, 20));
        let set = async |status: &str, from: &str| {
            let form = StatusForm { status: status.into(), from: from.into() };
            services.set_status(&admin, rina.person, &form).await
        };
        set("leave", "2026-01-01").await.unwrap();
        assert_eq!(duty().await.duty, 0);
        set("active", "2026-07-01").await.unwrap();
        assert_eq!((duty().await.duty, duty().await.full_duty), (10, 20));
        assert_eq!(problem(set("study", "2026-03-01").await), {
            Problem::BeforeNewest { since: Timestamp::start_of(date(2026, 7, 1)) }
        });
        set("retired", "2026-11-24").await.unwrap();
        let view = services.person_admin(&admin, rina.person).await.unwrap();
        assert_eq!((view.status, view.statuses.len()), (Status::Retired, 3));
        let now = view.now;
        assert!(view.assignments.iter().all(|held| !held.span.covers(now)), "who retires holds no position");
        let unit = unit_named(&city, &admin, "Dempo").await.to_string();
        let form = AssignmentForm {
            unit,
            position: "lurah".into(),
            basis: "plt".into(),
            from: "2026-12-01".into(),
            ..AssignmentForm::default()
        };
        assert_eq!(problem(services.add_assignment(&admin, rina.person, &form).await), Problem::Retired);
    }
}

#[tokio::test]
async fn people_are_found_without_a_whole_number() {
    for city in cities().await {
        let services = &city.services;
        let (admin, yanti) = (city.actor("admin").await, city.actor("yanti").await);
        let form = PersonForm {
            name: "Sinta 100%_Baru".into(),
            kind: "pppk".into(),
            number: "19900315 2021 21 2 777".into(),
            from: "2026-01-01".into(),
        };
        assert!(matches!(services.add_person(&yanti, &form).await, Err(Error::NotFound)));
        let sinta = services.add_person(&admin, &form).await.unwrap();
        assert_eq!(problem(services.add_person(&admin, &form).await), Problem::Taken);
        let found = async |query: PeopleQuery| {
            let view = services.people(&admin, &query, 1).await.unwrap();
            view.rows.into_iter().map(|row| (row.id, row.number)).collect::<Vec<_>>()
        };
        let masked = vec![(sinta, Some("··············2777".to_owned()))];
        assert_eq!(found(PeopleQuery { name: "100%_b".into(), ..PeopleQuery::default() }).await, masked);
        assert_eq!(found(PeopleQuery { digits: "2777".into(), ..PeopleQuery::default() }).await, masked);
        assert!(found(PeopleQuery { name: "%".into(), digits: "1".into(), ..PeopleQuery::default() }).await.is_empty());
        // A new contract, a new number; the one before stays on record.
        let new = PersonForm { number: "199003152026222777".into(), from: "2026-06-01".into(), ..form.clone() };
        services.set_number(&admin, sinta, &new).await.unwrap();
        let view = services.person_admin(&admin, sinta).await.unwrap();
        assert_eq!(view.numbers.len(), 2);
        assert!(view.numbers.iter().all(|number| number.number.starts_with("·····")));
        let early = PersonForm { number: "199003152026232777".into(), from: "2026-06-01".into(), ..form };
        assert!(matches!(problem(services.set_number(&admin, sinta, &early).await), Problem::BeforeNewest { .. }));
    }
}
