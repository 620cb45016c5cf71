//! People as an administrator sees them: searched, with their numbers, positions and status over time.

use domain::assignment::Span;
use domain::id::{AssignmentId, PersonId, UnitId};
use domain::status::{Status, StatusPeriod};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Error, Result, Sql, args};

/// Somebody in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Found {
    #[sqlx(try_from = "Uuid")]
    pub id: PersonId,
    pub name: String,
    pub kind: String,
    /// All digits: to be masked.
    pub number: Option<String>,
    pub status: Option<String>,
}

/// What is searched for. An empty text asks for nothing.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// A part of the name, in small letters.
    pub name: String,
    /// The end of a number.
    pub digits: String,
    /// The path of a unit: somebody works there or below it.
    pub path: String,
    /// `active` and so on.
    pub status: String,
}

/// A dated number.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct NumberRow {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub kind: String,
    pub number: String,
    #[sqlx(try_from = "i64")]
    pub valid_from: Timestamp,
    pub valid_to: Option<i64>,
}

/// A dated status.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StatusRow {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub status: String,
    #[sqlx(try_from = "i64")]
    pub valid_from: Timestamp,
    pub valid_to: Option<i64>,
}

impl StatusRow {
    /// # Errors
    /// A status that this program never writes.
    pub fn period(&self) -> Result<StatusPeriod> {
        let status = Status::from_code(&self.status).ok_or_else(|| Error::Corrupt(self.status.clone()))?;
        Ok(StatusPeriod { status, span: Span { from: self.valid_from, to: self.valid_to.map(Timestamp) } })
    }
}

/// A dated position.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Held {
    #[sqlx(try_from = "Uuid")]
    pub id: AssignmentId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    #[sqlx(try_from = "Uuid")]
    pub unit_id: UnitId,
    /// As the unit is or was called at the end of the assignment.
    pub unit_name: String,
    pub position_id: String,
    pub basis: String,
    pub head: bool,
    pub code: Option<String>,
    #[sqlx(try_from = "i64")]
    pub valid_from: Timestamp,
    pub valid_to: Option<i64>,
}

impl Held {
    pub fn span(&self) -> Span {
        Span { from: self.valid_from, to: self.valid_to.map(Timestamp) }
    }
}

/// People by name.
pub async fn search(conn: &mut Conn, wanted: &Wanted, at: Timestamp, limit: u32, offset: u32) -> Result<Vec<Found>> {
    const SEARCH: Sql = Sql::new(
        "SELECT p.id, p.name, p.kind,
                (SELECT n.number FROM person_number n WHERE n.person_id = p.id AND n.valid_from <= $5
                 AND (n.valid_to IS NULL OR n.valid_to > $5) ORDER BY n.valid_from DESC, n.kind LIMIT 1) AS number,
                (SELECT s.status FROM person_status s WHERE s.person_id = p.id AND s.valid_from <= $5
                 AND (s.valid_to IS NULL OR s.valid_to > $5)) AS status
         FROM person p
         WHERE ($1 = '' OR LOWER(p.name) LIKE '%' || $1 || '%' ESCAPE '!')
           AND ($2 = '' OR EXISTS (SELECT 1 FROM person_number n WHERE n.person_id = p.id AND n.number LIKE '%' || $2))
           AND ($3 = '' OR EXISTS (SELECT 1 FROM assignment a JOIN unit_period u ON u.unit_id = a.unit_id
                WHERE a.person_id = p.id AND u.path LIKE $3 || '%'
                  AND a.valid_from <= $5 AND (a.valid_to IS NULL OR a.valid_to > $5)
                  AND u.valid_from <= $5 AND (u.valid_to IS NULL OR u.valid_to > $5)))
           AND ($4 = '' OR $4 = COALESCE((SELECT s.status FROM person_status s WHERE s.person_id = p.id
                AND s.valid_from <= $5 AND (s.valid_to IS NULL OR s.valid_to > $5)), 'active'))
         ORDER BY p.name, p.id LIMIT $6 OFFSET $7",
    );
    let Wanted { name, digits, path, status } = wanted;
    let values = args![escape(name), digits.as_str(), path.as_str(), status.as_str(), at, limit, offset];
    conn.all(SEARCH, values).await
}

/// How many people [`search`] would list without a limit.
pub async fn count(conn: &mut Conn, wanted: &Wanted, at: Timestamp) -> Result<i64> {
    const COUNT: Sql = Sql::new(
        "SELECT COUNT(*) FROM person p
         WHERE ($1 = '' OR LOWER(p.name) LIKE '%' || $1 || '%' ESCAPE '!')
           AND ($2 = '' OR EXISTS (SELECT 1 FROM person_number n WHERE n.person_id = p.id AND n.number LIKE '%' || $2))
           AND ($3 = '' OR EXISTS (SELECT 1 FROM assignment a JOIN unit_period u ON u.unit_id = a.unit_id
                WHERE a.person_id = p.id AND u.path LIKE $3 || '%'
                  AND a.valid_from <= $5 AND (a.valid_to IS NULL OR a.valid_to > $5)
                  AND u.valid_from <= $5 AND (u.valid_to IS NULL OR u.valid_to > $5)))
           AND ($4 = '' OR $4 = COALESCE((SELECT s.status FROM person_status s WHERE s.person_id = p.id
                AND s.valid_from <= $5 AND (s.valid_to IS NULL OR s.valid_to > $5)), 'active'))",
    );
    let Wanted { name, digits, path, status } = wanted;
    let values = args![escape(name), digits.as_str(), path.as_str(), status.as_str(), at];
    Ok(conn.one::<(i64,)>(COUNT, values).await?.0)
}

