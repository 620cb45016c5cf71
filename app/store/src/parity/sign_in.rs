use domain::id::PersonId;

use super::{NOW, id, reader, with_person, write};
use crate::account::Account;
use crate::identity::{Identity, Request};
use crate::role::NewGrant;
use crate::session::{AtProvider, NewSession};
use crate::sign_in::Flow;
use crate::testing::TestDatabase;
use crate::{account, account_token, identity, mail, organisation, role, second_factor, session, sign_in};

const ISSUER: &str = "https://sso.example";

pub(super) async fn run(database: &TestDatabase) {
    let rina = with_person(&database.store).await;
    accounts(database, rina).await;
    tokens_and_mail(database, rina).await;
    identities(database, rina).await;
    sessions_of_a_provider(database, rina).await;
    steps_and_devices(database, rina).await;
    second_factors(database, rina).await;
}

async fn accounts(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let account = Account { person_id: rina, username: "rina".into(), password_hash: "x".into() };
    let grant =
        NewGrant { id: id(700), person: rina, role: "admin".into(), course: None, from: NOW, until: None, by: None };
    write!(store, |conn| role::insert(conn, grant)).unwrap();
    write!(store, |conn| account::insert(conn, &account)).unwrap();
    write!(store, |conn| account::set_email(conn, rina, "lama@kota.example", NOW)).unwrap();
    write!(store, |conn| account::set_email(conn, rina, "rina@kota.example", NOW)).unwrap();
    assert!(write!(store, |conn| account::set_password(conn, rina, "y")).unwrap());
    let mut conn = reader(database).await;
    for name in ["rina", "rina@kota.example"] {
        assert_eq!(account::by_name(&mut conn, name).await.unwrap().unwrap().password_hash, "y");
    }
    assert!(account::by_name(&mut conn, "lama@kota.example").await.unwrap().is_none());
    assert_eq!(account::of_person(&mut conn, rina).await.unwrap().unwrap().username, "rina");
    assert!(role::needs_second_factor(&mut conn, rina, NOW).await.unwrap());
    assert!(!role::needs_second_factor(&mut conn, rina, NOW.plus_minutes(-1)).await.unwrap(), "not yet");
    assert_eq!(account::email(&mut conn, rina).await.unwrap().as_deref(), Some("rina@kota.example"));
    assert_eq!(account::person_of_email(&mut conn, "rina@kota.example").await.unwrap(), Some(rina));
    assert_eq!(account::for_reset(&mut conn, "rina@kota.example").await.unwrap(), Some(rina));
    let found = account::search(&mut conn, "in", NOW, (10, 0)).await.unwrap();
    assert_eq!(found, [account::access(&mut conn, rina, NOW).await.unwrap().unwrap()]);
    assert!(found[0].admin && !found[0].second_factor && found[0].unit.is_none());
    assert_eq!(account::count(&mut conn, "in").await.unwrap(), 1);
    assert!(account::search(&mut conn, "in", NOW, (10, 1)).await.unwrap().is_empty());
    drop(conn);
    assert!(write!(store, |conn| sign_in::block(conn, rina, NOW)).unwrap());
    assert!(!write!(store, |conn| sign_in::block(conn, rina, NOW)).unwrap());
    let mut conn = reader(database).await;
    assert!(sign_in::is_blocked(&mut conn, rina, NOW).await.unwrap());
    assert!(account::for_reset(&mut conn, "rina@kota.example").await.unwrap().is_none());
    drop(conn);
    assert!(write!(store, |conn| sign_in::unblock(conn, rina)).unwrap());
}

