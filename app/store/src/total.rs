//! The totals of the heat map: who is to be counted, what each person counts for, and the sums of each unit.
//!
//! Whatever moves a cell puts the person into `total_due` in its own transaction; a counter takes them out and brings
//! `person_cells` and `unit_total` up to date under the lock of the one row of `total_state`.

use domain::cell::{Cell, Tally};
use domain::id::{AssignmentId, CompetencyId, PersonId, PositionId, UnitId};
use domain::level::Level;
use domain::time::Timestamp;
use domain::unit::DEEPEST;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Error, Result, Sql, args};

/// How far the counting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct State {
    #[sqlx(try_from = "i64")]
    pub counted_until: Timestamp,
    pub sweeping: bool,
    pub swept_to: Option<Uuid>,
}

/// The first post of somebody.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Placed {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    #[sqlx(try_from = "Uuid")]
    pub unit_id: UnitId,
    pub path: String,
    #[sqlx(try_from = "String")]
    pub position_id: PositionId,
    pub basis: String,
}

/// What a person counts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub person: PersonId,
    pub unit: UnitId,
    pub counted_in: String,
    pub position: PositionId,
    pub basis: String,
    pub cells: Vec<Cell>,
}

#[derive(FromRow)]
struct CountedRow {
    person_id: Uuid,
    unit_id: Uuid,
    counted_in: String,
    position_id: String,
    basis: String,
    cells: String,
}

impl CountedRow {
    fn read(self) -> Result<Counted> {
        let cells =
            serde_json::from_str(&self.cells).map_err(|error| Error::Corrupt(format!("counted cells: {error}")))?;
        Ok(Counted {
            person: PersonId(self.person_id),
            unit: UnitId(self.unit_id),
            counted_in: self.counted_in,
            position: PositionId::new(self.position_id),
            basis: self.basis,
            cells,
        })
    }
}

/// Somebody in a unit's list, with what they count for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub name: String,
    pub kind: String,
    pub counted: Counted,
}

#[derive(FromRow)]
struct ListedRow {
    name: String,
    kind: String,
    #[sqlx(flatten)]
    counted: CountedRow,
}

/// Which total it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub unit: UnitId,
    /// Empty for all positions.
    pub position: String,
    /// Empty for the people.
    pub competency: String,
}

#[derive(FromRow)]
struct TotalRow {
    unit_id: Uuid,
    position_id: String,
    competency_id: String,
    people: i64,
    met: i64,
    short_1: i64,
    short_2: i64,
    short_3: i64,
    unknown: i64,
    strong: i64,
}

impl From<TotalRow> for (Key, Tally) {
    fn from(row: TotalRow) -> Self {
        let key = Key { unit: UnitId(row.unit_id), position: row.position_id, competency: row.competency_id };
        let short = [row.short_1, row.short_2, row.short_3];
        let tally = Tally { people: row.people, met: row.met, short, unknown: row.unknown, strong: row.strong };
        (key, tally)
    }
}

/// A person is to be counted again.
pub async fn due(conn: &mut Conn, person: PersonId) -> Result<()> {
    const DUE: Sql = Sql::new("INSERT INTO total_due (person_id) VALUES ($1)");
    conn.run(DUE, args![person]).await.map(drop)
}

/// People are to be counted again.
pub async fn due_all(conn: &mut Conn, people: impl Iterator<Item = PersonId>) -> Result<()> {
    const DUE: Sql = Sql::new("INSERT INTO total_due (person_id) VALUES ($1)");
    conn.run_rows(DUE, people.map(|person| args![person]).collect()).await.map(drop)
}

/// Whoever holds these assignments is to be counted again.
pub async fn due_of_assignments(conn: &mut Conn, ids: &[AssignmentId]) -> Result<()> {
    const DUE: Sql = Sql::new(
        "INSERT INTO total_due (person_id)
         SELECT a.person_id FROM assignment a JOIN (VALUES ($1)) AS v ON a.id = v.column1",
    );
    conn.run_rows(DUE, ids.iter().map(|id| args![*id]).collect()).await.map(drop)
}

