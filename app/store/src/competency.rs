//! Derived competency states.

use domain::competency::CompetencyState;
use domain::id::{CompetencyId, PersonId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Error, Result, Sql, args};

#[derive(FromRow)]
struct StateRow {
    person_id: Uuid,
    competency_id: String,
    state: String,
}

/// A stored state and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub person: PersonId,
    pub competency: CompetencyId,
    pub state: CompetencyState,
}

fn read(row: StateRow) -> Result<Stored> {
    let state =
        serde_json::from_str(&row.state).map_err(|error| Error::Corrupt(format!("competency state: {error}")))?;
    Ok(Stored { person: PersonId(row.person_id), competency: CompetencyId::new(row.competency_id), state })
}

pub async fn put(
    conn: &mut Conn,
    person: PersonId,
    competency: &CompetencyId,
    state: &CompetencyState,
    now: Timestamp,
) -> Result<()> {
    const PUT: Sql = Sql::new(
        "INSERT INTO competency_state (person_id, competency_id, state, updated_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id, competency_id) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
    );
    let text = serde_json::to_string(state).map_err(|error| Error::Corrupt(format!("competency state: {error}")))?;
    conn.run(PUT, args![person, competency, text, now]).await?;
    crate::total::due(conn, person).await
}

/// The states of some people, by person and competency.
pub async fn of_people(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<Stored>> {
    const OF_PEOPLE: Sql = Sql::new(
        "SELECT s.person_id, s.competency_id, s.state
         FROM (VALUES ($1)) AS v JOIN competency_state s ON s.person_id = v.column1 ORDER BY s.person_id, s.competency_id",
    );
    let rows: Vec<StateRow> = conn.all_rows(OF_PEOPLE, people.iter().map(|person| args![*person]).collect()).await?;
    rows.into_iter().map(read).collect()
}

/// One state of a person.
pub async fn find(conn: &mut Conn, person: PersonId, competency: &CompetencyId) -> Result<Option<CompetencyState>> {
    const FIND: Sql = Sql::new(
        "SELECT person_id, competency_id, state FROM competency_state WHERE person_id = $1 AND competency_id = $2",
    );
    let row = conn.maybe::<StateRow>(FIND, args![person, competency]).await?;
    Ok(row.map(read).transpose()?.map(|stored| stored.state))
}

/// The states of a person, by competency.
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Stored>> {
    const OF_PERSON: Sql = Sql::new(
        "SELECT person_id, competency_id, state FROM competency_state WHERE person_id = $1 ORDER BY competency_id",
    );
    conn.all::<StateRow>(OF_PERSON, args![person]).await?.into_iter().map(read).collect()
}
