//! Signed-in devices, and failed sign-ins.

use domain::id::{PersonId, SessionId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// Who is behind a session token, with everything a request needs to know.
#[derive(Clone, Debug, FromRow)]
pub struct SignedIn {
    #[sqlx(try_from = "Uuid")]
    pub session_id: SessionId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    /// The roles in force at the time asked for, as `role:course` separated by `;`. See [`crate::role::read`].
    pub roles: Option<String>,
    /// Leads at least one unit at the time asked for.
    pub manager: bool,
    #[sqlx(try_from = "i64")]
    pub seen_at: Timestamp,
}

/// One of a person's devices.
#[derive(Clone, Debug, FromRow)]
pub struct Device {
    #[sqlx(try_from = "Uuid")]
    pub id: SessionId,
    pub device: String,
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    #[sqlx(try_from = "i64")]
    pub seen_at: Timestamp,
}

/// A new session. The token itself is never stored.
pub struct NewSession {
    pub id: SessionId,
    pub token_hash: Vec<u8>,
    pub person_id: PersonId,
    pub device: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn insert(conn: &mut Conn, session: NewSession) -> Result<()> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO session (id, token_hash, person_id, device, created_at, seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $5, $6)",
    );
    let NewSession { id, token_hash, person_id, device, created_at, expires_at } = session;
    conn.run(INSERT, args![id, token_hash, person_id, device, created_at, expires_at]).await.map(drop)
}

/// The session of a token, unless it has ended: signed out, past its end, or not seen since `idle_since`.
pub async fn signed_in(
    conn: &mut Conn,
    token_hash: Vec<u8>,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Option<SignedIn>> {
    const SIGNED_IN: Sql = Sql::new(
        "SELECT s.id AS session_id, s.person_id, p.name, s.seen_at,
                (SELECT string_agg(r.role || ':' || COALESCE(r.course_id, ''), ';') FROM role_grant r
                 WHERE r.person_id = s.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)) AS roles,
                EXISTS (SELECT 1 FROM assignment g WHERE g.person_id = s.person_id AND g.head
                        AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2)) AS manager
         FROM session s JOIN person p ON p.id = s.person_id JOIN account a ON a.person_id = s.person_id
         WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND s.seen_at > $3",
    );
    conn.maybe(SIGNED_IN, args![token_hash, now, idle_since]).await
}

pub async fn touch(conn: &mut Conn, id: SessionId, now: Timestamp) -> Result<()> {
    const TOUCH: Sql = Sql::new("UPDATE session SET seen_at = $2 WHERE id = $1");
    conn.run(TOUCH, args![id, now]).await.map(drop)
}

/// The devices that are still signed in, the one seen last first.
pub async fn devices(conn: &mut Conn, person: PersonId, now: Timestamp, idle_since: Timestamp) -> Result<Vec<Device>> {
    const DEVICES: Sql = Sql::new(
        "SELECT id, device, created_at, seen_at FROM session
         WHERE person_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND seen_at > $3
         ORDER BY seen_at DESC, id DESC",
    );
    conn.all(DEVICES, args![person, now, idle_since]).await
}

/// Ends one session of that person; `false` where there was none to end.
pub async fn revoke(conn: &mut Conn, person: PersonId, id: SessionId, now: Timestamp) -> Result<bool> {
    const REVOKE: Sql =
        Sql::new("UPDATE session SET revoked_at = $3 WHERE id = $1 AND person_id = $2 AND revoked_at IS NULL");
    Ok(conn.run(REVOKE, args![id, person, now]).await? == 1)
}

/// Ends every session of that person but one.
pub async fn revoke_others(conn: &mut Conn, person: PersonId, keep: SessionId, now: Timestamp) -> Result<u64> {
    const REVOKE_OTHERS: Sql =
        Sql::new("UPDATE session SET revoked_at = $3 WHERE person_id = $1 AND id <> $2 AND revoked_at IS NULL");
    conn.run(REVOKE_OTHERS, args![person, keep, now]).await
}

/// Removes sessions that ended before then; the audit log keeps what they did.
pub async fn forget_ended(conn: &mut Conn, before: Timestamp) -> Result<u64> {
    const FORGET: Sql = Sql::new("DELETE FROM session WHERE expires_at < $1 OR revoked_at < $1");
    conn.run(FORGET, args![before]).await
}

/// Notes a failed sign-in of an account or an address.
pub async fn add_failure(conn: &mut Conn, subject: &str, now: Timestamp) -> Result<()> {
    const ADD: Sql = Sql::new("INSERT INTO sign_in_failure (subject, at) VALUES ($1, $2)");
    conn.run(ADD, args![subject, now]).await.map(drop)
}

/// Failed sign-ins since then.
pub async fn failures(conn: &mut Conn, subject: &str, since: Timestamp) -> Result<i64> {
    const COUNT: Sql = Sql::new("SELECT COUNT(*) FROM sign_in_failure WHERE subject = $1 AND at > $2");
    Ok(conn.one::<(i64,)>(COUNT, args![subject, since]).await?.0)
}

/// Forgets failed sign-ins: those of `subject`, and all that are older than `before`.
pub async fn forget_failures(conn: &mut Conn, subject: &str, before: Timestamp) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM sign_in_failure WHERE subject = $1 OR at < $2");
    conn.run(FORGET, args![subject, before]).await.map(drop)
}
