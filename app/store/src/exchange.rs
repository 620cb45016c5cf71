//! What service clients read: completed courses and competency states by the time at which they came about.

use domain::id::PersonId;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// The place after which a page begins: time, person, and course or competency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    pub at: Timestamp,
    pub person: PersonId,
    pub thing: String,
}

/// A course that somebody completed.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Completed {
    pub person_id: Uuid,
    pub number: Option<String>,
    pub course_id: String,
    pub completed_at: i64,
    pub jp: Option<i64>,
    pub certificate: Option<String>,
}

/// A competency of somebody.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct State {
    pub person_id: Uuid,
    pub number: Option<String>,
    pub competency_id: String,
    pub updated_at: i64,
    /// As JSON.
    pub state: String,
}

/// Completed courses after a place, the oldest first. The number of today stands beside only where it is asked for.
pub async fn completed(
    conn: &mut Conn,
    after: &After,
    now: Timestamp,
    numbers: bool,
    limit: u32,
) -> Result<Vec<Completed>> {
    const COMPLETED: Sql = Sql::new(
        "SELECT e.person_id, e.course_id, e.completed_at,
                (SELECT h.jp FROM learning_hour h WHERE h.person_id = e.person_id AND h.course_id = e.course_id
                   AND h.at = e.completed_at LIMIT 1) AS jp,
                (SELECT c.number FROM certificate c WHERE c.person_id = e.person_id AND c.course_id = e.course_id
                   AND c.issued_at = e.completed_at LIMIT 1) AS certificate,
                CASE WHEN $5 THEN (SELECT n.number FROM person_number n WHERE n.person_id = e.person_id
                   AND n.valid_from <= $4 AND (n.valid_to IS NULL OR n.valid_to > $4)
                   ORDER BY n.valid_from DESC LIMIT 1) END AS number
         FROM enrolment e
         WHERE e.completed_at IS NOT NULL AND (e.completed_at, e.person_id, e.course_id) > ($1, $2, $3)
         ORDER BY e.completed_at, e.person_id, e.course_id LIMIT $6",
    );
    conn.all(COMPLETED, args![after.at, after.person, after.thing.as_str(), now, numbers, limit]).await
}

/// Competency states derived after a place, the oldest first.
pub async fn states(conn: &mut Conn, after: &After, now: Timestamp, numbers: bool, limit: u32) -> Result<Vec<State>> {
    const STATES: Sql = Sql::new(
        "SELECT s.person_id, s.competency_id, s.updated_at, s.state,
                CASE WHEN $5 THEN (SELECT n.number FROM person_number n WHERE n.person_id = s.person_id
                   AND n.valid_from <= $4 AND (n.valid_to IS NULL OR n.valid_to > $4)
                   ORDER BY n.valid_from DESC LIMIT 1) END AS number
         FROM competency_state s
         WHERE (s.updated_at, s.person_id, s.competency_id) > ($1, $2, $3)
         ORDER BY s.updated_at, s.person_id, s.competency_id LIMIT $6",
    );
    conn.all(STATES, args![after.at, after.person, after.thing.as_str(), now, numbers, limit]).await
}
