//! Links that were sent by e-mail: invitations and resets. Each is good once and for a while.

use domain::id::PersonId;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A link that is still good.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AccountToken {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    /// Where it was sent.
    pub address: String,
    /// Of the local account, if there is one.
    pub username: Option<String>,
}

pub async fn insert(
    conn: &mut Conn,
    token_hash: Vec<u8>,
    purpose: &str,
    person: PersonId,
    address: &str,
    (now, expires_at): (Timestamp, Timestamp),
) -> Result<()> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO account_token (token_hash, purpose, person_id, address, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    );
    conn.run(INSERT, args![token_hash, purpose, person, address, now, expires_at]).await.map(drop)
}

/// The link of a token, unless it was used, is over, or its person may not sign in.
pub async fn find(conn: &mut Conn, token_hash: Vec<u8>, purpose: &str, now: Timestamp) -> Result<Option<AccountToken>> {
    const FIND: Sql = Sql::new(
        "SELECT t.person_id, p.name, t.address, a.username
         FROM account_token t JOIN person p ON p.id = t.person_id LEFT JOIN account a ON a.person_id = t.person_id
         WHERE t.token_hash = $1 AND t.purpose = $2 AND t.used_at IS NULL AND t.expires_at > $3
           AND NOT EXISTS (SELECT 1 FROM sign_in_block b WHERE b.person_id = t.person_id)",
    );
    conn.maybe(FIND, args![token_hash, purpose, now]).await
}

/// Uses a link up, and with it every other link of that person; `false` where somebody was faster.
pub async fn take(conn: &mut Conn, token_hash: Vec<u8>, person: PersonId, now: Timestamp) -> Result<bool> {
    const TAKE: Sql = Sql::new("UPDATE account_token SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL");
    let taken = conn.run(TAKE, args![token_hash, now]).await? == 1;
    void(conn, person, now).await?;
    Ok(taken)
}

/// Ends every open link of a person.
pub async fn void(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<()> {
    const VOID: Sql = Sql::new("UPDATE account_token SET used_at = $2 WHERE person_id = $1 AND used_at IS NULL");
    conn.run(VOID, args![person, now]).await.map(drop)
}

/// Removes links that ended before then.
pub async fn forget(conn: &mut Conn, before: Timestamp) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM account_token WHERE expires_at < $1");
    conn.run(FORGET, args![before]).await.map(drop)
}
