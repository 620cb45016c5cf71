//! Required levels per position and competency, dated.

use domain::id::{CompetencyId, PersonId, PositionId, RecordId, UnitId};
use domain::level::Level;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// What a position requires.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Required {
    #[sqlx(try_from = "String")]
    pub competency_id: CompetencyId,
    #[sqlx(try_from = "i64")]
    pub level: Level,
    #[sqlx(try_from = "i64")]
    pub valid_from: Timestamp,
}

/// Sets what a position requires from a time on; what it required before ends there.
pub async fn replace(
    conn: &mut Conn,
    position: &PositionId,
    from: Timestamp,
    required: &[(CompetencyId, Level)],
) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM position_standard WHERE position_id = $1 AND valid_from = $2");
    const END: Sql = Sql::new(
        "UPDATE position_standard SET valid_to = $2
         WHERE position_id = $1 AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)",
    );
    const INSERT: Sql = Sql::new(
        "INSERT INTO position_standard (position_id, competency_id, level, valid_from) VALUES ($1, $2, $3, $4)",
    );
    conn.run(FORGET, args![position, from]).await?;
    conn.run(END, args![position, from]).await?;
    for (competency, level) in required {
        conn.run(INSERT, args![position, competency, *level, from]).await?;
    }
    crate::total::due_of_position(conn, position).await.map(drop)
}

/// What a position requires at a time, by competency.
pub async fn required(conn: &mut Conn, position: &PositionId, at: Timestamp) -> Result<Vec<Required>> {
    const REQUIRED: Sql = Sql::new(
        "SELECT competency_id, level, valid_from FROM position_standard
         WHERE position_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY competency_id",
    );
    conn.all(REQUIRED, args![position, at]).await
}

/// What an agency set for a position, and by what right.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Decree {
    #[sqlx(try_from = "Uuid")]
    pub id: RecordId,
    #[sqlx(try_from = "String")]
    pub position_id: PositionId,
    #[sqlx(try_from = "i64")]
    pub valid_from: Timestamp,
    pub source: String,
    pub checked: bool,
    #[sqlx(try_from = "i64")]
    pub set_at: Timestamp,
    pub set_by: Option<Uuid>,
}

/// A change between its preview and the moment it is applied, of that administrator alone.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Draft {
    #[sqlx(try_from = "Uuid")]
    pub id: RecordId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    #[sqlx(try_from = "i64")]
    pub valid_from: Timestamp,
    pub source: String,
    pub checked: bool,
    /// JSON: position, competency, level (none: no longer required).
    pub changes: String,
    #[sqlx(try_from = "i64")]
    pub expires_at: Timestamp,
}

/// Somebody whose position is concerned.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Holder {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    #[sqlx(try_from = "Uuid")]
    pub unit_id: UnitId,
}

pub async fn insert_decree(conn: &mut Conn, decree: &Decree) -> Result<()> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO standard_decree (id, position_id, valid_from, source, checked, set_at, set_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    let Decree { id, position_id, valid_from, source, checked, set_at, set_by } = decree;
    conn.run(INSERT, args![*id, position_id, *valid_from, source.as_str(), *checked, *set_at, *set_by]).await.map(drop)
}

/// Everything that the agency set, the newest of each position first.
pub async fn decrees(conn: &mut Conn) -> Result<Vec<Decree>> {
    const DECREES: Sql = Sql::new(
        "SELECT id, position_id, valid_from, source, checked, set_at, set_by FROM standard_decree
         ORDER BY position_id, valid_from DESC, set_at DESC, id DESC",
    );
    conn.all(DECREES, args![]).await
}

/// From when the newest standard of a position holds.
pub async fn newest(conn: &mut Conn, position: &PositionId) -> Result<Option<Timestamp>> {
    const NEWEST: Sql = Sql::new("SELECT MAX(valid_from) FROM position_standard WHERE position_id = $1");
    Ok(conn.one::<(Option<i64>,)>(NEWEST, args![position]).await?.0.map(Timestamp))
}

/// Keeps a change for its preview; one that the same person left before goes, and so do those whose time is over.
pub async fn insert_draft(conn: &mut Conn, draft: &Draft, now: Timestamp) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM standard_draft WHERE person_id = $1 OR expires_at <= $2");
    const INSERT: Sql = Sql::new(
        "INSERT INTO standard_draft (id, person_id, valid_from, source, checked, changes, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    let Draft { id, person_id, valid_from, source, checked, changes, expires_at } = draft;
    conn.run(FORGET, args![*person_id, now]).await?;
    let values = args![*id, *person_id, *valid_from, source.as_str(), *checked, changes.as_str(), *expires_at];
    conn.run(INSERT, values).await.map(drop)
}

/// The change of that person, if it still waits.
pub async fn draft(conn: &mut Conn, id: RecordId, person: PersonId, now: Timestamp) -> Result<Option<Draft>> {
    const DRAFT: Sql = Sql::new(
        "SELECT id, person_id, valid_from, source, checked, changes, expires_at FROM standard_draft
         WHERE id = $1 AND person_id = $2 AND expires_at > $3",
    );
    conn.maybe(DRAFT, args![id, person, now]).await
}

/// Removes a change of that person; `false` where there was none: somebody was faster.
pub async fn remove_draft(conn: &mut Conn, id: RecordId, person: PersonId) -> Result<bool> {
    const REMOVE: Sql = Sql::new("DELETE FROM standard_draft WHERE id = $1 AND person_id = $2");
    Ok(conn.run(REMOVE, args![id, person]).await? == 1)
}

/// Who is counted with a position, in the order of ids, from after one of them.
pub async fn holders(conn: &mut Conn, position: &PositionId, after: PersonId, limit: u32) -> Result<Vec<Holder>> {
    const HOLDERS: Sql = Sql::new(
        "SELECT c.person_id, p.name, c.unit_id FROM person_cells c JOIN person p ON p.id = c.person_id
         WHERE c.position_id = $1 AND c.person_id > $2 ORDER BY c.person_id LIMIT $3",
    );
    conn.all(HOLDERS, args![position, after, limit]).await
}
