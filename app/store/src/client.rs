//! Service clients: programs of other systems.

use domain::id::ClientId;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A client. Its secret is stored nowhere.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Client {
    #[sqlx(try_from = "Uuid")]
    pub id: ClientId,
    pub name: String,
    /// Codes separated by blanks.
    pub scopes: String,
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    pub revoked_at: Option<i64>,
    pub last_used_at: Option<i64>,
}

/// # Errors
/// [`crate::Error::is_duplicate`] where a client of that name is in use.
pub async fn insert(conn: &mut Conn, client: &Client, secret_hash: Vec<u8>) -> Result<()> {
    const INSERT: Sql =
        Sql::new("INSERT INTO service_client (id, name, secret_hash, scopes, created_at) VALUES ($1, $2, $3, $4, $5)");
    let values = args![client.id, client.name.as_str(), secret_hash, client.scopes.as_str(), client.created_at];
    conn.run(INSERT, values).await.map(drop)
}

/// Every client, those in use first.
pub async fn all(conn: &mut Conn, limit: u32) -> Result<Vec<Client>> {
    const ALL: Sql = Sql::new(
        "SELECT id, name, scopes, created_at, revoked_at, last_used_at FROM service_client
         ORDER BY CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, name, id LIMIT $1",
    );
    conn.all(ALL, args![limit]).await
}

/// The client of a secret, unless it was revoked.
pub async fn by_secret(conn: &mut Conn, secret_hash: Vec<u8>) -> Result<Option<Client>> {
    const BY_SECRET: Sql = Sql::new(
        "SELECT id, name, scopes, created_at, revoked_at, last_used_at FROM service_client
         WHERE secret_hash = $1 AND revoked_at IS NULL",
    );
    conn.maybe(BY_SECRET, args![secret_hash]).await
}

pub async fn touch(conn: &mut Conn, id: ClientId, now: Timestamp) -> Result<()> {
    const TOUCH: Sql = Sql::new("UPDATE service_client SET last_used_at = $2 WHERE id = $1");
    conn.run(TOUCH, args![id, now]).await.map(drop)
}

/// Revokes a client; `false` where it was already.
pub async fn revoke(conn: &mut Conn, id: ClientId, now: Timestamp) -> Result<bool> {
    const REVOKE: Sql = Sql::new("UPDATE service_client SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL");
    Ok(conn.run(REVOKE, args![id, now]).await? == 1)
}