async fn tokens_and_mail(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let end = NOW.plus_days(1);
    for number in [1u8, 2] {
        write!(store, |conn| account_token::insert(conn, vec![number], "reset", rina, "a@b.example", (NOW, end)))
            .unwrap();
    }
    let mut conn = reader(database).await;
    assert_eq!(account_token::find(&mut conn, vec![1], "reset", NOW).await.unwrap().unwrap().person_id, rina);
    assert!(account_token::find(&mut conn, vec![1], "invitation", NOW).await.unwrap().is_none());
    assert!(account_token::find(&mut conn, vec![1], "reset", end).await.unwrap().is_none(), "over");
    drop(conn);
    assert!(write!(store, |conn| account_token::take(conn, vec![1], rina, NOW)).unwrap());
    assert!(!write!(store, |conn| account_token::take(conn, vec![1], rina, NOW)).unwrap(), "once");
    assert!(account_token::find(&mut reader(database).await, vec![2], "reset", NOW).await.unwrap().is_none());
    write!(store, |conn| account_token::forget(conn, end.plus_days(1))).unwrap();

    for number in [1, 2] {
        write!(store, |conn| mail::put(conn, id(number), "reset", rina, "a@b.example", ("id", NOW))).unwrap();
    }
    for (number, kind, minutes) in [(3, "notices", -3), (4, "plan", -2)] {
        let at = NOW.plus_minutes(minutes);
        write!(store, |conn| mail::put(conn, id(number), kind, rina, "a@b.example", ("id", at))).unwrap();
    }
    let due = mail::due(&mut reader(database).await, NOW, 10).await.unwrap();
    assert_eq!(due[0].name, "Rina");
    let kinds: Vec<_> = due.iter().map(|letter| letter.kind.as_str()).collect();
    assert_eq!(kinds, ["reset", "reset", "plan", "notices"], "whoever cannot sign in waits for no letter of the day");
    for number in [3, 4] {
        write!(store, |conn| mail::sent(conn, id(number), NOW)).unwrap();
    }
    let letter = due[0].clone();
    let same = letter.clone();
    assert!(write!(store, |conn| mail::claim(conn, &letter, NOW.plus_minutes(5))).unwrap());
    assert!(!write!(store, |conn| mail::claim(conn, &same, NOW.plus_minutes(5))).unwrap(), "another server has it");
    write!(store, |conn| mail::sent(conn, id(1), NOW)).unwrap();
    write!(store, |conn| mail::failed(conn, id(2), "busy", NOW, Some(NOW.plus_minutes(9)))).unwrap();
    assert!(mail::due(&mut reader(database).await, NOW.plus_minutes(8), 10).await.unwrap().is_empty());
    write!(store, |conn| mail::failed(conn, id(2), "gone", NOW, None)).unwrap();
    assert_eq!(
        mail::latest(&mut reader(database).await, rina).await.unwrap().unwrap().problem.as_deref(),
        Some("gone")
    );
    write!(store, |conn| mail::put(conn, id(9), "reset", rina, "a@b.example", ("id", NOW))).unwrap();
    write!(store, |conn| mail::supersede(conn, rina, "reset", NOW)).unwrap();
    assert!(mail::due(&mut reader(database).await, NOW, 10).await.unwrap().is_empty(), "another takes its place");
    write!(store, |conn| mail::forget(conn, NOW.plus_days(1))).unwrap();
    assert!(mail::latest(&mut reader(database).await, rina).await.unwrap().is_none());
}

