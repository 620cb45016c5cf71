//! What is to be sent by e-mail: put there in the transaction that made it due, sent by a job.

use domain::id::{PersonId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A letter that is due.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Letter {
    #[sqlx(try_from = "Uuid")]
    pub id: RecordId,
    /// `invitation`, `reset`, `changed`, `plan`, or [`crate::notification::LETTER`].
    pub kind: String,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    pub address: String,
    pub lang: String,
    /// How often it was tried.
    pub tries: i64,
    #[sqlx(try_from = "i64")]
    pub next_at: Timestamp,
}

/// How the last letter of a person fared.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Posted {
    pub kind: String,
    pub address: String,
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    pub sent_at: Option<i64>,
    pub given_up_at: Option<i64>,
    pub problem: Option<String>,
}

pub async fn put(
    conn: &mut Conn,
    id: RecordId,
    kind: &str,
    person: PersonId,
    address: &str,
    (lang, now): (&str, Timestamp),
) -> Result<()> {
    const PUT: Sql = Sql::new(
        "INSERT INTO mail (id, kind, person_id, address, lang, created_at, next_at) VALUES ($1, $2, $3, $4, $5, $6, $6)",
    );
    conn.run(PUT, args![id, kind, person, address, lang, now]).await.map(drop)
}

/// Letters that are due now: first those about signing in, for which somebody waits, and last those made of notifications, which
/// are put for a whole city at once. Of each the oldest first.
pub async fn due(conn: &mut Conn, now: Timestamp, limit: u32) -> Result<Vec<Letter>> {
    // All that is due is sorted; only what is taken is joined.
    const DUE: Sql = Sql::new(
        "SELECT m.id, m.kind, m.person_id, p.name, m.address, m.lang, m.tries, m.next_at
         FROM (SELECT id, kind, person_id, address, lang, tries, next_at,
                   CASE WHEN kind IN ('reset', 'invitation', 'changed') THEN 0
                        WHEN kind = 'notices' THEN 2 ELSE 1 END AS turn
               FROM mail WHERE sent_at IS NULL AND given_up_at IS NULL AND next_at <= $1
               ORDER BY turn, next_at, id LIMIT $2) m
         JOIN person p ON p.id = m.person_id ORDER BY m.turn, m.next_at, m.id",
    );
    conn.all(DUE, args![now, limit]).await
}

/// Takes a letter for a try; `false` where another server was faster. It is due again at `next_at` if nothing is heard of it.
pub async fn claim(conn: &mut Conn, letter: &Letter, next_at: Timestamp) -> Result<bool> {
    const CLAIM: Sql = Sql::new(
        "UPDATE mail SET tries = tries + 1, next_at = $3
         WHERE id = $1 AND tries = $2 AND sent_at IS NULL AND given_up_at IS NULL",
    );
    Ok(conn.run(CLAIM, args![letter.id, letter.tries, next_at]).await? == 1)
}

pub async fn sent(conn: &mut Conn, id: RecordId, now: Timestamp) -> Result<()> {
    const SENT: Sql = Sql::new("UPDATE mail SET sent_at = $2, problem = NULL WHERE id = $1");
    conn.run(SENT, args![id, now]).await.map(drop)
}

/// A try failed; without `next_at` it was the last.
pub async fn failed(
    conn: &mut Conn,
    id: RecordId,
    problem: &str,
    now: Timestamp,
    next_at: Option<Timestamp>,
) -> Result<()> {
    const AGAIN: Sql = Sql::new("UPDATE mail SET problem = $2, next_at = $3 WHERE id = $1 AND sent_at IS NULL");
    const GIVE_UP: Sql = Sql::new("UPDATE mail SET problem = $2, given_up_at = $3 WHERE id = $1 AND sent_at IS NULL");
    match next_at {
        Some(next_at) => conn.run(AGAIN, args![id, problem, next_at]).await.map(drop),
        None => conn.run(GIVE_UP, args![id, problem, now]).await.map(drop),
    }
}

/// Gives up letters of a kind to a person that were not sent yet: another takes their place.
pub async fn supersede(conn: &mut Conn, person: PersonId, kind: &str, now: Timestamp) -> Result<()> {
    const SUPERSEDE: Sql = Sql::new(
        "UPDATE mail SET given_up_at = $3, problem = 'superseded'
         WHERE person_id = $1 AND kind = $2 AND sent_at IS NULL AND given_up_at IS NULL",
    );
    conn.run(SUPERSEDE, args![person, kind, now]).await.map(drop)
}

/// The newest letter to a person.
pub async fn latest(conn: &mut Conn, person: PersonId) -> Result<Option<Posted>> {
    const LATEST: Sql = Sql::new(
        "SELECT kind, address, created_at, sent_at, given_up_at, problem FROM mail
         WHERE person_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1",
    );
    conn.maybe(LATEST, args![person]).await
}

/// Removes letters that were done with before then.
pub async fn forget(conn: &mut Conn, before: Timestamp) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM mail WHERE sent_at < $1 OR given_up_at < $1");
    conn.run(FORGET, args![before]).await.map(drop)
}
