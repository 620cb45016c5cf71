//! Enrolments and lessons read.

use domain::id::{CourseId, ItemId, PersonId};
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::{Conn, Result, Sql, args};

/// Enrols; again, it changes nothing.
pub async fn enrol(conn: &mut Conn, person: PersonId, course: &CourseId, now: Timestamp) -> Result<bool> {
    const ENROL: Sql = Sql::new(
        "INSERT INTO enrolment (person_id, course_id, started_at, last_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (person_id, course_id) DO NOTHING",
    );
    Ok(conn.run(ENROL, args![person, course, now]).await? == 1)
}

/// Remembers the place to continue at.
pub async fn visit(conn: &mut Conn, person: PersonId, course: &CourseId, item: &ItemId, now: Timestamp) -> Result<()> {
    const VISIT: Sql =
        Sql::new("UPDATE enrolment SET last_item = $3, last_at = $4 WHERE person_id = $1 AND course_id = $2");
    conn.run(VISIT, args![person, course, item, now]).await.map(drop)
}

/// Marks a lesson as read; again, it keeps the first time.
pub async fn mark_read(
    conn: &mut Conn,
    person: PersonId,
    course: &CourseId,
    item: &ItemId,
    now: Timestamp,
) -> Result<()> {
    const MARK: Sql = Sql::new(
        "INSERT INTO lesson_read (person_id, item_id, course_id, read_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, item_id) DO NOTHING",
    );
    conn.run(MARK, args![person, item, course, now]).await.map(drop)
}

/// Holds a person's place in a course until the end of the transaction, so that two requests that meet the last two
/// requirements at the same time see each other.
pub async fn hold(conn: &mut Conn, person: PersonId, course: &CourseId) -> Result<()> {
    const HOLD: Sql = Sql::new("UPDATE enrolment SET started_at = started_at WHERE person_id = $1 AND course_id = $2");
    conn.run(HOLD, args![person, course]).await.map(drop)
}

/// Notes that a course is complete; `false` where it was already.
pub async fn complete(conn: &mut Conn, person: PersonId, course: &CourseId, now: Timestamp) -> Result<bool> {
    const COMPLETE: Sql = Sql::new(
        "UPDATE enrolment SET completed_at = $3 WHERE person_id = $1 AND course_id = $2 AND completed_at IS NULL",
    );
    Ok(conn.run(COMPLETE, args![person, course, now]).await? == 1)
}

/// A line of somebody's progress.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ProgressRow {
    #[sqlx(try_from = "String")]
    pub course_id: CourseId,
    /// `read`, `attempt`, `last` or `complete`.
    pub kind: String,
    /// The lesson read, the quiz tried or the item opened last; empty for `complete`.
    pub item_id: String,
    /// For `attempt` the best score so far, or -1 where none is finished; else a time.
    pub value: i64,
}

/// Everything about a person's progress in one question to the database.
pub async fn progress(conn: &mut Conn, person: PersonId) -> Result<Vec<ProgressRow>> {
    const PROGRESS: Sql = Sql::new(
        "SELECT course_id, 'read' AS kind, item_id, read_at AS value FROM lesson_read WHERE person_id = $1
         UNION ALL
         SELECT course_id, 'attempt', item_id, MAX(COALESCE(score, -1)) FROM attempt WHERE person_id = $1
         GROUP BY course_id, item_id
         UNION ALL
         SELECT course_id, 'last', COALESCE(last_item, ''), last_at FROM enrolment WHERE person_id = $1
         UNION ALL
         SELECT course_id, 'complete', '', completed_at FROM enrolment
         WHERE person_id = $1 AND completed_at IS NOT NULL",
    );
    conn.all(PROGRESS, args![person]).await
}

/// As [`progress`], in one course: a reading page asks nothing else.
pub async fn progress_in(conn: &mut Conn, person: PersonId, course: &CourseId) -> Result<Vec<ProgressRow>> {
    const PROGRESS_IN: Sql = Sql::new(
        "SELECT course_id, 'read' AS kind, item_id, read_at AS value FROM lesson_read
         WHERE person_id = $1 AND course_id = $2
         UNION ALL
         SELECT course_id, 'attempt', item_id, MAX(COALESCE(score, -1)) FROM attempt
         WHERE person_id = $1 AND course_id = $2 GROUP BY course_id, item_id
         UNION ALL
         SELECT course_id, 'last', COALESCE(last_item, ''), last_at FROM enrolment WHERE person_id = $1 AND course_id = $2
         UNION ALL
         SELECT course_id, 'complete', '', completed_at FROM enrolment
         WHERE person_id = $1 AND course_id = $2 AND completed_at IS NOT NULL",
    );
    conn.all(PROGRESS_IN, args![person, course]).await
}
