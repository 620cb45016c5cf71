//! Ways in: limits, second factors, links in letters, identities of providers, and who is kept out.

use domain::id::PersonId;
use domain::policy::Roles;
use services::{
    Actor, Arrived, Door, Error, InviteForm, LinkKind, PasswordForm, Problem, ProviderIdentity, Services, SignIn,
    SignedInSession, totp,
};

use crate::city::{City, cities};

const GOOD: &str = "tujuh kapal menyeberang";

fn door(address: &str) -> Door {
    Door { address: address.to_owned(), device: "test".to_owned(), ..Door::default() }
}

async fn try_password(services: &Services, password: &str, door: &Door) -> Result<SignIn, Error> {
    services.sign_in_with_password("rina", password, None, door).await
}

fn done(sign_in: SignIn) -> SignedInSession {
    match sign_in {
        SignIn::Done(session) => session,
        SignIn::SecondFactor(_) => panic!("a second factor is asked for"),
    }
}

fn problem(error: Error) -> (String, Problem) {
    match error {
        Error::Invalid(mut errors) => {
            let error = errors.remove(0);
            (error.field, error.problem)
        }
        other => panic!("{other:?}"),
    }
}

async fn arrived(city: &City, session: &SignedInSession) -> Arrived {
    city.services.arrived(&session.token).await.unwrap().unwrap()
}

/// Somebody of the demo without an account.
async fn fadil(city: &City) -> PersonId {
    let admin = city.actor("admin").await;
    city.services.accounts(&admin, "fadil", 1).await.unwrap().rows[0].person
}

#[tokio::test]
async fn guessing_gets_slower_and_the_owner_goes_on() {
    for city in cities().await {
        let services = &city.services;
        let home = door("10.0.0.1");
        let known = done(try_password(services, "ampera-demo", &home).await.unwrap()).known_device;
        let office = door("10.0.0.9");
        for _ in 0..5 {
            assert!(matches!(try_password(services, "salah", &office).await, Err(Error::WrongCredentials)));
        }
        let refused = try_password(services, "ampera-demo", &office).await;
        assert!(matches!(refused, Err(Error::TooManySignIns { minutes: 1 })), "right or wrong, that one waits");
        let others = services.sign_in("yanti", "ampera-demo", "10.0.0.9", "test").await;
        assert!(others.is_ok(), "the same office");
        city.clock.forward_minutes(1);
        assert!(matches!(try_password(services, "salah", &office).await, Err(Error::WrongCredentials)));
        assert!(matches!(try_password(services, "x", &office).await, Err(Error::TooManySignIns { minutes: 2 })));

        // Many machines at once: new addresses wait, too; the browser that is known does not.
        for place in 0..30 {
            let _ = try_password(services, "salah", &door(&format!("10.1.0.{place}"))).await;
        }
        let elsewhere = try_password(services, "ampera-demo", &door("10.9.9.9")).await;
        assert!(matches!(elsewhere, Err(Error::TooManySignIns { .. })));
        let owner = Door { known: Some(known.clone()), ..door("10.9.9.9") };
        assert!(try_password(services, "ampera-demo", &owner).await.is_ok());
        // Somebody else signs in at the same desk: the owner is known there all the same.
        assert!(services.sign_in_with_password("yanti", "ampera-demo", None, &owner).await.is_ok());
        assert!(try_password(services, "ampera-demo", &owner).await.is_ok());
        // What one browser is known for says nothing about another account.
        let thief = Door { known: Some(known), ..door("10.0.0.9") };
        for _ in 0..5 {
            let _ = services.sign_in_with_password("budi", "salah", None, &thief).await;
        }
        let refused = services.sign_in_with_password("budi", "ampera-demo", None, &thief).await;
        assert!(matches!(refused, Err(Error::TooManySignIns { .. })));
        city.clock.forward_minutes(16);
        assert!(try_password(services, "ampera-demo", &office).await.is_ok(), "nobody is locked out for good");
    }
}

