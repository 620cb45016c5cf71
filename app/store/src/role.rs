//! Roles as dated grants.

use domain::id::{CourseId, GrantId, PersonId};
use domain::policy::{Courses, Roles};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A role to give.
pub struct NewGrant {
    pub id: GrantId,
    pub person: PersonId,
    /// `trainer`, `admin` or `auditor`.
    pub role: String,
    /// The one course of a trainer; `None` is every course.
    pub course: Option<String>,
    pub from: Timestamp,
    pub until: Option<Timestamp>,
    pub by: Option<PersonId>,
}

/// A role that is held, or will be.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Grant {
    #[sqlx(try_from = "Uuid")]
    pub id: GrantId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    pub role: String,
    pub course_id: Option<String>,
    #[sqlx(try_from = "i64")]
    pub valid_from: Timestamp,
    pub valid_to: Option<i64>,
    pub granted_by: Option<String>,
}

/// Somebody found by name.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Found {
    #[sqlx(try_from = "Uuid")]
    pub id: PersonId,
    pub name: String,
    pub unit: Option<String>,
}

/// The roles and courses of [`crate::session::SignedIn::roles`]. What is unknown gives nothing.
pub fn read(text: Option<&str>) -> (Roles, Courses) {
    let (mut roles, mut courses) = (Roles::default(), Courses::default());
    for grant in text.unwrap_or_default().split(';') {
        match grant.split_once(':') {
            Some(("trainer", "")) => courses.all = true,
            Some(("trainer", course)) => {
                courses.some.insert(CourseId::new(course));
            }
            Some(("admin", _)) => roles.admin = true,
            Some(("auditor", _)) => roles.auditor = true,
            _ => {}
        }
    }
    roles.trainer = !courses.is_empty();
    (roles, courses)
}

pub async fn insert(conn: &mut Conn, grant: NewGrant) -> Result<()> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO role_grant (id, person_id, role, course_id, valid_from, valid_to, granted_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    let NewGrant { id, person, role, course, from, until, by } = grant;
    conn.run(INSERT, args![id, person, role, course, from, until, by]).await.map(drop)
}

/// The roles that are in force then, by name.
pub async fn current(conn: &mut Conn, now: Timestamp, limit: u32) -> Result<Vec<Grant>> {
    const CURRENT: Sql = Sql::new(
        "SELECT r.id, r.person_id, p.name, r.role, r.course_id, r.valid_from, r.valid_to, b.name AS granted_by
         FROM role_grant r JOIN person p ON p.id = r.person_id LEFT JOIN person b ON b.id = r.granted_by
         WHERE r.valid_to IS NULL OR r.valid_to > $1 ORDER BY p.name, p.id, r.role, r.id LIMIT $2",
    );
    conn.all(CURRENT, args![now, limit]).await
}

