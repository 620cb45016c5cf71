//! Sheets that were issued: what a printed one is checked against.

use domain::id::{EvaluationId, PersonId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A sheet to be issued.
#[derive(Clone, Debug)]
pub struct NewSheet {
    pub number: String,
    /// `transcript` or `evidence`.
    pub kind: &'static str,
    pub person: PersonId,
    pub evaluation: Option<EvaluationId>,
    pub lang: &'static str,
    pub digest: String,
    pub at: Timestamp,
}

/// A sheet that was issued.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Sheet {
    pub number: String,
    pub kind: String,
    /// Of its owner, as it is now.
    pub name: String,
    pub evaluation_id: Option<Uuid>,
    pub lang: String,
    pub digest: String,
    #[sqlx(try_from = "i64")]
    pub issued_at: Timestamp,
}

/// Issues a sheet, and tells its number and when it was issued: those of before where nothing on it has changed. Where it says
/// again what it said before another one, it is issued anew under its old number, and the other one is the replaced one.
pub async fn issue(conn: &mut Conn, new: &NewSheet) -> Result<(String, Timestamp)> {
    const ISSUE: Sql = Sql::new(
        "INSERT INTO sheet (number, kind, person_id, evaluation_id, lang, digest, issued_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (person_id, kind, digest) DO NOTHING",
    );
    const AGAIN: Sql = Sql::new(
        "UPDATE sheet SET issued_at = $4 WHERE person_id = $1 AND kind = $2 AND digest = $3 AND EXISTS (
             SELECT 1 FROM sheet o WHERE o.evaluation_id = sheet.evaluation_id AND o.lang = sheet.lang
               AND o.issued_at > sheet.issued_at)",
    );
    const ISSUED: Sql =
        Sql::new("SELECT number, issued_at FROM sheet WHERE person_id = $1 AND kind = $2 AND digest = $3");
    let digest = new.digest.as_str();
    let values = args![new.number.as_str(), new.kind, new.person, new.evaluation, new.lang, digest, new.at];
    if conn.run(ISSUE, values).await? == 0 {
        conn.run(AGAIN, args![new.person, new.kind, digest, new.at]).await?;
    }
    let (number, at): (String, i64) = conn.one(ISSUED, args![new.person, new.kind, digest]).await?;
    Ok((number, Timestamp(at)))
}

pub async fn find(conn: &mut Conn, number: &str) -> Result<Option<Sheet>> {
    const FIND: Sql = Sql::new(
        "SELECT s.number, s.kind, p.name, s.evaluation_id, s.lang, s.digest, s.issued_at
         FROM sheet s JOIN person p ON p.id = s.person_id WHERE s.number = $1",
    );
    conn.maybe(FIND, args![number]).await
}

/// When a sheet of an evaluation in a language was issued after a time, last of all.
pub async fn newer(
    conn: &mut Conn,
    evaluation: EvaluationId,
    lang: &str,
    after: Timestamp,
) -> Result<Option<Timestamp>> {
    const NEWER: Sql = Sql::new(
        "SELECT issued_at FROM sheet WHERE evaluation_id = $1 AND lang = $2 AND issued_at > $3
         ORDER BY issued_at DESC LIMIT 1",
    );
    Ok(conn.maybe::<(i64,)>(NEWER, args![evaluation, lang, after]).await?.map(|(at,)| Timestamp(at)))
}