/// Sets up an authenticator, and gives its secret and the recovery codes.
async fn with_second_factor(city: &City, actor: &Actor) -> (Vec<u8>, Vec<String>) {
    let services = &city.services;
    services.propose_second_factor(actor).await.unwrap();
    let secret = services.security(actor).await.unwrap().set_up.unwrap().0;
    let secret = unbase32(&secret);
    let code = totp::code(&secret, services.now());
    for (code, proof, field, expected) in [
        ("000000", "ampera-demo", "code", Problem::WrongCode),
        (&code, "", "password", Problem::Missing),
        (&code, "salah", "password", Problem::WrongPassword),
    ] {
        let wrong = services.confirm_second_factor(actor, code, proof).await.map(drop).unwrap_err();
        assert_eq!(problem(wrong), (field.to_owned(), expected));
    }
    let (codes, _) = services.confirm_second_factor(actor, &code, "ampera-demo").await.unwrap();
    (secret, codes)
}

pub fn unbase32(text: &str) -> Vec<u8> {
    let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for c in text.bytes() {
        bits = bits << 5 | u32::from(if c.is_ascii_digit() { c - b'2' + 26 } else { c - b'A' });
        held += 5;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

async fn step(city: &City, door: &Door) -> String {
    match try_password(&city.services, "ampera-demo", door).await.unwrap() {
        SignIn::SecondFactor(step) => step.token,
        SignIn::Done(_) => panic!("no second factor is asked for"),
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_recovery_codes_stand_in() {
    for city in cities().await {
        let services = &city.services;
        let here = door("10.0.0.1");
        let rina = city.actor("rina").await;
        let (secret, recovery) = with_second_factor(&city, &rina).await;
        assert_eq!(recovery.len(), 10);
        assert!(recovery.iter().all(|code| code.len() == 29 && code.split('-').count() == 6), "120 bits: {recovery:?}");
        let code = |services: &Services| totp::code(&secret, services.now());

        let first = step(&city, &here).await;
        let replayed = services.sign_in_with_code(&first, &code(services), &here).await;
        assert!(matches!(replayed, Err(Error::WrongCode)), "the code that confirmed it was used");
        city.clock.forward_minutes(1);
        let now = code(services);
        let (session, ..) = services.sign_in_with_code(&first, &now, &here).await.unwrap();
        assert!(!arrived(&city, &session).await.second_factor_due);
        let again = services.sign_in_with_code(&first, &now, &here).await;
        assert!(matches!(again, Err(Error::StepOver)), "a step leads in once");
        let second = step(&city, &here).await;
        assert!(matches!(services.sign_in_with_code(&second, &now, &here).await, Err(Error::WrongCode)));

        let typed = recovery[0].to_uppercase().replace('-', " ");
        let (_, _, left) = services.sign_in_with_code(&second, &typed, &here).await.unwrap();
        assert_eq!(left, Some(9));
        let third = step(&city, &here).await;
        assert!(matches!(services.sign_in_with_code(&third, &recovery[0], &here).await, Err(Error::WrongCode)));
        city.clock.forward_minutes(11);
        assert!(matches!(services.sign_in_with_code(&third, &code(services), &here).await, Err(Error::StepOver)));

        let fourth = step(&city, &here).await;
        for _ in 0..5 {
            let _ = services.sign_in_with_code(&fourth, "000000", &here).await;
        }
        let slowed = services.sign_in_with_code(&fourth, &code(services), &here).await;
        assert!(matches!(slowed, Err(Error::TooManySignIns { .. })));

        let wrong = services.remove_second_factor(&rina, "salah").await.map(drop).unwrap_err();
        assert_eq!(problem(wrong), ("password".to_owned(), Problem::WrongPassword));
        let fresh = services.renew_recovery_codes(&rina, "ampera-demo").await.unwrap();
        assert!(fresh.iter().all(|code| !recovery.contains(code)));
        services.remove_second_factor(&rina, "ampera-demo").await.unwrap();
        assert!(matches!(try_password(services, "ampera-demo", &here).await, Ok(SignIn::Done(_))));
    }
}

#[tokio::test]
async fn an_administrator_without_a_second_factor_is_nobody() {
    for city in cities().await {
        // The same database, but no demo.
        let services = Services::new(
            city.services.store().clone(),
            city.clock.clone(),
            std::sync::Arc::new(services::SystemRandom),
        );
        let session = services.sign_in("admin", "ampera-demo", "10.0.0.1", "test").await.unwrap();
        let found = services.arrived(&session.token).await.unwrap().unwrap();
        assert!(found.second_factor_due);
        assert_eq!(found.actor.roles, Roles::default());
        assert!(matches!(services.accounts(&found.actor, "", 1).await, Err(Error::NotFound)));
        services.propose_second_factor(&found.actor).await.unwrap();
        let view = services.security(&found.actor).await.unwrap();
        let secret = unbase32(&view.set_up.unwrap().0);
        let code = totp::code(&secret, services.now());
        let (_, renewed) = services.confirm_second_factor(&found.actor, &code, "ampera-demo").await.unwrap();
        assert!(services.arrived(&session.token).await.unwrap().is_none(), "whoever has the old token has nothing");
        let found = services.arrived(&renewed.token).await.unwrap().unwrap();
        assert!(!found.second_factor_due && found.actor.roles.admin);
        let kept = services.remove_second_factor(&found.actor, "ampera-demo").await;
        assert!(matches!(kept, Err(Error::NotFound)), "it has to stay");
    }
}

#[tokio::test]
async fn an_invitation_leads_to_a_password_once() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let fadil = fadil(&city).await;
        let invite = async |address: &str| {
            let form = InviteForm { address: address.to_owned() };
            services.invite(&admin, fadil, &form, "id").await
        };
        assert_eq!(problem(invite("fadil").await.unwrap_err()), ("address".to_owned(), Problem::NotAnAddress));
        let rina = city.actor("rina").await;
        assert!(matches!(services.invite(&rina, fadil, &InviteForm::default(), "id").await, Err(Error::NotFound)));
        invite("lama@kota.example").await.unwrap();
        invite("salah@kota.example").await.unwrap();
        let letter = services.next_letter().await.unwrap().unwrap();
        assert_eq!(letter.address, "salah@kota.example", "one that was not sent yet is not sent any more");
        services.letter_sent(&letter).await.unwrap();
        let (kind, old, _) = letter.link.unwrap();
        invite("Fadil@kota.example").await.unwrap();
        assert!(services.link(kind, &old).await.unwrap().is_none(), "what went elsewhere is worth nothing");
        let letter = services.next_letter().await.unwrap().unwrap();
        assert_eq!((letter.address.as_str(), letter.name.as_str()), ("fadil@kota.example", "Muhammad Fadil"));
        assert!(services.next_letter().await.unwrap().is_none(), "nobody else takes it meanwhile");
        let (kind, token, _) = letter.link.clone().unwrap();
        assert!(services.link(LinkKind::Reset, &token).await.unwrap().is_none(), "no reset");
        let form = |username: &str, password: &str, repeated: &str| PasswordForm {
            username: username.to_owned(),
            password: password.to_owned(),
            repeated: repeated.to_owned(),
            ..PasswordForm::default()
        };
        for (form, field, wrong) in [
            (form("Nama Saya", GOOD, GOOD), "username", Problem::NotAUserName),
            (form("rina", GOOD, GOOD), "username", Problem::Taken),
            (form("fadil", "pendek", "pendek"), "password", Problem::TooShort { least: 15 }),
            (form("fadil", "palembang-2026-2026", ""), "password", Problem::TooCommon),
            (form("menyeberang", GOOD, GOOD), "password", Problem::HoldsName),
            (form("fadil", GOOD, "lain"), "repeated", Problem::Different),
        ] {
            let error = services.follow_link(kind, &token, &form).await.unwrap_err();
            assert_eq!(problem(error), (field.to_owned(), wrong));
        }
        services.follow_link(kind, &token, &form("fadil", GOOD, GOOD)).await.unwrap();
        let twice = services.follow_link(kind, &token, &form("fadil2", GOOD, GOOD)).await;
        assert!(matches!(twice, Err(Error::LinkOver)));
        for name in ["fadil", "FADIL@kota.example"] {
            assert!(services.sign_in(name, GOOD, "10.0.0.1", "test").await.is_ok(), "{name}");
        }
        assert!(matches!(invite("x@kota.example").await, Err(Error::NotFound)), "who has a password is not invited");
    }
}

#[tokio::test]
async fn a_reset_tells_nothing_and_ends_every_session() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let fadil = fadil(&city).await;
        services.invite(&admin, fadil, &InviteForm { address: "fadil@kota.example".into() }, "id").await.unwrap();
        let letter = services.next_letter().await.unwrap().unwrap();
        services.letter_sent(&letter).await.unwrap();
        let (kind, token, _) = letter.link.unwrap();
        let form = |password: &str| PasswordForm {
            username: "fadil".into(),
            password: password.into(),
            repeated: password.into(),
            ..PasswordForm::default()
        };
        services.follow_link(kind, &token, &form(GOOD)).await.unwrap();
        let session = services.sign_in("fadil", GOOD, "10.0.0.1", "test").await.unwrap();

        let ask = async |address: &str| services.ask_reset(address, "en", "10.0.0.1").await;
        ask("nobody@kota.example").await.unwrap();
        assert!(services.next_letter().await.unwrap().is_none());
        for _ in 0..5 {
            ask("fadil@kota.example").await.unwrap();
        }
        let mut letters = Vec::new();
        while let Some(letter) = services.next_letter().await.unwrap() {
            services.letter_sent(&letter).await.unwrap();
            letters.push(letter);
        }
        assert_eq!(letters.len(), 3, "an address gets three an hour, however often it is asked for");
        let (kind, token, _) = letters[0].link.clone().unwrap();
        let (_, other, _) = letters[1].link.clone().unwrap();
        assert_eq!((kind, letters[0].lang.as_str()), (LinkKind::Reset, "en"));
        services.reading("en").follow_link(kind, &token, &form("kereta lewat pukul enam")).await.unwrap();
        assert!(services.session(&session.token).await.unwrap().is_none());
        assert!(services.link(kind, &other).await.unwrap().is_none(), "the other links end with it");
        assert!(services.sign_in("fadil", GOOD, "10.0.0.1", "test").await.is_err());
        assert!(services.sign_in("fadil", "kereta lewat pukul enam", "10.0.0.1", "test").await.is_ok());
        let told = services.next_letter().await.unwrap().unwrap();
        assert_eq!(
            (told.kind.code(), told.link.is_none(), told.lang.as_str()),
            ("changed", true, "en"),
            "as she reads"
        );
        services.letter_sent(&told).await.unwrap();

        city.clock.forward_minutes(120);
        ask("fadil@kota.example").await.unwrap();
        let late = services.next_letter().await.unwrap().unwrap();
        let (kind, token, _) = late.link.clone().unwrap();
        city.clock.forward_minutes(30);
        assert!(services.link(kind, &token).await.unwrap().is_none(), "half an hour");
        let tried = services.next_letter().await.unwrap().unwrap();
        assert_eq!(tried.id, late.id, "nothing was heard of it: it is tried again");
        for _ in 0..8 {
            match services.next_letter().await.unwrap() {
                Some(letter) => services.letter_failed(&letter, "451 busy", false).await.unwrap(),
                None => services.letter_failed(&tried, "451 busy", false).await.unwrap(),
            }
            city.clock.forward_minutes(70);
        }
        assert!(services.next_letter().await.unwrap().is_none(), "at some time a reset is given up");
    }
}

