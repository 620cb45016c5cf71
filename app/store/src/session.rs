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
    /// A second factor was shown.
    pub strong: bool,
    #[sqlx(try_from = "i64")]
    pub expires_at: Timestamp,
    /// The row, for [`crate::watch::Watch`]; 0 where there is none.
    pub row: i64,
    /// Notifications that are not read yet.
    pub unread: i64,
    /// The row of that number, in the same way.
    pub inbox_row: i64,
}

/// How a session began at an identity provider.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AtProvider {
    pub provider: String,
    pub issuer: String,
    pub subject: String,
    /// The provider's own name for its session.
    #[sqlx(rename = "provider_session")]
    pub session: Option<String>,
    /// When the provider last asked who it is, as it says itself.
    pub asked_at: Option<i64>,
}

impl AtProvider {
    pub(crate) fn columns(at: Option<Self>) -> ([Option<String>; 4], Option<i64>) {
        at.map_or(([const { None }; 4], None), |at| {
            ([Some(at.provider), Some(at.issuer), Some(at.subject), at.session], at.asked_at)
        })
    }
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
    /// A second factor was shown.
    pub strong: bool,
    pub at: Option<AtProvider>,
}

pub async fn insert(conn: &mut Conn, session: NewSession) -> Result<()> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO session (id, token_hash, person_id, device, created_at, seen_at, expires_at,
                              provider, issuer, subject, provider_session, asked_at, strong)
         VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12)",
    );
    let NewSession { id, token_hash, person_id, device, created_at, expires_at, strong, at } = session;
    let ([provider, issuer, subject, session], asked_at) = AtProvider::columns(at);
    let values = args![
        id, token_hash, person_id, device, created_at, expires_at, provider, issuer, subject, session, asked_at, strong
    ];
    conn.run(INSERT, values).await.map(drop)
}

macro_rules! signed_in_text {
    ($row:literal, $inbox_row:literal) => {
        concat!(
            "SELECT s.id AS session_id, s.person_id, p.name, s.seen_at, s.expires_at, COALESCE(i.unread, 0) AS unread, ",
            $row,
            " AS row, ",
            $inbox_row,
            " AS inbox_row,
                (SELECT string_agg(r.role || ':' || COALESCE(r.course_id, ''), ';') FROM role_grant r
                 WHERE r.person_id = s.person_id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to > $2)) AS roles,
                EXISTS (SELECT 1 FROM assignment g WHERE g.person_id = s.person_id AND g.head
                        AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2)) AS manager, s.strong
             FROM session s JOIN person p ON p.id = s.person_id LEFT JOIN inbox i ON i.person_id = s.person_id
             WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND s.seen_at > $3
               AND NOT EXISTS (SELECT 1 FROM sign_in_block b WHERE b.person_id = s.person_id)
               AND NOT EXISTS (SELECT 1 FROM person_status t WHERE t.person_id = s.person_id AND t.status = 'retired'
                               AND t.valid_from <= $2 AND (t.valid_to IS NULL OR t.valid_to > $2))"
        )
    };
}

