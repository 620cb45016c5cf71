//! The sheets of a whole unit: what is to be made, what is made, and how far it is.

use domain::id::{CycleId, EvaluationId, PersonId, RecordId, UnitId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// The sheets of a unit that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Batch {
    #[sqlx(try_from = "Uuid")]
    pub id: RecordId,
    #[sqlx(try_from = "Uuid")]
    pub cycle_id: CycleId,
    #[sqlx(try_from = "Uuid")]
    pub unit_id: UnitId,
    pub unit_name: String,
    #[sqlx(try_from = "Uuid")]
    pub asked_by: PersonId,
    /// Their name now.
    pub asker: Option<String>,
    #[sqlx(try_from = "i64")]
    pub asked_at: Timestamp,
    pub lang: String,
    pub finished_at: Option<i64>,
    pub people: i64,
    pub made: i64,
    pub failed: i64,
}

/// One sheet of a batch.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Part {
    #[sqlx(try_from = "Uuid")]
    pub evaluation_id: EvaluationId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    pub place: i64,
    pub state: String,
    pub content: Option<Vec<u8>>,
}

macro_rules! select {
    ($rest:literal) => {
        Sql::new(concat!(
            "SELECT b.id, b.cycle_id, b.unit_id, b.unit_name, b.asked_by, a.name AS asker, b.asked_at, b.lang, ",
            "b.finished_at, (SELECT COUNT(*) FROM sheet_part p WHERE p.batch_id = b.id) AS people, ",
            "(SELECT COUNT(*) FROM sheet_part p WHERE p.batch_id = b.id AND p.state = 'made') AS made, ",
            "(SELECT COUNT(*) FROM sheet_part p WHERE p.batch_id = b.id AND p.state = 'failed') AS failed ",
            "FROM sheet_batch b LEFT JOIN person a ON a.id = b.asked_by ",
            $rest
        ))
    };
}

/// How many people of a unit and everything below it have an evaluation that was shared.
pub async fn people(conn: &mut Conn, cycle: CycleId, path: &str, at: Timestamp) -> Result<i64> {
    const PEOPLE: Sql = Sql::new(
        "SELECT COUNT(*) FROM evaluation e
         WHERE e.cycle_id = $1 AND e.state NOT IN ('draft', 'unrated') AND e.person_id IN (
             SELECT m.person_id FROM assignment m JOIN unit_period u ON u.unit_id = m.unit_id
             WHERE u.path LIKE $2 || '%' AND m.valid_from <= $3 AND (m.valid_to IS NULL OR m.valid_to > $3)
               AND u.valid_from <= $3 AND (u.valid_to IS NULL OR u.valid_to > $3))",
    );
    Ok(conn.one::<(i64,)>(PEOPLE, args![cycle, path, at]).await?.0)
}

/// Notes what is to be made: a sheet for each of those whom [`people`] counts. `false` where the same is being made already.
pub async fn insert(conn: &mut Conn, new: &Batch, path: &str) -> Result<bool> {
    const BATCH: Sql = Sql::new(
        "INSERT INTO sheet_batch (id, cycle_id, unit_id, unit_name, asked_by, asked_at, lang, held_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
         ON CONFLICT (cycle_id, unit_id, lang) WHERE finished_at IS NULL DO NOTHING",
    );
    const PARTS: Sql = Sql::new(
        "INSERT INTO sheet_part (batch_id, evaluation_id, person_id, place, state)
         SELECT $4, e.id, e.person_id, ROW_NUMBER() OVER (ORDER BY p.name, e.id), 'waiting'
         FROM evaluation e JOIN person p ON p.id = e.person_id
         WHERE e.cycle_id = $1 AND e.state NOT IN ('draft', 'unrated') AND e.person_id IN (
             SELECT m.person_id FROM assignment m JOIN unit_period u ON u.unit_id = m.unit_id
             WHERE u.path LIKE $2 || '%' AND m.valid_from <= $3 AND (m.valid_to IS NULL OR m.valid_to > $3)
               AND u.valid_from <= $3 AND (u.valid_to IS NULL OR u.valid_to > $3))",
    );
    let (unit, lang) = (new.unit_name.as_str(), new.lang.as_str());
    let values = args![new.id, new.cycle_id, new.unit_id, unit, new.asked_by, new.asked_at, lang];
    if conn.run(BATCH, values).await? == 0 {
        return Ok(false);
    }
    conn.run(PARTS, args![new.cycle_id, path, new.asked_at, new.id]).await?;
    Ok(true)
}

/// The one of a unit in a language that is being made.
pub async fn running(conn: &mut Conn, cycle: CycleId, unit: UnitId, lang: &str) -> Result<Option<RecordId>> {
    const RUNNING: Sql = Sql::new(
        "SELECT id FROM sheet_batch WHERE cycle_id = $1 AND unit_id = $2 AND lang = $3 AND finished_at IS NULL",
    );
    Ok(conn.maybe::<(Uuid,)>(RUNNING, args![cycle, unit, lang]).await?.map(|(id,)| RecordId(id)))
}

pub async fn find(conn: &mut Conn, id: RecordId) -> Result<Option<Batch>> {
    const FIND: Sql = select!("WHERE b.id = $1");
    conn.maybe(FIND, args![id]).await
}