#[tokio::test]
async fn a_changed_password_signs_out_the_others() {
    for city in cities().await {
        let services = &city.services;
        let (here, there) = (city.actor("rina").await, city.actor("rina").await);
        let form = |current: &str, password: &str| PasswordForm {
            current: current.into(),
            password: password.into(),
            repeated: password.into(),
            ..PasswordForm::default()
        };
        let wrong = services.change_password(&here, &form("salah", GOOD)).await.unwrap_err();
        assert_eq!(problem(wrong), ("current".to_owned(), Problem::WrongPassword));
        services.change_password(&here, &form("ampera-demo", GOOD)).await.unwrap();
        let devices = services.devices(&here).await.unwrap();
        assert!(devices.iter().all(|device| device.is_this) && devices.len() == 1, "{there:?} is out");
        assert!(services.sign_in("rina", GOOD, "10.0.0.1", "test").await.is_ok());
    }
}

#[tokio::test]
async fn who_is_kept_out_is_out_at_once() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let rina = services.sign_in("rina", "ampera-demo", "10.0.0.1", "test").await.unwrap();
        let person = arrived(&city, &rina).await.actor.person;
        services.block_account(&admin, person).await.unwrap();
        assert!(services.session(&rina.token).await.unwrap().is_none());
        assert!(matches!(try_password(services, "ampera-demo", &door("1")).await, Err(Error::Blocked)));
        assert!(matches!(try_password(services, "salah", &door("1")).await, Err(Error::WrongCredentials)));
        services.unblock_account(&admin, person).await.unwrap();
        assert!(services.session(&rina.token).await.unwrap().is_none(), "the old session stays ended");
        assert!(try_password(services, "ampera-demo", &door("1")).await.is_ok());
        assert!(matches!(services.block_account(&admin, admin.person).await, Err(Error::NotFound)), "not oneself");
    }
}