/// Whoever is counted in these units is to be counted again.
pub async fn due_of_units(conn: &mut Conn, units: impl Iterator<Item = UnitId>) -> Result<()> {
    const DUE: Sql = Sql::new(
        "INSERT INTO total_due (person_id)
         SELECT c.person_id FROM person_cells c JOIN (VALUES ($1)) AS v ON c.unit_id = v.column1",
    );
    conn.run_rows(DUE, units.map(|unit| args![unit]).collect()).await.map(drop)
}

/// Whoever is counted with a position is to be counted again.
pub async fn due_of_position(conn: &mut Conn, position: &PositionId) -> Result<u64> {
    const DUE: Sql =
        Sql::new("INSERT INTO total_due (person_id) SELECT person_id FROM person_cells WHERE position_id = $1");
    conn.run(DUE, args![position]).await
}

/// Whether somebody waits to be counted, or everybody does.
pub async fn is_due(conn: &mut Conn) -> Result<bool> {
    const ANY: Sql = Sql::new("SELECT person_id FROM total_due LIMIT 1");
    if conn.maybe::<(Uuid,)>(ANY, args![]).await?.is_some() {
        return Ok(true);
    }
    Ok(state(conn).await?.is_none_or(|state| state.sweeping))
}

/// How far the counting is; `None` before the first count.
pub async fn state(conn: &mut Conn) -> Result<Option<State>> {
    const STATE: Sql = Sql::new("SELECT counted_until, sweeping, swept_to FROM total_state WHERE id = 1");
    conn.maybe(STATE, args![]).await
}

/// Holds the counting until the end of the transaction. The first time everybody is to be counted.
pub async fn hold(conn: &mut Conn, now: Timestamp) -> Result<State> {
    const BEGIN: Sql = Sql::new(
        "INSERT INTO total_state (id, counted_until, sweeping) VALUES (1, $1, TRUE) ON CONFLICT (id) DO NOTHING",
    );
    const HOLD: Sql =
        Sql::new("UPDATE total_state SET sweeping = sweeping WHERE id = 1 RETURNING counted_until, sweeping, swept_to");
    conn.run(BEGIN, args![now]).await?;
    conn.one(HOLD, args![]).await
}

pub async fn set_state(conn: &mut Conn, state: State) -> Result<()> {
    const SET: Sql = Sql::new("UPDATE total_state SET counted_until = $1, sweeping = $2, swept_to = $3 WHERE id = 1");
    conn.run(SET, args![state.counted_until, state.sweeping, state.swept_to]).await.map(drop)
}

/// Everybody is to be counted again: a rule has changed.
pub async fn sweep(conn: &mut Conn) -> Result<()> {
    const SWEEP: Sql = Sql::new("UPDATE total_state SET sweeping = TRUE, swept_to = NULL WHERE id = 1");
    conn.run(SWEEP, args![]).await.map(drop)
}

/// Takes people out of the queue, in the order of their ids from after one of them: whoever goes on where they were does not
/// come by all the places again that are empty now. Only afterwards is it looked at what they hold: what is committed later
/// puts them in again.
pub async fn take_due(conn: &mut Conn, after: Uuid, limit: u32) -> Result<Vec<PersonId>> {
    const WAITING: Sql = Sql::new("SELECT person_id FROM total_due WHERE person_id > $1 ORDER BY person_id LIMIT $2");
    // By themselves: joined in one statement, PostgreSQL reads the whole queue for each batch.
    const TAKE: Sql = Sql::new("DELETE FROM total_due WHERE person_id IN (VALUES ($1))");
    let mut people: Vec<_> =
        conn.all::<(Uuid,)>(WAITING, args![after, limit]).await?.into_iter().map(|(id,)| PersonId(id)).collect();
    people.dedup();
    conn.run_rows(TAKE, people.iter().map(|person| args![*person]).collect()).await?;
    Ok(people)
}

/// People in the order of their ids.
pub async fn people_after(conn: &mut Conn, after: Uuid, limit: u32) -> Result<Vec<PersonId>> {
    const AFTER: Sql = Sql::new("SELECT id FROM person WHERE id > $1 ORDER BY id LIMIT $2");
    Ok(conn.all::<(Uuid,)>(AFTER, args![after, limit]).await?.into_iter().map(|(id,)| PersonId(id)).collect())
}

