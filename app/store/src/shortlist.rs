//! Shortlists, as they were asked for.

use domain::id::{PersonId, ShortlistId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A shortlist without its people.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Shortlist {
    #[sqlx(try_from = "Uuid")]
    pub id: ShortlistId,
    pub name: String,
    pub purpose: String,
    /// As JSON.
    pub wanted: String,
    /// The SHA-256 of the rules.
    pub rules: String,
    pub people: i64,
    #[sqlx(try_from = "i64")]
    pub asked_at: Timestamp,
    #[sqlx(try_from = "Uuid")]
    pub asked_by: PersonId,
    pub asked_by_name: Option<String>,
}

/// Somebody on it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Entry {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    /// As JSON.
    pub detail: String,
}

macro_rules! select {
    ($rest:literal) => {
        Sql::new(concat!(
            "SELECT s.id, s.name, s.purpose, s.wanted, s.rules, s.people, s.asked_at, s.asked_by, p.name AS asked_by_name ",
            "FROM shortlist s LEFT JOIN person p ON p.id = s.asked_by ",
            $rest
        ))
    };
}

/// Stores a shortlist with its people in the order in which they are shown.
pub async fn insert(conn: &mut Conn, list: &Shortlist, entries: Vec<(PersonId, String)>) -> Result<()> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO shortlist (id, name, purpose, wanted, rules, people, asked_at, asked_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    const ENTRY: Sql =
        Sql::new("INSERT INTO shortlist_entry (shortlist_id, person_id, place, detail) VALUES ($1, $2, $3, $4)");
    let Shortlist { id, name, purpose, wanted, rules, people, asked_at, asked_by, .. } = list.clone();
    conn.run(INSERT, args![id, name, purpose, wanted, rules, people, asked_at, asked_by]).await?;
    let rows = (0u32..).zip(entries).map(|(place, (person, detail))| args![id, person, place, detail]);
    conn.run_rows(ENTRY, rows.collect()).await.map(drop)
}

/// Every shortlist, the newest first.
pub async fn all(conn: &mut Conn, limit: u32) -> Result<Vec<Shortlist>> {
    const ALL: Sql = select!("ORDER BY s.asked_at DESC, s.id DESC LIMIT $1");
    conn.all(ALL, args![limit]).await
}

pub async fn find(conn: &mut Conn, id: ShortlistId) -> Result<Option<Shortlist>> {
    const FIND: Sql = select!("WHERE s.id = $1");
    conn.maybe(FIND, args![id]).await
}

/// The people of a shortlist in its order.
pub async fn entries(conn: &mut Conn, id: ShortlistId, (limit, offset): (u32, u32)) -> Result<Vec<Entry>> {
    const ENTRIES: Sql = Sql::new(
        "SELECT e.person_id, p.name, e.detail FROM shortlist_entry e JOIN person p ON p.id = e.person_id
         WHERE e.shortlist_id = $1 ORDER BY e.place LIMIT $2 OFFSET $3",
    );
    conn.all(ENTRIES, args![id, limit, offset]).await
}
