use futures::future::join_all;

use super::{NOW, id, reader, with_person, write};
use crate::organisation::Person;
use crate::testing::TestDatabase;
use crate::{Conn, Error, Result, Sql, args, audit, organisation};

pub(super) async fn run(database: &TestDatabase) {
    let rina = with_person(&database.store).await;
    undone(database).await;
    append_only(database, rina).await;
    many_at_once(database).await;
}

async fn insert(conn: &mut Conn, number: u128) -> Result<()> {
    let person = Person { id: id(number), name: number.to_string(), kind: "pns".into() };
    organisation::insert_person(conn, &person).await
}

async fn exists(database: &TestDatabase, number: u128) -> bool {
    organisation::person(&mut reader(database).await, id(number)).await.unwrap().is_some()
}

/// A write that fails or panics leaves nothing, and the writer goes on.
async fn undone(database: &TestDatabase) {
    let failed: Result<()> = database
        .store
        .write(|conn| {
            Box::pin(async move {
                insert(conn, 50).await?;
                Err(Error::Backup("no".into()))
            })
        })
        .await;
    assert!(matches!(failed, Err(Error::Backup(_))));
    assert!(!exists(database, 50).await);
    let panicked: Result<()> = database
        .store
        .write(|conn| {
            Box::pin(async move {
                insert(conn, 51).await?;
                panic!("a bug");
            })
        })
        .await;
    assert!(matches!(panicked, Err(Error::Abandoned)));
    assert!(!exists(database, 51).await);
    write!(database.store, |conn| insert(conn, 52)).unwrap();
    assert!(exists(database, 52).await);
}

/// Neither the ledger nor the log can be changed.
async fn append_only(database: &TestDatabase, rina: domain::id::PersonId) {
    let event = audit::Event {
        id: id(1),
        at: NOW,
        actor: None,
        subject: Some(rina),
        action: "a",
        detail: String::new(),
        origin: audit::Origin::default(),
    };
    write!(database.store, |conn| audit::append(conn, event)).unwrap();
    for text in ["UPDATE audit SET action = 'b'", "DELETE FROM audit"] {
        let refused = write!(database.store, |conn| conn.run(Sql::new(text), args![]));
        let message = refused.unwrap_err().to_string();
        assert!(message.contains("audit is append-only"), "{message}");
    }
}

/// Writes that wait together are all kept, except the one that fails.
async fn many_at_once(database: &TestDatabase) {
    let writes = (100..160).map(|number| async move {
        database
            .store
            .write(move |conn| {
                Box::pin(async move {
                    insert(conn, number).await?;
                    if number == 130 { Err(Error::Backup("no".into())) } else { Ok(()) }
                })
            })
            .await
    });
    let outcomes = join_all(writes).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_err()).count(), 1);
    for number in [100, 129, 131, 159] {
        assert!(exists(database, number).await, "{number}");
    }
    assert!(!exists(database, 130).await);
}