#[tokio::test]
async fn an_acting_head_is_none_when_the_assignment_ends() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let fadil = fadil(&city).await;
        let unit = services.team(&admin, &services::TeamQuery::default()).await.unwrap().units[1].id.clone();
        let assignment = store::organisation::Assignment {
            id: uuid::Uuid::from_u128(7).into(),
            person_id: fadil,
            unit_id: unit.parse().unwrap(),
            position_id: "lurah".into(),
            basis: "plh".into(),
            head: true,
            valid_from: services.now().plus_days(-1),
            valid_to: Some(services.now().plus_minutes(60)),
        };
        services
            .store()
            .write(move |conn| Box::pin(async move { store::organisation::insert_assignment(conn, &assignment).await }))
            .await
            .unwrap();
        let session = done(city.with_identity(fadil, "acting").await);
        let actor = arrived(&city, &session).await.actor;
        assert!(actor.roles.manager && services.team(&actor, &services::TeamQuery::default()).await.is_ok());
        city.clock.forward_minutes(61);
        let actor = arrived(&city, &session).await.actor;
        assert!(!actor.roles.manager, "the same session");
        assert!(matches!(services.team(&actor, &services::TeamQuery::default()).await, Err(Error::NotFound)));
    }
}

fn identity(subject: &str, number: Option<&str>, verified: bool) -> ProviderIdentity {
    ProviderIdentity {
        provider: "kota".into(),
        issuer: "https://sso.example".into(),
        subject: subject.into(),
        name: "Muhammad Fadil".into(),
        number: number.map(ToOwned::to_owned),
        number_verified: verified,
        strong: false,
        session: Some(format!("sid-{subject}")),
        asked_at: None,
    }
}

