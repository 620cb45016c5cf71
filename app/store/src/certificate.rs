//! Certificates.

use domain::id::{ContentHash, CourseId, PersonId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A certificate as anybody may see it: no personal number is on it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Certificate {
    pub number: String,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    #[sqlx(try_from = "String")]
    pub course_id: CourseId,
    #[sqlx(try_from = "String")]
    pub content_hash: ContentHash,
    #[sqlx(try_from = "i64")]
    pub issued_at: Timestamp,
}

/// Issues a certificate; one per person and course version, so again it changes nothing.
pub async fn issue(
    conn: &mut Conn,
    number: &str,
    person: PersonId,
    course: &CourseId,
    hash: &ContentHash,
    now: Timestamp,
) -> Result<()> {
    const ISSUE: Sql = Sql::new(
        "INSERT INTO certificate (number, person_id, course_id, content_hash, issued_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id, course_id, content_hash) DO NOTHING",
    );
    conn.run(ISSUE, args![number, person, course, hash, now]).await.map(drop)
}

pub async fn find(conn: &mut Conn, number: &str) -> Result<Option<Certificate>> {
    const FIND: Sql = Sql::new(
        "SELECT c.number, c.person_id, p.name, c.course_id, c.content_hash, c.issued_at
         FROM certificate c JOIN person p ON p.id = c.person_id WHERE c.number = $1",
    );
    conn.maybe(FIND, args![number]).await
}

/// A person's certificates, the newest first.
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Certificate>> {
    const OF_PERSON: Sql = Sql::new(
        "SELECT c.number, c.person_id, p.name, c.course_id, c.content_hash, c.issued_at
         FROM certificate c JOIN person p ON p.id = c.person_id WHERE c.person_id = $1
         ORDER BY c.issued_at DESC, c.number",
    );
    conn.all(OF_PERSON, args![person]).await
}
