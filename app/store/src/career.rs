//! What only the agency knows for the professionalism index, what evaluations gave, and the rules as they were.

use domain::id::{EvaluationId, PersonId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A fact as it was noted.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Fact {
    #[sqlx(try_from = "Uuid")]
    pub id: RecordId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub kind: String,
    pub value: String,
    pub source: String,
    #[sqlx(try_from = "i64")]
    pub valid_from: Timestamp,
    #[sqlx(try_from = "i64")]
    pub noted_at: Timestamp,
    #[sqlx(try_from = "Uuid")]
    pub noted_by: PersonId,
}

/// A fact with who noted it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct NotedFact {
    #[sqlx(flatten)]
    pub fact: Fact,
    pub noted_by_name: Option<String>,
}

/// An evaluation that stands.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Settled {
    #[sqlx(try_from = "Uuid")]
    pub id: EvaluationId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub predicate: String,
    pub cycle: String,
    /// The first moment after what was evaluated.
    #[sqlx(try_from = "i64")]
    pub period_to: Timestamp,
}

pub async fn note(conn: &mut Conn, fact: Fact) -> Result<()> {
    const NOTE: Sql = Sql::new(
        "INSERT INTO career_fact (id, person_id, kind, value, source, valid_from, noted_at, noted_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let Fact { id, person_id, kind, value, source, valid_from, noted_at, noted_by } = fact;
    conn.run(NOTE, args![id, person_id, kind, value, source, valid_from, noted_at, noted_by]).await.map(drop)
}

/// What was noted about a person, the newest first.
pub async fn facts_of_person(conn: &mut Conn, person: PersonId, limit: u32) -> Result<Vec<NotedFact>> {
    const OF_PERSON: Sql = Sql::new(
        "SELECT f.id, f.person_id, f.kind, f.value, f.source, f.valid_from, f.noted_at, f.noted_by,
                p.name AS noted_by_name
         FROM career_fact f LEFT JOIN person p ON p.id = f.noted_by
         WHERE f.person_id = $1 ORDER BY f.noted_at DESC, f.id DESC LIMIT $2",
    );
    conn.all(OF_PERSON, args![person, limit]).await
}

/// The facts about some people that hold before a time, by person and kind; of several of a kind the one that counts comes
/// first.
pub async fn facts_of_people(conn: &mut Conn, people: &[PersonId], before: Timestamp) -> Result<Vec<Fact>> {
    const OF_PEOPLE: Sql = Sql::new(
        "SELECT f.id, f.person_id, f.kind, f.value, f.source, f.valid_from, f.noted_at, f.noted_by
         FROM (VALUES ($1, $2)) AS v JOIN career_fact f ON f.person_id = v.column1 AND f.valid_from < v.column2
         ORDER BY f.person_id, f.kind, f.valid_from DESC, f.noted_at DESC, f.id DESC",
    );
    conn.all_rows(OF_PEOPLE, people.iter().map(|person| args![*person, before]).collect()).await
}

/// The evaluations of some people that stand, about periods that end after `after` and at `until` at the latest; by person,
/// the newest period first, of a quarter and a year that end together the year.
pub async fn settled_of_people(
    conn: &mut Conn,
    people: &[PersonId],
    (after, until): (Timestamp, Timestamp),
) -> Result<Vec<Settled>> {
    const SETTLED: Sql = Sql::new(
        "SELECT e.id, e.person_id, e.predicate, c.name AS cycle, c.period_to
         FROM (VALUES ($1, $2, $3)) AS v JOIN evaluation e ON e.person_id = v.column1
         JOIN evaluation_cycle c ON c.id = e.cycle_id
         WHERE e.state = 'final' AND e.predicate IS NOT NULL AND c.period_to > v.column2 AND c.period_to <= v.column3
         ORDER BY e.person_id, c.period_to DESC, CASE c.kind WHEN 'year' THEN 0 ELSE 1 END, c.closes_at DESC, e.id",
    );
    conn.all_rows(SETTLED, people.iter().map(|person| args![*person, after, until]).collect()).await
}

/// Keeps the text of rules; the same text is kept once.
pub async fn keep_rules(conn: &mut Conn, digest: &str, content: &str) -> Result<()> {
    const KEEP: Sql =
        Sql::new("INSERT INTO career_rule (digest, content) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING");
    conn.run(KEEP, args![digest, content]).await.map(drop)
}

pub async fn rules(conn: &mut Conn, digest: &str) -> Result<Option<String>> {
    const RULES: Sql = Sql::new("SELECT content FROM career_rule WHERE digest = $1");
    Ok(conn.maybe::<(String,)>(RULES, args![digest]).await?.map(|(content,)| content))
}
