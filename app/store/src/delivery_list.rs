//! Deliveries as administrators look at them: counts, lists, and sending again.

use domain::delivery::Destination;
use domain::id::{PersonId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A delivery of the list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Listed {
    #[sqlx(try_from = "Uuid")]
    pub outbox_id: RecordId,
    pub destination: String,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    pub kind: String,
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    pub state: String,
    pub tries: i64,
    #[sqlx(try_from = "i64")]
    pub next_at: Timestamp,
    pub reason: Option<String>,
    pub detail: Option<String>,
    pub done_at: Option<i64>,
    pub payload: String,
}

/// How many deliveries to a destination are in a state.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Count {
    pub destination: String,
    pub state: String,
    pub rows: i64,
}

/// Why deliveries were given up, and how many.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Refusal {
    pub destination: String,
    pub reason: String,
    /// What the other system said about one of them.
    pub detail: Option<String>,
    pub rows: i64,
}

pub async fn counts(conn: &mut Conn) -> Result<Vec<Count>> {
    const COUNTS: Sql = Sql::new(
        "SELECT destination, state, COUNT(*) AS rows FROM delivery GROUP BY destination, state ORDER BY destination, state",
    );
    conn.all(COUNTS, args![]).await
}

/// Why deliveries were given up, the most frequent first.
pub async fn refusals(conn: &mut Conn) -> Result<Vec<Refusal>> {
    const REFUSALS: Sql = Sql::new(
        "SELECT destination, COALESCE(reason, '') AS reason, MAX(detail) AS detail, COUNT(*) AS rows FROM delivery
         WHERE state IN ('refused', 'dead') GROUP BY destination, reason
         ORDER BY COUNT(*) DESC, destination, reason",
    );
    conn.all(REFUSALS, args![]).await
}

/// Deliveries in a state (any where it is empty) to a destination (any likewise), the newest first.
pub async fn list(conn: &mut Conn, to: &str, state: &str, limit: u32, offset: u32) -> Result<Vec<Listed>> {
    const LIST: Sql = Sql::new(
        "SELECT d.outbox_id, d.destination, d.person_id, p.name, d.kind, d.at, d.state, d.tries, d.next_at, d.reason,
                d.detail, d.done_at, o.payload
         FROM delivery d JOIN outbox o ON o.id = d.outbox_id JOIN person p ON p.id = d.person_id
         WHERE ($1 = '' OR d.destination = $1) AND ($2 = '' OR d.state = $2)
         ORDER BY d.at DESC, d.outbox_id DESC, d.destination LIMIT $3 OFFSET $4",
    );
    conn.all(LIST, args![to, state, limit, offset]).await
}

/// What is held, waits or was given up about the people below a path, or below any that is switched on where the path is
/// empty: what is compared before it is sent. The oldest first. Only completed courses.
pub async fn to_compare(
    conn: &mut Conn,
    to: Destination,
    path: &str,
    now: Timestamp,
    limit: u32,
    offset: u32,
) -> Result<Vec<Listed>> {
    const TO_COMPARE: Sql = Sql::new(
        "SELECT d.outbox_id, d.destination, d.person_id, p.name, d.kind, d.at, d.state, d.tries, d.next_at, d.reason,
                d.detail, d.done_at, o.payload
         FROM delivery d JOIN outbox o ON o.id = d.outbox_id JOIN person p ON p.id = d.person_id
         WHERE d.destination = $1 AND d.kind = 'course-completed' AND d.state <> 'sent'
           AND (($2 = '' AND d.person_id IN (SELECT s.person_id FROM person_to_sync s
                   WHERE s.valid_from <= $3 AND (s.valid_to IS NULL OR s.valid_to > $3)))
             OR ($2 <> '' AND d.person_id IN (SELECT a.person_id FROM assignment a JOIN unit u ON u.id = a.unit_id
                   WHERE substr(u.path, 1, length($2)) = $2
                     AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to > $3))))
         ORDER BY d.at, d.outbox_id LIMIT $4 OFFSET $5",
    );
    conn.all(TO_COMPARE, args![to.code(), path, now, limit, offset]).await
}

/// Lets one that was given up be tried again; `false` where it was not given up.
pub async fn again(conn: &mut Conn, to: Destination, id: RecordId, now: Timestamp) -> Result<bool> {
    const AGAIN: Sql = Sql::new(
        "UPDATE delivery SET state = 'waiting', tries = 0, next_at = $3, done_at = NULL
         WHERE outbox_id = $1 AND destination = $2 AND state IN ('refused', 'dead')",
    );
    Ok(conn.run(AGAIN, args![id, to.code(), now]).await? == 1)
}

/// Lets all that were given up for one reason be tried again. Tells how many.
pub async fn all_again(conn: &mut Conn, to: Destination, reason: &str, now: Timestamp) -> Result<u64> {
    const ALL_AGAIN: Sql = Sql::new(
        "UPDATE delivery SET state = 'waiting', tries = 0, next_at = $3, done_at = NULL
         WHERE destination = $1 AND reason = $2 AND state IN ('refused', 'dead')",
    );
    conn.run(ALL_AGAIN, args![to.code(), reason, now]).await
}

/// What waits for another try is tried now.
pub async fn hasten(conn: &mut Conn, to: Destination, now: Timestamp) -> Result<()> {
    const HASTEN: Sql =
        Sql::new("UPDATE delivery SET next_at = $2 WHERE destination = $1 AND state = 'waiting' AND next_at > $2");
    conn.run(HASTEN, args![to.code(), now]).await.map(drop)
}
