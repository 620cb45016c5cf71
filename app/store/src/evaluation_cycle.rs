//! Cycles of evaluations.

use domain::id::CycleId;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A cycle as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Cycle {
    #[sqlx(try_from = "Uuid")]
    pub id: CycleId,
    pub name: String,
    /// `quarter` or `year`.
    pub kind: String,
    #[sqlx(try_from = "i64")]
    pub period_from: Timestamp,
    /// Not included.
    #[sqlx(try_from = "i64")]
    pub period_to: Timestamp,
    #[sqlx(try_from = "i64")]
    pub opens_at: Timestamp,
    /// Not included.
    #[sqlx(try_from = "i64")]
    pub closes_at: Timestamp,
    pub objection_days: i64,
    /// `planned`, `open`, `closing` or `closed`.
    pub state: String,
}

macro_rules! select {
    ($rest:literal) => {
        Sql::new(concat!(
            "SELECT c.id, c.name, c.kind, c.period_from, c.period_to, c.opens_at, c.closes_at, c.objection_days, c.state ",
            "FROM evaluation_cycle c ",
            $rest
        ))
    };
}

/// Adds a cycle; one of that name is there: `false`.
pub async fn insert(conn: &mut Conn, cycle: &Cycle, now: Timestamp) -> Result<bool> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO evaluation_cycle
             (id, name, kind, period_from, period_to, opens_at, closes_at, objection_days, state, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (name) DO NOTHING",
    );
    let values = args![
        cycle.id,
        cycle.name.as_str(),
        cycle.kind.as_str(),
        cycle.period_from,
        cycle.period_to,
        cycle.opens_at,
        cycle.closes_at,
        cycle.objection_days,
        cycle.state.as_str(),
        now
    ];
    Ok(conn.run(INSERT, values).await? == 1)
}

pub async fn find(conn: &mut Conn, id: CycleId) -> Result<Option<Cycle>> {
    const FIND: Sql = select!("WHERE c.id = $1");
    conn.maybe(FIND, args![id]).await
}

/// The newest first.
pub async fn all(conn: &mut Conn, limit: u32) -> Result<Vec<Cycle>> {
    const ALL: Sql = select!("ORDER BY c.period_to DESC, c.opens_at DESC, c.id DESC LIMIT $1");
    conn.all(ALL, args![limit]).await
}

/// Those in which a job has, or may have, something to do.
pub async fn unfinished(conn: &mut Conn) -> Result<Vec<Cycle>> {
    const UNFINISHED: Sql = select!(
        "WHERE c.state <> 'closed' OR EXISTS (SELECT 1 FROM evaluation e WHERE e.cycle_id = c.id
           AND e.state IN ('shared', 'acknowledged', 'objected', 'answered')) ORDER BY c.opens_at, c.id"
    );
    conn.all(UNFINISHED, args![]).await
}

/// Moves a cycle from one state to another, with new dates; `false` where it is in another state already.
pub async fn advance(
    conn: &mut Conn,
    id: CycleId,
    (from, to): (&str, &str),
    (opens, closes): (Timestamp, Timestamp),
) -> Result<bool> {
    const ADVANCE: Sql =
        Sql::new("UPDATE evaluation_cycle SET state = $3, opens_at = $4, closes_at = $5 WHERE id = $1 AND state = $2");
    Ok(conn.run(ADVANCE, args![id, from, to, opens, closes]).await? == 1)
}

/// The state of a cycle, which stays as it is until the end of the transaction.
pub async fn hold(conn: &mut Conn, id: CycleId) -> Result<Option<Cycle>> {
    const HOLD: Sql = Sql::two(
        "SELECT c.id, c.name, c.kind, c.period_from, c.period_to, c.opens_at, c.closes_at, c.objection_days, c.state
         FROM evaluation_cycle c WHERE c.id = $1",
        "SELECT c.id, c.name, c.kind, c.period_from, c.period_to, c.opens_at, c.closes_at, c.objection_days, c.state
         FROM evaluation_cycle c WHERE c.id = $1 FOR SHARE",
    );
    conn.maybe(HOLD, args![id]).await
}
