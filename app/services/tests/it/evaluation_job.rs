//! The job that moves cycles on: killed, late, or acting on what is no longer so.

use domain::evaluation::State;
use domain::evaluation_cycle::CycleState;

use crate::city::cities;
use crate::evaluation::{of, open, rate, ratings};

#[tokio::test]
async fn a_job_that_was_killed_goes_on_and_does_nothing_twice() {
    for city in cities().await {
        let services = &city.services;
        let (yanti, admin) = (city.actor("yanti").await, city.actor("admin").await);
        let cycle = open(&city, &admin).await;
        for name in ["Rina Astuti", "Sari Dewi", "Lina Marlina"] {
            let id = of(&city, &yanti, cycle, name).await;
            rate(&city, &yanti, id, ratings("as", "as", "", true)).await.unwrap();
        }
        services.close_cycle(&admin, cycle).await.unwrap();
        // One batch of five, then nothing more: as after a kill.
        assert_eq!(services.settle_batch(cycle, 5).await.unwrap(), 5);
        let view = services.cycle(&admin, cycle).await.unwrap();
        assert_eq!((view.row.head.state, view.row.counts.settled()), (CycleState::Closing, 5));
        let (one, two) = tokio::join!(services.run_evaluations(), services.run_evaluations());
        one.unwrap();
        two.unwrap();
        let view = services.cycle(&admin, cycle).await.unwrap();
        assert_eq!((view.row.head.state, view.row.counts.settled()), (CycleState::Closed, 9));
        assert_eq!(view.events.iter().filter(|event| event.kind == "closed").count(), 1);
        let (lines, next) = services.cycle_export_page(&admin, cycle, None).await.unwrap();
        assert_eq!((lines.len(), next), (12, None));
        for line in lines {
            let events = services.evaluation(&admin, line.id).await.unwrap().events;
            let ends = events.iter().filter(|event| event.kind == "unrated").count();
            assert_eq!(ends, usize::from(line.state == State::Unrated), "{}", line.name);
            assert_eq!(line.predicate.is_some(), line.state == State::Shared);
        }
    }
}

#[tokio::test]
async fn the_job_does_nothing_in_a_cycle_that_has_moved_on() {
    for city in cities().await {
        let services = &city.services;
        let (yanti, admin) = (city.actor("yanti").await, city.actor("admin").await);
        let cycle = open(&city, &admin).await;
        let id = of(&city, &yanti, cycle, "Rina Astuti").await;
        rate(&city, &yanti, id, ratings("as", "", "", false)).await.unwrap();
        // A job that read the cycle as closed, before it was reopened.
        assert_eq!(services.settle_batch(cycle, 100).await.unwrap(), 0);
        let counts = services.cycle(&admin, cycle).await.unwrap().row.counts;
        assert_eq!((counts.of(State::Draft), counts.settled()), (12, 0), "heads rate");

        // And one that read it as open, before it began to close.
        services.close_cycle(&admin, cycle).await.unwrap();
        assert_eq!(services.settle_batch(cycle, 5).await.unwrap(), 5);
        assert_eq!(services.bring_in(cycle).await.unwrap(), 0);
        let counts = services.cycle(&admin, cycle).await.unwrap().row.counts;
        assert_eq!((counts.of(State::Unrated), counts.of(State::Draft)), (5, 7), "nobody becomes a draft again");
        services.run_evaluations().await.unwrap();
        let view = services.cycle(&admin, cycle).await.unwrap();
        assert_eq!((view.row.head.state, view.row.counts.of(State::Unrated)), (CycleState::Closed, 12));
        assert_eq!(services.bring_in(cycle).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn opening_before_the_date_is_a_step_and_the_job_brings_people_in() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let form = crate::evaluation::form("2026-12-01", "2026-12-10");
        let cycle = services.create_cycle(&admin, &form).await.unwrap();
        services.open_cycle(&admin, cycle).await.unwrap();
        let view = services.cycle(&admin, cycle).await.unwrap();
        assert_eq!((view.row.head.state, view.row.counts.all()), (CycleState::Open, 0));
        services.run_evaluations().await.unwrap();
        assert_eq!(services.cycle(&admin, cycle).await.unwrap().row.counts.of(State::Draft), 12);
    }
}
