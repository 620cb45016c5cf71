use domain::id::PersonId;
use domain::time::Timestamp;
use uuid::Uuid;

use super::{NOW, id, reader, with_person, write};
use crate::audit::{Event, Filter, Origin};
use crate::client::Client;
use crate::exchange::After;
use crate::organisation::{Person, insert_number, insert_person};
use crate::role::NewGrant;
use crate::testing::TestDatabase;
use crate::{audit, audit_chain, client, data_request, exchange, personal, profile_access, retention, role};

pub(super) async fn run(database: &TestDatabase) {
    let rina = with_person(&database.store).await;
    let yanti = Person { id: id(2), name: "Yanti 100%".into(), kind: "pns".into() };
    let boss = yanti.id;
    write!(database.store, |conn| insert_person(conn, &yanti)).unwrap();
    roles(database, rina, boss).await;
    clients(database).await;
    log(database, rina, boss).await;
    requests(database, rina, boss).await;
    data(database, rina).await;
}

async fn roles(database: &TestDatabase, rina: PersonId, boss: PersonId) {
    let store = &database.store;
    let grant = |number, role: &str, until| NewGrant {
        id: id(number),
        person: rina,
        role: role.into(),
        course: (role == "trainer").then(|| "kursus".to_owned()),
        from: NOW,
        until,
        by: Some(boss),
    };
    for grant in [grant(1, "trainer", None), grant(2, "admin", None), grant(3, "auditor", Some(NOW.plus_days(1)))] {
        write!(store, |conn| role::insert(conn, grant)).unwrap();
    }
    let mut conn = reader(database).await;
    let all = role::current(&mut conn, NOW, 9).await.unwrap();
    assert_eq!(all.iter().map(|grant| grant.role.as_str()).collect::<Vec<_>>(), ["admin", "auditor", "trainer"]);
    assert_eq!((all[0].granted_by.as_deref(), all[2].course_id.as_deref()), (Some("Yanti 100%"), Some("kursus")));
    assert_eq!(role::of_person(&mut conn, rina, NOW.plus_days(2)).await.unwrap().len(), 2, "one has ended");
    assert!(role::find(&mut conn, id(3), NOW.plus_days(2)).await.unwrap().is_none());
    let found = role::find_people(&mut conn, &audit::anywhere("100%"), NOW, 5).await.unwrap();
    assert_eq!(found.iter().map(|found| found.id).collect::<Vec<_>>(), [boss]);
    assert!(role::find_people(&mut conn, &audit::anywhere("_"), NOW, 5).await.unwrap().is_empty());
    drop(conn);
    assert!(write!(store, |conn| role::hold_person(conn, rina)).unwrap());
    assert_eq!(write!(store, |conn| role::other_admins(conn, id(2))).unwrap(), 0);
    assert_eq!(write!(store, |conn| role::other_admins(conn, id(1))).unwrap(), 1);
    assert!(write!(store, |conn| role::end(conn, id(1), NOW, boss)).unwrap());
    assert!(!write!(store, |conn| role::end(conn, id(1), NOW, boss)).unwrap());
    assert_eq!(write!(store, |conn| role::end_all(conn, rina, NOW, boss)).unwrap(), 2);
}

async fn clients(database: &TestDatabase) {
    let store = &database.store;
    let new = |number: u128| Client {
        id: id(number),
        name: "Kinerja".into(),
        scopes: "courses:read".into(),
        created_at: NOW,
        revoked_at: None,
        last_used_at: None,
    };
    let (first, second) = (new(1), new(2));
    write!(store, |conn| client::insert(conn, &first, vec![1])).unwrap();
    let again = second.clone();
    assert!(write!(store, |conn| client::insert(conn, &again, vec![2])).unwrap_err().is_duplicate());
    write!(store, |conn| client::touch(conn, id(1), NOW)).unwrap();
    let mut conn = reader(database).await;
    assert_eq!(client::by_secret(&mut conn, vec![1]).await.unwrap().unwrap().last_used_at, Some(NOW.0));
    drop(conn);
    assert!(write!(store, |conn| client::revoke(conn, id(1), NOW)).unwrap());
    assert!(!write!(store, |conn| client::revoke(conn, id(1), NOW)).unwrap());
    write!(store, |conn| client::insert(conn, &second, vec![2])).unwrap();
    let mut conn = reader(database).await;
    assert!(client::by_secret(&mut conn, vec![1]).await.unwrap().is_none(), "revoked");
    assert_eq!(
        client::all(&mut conn, 9).await.unwrap().iter().map(|c| c.id).collect::<Vec<_>>(),
        [2, 1].map(id::<domain::id::ClientId>)
    );
}

