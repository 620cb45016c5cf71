//! The chain over the audit log: a link per row, each with a hash of the link before it and of the row.
//!
//! Rows are inserted without waiting for one another and wait in `audit_pending`; a sealer appends their links under the
//! lock of the one row of `audit_head`.

use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A row of the log, whole.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Row {
    pub id: Uuid,
    pub at: i64,
    pub actor_id: Option<Uuid>,
    pub subject_id: Option<Uuid>,
    pub action: String,
    pub detail: String,
    pub address: Option<String>,
    pub agent: Option<String>,
    pub client_id: Option<Uuid>,
}

/// A link without its row.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Link {
    pub seq: i64,
    pub audit_id: Uuid,
    pub hash: Vec<u8>,
}

/// The end of the chain.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Head {
    pub seq: i64,
    pub hash: Vec<u8>,
}

/// What the chain begins with.
pub const GENESIS: [u8; 32] = [0; 32];

/// Whether rows wait for a link.
pub async fn is_pending(conn: &mut Conn) -> Result<bool> {
    const ANY: Sql = Sql::new("SELECT 1 FROM audit_pending LIMIT 1");
    Ok(conn.maybe::<(i32,)>(ANY, args![]).await?.is_some())
}

/// Holds the end of the chain until the end of the transaction.
pub async fn hold_head(conn: &mut Conn) -> Result<Head> {
    const BEGIN: Sql = Sql::new("INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, $1) ON CONFLICT (id) DO NOTHING");
    const HOLD: Sql = Sql::new("UPDATE audit_head SET seq = seq WHERE id = 1 RETURNING seq, hash");
    conn.run(BEGIN, args![GENESIS.to_vec()]).await?;
    conn.one(HOLD, args![]).await
}

/// Rows that wait, in the order in which they are sealed.
pub async fn pending(conn: &mut Conn, limit: u32) -> Result<Vec<Row>> {
    const PENDING: Sql = Sql::new(
        "SELECT a.id, a.at, a.actor_id, a.subject_id, a.action, a.detail, a.address, a.agent, a.client_id
         FROM audit_pending q JOIN audit a ON a.id = q.audit_id ORDER BY a.at, a.id LIMIT $1",
    );
    conn.all(PENDING, args![limit]).await
}

/// Appends a link; its row waits no more.
pub async fn append(conn: &mut Conn, link: Link) -> Result<()> {
    const APPEND: Sql = Sql::new("INSERT INTO audit_link (seq, audit_id, hash) VALUES ($1, $2, $3)");
    const DONE: Sql = Sql::new("DELETE FROM audit_pending WHERE audit_id = $1");
    let Link { seq, audit_id, hash } = link;
    conn.run(APPEND, args![seq, audit_id, hash]).await?;
    conn.run(DONE, args![audit_id]).await.map(drop)
}

pub async fn set_head(conn: &mut Conn, head: Head) -> Result<()> {
    const SET: Sql = Sql::new("UPDATE audit_head SET seq = $1, hash = $2 WHERE id = 1");
    conn.run(SET, args![head.seq, head.hash]).await.map(drop)
}

/// The end of the chain as it is noted; `None` before the first link.
pub async fn head(conn: &mut Conn) -> Result<Option<Head>> {
    const HEAD: Sql = Sql::new("SELECT seq, hash FROM audit_head WHERE id = 1");
    conn.maybe(HEAD, args![]).await
}

/// Links after a place in the chain.
pub async fn links_after(conn: &mut Conn, seq: i64, limit: u32) -> Result<Vec<Link>> {
    const AFTER: Sql = Sql::new("SELECT seq, audit_id, hash FROM audit_link WHERE seq > $1 ORDER BY seq LIMIT $2");
    conn.all(AFTER, args![seq, limit]).await
}

/// The rows of the links after a place in the chain up to another one.
pub async fn rows_between(conn: &mut Conn, after: i64, until: i64) -> Result<Vec<Row>> {
    const ROWS: Sql = Sql::new(
        "SELECT a.id, a.at, a.actor_id, a.subject_id, a.action, a.detail, a.address, a.agent, a.client_id
         FROM audit_link l JOIN audit a ON a.id = l.audit_id WHERE l.seq > $1 AND l.seq <= $2 ORDER BY l.seq",
    );
    conn.all(ROWS, args![after, until]).await
}

/// Rows that have no link and do not wait for one: nothing of this program wrote them.
pub async fn strangers(conn: &mut Conn, limit: u32) -> Result<Vec<Uuid>> {
    const STRANGERS: Sql = Sql::new(
        "SELECT a.id FROM audit a WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.audit_id = a.id)
           AND NOT EXISTS (SELECT 1 FROM audit_pending q WHERE q.audit_id = a.id) ORDER BY a.at, a.id LIMIT $1",
    );
    Ok(conn.all::<(Uuid,)>(STRANGERS, args![limit]).await?.into_iter().map(|(id,)| id).collect())
}

/// Rows that waited for a link and are gone.
pub async fn lost(conn: &mut Conn, limit: u32) -> Result<Vec<Uuid>> {
    const LOST: Sql = Sql::new(
        "SELECT q.audit_id FROM audit_pending q WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = q.audit_id)
         ORDER BY q.audit_id LIMIT $1",
    );
    Ok(conn.all::<(Uuid,)>(LOST, args![limit]).await?.into_iter().map(|(id,)| id).collect())
}
