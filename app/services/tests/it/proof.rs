//! Before a way in changes it is asked who it is; codes are tried one after the other; a browser has one session.

use services::{Actor, AuditQuery, Door, Error, FieldError, Problem, Proof, ProviderIdentity, Services, SignIn, totp};

use crate::city::cities;
use crate::sign_in::unbase32;

fn door(session: Option<String>) -> Door {
    Door { address: "10.0.0.1".to_owned(), device: "test".to_owned(), session, ..Door::default() }
}

fn identity(subject: &str, asked_at: Option<domain::time::Timestamp>) -> ProviderIdentity {
    ProviderIdentity {
        provider: "kota".into(),
        issuer: "https://sso.example".into(),
        subject: subject.into(),
        name: "Muhammad Fadil".into(),
        // Of the demo: the third of the list of people.
        number: Some("190101011921211003".into()),
        number_verified: true,
        strong: false,
        session: None,
        asked_at,
    }
}

async fn come(services: &Services, identity: ProviderIdentity) -> Option<Actor> {
    match services.sign_in_with_identity(identity, None, &door(None)).await.unwrap()? {
        SignIn::Done(session) => services.session(&session.token).await.unwrap(),
        SignIn::SecondFactor(_) => panic!("a second factor is asked for"),
    }
}

fn field<T: std::fmt::Debug>(result: Result<T, Error>) -> (String, Problem) {
    match result {
        Err(Error::Invalid(mut errors)) => {
            let FieldError { field, problem } = errors.remove(0);
            (field, problem)
        }
        other => panic!("{other:?}"),
    }
}

async fn secret(services: &Services, actor: &Actor) -> Vec<u8> {
    services.propose_second_factor(actor).await.unwrap();
    unbase32(&services.security(actor).await.unwrap().set_up.unwrap().0)
}

#[tokio::test]
async fn without_a_password_the_provider_asks_once_more() {
    for city in cities().await {
        let services = &city.services;
        // A provider that does not say when it asked, and one that asked long ago.
        let hours_ago = services.now().plus_minutes(-60);
        for asked in [None, Some(hours_ago)] {
            let fadil = come(services, identity("a", asked)).await.unwrap();
            let key = secret(services, &fadil).await;
            assert_eq!(services.security(&fadil).await.unwrap().proof, Proof::SignInAgain);
            let refused = services.confirm_second_factor(&fadil, &totp::code(&key, services.now()), "").await;
            assert_eq!(field(refused.map(|_| ())), ("proof".to_owned(), Problem::SignInAgain));
        }
        // A clock that is ahead of ours makes no proof that lasts longer.
        let fadil = come(services, identity("a", Some(services.now().plus_minutes(30)))).await.unwrap();
        city.clock.forward_minutes(11);
        assert_eq!(services.security(&fadil).await.unwrap().proof, Proof::SignInAgain);
        let fadil = come(services, identity("a", Some(services.now()))).await.unwrap();
        assert_eq!(services.security(&fadil).await.unwrap().proof, Proof::Fresh);
        let key = secret(services, &fadil).await;
        let (codes, _) = services.confirm_second_factor(&fadil, &totp::code(&key, services.now()), "").await.unwrap();

        // From now on it is the code that counts, however fresh the sign-in is.
        assert_eq!(services.security(&fadil).await.unwrap().proof, Proof::Code);
        assert_eq!(field(services.renew_recovery_codes(&fadil, "").await), ("code".to_owned(), Problem::Missing));
        let wrong = services.renew_recovery_codes(&fadil, "000000").await;
        assert_eq!(field(wrong), ("code".to_owned(), Problem::WrongCode));
        let fresh = services.renew_recovery_codes(&fadil, &codes[0]).await.unwrap();
        assert!(fresh.iter().all(|code| !codes.contains(code)));
        services.remove_second_factor(&fadil, &fresh[0]).await.unwrap();
    }
}

