//! The authenticator of a person, and the codes for the day on which it is lost.

use domain::id::PersonId;
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::{Conn, Result, Sql, args};

/// An authenticator.
#[derive(Clone, FromRow)]
pub struct SecondFactor {
    pub secret: Vec<u8>,
    pub confirmed_at: Option<i64>,
    /// The time step of the last code that was taken.
    pub last_step: i64,
}

pub async fn find(conn: &mut Conn, person: PersonId) -> Result<Option<SecondFactor>> {
    const FIND: Sql = Sql::new("SELECT secret, confirmed_at, last_step FROM second_factor WHERE person_id = $1");
    conn.maybe(FIND, args![person]).await
}

/// Holds the authenticator of a person until the transaction ends: tries at its codes come one after the other. `None` where
/// there is none.
pub async fn hold(conn: &mut Conn, person: PersonId) -> Result<Option<SecondFactor>> {
    const HOLD: Sql = Sql::new(
        "UPDATE second_factor SET last_step = last_step WHERE person_id = $1 RETURNING secret, confirmed_at, last_step",
    );
    conn.maybe(HOLD, args![person]).await
}

/// Keeps a new secret, unless one is confirmed already.
pub async fn propose(conn: &mut Conn, person: PersonId, secret: Vec<u8>, now: Timestamp) -> Result<bool> {
    const PROPOSE: Sql = Sql::new(
        "INSERT INTO second_factor (person_id, secret, created_at, last_step) VALUES ($1, $2, $3, 0)
         ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
         WHERE second_factor.confirmed_at IS NULL",
    );
    Ok(conn.run(PROPOSE, args![person, secret, now]).await? == 1)
}

/// A code was right for the first time; `false` where the authenticator is confirmed already.
pub async fn confirm(conn: &mut Conn, person: PersonId, step: i64, now: Timestamp) -> Result<bool> {
    const CONFIRM: Sql = Sql::new(
        "UPDATE second_factor SET confirmed_at = $3, last_step = $2 WHERE person_id = $1 AND confirmed_at IS NULL",
    );
    Ok(conn.run(CONFIRM, args![person, step, now]).await? == 1)
}

/// Takes the code of a time step; `false` where that one or a later one was taken before.
pub async fn take_step(conn: &mut Conn, person: PersonId, step: i64) -> Result<bool> {
    const TAKE: Sql = Sql::new(
        "UPDATE second_factor SET last_step = $2 WHERE person_id = $1 AND confirmed_at IS NOT NULL AND last_step < $2",
    );
    Ok(conn.run(TAKE, args![person, step]).await? == 1)
}

/// Removes the authenticator and its recovery codes; `false` where there was none.
pub async fn remove(conn: &mut Conn, person: PersonId) -> Result<bool> {
    const REMOVE: Sql = Sql::new("DELETE FROM second_factor WHERE person_id = $1");
    remove_codes(conn, person).await?;
    Ok(conn.run(REMOVE, args![person]).await? == 1)
}

async fn remove_codes(conn: &mut Conn, person: PersonId) -> Result<()> {
    const REMOVE: Sql = Sql::new("DELETE FROM recovery_code WHERE person_id = $1");
    conn.run(REMOVE, args![person]).await.map(drop)
}

/// Puts new recovery codes in the place of the old ones.
pub async fn replace_codes(conn: &mut Conn, person: PersonId, hashes: Vec<Vec<u8>>) -> Result<()> {
    const INSERT: Sql = Sql::new("INSERT INTO recovery_code (person_id, code_hash) VALUES ($1, $2)");
    remove_codes(conn, person).await?;
    for hash in hashes {
        conn.run(INSERT, args![person, hash]).await?;
    }
    Ok(())
}

/// Uses a recovery code up; `false` where it is none or was used.
pub async fn take_code(conn: &mut Conn, person: PersonId, hash: Vec<u8>, now: Timestamp) -> Result<bool> {
    const TAKE: Sql =
        Sql::new("UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL");
    Ok(conn.run(TAKE, args![person, hash, now]).await? == 1)
}

/// How many recovery codes are left.
pub async fn codes_left(conn: &mut Conn, person: PersonId) -> Result<i64> {
    const LEFT: Sql = Sql::new("SELECT COUNT(*) FROM recovery_code WHERE person_id = $1 AND used_at IS NULL");
    Ok(conn.one::<(i64,)>(LEFT, args![person]).await?.0)
}
