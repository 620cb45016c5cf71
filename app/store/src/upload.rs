//! Lists that wait between their dry run and the moment they are applied, and what their columns were taken for.

use domain::id::{PersonId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A list that waits.
#[derive(Clone, Debug, FromRow)]
pub struct Upload {
    #[sqlx(try_from = "Uuid")]
    pub id: RecordId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub file_name: String,
    pub content: Vec<u8>,
    /// What each column is taken for, as JSON.
    pub columns: String,
    /// The day from which it holds.
    pub effective_on: String,
    /// Whoever is not in it holds no post any more.
    pub whole: bool,
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    #[sqlx(try_from = "i64")]
    pub expires_at: Timestamp,
}

/// Keeps a list; one that the same person left before goes.
pub async fn insert(conn: &mut Conn, upload: Upload) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM import_upload WHERE person_id = $1");
    const INSERT: Sql = Sql::new(
        "INSERT INTO import_upload (id, person_id, file_name, content, columns, effective_on, whole, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let Upload { id, person_id, file_name, content, columns, effective_on, whole, created_at, expires_at } = upload;
    conn.run(FORGET, args![person_id]).await?;
    let values = args![id, person_id, file_name, content, columns, effective_on, whole, created_at, expires_at];
    conn.run(INSERT, values).await.map(drop)
}

/// The list of that person, if it still waits.
pub async fn find(conn: &mut Conn, id: RecordId, person: PersonId, now: Timestamp) -> Result<Option<Upload>> {
    const FIND: Sql = Sql::new(
        "SELECT id, person_id, file_name, content, columns, effective_on, whole, created_at, expires_at
         FROM import_upload WHERE id = $1 AND person_id = $2 AND expires_at > $3",
    );
    conn.maybe(FIND, args![id, person, now]).await
}

/// The id and name of the list that a person left, if it still waits.
pub async fn waiting(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<Option<(Uuid, String)>> {
    const WAITING: Sql = Sql::new(
        "SELECT id, file_name FROM import_upload WHERE person_id = $1 AND expires_at > $2 ORDER BY created_at DESC, id LIMIT 1",
    );
    conn.maybe(WAITING, args![person, now]).await
}

pub async fn set_choices(conn: &mut Conn, id: RecordId, columns: &str, effective_on: &str, whole: bool) -> Result<()> {
    const SET: Sql = Sql::new("UPDATE import_upload SET columns = $2, effective_on = $3, whole = $4 WHERE id = $1");
    conn.run(SET, args![id, columns, effective_on, whole]).await.map(drop)
}

/// Removes a list of that person; `false` where there was none: somebody was faster.
pub async fn remove(conn: &mut Conn, id: RecordId, person: PersonId) -> Result<bool> {
    const REMOVE: Sql = Sql::new("DELETE FROM import_upload WHERE id = $1 AND person_id = $2");
    Ok(conn.run(REMOVE, args![id, person]).await? == 1)
}

/// Removes lists that nobody applied in time.
pub async fn forget_expired(conn: &mut Conn, now: Timestamp) -> Result<u64> {
    const FORGET: Sql = Sql::new("DELETE FROM import_upload WHERE expires_at <= $1");
    conn.run(FORGET, args![now]).await
}

/// What columns were taken for, by header.
pub async fn columns(conn: &mut Conn) -> Result<Vec<(String, String)>> {
    const COLUMNS: Sql = Sql::new("SELECT header, field FROM import_column ORDER BY header");
    conn.all(COLUMNS, args![]).await
}

/// Remembers what columns were taken for.
pub async fn remember_columns(conn: &mut Conn, columns: &[(String, String)]) -> Result<()> {
    const PUT: Sql = Sql::new(
        "INSERT INTO import_column (header, field) VALUES ($1, $2)
         ON CONFLICT (header) DO UPDATE SET field = excluded.field",
    );
    let rows = columns.iter().map(|(header, field)| args![header.as_str(), field.as_str()]);
    conn.run_rows(PUT, rows.collect()).await.map(drop)
}

/// An import that was done.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Run {
    #[sqlx(try_from = "Uuid")]
    pub id: RecordId,
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    pub actor_id: Option<Uuid>,
    pub file_name: String,
    pub added: i64,
    pub changed: i64,
    pub ended: i64,
    pub unchanged: i64,
    pub rejected: i64,
}

pub async fn insert_run(conn: &mut Conn, run: &Run) -> Result<()> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO import_run (id, at, actor_id, file_name, added, changed, ended, unchanged, rejected)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let Run { id, at, actor_id, file_name, added, changed, ended, unchanged, rejected } = run.clone();
    conn.run(INSERT, args![id, at, actor_id, file_name, added, changed, ended, unchanged, rejected]).await.map(drop)
}

/// The last imports, the newest first.
pub async fn runs(conn: &mut Conn, limit: u32) -> Result<Vec<Run>> {
    const RUNS: Sql = Sql::new(
        "SELECT id, at, actor_id, file_name, added, changed, ended, unchanged, rejected FROM import_run
         ORDER BY at DESC, id DESC LIMIT $1",
    );
    conn.all(RUNS, args![limit]).await
}
