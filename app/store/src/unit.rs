//! Units over time: the tree of any day, and what changes it.

use domain::id::{AssignmentId, UnitId};
use domain::time::Timestamp;
use domain::unit::UnitState;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A unit in its newest state.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct UnitRecord {
    #[sqlx(try_from = "Uuid")]
    pub id: UnitId,
    pub parent_id: Option<Uuid>,
    pub name: String,
    pub kind: String,
    pub path: String,
    /// Its name in other systems.
    pub code: Option<String>,
    /// When it ended or will.
    pub ended_at: Option<i64>,
    /// What it became a part of.
    pub successor_id: Option<Uuid>,
    /// Since when this state holds.
    #[sqlx(try_from = "i64")]
    pub since: Timestamp,
}

impl UnitRecord {
    pub fn state(&self) -> UnitState {
        UnitState {
            id: self.id,
            parent: self.parent_id.map(UnitId),
            name: self.name.clone(),
            kind: self.kind.clone(),
            path: self.path.clone(),
        }
    }
}

/// What a unit was for a time.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct UnitPeriod {
    #[sqlx(try_from = "Uuid")]
    pub unit_id: UnitId,
    pub parent_id: Option<Uuid>,
    pub name: String,
    pub kind: String,
    pub path: String,
    #[sqlx(try_from = "i64")]
    pub valid_from: Timestamp,
    pub valid_to: Option<i64>,
}

impl UnitPeriod {
    pub fn state(&self) -> UnitState {
        UnitState {
            id: self.unit_id,
            parent: self.parent_id.map(UnitId),
            name: self.name.clone(),
            kind: self.kind.clone(),
            path: self.path.clone(),
        }
    }
}

/// Somebody's time in a unit, as a merger needs it.
#[derive(Clone, Debug, FromRow)]
pub struct Posted {
    #[sqlx(try_from = "Uuid")]
    pub id: AssignmentId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: domain::id::PersonId,
    pub position_id: String,
    pub basis: String,
    pub valid_to: Option<i64>,
}

/// Adds units, parents first, each with its code, from a time on.
pub async fn insert(conn: &mut Conn, units: Vec<(UnitState, String)>, from: Timestamp) -> Result<()> {
    const INSERT: Sql =
        Sql::new("INSERT INTO unit (id, parent_id, name, kind, path, code) VALUES ($1, $2, $3, $4, $5, $6)");
    let row = |(unit, code): &(UnitState, String)| {
        args![unit.id, unit.parent, unit.name.as_str(), unit.kind.as_str(), unit.path.as_str(), code.as_str()]
    };
    conn.run_rows(INSERT, units.iter().map(row).collect()).await?;
    insert_periods(conn, units.iter().map(|(unit, _)| unit), from).await
}

async fn insert_periods(conn: &mut Conn, units: impl Iterator<Item = &UnitState>, from: Timestamp) -> Result<()> {
    const PERIOD: Sql = Sql::new(
        "INSERT INTO unit_period (unit_id, name, kind, parent_id, path, valid_from) VALUES ($1, $2, $3, $4, $5, $6)",
    );
    let row = |unit: &UnitState| {
        args![unit.id, unit.name.as_str(), unit.kind.as_str(), unit.parent, unit.path.as_str(), from]
    };
    conn.run_rows(PERIOD, units.map(row).collect()).await.map(drop)
}

/// Gives units another state from a time on, which is not before their newest one. What began at that very time is
/// replaced.
pub async fn change(conn: &mut Conn, units: &[UnitState], from: Timestamp) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM unit_period WHERE (unit_id, valid_from) IN (VALUES ($1, $2))");
    const END: Sql = Sql::new(
        "UPDATE unit_period SET valid_to = v.column2 FROM (VALUES ($1, $2)) AS v
         WHERE unit_period.unit_id = v.column1 AND unit_period.valid_to IS NULL",
    );
    const STATE: Sql = Sql::new(
        "UPDATE unit SET parent_id = v.column2, name = v.column3, kind = v.column4, path = v.column5
         FROM (VALUES ($1, $2, $3, $4, $5)) AS v WHERE unit.id = v.column1",
    );
    let dated: Vec<_> = units.iter().map(|unit| args![unit.id, from]).collect();
    conn.run_rows(FORGET, dated.clone()).await?;
    conn.run_rows(END, dated).await?;
    insert_periods(conn, units.iter(), from).await?;
    let row =
        |unit: &UnitState| args![unit.id, unit.parent, unit.name.as_str(), unit.kind.as_str(), unit.path.as_str()];
    conn.run_rows(STATE, units.iter().map(row).collect()).await?;
    crate::total::due_of_units(conn, units.iter().map(|unit| unit.id)).await
}

