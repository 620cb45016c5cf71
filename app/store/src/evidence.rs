//! The evidence ledger: append-only.

use domain::evidence::Evidence;
use domain::id::{AttemptId, CompetencyId, CourseId, EvidenceId, PersonId, QuestionId};
use domain::level::Level;
use domain::score::PerMille;
use domain::time::Timestamp;
use serde_json::{Value, json};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// An entry of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Entry {
    #[sqlx(try_from = "Uuid")]
    pub id: EvidenceId,
    pub seq: i64,
    #[sqlx(try_from = "String")]
    pub course_id: CourseId,
    #[sqlx(try_from = "String")]
    pub question_id: QuestionId,
    pub case_id: Option<String>,
    #[sqlx(try_from = "String")]
    pub competency_id: CompetencyId,
    #[sqlx(try_from = "i64")]
    pub level: Level,
    #[sqlx(try_from = "i64")]
    pub score: PerMille,
    #[sqlx(try_from = "Uuid")]
    pub attempt_id: AttemptId,
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
}

impl Entry {
    /// The entry as the measurement sees it.
    pub fn evidence(&self) -> Evidence {
        Evidence {
            seq: self.seq,
            competency: self.competency_id.clone(),
            level: self.level,
            question: self.question_id.clone(),
            case: self.case_id.clone().map(QuestionId::new),
            score: self.score,
            at: self.at,
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        Sql::new(concat!(
            "SELECT id, seq, course_id, question_id, case_id, competency_id, level, score, attempt_id, at FROM evidence ",
            $rest
        ))
    };
}

/// Takes `count` numbers of a person's ledger and returns the last. The person's ledger is held until the transaction ends.
pub async fn take_numbers(conn: &mut Conn, person: PersonId, count: u32) -> Result<i64> {
    const TAKE: Sql = Sql::new("UPDATE person SET ledger_seq = ledger_seq + $2 WHERE id = $1 RETURNING ledger_seq");
    Ok(conn.one::<(i64,)>(TAKE, args![person, count]).await?.0)
}

macro_rules! append_text {
    ($uuid:literal, $end:literal, $json:literal) => {
        concat!(
            "INSERT INTO evidence (id, person_id, seq, course_id, question_id, case_id, competency_id, level, score,
                                   attempt_id, at)
             SELECT ",
            $uuid,
            "e.value->>'id'",
            $end,
            ", $1, CAST(e.value->>'seq' AS BIGINT), e.value->>'course',
                    e.value->>'question', e.value->>'case', e.value->>'competency',
                    CAST(e.value->>'level' AS BIGINT), CAST(e.value->>'score' AS BIGINT), $2, $3
             FROM json_each($4",
            $json,
            ") e"
        )
    };
}

/// Appends entries of one attempt and moment.
pub async fn append(conn: &mut Conn, person: PersonId, entries: &[Entry]) -> Result<()> {
    const APPEND: Sql = Sql::two(append_text!("unhex(", ")", ""), append_text!("CAST(", " AS UUID)", "::json"));
    let Some(Entry { attempt_id, at, .. }) = entries.first() else { return Ok(()) };
    let rows = entries.iter().map(|entry| {
        let row = json!({
            "id": entry.id.0.simple().to_string(),
            "seq": entry.seq,
            "course": entry.course_id.as_str(),
            "question": entry.question_id.as_str(),
            "case": entry.case_id,
            "competency": entry.competency_id.as_str(),
            "level": entry.level.get(),
            "score": entry.score.get(),
        });
        (entry.seq.to_string(), row)
    });
    let rows = Value::Object(rows.collect()).to_string();
    conn.run(APPEND, args![person, *attempt_id, *at, rows]).await.map(drop)
}

/// A person's whole ledger, the oldest entry first.
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Entry>> {
    const OF_PERSON: Sql = select!("WHERE person_id = $1 ORDER BY seq");
    conn.all(OF_PERSON, args![person]).await
}

/// A person's entries for one competency, the oldest first.
pub async fn of_competency(conn: &mut Conn, person: PersonId, competency: &CompetencyId) -> Result<Vec<Entry>> {
    const OF_COMPETENCY: Sql = select!("WHERE person_id = $1 AND competency_id = $2 ORDER BY seq");
    conn.all(OF_COMPETENCY, args![person, competency]).await
}

/// People with evidence after `last`, in the order of ids, for replays.
pub async fn people_after(conn: &mut Conn, last: PersonId, limit: u32) -> Result<Vec<PersonId>> {
    const PEOPLE: Sql = Sql::new(
        "SELECT id FROM person p WHERE id > $1 AND (ledger_seq > 0
            OR EXISTS (SELECT 1 FROM competency_state s WHERE s.person_id = p.id)) ORDER BY id LIMIT $2",
    );
    Ok(conn.all::<(Uuid,)>(PEOPLE, args![last, limit]).await?.into_iter().map(|(id,)| PersonId(id)).collect())
}
