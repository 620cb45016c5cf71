//! The ceiling of every write: one row, one durable commit, and nothing else, on the same database.

use std::str::FromStr;
use std::time::Duration;

use anyhow::Result;
use futures::future::try_join_all;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};
use tokio::time::Instant;

use crate::load::{Measured, measured};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS bench_commit (id BIGINT NOT NULL, text TEXT NOT NULL)";
const ROW: &str = "INSERT INTO bench_commit (id, text) VALUES ($1, $2)";
/// As long as a saved answer with its keys.
const TEXT: &str =
    "{\"choice\":{\"chosen\":[2]}} mengenali-phishing/asesmen-akhir 0198c0de-0000-7000-8000-000000000000 browser-1";

/// Durable one-row commits with so many connections. SQLite has one writer, so there is one, however many clients wait.
pub async fn run(address: &str, clients: usize, time: Duration) -> Result<Measured> {
    if address.starts_with("sqlite:") {
        return sqlite(address, time).await;
    }
    PgConnection::connect(address).await?.execute(TABLE).await?;
    let begun = Instant::now();
    let all = try_join_all((0..clients).map(|_| async {
        let mut conn = PgConnection::connect(address).await?;
        let mut micros = Vec::new();
        while begun.elapsed() < time {
            let start = Instant::now();
            sqlx::query(ROW).bind(micros.len() as i64).bind(TEXT).execute(&mut conn).await?;
            micros.push(taken(start));
        }
        conn.close().await?;
        Ok::<_, sqlx::Error>(micros)
    }))
    .await?;
    Ok(measured(clients, all.concat(), Vec::new(), begun.elapsed()))
}

async fn sqlite(address: &str, time: Duration) -> Result<Measured> {
    let options = SqliteConnectOptions::from_str(address)?
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(10));
    let mut conn = SqliteConnection::connect_with(&options).await?;
    conn.execute(TABLE).await?;
    let begun = Instant::now();
    let mut micros = Vec::new();
    while begun.elapsed() < time {
        let start = Instant::now();
        sqlx::query(ROW).bind(micros.len() as i64).bind(TEXT).execute(&mut conn).await?;
        micros.push(taken(start));
    }
    conn.close().await?;
    Ok(measured(1, micros, Vec::new(), begun.elapsed()))
}

fn taken(start: Instant) -> u32 {
    u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX)
}
