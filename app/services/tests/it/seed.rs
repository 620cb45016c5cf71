//! The synthetic city: it is written in bulk, and holds what everybody's answers would have left.

use services::seed::SeedPlan;
use services::{TeamQuery, TeamShow};

use crate::city::{City, cities, people};

const PEOPLE: usize = 300;

async fn root(city: &City) -> TeamQuery {
    let mut conn = city.services.store().reader().await.unwrap();
    let roots = store::organisation::roots(&mut conn, city.services.now()).await.unwrap();
    let root = roots.into_iter().find(|unit| unit.name == "Kota Sintetis").unwrap();
    TeamQuery { unit: root.id.to_string(), ..TeamQuery::default() }
}

#[tokio::test]
async fn a_synthetic_city_replays_cleanly() {
    for city in cities().await {
        let services = &city.services;
        let before = services.replay_check().await.unwrap();
        services.seed(SeedPlan::of(PEOPLE)).await.unwrap();
        let replay = services.replay_check().await.unwrap();
        assert_eq!(replay.differences, Vec::<String>::new());
        assert!(replay.people - before.people > PEOPLE * 9 / 10, "{replay:?}");
        assert!(replay.attempts - before.attempts > PEOPLE * 5 / 2, "{replay:?}");
        assert!(replay.hours > before.hours);
    }
}

#[tokio::test]
async fn a_synthetic_city_has_thirty_competencies_and_every_standing() {
    for city in cities().await {
        city.services.seed(SeedPlan::of(PEOPLE)).await.unwrap();
        let admin = city.actor("admin").await;
        let whole = root(&city).await;
        let team = city.services.team(&admin, &whole).await.unwrap();
        assert_eq!((team.people, team.columns.len()), (PEOPLE, 30));
        let tallies = team.columns.iter().map(|column| column.tally);
        let (met, short, unknown) = tallies.fold((0, 0, 0), |(met, short, unknown), tally| {
            (met + tally.met, short + tally.short_in_all(), unknown + tally.unknown)
        });
        let all = met + short + unknown;
        assert!([met, short, unknown].into_iter().all(|of| of * 30 > all), "{met} {short} {unknown}");
        let list = TeamQuery { show: Some(TeamShow::People), ..whole };
        let list = city.services.team(&admin, &list).await.unwrap();
        let somebody = people(&list)[0].person;
        let profile = city.services.profile(&admin, somebody).await.unwrap();
        assert!(profile.competencies.len() == 12 && profile.history.len() >= 2, "{profile:?}");
        assert!(profile.competencies.iter().all(|row| row.title.id != row.competency), "every competency has a name");
    }
}

#[tokio::test]
async fn a_large_city_may_have_few_histories() {
    for city in cities().await {
        let services = &city.services;
        let before = services.replay_check().await.unwrap();
        services.seed(SeedPlan { people: PEOPLE, history_every: 10 }).await.unwrap();
        let replay = services.replay_check().await.unwrap();
        assert_eq!(replay.differences, Vec::<String>::new());
        assert_eq!(replay.people - before.people, 28, "of thirty two are new");
        // A second city stands beside the first one.
        services.seed(SeedPlan::of(50)).await.unwrap();
        assert_eq!(services.replay_check().await.unwrap().differences, Vec::<String>::new());
    }
}
