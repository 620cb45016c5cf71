//! Required levels per position and competency, dated.

use domain::id::{CompetencyId, PositionId};
use domain::level::Level;
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::{Conn, Result, Sql, args};

/// What a position requires.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Required {
    #[sqlx(try_from = "String")]
    pub competency_id: CompetencyId,
    #[sqlx(try_from = "i64")]
    pub level: Level,
    #[sqlx(try_from = "i64")]
    pub valid_from: Timestamp,
}

/// Stores a requirement; the same one twice is one row.
pub async fn put(
    conn: &mut Conn,
    position: &PositionId,
    competency: &CompetencyId,
    level: Level,
    from: Timestamp,
) -> Result<()> {
    const PUT: Sql = Sql::new(
        "INSERT INTO position_standard (position_id, competency_id, level, valid_from) VALUES ($1, $2, $3, $4)
         ON CONFLICT (position_id, competency_id, valid_from) DO UPDATE SET level = excluded.level",
    );
    conn.run(PUT, args![position, competency, level, from]).await.map(drop)
}

/// What a position requires at a time, by competency.
pub async fn required(conn: &mut Conn, position: &PositionId, at: Timestamp) -> Result<Vec<Required>> {
    const REQUIRED: Sql = Sql::new(
        "SELECT competency_id, level, valid_from FROM position_standard
         WHERE position_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY competency_id",
    );
    conn.all(REQUIRED, args![position, at]).await
}