/// Puts into the queue who is concerned by what began or ended after `since` and until `now`.
pub async fn pass(conn: &mut Conn, since: Timestamp, now: Timestamp) -> Result<u64> {
    const PASS: Sql = Sql::new(
        "INSERT INTO total_due (person_id)
         SELECT person_id FROM assignment WHERE valid_from > $1 AND valid_from <= $2
         UNION SELECT person_id FROM assignment WHERE valid_to > $1 AND valid_to <= $2
         UNION SELECT c.person_id FROM unit_period u JOIN person_cells c ON c.unit_id = u.unit_id
               WHERE u.valid_from > $1 AND u.valid_from <= $2
         UNION SELECT c.person_id FROM unit_period u JOIN person_cells c ON c.unit_id = u.unit_id
               WHERE u.valid_to > $1 AND u.valid_to <= $2",
    );
    const POSITIONS: Sql = Sql::new(
        "SELECT DISTINCT position_id FROM position_standard
         WHERE valid_from > $1 AND valid_from <= $2 OR valid_to > $1 AND valid_to <= $2 ORDER BY position_id",
    );
    let mut put = conn.run(PASS, args![since, now]).await?;
    // By themselves: joined to the people, a database reads all of them to find out that it is about none.
    for (position,) in conn.all::<(String,)>(POSITIONS, args![since, now]).await? {
        put += due_of_position(conn, &PositionId::new(position)).await?;
    }
    Ok(put)
}

/// The first post of each of some people at a time: the definitive one where there is one.
pub async fn first_posts(conn: &mut Conn, people: &[PersonId], at: Timestamp) -> Result<Vec<Placed>> {
    const POSTS: Sql = Sql::new(
        "SELECT person_id, unit_id, path, position_id, basis FROM (
             SELECT a.person_id, a.unit_id, u.path, a.position_id, a.basis,
                    ROW_NUMBER() OVER (PARTITION BY a.person_id
                        ORDER BY CASE a.basis WHEN 'definitive' THEN 0 ELSE 1 END, a.valid_from, a.id) AS place
             FROM (VALUES ($1, $2)) AS v JOIN assignment a ON a.person_id = v.column1
             JOIN unit_period u ON u.unit_id = a.unit_id
             WHERE a.valid_from <= v.column2 AND (a.valid_to IS NULL OR a.valid_to > v.column2)
               AND u.valid_from <= v.column2 AND (u.valid_to IS NULL OR u.valid_to > v.column2)) AS post
         WHERE place = 1 ORDER BY person_id",
    );
    conn.all_rows(POSTS, people.iter().map(|person| args![*person, at]).collect()).await
}

/// What every position requires at a time.
pub async fn required(conn: &mut Conn, at: Timestamp) -> Result<Vec<(PositionId, CompetencyId, Level)>> {
    const REQUIRED: Sql = Sql::new(
        "SELECT position_id, competency_id, level FROM position_standard
         WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) ORDER BY position_id, competency_id",
    );
    let rows: Vec<(String, String, i64)> = conn.all(REQUIRED, args![at]).await?;
    rows.into_iter()
        .map(|(position, competency, level)| {
            let level = Level::try_from(level).map_err(|_| Error::Corrupt(format!("the level {level}")))?;
            Ok((PositionId::new(position), CompetencyId::new(competency), level))
        })
        .collect()
}

