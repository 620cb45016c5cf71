//! The audit log: who did what to whom, written in the same transaction. Append-only.

use domain::id::{PersonId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::{Conn, Result, Sql, args};

/// An event of the log.
pub struct Event {
    pub id: RecordId,
    pub at: Timestamp,
    /// Who did it; nobody where the system did.
    pub actor: Option<PersonId>,
    pub subject: Option<PersonId>,
    pub action: &'static str,
    /// What else belongs to it: ids only, never an answer or a personal number.
    pub detail: String,
}

/// An event as it is read back.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Logged {
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    pub action: String,
    pub detail: String,
}

pub async fn append(conn: &mut Conn, event: Event) -> Result<()> {
    const APPEND: Sql =
        Sql::new("INSERT INTO audit (id, at, actor_id, subject_id, action, detail) VALUES ($1, $2, $3, $4, $5, $6)");
    let Event { id, at, actor, subject, action, detail } = event;
    conn.run(APPEND, args![id, at, actor, subject, action, detail]).await.map(drop)
}

/// What happened to a person, the newest first.
pub async fn about(conn: &mut Conn, subject: PersonId, limit: u32) -> Result<Vec<Logged>> {
    const ABOUT: Sql =
        Sql::new("SELECT at, action, detail FROM audit WHERE subject_id = $1 ORDER BY at DESC, id DESC LIMIT $2");
    conn.all(ABOUT, args![subject, limit]).await
}
