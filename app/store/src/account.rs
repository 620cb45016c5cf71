//! Local accounts.

use domain::id::PersonId;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// What a person signs in with.
#[derive(Clone, FromRow)]
pub struct Account {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub username: String,
    /// Argon2id in PHC form.
    pub password_hash: String,
}

/// # Errors
/// [`crate::Error::is_duplicate`] where the name is taken.
pub async fn insert(conn: &mut Conn, account: &Account) -> Result<()> {
    const INSERT: Sql = Sql::new("INSERT INTO account (person_id, username, password_hash) VALUES ($1, $2, $3)");
    conn.run(INSERT, args![account.person_id, account.username.as_str(), account.password_hash.as_str()])
        .await
        .map(drop)
}

pub async fn by_username(conn: &mut Conn, username: &str) -> Result<Option<Account>> {
    const BY_USERNAME: Sql = Sql::new("SELECT person_id, username, password_hash FROM account WHERE username = $1");
    conn.maybe(BY_USERNAME, args![username]).await
}
