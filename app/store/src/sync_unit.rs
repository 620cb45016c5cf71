//! The units about whose people other systems are told.

use domain::id::{PersonId, UnitId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A unit that is switched on.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct SwitchedOn {
    #[sqlx(try_from = "Uuid")]
    pub unit_id: UnitId,
    pub name: String,
    /// The ids from the root to the unit, each ended by `/`.
    pub path: String,
    #[sqlx(try_from = "i64")]
    pub since: Timestamp,
    /// The name of who did it.
    pub by: Option<String>,
}

/// The units that are switched on, by name.
pub async fn all(conn: &mut Conn, limit: u32) -> Result<Vec<SwitchedOn>> {
    const ALL: Sql = Sql::new(
        "SELECT s.unit_id, u.name, u.path, s.valid_from AS since, p.name AS by
         FROM sync_unit s JOIN unit u ON u.id = s.unit_id LEFT JOIN person p ON p.id = s.switched_on_by
         WHERE s.valid_to IS NULL ORDER BY u.name, s.unit_id LIMIT $1",
    );
    conn.all(ALL, args![limit]).await
}

/// Switches a unit on; `false` where it is already.
pub async fn switch_on(conn: &mut Conn, unit: UnitId, by: PersonId, now: Timestamp) -> Result<bool> {
    const ON: Sql = Sql::new(
        "INSERT INTO sync_unit (unit_id, valid_from, switched_on_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    );
    Ok(conn.run(ON, args![unit, now, by]).await? == 1)
}

/// Switches a unit off; `false` where it is already.
pub async fn switch_off(conn: &mut Conn, unit: UnitId, by: PersonId, now: Timestamp) -> Result<bool> {
    const OFF: Sql =
        Sql::new("UPDATE sync_unit SET valid_to = $2, switched_off_by = $3 WHERE unit_id = $1 AND valid_to IS NULL");
    Ok(conn.run(OFF, args![unit, now, by]).await? == 1)
}

/// Lets go what is held about people of units that are on, and holds what waits about the others. Tells how many
/// deliveries changed.
pub async fn settle(conn: &mut Conn, now: Timestamp) -> Result<u64> {
    const LET_GO: Sql = Sql::new(
        "UPDATE delivery SET state = 'waiting', next_at = $1
         WHERE state = 'held' AND person_id IN (SELECT s.person_id FROM person_to_sync s
             WHERE s.valid_from <= $1 AND (s.valid_to IS NULL OR s.valid_to > $1))",
    );
    const HOLD: Sql = Sql::new(
        "UPDATE delivery SET state = 'held'
         WHERE state = 'waiting' AND person_id NOT IN (SELECT s.person_id FROM person_to_sync s
             WHERE s.valid_from <= $1 AND (s.valid_to IS NULL OR s.valid_to > $1))",
    );
    Ok(conn.run(LET_GO, args![now]).await? + conn.run(HOLD, args![now]).await?)
}

/// Holds what waits about one person.
pub async fn hold(conn: &mut Conn, person: PersonId) -> Result<()> {
    const HOLD: Sql = Sql::new("UPDATE delivery SET state = 'held' WHERE state = 'waiting' AND person_id = $1");
    conn.run(HOLD, args![person]).await.map(drop)
}