/// A text in which nothing stands for anything else.
fn escape(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// The numbers of people, the newest of each first.
pub async fn numbers(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<NumberRow>> {
    const NUMBERS: Sql = Sql::new(
        "SELECT n.person_id, n.kind, n.number, n.valid_from, n.valid_to
         FROM person_number n JOIN (VALUES ($1)) AS v ON n.person_id = v.column1
         ORDER BY n.person_id, n.valid_from DESC, n.kind",
    );
    conn.all_rows(NUMBERS, people.iter().map(|person| args![*person]).collect()).await
}

/// The status of people over time, the newest of each first.
pub async fn statuses(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<StatusRow>> {
    const STATUSES: Sql = Sql::new(
        "SELECT s.person_id, s.status, s.valid_from, s.valid_to
         FROM person_status s JOIN (VALUES ($1)) AS v ON s.person_id = v.column1
         ORDER BY s.person_id, s.valid_from DESC",
    );
    conn.all_rows(STATUSES, people.iter().map(|person| args![*person]).collect()).await
}

/// All positions of people, the newest of each first.
pub async fn assignments(conn: &mut Conn, people: &[PersonId], now: Timestamp) -> Result<Vec<Held>> {
    const ASSIGNMENTS: Sql = Sql::new(
        "SELECT a.id, a.person_id, a.unit_id,
                COALESCE((SELECT p.name FROM unit_period p WHERE p.unit_id = a.unit_id
                          AND p.valid_from <= COALESCE(a.valid_to - 1, v.column2) ORDER BY p.valid_from DESC LIMIT 1),
                         u.name) AS unit_name,
                a.position_id, a.basis, a.head, a.code, a.valid_from, a.valid_to
         FROM assignment a JOIN (VALUES ($1, $2)) AS v ON a.person_id = v.column1 JOIN unit u ON u.id = a.unit_id
         ORDER BY a.person_id, a.valid_from DESC, a.id DESC",
    );
    conn.all_rows(ASSIGNMENTS, people.iter().map(|person| args![*person, now]).collect()).await
}

/// Who leads a unit, not acting for anybody, at some moment of a time; somebody else than that person. Holds the unit: two heads
/// that are made at the same moment see each other.
pub async fn other_head(conn: &mut Conn, unit: UnitId, person: PersonId, span: Span) -> Result<Option<PersonId>> {
    const HOLD: Sql = Sql::new("UPDATE unit SET name = name WHERE id = $1");
    const OTHER: Sql = Sql::new(
        "SELECT person_id FROM assignment
         WHERE unit_id = $1 AND person_id <> $2 AND head AND basis = 'definitive'
           AND valid_from < $4 AND (valid_to IS NULL OR valid_to > $3) ORDER BY valid_from, id LIMIT 1",
    );
    conn.run(HOLD, args![unit]).await?;
    let end = span.to.unwrap_or(Timestamp(i64::MAX));
    let row: Option<(Uuid,)> = conn.maybe(OTHER, args![unit, person, span.from, end]).await?;
    Ok(row.map(|(person,)| person.into()))
}

/// Ends an assignment of that person that goes on until then; `false` where there is none to end.
pub async fn end_assignment(conn: &mut Conn, person: PersonId, id: AssignmentId, at: Timestamp) -> Result<bool> {
    const END: Sql = Sql::new(
        "UPDATE assignment SET valid_to = $3
         WHERE id = $1 AND person_id = $2 AND valid_from < $3 AND (valid_to IS NULL OR valid_to > $3)",
    );
    crate::total::due(conn, person).await?;
    Ok(conn.run(END, args![id, person, at]).await? == 1)
}

/// Ends all that somebody holds at a time; of some basis, or of any where none is named. What begins later stays.
pub async fn end_all(conn: &mut Conn, person: PersonId, basis: Option<&str>, at: Timestamp) -> Result<u64> {
    const END: Sql = Sql::new(
        "UPDATE assignment SET valid_to = $3 WHERE person_id = $1 AND ($2 = '' OR basis = $2)
         AND valid_from < $3 AND (valid_to IS NULL OR valid_to > $3)",
    );
    crate::total::due(conn, person).await?;
    conn.run(END, args![person, basis.unwrap_or_default(), at]).await
}

/// Puts a status in place of the one that began at that time, or after the running one.
pub async fn set_status(conn: &mut Conn, person: PersonId, status: Status, from: Timestamp) -> Result<()> {
    const END: Sql = Sql::new(
        "UPDATE person_status SET valid_to = $2 WHERE person_id = $1 AND valid_from < $2 AND valid_to IS NULL",
    );
    const PUT: Sql = Sql::new(
        "INSERT INTO person_status (person_id, status, valid_from) VALUES ($1, $2, $3)
         ON CONFLICT (person_id, valid_from) DO UPDATE SET status = excluded.status, valid_to = NULL",
    );
    conn.run(END, args![person, from]).await?;
    conn.run(PUT, args![person, status.code(), from]).await.map(drop)
}

/// Who has or had a number.
pub async fn holder(conn: &mut Conn, number: &str) -> Result<Option<PersonId>> {
    const HOLDER: Sql =
        Sql::new("SELECT person_id FROM person_number WHERE number = $1 ORDER BY valid_from DESC LIMIT 1");
    Ok(conn.maybe::<(Uuid,)>(HOLDER, args![number]).await?.map(|(id,)| PersonId(id)))
}

/// Gives somebody another number from a time on; the one before ends there.
pub async fn set_number(conn: &mut Conn, person: PersonId, kind: &str, number: &str, from: Timestamp) -> Result<()> {
    const END: Sql = Sql::new("UPDATE person_number SET valid_to = $2 WHERE person_id = $1 AND valid_to IS NULL");
    conn.run(END, args![person, from]).await?;
    crate::organisation::insert_number(conn, person, kind, number, from).await
}
