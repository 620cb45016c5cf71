//! People, units, and who holds which position where and until when.

use std::collections::HashMap;

use domain::id::{AssignmentId, PersonId, PositionId, UnitId};
use domain::time::Timestamp;
use domain::unit::{BEGINNING, UnitState};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A unit of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Unit {
    #[sqlx(try_from = "Uuid")]
    pub id: UnitId,
    pub name: String,
    pub kind: String,
    /// The ids from the root to this unit, each ended by `/`.
    pub path: String,
}

/// A civil servant.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Person {
    #[sqlx(try_from = "Uuid")]
    pub id: PersonId,
    pub name: String,
    /// `pns` or `pppk`.
    pub kind: String,
}

/// The time a person holds a position.
pub struct Assignment {
    pub id: AssignmentId,
    pub person_id: PersonId,
    pub unit_id: UnitId,
    pub position_id: PositionId,
    /// `definitive`, `plt`, `plh` or `pj`.
    pub basis: String,
    pub head: bool,
    pub valid_from: Timestamp,
    pub valid_to: Option<Timestamp>,
}

/// Where somebody works now.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Post {
    #[sqlx(try_from = "Uuid")]
    pub unit_id: UnitId,
    pub unit_name: String,
    #[sqlx(try_from = "String")]
    pub position_id: PositionId,
    pub basis: String,
    pub head: bool,
    /// When it ends, in milliseconds, if that is known.
    pub valid_to: Option<i64>,
}

/// Somebody in a unit's list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Member {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    pub kind: String,
    pub unit_name: String,
    #[sqlx(try_from = "String")]
    pub position_id: PositionId,
    pub basis: String,
}

/// Adds a unit that was there before records began; its code is its id.
pub async fn insert_unit(conn: &mut Conn, unit: &Unit, parent: Option<UnitId>) -> Result<()> {
    let Unit { id, name, kind, path } = unit.clone();
    let code = id.to_string();
    crate::unit::insert(conn, vec![(UnitState { id, parent, name, kind, path }, code)], BEGINNING).await
}

pub async fn insert_person(conn: &mut Conn, person: &Person) -> Result<()> {
    const INSERT: Sql = Sql::new("INSERT INTO person (id, name, kind) VALUES ($1, $2, $3)");
    conn.run(INSERT, args![person.id, person.name.as_str(), person.kind.as_str()]).await?;
    crate::total::due(conn, person.id).await
}

/// Stores a NIP (`nip`) or NI PPPK (`ni-pppk`) of a person.
pub async fn insert_number(conn: &mut Conn, person: PersonId, kind: &str, number: &str, from: Timestamp) -> Result<()> {
    const INSERT: Sql =
        Sql::new("INSERT INTO person_number (person_id, kind, number, valid_from) VALUES ($1, $2, $3, $4)");
    conn.run(INSERT, args![person, kind, number, from]).await.map(drop)
}

pub async fn insert_assignment(conn: &mut Conn, assignment: &Assignment) -> Result<()> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO assignment (id, person_id, unit_id, position_id, basis, head, valid_from, valid_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let values = args![
        assignment.id,
        assignment.person_id,
        assignment.unit_id,
        &assignment.position_id,
        assignment.basis.as_str(),
        assignment.head,
        assignment.valid_from,
        assignment.valid_to
    ];
    conn.run(INSERT, values).await?;
    crate::total::due(conn, assignment.person_id).await
}

pub async fn person(conn: &mut Conn, id: PersonId) -> Result<Option<Person>> {
    const PERSON: Sql = Sql::new("SELECT id, name, kind FROM person WHERE id = $1");
    conn.maybe(PERSON, args![id]).await
}

/// How many people Ampera knows.
pub async fn people(conn: &mut Conn) -> Result<i64> {
    const PEOPLE: Sql = Sql::new("SELECT COUNT(*) FROM person");
    Ok(conn.one::<(i64,)>(PEOPLE, args![]).await?.0)
}

/// The posts of a person at a time; an acting one (PLT, PLH, PJ) comes after the definitive one.
pub async fn posts(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<Vec<Post>> {
    const POSTS: Sql = Sql::new(
        "SELECT a.unit_id, u.name AS unit_name, a.position_id, a.basis, a.head, a.valid_to
         FROM assignment a JOIN unit_period u ON u.unit_id = a.unit_id
         WHERE a.person_id = $1 AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
           AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)
         ORDER BY CASE a.basis WHEN 'definitive' THEN 0 ELSE 1 END, a.valid_from, a.id",
    );
    conn.all(POSTS, args![person, now]).await
}

