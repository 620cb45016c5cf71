//! The outbox: what the external performance system is to learn, written in the transaction that made it true.

use domain::id::{PersonId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::{Conn, Result, Sql, args};

/// A message that waits in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Message {
    pub kind: String,
    pub payload: String,
}

pub async fn put(conn: &mut Conn, id: RecordId, person: PersonId, message: &Message, now: Timestamp) -> Result<()> {
    const PUT: Sql = Sql::new("INSERT INTO outbox (id, at, kind, person_id, payload) VALUES ($1, $2, $3, $4, $5)");
    let values = args![id, now, message.kind.as_str(), person, message.payload.as_str()];
    conn.run(PUT, values).await.map(drop)
}

/// The messages about a person, the oldest first.
pub async fn about(conn: &mut Conn, person: PersonId) -> Result<Vec<Message>> {
    const ABOUT: Sql = Sql::new("SELECT kind, payload FROM outbox WHERE person_id = $1 ORDER BY at, id");
    conn.all(ABOUT, args![person]).await
}
