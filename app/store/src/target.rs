//! The positions that somebody can be compared with.

use domain::time::Timestamp;

use crate::{Conn, Result, Sql, args};

/// The positions that have a standard at a time.
pub async fn positions(conn: &mut Conn, at: Timestamp) -> Result<Vec<String>> {
    const POSITIONS: Sql = Sql::new(
        "SELECT DISTINCT position_id FROM position_standard
         WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) ORDER BY position_id",
    );
    let positions: Vec<(String,)> = conn.all(POSITIONS, args![at]).await?;
    Ok(positions.into_iter().map(|(position,)| position).collect())
}