/// Ends a unit at a time; what it became a part of may be named.
pub async fn end(conn: &mut Conn, id: UnitId, at: Timestamp, successor: Option<UnitId>) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM unit_period WHERE unit_id = $1 AND valid_from >= $2");
    const PERIOD: Sql =
        Sql::new("UPDATE unit_period SET valid_to = $2 WHERE unit_id = $1 AND (valid_to IS NULL OR valid_to > $2)");
    const UNIT: Sql = Sql::new("UPDATE unit SET ended_at = $2, successor_id = $3 WHERE id = $1");
    conn.run(FORGET, args![id, at]).await?;
    conn.run(PERIOD, args![id, at]).await?;
    conn.run(UNIT, args![id, at, successor]).await?;
    crate::total::due_of_units(conn, std::iter::once(id)).await
}

/// The tree of a time, parents before children.
pub async fn tree_at(conn: &mut Conn, at: Timestamp) -> Result<Vec<UnitPeriod>> {
    const TREE: Sql = Sql::new(
        "SELECT unit_id, parent_id, name, kind, path, valid_from, valid_to FROM unit_period
         WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) ORDER BY path",
    );
    conn.all(TREE, args![at]).await
}

/// What a unit was, the newest first.
pub async fn periods(conn: &mut Conn, id: UnitId) -> Result<Vec<UnitPeriod>> {
    const PERIODS: Sql = Sql::new(
        "SELECT unit_id, parent_id, name, kind, path, valid_from, valid_to FROM unit_period
         WHERE unit_id = $1 ORDER BY valid_from DESC",
    );
    conn.all(PERIODS, args![id]).await
}

/// Every unit there ever was, in its newest state, parents before children.
pub async fn all(conn: &mut Conn) -> Result<Vec<UnitRecord>> {
    const ALL: Sql = Sql::new(
        "SELECT u.id, u.parent_id, u.name, u.kind, u.path, u.code, u.ended_at, u.successor_id,
                COALESCE((SELECT MAX(p.valid_from) FROM unit_period p WHERE p.unit_id = u.id), 0) AS since
         FROM unit u ORDER BY u.path",
    );
    conn.all(ALL, args![]).await
}

pub async fn find(conn: &mut Conn, id: UnitId) -> Result<Option<UnitRecord>> {
    const FIND: Sql = Sql::new(
        "SELECT u.id, u.parent_id, u.name, u.kind, u.path, u.code, u.ended_at, u.successor_id,
                COALESCE((SELECT MAX(p.valid_from) FROM unit_period p WHERE p.unit_id = u.id), 0) AS since
         FROM unit u WHERE u.id = $1",
    );
    conn.maybe(FIND, args![id]).await
}

/// How many people work in each unit at a time, those below it not counted.
pub async fn head_counts(conn: &mut Conn, at: Timestamp) -> Result<Vec<(Uuid, i64)>> {
    const COUNTS: Sql = Sql::new(
        "SELECT unit_id, COUNT(DISTINCT person_id) FROM assignment
         WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) GROUP BY unit_id ORDER BY unit_id",
    );
    conn.all(COUNTS, args![at]).await
}

/// How many assignments in a unit go on after a time or begin then.
pub async fn posted_after(conn: &mut Conn, id: UnitId, at: Timestamp) -> Result<i64> {
    const COUNT: Sql =
        Sql::new("SELECT COUNT(*) FROM assignment WHERE unit_id = $1 AND (valid_to IS NULL OR valid_to > $2)");
    Ok(conn.one::<(i64,)>(COUNT, args![id, at]).await?.0)
}

/// Brings the people of a unit into another at a time: assignments that run end there and go on in the other one, those
/// that begin later begin in the other one. `new_id` makes the ids of what goes on; nobody of them leads the other unit.
pub async fn hand_over<E: From<crate::Error>>(
    conn: &mut Conn,
    from: UnitId,
    to: UnitId,
    at: Timestamp,
    mut new_id: impl FnMut() -> Result<AssignmentId, E>,
) -> Result<u64, E> {
    const RUNNING: Sql = Sql::new(
        "SELECT id, person_id, position_id, basis, valid_to FROM assignment
         WHERE unit_id = $1 AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY id",
    );
    const END: Sql = Sql::new(
        "UPDATE assignment SET valid_to = $2
         WHERE unit_id = $1 AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)",
    );
    const LATER: Sql =
        Sql::new("UPDATE assignment SET unit_id = $2, head = $4 WHERE unit_id = $1 AND valid_from >= $3");
    const GO_ON: Sql = Sql::new(
        "INSERT INTO assignment (id, person_id, unit_id, position_id, basis, head, valid_from, valid_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let running: Vec<Posted> = conn.all(RUNNING, args![from, at]).await?;
    conn.run(END, args![from, at]).await?;
    let later = conn.run(LATER, args![from, to, at, false]).await?;
    crate::total::due_all(conn, running.iter().map(|posted| posted.person_id)).await?;
    let mut rows = Vec::new();
    for posted in running {
        let Posted { person_id, position_id, basis, valid_to, .. } = posted;
        rows.push(args![new_id()?, person_id, to, position_id, basis, false, at, valid_to]);
    }
    Ok(later + conn.run_rows(GO_ON, rows).await?)
}
