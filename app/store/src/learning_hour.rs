//! The learning hours ledger.

use domain::id::{ContentHash, CourseId, PersonId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::{Conn, Result, Sql, args};

/// Learning hours of one activity.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Entry {
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    pub jp: i64,
    #[sqlx(try_from = "String")]
    pub course_id: CourseId,
    #[sqlx(try_from = "String")]
    pub content_hash: ContentHash,
}

/// Adds the hours of a course; a course counts once a year, so again it changes nothing.
pub async fn add(conn: &mut Conn, id: RecordId, person: PersonId, year: i32, entry: &Entry) -> Result<()> {
    const ADD: Sql = Sql::new(
        "INSERT INTO learning_hour (id, person_id, year, at, jp, course_id, content_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (person_id, course_id, year) DO NOTHING",
    );
    let values = args![id, person, i64::from(year), entry.at, entry.jp, &entry.course_id, &entry.content_hash];
    conn.run(ADD, values).await.map(drop)
}

/// The entries of a year of some people, by person, the oldest first: what is counted of them needs no more.
pub async fn of_people(conn: &mut Conn, people: &[PersonId], year: i32) -> Result<Vec<(PersonId, Timestamp, i64)>> {
    const OF_PEOPLE: Sql = Sql::new(
        "SELECT h.person_id, h.at, h.jp FROM (VALUES ($1, $2)) AS v
         JOIN learning_hour h ON h.person_id = v.column1 AND h.year = v.column2 ORDER BY h.person_id, h.at, h.id",
    );
    let values = people.iter().map(|person| args![*person, i64::from(year)]).collect();
    let rows: Vec<(uuid::Uuid, i64, i64)> = conn.all_rows(OF_PEOPLE, values).await?;
    Ok(rows.into_iter().map(|(person, at, jp)| (PersonId(person), Timestamp(at), jp)).collect())
}

/// The entries of a year, the oldest first.
pub async fn of_year(conn: &mut Conn, person: PersonId, year: i32) -> Result<Vec<Entry>> {
    const OF_YEAR: Sql = Sql::new(
        "SELECT at, jp, course_id, content_hash FROM learning_hour WHERE person_id = $1 AND year = $2 ORDER BY at, id",
    );
    conn.all(OF_YEAR, args![person, i64::from(year)]).await
}