/// The session of a token, unless it has ended: signed out, past its end, or not seen since `idle_since`.
pub async fn signed_in(
    conn: &mut Conn,
    token_hash: Vec<u8>,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Option<SignedIn>> {
    const SIGNED_IN: Sql = Sql::two(
        signed_in_text!("s.rowid", "COALESCE(i.rowid, 0)"),
        signed_in_text!("CAST(0 AS BIGINT)", "CAST(0 AS BIGINT)"),
    );
    conn.maybe(SIGNED_IN, args![token_hash, now, idle_since]).await
}

/// When next, without anybody doing anything, a role or a post of somebody begins or ends, or their status changes.
pub async fn next_change(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<Option<Timestamp>> {
    const NEXT: Sql = Sql::new(
        "SELECT MIN(c.at) FROM (
             SELECT valid_from AS at FROM role_grant WHERE person_id = $1 AND valid_from > $2
             UNION ALL SELECT valid_to FROM role_grant WHERE person_id = $1 AND valid_to > $2
             UNION ALL SELECT valid_from FROM assignment WHERE person_id = $1 AND valid_from > $2
             UNION ALL SELECT valid_to FROM assignment WHERE person_id = $1 AND valid_to > $2
             UNION ALL SELECT valid_from FROM person_status WHERE person_id = $1 AND valid_from > $2
             UNION ALL SELECT valid_to FROM person_status WHERE person_id = $1 AND valid_to > $2) c",
    );
    Ok(conn.one::<(Option<i64>,)>(NEXT, args![person, now]).await?.0.map(Timestamp))
}

/// Gives a session another token, and says how strong it is from now on: whoever has the old token has nothing. `None` where the
/// session has ended; otherwise its end.
pub async fn renew(conn: &mut Conn, id: SessionId, token_hash: Vec<u8>, strong: bool) -> Result<Option<Timestamp>> {
    const RENEW: Sql = Sql::new(
        "UPDATE session SET token_hash = $2, strong = $3 WHERE id = $1 AND revoked_at IS NULL RETURNING expires_at",
    );
    let row: Option<(i64,)> = conn.maybe(RENEW, args![id, token_hash, strong]).await?;
    Ok(row.map(|(end,)| Timestamp(end)))
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
    const REVOKE_OTHERS: Sql = Sql::new(
        "UPDATE session SET revoked_at = $3
         WHERE person_id = $1 AND id <> $2 AND revoked_at IS NULL",
    );
    conn.run(REVOKE_OTHERS, args![person, keep, now]).await
}

/// Ends the session of a token; tells whose it was, and which.
pub async fn revoke_by_token(
    conn: &mut Conn,
    token_hash: Vec<u8>,
    now: Timestamp,
) -> Result<Option<(PersonId, SessionId)>> {
    const REVOKE: Sql = Sql::new(
        "UPDATE session SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2
         RETURNING person_id, id",
    );
    let row: Option<(Uuid, Uuid)> = conn.maybe(REVOKE, args![token_hash, now]).await?;
    Ok(row.map(|(person, id)| (person.into(), id.into())))
}

/// Ends the sessions that began with an identity, but one.
pub async fn revoke_of_identity(
    conn: &mut Conn,
    (issuer, subject): (&str, &str),
    keep: SessionId,
    now: Timestamp,
) -> Result<u64> {
    const REVOKE: Sql = Sql::new(
        "UPDATE session SET revoked_at = $4
         WHERE issuer = $1 AND subject = $2 AND id <> $3 AND revoked_at IS NULL",
    );
    conn.run(REVOKE, args![issuer, subject, keep, now]).await
}

/// Ends the sessions of those who hold no position any more.
pub async fn revoke_without_post(conn: &mut Conn, people: &[PersonId], now: Timestamp) -> Result<u64> {
    const REVOKE: Sql = Sql::new(
        "UPDATE session SET revoked_at = v.column2 FROM (VALUES ($1, $2)) AS v
         WHERE session.person_id = v.column1 AND session.revoked_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.person_id = session.person_id
                           AND a.valid_from <= v.column2 AND (a.valid_to IS NULL OR a.valid_to > v.column2))",
    );
    conn.run_rows(REVOKE, people.iter().map(|person| args![*person, now]).collect()).await
}

/// Ends every session of that person.
pub async fn revoke_all(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<u64> {
    const REVOKE_ALL: Sql = Sql::new("UPDATE session SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL");
    conn.run(REVOKE_ALL, args![person, now]).await
}

/// How a session began at a provider; `None` for a local one.
pub async fn at_provider(conn: &mut Conn, id: SessionId) -> Result<Option<AtProvider>> {
    const AT: Sql = Sql::new(
        "SELECT provider, issuer, subject, provider_session, asked_at FROM session
         WHERE id = $1 AND provider IS NOT NULL AND revoked_at IS NULL",
    );
    conn.maybe(AT, args![id]).await
}

/// Ends the sessions that began with a session of a provider or, where none is named, with a subject. Tells whose they were.
pub async fn revoke_at_provider(
    conn: &mut Conn,
    issuer: &str,
    (subject, session): (Option<&str>, Option<&str>),
    now: Timestamp,
) -> Result<Vec<PersonId>> {
    const BY_SESSION: Sql = Sql::new(
        "UPDATE session SET revoked_at = $3
         WHERE issuer = $1 AND provider_session = $2 AND revoked_at IS NULL RETURNING person_id",
    );
    const BY_SUBJECT: Sql = Sql::new(
        "UPDATE session SET revoked_at = $3
         WHERE issuer = $1 AND subject = $2 AND revoked_at IS NULL RETURNING person_id",
    );
    let rows: Vec<(Uuid,)> = match (session, subject) {
        (Some(session), _) => conn.all(BY_SESSION, args![issuer, session, now]).await?,
        (None, Some(subject)) => conn.all(BY_SUBJECT, args![issuer, subject, now]).await?,
        (None, None) => Vec::new(),
    };
    Ok(rows.into_iter().map(|(person,)| person.into()).collect())
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

/// Forgets the failed sign-ins of a subject.
pub async fn forget_failures(conn: &mut Conn, subject: &str) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM sign_in_failure WHERE subject = $1");
    conn.run(FORGET, args![subject]).await.map(drop)
}