#[tokio::test]
async fn an_account_at_a_provider_is_taken_away_and_stays_away() {
    for city in cities().await {
        let services = &city.services;
        let rina_at_provider = ProviderIdentity { number: Some("190101011921011001".into()), ..identity("rina", None) };
        let elsewhere = come(services, rina_at_provider.clone()).await.unwrap();
        let rina = city.actor("rina").await;
        assert_eq!(elsewhere.person, rina.person);
        let key = services.security(&rina).await.unwrap().identities[0].key.clone();
        assert!(!key.contains("rina"), "the provider's name for her stays out of the page");
        let budi = city.actor("budi").await;
        let foreign = services.unlink_identity(&budi, &key, "ampera-demo").await;
        assert!(matches!(foreign, Err(Error::NotFound)), "somebody else's");
        let unproven = services.unlink_identity(&rina, &key, "").await;
        assert_eq!(field(unproven), ("password".to_owned(), Problem::Missing));
        let unproven = services.unlink_identity(&rina, &key, "salah").await;
        assert_eq!(field(unproven), ("password".to_owned(), Problem::WrongPassword));
        services.unlink_identity(&rina, &key, "ampera-demo").await.unwrap();
        assert!(services.security(&rina).await.unwrap().identities.is_empty());
        let still_in = services.devices(&rina).await.unwrap();
        assert!(still_in.iter().all(|device| device.id != elsewhere.session), "what began with it has ended");

        // A verified number does not bring it back; an administrator does.
        assert!(come(services, rina_at_provider.clone()).await.is_none());
        let admin = city.actor("admin").await;
        let waiting = services.identity_requests(&admin).await.unwrap().pop().unwrap();
        assert_eq!(waiting.reason, "unlinked");
        services.accept_identity(&admin, waiting.id, &rina.person.to_string()).await.unwrap();
        assert_eq!(come(services, rina_at_provider).await.unwrap().person, rina.person);

        // Who has nothing else keeps it.
        let fadil = come(services, identity("f", Some(services.now()))).await.unwrap();
        let key = services.security(&fadil).await.unwrap().identities[0].key.clone();
        let kept = services.unlink_identity(&fadil, &key, "").await;
        assert_eq!(field(kept), ("identity".to_owned(), Problem::OnlyWayIn));
        // Of two, one stays, however close together both are taken away.
        let fadil = come(services, identity("g", Some(services.now()))).await.unwrap();
        let keys: Vec<_> = services.security(&fadil).await.unwrap().identities.into_iter().map(|of| of.key).collect();
        assert_eq!(keys.len(), 2);
        let (one, other) = tokio::join!(
            services.unlink_identity(&fadil, &keys[0], ""),
            services.unlink_identity(&fadil, &keys[1], "")
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?}, {other:?}");
        assert_eq!(services.security(&fadil).await.unwrap().identities.len(), 1);
    }
}

#[tokio::test]
async fn many_codes_at_the_same_moment_are_no_better_than_in_turn() {
    for city in cities().await {
        let services = &city.services;
        let rina = city.actor("rina").await;
        let key = secret(services, &rina).await;
        let code = totp::code(&key, services.now());
        services.confirm_second_factor(&rina, &code, "ampera-demo").await.unwrap();
        city.clock.forward_minutes(1);
        let SignIn::SecondFactor(step) =
            services.sign_in_with_password("rina", "ampera-demo", None, &door(None)).await.unwrap()
        else {
            panic!("no second factor is asked for")
        };
        let here = door(None);
        let tries = (0..20).map(|number| {
            let (services, token, here) = (services.clone(), step.token.clone(), here.clone());
            tokio::spawn(async move { services.sign_in_with_code(&token, &format!("{number:06}"), &here).await.err() })
        });
        let mut looked_at = 0;
        for one in tries.collect::<Vec<_>>() {
            match one.await.unwrap() {
                Some(Error::WrongCode) => looked_at += 1,
                Some(Error::TooManySignIns { .. }) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(looked_at, 5, "the others were not even compared");
        let auditor = city.actor("hendra").await;
        let query = AuditQuery { action: "sign-in-failed".into(), subject: "rina".into(), ..AuditQuery::default() };
        let rows = services.audit_log(&auditor, query).await.unwrap().rows;
        assert_eq!(rows.len(), 5, "each is on record with whose it was, and without what was typed");
        assert!(rows.iter().all(|row| row.details == [("factor".to_owned(), "code".to_owned())]), "{rows:?}");
        let right = services.sign_in_with_code(&step.token, &totp::code(&key, services.now()), &here).await;
        assert!(matches!(right, Err(Error::TooManySignIns { .. })), "right or wrong, this one waits");
    }
}

#[tokio::test]
async fn a_network_of_addresses_counts_as_one() {
    for city in cities().await {
        let services = &city.services;
        for number in 0..5 {
            let from = Door { address: format!("2001:db8:1:2::{number}"), ..door(None) };
            let wrong = services.sign_in_with_password("rina", "salah", None, &from).await;
            assert!(matches!(wrong, Err(Error::WrongCredentials)));
        }
        let from = Door { address: "2001:db8:1:2:ffff::1".to_owned(), ..door(None) };
        let refused = services.sign_in_with_password("rina", "ampera-demo", None, &from).await;
        assert!(matches!(refused, Err(Error::TooManySignIns { .. })));
        let neighbour = Door { address: "2001:db8:1:3::1".to_owned(), ..door(None) };
        assert!(services.sign_in_with_password("rina", "ampera-demo", None, &neighbour).await.is_ok());
    }
}

#[tokio::test]
async fn a_browser_has_one_session() {
    for city in cities().await {
        let services = &city.services;
        let first = services.sign_in("rina", "ampera-demo", "10.0.0.1", "test").await.unwrap();
        let SignIn::Done(second) = services
            .sign_in_with_password("budi", "ampera-demo", None, &door(Some(first.token.clone())))
            .await
            .unwrap()
        else {
            panic!("a second factor is asked for")
        };
        assert!(services.session(&first.token).await.unwrap().is_none(), "what the browser had before has ended");
        assert!(services.session(&second.token).await.unwrap().is_some());
        // A token that is none ends nothing.
        let unknown = door(Some("x".to_owned()));
        assert!(services.sign_in_with_password("rina", "ampera-demo", None, &unknown).await.is_ok());
    }
}
