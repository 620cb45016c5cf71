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

/// Sets what a position requires from a time on; what it required before ends there.
pub async fn replace(
    conn: &mut Conn,
    position: &PositionId,
    from: Timestamp,
    required: &[(CompetencyId, Level)],
) -> Result<()> {
    const FORGET: Sql = Sql::new("DELETE FROM position_standard WHERE position_id = $1 AND valid_from = $2");
    const END: Sql = Sql::new(
        "UPDATE position_standard SET valid_to = $2
         WHERE position_id = $1 AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $2)",
    );
    const INSERT: Sql = Sql::new(
        "INSERT INTO position_standard (position_id, competency_id, level, valid_from) VALUES ($1, $2, $3, $4)",
    );
    conn.run(FORGET, args![position, from]).await?;
    conn.run(END, args![position, from]).await?;
    for (competency, level) in required {
        conn.run(INSERT, args![position, competency, *level, from]).await?;
    }
    crate::total::due_of_position(conn, position).await
}

/// What a position requires at a time, by competency.
pub async fn required(conn: &mut Conn, position: &PositionId, at: Timestamp) -> Result<Vec<Required>> {
    const REQUIRED: Sql = Sql::new(
        "SELECT competency_id, level, valid_from FROM position_standard
         WHERE position_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY competency_id",
    );
    conn.all(REQUIRED, args![position, at]).await
}