async fn log(database: &TestDatabase, rina: PersonId, boss: PersonId) {
    let store = &database.store;
    for number in 1..=3 {
        let event = Event {
            id: id(number),
            at: NOW.plus_minutes(number as i64),
            actor: Some(boss),
            subject: Some(rina),
            action: if number == 3 { "profile-viewed" } else { "signed-in" },
            detail: "{}".into(),
            origin: Origin { address: Some("10.0.0.0/24".into()), agent: None, client: Some(id(1)) },
        };
        write!(store, |conn| audit::append(conn, event)).unwrap();
    }
    let mut conn = reader(database).await;
    let everything = Filter { before: (NOW.plus_days(1), Uuid::max()), ..Filter::default() };
    let rows = audit::list(&mut conn, &everything, 9).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [3, 2, 1].map(id::<Uuid>));
    let named = (rows[0].actor_name.as_deref(), rows[0].subject_name.as_deref(), rows[0].client_name.as_deref());
    assert_eq!(named, (Some("Yanti 100%"), Some("Rina"), Some("Kinerja")));
    let narrow = Filter {
        before: (rows[0].at, rows[0].id),
        from: NOW.plus_minutes(2),
        action: "signed-in".into(),
        subject_name: audit::anywhere("RIN"),
        actor_name: audit::anywhere("100%"),
        subject: Some(rina),
        actor: Some(boss),
    };
    assert_eq!(audit::list(&mut conn, &narrow, 9).await.unwrap().len(), 1);
    let other = Filter { subject: Some(boss), ..narrow };
    assert!(audit::list(&mut conn, &other, 9).await.unwrap().is_empty());
    assert_eq!(audit::about(&mut conn, rina, 2).await.unwrap().len(), 2);
    assert_eq!(profile_access::of_person(&mut conn, rina, 9).await.unwrap().len(), 1);
    assert!(!profile_access::is_noted(&mut conn, boss, rina, "profile", NOW).await.unwrap());
    assert!(audit_chain::is_pending(&mut conn).await.unwrap() && audit_chain::head(&mut conn).await.unwrap().is_none());
    drop(conn);
    for expected in [true, false] {
        assert_eq!(write!(store, |conn| profile_access::note(conn, boss, rina, "profile", NOW)).unwrap(), expected);
    }
    chain(database).await;
}

async fn chain(database: &TestDatabase) {
    let store = &database.store;
    let sealed: crate::Result<usize> = write!(store, |conn| async move {
        let head = audit_chain::hold_head(conn).await?;
        let rows = audit_chain::pending(conn, 2).await?;
        for (seq, row) in (head.seq + 1..).zip(&rows) {
            audit_chain::append(conn, audit_chain::Link { seq, audit_id: row.id, hash: vec![1] }).await?;
        }
        audit_chain::set_head(conn, audit_chain::Head { seq: 2, hash: vec![1] }).await?;
        Ok(rows.len())
    });
    assert_eq!(sealed.unwrap(), 2);
    let mut conn = reader(database).await;
    assert_eq!(audit_chain::head(&mut conn).await.unwrap().unwrap().seq, 2);
    assert_eq!(audit_chain::links_after(&mut conn, 0, 9).await.unwrap().len(), 2);
    assert_eq!(audit_chain::rows_between(&mut conn, 1, 2).await.unwrap()[0].id, id::<Uuid>(2));
    assert!(audit_chain::strangers(&mut conn, 9).await.unwrap().is_empty());
    assert!(audit_chain::lost(&mut conn, 9).await.unwrap().is_empty());
}

