//! Whom identity providers know, and which person that is.

use domain::id::{PersonId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// An identity that belongs to a person.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Identity {
    pub issuer: String,
    pub subject: String,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub provider: String,
    #[sqlx(try_from = "i64")]
    pub linked_at: Timestamp,
}

/// An identity that waits for an administrator.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Request {
    #[sqlx(try_from = "Uuid")]
    pub id: RecordId,
    pub provider: String,
    pub issuer: String,
    pub subject: String,
    pub name: String,
    pub number: Option<String>,
    /// `no-number`, `not-verified`, `unknown-number`, `several-people` or `unlinked`.
    pub reason: String,
    #[sqlx(try_from = "i64")]
    pub asked_at: Timestamp,
    #[sqlx(try_from = "i64")]
    pub last_at: Timestamp,
}

pub async fn find(conn: &mut Conn, issuer: &str, subject: &str) -> Result<Option<Identity>> {
    const FIND: Sql = Sql::new(
        "SELECT issuer, subject, person_id, provider, linked_at FROM identity WHERE issuer = $1 AND subject = $2",
    );
    conn.maybe(FIND, args![issuer, subject]).await
}

/// The identities of a person, the oldest first.
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Identity>> {
    const OF_PERSON: Sql = Sql::new(
        "SELECT issuer, subject, person_id, provider, linked_at FROM identity
         WHERE person_id = $1 ORDER BY linked_at, issuer, subject",
    );
    conn.all(OF_PERSON, args![person]).await
}

/// Links an identity, and ends its request. `false` where it is linked already.
pub async fn link(conn: &mut Conn, identity: &Identity) -> Result<bool> {
    const LINK: Sql = Sql::new(
        "INSERT INTO identity (issuer, subject, person_id, provider, linked_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (issuer, subject) DO NOTHING",
    );
    const DONE: Sql = Sql::new("DELETE FROM identity_request WHERE issuer = $1 AND subject = $2");
    const AGAIN: Sql = Sql::new("DELETE FROM identity_unlinked WHERE issuer = $1 AND subject = $2");
    let Identity { issuer, subject, person_id, provider, linked_at } = identity;
    let values = args![issuer.as_str(), subject.as_str(), *person_id, provider.as_str(), *linked_at];
    let linked = conn.run(LINK, values).await? == 1;
    conn.run(DONE, args![issuer.as_str(), subject.as_str()]).await?;
    conn.run(AGAIN, args![issuer.as_str(), subject.as_str()]).await?;
    Ok(linked)
}

/// Takes an identity from its person, and remembers that; `false` where there was none.
pub async fn unlink(
    conn: &mut Conn,
    person: PersonId,
    (issuer, subject): (&str, &str),
    now: Timestamp,
) -> Result<bool> {
    const UNLINK: Sql = Sql::new("DELETE FROM identity WHERE person_id = $1 AND issuer = $2 AND subject = $3");
    const REMEMBER: Sql = Sql::new(
        "INSERT INTO identity_unlinked (issuer, subject, person_id, unlinked_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (issuer, subject) DO UPDATE SET person_id = excluded.person_id, unlinked_at = excluded.unlinked_at",
    );
    if conn.run(UNLINK, args![person, issuer, subject]).await? == 0 {
        return Ok(false);
    }
    conn.run(REMEMBER, args![issuer, subject, person, now]).await?;
    Ok(true)
}

/// Whether its person has taken an identity away, and no administrator has linked it since.
pub async fn was_unlinked(conn: &mut Conn, issuer: &str, subject: &str) -> Result<bool> {
    const WAS: Sql = Sql::new("SELECT COUNT(*) FROM identity_unlinked WHERE issuer = $1 AND subject = $2");
    Ok(conn.one::<(i64,)>(WAS, args![issuer, subject]).await?.0 > 0)
}

/// The people who have that number on that day: one, if all is as it should be.
pub async fn people_with_number(conn: &mut Conn, number: &str, now: Timestamp) -> Result<Vec<PersonId>> {
    const WITH_NUMBER: Sql = Sql::new(
        "SELECT DISTINCT person_id FROM person_number
         WHERE number = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY person_id",
    );
    let rows: Vec<(Uuid,)> = conn.all(WITH_NUMBER, args![number, now]).await?;
    Ok(rows.into_iter().map(|(id,)| id.into()).collect())
}

/// Puts an identity on the list, or says that it was there again. What was refused stays refused.
pub async fn request(conn: &mut Conn, request: &Request) -> Result<()> {
    const ASK: Sql = Sql::new(
        "INSERT INTO identity_request (id, provider, issuer, subject, name, number, reason, asked_at, last_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (issuer, subject) DO UPDATE
         SET name = excluded.name, number = excluded.number, reason = excluded.reason, last_at = excluded.last_at",
    );
    let Request { id, provider, issuer, subject, name, number, reason, asked_at, last_at } = request;
    let values = args![
        *id,
        provider.as_str(),
        issuer.as_str(),
        subject.as_str(),
        name.as_str(),
        number.clone(),
        reason.as_str(),
        *asked_at,
        *last_at
    ];
    conn.run(ASK, values).await.map(drop)
}

/// Those that wait, the oldest first.
pub async fn requests(conn: &mut Conn, limit: u32) -> Result<Vec<Request>> {
    const WAITING: Sql = Sql::new(
        "SELECT id, provider, issuer, subject, name, number, reason, asked_at, last_at FROM identity_request
         WHERE refused_at IS NULL ORDER BY asked_at, id LIMIT $1",
    );
    conn.all(WAITING, args![limit]).await
}

/// One that waits.
pub async fn one_request(conn: &mut Conn, id: RecordId) -> Result<Option<Request>> {
    const ONE: Sql = Sql::new(
        "SELECT id, provider, issuer, subject, name, number, reason, asked_at, last_at FROM identity_request
         WHERE id = $1 AND refused_at IS NULL",
    );
    conn.maybe(ONE, args![id]).await
}

/// Refuses one; `false` where it no longer waits.
pub async fn refuse(conn: &mut Conn, id: RecordId, now: Timestamp) -> Result<bool> {
    const REFUSE: Sql = Sql::new("UPDATE identity_request SET refused_at = $2 WHERE id = $1 AND refused_at IS NULL");
    Ok(conn.run(REFUSE, args![id, now]).await? == 1)
}

/// Notes a message of a provider; `false` where it was there before.
pub async fn note_message(conn: &mut Conn, issuer: &str, message: &str, expires_at: Timestamp) -> Result<bool> {
    const NOTE: Sql = Sql::new(
        "INSERT INTO provider_message (issuer, message_id, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT (issuer, message_id) DO NOTHING",
    );
    Ok(conn.run(NOTE, args![issuer, message, expires_at]).await? == 1)
}

/// Forgets messages whose time is over.
pub async fn forget_messages(conn: &mut Conn, before: Timestamp) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM provider_message WHERE expires_at < $1");
    conn.run(FORGET, args![before]).await.map(drop)
}