/// Whether `leader` leads a unit in which `person` works at a time, or one above it in the tree of that time. Two heads of
/// one unit do not lead each other there: who stands in for a head would otherwise rate their own boss.
pub async fn leads(conn: &mut Conn, leader: PersonId, person: PersonId, now: Timestamp) -> Result<bool> {
    const LEADS: Sql = Sql::new(
        "SELECT COUNT(*) FROM assignment h JOIN unit_period hu ON hu.unit_id = h.unit_id
         JOIN assignment m ON m.person_id = $2 JOIN unit_period mu ON mu.unit_id = m.unit_id
         WHERE h.person_id = $1 AND h.head AND mu.path LIKE hu.path || '%' AND NOT (m.head AND m.unit_id = h.unit_id)
           AND h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $3)
           AND m.valid_from <= $3 AND (m.valid_to IS NULL OR m.valid_to > $3)
           AND hu.valid_from <= $3 AND (hu.valid_to IS NULL OR hu.valid_to > $3)
           AND mu.valid_from <= $3 AND (mu.valid_to IS NULL OR mu.valid_to > $3)",
    );
    Ok(conn.one::<(i64,)>(LEADS, args![leader, person, now]).await?.0 > 0)
}

/// Who leads a person at a time, as [`leads`] has it: the heads of their units and of those above, but not themselves.
pub async fn heads_of(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<Vec<PersonId>> {
    const HEADS: Sql = Sql::new(
        "SELECT DISTINCT h.person_id FROM assignment m JOIN unit_period mu ON mu.unit_id = m.unit_id
         JOIN unit_period hu ON mu.path LIKE hu.path || '%'
         JOIN assignment h ON h.unit_id = hu.unit_id AND h.head AND h.person_id <> m.person_id
         WHERE m.person_id = $1 AND NOT (m.head AND m.unit_id = h.unit_id)
           AND h.valid_from <= $2 AND (h.valid_to IS NULL OR h.valid_to > $2)
           AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to > $2)
           AND hu.valid_from <= $2 AND (hu.valid_to IS NULL OR hu.valid_to > $2)
           AND mu.valid_from <= $2 AND (mu.valid_to IS NULL OR mu.valid_to > $2)
         ORDER BY h.person_id",
    );
    Ok(conn.all::<(Uuid,)>(HEADS, args![person, now]).await?.into_iter().map(|(id,)| id.into()).collect())
}

/// The name of the unit of each person's first post at a time, the definitive one where there is one.
pub async fn first_units(conn: &mut Conn, people: &[PersonId], at: Timestamp) -> Result<HashMap<PersonId, String>> {
    const UNITS: Sql = Sql::new(
        "SELECT person_id, name FROM (
             SELECT a.person_id, u.name,
                    ROW_NUMBER() OVER (PARTITION BY a.person_id
                        ORDER BY CASE a.basis WHEN 'definitive' THEN 0 ELSE 1 END, a.valid_from, a.id) AS place
             FROM (VALUES ($1, $2)) AS v JOIN assignment a ON a.person_id = v.column1
             JOIN unit_period u ON u.unit_id = a.unit_id
             WHERE a.valid_from <= v.column2 AND (a.valid_to IS NULL OR a.valid_to > v.column2)
               AND u.valid_from <= v.column2 AND (u.valid_to IS NULL OR u.valid_to > v.column2)) AS post
         WHERE place = 1 ORDER BY person_id",
    );
    let rows: Vec<(Uuid, String)> =
        conn.all_rows(UNITS, people.iter().map(|person| args![*person, at]).collect()).await?;
    Ok(rows.into_iter().map(|(person, name)| (person.into(), name)).collect())
}

/// Everybody who leads a unit at a time.
pub async fn heads(conn: &mut Conn, now: Timestamp) -> Result<Vec<PersonId>> {
    const HEADS: Sql = Sql::new(
        "SELECT DISTINCT person_id FROM assignment
         WHERE head AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) ORDER BY person_id",
    );
    Ok(conn.all::<(Uuid,)>(HEADS, args![now]).await?.into_iter().map(|(id,)| id.into()).collect())
}

/// The units that a person leads at a time, as they are then.
pub async fn led_units(conn: &mut Conn, leader: PersonId, now: Timestamp) -> Result<Vec<Unit>> {
    const LED: Sql = Sql::new(
        "SELECT DISTINCT u.unit_id AS id, u.name, u.kind, u.path
         FROM assignment a JOIN unit_period u ON u.unit_id = a.unit_id
         WHERE a.person_id = $1 AND a.head AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
           AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)
         ORDER BY u.path",
    );
    conn.all(LED, args![leader, now]).await
}