/// The roles of a person that are in force then.
pub async fn of_person(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<Vec<Grant>> {
    const OF_PERSON: Sql = Sql::new(
        "SELECT r.id, r.person_id, p.name, r.role, r.course_id, r.valid_from, r.valid_to, b.name AS granted_by
         FROM role_grant r JOIN person p ON p.id = r.person_id LEFT JOIN person b ON b.id = r.granted_by
         WHERE r.person_id = $1 AND (r.valid_to IS NULL OR r.valid_to > $2) ORDER BY r.role, r.id",
    );
    conn.all(OF_PERSON, args![person, now]).await
}

/// Whether somebody is an administrator or an auditor then: who sees everybody shows a second factor.
pub async fn needs_second_factor(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<bool> {
    const NEEDS: Sql = Sql::new(
        "SELECT COUNT(*) FROM role_grant WHERE person_id = $1 AND role IN ('admin', 'auditor') AND valid_from <= $2
         AND (valid_to IS NULL OR valid_to > $2)",
    );
    Ok(conn.one::<(i64,)>(NEEDS, args![person, now]).await?.0 > 0)
}

/// A role that has not ended.
pub async fn find(conn: &mut Conn, id: GrantId, now: Timestamp) -> Result<Option<Grant>> {
    const FIND: Sql = Sql::new(
        "SELECT r.id, r.person_id, p.name, r.role, r.course_id, r.valid_from, r.valid_to, b.name AS granted_by
         FROM role_grant r JOIN person p ON p.id = r.person_id LEFT JOIN person b ON b.id = r.granted_by
         WHERE r.id = $1 AND (r.valid_to IS NULL OR r.valid_to > $2)",
    );
    conn.maybe(FIND, args![id, now]).await
}

/// Holds the person until the end of the transaction, so that two grants to the same person see each other.
pub async fn hold_person(conn: &mut Conn, person: PersonId) -> Result<bool> {
    const HOLD: Sql = Sql::new("UPDATE person SET name = name WHERE id = $1");
    Ok(conn.run(HOLD, args![person]).await? == 1)
}

/// Ends a role; `false` where it had ended already.
pub async fn end(conn: &mut Conn, id: GrantId, now: Timestamp, by: PersonId) -> Result<bool> {
    const END: Sql = Sql::new(
        "UPDATE role_grant SET valid_to = $2, ended_by = $3 WHERE id = $1 AND (valid_to IS NULL OR valid_to > $2)",
    );
    Ok(conn.run(END, args![id, now, by]).await? == 1)
}

/// Ends every role of a person.
pub async fn end_all(conn: &mut Conn, person: PersonId, now: Timestamp, by: PersonId) -> Result<u64> {
    const END_ALL: Sql = Sql::new(
        "UPDATE role_grant SET valid_to = $2, ended_by = $3 WHERE person_id = $1 AND (valid_to IS NULL OR valid_to > $2)",
    );
    conn.run(END_ALL, args![person, now, by]).await
}

/// How many administrators without an end there are besides that role of somebody. Holds them until the end of the
/// transaction: of two who end each other's role at the same time, the second sees what the first did.
pub async fn other_admins(conn: &mut Conn, except: GrantId) -> Result<i64> {
    const HOLD: Sql = Sql::new("UPDATE role_grant SET role = role WHERE role = 'admin' AND valid_to IS NULL");
    const COUNT: Sql =
        Sql::new("SELECT COUNT(*) FROM role_grant WHERE role = 'admin' AND valid_to IS NULL AND id <> $1");
    conn.run(HOLD, args![]).await?;
    Ok(conn.one::<(i64,)>(COUNT, args![except]).await?.0)
}

/// People whose name has that in it, by name. `pattern` is one of [`crate::audit::anywhere`].
pub async fn find_people(conn: &mut Conn, pattern: &str, now: Timestamp, limit: u32) -> Result<Vec<Found>> {
    const FIND: Sql = Sql::new(
        "SELECT p.id, p.name, (SELECT u.name FROM assignment a JOIN unit u ON u.id = a.unit_id
                WHERE a.person_id = p.id AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
                ORDER BY CASE a.basis WHEN 'definitive' THEN 0 ELSE 1 END, a.valid_from, a.id LIMIT 1) AS unit
         FROM person p WHERE LOWER(p.name) LIKE $1 ESCAPE '!' ORDER BY p.name, p.id LIMIT $3",
    );
    conn.all(FIND, args![pattern, now, limit]).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::policy::Teaching;

    #[test]
    fn grants_are_read_back_from_one_text() {
        let (roles, courses) = read(Some("trainer:mengenali-phishing;auditor:"));
        assert!(roles.trainer && roles.auditor && !roles.admin && !courses.all);
        assert_eq!(courses.relation(&CourseId::new("mengenali-phishing")), Teaching::Own);
        assert!(read(Some("trainer:;trainer:a")).1.all);
        assert_eq!(read(None), (Roles::default(), Courses::default()));
        assert_eq!(read(Some("owner:")), (Roles::default(), Courses::default()));
    }
}
