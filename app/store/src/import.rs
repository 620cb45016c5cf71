//! What an import reads and writes: a few hundred people with each statement.

use domain::id::{AssignmentId, PersonId, UnitId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::organisation::Assignment;
use crate::{Conn, Result, Sql, args};

/// Somebody that a row is about.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Known {
    #[sqlx(try_from = "Uuid")]
    pub id: PersonId,
    pub name: String,
    pub kind: String,
    pub code: Option<String>,
}

/// An assignment that a list could end.
#[derive(Clone, Debug, FromRow)]
pub struct Running {
    #[sqlx(try_from = "Uuid")]
    pub id: AssignmentId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    #[sqlx(try_from = "Uuid")]
    pub unit_id: UnitId,
    pub position_id: String,
    pub basis: String,
}

/// Who has or had these numbers: number and person, the newest holder of each last.
pub async fn holders(conn: &mut Conn, numbers: &[String]) -> Result<Vec<(String, Uuid)>> {
    const HOLDERS: Sql = Sql::new(
        "SELECT n.number, n.person_id FROM person_number n JOIN (VALUES ($1)) AS v ON n.number = v.column1
         ORDER BY n.number, n.valid_from, n.person_id",
    );
    conn.all_rows(HOLDERS, numbers.iter().map(|number| args![number.as_str()]).collect()).await
}

/// Who has these codes.
pub async fn coded(conn: &mut Conn, codes: &[String]) -> Result<Vec<(String, Uuid)>> {
    const CODED: Sql =
        Sql::new("SELECT p.code, p.id FROM person p JOIN (VALUES ($1)) AS v ON p.code = v.column1 ORDER BY p.code");
    conn.all_rows(CODED, codes.iter().map(|code| args![code.as_str()]).collect()).await
}

pub async fn people(conn: &mut Conn, ids: &[PersonId]) -> Result<Vec<Known>> {
    const PEOPLE: Sql = Sql::new(
        "SELECT p.id, p.name, p.kind, p.code FROM person p JOIN (VALUES ($1)) AS v ON p.id = v.column1 ORDER BY p.id",
    );
    conn.all_rows(PEOPLE, ids.iter().map(|id| args![*id]).collect()).await
}

pub async fn insert_people(conn: &mut Conn, people: &[Known]) -> Result<()> {
    const INSERT: Sql = Sql::new("INSERT INTO person (id, name, kind, code) VALUES ($1, $2, $3, $4)");
    let row = |person: &Known| args![person.id, person.name.as_str(), person.kind.as_str(), person.code.clone()];
    conn.run_rows(INSERT, people.iter().map(row).collect()).await?;
    crate::total::due_all(conn, people.iter().map(|person| person.id)).await
}

pub async fn update_people(conn: &mut Conn, people: &[Known]) -> Result<()> {
    const UPDATE: Sql = Sql::new(
        "UPDATE person SET name = v.column2, kind = v.column3, code = v.column4
         FROM (VALUES ($1, $2, $3, $4)) AS v WHERE person.id = v.column1",
    );
    let row = |person: &Known| args![person.id, person.name.as_str(), person.kind.as_str(), person.code.clone()];
    conn.run_rows(UPDATE, people.iter().map(row).collect()).await.map(drop)
}

