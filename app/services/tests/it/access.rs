//! Who gets in, and who sees whom.

use domain::id::CompetencyId;
use services::Error;

use crate::city::{cities, stranger};

#[tokio::test]
async fn a_manager_sees_the_unit_and_nobody_else() {
    for city in cities().await {
        let services = &city.services;
        let (rina, yanti, budi, admin) =
            (city.actor("rina").await, city.actor("yanti").await, city.actor("budi").await, city.actor("admin").await);
        let competency = CompetencyId::new("layanan/pengaduan");
        assert!(services.profile(&yanti, rina.person).await.is_ok());
        assert!(services.evidence(&yanti, rina.person, &competency).await.is_ok());
        for (actor, other) in [(&yanti, budi.person), (&rina, yanti.person), (&budi, rina.person), (&rina, budi.person)]
        {
            assert!(matches!(services.profile(actor, other).await, Err(Error::NotFound)));
            assert!(matches!(services.evidence(actor, other, &competency).await, Err(Error::NotFound)));
        }
        assert!(services.profile(&admin, rina.person).await.is_ok());
        assert!(matches!(services.team(&rina, &services::TeamQuery::default()).await, Err(Error::NotFound)));
        let team = services.team(&yanti, &services::TeamQuery::default()).await.unwrap();
        let rows = crate::city::people(&team);
        assert!(rows.iter().any(|row| row.person == rina.person));
        assert!(rows.iter().all(|row| row.person != budi.person));
        let elsewhere = services.team(&admin, &services::TeamQuery::default()).await.unwrap().units;
        let foreign = elsewhere.iter().find(|unit| unit.name == "Puskesmas Dempo").unwrap();
        for unit in [foreign.id.as_str(), "tanpa-jabatan"] {
            let query = services::TeamQuery { unit: unit.into(), ..Default::default() };
            assert!(matches!(services.team(&yanti, &query).await, Err(Error::NotFound)));
        }
        assert!(matches!(services.manuscripts(&yanti).await, Err(Error::NotFound)));
        assert!(services.manuscripts(&budi).await.is_ok());
    }
}

#[tokio::test]
async fn sessions_end_when_they_are_ended_or_left_idle() {
    for city in cities().await {
        let services = &city.services;
        let sign_in = || services.sign_in("rina", "ampera-demo", "127.0.0.1", "test");
        let (one, two) = (sign_in().await.unwrap(), sign_in().await.unwrap());
        let actor = services.session(&one.token).await.unwrap().unwrap();
        assert_eq!(services.devices(&actor).await.unwrap().len(), 2);
        services.revoke_other_devices(&actor).await.unwrap();
        assert!(services.session(&two.token).await.unwrap().is_none());
        assert!(services.revoke_device(&stranger(), actor.session).await.is_err(), "not somebody else's");
        city.clock.forward_minutes(7 * 60);
        assert!(services.session(&one.token).await.unwrap().is_some(), "a request keeps it");
        city.clock.forward_minutes(7 * 60);
        let actor = services.session(&one.token).await.unwrap().unwrap();
        city.clock.forward_minutes(8 * 60 + 1);
        assert!(services.session(&one.token).await.unwrap().is_none(), "idle");
        let again = sign_in().await.unwrap();
        let actor_again = services.session(&again.token).await.unwrap().unwrap();
        services.sign_out(&actor_again).await.unwrap();
        assert!(services.session(&again.token).await.unwrap().is_none());
        assert!(services.sign_out(&actor).await.is_ok(), "signing out twice is no error");
    }
}
