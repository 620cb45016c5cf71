//! Evaluations: one of a person in a cycle.

use domain::id::{CycleId, EvaluationId, PersonId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// An evaluation as it is stored, with the names of both.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Evaluation {
    #[sqlx(try_from = "Uuid")]
    pub id: EvaluationId,
    #[sqlx(try_from = "Uuid")]
    pub cycle_id: CycleId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    pub state: String,
    pub result: Option<String>,
    pub behaviour: Option<String>,
    pub predicate: Option<String>,
    pub comment: Option<String>,
    pub response: Option<String>,
    pub objection: Option<String>,
    pub answer: Option<String>,
    pub follow_up: Option<String>,
    pub follow_up_note: Option<String>,
    pub rater_id: Option<Uuid>,
    pub rater: Option<String>,
    pub shared_at: Option<i64>,
    pub objection_until: Option<i64>,
    pub settled_at: Option<i64>,
    pub version: i64,
}

macro_rules! select {
    ($rest:literal) => {
        Sql::new(concat!(
            "SELECT e.id, e.cycle_id, e.person_id, p.name, e.state, e.result, e.behaviour, e.predicate, e.comment, ",
            "e.response, e.objection, e.answer, e.follow_up, e.follow_up_note, e.rater_id, r.name AS rater, e.shared_at, ",
            "e.objection_until, e.settled_at, e.version FROM evaluation e JOIN person p ON p.id = e.person_id ",
            "LEFT JOIN person r ON r.id = e.rater_id ",
            $rest
        ))
    };
}

pub async fn find(conn: &mut Conn, id: EvaluationId) -> Result<Option<Evaluation>> {
    const FIND: Sql = select!("WHERE e.id = $1");
    conn.maybe(FIND, args![id]).await
}

/// A person's evaluations in cycles that have begun, the newest first.
pub async fn of_person(conn: &mut Conn, person: PersonId, limit: u32) -> Result<Vec<Evaluation>> {
    const OF_PERSON: Sql = select!(
        "JOIN evaluation_cycle c ON c.id = e.cycle_id WHERE e.person_id = $1
         ORDER BY c.period_to DESC, c.opens_at DESC, e.id DESC LIMIT $2"
    );
    conn.all(OF_PERSON, args![person, limit]).await
}

/// The evaluations of those whom somebody leads at a time, as [`crate::organisation::leads`] has it, without their own: what
/// waits for the head first.
pub async fn led(
    conn: &mut Conn,
    cycle: CycleId,
    leader: PersonId,
    at: Timestamp,
    (limit, offset): (u32, u32),
) -> Result<Vec<Evaluation>> {
    const LED: Sql = select!(
        "WHERE e.cycle_id = $1 AND e.person_id <> $2 AND e.person_id IN (
             SELECT m.person_id FROM assignment h JOIN unit_period hu ON hu.unit_id = h.unit_id
             JOIN unit_period mu ON mu.path LIKE hu.path || '%' JOIN assignment m ON m.unit_id = mu.unit_id
             WHERE h.person_id = $2 AND h.head AND NOT (m.head AND m.unit_id = h.unit_id)
               AND h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $3)
               AND m.valid_from <= $3 AND (m.valid_to IS NULL OR m.valid_to > $3)
               AND hu.valid_from <= $3 AND (hu.valid_to IS NULL OR hu.valid_to > $3)
               AND mu.valid_from <= $3 AND (mu.valid_to IS NULL OR mu.valid_to > $3))
         ORDER BY CASE e.state WHEN 'objected' THEN 0 WHEN 'draft' THEN 1 WHEN 'shared' THEN 2 ELSE 3 END, p.name, e.id
         LIMIT $4 OFFSET $5"
    );
    conn.all(LED, args![cycle, leader, at, limit, offset]).await
}

/// How many evaluations [`led`] would list without a limit, by state.
pub async fn led_counts(
    conn: &mut Conn,
    cycle: CycleId,
    leader: PersonId,
    at: Timestamp,
) -> Result<Vec<(String, i64)>> {
    const COUNTS: Sql = Sql::new(
        "SELECT e.state, COUNT(*) FROM evaluation e
         WHERE e.cycle_id = $1 AND e.person_id <> $2 AND e.person_id IN (
             SELECT m.person_id FROM assignment h JOIN unit_period hu ON hu.unit_id = h.unit_id
             JOIN unit_period mu ON mu.path LIKE hu.path || '%' JOIN assignment m ON m.unit_id = mu.unit_id
             WHERE h.person_id = $2 AND h.head AND NOT (m.head AND m.unit_id = h.unit_id)
               AND h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $3)
               AND m.valid_from <= $3 AND (m.valid_to IS NULL OR m.valid_to > $3)
               AND hu.valid_from <= $3 AND (hu.valid_to IS NULL OR hu.valid_to > $3)
               AND mu.valid_from <= $3 AND (mu.valid_to IS NULL OR mu.valid_to > $3))
         GROUP BY e.state ORDER BY e.state",
    );
    conn.all(COUNTS, args![cycle, leader, at]).await
}

