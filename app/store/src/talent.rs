//! Talent boxes, set together for a period.

use domain::id::{PersonId, TalentRoundId, UnitId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// Boxes that were set together.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Round {
    #[sqlx(try_from = "Uuid")]
    pub id: TalentRoundId,
    pub name: String,
    /// The first moment of the day whose rules and knowledge count.
    #[sqlx(try_from = "i64")]
    pub day: Timestamp,
    #[sqlx(try_from = "i64")]
    pub set_at: Timestamp,
    #[sqlx(try_from = "Uuid")]
    pub set_by: PersonId,
    pub set_by_name: Option<String>,
}

/// The result of a person.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct BoxResult {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    /// The SHA-256 of the rules.
    pub rules: String,
    #[sqlx(rename = "box")]
    pub number: Option<i64>,
    pub unsure: bool,
    /// As JSON.
    pub detail: String,
}

/// A result to be stored.
pub struct NewResult {
    pub person: PersonId,
    pub number: Option<u8>,
    pub unsure: bool,
    pub detail: String,
}

macro_rules! select {
    ($rest:literal) => {
        Sql::new(concat!(
            "SELECT t.id, t.name, t.day, t.set_at, t.set_by, p.name AS set_by_name FROM talent_round t ",
            "LEFT JOIN person p ON p.id = t.set_by ",
            $rest
        ))
    };
}

/// Adds a round; `false` where the name is taken.
pub async fn insert_round(conn: &mut Conn, round: &Round) -> Result<bool> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO talent_round (id, name, day, set_at, set_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (name) DO NOTHING",
    );
    let Round { id, name, day, set_at, set_by, .. } = round;
    Ok(conn.run(INSERT, args![*id, name.as_str(), *day, *set_at, *set_by]).await? == 1)
}

pub async fn insert_results(
    conn: &mut Conn,
    round: TalentRoundId,
    rules: &str,
    results: Vec<NewResult>,
) -> Result<u64> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO talent_result (round_id, person_id, rules, box, unsure, detail) VALUES ($1, $2, $3, $4, $5, $6)",
    );
    let row = |result: NewResult| {
        args![round, result.person, rules, result.number.map(i64::from), result.unsure, result.detail]
    };
    conn.run_rows(INSERT, results.into_iter().map(row).collect()).await
}

pub async fn round_named(conn: &mut Conn, name: &str) -> Result<Option<Round>> {
    const NAMED: Sql = select!("WHERE t.name = $1");
    conn.maybe(NAMED, args![name]).await
}

/// Every round, the newest first.
pub async fn rounds(conn: &mut Conn, limit: u32) -> Result<Vec<Round>> {
    const ROUNDS: Sql = select!("ORDER BY t.day DESC, t.set_at DESC, t.id DESC LIMIT $1");
    conn.all(ROUNDS, args![limit]).await
}

/// How many people of a unit and below it have which box in a round, and in how many of them another one is possible.
pub async fn counts(
    conn: &mut Conn,
    round: TalentRoundId,
    unit: UnitId,
    at: Timestamp,
) -> Result<Vec<(Option<i64>, bool, i64)>> {
    const COUNTS: Sql = Sql::new(
        "WITH RECURSIVE below (id) AS (
             SELECT unit_id FROM unit_period WHERE unit_id = $2 AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)
             UNION
             SELECT u.unit_id FROM below b JOIN unit_period u ON u.parent_id = b.id
             WHERE u.valid_from <= $3 AND (u.valid_to IS NULL OR u.valid_to > $3))
         SELECT r.box, r.unsure, COUNT(*) FROM below b JOIN person_cells c ON c.unit_id = b.id
         JOIN talent_result r ON r.round_id = $1 AND r.person_id = c.person_id
         GROUP BY r.box, r.unsure ORDER BY r.box, r.unsure",
    );
    conn.all(COUNTS, args![round, unit, at]).await
}

/// The people of a unit and below it in a round, by name: all of them, those in a box, or (box 0) those in none.
pub async fn people(
    conn: &mut Conn,
    round: TalentRoundId,
    (unit, at): (UnitId, Timestamp),
    number: Option<u8>,
    (limit, offset): (u32, u32),
) -> Result<Vec<BoxResult>> {
    const PEOPLE: Sql = Sql::new(
        "WITH RECURSIVE below (id) AS (
             SELECT unit_id FROM unit_period WHERE unit_id = $2 AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)
             UNION
             SELECT u.unit_id FROM below b JOIN unit_period u ON u.parent_id = b.id
             WHERE u.valid_from <= $3 AND (u.valid_to IS NULL OR u.valid_to > $3))
         SELECT r.person_id, p.name, r.rules, r.box, r.unsure, r.detail
         FROM below b JOIN person_cells c ON c.unit_id = b.id
         JOIN talent_result r ON r.round_id = $1 AND r.person_id = c.person_id JOIN person p ON p.id = r.person_id
         WHERE CAST($4 AS BIGINT) IS NULL OR COALESCE(r.box, 0) = $4
         ORDER BY p.name, p.id LIMIT $5 OFFSET $6",
    );
    let number = number.map(i64::from);
    conn.all(PEOPLE, args![round, unit, at, number, limit, offset]).await
}

/// The newest result of a person, with its round.
pub async fn newest_of_person(conn: &mut Conn, person: PersonId) -> Result<Option<(Round, BoxResult)>> {
    const ROUND: Sql = select!(
        "JOIN talent_result r ON r.round_id = t.id WHERE r.person_id = $1
         ORDER BY t.day DESC, t.set_at DESC, t.id DESC LIMIT 1"
    );
    const RESULT: Sql = Sql::new(
        "SELECT r.person_id, p.name, r.rules, r.box, r.unsure, r.detail FROM talent_result r
         JOIN person p ON p.id = r.person_id WHERE r.round_id = $1 AND r.person_id = $2",
    );
    let Some(round) = conn.maybe::<Round>(ROUND, args![person]).await? else { return Ok(None) };
    let result = conn.maybe(RESULT, args![round.id, person]).await?;
    Ok(result.map(|result| (round, result)))
}
