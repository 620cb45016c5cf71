//! What happened to cycles and evaluations, and the competencies as they were. Both are append-only.

use domain::id::{CycleId, EvaluationId, PersonId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::{Conn, Result, Sql, args};

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    pub id: RecordId,
    pub cycle: CycleId,
    /// None for what is about the cycle itself.
    pub evaluation: Option<(EvaluationId, PersonId)>,
    pub at: Timestamp,
    /// Nobody where a date or the job did it.
    pub actor: Option<PersonId>,
    pub kind: &'static str,
    /// As JSON.
    pub detail: String,
}

/// An event as it is read.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Happened {
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    pub actor: Option<String>,
    pub kind: String,
    pub detail: String,
}

/// The competencies of a person as they were at a time.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Frozen {
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    pub digest: String,
    /// As JSON.
    pub content: String,
}

pub async fn append(conn: &mut Conn, events: Vec<Event>) -> Result<()> {
    const APPEND: Sql = Sql::new(
        "INSERT INTO evaluation_event (id, cycle_id, evaluation_id, person_id, at, actor_id, kind, detail)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let rows = events.into_iter().map(|event| {
        let (evaluation, person) = event.evaluation.unzip();
        args![event.id, event.cycle, evaluation, person, event.at, event.actor, event.kind, event.detail]
    });
    conn.run_rows(APPEND, rows.collect()).await.map(drop)
}

/// What happened to an evaluation, the oldest first.
pub async fn of_evaluation(conn: &mut Conn, evaluation: EvaluationId) -> Result<Vec<Happened>> {
    const OF_EVALUATION: Sql = Sql::new(
        "SELECT v.at, p.name AS actor, v.kind, v.detail FROM evaluation_event v LEFT JOIN person p ON p.id = v.actor_id
         WHERE v.evaluation_id = $1 ORDER BY v.at, v.id",
    );
    conn.all(OF_EVALUATION, args![evaluation]).await
}

/// What happened to a cycle itself, the oldest first.
pub async fn of_cycle(conn: &mut Conn, cycle: CycleId) -> Result<Vec<Happened>> {
    const OF_CYCLE: Sql = Sql::new(
        "SELECT v.at, p.name AS actor, v.kind, v.detail FROM evaluation_event v LEFT JOIN person p ON p.id = v.actor_id
         WHERE v.cycle_id = $1 AND v.evaluation_id IS NULL
         ORDER BY v.at, CASE v.kind WHEN 'created' THEN 0 WHEN 'opened' THEN 1 WHEN 'closing' THEN 2 WHEN 'closed' THEN 3 ELSE 4 END,
                  v.id",
    );
    conn.all(OF_CYCLE, args![cycle]).await
}

/// Keeps the competencies of a person; the same ones are kept once.
pub async fn freeze(
    conn: &mut Conn,
    id: RecordId,
    (evaluation, person): (EvaluationId, PersonId),
    frozen: &Frozen,
) -> Result<bool> {
    const FREEZE: Sql = Sql::new(
        "INSERT INTO evaluation_evidence (id, evaluation_id, person_id, at, digest, content)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (evaluation_id, digest) DO NOTHING",
    );
    let values = args![id, evaluation, person, frozen.at, frozen.digest.as_str(), frozen.content.as_str()];
    Ok(conn.run(FREEZE, values).await? == 1)
}

/// What was kept of an evaluation, the newest first.
pub async fn frozen(conn: &mut Conn, evaluation: EvaluationId) -> Result<Vec<Frozen>> {
    const FROZEN: Sql = Sql::new(
        "SELECT at, digest, content FROM evaluation_evidence WHERE evaluation_id = $1 ORDER BY at DESC, id DESC",
    );
    conn.all(FROZEN, args![evaluation]).await
}