/// Every unit that there is at a time, parents before children.
pub async fn units(conn: &mut Conn, at: Timestamp) -> Result<Vec<Unit>> {
    const UNITS: Sql = Sql::new(
        "SELECT unit_id AS id, name, kind, path FROM unit_period
         WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) ORDER BY path",
    );
    conn.all(UNITS, args![at]).await
}

/// A unit as it is at a time.
pub async fn unit_at(conn: &mut Conn, id: UnitId, at: Timestamp) -> Result<Option<Unit>> {
    const UNIT: Sql = Sql::new(
        "SELECT unit_id AS id, name, kind, path FROM unit_period
         WHERE unit_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)",
    );
    conn.maybe(UNIT, args![id, at]).await
}

/// The units at the top of the tree at a time.
pub async fn roots(conn: &mut Conn, at: Timestamp) -> Result<Vec<Unit>> {
    const ROOTS: Sql = Sql::new(
        "SELECT unit_id AS id, name, kind, path FROM unit_period
         WHERE parent_id IS NULL AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) ORDER BY path",
    );
    conn.all(ROOTS, args![at]).await
}

/// The units right below one at a time, by name.
pub async fn units_below(conn: &mut Conn, id: UnitId, at: Timestamp, limit: u32) -> Result<Vec<Unit>> {
    const BELOW: Sql = Sql::new(
        "SELECT unit_id AS id, name, kind, path FROM unit_period
         WHERE parent_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY name, unit_id LIMIT $3",
    );
    conn.all(BELOW, args![id, at, limit]).await
}

/// The people of a unit and everything below it, by name; somebody with two posts once, with the definitive one.
pub async fn members(conn: &mut Conn, path: &str, now: Timestamp, limit: u32, offset: u32) -> Result<Vec<Member>> {
    const MEMBERS: Sql = Sql::new(
        "SELECT person_id, name, kind, unit_name, position_id, basis FROM (
             SELECT p.id AS person_id, p.name, p.kind, u.name AS unit_name, a.position_id, a.basis,
                    ROW_NUMBER() OVER (PARTITION BY p.id ORDER BY CASE a.basis WHEN 'definitive' THEN 0 ELSE 1 END,
                                       a.valid_from, a.id) AS place
             FROM assignment a JOIN person p ON p.id = a.person_id JOIN unit_period u ON u.unit_id = a.unit_id
             WHERE u.path LIKE $1 || '%' AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
               AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)) AS post
         WHERE place = 1 ORDER BY name, person_id LIMIT $3 OFFSET $4",
    );
    conn.all(MEMBERS, args![path, now, limit, offset]).await
}

/// How many people [`members`] would list without a limit.
pub async fn count_members(conn: &mut Conn, path: &str, now: Timestamp) -> Result<i64> {
    const COUNT: Sql = Sql::new(
        "SELECT COUNT(DISTINCT a.person_id) FROM assignment a JOIN unit_period u ON u.unit_id = a.unit_id
         WHERE u.path LIKE $1 || '%' AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
           AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2)",
    );
    Ok(conn.one::<(i64,)>(COUNT, args![path, now]).await?.0)
}

/// People who hold no post now, by name, as members of no unit.
pub async fn without_post(conn: &mut Conn, now: Timestamp, limit: u32, offset: u32) -> Result<Vec<Member>> {
    const WITHOUT: Sql = Sql::new(
        "SELECT p.id AS person_id, p.name, p.kind, '' AS unit_name, '' AS position_id, '' AS basis FROM person p
         WHERE NOT EXISTS (SELECT 1 FROM assignment a WHERE a.person_id = p.id AND a.valid_from <= $1
                           AND (a.valid_to IS NULL OR a.valid_to > $1))
         ORDER BY p.name, p.id LIMIT $2 OFFSET $3",
    );
    conn.all(WITHOUT, args![now, limit, offset]).await
}

/// How many people [`without_post`] would list without a limit.
pub async fn count_without_post(conn: &mut Conn, now: Timestamp) -> Result<i64> {
    const COUNT: Sql = Sql::new(
        "SELECT COUNT(*) FROM person p
         WHERE NOT EXISTS (SELECT 1 FROM assignment a WHERE a.person_id = p.id AND a.valid_from <= $1
                           AND (a.valid_to IS NULL OR a.valid_to > $1))",
    );
    Ok(conn.one::<(i64,)>(COUNT, args![now]).await?.0)
}
