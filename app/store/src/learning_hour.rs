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

/// The entries of a year, the oldest first.
pub async fn of_year(conn: &mut Conn, person: PersonId, year: i32) -> Result<Vec<Entry>> {
    const OF_YEAR: Sql = Sql::new(
        "SELECT at, jp, course_id, content_hash FROM learning_hour WHERE person_id = $1 AND year = $2 ORDER BY at, id",
    );
    conn.all(OF_YEAR, args![person, i64::from(year)]).await
}