async fn identities(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    write!(store, |conn| organisation::insert_number(conn, rina, "nip", "1990", NOW)).unwrap();
    let request = |number: u128, subject: &str| Request {
        id: id(number),
        provider: "kota".into(),
        issuer: ISSUER.into(),
        subject: subject.into(),
        name: "Rina".into(),
        number: None,
        reason: "no-number".into(),
        asked_at: NOW,
        last_at: NOW,
    };
    for (number, subject) in [(1, "s1"), (2, "s2"), (3, "s1")] {
        let request = request(number, subject);
        write!(store, |conn| identity::request(conn, &request)).unwrap();
    }
    let mut conn = reader(database).await;
    assert_eq!(identity::requests(&mut conn, 10).await.unwrap(), [request(1, "s1"), request(2, "s2")]);
    assert_eq!(identity::one_request(&mut conn, id(2)).await.unwrap(), Some(request(2, "s2")));
    assert_eq!(identity::people_with_number(&mut conn, "1990", NOW).await.unwrap(), [rina]);
    assert!(identity::people_with_number(&mut conn, "1990", NOW.plus_days(-1)).await.unwrap().is_empty());
    drop(conn);
    assert!(write!(store, |conn| identity::refuse(conn, id(2), NOW)).unwrap());
    let linked = Identity {
        issuer: ISSUER.into(),
        subject: "s1".into(),
        person_id: rina,
        provider: "kota".into(),
        linked_at: NOW,
    };
    let (one, two) = (linked.clone(), linked.clone());
    assert!(write!(store, |conn| identity::link(conn, &one)).unwrap());
    assert!(!write!(store, |conn| identity::link(conn, &two)).unwrap());
    let mut conn = reader(database).await;
    assert!(identity::requests(&mut conn, 10).await.unwrap().is_empty());
    assert_eq!(identity::find(&mut conn, ISSUER, "s1").await.unwrap().as_ref(), Some(&linked));
    assert_eq!(identity::of_person(&mut conn, rina).await.unwrap(), [linked]);
    drop(conn);
    assert!(!identity::was_unlinked(&mut reader(database).await, ISSUER, "s1").await.unwrap());
    assert!(write!(store, |conn| identity::unlink(conn, rina, (ISSUER, "s1"), NOW)).unwrap());
    assert!(!write!(store, |conn| identity::unlink(conn, rina, (ISSUER, "s1"), NOW)).unwrap(), "once");
    assert!(identity::was_unlinked(&mut reader(database).await, ISSUER, "s1").await.unwrap());
    for (fresh, at) in [(true, NOW), (false, NOW)] {
        assert_eq!(write!(store, |conn| identity::note_message(conn, ISSUER, "m", at)).unwrap(), fresh);
    }
    write!(store, |conn| identity::forget_messages(conn, NOW.plus_days(1))).unwrap();
    assert!(write!(store, |conn| identity::note_message(conn, ISSUER, "m", NOW)).unwrap());
}

async fn sessions_of_a_provider(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let at = |session: &str| AtProvider {
        provider: "kota".into(),
        issuer: ISSUER.into(),
        subject: "s1".into(),
        session: Some(session.into()),
        asked_at: Some(NOW.0),
    };
    for number in [60u8, 61, 62, 63, 64] {
        let session = NewSession {
            id: id(u128::from(number)),
            token_hash: vec![number],
            person_id: rina,
            device: String::new(),
            created_at: NOW,
            expires_at: NOW.plus_days(1),
            strong: false,
            at: Some(at(&number.to_string())),
        };
        write!(store, |conn| session::insert(conn, session)).unwrap();
    }
    assert_eq!(session::at_provider(&mut reader(database).await, id(60)).await.unwrap(), Some(at("60")));
    let ended = write!(store, |conn| session::revoke_by_token(conn, vec![63], NOW)).unwrap();
    assert_eq!(ended, Some((rina, id(63))));
    assert_eq!(write!(store, |conn| session::renew(conn, id(60), vec![160], true)).unwrap(), Some(NOW.plus_days(1)));
    let by_session = write!(store, |conn| session::revoke_at_provider(conn, ISSUER, (Some("s1"), Some("60")), NOW));
    assert_eq!(write!(store, |conn| session::renew(conn, id(60), vec![161], true)).unwrap(), None, "it has ended");
    assert_eq!(by_session.unwrap(), [rina]);
    assert!(session::at_provider(&mut reader(database).await, id(60)).await.unwrap().is_none(), "it has ended");
    assert!(
        write!(store, |conn| session::revoke_by_token(conn, vec![60], NOW)).unwrap().is_none(),
        "another token now"
    );
    let others = write!(store, |conn| session::revoke_of_identity(conn, (ISSUER, "s1"), id(61), NOW));
    assert_eq!(others.unwrap(), 2, "62 and 64");
    let by_subject = write!(store, |conn| session::revoke_at_provider(conn, ISSUER, (Some("s1"), None), NOW));
    assert_eq!(by_subject.unwrap(), [rina]);
    assert_eq!(write!(store, |conn| session::revoke_all(conn, rina, NOW)).unwrap(), 0);
}