async fn requests(database: &TestDatabase, rina: PersonId, boss: PersonId) {
    let store = &database.store;
    for (number, kind) in [(1, "correction"), (2, "erasure")] {
        write!(store, |conn| data_request::insert(conn, id(number), rina, kind, "nama", NOW)).unwrap();
    }
    assert!(write!(store, |conn| data_request::answer(conn, id(1), "sudah", NOW, boss)).unwrap());
    assert!(!write!(store, |conn| data_request::answer(conn, id(1), "lagi", NOW, boss)).unwrap());
    let mut conn = reader(database).await;
    assert_eq!(data_request::of_person(&mut conn, rina).await.unwrap().len(), 2);
    assert_eq!(data_request::open(&mut conn, 9).await.unwrap()[0].kind, "erasure");
    assert_eq!(data_request::answered(&mut conn, 9).await.unwrap()[0].answer.as_deref(), Some("sudah"));
    assert_eq!(data_request::find(&mut conn, id(1)).await.unwrap().unwrap().name, "Rina");
    drop(conn);
    let later = NOW.plus_days(1);
    assert_eq!(write!(store, |conn| retention::blank_requests(conn, later, "-")).unwrap(), 1);
    assert_eq!(write!(store, |conn| retention::blank_requests_of(conn, rina, "-")).unwrap(), 1);
    assert_eq!(write!(store, |conn| retention::forget_looks(conn, later)).unwrap(), 1);
    assert_eq!(write!(store, |conn| retention::forget_failures(conn, later)).unwrap(), 0);
    for expected in [true, false] {
        assert_eq!(write!(store, |conn| retention::begin(conn, 1, NOW)).unwrap(), expected);
    }
}

async fn data(database: &TestDatabase, rina: PersonId) {
    let store = &database.store;
    write!(store, |conn| insert_number(conn, rina, "nip", "199001012015012001", NOW)).unwrap();
    let course = super::course();
    write!(store, |conn| async move {
        crate::learning::enrol(conn, rina, &course, NOW).await?;
        crate::learning::complete(conn, rina, &course, NOW).await?;
        let state = domain::competency::CompetencyState::default();
        crate::competency::put(conn, rina, &"a/b".into(), &state, NOW).await
    })
    .unwrap();
    let before = After { at: Timestamp(0), person: id(0), thing: String::new() };
    let mut conn = reader(database).await;
    let with = exchange::completed(&mut conn, &before, NOW, true, 9).await.unwrap();
    assert_eq!((with.len(), with[0].number.as_deref()), (1, Some("199001012015012001")));
    let without = exchange::states(&mut conn, &before, NOW, false, 9).await.unwrap();
    assert_eq!((without.len(), without[0].number.as_deref()), (1, None));
    let after = After { at: NOW, person: rina, thing: "kursus".into() };
    assert!(exchange::completed(&mut conn, &after, NOW, false, 9).await.unwrap().is_empty());
    assert!(exchange::states(&mut conn, &after, NOW, true, 9).await.unwrap().is_empty());
    assert_eq!(personal::username(&mut conn, rina).await.unwrap(), None);
    assert_eq!(personal::numbers(&mut conn, rina).await.unwrap()[0].0, "nip");
    let counts = personal::counts(&mut conn, rina).await.unwrap();
    let rows = |table: &str| counts.iter().find(|count| count.table == table).unwrap().rows;
    assert_eq!((rows("person_number"), rows("enrolment"), rows("audit"), rows("answer")), (1, 1, 3, 0));
    let export = personal::export(&mut conn, rina).await.unwrap();
    assert_eq!(export["person"][0]["name"], "Rina");
    drop(conn);
    assert_eq!(write!(store, |conn| personal::delete(conn, rina)).unwrap(), 1);
    write!(store, |conn| personal::rename(conn, rina, "Orang")).unwrap();
}
