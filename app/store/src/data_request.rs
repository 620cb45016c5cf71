//! What people ask for about their personal data: a correction, or erasure.

use domain::id::{PersonId, RequestId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A request. It is open until it has an answer.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct DataRequest {
    #[sqlx(try_from = "Uuid")]
    pub id: RequestId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    /// `correction` or `erasure`.
    pub kind: String,
    pub text: String,
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    pub answer: Option<String>,
    pub answered_at: Option<i64>,
}

macro_rules! select {
    ($rest:literal) => {
        Sql::new(concat!(
            "SELECT r.id, r.person_id, p.name, r.kind, r.text, r.created_at, r.answer, r.answered_at FROM data_request r ",
            "JOIN person p ON p.id = r.person_id ",
            $rest
        ))
    };
}

pub async fn insert(
    conn: &mut Conn,
    id: RequestId,
    person: PersonId,
    kind: &str,
    text: &str,
    now: Timestamp,
) -> Result<()> {
    const INSERT: Sql =
        Sql::new("INSERT INTO data_request (id, person_id, kind, text, created_at) VALUES ($1, $2, $3, $4, $5)");
    conn.run(INSERT, args![id, person, kind, text, now]).await.map(drop)
}

/// A person's requests, the newest first.
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<DataRequest>> {
    const OF_PERSON: Sql = select!("WHERE r.person_id = $1 ORDER BY r.created_at DESC, r.id DESC");
    conn.all(OF_PERSON, args![person]).await
}

/// Requests that wait for an answer, the oldest first.
pub async fn open(conn: &mut Conn, limit: u32) -> Result<Vec<DataRequest>> {
    const OPEN: Sql = select!("WHERE r.answered_at IS NULL ORDER BY r.created_at, r.id LIMIT $1");
    conn.all(OPEN, args![limit]).await
}

/// Requests that have an answer, the newest first.
pub async fn answered(conn: &mut Conn, limit: u32) -> Result<Vec<DataRequest>> {
    const ANSWERED: Sql = select!("WHERE r.answered_at IS NOT NULL ORDER BY r.answered_at DESC, r.id DESC LIMIT $1");
    conn.all(ANSWERED, args![limit]).await
}

pub async fn find(conn: &mut Conn, id: RequestId) -> Result<Option<DataRequest>> {
    const FIND: Sql = select!("WHERE r.id = $1");
    conn.maybe(FIND, args![id]).await
}

/// Answers a request; `false` where it has an answer already.
pub async fn answer(conn: &mut Conn, id: RequestId, answer: &str, now: Timestamp, by: PersonId) -> Result<bool> {
    const ANSWER: Sql = Sql::new(
        "UPDATE data_request SET answer = $2, answered_at = $3, answered_by = $4 WHERE id = $1 AND answered_at IS NULL",
    );
    Ok(conn.run(ANSWER, args![id, answer, now, by]).await? == 1)
}
