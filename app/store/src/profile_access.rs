//! Looking at somebody else: once per viewer, person, kind and hour it goes to the audit log.

use domain::id::PersonId;
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::{Conn, Result, Sql, args};

/// Who looked, as the person concerned sees it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Look {
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    pub name: Option<String>,
    pub action: String,
    pub detail: String,
}

/// The hours since 1970.
pub fn hour(at: Timestamp) -> i64 {
    at.0.div_euclid(3_600_000)
}

/// Whether this look is noted already.
pub async fn is_noted(conn: &mut Conn, viewer: PersonId, person: PersonId, kind: &str, at: Timestamp) -> Result<bool> {
    const IS_NOTED: Sql =
        Sql::new("SELECT 1 FROM profile_access WHERE viewer_id = $1 AND person_id = $2 AND kind = $3 AND hour = $4");
    Ok(conn.maybe::<(i32,)>(IS_NOTED, args![viewer, person, kind, hour(at)]).await?.is_some())
}

/// Notes a look; `false` where it is noted already.
pub async fn note(conn: &mut Conn, viewer: PersonId, person: PersonId, kind: &str, at: Timestamp) -> Result<bool> {
    const NOTE: Sql = Sql::new(
        "INSERT INTO profile_access (viewer_id, person_id, kind, hour) VALUES ($1, $2, $3, $4)
         ON CONFLICT (viewer_id, person_id, kind, hour) DO NOTHING",
    );
    Ok(conn.run(NOTE, args![viewer, person, kind, hour(at)]).await? == 1)
}

/// Who looked at a person, the newest first.
pub async fn of_person(conn: &mut Conn, person: PersonId, limit: u32) -> Result<Vec<Look>> {
    const OF_PERSON: Sql = Sql::new(
        "SELECT a.at, p.name, a.action, a.detail FROM audit a LEFT JOIN person p ON p.id = a.actor_id
         WHERE a.subject_id = $1 AND a.action IN
             ('profile-viewed', 'evidence-viewed', 'answers-viewed', 'training-document-opened', 'evaluation-viewed', 'career-viewed')
         ORDER BY a.at DESC, a.id DESC LIMIT $2",
    );
    conn.all(OF_PERSON, args![person, limit]).await
}