/// Gives people numbers (kind and digits), each from a time of its own on; what they had before ends there.
pub async fn set_numbers(conn: &mut Conn, numbers: &[(PersonId, &'static str, String, Timestamp)]) -> Result<()> {
    const END: Sql = Sql::new(
        "UPDATE person_number SET valid_to = v.column2 FROM (VALUES ($1, $2)) AS v
         WHERE person_number.person_id = v.column1 AND person_number.valid_to IS NULL",
    );
    const PUT: Sql = Sql::new(
        "INSERT INTO person_number (person_id, kind, number, valid_from) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, kind, valid_from) DO UPDATE SET number = excluded.number, valid_to = NULL",
    );
    conn.run_rows(END, numbers.iter().map(|(person, _, _, from)| args![*person, *from]).collect()).await?;
    let row = |(person, kind, number, from): &(PersonId, &'static str, String, Timestamp)| {
        args![*person, *kind, number.as_str(), *from]
    };
    conn.run_rows(PUT, numbers.iter().map(row).collect()).await.map(drop)
}

/// Gives people a status, each from a time of its own on; the one before ends there.
pub async fn set_statuses(conn: &mut Conn, statuses: &[(PersonId, &'static str, Timestamp)]) -> Result<()> {
    const END: Sql = Sql::new(
        "UPDATE person_status SET valid_to = v.column2 FROM (VALUES ($1, $2)) AS v
         WHERE person_status.person_id = v.column1 AND person_status.valid_to IS NULL
           AND person_status.valid_from < v.column2",
    );
    const PUT: Sql = Sql::new(
        "INSERT INTO person_status (person_id, status, valid_from) VALUES ($1, $2, $3)
         ON CONFLICT (person_id, valid_from) DO UPDATE SET status = excluded.status, valid_to = NULL",
    );
    conn.run_rows(END, statuses.iter().map(|(person, _, from)| args![*person, *from]).collect()).await?;
    conn.run_rows(PUT, statuses.iter().map(|(person, status, from)| args![*person, *status, *from]).collect())
        .await
        .map(drop)
}

/// Somebody who leads a unit, not acting for anybody.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct HeadRow {
    #[sqlx(try_from = "Uuid")]
    pub id: AssignmentId,
    #[sqlx(try_from = "Uuid")]
    pub unit_id: UnitId,
    pub name: String,
    #[sqlx(try_from = "i64")]
    pub valid_from: Timestamp,
    pub valid_to: Option<i64>,
}

/// The definitive heads of all units, at any time.
pub async fn heads(conn: &mut Conn) -> Result<Vec<HeadRow>> {
    const HEADS: Sql = Sql::new(
        "SELECT a.id, a.unit_id, p.name, a.valid_from, a.valid_to FROM assignment a JOIN person p ON p.id = a.person_id
         WHERE a.head AND a.basis = 'definitive' ORDER BY a.id",
    );
    conn.all(HEADS, args![]).await
}

/// Adds assignments, each with its name in another system.
pub async fn insert_assignments(conn: &mut Conn, assignments: &[(Assignment, Option<String>)]) -> Result<()> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO assignment (id, person_id, unit_id, position_id, basis, head, valid_from, valid_to, code)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    conn.run_rows(INSERT, assignments.iter().map(assignment_row).collect()).await?;
    crate::total::due_all(conn, assignments.iter().map(|(assignment, _)| assignment.person_id)).await
}

/// Corrects assignments.
pub async fn update_assignments(conn: &mut Conn, assignments: &[(Assignment, Option<String>)]) -> Result<()> {
    const UPDATE: Sql = Sql::new(
        "UPDATE assignment SET unit_id = v.column3, position_id = v.column4, basis = v.column5, head = v.column6,
                valid_from = v.column7, valid_to = v.column8, code = v.column9
         FROM (VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)) AS v
         WHERE assignment.id = v.column1 AND assignment.person_id = v.column2",
    );
    conn.run_rows(UPDATE, assignments.iter().map(assignment_row).collect()).await?;
    crate::total::due_all(conn, assignments.iter().map(|(assignment, _)| assignment.person_id)).await
}

fn assignment_row((assignment, code): &(Assignment, Option<String>)) -> Vec<crate::Arg> {
    args![
        assignment.id,
        assignment.person_id,
        assignment.unit_id,
        &assignment.position_id,
        assignment.basis.as_str(),
        assignment.head,
        assignment.valid_from,
        assignment.valid_to,
        code.clone()
    ]
}

/// Ends assignments at a time.
pub async fn end_assignments(conn: &mut Conn, ids: &[AssignmentId], at: Timestamp) -> Result<()> {
    const END: Sql = Sql::new(
        "UPDATE assignment SET valid_to = v.column2 FROM (VALUES ($1, $2)) AS v WHERE assignment.id = v.column1",
    );
    conn.run_rows(END, ids.iter().map(|id| args![*id, at]).collect()).await?;
    crate::total::due_of_assignments(conn, ids).await
}

/// The assignments that run at a time, in the order of their ids, from after one of them.
pub async fn running(conn: &mut Conn, at: Timestamp, after: AssignmentId, limit: u32) -> Result<Vec<Running>> {
    const RUNNING: Sql = Sql::new(
        "SELECT a.id, a.person_id, p.name, a.unit_id, a.position_id, a.basis
         FROM assignment a JOIN person p ON p.id = a.person_id
         WHERE a.id > $2 AND a.valid_from <= $1 AND (a.valid_to IS NULL OR a.valid_to > $1) ORDER BY a.id LIMIT $3",
    );
    conn.all(RUNNING, args![at, after, limit]).await
}

/// People in the order of their ids, from after one of them.
pub async fn people_after(conn: &mut Conn, after: PersonId, limit: u32) -> Result<Vec<Known>> {
    const AFTER: Sql = Sql::new("SELECT id, name, kind, code FROM person WHERE id > $1 ORDER BY id LIMIT $2");
    conn.all(AFTER, args![after, limit]).await
}
