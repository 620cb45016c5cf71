//! Saved answers.

use domain::attempt::NETWORK_GRACE_MILLIS;
use domain::id::{AttemptId, PersonId, QuestionId};
use domain::score::PerMille;
use domain::time::Timestamp;
use serde_json::{Value, json};
use sqlx::FromRow;

use crate::{Conn, Result, Sql, args};

/// A saved answer.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct SavedAnswer {
    #[sqlx(try_from = "String")]
    pub question_id: QuestionId,
    /// The answer as JSON.
    pub answer: String,
    pub device: String,
    pub number: i64,
    #[sqlx(try_from = "i64")]
    pub saved_at: Timestamp,
    pub score: Option<i64>,
    /// How a person marked it, as JSON.
    pub marking: Option<String>,
}

impl SavedAnswer {
    pub fn score(&self) -> Option<PerMille> {
        self.score.map(PerMille::from)
    }
}

/// An answer to save.
pub struct NewAnswer {
    pub attempt: AttemptId,
    pub person: PersonId,
    pub question: QuestionId,
    pub answer: String,
    pub device: String,
    pub number: i64,
    pub now: Timestamp,
}

macro_rules! save_text {
    ($lock:literal) => {
        concat!(
            "INSERT INTO answer (attempt_id, question_id, answer, device, number, saved_at)
             SELECT a.id, $3, $4, $5, $6, $7 FROM attempt a
             WHERE a.id = $1 AND a.person_id = $2 AND a.state IN ('open', 'in-progress')
               AND (a.deadline_at IS NULL OR a.deadline_at + $8 >= $7) ",
            $lock,
            " ON CONFLICT (attempt_id, question_id) DO UPDATE
             SET answer = excluded.answer, device = excluded.device, number = excluded.number,
                 saved_at = excluded.saved_at
             WHERE answer.device <> excluded.device OR answer.number < excluded.number"
        )
    };
}

/// Saves an answer if the attempt is that person's, is running and in time. A message that a device sends again, or one
/// that was overtaken by a newer one of the same device, changes nothing. `false` where nothing was saved.
///
/// One statement: with its lock it cannot slip in between the grading of an attempt and the end of that transaction.
pub async fn save(conn: &mut Conn, new: NewAnswer) -> Result<bool> {
    const SAVE: Sql = Sql::two(save_text!(""), save_text!("FOR SHARE"));
    let NewAnswer { attempt, person, question, answer, device, number, now } = new;
    let values = args![attempt, person, &question, answer, device, number, now, NETWORK_GRACE_MILLIS];
    Ok(conn.run(SAVE, values).await? == 1)
}

/// The answers of an attempt.
pub async fn of_attempt(conn: &mut Conn, attempt: AttemptId) -> Result<Vec<SavedAnswer>> {
    const OF_ATTEMPT: Sql = Sql::new(
        "SELECT question_id, answer, device, number, saved_at, score, marking FROM answer
         WHERE attempt_id = $1 ORDER BY question_id",
    );
    conn.all(OF_ATTEMPT, args![attempt]).await
}

macro_rules! save_all_text {
    ($lock:literal, $json:literal) => {
        concat!(
            "INSERT INTO answer (attempt_id, question_id, answer, device, number, saved_at)
             SELECT a.id, e.key, e.value->>'answer', e.value->>'device', CAST(e.value->>'number' AS BIGINT), $3
             FROM (SELECT id FROM attempt WHERE id = $1 AND person_id = $2 AND state IN ('open', 'in-progress')
                   AND (deadline_at IS NULL OR deadline_at + $4 >= $3) ",
            $lock,
            ") a, json_each($5",
            $json,
            ") e WHERE TRUE
             ON CONFLICT (attempt_id, question_id) DO UPDATE
             SET answer = excluded.answer, device = excluded.device, number = excluded.number,
                 saved_at = excluded.saved_at
             WHERE answer.device <> excluded.device OR answer.number < excluded.number"
        )
    };
}

/// As [`save`], many answers of one attempt in one statement. Of two answers to a question the last counts.
pub async fn save_all(
    conn: &mut Conn,
    attempt: AttemptId,
    person: PersonId,
    now: Timestamp,
    answers: &[NewAnswer],
) -> Result<()> {
    const SAVE_ALL: Sql = Sql::two(save_all_text!("", ""), save_all_text!("FOR SHARE", "::json"));
    if answers.is_empty() {
        return Ok(());
    }
    let rows = answers.iter().map(|new| {
        let row = json!({ "answer": new.answer, "device": new.device, "number": new.number });
        (new.question.as_str().to_owned(), row)
    });
    let rows = Value::Object(rows.collect()).to_string();
    conn.run(SAVE_ALL, args![attempt, person, now, NETWORK_GRACE_MILLIS, rows]).await.map(drop)
}

macro_rules! score_text {
    ($json:literal) => {
        concat!(
            "UPDATE answer SET score = (SELECT CAST(CAST(e.value AS TEXT) AS BIGINT) FROM json_each($2",
            $json,
            ") e WHERE e.key = answer.question_id)
             WHERE attempt_id = $1 AND question_id IN (SELECT e.key FROM json_each($2",
            $json,
            ") e)"
        )
    };
}

/// Stores the scores of answers of an attempt.
pub async fn set_scores(conn: &mut Conn, attempt: AttemptId, scores: &[(&QuestionId, PerMille)]) -> Result<()> {
    const SCORES: Sql = Sql::two(score_text!(""), score_text!("::json"));
    let scores = scores.iter().map(|(question, score)| (question.as_str().to_owned(), Value::from(score.get())));
    let scores = Value::Object(scores.collect()).to_string();
    conn.run(SCORES, args![attempt, scores]).await.map(drop)
}

/// Stores how a person marked an answer; `false` where somebody has marked it already.
pub async fn set_marking(
    conn: &mut Conn,
    attempt: AttemptId,
    question: &QuestionId,
    score: PerMille,
    marking: &str,
) -> Result<bool> {
    const MARKING: Sql = Sql::new(
        "UPDATE answer SET score = $3, marking = $4 WHERE attempt_id = $1 AND question_id = $2 AND marking IS NULL",
    );
    Ok(conn.run(MARKING, args![attempt, question, score, marking]).await? == 1)
}
