//! Rows of many people with what they learned, a few thousand at a time: how a synthetic city is written. Nobody is put
//! into the queue of the totals here: whoever calls this asks for everybody to be counted afterwards (`total::sweep`).

use domain::competency::CompetencyState;
use domain::id::{AttemptId, CompetencyId, ContentHash, CourseId, PersonId, RecordId};
use domain::time::Timestamp;

use crate::answer::SavedAnswer;
use crate::attempt::Attempt;
use crate::evidence::Entry;
use crate::organisation::{Assignment, Person};
use crate::{Conn, Error, Result, Sql, args};

/// Somebody new in their post.
pub struct Settled {
    pub person: Person,
    /// How many entries their ledger has.
    pub ledger: i64,
    /// Kind and digits.
    pub number: (&'static str, String),
    pub assignment: Assignment,
    pub status: Option<&'static str>,
}

/// A course that was completed.
pub struct Completed {
    pub person: PersonId,
    pub course: CourseId,
    pub hash: ContentHash,
    pub started_at: Timestamp,
    /// `None`: begun only.
    pub done: Option<Done>,
}

/// What completing a course brings.
pub struct Done {
    pub at: Timestamp,
    pub hours: RecordId,
    pub jp: i64,
    pub certificate: String,
}

/// What people did.
#[derive(Default)]
pub struct Histories {
    pub courses: Vec<Completed>,
    pub attempts: Vec<Attempt>,
    pub answers: Vec<(AttemptId, SavedAnswer)>,
    pub evidence: Vec<(PersonId, Entry)>,
    pub states: Vec<(PersonId, CompetencyId, CompetencyState)>,
}

/// Adds people, each with a number, a post and maybe a status from when the post began.
pub async fn insert_people(conn: &mut Conn, all: &[Settled]) -> Result<()> {
    const PERSON: Sql = Sql::new("INSERT INTO person (id, name, kind, ledger_seq) VALUES ($1, $2, $3, $4)");
    const NUMBER: Sql =
        Sql::new("INSERT INTO person_number (person_id, kind, number, valid_from) VALUES ($1, $2, $3, $4)");
    const POST: Sql = Sql::new(
        "INSERT INTO assignment (id, person_id, unit_id, position_id, basis, head, valid_from)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    const STATUS: Sql = Sql::new("INSERT INTO person_status (person_id, status, valid_from) VALUES ($1, $2, $3)");
    let person = |settled: &Settled| {
        let Person { id, name, kind } = &settled.person;
        args![*id, name.as_str(), kind.as_str(), settled.ledger]
    };
    let number = |settled: &Settled| {
        let (kind, digits) = &settled.number;
        args![settled.person.id, *kind, digits.as_str(), settled.assignment.valid_from]
    };
    let post = |settled: &Settled| {
        let Assignment { id, person_id, unit_id, position_id, basis, head, valid_from, .. } = &settled.assignment;
        args![*id, *person_id, *unit_id, position_id, basis.as_str(), *head, *valid_from]
    };
    let status = |settled: &Settled| {
        settled.status.map(|status| args![settled.person.id, status, settled.assignment.valid_from])
    };
    conn.load_rows(PERSON, all.iter().map(person).collect()).await?;
    conn.load_rows(NUMBER, all.iter().map(number).collect()).await?;
    conn.load_rows(POST, all.iter().map(post).collect()).await?;
    conn.load_rows(STATUS, all.iter().filter_map(status).collect()).await.map(drop)
}

/// Adds what people did, and the states that follow from it.
pub async fn insert_histories(conn: &mut Conn, all: &Histories, now: Timestamp) -> Result<()> {
    insert_courses(conn, &all.courses).await?;
    insert_attempts(conn, &all.attempts).await?;
    insert_answers(conn, &all.answers).await?;
    insert_evidence(conn, &all.evidence).await?;
    insert_states(conn, &all.states, now).await
}

/// Looks at what the tables hold now, so that plans fit it: after very many new rows.
pub async fn look_over(conn: &mut Conn) -> Result<()> {
    const ANALYZE: Sql = Sql::new("ANALYZE");
    conn.run(ANALYZE, args![]).await.map(drop)
}

async fn insert_courses(conn: &mut Conn, all: &[Completed]) -> Result<()> {
    const ENROLMENT: Sql = Sql::new(
        "INSERT INTO enrolment (person_id, course_id, started_at, last_at, completed_at) VALUES ($1, $2, $3, $4, $5)",
    );
    const HOURS: Sql = Sql::new(
        "INSERT INTO learning_hour (id, person_id, year, at, jp, course_id, content_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    const CERTIFICATE: Sql = Sql::new(
        "INSERT INTO certificate (number, person_id, course_id, content_hash, issued_at) VALUES ($1, $2, $3, $4, $5)",
    );
    let enrolment = |row: &Completed| {
        let done = row.done.as_ref().map(|done| done.at);
        args![row.person, &row.course, row.started_at, done.unwrap_or(row.started_at), done]
    };
    let done = |row: &Completed| {
        let done = row.done.as_ref()?;
        let hours = args![done.hours, row.person, i64::from(done.at.year()), done.at, done.jp, &row.course, &row.hash];
        Some((hours, args![done.certificate.as_str(), row.person, &row.course, &row.hash, done.at]))
    };
    let (hours, certificates) = all.iter().filter_map(done).unzip();
    conn.load_rows(ENROLMENT, all.iter().map(enrolment).collect()).await?;
    conn.load_rows(HOURS, hours).await?;
    conn.load_rows(CERTIFICATE, certificates).await.map(drop)
}

async fn insert_attempts(conn: &mut Conn, all: &[Attempt]) -> Result<()> {
    const ATTEMPT: Sql = Sql::new(
        "INSERT INTO attempt (id, person_id, course_id, item_id, content_hash, number, seed, plan, state, started_at,
                              deadline_at, finished_at, score, passed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    );
    let row = |attempt: &Attempt| {
        args![
            attempt.id,
            attempt.person_id,
            &attempt.course_id,
            &attempt.item_id,
            &attempt.content_hash,
            attempt.number,
            attempt.seed,
            attempt.plan.as_str(),
            attempt.state.as_str(),
            attempt.started_at,
            attempt.deadline_at,
            attempt.finished_at,
            attempt.score,
            attempt.passed
        ]
    };
    conn.load_rows(ATTEMPT, all.iter().map(row).collect()).await.map(drop)
}

async fn insert_answers(conn: &mut Conn, all: &[(AttemptId, SavedAnswer)]) -> Result<()> {
    const ANSWER: Sql = Sql::new(
        "INSERT INTO answer (attempt_id, question_id, answer, device, number, saved_at, score)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    let row = |(attempt, saved): &(AttemptId, SavedAnswer)| {
        let SavedAnswer { question_id, answer, device, number, saved_at, score, .. } = saved;
        args![*attempt, question_id, answer.as_str(), device.as_str(), *number, *saved_at, *score]
    };
    conn.load_rows(ANSWER, all.iter().map(row).collect()).await.map(drop)
}

async fn insert_evidence(conn: &mut Conn, all: &[(PersonId, Entry)]) -> Result<()> {
    const EVIDENCE: Sql = Sql::new(
        "INSERT INTO evidence (id, person_id, seq, course_id, question_id, case_id, competency_id, level, score,
                               attempt_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    let row = |(person, entry): &(PersonId, Entry)| {
        args![
            entry.id,
            *person,
            entry.seq,
            &entry.course_id,
            &entry.question_id,
            entry.case_id.clone(),
            &entry.competency_id,
            entry.level,
            entry.score,
            entry.attempt_id,
            entry.at
        ]
    };
    conn.load_rows(EVIDENCE, all.iter().map(row).collect()).await.map(drop)
}

async fn insert_states(
    conn: &mut Conn,
    all: &[(PersonId, CompetencyId, CompetencyState)],
    now: Timestamp,
) -> Result<()> {
    const STATE: Sql =
        Sql::new("INSERT INTO competency_state (person_id, competency_id, state, updated_at) VALUES ($1, $2, $3, $4)");
    let row = |(person, competency, state): &(PersonId, CompetencyId, CompetencyState)| {
        let text =
            serde_json::to_string(state).map_err(|error| Error::Corrupt(format!("competency state: {error}")))?;
        Ok(args![*person, competency, text, state.verified.unwrap_or(now)])
    };
    conn.load_rows(STATE, all.iter().map(row).collect::<Result<_>>()?).await.map(drop)
}
