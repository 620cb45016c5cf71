//! Real databases for tests: a SQLite file, and a PostgreSQL database where `AMPERA_TEST_POSTGRES` names a server.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tempfile::TempDir;

use crate::{Error, Result, Store};

/// A migrated, empty database that goes away with its folder or its server.
pub struct TestDatabase {
    pub store: Store,
    /// Its address, to open it a second time.
    pub address: String,
    _folder: Option<TempDir>,
}

/// One database of each kind that can be had.
///
/// # Errors
/// A database that does not answer.
pub async fn databases() -> Result<Vec<TestDatabase>> {
    let mut all = vec![sqlite().await?];
    if let Ok(server) = std::env::var("AMPERA_TEST_POSTGRES") {
        all.push(postgres(&server).await?);
    }
    Ok(all)
}

/// A SQLite file in a folder of its own.
///
/// # Errors
/// A file that cannot be made.
pub async fn sqlite() -> Result<TestDatabase> {
    let folder = tempfile::tempdir().map_err(|error| Error::Backup(error.to_string()))?;
    let address = format!("sqlite:{}", folder.path().join("test.db").display());
    // One connection for reading: whoever asks for a second while holding one would wait for themselves, and a busy server
    // would stand still. Here that is an error every time.
    let store = Store::open(&address, 1).await?;
    store.migrate().await?;
    Ok(TestDatabase { store, address, _folder: Some(folder) })
}

/// Forgets that messages were sent to other systems.
///
/// # Errors
/// Those of the database.
pub async fn forget_deliveries(conn: &mut crate::Conn, now: domain::time::Timestamp) -> Result<()> {
    // A name of its own: the search for queries takes this for none.
    const TEXT: &str = "UPDATE delivery SET state = 'waiting', next_at = $1 WHERE state = 'sent'";
    conn.run(crate::Sql::new(TEXT), crate::args![now]).await.map(drop)
}

/// As if hours had passed for everything that is on its way to other systems: turns are over, waits too.
///
/// # Errors
/// Those of the database.
pub async fn let_sync_time_pass(conn: &mut crate::Conn) -> Result<()> {
    const TURNS: &str = "UPDATE delivery_turn SET claimed_until = 0";
    const WAITS: &str = "UPDATE delivery SET next_at = 0 WHERE state = 'waiting'";
    const PAUSES: &str = "UPDATE destination SET paused_until = 0";
    for text in [TURNS, WAITS, PAUSES] {
        conn.run(crate::Sql::new(text), crate::args![]).await?;
    }
    Ok(())
}

async fn postgres(server: &str) -> Result<TestDatabase> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut admin = PgConnection::connect(server).await?;
    let name = loop {
        let name = format!("ampera_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        match admin.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await {
            Ok(_) => break name,
            // An earlier process had this number, and its database is still there.
            Err(error) if error.as_database_error().and_then(|error| error.code()).as_deref() == Some("42P04") => {}
            Err(error) => return Err(error.into()),
        }
    };
    admin.close().await?;
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    let address = format!("{base}/{name}");
    let store = Store::open(&address, 4).await?;
    store.migrate().await?;
    Ok(TestDatabase { store, address, _folder: None })
}