/// What people counted for the last time.
pub async fn counted(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<Counted>> {
    const COUNTED: Sql = Sql::new(
        "SELECT c.person_id, c.unit_id, c.counted_in, c.position_id, c.basis, c.cells
         FROM (VALUES ($1)) AS v JOIN person_cells c ON c.person_id = v.column1 ORDER BY c.person_id",
    );
    let rows: Vec<CountedRow> = conn.all_rows(COUNTED, people.iter().map(|person| args![*person]).collect()).await?;
    rows.into_iter().map(CountedRow::read).collect()
}

/// Writes what people count for now.
pub async fn put_counted(conn: &mut Conn, all: &[Counted]) -> Result<()> {
    const PUT: Sql = Sql::new(
        "INSERT INTO person_cells (person_id, unit_id, counted_in, position_id, basis, cells)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (person_id) DO UPDATE SET unit_id = excluded.unit_id, counted_in = excluded.counted_in,
             position_id = excluded.position_id, basis = excluded.basis, cells = excluded.cells",
    );
    let row = |counted: &Counted| {
        let cells =
            serde_json::to_string(&counted.cells).map_err(|error| Error::Corrupt(format!("counted cells: {error}")))?;
        let Counted { person, unit, counted_in, position, basis, .. } = counted;
        Ok(args![*person, *unit, counted_in.as_str(), position, basis.as_str(), cells])
    };
    conn.run_rows(PUT, all.iter().map(row).collect::<Result<_>>()?).await.map(drop)
}

/// Adds to totals; what is added may be negative.
pub async fn add(conn: &mut Conn, changes: &[(Key, Tally)]) -> Result<()> {
    const ADD: Sql = Sql::new(
        "INSERT INTO unit_total
             (unit_id, position_id, competency_id, people, met, short_1, short_2, short_3, unknown, strong)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (unit_id, position_id, competency_id) DO UPDATE SET
             people = unit_total.people + excluded.people, met = unit_total.met + excluded.met,
             short_1 = unit_total.short_1 + excluded.short_1, short_2 = unit_total.short_2 + excluded.short_2,
             short_3 = unit_total.short_3 + excluded.short_3, unknown = unit_total.unknown + excluded.unknown,
             strong = unit_total.strong + excluded.strong",
    );
    let row = |(key, tally): &(Key, Tally)| {
        let [one, two, three] = tally.short;
        let Tally { people, met, unknown, strong, .. } = *tally;
        args![key.unit, key.position.as_str(), key.competency.as_str(), people, met, one, two, three, unknown, strong]
    };
    conn.run_rows(ADD, changes.iter().map(row).collect()).await.map(drop)
}

/// The totals of units for a position, or for all.
pub async fn of_units(conn: &mut Conn, units: &[UnitId], position: &str) -> Result<Vec<(Key, Tally)>> {
    const OF_UNITS: Sql = Sql::new(
        "SELECT t.unit_id, t.position_id, t.competency_id, t.people, t.met, t.short_1, t.short_2, t.short_3,
                t.unknown, t.strong
         FROM (VALUES ($1, $2)) AS v JOIN unit_total t ON t.unit_id = v.column1 AND t.position_id = v.column2
         WHERE t.people > 0 ORDER BY t.unit_id, t.competency_id",
    );
    let rows: Vec<TotalRow> =
        conn.all_rows(OF_UNITS, units.iter().map(|unit| args![*unit, position]).collect()).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The positions that people of a unit hold, with how many.
pub async fn positions(conn: &mut Conn, unit: UnitId) -> Result<Vec<(String, i64)>> {
    const POSITIONS: Sql = Sql::new(
        "SELECT position_id, people FROM unit_total
         WHERE unit_id = $1 AND competency_id = '' AND people > 0 ORDER BY position_id",
    );
    conn.all(POSITIONS, args![unit]).await
}

/// Every total that is not nothing, for a check.
pub async fn every(conn: &mut Conn) -> Result<Vec<(Key, Tally)>> {
    const EVERY: Sql = Sql::new(
        "SELECT unit_id, position_id, competency_id, people, met, short_1, short_2, short_3, unknown, strong
         FROM unit_total ORDER BY unit_id, position_id, competency_id",
    );
    let rows: Vec<TotalRow> = conn.all(EVERY, args![]).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The people of a unit and of all below it, by name. First the units and then their people: asked for in one, PostgreSQL
/// expects too many of both and reads everybody in the city.
pub async fn people_of(conn: &mut Conn, unit: UnitId, at: Timestamp, limit: u32) -> Result<Vec<Listed>> {
    const BELOW: Sql = Sql::new(
        "SELECT u.unit_id FROM (VALUES ($1, $2)) AS v JOIN unit_period u ON u.parent_id = v.column1
         WHERE u.valid_from <= v.column2 AND (u.valid_to IS NULL OR u.valid_to > v.column2)",
    );
    const PEOPLE: Sql = Sql::new(
        "SELECT p.name, p.kind, c.person_id, c.unit_id, c.counted_in, c.position_id, c.basis, c.cells
         FROM (VALUES ($1)) AS v JOIN person_cells c ON c.unit_id = v.column1 JOIN person p ON p.id = c.person_id",
    );
    if crate::organisation::unit_at(conn, unit, at).await?.is_none() {
        return Ok(Vec::new());
    }
    let (mut units, mut level) = (vec![unit], vec![unit]);
    // A tree has an end, and one that was damaged must not keep us here.
    for _ in 0..DEEPEST {
        let below: Vec<(Uuid,)> = conn.all_rows(BELOW, level.iter().map(|unit| args![*unit, at]).collect()).await?;
        level = below.into_iter().map(|(id,)| UnitId(id)).collect();
        if level.is_empty() {
            break;
        }
        units.extend(&level);
    }
    let rows: Vec<ListedRow> = conn.all_rows(PEOPLE, units.iter().map(|unit| args![*unit]).collect()).await?;
    let mut people = listed(rows)?;
    people.sort_unstable_by(|one, other| {
        one.name.cmp(&other.name).then_with(|| one.counted.person.cmp(&other.counted.person))
    });
    people.truncate(limit as usize);
    Ok(people)
}

/// The people without a post, by name.
pub async fn people_without_post(conn: &mut Conn, limit: u32) -> Result<Vec<Listed>> {
    const PEOPLE: Sql = Sql::new(
        "SELECT p.name, p.kind, c.person_id, c.unit_id, c.counted_in, c.position_id, c.basis, c.cells
         FROM person_cells c JOIN person p ON p.id = c.person_id WHERE c.unit_id = $1
         ORDER BY p.name, p.id LIMIT $2",
    );
    listed(conn.all(PEOPLE, args![Uuid::nil(), limit]).await?)
}

/// The people of a unit and of all below it who hold a position (empty: any), by name.
pub async fn people_with_position(
    conn: &mut Conn,
    unit: UnitId,
    at: Timestamp,
    position: &str,
    limit: u32,
) -> Result<Vec<Listed>> {
    const PEOPLE: Sql = Sql::new(
        "WITH RECURSIVE below (id) AS (
             SELECT unit_id FROM unit_period WHERE unit_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
             UNION
             SELECT u.unit_id FROM below b JOIN unit_period u ON u.parent_id = b.id
             WHERE u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2))
         SELECT p.name, p.kind, c.person_id, c.unit_id, c.counted_in, c.position_id, c.basis, c.cells
         FROM below b JOIN person_cells c ON c.unit_id = b.id JOIN person p ON p.id = c.person_id
         WHERE $3 = '' OR c.position_id = $3 ORDER BY p.name, p.id LIMIT $4",
    );
    listed(conn.all(PEOPLE, args![unit, at, position, limit]).await?)
}

/// Everybody who holds a post, in the order of their ids, after one.
pub async fn placed_after(conn: &mut Conn, after: PersonId, limit: u32) -> Result<Vec<Listed>> {
    const PLACED: Sql = Sql::new(
        "SELECT p.name, p.kind, c.person_id, c.unit_id, c.counted_in, c.position_id, c.basis, c.cells
         FROM person_cells c JOIN person p ON p.id = c.person_id
         WHERE c.person_id > $1 AND c.position_id <> '' ORDER BY c.person_id LIMIT $2",
    );
    listed(conn.all(PLACED, args![after, limit]).await?)
}

fn listed(rows: Vec<ListedRow>) -> Result<Vec<Listed>> {
    let read = |row: ListedRow| Ok(Listed { name: row.name, kind: row.kind, counted: row.counted.read()? });
    rows.into_iter().map(read).collect()
}

/// Whether a person waits to be counted.
pub async fn waits(conn: &mut Conn, person: PersonId) -> Result<bool> {
    const WAITS: Sql = Sql::new("SELECT person_id FROM total_due WHERE person_id = $1 LIMIT 1");
    Ok(conn.maybe::<(Uuid,)>(WAITS, args![person]).await?.is_some())
}
