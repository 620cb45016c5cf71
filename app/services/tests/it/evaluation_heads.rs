//! Several people may lead somebody: who stands in for a head, and two who rate at the same time.

use domain::evaluation::{Rating, Refused, State};
use services::{Actor, AssignmentForm, Error, FollowUpForm, RateForm, WordsForm};

use crate::city::{City, cities};
use crate::evaluation::{of, open, rate, ratings, refused, state, version, words};

/// Lina of Yanti's kelurahan stands in for her as PLH.
async fn acting(city: &City) -> Actor {
    let services = &city.services;
    let admin = city.actor("admin").await;
    let lina = services.roles(&admin, "Lina").await.unwrap().found.remove(0).id;
    services.create_account(lina, "lina", "ampera-demo", false, false).await.unwrap();
    let unit = services.unit_tree(&admin, None, "26 Ilir").await.unwrap().rows[0].id;
    let form = AssignmentForm {
        unit: unit.to_string(),
        position: "lurah".into(),
        basis: "plh".into(),
        head: true,
        from: "2026-11-24".into(),
        to: "2026-12-31".into(),
    };
    services.add_assignment(&admin, lina, &form).await.unwrap();
    city.actor("lina").await
}

#[tokio::test]
async fn who_stands_in_for_a_head_does_not_rate_the_head() {
    for city in cities().await {
        let services = &city.services;
        let (yanti, admin) = (city.actor("yanti").await, city.actor("admin").await);
        let cycle = open(&city, &admin).await;
        let lina = acting(&city).await;
        assert!(lina.roles.manager);
        let boss = services.my_evaluations(&yanti).await.unwrap().newest.unwrap().id;
        assert!(matches!(services.evaluation(&lina, boss).await, Err(Error::NotFound)));
        let form = RateForm { version: "0".into(), ..ratings("below", "below", "x", true) };
        assert!(matches!(services.rate(&lina, boss, &form).await, Err(Error::NotFound)));
        let team = services.evaluation_team(&lina, Some(&cycle.to_string()), 1).await.unwrap();
        assert!(team.rows.iter().all(|row| row.name != "Yanti Oktavia"), "{:?}", team.rows);
        assert_eq!(team.counts.all(), i64::try_from(team.rows.len()).unwrap());
        // All others, and she is still led by her boss.
        let rina = of(&city, &lina, cycle, "Rina Astuti").await;
        rate(&city, &lina, rina, ratings("as", "as", "", true)).await.unwrap();
        let hers = of(&city, &yanti, cycle, "Lina Marlina").await;
        rate(&city, &yanti, hers, ratings("as", "as", "", true)).await.unwrap();
    }
}

#[tokio::test]
async fn two_heads_do_not_write_over_each_other() {
    for city in cities().await {
        let services = &city.services;
        let (yanti, admin) = (city.actor("yanti").await, city.actor("admin").await);
        let cycle = open(&city, &admin).await;
        let lina = acting(&city).await;
        let id = of(&city, &yanti, cycle, "Rina Astuti").await;
        // Both open the page, then both send what they wrote.
        let seen = version(&city, &yanti, id).await;
        let first = RateForm { version: seen.clone(), ..ratings("above", "as", "Kata Yanti.", false) };
        services.rate(&yanti, id, &first).await.unwrap();
        let second = RateForm { version: seen, ..ratings("as", "as", "Kata Lina.", true) };
        assert_eq!(refused(services.rate(&lina, id, &second).await), Refused::Moved);
        assert_eq!(
            refused(services.rate(&lina, id, &ratings("as", "as", "", true)).await),
            Refused::Moved,
            "no version"
        );
        let view = services.evaluation(&lina, id).await.unwrap();
        assert_eq!(
            (view.state, view.result, view.comment.as_deref()),
            (State::Draft, Some(Rating::Above), Some("Kata Yanti."))
        );
        // With the new page it is what she decided.
        rate(&city, &lina, id, second).await.unwrap();
        assert_eq!(state(&city, &yanti, id).await, State::Shared);
    }
}

#[tokio::test]
async fn what_followed_from_the_first_rating_does_not_stand_beside_the_second() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, admin) = (city.actor("rina").await, city.actor("yanti").await, city.actor("admin").await);
        let cycle = open(&city, &admin).await;
        let id = of(&city, &yanti, cycle, "Rina Astuti").await;
        rate(&city, &yanti, id, ratings("above", "above", "", true)).await.unwrap();
        let old = version(&city, &rina, id).await;
        services.acknowledge_evaluation(&rina, id, &words(&city, &rina, id, "Baik.").await).await.unwrap();
        let version = version(&city, &yanti, id).await;
        let award = FollowUpForm { kind: "award".into(), note: "Piagam.".into(), version };
        services.set_follow_up(&yanti, id, &award).await.unwrap();
        assert!(services.evaluation(&rina, id).await.unwrap().follow_up.is_some());
        services.take_up_evaluation(&yanti, id, &words(&city, &yanti, id, "Salah orang.").await).await.unwrap();
        rate(&city, &yanti, id, ratings("below", "as", "Laporan terlambat.", true)).await.unwrap();
        let view = services.evaluation(&rina, id).await.unwrap();
        assert!(view.follow_up.is_none() && view.response.is_none());
        assert!(view.events.iter().any(|event| event.kind == "follow-up"), "the history has it");
        // Nor does the person acknowledge the second with the page of the first.
        let stale = WordsForm { words: String::new(), version: old };
        assert_eq!(refused(services.acknowledge_evaluation(&rina, id, &stale).await), Refused::Moved);
    }
}
