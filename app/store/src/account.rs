//! Local accounts.

use domain::id::PersonId;
use domain::time::Timestamp;
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

/// The account of a user name, or of the e-mail address of its person. No user name has an `@` in it.
pub async fn by_name(conn: &mut Conn, name: &str) -> Result<Option<Account>> {
    const BY_NAME: Sql = Sql::new(
        "SELECT a.person_id, a.username, a.password_hash FROM account a
         LEFT JOIN person_email e ON e.person_id = a.person_id
         WHERE a.username = $1 OR e.address = $1 ORDER BY a.username LIMIT 1",
    );
    conn.maybe(BY_NAME, args![name]).await
}

pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Option<Account>> {
    const OF_PERSON: Sql = Sql::new("SELECT person_id, username, password_hash FROM account WHERE person_id = $1");
    conn.maybe(OF_PERSON, args![person]).await
}

/// Sets a new password; `false` where there is no account.
pub async fn set_password(conn: &mut Conn, person: PersonId, password_hash: &str) -> Result<bool> {
    const SET: Sql = Sql::new("UPDATE account SET password_hash = $2 WHERE person_id = $1");
    Ok(conn.run(SET, args![person, password_hash]).await? == 1)
}

/// The e-mail address of a person.
pub async fn email(conn: &mut Conn, person: PersonId) -> Result<Option<String>> {
    const EMAIL: Sql = Sql::new("SELECT address FROM person_email WHERE person_id = $1");
    Ok(conn.maybe::<(String,)>(EMAIL, args![person]).await?.map(|(address,)| address))
}

/// Keeps the address of a person that was found to be theirs.
///
/// # Errors
/// [`crate::Error::is_duplicate`] where it is somebody else's.
pub async fn set_email(conn: &mut Conn, person: PersonId, address: &str, now: Timestamp) -> Result<()> {
    const SET: Sql = Sql::new(
        "INSERT INTO person_email (person_id, address, verified_at) VALUES ($1, $2, $3)
         ON CONFLICT (person_id) DO UPDATE SET address = excluded.address, verified_at = excluded.verified_at",
    );
    conn.run(SET, args![person, address, now]).await.map(drop)
}

/// Who has that address.
pub async fn person_of_email(conn: &mut Conn, address: &str) -> Result<Option<PersonId>> {
    const OF_EMAIL: Sql = Sql::new("SELECT person_id FROM person_email WHERE address = $1");
    Ok(conn.maybe::<(Uuid,)>(OF_EMAIL, args![address]).await?.map(|(id,)| id.into()))
}

/// Who may ask for a new password with that address: an account that is not kept out.
pub async fn for_reset(conn: &mut Conn, address: &str) -> Result<Option<PersonId>> {
    const FOR_RESET: Sql = Sql::new(
        "SELECT a.person_id FROM account a JOIN person_email e ON e.person_id = a.person_id
         WHERE e.address = $1 AND NOT EXISTS (SELECT 1 FROM sign_in_block b WHERE b.person_id = a.person_id)",
    );
    Ok(conn.maybe::<(Uuid,)>(FOR_RESET, args![address]).await?.map(|(id,)| id.into()))
}

/// How somebody signs in, for the list of an administrator.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Access {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    pub unit: Option<String>,
    pub username: Option<String>,
    pub address: Option<String>,
    pub trainer: bool,
    pub admin: bool,
    pub second_factor: bool,
    pub identities: i64,
    pub blocked_since: Option<i64>,
    /// An invitation that is still good was sent then.
    pub invited_at: Option<i64>,
}

macro_rules! select {
    ($rest:literal) => {
        Sql::new(concat!(
            "SELECT p.id AS person_id, p.name, a.username, e.address, b.since AS blocked_since,
             EXISTS (SELECT 1 FROM role_grant r WHERE r.person_id = p.id AND r.role = 'trainer'
              AND r.valid_from <= $1 AND (r.valid_to IS NULL OR r.valid_to > $1)) AS trainer,
             EXISTS (SELECT 1 FROM role_grant r WHERE r.person_id = p.id AND r.role = 'admin'
              AND r.valid_from <= $1 AND (r.valid_to IS NULL OR r.valid_to > $1)) AS admin,
             EXISTS (SELECT 1 FROM second_factor f WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL)
             AS second_factor,
             (SELECT COUNT(*) FROM identity i WHERE i.person_id = p.id) AS identities,
             (SELECT MAX(t.created_at) FROM account_token t WHERE t.person_id = p.id AND t.purpose = 'invitation'
              AND t.used_at IS NULL AND t.expires_at > $1) AS invited_at,
             (SELECT u.name FROM assignment g JOIN unit u ON u.id = g.unit_id WHERE g.person_id = p.id
              AND g.valid_from <= $1 AND (g.valid_to IS NULL OR g.valid_to > $1)
              ORDER BY CASE g.basis WHEN 'definitive' THEN 0 ELSE 1 END, g.valid_from, g.id LIMIT 1) AS unit
             FROM ",
            $rest
        ))
    };
}

/// People whose name holds a text in small letters, by name.
pub async fn search(conn: &mut Conn, text: &str, now: Timestamp, (limit, offset): (u32, u32)) -> Result<Vec<Access>> {
    // The page is cut out first: what is asked of each person is asked of these alone.
    const SEARCH: Sql = select!(
        "(SELECT id, name FROM person WHERE LOWER(name) LIKE '%' || $2 || '%' ORDER BY name, id LIMIT $3 OFFSET $4) AS p
         LEFT JOIN account a ON a.person_id = p.id LEFT JOIN person_email e ON e.person_id = p.id
         LEFT JOIN sign_in_block b ON b.person_id = p.id ORDER BY p.name, p.id"
    );
    conn.all(SEARCH, args![now, text, limit, offset]).await
}

/// How many people [`search`] would list without a limit.
pub async fn count(conn: &mut Conn, text: &str) -> Result<i64> {
    const COUNT: Sql = Sql::new("SELECT COUNT(*) FROM person p WHERE LOWER(p.name) LIKE '%' || $1 || '%'");
    Ok(conn.one::<(i64,)>(COUNT, args![text]).await?.0)
}

/// How one person signs in.
pub async fn access(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<Option<Access>> {
    const ONE: Sql = select!(
        "person p LEFT JOIN account a ON a.person_id = p.id LEFT JOIN person_email e ON e.person_id = p.id
         LEFT JOIN sign_in_block b ON b.person_id = p.id WHERE p.id = $2"
    );
    conn.maybe(ONE, args![now, person]).await
}
