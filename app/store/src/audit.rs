//! The audit log: who did what to whom and from where, written in the same transaction. Append-only; see
//! [`crate::audit_chain`] for how a change made by force is found.

use domain::id::{ClientId, PersonId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// From where something was done. Empty for jobs and commands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Shortened already: a row is never changed afterwards.
    pub address: Option<String>,
    /// Browser and system, as `Firefox · Windows`.
    pub agent: Option<String>,
    /// The service client that asked.
    pub client: Option<ClientId>,
}

/// An event of the log.
pub struct Event {
    pub id: RecordId,
    pub at: Timestamp,
    /// Who did it; nobody where the system or a service client did.
    pub actor: Option<PersonId>,
    pub subject: Option<PersonId>,
    pub action: &'static str,
    /// What else belongs to it: ids only, never an answer or a personal number.
    pub detail: String,
    pub origin: Origin,
}

/// An event as it is read back.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Logged {
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    pub action: String,
    pub detail: String,
}

/// A row with the names of those concerned.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Listed {
    pub id: Uuid,
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    pub actor_id: Option<Uuid>,
    pub actor_name: Option<String>,
    pub subject_id: Option<Uuid>,
    pub subject_name: Option<String>,
    pub client_name: Option<String>,
    pub action: String,
    pub detail: String,
    pub address: Option<String>,
    pub agent: Option<String>,
}

/// Which rows are wanted. Empty texts and missing ids are no filter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Older than this row: its time and id.
    pub before: (Timestamp, Uuid),
    pub from: Timestamp,
    pub action: String,
    /// A pattern of `LIKE` in small letters, with `!` before what means something in it.
    pub subject_name: String,
    pub actor_name: String,
    pub subject: Option<PersonId>,
    pub actor: Option<PersonId>,
}

/// Appends an event, and notes that no link seals it yet.
pub async fn append(conn: &mut Conn, event: Event) -> Result<()> {
    const APPEND: Sql = Sql::new(
        "INSERT INTO audit (id, at, actor_id, subject_id, action, detail, address, agent, client_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    const PENDING: Sql = Sql::new("INSERT INTO audit_pending (audit_id) VALUES ($1)");
    let Event { id, at, actor, subject, action, detail, origin } = event;
    let Origin { address, agent, client } = origin;
    conn.run(APPEND, args![id, at, actor, subject, action, detail, address, agent, client]).await?;
    conn.run(PENDING, args![id]).await.map(drop)
}

/// What happened to a person, the newest first.
pub async fn about(conn: &mut Conn, subject: PersonId, limit: u32) -> Result<Vec<Logged>> {
    const ABOUT: Sql =
        Sql::new("SELECT at, action, detail FROM audit WHERE subject_id = $1 ORDER BY at DESC, id DESC LIMIT $2");
    conn.all(ABOUT, args![subject, limit]).await
}

/// Rows of the log, the newest first.
pub async fn list(conn: &mut Conn, filter: &Filter, limit: u32) -> Result<Vec<Listed>> {
    const LIST: Sql = Sql::new(
        "SELECT a.id, a.at, a.actor_id, x.name AS actor_name, a.subject_id, s.name AS subject_name,
                c.name AS client_name, a.action, a.detail, a.address, a.agent
         FROM audit a LEFT JOIN person x ON x.id = a.actor_id LEFT JOIN person s ON s.id = a.subject_id
              LEFT JOIN service_client c ON c.id = a.client_id
         WHERE (a.at, a.id) < ($1, $2) AND a.at >= $3 AND ($4 = '' OR a.action = $4)
           AND ($5 = '' OR LOWER(s.name) LIKE $5 ESCAPE '!') AND ($6 = '' OR LOWER(x.name) LIKE $6 ESCAPE '!')
           AND ($7 IS NULL OR a.subject_id = $7) AND ($8 IS NULL OR a.actor_id = $8)
         ORDER BY a.at DESC, a.id DESC LIMIT $9",
    );
    let Filter { before: (at, id), from, action, subject_name, actor_name, subject, actor } = filter;
    let values =
        args![*at, *id, *from, action.as_str(), subject_name.as_str(), actor_name.as_str(), *subject, *actor, limit];
    conn.all(LIST, values).await
}

/// A pattern that finds `text` anywhere in a name; empty for an empty text.
pub fn anywhere(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.trim().to_lowercase().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    if pattern.is_empty() { pattern } else { format!("%{pattern}%") }
}