/// Those of a cycle, the newest first.
pub async fn of_cycle(conn: &mut Conn, cycle: CycleId, limit: u32) -> Result<Vec<Batch>> {
    const OF_CYCLE: Sql = select!("WHERE b.cycle_id = $1 ORDER BY b.asked_at DESC, b.id DESC LIMIT $2");
    conn.all(OF_CYCLE, args![cycle, limit]).await
}

/// Those of a cycle that are of a unit that somebody leads at a time, or of one below it; the newest first.
pub async fn of_head(
    conn: &mut Conn,
    cycle: CycleId,
    (head, at): (PersonId, Timestamp),
    limit: u32,
) -> Result<Vec<Batch>> {
    const OF_HEAD: Sql = select!(
        "WHERE b.cycle_id = $1 AND EXISTS (
             SELECT 1 FROM assignment h JOIN unit_period hu ON hu.unit_id = h.unit_id
             JOIN unit_period u ON u.path LIKE hu.path || '%'
             WHERE h.person_id = $2 AND h.head AND u.unit_id = b.unit_id
               AND h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $3)
               AND hu.valid_from <= $3 AND (hu.valid_to IS NULL OR hu.valid_to > $3)
               AND u.valid_from <= $3 AND (u.valid_to IS NULL OR u.valid_to > $3))
         ORDER BY b.asked_at DESC, b.id DESC LIMIT $4"
    );
    conn.all(OF_HEAD, args![cycle, head, at, limit]).await
}

/// One that is not finished and that no server works on, the oldest first.
pub async fn waiting(conn: &mut Conn, now: Timestamp) -> Result<Option<Batch>> {
    const WAITING: Sql =
        select!("WHERE b.finished_at IS NULL AND b.held_until <= $1 ORDER BY b.asked_at, b.id LIMIT 1");
    conn.maybe(WAITING, args![now]).await
}

/// Takes it to work on until a time; `false` where another server was faster.
pub async fn hold(conn: &mut Conn, id: RecordId, now: Timestamp, until: Timestamp) -> Result<bool> {
    const HOLD: Sql =
        Sql::new("UPDATE sheet_batch SET held_until = $3 WHERE id = $1 AND finished_at IS NULL AND held_until <= $2");
    Ok(conn.run(HOLD, args![id, now, until]).await? == 1)
}

/// The next sheet to be made.
pub async fn next(conn: &mut Conn, id: RecordId) -> Result<Option<Part>> {
    const NEXT: Sql = Sql::new(
        "SELECT s.evaluation_id, s.person_id, p.name, s.place, s.state, s.content
         FROM sheet_part s JOIN person p ON p.id = s.person_id
         WHERE s.batch_id = $1 AND s.state = 'waiting' ORDER BY s.place LIMIT 1",
    );
    conn.maybe(NEXT, args![id]).await
}

/// Keeps a sheet, or that there is none, and goes on holding the batch.
pub async fn put(
    conn: &mut Conn,
    id: RecordId,
    evaluation: EvaluationId,
    content: Option<Vec<u8>>,
    until: Timestamp,
) -> Result<()> {
    const PUT: Sql =
        Sql::new("UPDATE sheet_part SET state = $3, content = $4 WHERE batch_id = $1 AND evaluation_id = $2");
    const GO_ON: Sql = Sql::new("UPDATE sheet_batch SET held_until = $2 WHERE id = $1");
    let state = if content.is_some() { "made" } else { "failed" };
    conn.run(PUT, args![id, evaluation, state, content]).await?;
    conn.run(GO_ON, args![id, until]).await.map(drop)
}

/// Everything is made, or known not to be.
pub async fn finish(conn: &mut Conn, id: RecordId, now: Timestamp) -> Result<()> {
    const FINISH: Sql = Sql::new("UPDATE sheet_batch SET finished_at = $2, held_until = 0 WHERE id = $1");
    conn.run(FINISH, args![id, now]).await.map(drop)
}

/// Sheets after a place, in order.
pub async fn after(conn: &mut Conn, id: RecordId, place: i64, limit: u32) -> Result<Vec<Part>> {
    const AFTER: Sql = Sql::new(
        "SELECT s.evaluation_id, s.person_id, p.name, s.place, s.state, s.content
         FROM sheet_part s JOIN person p ON p.id = s.person_id
         WHERE s.batch_id = $1 AND s.place > $2 ORDER BY s.place LIMIT $3",
    );
    conn.all(AFTER, args![id, place, limit]).await
}

/// Whose sheets could not be made: evaluation and name.
pub async fn failed(conn: &mut Conn, id: RecordId) -> Result<Vec<(EvaluationId, String)>> {
    const FAILED: Sql = Sql::new(
        "SELECT s.evaluation_id, p.name FROM sheet_part s JOIN person p ON p.id = s.person_id
         WHERE s.batch_id = $1 AND s.state = 'failed' ORDER BY s.place",
    );
    let rows: Vec<(Uuid, String)> = conn.all(FAILED, args![id]).await?;
    Ok(rows.into_iter().map(|(evaluation, name)| (EvaluationId(evaluation), name)).collect())
}

/// Those that were asked for before then, with every sheet in them.
pub async fn forget(conn: &mut Conn, before: Timestamp) -> Result<u64> {
    const PARTS: Sql =
        Sql::new("DELETE FROM sheet_part WHERE batch_id IN (SELECT b.id FROM sheet_batch b WHERE b.asked_at < $1)");
    const BATCHES: Sql = Sql::new("DELETE FROM sheet_batch WHERE asked_at < $1");
    conn.run(PARTS, args![before]).await?;
    conn.run(BATCHES, args![before]).await
}
