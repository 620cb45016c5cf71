//! Opening a database, and its connections.

use std::net::IpAddr;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use futures::future::BoxFuture;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, PgPool, Postgres, Sqlite, SqlitePool};

use crate::conn::{Conn, Inner};
use crate::migrate::migrator;
use crate::shelf::Shelf;
use crate::watch::Watch;
use crate::writer::Writer;
use crate::{Error, Result};

/// Which database is behind a [`Store`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// An open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) pools: Pools,
}

#[derive(Clone)]
pub(crate) enum Pools {
    Sqlite { writing: SqlitePool, reading: Shelf<Sqlite>, writer: Writer, watch: Watch },
    Postgres { writing: PgPool, reading: Shelf<Postgres> },
}

impl Store {
    /// Opens `sqlite:FILE` or `postgres://...` with at most `connections` connections (SQLite: for reading, and one more
    /// that writes; PostgreSQL: half of them for transactions). A SQLite file that is not there is created.
    ///
    /// # Errors
    /// An address of another kind, or a database that does not answer.
    pub async fn open(address: &str, connections: u32) -> Result<Self> {
        if address.starts_with("sqlite:") {
            Self::open_sqlite(address, connections).await
        } else if address.starts_with("postgres:") || address.starts_with("postgresql:") {
            Self::open_postgres(address, connections).await
        } else {
            Err(Error::UnknownAddress(address.split(':').next().unwrap_or_default().to_owned()))
        }
    }

    async fn open_sqlite(address: &str, connections: u32) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(address)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(256)
            // The database is in the memory of the operating system already: one megabyte a connection.
            .pragma("cache_size", "-1000")
            .disable_statement_logging();
        make_private(options.get_filename());
        let watch = Watch::new();
        let listening = watch.clone();
        let writing = SqlitePoolOptions::new()
            .max_connections(1)
            .after_connect(move |conn, _| {
                let watch = listening.clone();
                Box::pin(async move { watch.listen(conn).await })
            })
            .connect_with(options.clone())
            .await?;
        let reading = SqlitePoolOptions::new()
            .max_connections(connections.clamp(1, most_readers()))
            .test_before_acquire(false)
            .connect_lazy_with(options.read_only(true).create_if_missing(false));
        let writer = Writer::start(writing.clone(), watch.clone());
        Ok(Self { pools: Pools::Sqlite { writing, reading: Shelf::new(reading), writer, watch } })
    }

    async fn open_postgres(address: &str, connections: u32) -> Result<Self> {
        let mut options =
            PgConnectOptions::from_str(address)?.statement_cache_capacity(256).disable_statement_logging();
        // Over a network the server shows who it is; `sslmode` in the address decides otherwise.
        let host = options.get_host();
        let is_here =
            host.starts_with('/') || host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if !is_here && options.get_socket().is_none() && !address.contains("sslmode=") {
            options = options.ssl_mode(PgSslMode::VerifyFull);
        }
        let writes = (connections / 2).max(1);
        let pool = |connections| {
            PgPoolOptions::new()
                .max_connections(connections)
                .test_before_acquire(false)
                .acquire_timeout(Duration::from_secs(10))
        };
        let writing = pool(writes).connect_with(options.clone()).await?;
        let reading = pool(connections.saturating_sub(writes).max(1)).connect_lazy_with(options);
        Ok(Self { pools: Pools::Postgres { writing, reading: Shelf::new(reading) } })
    }

    pub fn backend(&self) -> Backend {
        match self.pools {
            Pools::Sqlite { .. } => Backend::Sqlite,
            Pools::Postgres { .. } => Backend::Postgres,
        }
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// A step failed, or the database was made by a newer Ampera.
    pub async fn migrate(&self) -> Result<()> {
        let migrator = migrator(self.backend());
        match &self.pools {
            Pools::Sqlite { writing, .. } => migrator.run(writing).await?,
            Pools::Postgres { writing, .. } => migrator.run(writing).await?,
        }
        Ok(())
    }

    /// A connection for reading.
    pub async fn reader(&self) -> Result<Conn> {
        Ok(Conn(match &self.pools {
            Pools::Sqlite { reading, .. } => Inner::Sqlite(reading.take().await?),
            Pools::Postgres { reading, .. } => Inner::Postgres(reading.take().await?),
        }))
    }

    /// Runs `work` in one transaction: kept if it returns `Ok`, undone if `Err`. It goes on to its end even when the
    /// caller goes away. On SQLite, writes that wait at the same time share a commit.
    ///
    /// # Errors
    /// What `work` returns, or an error of the database.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        match &self.pools {
            Pools::Sqlite { writer, .. } => writer.write(work).await,
            Pools::Postgres { writing, .. } => {
                let pool = writing.clone();
                let task = tokio::spawn(async move {
                    let transaction = pool.begin().await.map_err(Error::from)?;
                    let mut conn = Conn(Inner::PostgresTransaction(transaction));
                    let value = work(&mut conn).await?;
                    if let Inner::PostgresTransaction(transaction) = conn.0 {
                        transaction.commit().await.map_err(Error::from)?;
                    }
                    Ok(value)
                });
                task.await.map_err(|_| Error::Abandoned)?
            }
        }
    }

    /// Runs `work`, which must be a single statement: as [`Store::write`], without the messages that begin and end a
    /// transaction where the database commits every statement by itself.
    ///
    /// # Errors
    /// What `work` returns, or an error of the database.
    pub async fn write_statement<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        match &self.pools {
            Pools::Sqlite { writer, .. } => writer.write(work).await,
            Pools::Postgres { .. } => work(&mut self.reader().await?).await,
        }
    }

    /// Tells what has changed without asking the database, where it can.
    pub fn watch(&self) -> Option<&Watch> {
        match &self.pools {
            Pools::Sqlite { watch, .. } => Some(watch),
            Pools::Postgres { .. } => None,
        }
    }

    /// Finds out whether another process, such as a command, has changed an embedded database. To be called every second.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn look_outside(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { writer, watch, .. } => {
                let watch = watch.clone();
                writer.write(move |conn| Box::pin(async move { watch.look_outside(conn).await })).await
            }
            Pools::Postgres { .. } => Ok(()),
        }
    }

    /// Waits until every connection is closed and, on SQLite, its log is written back.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writing, reading, .. } => {
                reading.close().await;
                writing.close().await;
            }
            Pools::Postgres { writing, reading } => {
                reading.close().await;
                writing.close().await;
            }
        }
    }
}

/// Each connection to SQLite is a thread: with more than two a core they only take turns.
fn most_readers() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    u32::try_from(cores * 2).unwrap_or(u32::MAX)
}

/// A new SQLite file is its owner's alone, and so are the files that SQLite puts beside it. One that is there keeps its mode.
fn make_private(file: &Path) {
    if !file.to_string_lossy().starts_with("file:") {
        // What goes wrong here goes wrong when the file is opened, which says it in its own words.
        let _ = crate::private_file(file);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[tokio::test]
    async fn a_new_file_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ampera.db");
        let store = Store::open(&format!("sqlite:{}", file.display()), 2).await.unwrap();
        store.migrate().await.unwrap();
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let entry = entry.unwrap();
            assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.file_name());
        }
        store.close().await;
    }
}
