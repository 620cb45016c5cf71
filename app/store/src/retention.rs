//! What goes when its time is over.

use domain::id::{AttemptId, PersonId, QuestionId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A free answer with what its marker wrote.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct FreeText {
    #[sqlx(try_from = "Uuid")]
    pub attempt_id: AttemptId,
    #[sqlx(try_from = "String")]
    pub question_id: QuestionId,
    /// As JSON.
    pub marking: Option<String>,
}

/// How a free answer begins, as [`domain::answer::Answer`] writes it.
const ESSAY: &str = r#"{"kind":"essay"%"#;

/// Notes that the periods are applied today; `false` where another server has done it.
pub async fn begin(conn: &mut Conn, day: i64, now: Timestamp) -> Result<bool> {
    const BEGIN: Sql = Sql::new("INSERT INTO retention_run (day, at) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING");
    Ok(conn.run(BEGIN, args![day, now]).await? == 1)
}

/// Failed sign-ins from before then.
pub async fn forget_failures(conn: &mut Conn, before: Timestamp) -> Result<u64> {
    const FORGET: Sql = Sql::new("DELETE FROM sign_in_failure WHERE at < $1");
    conn.run(FORGET, args![before]).await
}

/// The marks of who looked at whom; the audit log keeps what they stand for.
pub async fn forget_looks(conn: &mut Conn, before: Timestamp) -> Result<u64> {
    const FORGET: Sql = Sql::new("DELETE FROM profile_access WHERE hour < $1");
    conn.run(FORGET, args![crate::profile_access::hour(before)]).await
}

/// The texts of requests that were answered before then.
pub async fn blank_requests(conn: &mut Conn, before: Timestamp, instead: &str) -> Result<u64> {
    const BLANK: Sql = Sql::new("UPDATE data_request SET text = $2, answer = $2 WHERE answered_at < $1 AND text <> $2");
    conn.run(BLANK, args![before, instead]).await
}

/// The texts of a person's requests.
pub async fn blank_requests_of(conn: &mut Conn, person: PersonId, instead: &str) -> Result<u64> {
    const BLANK: Sql = Sql::new("UPDATE data_request SET text = $2 WHERE person_id = $1 AND text <> $2");
    conn.run(BLANK, args![person, instead]).await
}

/// Free answers of attempts that were begun before then, of one person or of everybody. `instead` is the answer
/// that stands where a text is gone already.
pub async fn free_texts(
    conn: &mut Conn,
    person: Option<PersonId>,
    before: Timestamp,
    instead: &str,
    limit: u32,
) -> Result<Vec<FreeText>> {
    const FREE_TEXTS: Sql = Sql::new(
        "SELECT w.attempt_id, w.question_id, w.marking FROM attempt a JOIN answer w ON w.attempt_id = a.id
         WHERE a.started_at < $2 AND ($1 IS NULL OR a.person_id = $1) AND w.answer LIKE $5
           AND w.answer <> $3 ORDER BY w.attempt_id, w.question_id LIMIT $4",
    );
    conn.all(FREE_TEXTS, args![person, before, instead, limit, ESSAY]).await
}

/// Puts something else where a free answer and its marker's words were. The score stays.
pub async fn blank_free_text(conn: &mut Conn, text: &FreeText, instead: &str) -> Result<()> {
    const BLANK: Sql =
        Sql::new("UPDATE answer SET answer = $3, marking = $4 WHERE attempt_id = $1 AND question_id = $2");
    conn.run(BLANK, args![text.attempt_id, &text.question_id, instead, text.marking.as_deref()]).await.map(drop)
}