impl City {
    /// Signs somebody in who has no account, with an identity that is linked for them.
    async fn with_identity(&self, person: PersonId, subject: &str) -> SignIn {
        let admin = self.actor("admin").await;
        let services = &self.services;
        let outcome = services.sign_in_with_identity(identity(subject, None, false), None, &door("1")).await.unwrap();
        assert!(outcome.is_none());
        let request = services.identity_requests(&admin).await.unwrap().pop().unwrap().id;
        services.accept_identity(&admin, request, &person.to_string()).await.unwrap();
        services.sign_in_with_identity(identity(subject, None, false), None, &door("1")).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn only_a_verified_number_of_one_person_links_by_itself() {
    for city in cities().await {
        let services = &city.services;
        let admin = city.actor("admin").await;
        let come = async |identity| services.sign_in_with_identity(identity, None, &door("1")).await.unwrap();
        // The numbers of the demo: the place in the list of people, here the third.
        let number = "190101011921211003";
        assert!(come(identity("a", Some(number), false)).await.is_none());
        city.clock.forward_minutes(1);
        assert!(come(identity("b", None, true)).await.is_none());
        city.clock.forward_minutes(1);
        assert!(come(identity("c", Some("123"), true)).await.is_none());
        let waiting = services.identity_requests(&admin).await.unwrap();
        let reasons: Vec<_> = waiting.iter().map(|request| request.reason.as_str()).collect();
        assert_eq!(reasons, ["not-verified", "no-number", "unknown-number"]);
        assert_eq!(waiting[0].number.as_deref(), Some("••••••••••••••1003"));

        let session = done(come(identity("d", Some("19010101 192121 1 003"), true)).await.unwrap());
        let actor = arrived(&city, &session).await.actor;
        assert_eq!((actor.name.as_str(), actor.roles), ("Muhammad Fadil", Roles::default()));
        let session = done(come(identity("d", None, false)).await.unwrap());
        assert_eq!(arrived(&city, &session).await.actor.person, actor.person, "linked for good");

        let view = services.identity_request(&admin, waiting[0].id, None).await.unwrap();
        assert!(view.candidates[0].same_number && view.candidates[0].person == actor.person);
        let error = services.accept_identity(&admin, waiting[0].id, "x").await.unwrap_err();
        assert_eq!(problem(error), ("person".to_owned(), Problem::NotAChoice));
        services.accept_identity(&admin, waiting[0].id, &actor.person.to_string()).await.unwrap();
        assert!(come(identity("a", None, false)).await.is_some());
        services.refuse_identity(&admin, waiting[1].id).await.unwrap();
        assert!(come(identity("b", None, true)).await.is_none());
        assert_eq!(services.identity_requests(&admin).await.unwrap().len(), 1, "what was refused does not come back");
        let rina = city.actor("rina").await;
        assert!(matches!(services.identity_requests(&rina).await, Err(Error::NotFound)));
        assert!(matches!(services.refuse_identity(&rina, waiting[2].id).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn a_provider_ends_the_sessions_that_it_began() {
    for city in cities().await {
        let services = &city.services;
        let fadil = fadil(&city).await;
        let one = done(city.with_identity(fadil, "s").await);
        let until = services.now().plus_minutes(10);
        let out = async |message: &str, subject: &str, session: Option<&str>| {
            let whose = (Some(subject.to_owned()), session.map(ToOwned::to_owned));
            let from = ("kota", "https://sso.example");
            services.signed_out_at_provider(from, whose, (message.to_owned(), until)).await.unwrap()
        };
        assert_eq!(out("m1", "s", Some("sid-other")).await, Some(0));
        assert!(services.session(&one.token).await.unwrap().is_some(), "another session of the same provider");
        let hint = services.provider_session(&arrived(&city, &one).await.actor).await.unwrap().unwrap();
        assert_eq!((hint.provider.as_str(), hint.session.as_deref()), ("kota", Some("sid-s")));
        assert_eq!(out("m2", "s", Some("sid-s")).await, Some(1));
        assert!(services.session(&one.token).await.unwrap().is_none());
        assert_eq!(out("m2", "s", None).await, None, "a message counts once");
    }
}

#[tokio::test]
async fn a_way_to_a_provider_ends_where_it_began() {
    for city in cities().await {
        let services = &city.services;
        let flow = services.begin_flow("kota", None, Some("/profil")).await.unwrap();
        assert!(services.end_flow("kota", &flow.state, "another browser").await.unwrap().is_none());
        let back = services.end_flow("kota", &flow.state, &flow.browser).await.unwrap().unwrap();
        assert_eq!((back.nonce, back.verifier, back.next.as_deref()), (flow.nonce, flow.verifier, Some("/profil")));
        assert!(services.end_flow("kota", &flow.state, &flow.browser).await.unwrap().is_none(), "once");
        let other = services.begin_flow("kota", Some(&flow.browser), None).await.unwrap();
        assert!(services.end_flow("provinsi", &other.state, &other.browser).await.unwrap().is_none());
        let late = services.begin_flow("kota", Some(&flow.browser), None).await.unwrap();
        city.clock.forward_minutes(16);
        assert!(services.end_flow("kota", &late.state, &late.browser).await.unwrap().is_none());
        services.tidy_sign_in().await.unwrap();
    }
}
