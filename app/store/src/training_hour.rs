//! The learning hours of verified outside training, day by day, and what a check of every hour needs.

use domain::id::{CourseId, PersonId, TrainingId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// JP of one day.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Hour {
    #[sqlx(try_from = "Uuid")]
    pub training_id: TrainingId,
    pub title: String,
    pub activity: String,
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    pub jp: i64,
}

/// Adds the hours of a training: its day and JP, in order.
pub async fn add(
    conn: &mut Conn,
    training: TrainingId,
    person: PersonId,
    activity: &str,
    hours: &[(Timestamp, u16)],
) -> Result<()> {
    const ADD: Sql = Sql::new(
        "INSERT INTO training_hour (training_id, place, person_id, year, at, activity, jp)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    );
    let row = |(place, (at, jp)): (u32, &(Timestamp, u16))| {
        args![training, place, person, i64::from(at.year()), *at, activity, i64::from(*jp)]
    };
    conn.run_rows(ADD, (0..).zip(hours).map(row).collect()).await.map(drop)
}

/// The hours of a year, the oldest first.
pub async fn of_year(conn: &mut Conn, person: PersonId, year: i32) -> Result<Vec<Hour>> {
    const OF_YEAR: Sql = Sql::new(
        "SELECT h.training_id, COALESCE(t.title, '') AS title, h.activity, h.at, h.jp
         FROM training_hour h JOIN outside_training t ON t.id = h.training_id
         WHERE h.person_id = $1 AND h.year = $2 ORDER BY h.at, h.training_id, h.place",
    );
    conn.all(OF_YEAR, args![person, i64::from(year)]).await
}

/// The hours of a year of some people, by person, the oldest first: person, activity, day and JP.
pub async fn of_people(
    conn: &mut Conn,
    people: &[PersonId],
    year: i32,
) -> Result<Vec<(PersonId, String, Timestamp, i64)>> {
    const OF_PEOPLE: Sql = Sql::new(
        "SELECT h.person_id, h.activity, h.at, h.jp FROM (VALUES ($1, $2)) AS v
         JOIN training_hour h ON h.person_id = v.column1 AND h.year = v.column2
         ORDER BY h.person_id, h.at, h.training_id, h.place",
    );
    let values = people.iter().map(|person| args![*person, i64::from(year)]).collect();
    let rows: Vec<(Uuid, String, i64, i64)> = conn.all_rows(OF_PEOPLE, values).await?;
    Ok(rows.into_iter().map(|(person, activity, at, jp)| (PersonId(person), activity, Timestamp(at), jp)).collect())
}

/// The hours of one training: day and JP, in order.
pub async fn of_training(conn: &mut Conn, training: TrainingId) -> Result<Vec<(i64, i64)>> {
    const OF_TRAINING: Sql = Sql::new("SELECT at, jp FROM training_hour WHERE training_id = $1 ORDER BY place");
    conn.all(OF_TRAINING, args![training]).await
}

/// How many hours stand there of filings that are not verified: there should be none.
pub async fn without_verification(conn: &mut Conn) -> Result<i64> {
    const WITHOUT: Sql = Sql::new(
        "SELECT COUNT(*) FROM training_hour h JOIN outside_training t ON t.id = h.training_id
         WHERE t.state <> 'verified' OR t.person_id <> h.person_id",
    );
    Ok(conn.one::<(i64,)>(WITHOUT, args![]).await?.0)
}

/// The years in which a person has hours, the newest first.
pub async fn years(conn: &mut Conn, person: PersonId) -> Result<Vec<i32>> {
    const YEARS: Sql = Sql::new(
        "SELECT year FROM learning_hour WHERE person_id = $1
         UNION SELECT year FROM training_hour WHERE person_id = $1 ORDER BY year DESC",
    );
    let years: Vec<(i64,)> = conn.all(YEARS, args![person]).await?;
    Ok(years.into_iter().filter_map(|(year,)| i32::try_from(year).ok()).collect())
}

/// A completed course beside the hours that it brought.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct CompletedWithHours {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    #[sqlx(try_from = "String")]
    pub course_id: CourseId,
    #[sqlx(try_from = "i64")]
    pub completed_at: Timestamp,
    pub at: Option<i64>,
    pub year: Option<i64>,
    pub jp: Option<i64>,
    pub content_hash: Option<String>,
}

/// Completed courses after a person and course, for going through all of them.
pub async fn completed_after(
    conn: &mut Conn,
    person: PersonId,
    course: &CourseId,
    limit: u32,
) -> Result<Vec<CompletedWithHours>> {
    const COMPLETED: Sql = Sql::new(
        "SELECT e.person_id, e.course_id, e.completed_at, h.at, h.year, h.jp, h.content_hash
         FROM enrolment e LEFT JOIN learning_hour h ON h.person_id = e.person_id AND h.course_id = e.course_id
         WHERE e.completed_at IS NOT NULL AND (e.person_id > $1 OR (e.person_id = $1 AND e.course_id > $2))
         ORDER BY e.person_id, e.course_id LIMIT $3",
    );
    conn.all(COMPLETED, args![person, course, limit]).await
}

/// How many hours stand there of courses that are not complete: there should be none.
pub async fn without_completion(conn: &mut Conn) -> Result<i64> {
    const WITHOUT: Sql = Sql::new(
        "SELECT COUNT(*) FROM learning_hour h WHERE NOT EXISTS
             (SELECT 1 FROM enrolment e WHERE e.person_id = h.person_id AND e.course_id = h.course_id
                 AND e.completed_at IS NOT NULL)",
    );
    Ok(conn.one::<(i64,)>(WITHOUT, args![]).await?.0)
}