/// How many evaluations of a cycle are in which state.
pub async fn counts(conn: &mut Conn, cycle: CycleId) -> Result<Vec<(String, i64)>> {
    const COUNTS: Sql =
        Sql::new("SELECT state, COUNT(*) FROM evaluation WHERE cycle_id = $1 GROUP BY state ORDER BY state");
    conn.all(COUNTS, args![cycle]).await
}

/// Evaluations of a cycle from one on, in the order of their ids; only those of a state, if one is named.
pub async fn page(
    conn: &mut Conn,
    cycle: CycleId,
    after: EvaluationId,
    state: Option<&str>,
    limit: u32,
) -> Result<Vec<Evaluation>> {
    const PAGE: Sql = select!(
        "WHERE e.cycle_id = $1 AND e.id > $2 AND (CAST($3 AS TEXT) IS NULL OR e.state = $3) ORDER BY e.id LIMIT $4"
    );
    conn.all(PAGE, args![cycle, after, state, limit]).await
}

/// People who hold a post at a time and are not in a cycle yet, in the order of their ids from after one of them: whoever has
/// been brought in is not gone past again for the next ones.
pub async fn missing(
    conn: &mut Conn,
    cycle: CycleId,
    at: Timestamp,
    (after, limit): (PersonId, u32),
) -> Result<Vec<PersonId>> {
    const MISSING: Sql = Sql::new(
        "SELECT DISTINCT a.person_id FROM assignment a
         WHERE a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2) AND a.person_id > $4
           AND NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.cycle_id = $1 AND e.person_id = a.person_id)
         ORDER BY a.person_id LIMIT $3",
    );
    let people: Vec<(Uuid,)> = conn.all(MISSING, args![cycle, at, limit, after]).await?;
    Ok(people.into_iter().map(|(person,)| PersonId(person)).collect())
}

/// Adds drafts; who is there already stays as they are.
pub async fn insert(conn: &mut Conn, cycle: CycleId, people: Vec<(EvaluationId, PersonId)>) -> Result<u64> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO evaluation (id, cycle_id, person_id, state) VALUES ($1, $2, $3, $4)
         ON CONFLICT (cycle_id, person_id) DO NOTHING",
    );
    let rows = people.into_iter().map(|(id, person)| args![id, cycle, person, "draft"]);
    conn.run_rows(INSERT, rows.collect()).await
}

/// Of evaluations with these ids, those that are there, with whose they are.
pub async fn of_ids(conn: &mut Conn, ids: &[EvaluationId]) -> Result<Vec<(EvaluationId, PersonId)>> {
    const OF_IDS: Sql = Sql::new(
        "SELECT e.id, e.person_id FROM (VALUES ($1)) AS v JOIN evaluation e ON e.id = v.column1 ORDER BY e.person_id",
    );
    let rows: Vec<(Uuid, Uuid)> = conn.all_rows(OF_IDS, ids.iter().map(|id| args![*id]).collect()).await?;
    Ok(rows.into_iter().map(|(id, person)| (id.into(), person.into())).collect())
}

/// What the end of a cycle, or of the time to object, settles, in the order of ids from after one of them.
pub async fn to_settle(
    conn: &mut Conn,
    cycle: CycleId,
    now: Timestamp,
    (after, limit): (EvaluationId, u32),
) -> Result<Vec<Evaluation>> {
    const TO_SETTLE: Sql = select!(
        "WHERE e.cycle_id = $1 AND (e.state IN ('draft', 'acknowledged', 'answered')
               OR e.state = 'shared' AND e.objection_until <= $2) AND e.id > $4 ORDER BY e.id LIMIT $3"
    );
    conn.all(TO_SETTLE, args![cycle, now, limit, after]).await
}

/// Moves an evaluation on that is still as it was read; `false` where somebody was faster.
pub async fn settle(conn: &mut Conn, read: &Evaluation, to: &str, at: Option<Timestamp>) -> Result<bool> {
    const SETTLE: Sql = Sql::new(
        "UPDATE evaluation SET state = $3, settled_at = $4, version = version + 1 WHERE id = $1 AND version = $2",
    );
    Ok(conn.run(SETTLE, args![read.id, read.version, to, at]).await? == 1)
}

/// Stores an evaluation that was changed since it was read; `false` where somebody was faster.
pub async fn change(conn: &mut Conn, new: &Evaluation) -> Result<bool> {
    const CHANGE: Sql = Sql::new(
        "UPDATE evaluation SET state = $3, result = $4, behaviour = $5, predicate = $6, comment = $7, response = $8,
                objection = $9, answer = $10, follow_up = $11, follow_up_note = $12, rater_id = $13, shared_at = $14,
                objection_until = $15, settled_at = $16, version = version + 1
         WHERE id = $1 AND version = $2",
    );
    let values = args![
        new.id,
        new.version,
        new.state.as_str(),
        new.result.as_deref(),
        new.behaviour.as_deref(),
        new.predicate.as_deref(),
        new.comment.as_deref(),
        new.response.as_deref(),
        new.objection.as_deref(),
        new.answer.as_deref(),
        new.follow_up.as_deref(),
        new.follow_up_note.as_deref(),
        new.rater_id,
        new.shared_at,
        new.objection_until,
        new.settled_at
    ];
    Ok(conn.run(CHANGE, values).await? == 1)
}
