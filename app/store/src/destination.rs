//! Systems that are told, and the planning of deliveries to them from the outbox.

use domain::delivery::Destination;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A system that is told.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Known {
    /// See [`Destination::code`].
    pub id: String,
    #[sqlx(try_from = "i64")]
    pub since: Timestamp,
    /// How often it failed as a whole in a row.
    pub failures: i64,
    pub failing_since: Option<i64>,
    #[sqlx(try_from = "i64")]
    pub paused_until: Timestamp,
    pub reason: Option<String>,
    pub detail: Option<String>,
}

/// Notes a destination and from when on it is told. An earlier time than before: what is older is gone through again.
pub async fn register(conn: &mut Conn, destination: Destination, since: Timestamp) -> Result<()> {
    const REGISTER: Sql = Sql::new(
        "INSERT INTO destination (id, since, competencies, filled_at, filled_id) VALUES ($1, $2, $3, $2, $4)
         ON CONFLICT (id) DO UPDATE SET since = excluded.since, competencies = excluded.competencies,
             filled_at = excluded.filled_at, filled_id = excluded.filled_id, filled = FALSE
         WHERE destination.since <> excluded.since",
    );
    let values = args![destination.code(), since, destination.takes_competencies(), Uuid::nil()];
    conn.run(REGISTER, values).await.map(drop)
}

pub async fn all(conn: &mut Conn) -> Result<Vec<Known>> {
    const ALL: Sql = Sql::new(
        "SELECT id, since, failures, failing_since, paused_until, reason, detail FROM destination ORDER BY id",
    );
    conn.all(ALL, args![]).await
}

/// Makes deliveries of outbox rows that have none yet, at most so many. Tells how many rows it went through. Whoever
/// works in no unit that is switched on has them held.
pub async fn plan(conn: &mut Conn, now: Timestamp, limit: u32) -> Result<usize> {
    const UNPLANNED: Sql = Sql::new("SELECT id FROM outbox WHERE NOT planned ORDER BY at, id LIMIT $1");
    const PLANNED: Sql =
        Sql::new("UPDATE outbox SET planned = TRUE FROM (VALUES ($1)) AS v WHERE outbox.id = v.column1");
    let rows: Vec<(Uuid,)> = conn.all(UNPLANNED, args![limit]).await?;
    if !rows.is_empty() {
        deliver(conn, rows.iter().map(|(id,)| *id), now).await?;
        conn.run_rows(PLANNED, rows.iter().map(|(id,)| args![*id]).collect()).await?;
    }
    Ok(rows.len())
}

/// Makes deliveries of rows that were planned before a destination was known, at most so many; `false` where no
/// destination is behind.
pub async fn fill(conn: &mut Conn, now: Timestamp, limit: u32) -> Result<bool> {
    const BEHIND: Sql = Sql::new(
        "UPDATE destination SET filled = filled
         WHERE id = (SELECT MIN(id) FROM destination WHERE NOT filled) RETURNING id, filled_at, filled_id",
    );
    const OLDER: Sql =
        Sql::new("SELECT id, at FROM outbox WHERE planned AND (at, id) > ($1, $2) ORDER BY at, id LIMIT $3");
    const FILLED: Sql = Sql::new("UPDATE destination SET filled_at = $2, filled_id = $3, filled = $4 WHERE id = $1");
    let Some((id, at, last)) = conn.maybe::<(String, i64, Uuid)>(BEHIND, args![]).await? else { return Ok(false) };
    let rows: Vec<(Uuid, i64)> = conn.all(OLDER, args![at, last, limit]).await?;
    deliver(conn, rows.iter().map(|(id, _)| *id), now).await?;
    let (last, at) = rows.last().copied().unwrap_or((last, at));
    let done = rows.len() < limit as usize;
    conn.run(FILLED, args![id, at, last, done]).await?;
    Ok(true)
}

async fn deliver(conn: &mut Conn, rows: impl Iterator<Item = Uuid>, now: Timestamp) -> Result<()> {
    const DELIVER: Sql = Sql::new(
        "INSERT INTO delivery (outbox_id, destination, person_id, kind, at, state, next_at)
         SELECT o.id, d.id, o.person_id, o.kind, o.at,
                CASE WHEN EXISTS (SELECT 1 FROM person_to_sync s WHERE s.person_id = o.person_id
                    AND s.valid_from <= v.column2 AND (s.valid_to IS NULL OR s.valid_to > v.column2))
                THEN 'waiting' ELSE 'held' END, v.column2
         FROM (VALUES ($1, $2)) AS v JOIN outbox o ON o.id = v.column1 JOIN destination d ON o.at >= d.since
         WHERE o.kind = 'course-completed' OR (o.kind = 'competency-derived' AND d.competencies)
         ON CONFLICT (outbox_id, destination) DO NOTHING",
    );
    conn.run_rows(DELIVER, rows.map(|id| args![id, now]).collect()).await.map(drop)
}

/// A destination failed as a whole: it is left alone until then. Several tries that were under way at the same time
/// count once.
pub async fn pause(
    conn: &mut Conn,
    destination: Destination,
    (reason, detail): (&str, &str),
    now: Timestamp,
    until: Timestamp,
) -> Result<()> {
    const PAUSE: Sql = Sql::new(
        "UPDATE destination SET failures = failures + 1, failing_since = COALESCE(failing_since, $2),
             paused_until = $3, reason = $4, detail = $5
         WHERE id = $1 AND paused_until <= $2",
    );
    conn.run(PAUSE, args![destination.code(), now, until, reason, detail]).await.map(drop)
}

/// It answered, or somebody wants it to be tried at once.
pub async fn resume(conn: &mut Conn, destination: Destination) -> Result<()> {
    const RESUME: Sql = Sql::new(
        "UPDATE destination SET failures = 0, failing_since = NULL, paused_until = 0, reason = NULL, detail = NULL
         WHERE id = $1 AND failures > 0",
    );
    conn.run(RESUME, args![destination.code()]).await.map(drop)
}
