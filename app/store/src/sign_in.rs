//! On the way to a session: to a provider and back, between two factors, and who is not let in.

use domain::id::PersonId;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::session::AtProvider;
use crate::{Conn, Result, Sql, args};

/// A way to a provider that somebody came back from.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Flow {
    pub provider: String,
    pub next: Option<String>,
}

pub async fn begin_flow(
    conn: &mut Conn,
    state_hash: Vec<u8>,
    browser_hash: Vec<u8>,
    flow: &Flow,
    expires_at: Timestamp,
) -> Result<()> {
    const BEGIN: Sql = Sql::new(
        "INSERT INTO sign_in_flow (state_hash, browser_hash, provider, next, expires_at) VALUES ($1, $2, $3, $4, $5)",
    );
    let values = args![state_hash, browser_hash, flow.provider.as_str(), flow.next.clone(), expires_at];
    conn.run(BEGIN, values).await.map(drop)
}

/// Ends a way: it is found once, in the browser in which it began, and before its time is over.
pub async fn take_flow(
    conn: &mut Conn,
    state_hash: Vec<u8>,
    browser_hash: Vec<u8>,
    now: Timestamp,
) -> Result<Option<Flow>> {
    const TAKE: Sql = Sql::new(
        "DELETE FROM sign_in_flow WHERE state_hash = $1 AND browser_hash = $2 AND expires_at > $3
         RETURNING provider, next",
    );
    conn.maybe(TAKE, args![state_hash, browser_hash, now]).await
}

/// Somebody whose first factor was right.
#[derive(Clone, FromRow)]
pub struct Step {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub next: Option<String>,
    pub provider: Option<String>,
    pub issuer: Option<String>,
    pub subject: Option<String>,
    pub provider_session: Option<String>,
    pub asked_at: Option<i64>,
}

impl Step {
    /// How the first factor was shown at a provider, if it was.
    pub fn at_provider(&self) -> Option<AtProvider> {
        Some(AtProvider {
            provider: self.provider.clone()?,
            issuer: self.issuer.clone()?,
            subject: self.subject.clone()?,
            session: self.provider_session.clone(),
            asked_at: self.asked_at,
        })
    }
}

pub async fn begin_step(
    conn: &mut Conn,
    token_hash: Vec<u8>,
    person: PersonId,
    at: Option<AtProvider>,
    next: Option<String>,
    expires_at: Timestamp,
) -> Result<()> {
    const BEGIN: Sql = Sql::new(
        "INSERT INTO sign_in_step
         (token_hash, person_id, provider, issuer, subject, provider_session, asked_at, next, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let ([provider, issuer, subject, session], asked_at) = AtProvider::columns(at);
    let values = args![token_hash, person, provider, issuer, subject, session, asked_at, next, expires_at];
    conn.run(BEGIN, values).await.map(drop)
}

pub async fn find_step(conn: &mut Conn, token_hash: Vec<u8>, now: Timestamp) -> Result<Option<Step>> {
    const FIND: Sql = Sql::new(
        "SELECT person_id, next, provider, issuer, subject, provider_session, asked_at FROM sign_in_step
         WHERE token_hash = $1 AND expires_at > $2",
    );
    conn.maybe(FIND, args![token_hash, now]).await
}

/// Ends a step; `false` where somebody was faster.
pub async fn end_step(conn: &mut Conn, token_hash: Vec<u8>) -> Result<bool> {
    const END: Sql = Sql::new("DELETE FROM sign_in_step WHERE token_hash = $1");
    Ok(conn.run(END, args![token_hash]).await? == 1)
}

/// Forgets ways and steps that nobody finished in time.
pub async fn forget_unfinished(conn: &mut Conn, now: Timestamp) -> Result<()> {
    const FLOWS: Sql = Sql::new("DELETE FROM sign_in_flow WHERE expires_at < $1");
    const STEPS: Sql = Sql::new("DELETE FROM sign_in_step WHERE expires_at < $1");
    conn.run(FLOWS, args![now]).await?;
    conn.run(STEPS, args![now]).await.map(drop)
}

/// Keeps a person out; `false` where that was so before.
pub async fn block(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<bool> {
    const BLOCK: Sql =
        Sql::new("INSERT INTO sign_in_block (person_id, since) VALUES ($1, $2) ON CONFLICT (person_id) DO NOTHING");
    Ok(conn.run(BLOCK, args![person, now]).await? == 1)
}

pub async fn unblock(conn: &mut Conn, person: PersonId) -> Result<bool> {
    const UNBLOCK: Sql = Sql::new("DELETE FROM sign_in_block WHERE person_id = $1");
    Ok(conn.run(UNBLOCK, args![person]).await? == 1)
}

pub async fn is_blocked(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<bool> {
    const BLOCKED: Sql = Sql::new(
        "SELECT (SELECT COUNT(*) FROM sign_in_block WHERE person_id = $1)
                + (SELECT COUNT(*) FROM person_status WHERE person_id = $1 AND status = 'retired'
                   AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2))",
    );
    Ok(conn.one::<(i64,)>(BLOCKED, args![person, now]).await?.0 > 0)
}

/// Remembers a browser in which that person has signed in.
pub async fn know_device(conn: &mut Conn, token_hash: Vec<u8>, person: PersonId, now: Timestamp) -> Result<()> {
    const KNOW: Sql = Sql::new(
        "INSERT INTO known_device (token_hash, person_id, seen_at) VALUES ($1, $2, $3)
         ON CONFLICT (token_hash, person_id) DO UPDATE SET seen_at = excluded.seen_at",
    );
    conn.run(KNOW, args![token_hash, person, now]).await.map(drop)
}

pub async fn knows_device(conn: &mut Conn, token_hash: Vec<u8>, person: PersonId) -> Result<bool> {
    const KNOWS: Sql = Sql::new("SELECT COUNT(*) FROM known_device WHERE token_hash = $1 AND person_id = $2");
    Ok(conn.one::<(i64,)>(KNOWS, args![token_hash, person]).await?.0 > 0)
}

/// Whether a person has signed in in some browser that is remembered.
pub async fn has_device(conn: &mut Conn, person: PersonId) -> Result<bool> {
    const HAS: Sql = Sql::new("SELECT COUNT(*) FROM known_device WHERE person_id = $1");
    Ok(conn.one::<(i64,)>(HAS, args![person]).await?.0 > 0)
}

/// Forgets every browser of a person.
pub async fn forget_devices(conn: &mut Conn, person: PersonId) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM known_device WHERE person_id = $1");
    conn.run(FORGET, args![person]).await.map(drop)
}

/// Forgets browsers that were not seen since then.
pub async fn forget_old_devices(conn: &mut Conn, before: Timestamp) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM known_device WHERE seen_at < $1");
    conn.run(FORGET, args![before]).await.map(drop)
}

/// How many sign-ins of a subject failed since then, and when the last of them did.
pub async fn failures(conn: &mut Conn, subject: &str, since: Timestamp) -> Result<(i64, Option<i64>)> {
    const FAILURES: Sql = Sql::new("SELECT COUNT(*), MAX(at) FROM sign_in_failure WHERE subject = $1 AND at > $2");
    conn.one(FAILURES, args![subject, since]).await
}

/// Forgets every failure that is older than that.
pub async fn forget_old_failures(conn: &mut Conn, before: Timestamp) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM sign_in_failure WHERE at < $1");
    conn.run(FORGET, args![before]).await.map(drop)
}
