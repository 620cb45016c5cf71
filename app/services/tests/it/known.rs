//! Sessions that were looked up before: what they rest on changes elsewhere, and time goes on.

use std::sync::Arc;

use domain::id::GrantId;
use services::{Services, SystemRandom};
use store::Store;
use store::role::NewGrant;
use uuid::Uuid;

use crate::city::cities;

#[tokio::test]
async fn what_another_process_ends_is_over() {
    for city in cities().await {
        let services = &city.services;
        let session = services.sign_in("rina", "ampera-demo", "127.0.0.1", "test").await.unwrap();
        services.look_outside().await.unwrap();
        let rina = services.session(&session.token).await.unwrap().unwrap();
        let other = Store::open(&city.database.address, 1).await.unwrap();
        let other = Services::new(other, city.clock.clone(), Arc::new(SystemRandom));
        other.sign_out(&rina).await.unwrap();
        services.look_outside().await.unwrap();
        assert!(services.session(&session.token).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_role_begins_at_its_time() {
    for city in cities().await {
        let services = &city.services;
        let session = services.sign_in("rina", "ampera-demo", "127.0.0.1", "test").await.unwrap();
        let rina = services.session(&session.token).await.unwrap().unwrap();
        let now = services.now();
        let grant = NewGrant {
            id: GrantId(Uuid::from_u128(7)),
            person: rina.person,
            role: "trainer".into(),
            course: None,
            from: now.plus_minutes(1),
            until: None,
            by: None,
        };
        let write = city.database.store.write(move |conn| Box::pin(store::role::insert(conn, grant)));
        write.await.unwrap();
        // Within a minute the time last seen is not written: nothing but the time changes.
        for (minutes, trainer) in [(0, false), (1, true)] {
            city.clock.forward_minutes(minutes);
            let rina = services.session(&session.token).await.unwrap().unwrap();
            assert_eq!(rina.roles.trainer, trainer, "after {minutes} more minutes");
        }
    }
}