async fn steps_and_devices(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    let flow = Flow { provider: "kota".into(), next: Some("/profil".into()) };
    let end = NOW.plus_minutes(10);
    for number in [1u8, 2] {
        let flow = flow.clone();
        write!(store, |conn| sign_in::begin_flow(conn, vec![number], vec![9], &flow, end)).unwrap();
    }
    assert!(
        write!(store, |conn| sign_in::take_flow(conn, vec![1], vec![8], NOW)).unwrap().is_none(),
        "another browser"
    );
    assert_eq!(write!(store, |conn| sign_in::take_flow(conn, vec![1], vec![9], NOW)).unwrap(), Some(flow));
    assert!(write!(store, |conn| sign_in::take_flow(conn, vec![1], vec![9], NOW)).unwrap().is_none(), "once");
    assert!(write!(store, |conn| sign_in::take_flow(conn, vec![2], vec![9], end)).unwrap().is_none(), "too late");
    write!(store, |conn| sign_in::begin_step(conn, vec![1], rina, None, Some("/".into()), end)).unwrap();
    let step = sign_in::find_step(&mut reader(database).await, vec![1], NOW).await.unwrap().unwrap();
    assert!(step.person_id == rina && step.at_provider().is_none());
    assert!(write!(store, |conn| sign_in::end_step(conn, vec![1])).unwrap());
    write!(store, |conn| sign_in::forget_unfinished(conn, end.plus_minutes(1))).unwrap();
    write!(store, |conn| sign_in::know_device(conn, vec![1], rina, NOW)).unwrap();
    assert!(sign_in::knows_device(&mut reader(database).await, vec![1], rina).await.unwrap());
    write!(store, |conn| sign_in::forget_old_devices(conn, NOW)).unwrap();
    assert!(sign_in::knows_device(&mut reader(database).await, vec![1], rina).await.unwrap());
    write!(store, |conn| sign_in::forget_devices(conn, rina)).unwrap();
    assert!(!sign_in::knows_device(&mut reader(database).await, vec![1], rina).await.unwrap());
}

async fn second_factors(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    for secret in [1u8, 2] {
        assert!(write!(store, |conn| second_factor::propose(conn, rina, vec![secret], NOW)).unwrap());
    }
    assert!(!write!(store, |conn| second_factor::take_step(conn, rina, 5)).unwrap(), "not confirmed yet");
    assert_eq!(write!(store, |conn| second_factor::hold(conn, rina)).unwrap().unwrap().secret, [2]);
    assert!(write!(store, |conn| second_factor::confirm(conn, rina, 5, NOW)).unwrap());
    assert!(!write!(store, |conn| second_factor::propose(conn, rina, vec![3], NOW)).unwrap(), "confirmed already");
    assert_eq!(second_factor::find(&mut reader(database).await, rina).await.unwrap().unwrap().secret, [2]);
    assert!(!write!(store, |conn| second_factor::take_step(conn, rina, 5)).unwrap(), "a code is good once");
    assert!(write!(store, |conn| second_factor::take_step(conn, rina, 6)).unwrap());
    write!(store, |conn| second_factor::replace_codes(conn, rina, vec![vec![1], vec![2]])).unwrap();
    assert!(write!(store, |conn| second_factor::take_code(conn, rina, vec![1], NOW)).unwrap());
    assert!(!write!(store, |conn| second_factor::take_code(conn, rina, vec![1], NOW)).unwrap());
    assert_eq!(second_factor::codes_left(&mut reader(database).await, rina).await.unwrap(), 1);
    assert!(write!(store, |conn| second_factor::remove(conn, rina)).unwrap());
    assert_eq!(second_factor::codes_left(&mut reader(database).await, rina).await.unwrap(), 0);
}
