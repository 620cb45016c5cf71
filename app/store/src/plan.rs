//! Plans: courses, the people who are to complete them, what they say to it, and what they have completed.

use domain::id::{CourseId, PersonId, PlanId, RecordId, UnitId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// What was planned, by whom and for which reason.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Plan {
    #[sqlx(try_from = "Uuid")]
    pub id: PlanId,
    pub path_id: Option<String>,
    /// `self`, `people`, `unit`, `gap` or `best`.
    pub aim: String,
    pub unit_id: Option<Uuid>,
    pub competency_id: Option<String>,
    pub note: String,
    #[sqlx(try_from = "i64")]
    pub created_at: Timestamp,
    #[sqlx(try_from = "Uuid")]
    pub created_by: PersonId,
    /// The name of who made it.
    pub author: String,
}

/// A plan to store.
#[derive(Clone, Debug)]
pub struct NewPlan {
    pub id: PlanId,
    pub path: Option<String>,
    pub aim: &'static str,
    pub unit: Option<UnitId>,
    pub competency: Option<String>,
    pub note: String,
    pub by: PersonId,
    pub at: Timestamp,
    pub due: Timestamp,
    pub courses: Vec<CourseId>,
    pub people: Vec<PersonId>,
}

/// A person of a plan.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct PlanPerson {
    #[sqlx(try_from = "Uuid")]
    pub plan_id: PlanId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub name: String,
    #[sqlx(try_from = "i64")]
    pub assigned_at: Timestamp,
    #[sqlx(try_from = "i64")]
    pub due_at: Timestamp,
    pub answer: Option<String>,
    pub answered_at: Option<i64>,
    pub exempt_at: Option<i64>,
    pub exempt_reason: Option<String>,
    pub withdrawn_at: Option<i64>,
}

/// What somebody wrote about a plan of a person.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Note {
    #[sqlx(try_from = "Uuid")]
    pub plan_id: PlanId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    #[sqlx(try_from = "Uuid")]
    pub author_id: PersonId,
    pub author: String,
    pub text: String,
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
}

/// A course that somebody has begun, and when it was completed.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Learned {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    #[sqlx(try_from = "String")]
    pub course_id: CourseId,
    pub completed_at: Option<i64>,
}

/// A quiz that somebody passed, and when for the last time.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Passed {
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    #[sqlx(try_from = "String")]
    pub course_id: CourseId,
    pub item_id: String,
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
}

/// Stores a plan; `false` where it is there already: it was sent twice. `answer` is that of all its people: who plans for oneself has
/// said yes.
pub async fn insert(conn: &mut Conn, plan: &NewPlan, answer: Option<&str>) -> Result<bool> {
    const PLAN: Sql = Sql::new(
        "INSERT INTO plan (id, path_id, aim, unit_id, competency_id, note, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING",
    );
    const COURSE: Sql = Sql::new("INSERT INTO plan_course (plan_id, course_id, place) VALUES ($1, $2, $3)");
    const PERSON: Sql = Sql::new(
        "INSERT INTO plan_person (plan_id, person_id, assigned_at, due_at, answer, answered_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    );
    let values = args![
        plan.id,
        plan.path.clone(),
        plan.aim,
        plan.unit,
        plan.competency.clone(),
        plan.note.as_str(),
        plan.at,
        plan.by
    ];
    if conn.run(PLAN, values).await? == 0 {
        return Ok(false);
    }
    let course = |(place, course): (usize, &CourseId)| args![plan.id, course, place as i64];
    conn.run_rows(COURSE, plan.courses.iter().enumerate().map(course).collect()).await?;
    let answered = answer.map(|_| plan.at);
    let person =
        |person: &PersonId| args![plan.id, *person, plan.at, plan.due, answer.map(ToOwned::to_owned), answered];
    conn.run_rows(PERSON, plan.people.iter().map(person).collect()).await?;
    Ok(true)
}

pub async fn find(conn: &mut Conn, id: PlanId) -> Result<Option<Plan>> {
    const FIND: Sql = Sql::new(
        "SELECT l.id, l.path_id, l.aim, l.unit_id, l.competency_id, l.note, l.created_at, l.created_by, p.name AS author
         FROM plan l JOIN person p ON p.id = l.created_by WHERE l.id = $1",
    );
    conn.maybe(FIND, args![id]).await
}

/// The courses of plans, in their order.
pub async fn courses(conn: &mut Conn, plans: &[PlanId]) -> Result<Vec<(Uuid, String)>> {
    const COURSES: Sql = Sql::new(
        "SELECT plan_id, course_id FROM plan_course WHERE plan_id IN (VALUES ($1)) ORDER BY plan_id, place, course_id",
    );
    conn.all_rows(COURSES, plans.iter().map(|plan| args![*plan]).collect()).await
}

/// The people of plans, by name.
pub async fn people(conn: &mut Conn, plans: &[PlanId]) -> Result<Vec<PlanPerson>> {
    const PEOPLE: Sql = Sql::new(
        "SELECT pp.plan_id, pp.person_id, p.name, pp.assigned_at, pp.due_at, pp.answer, pp.answered_at, pp.exempt_at,
                pp.exempt_reason, pp.withdrawn_at
         FROM plan_person pp JOIN person p ON p.id = pp.person_id
         WHERE pp.plan_id IN (VALUES ($1)) ORDER BY pp.plan_id, p.name, pp.person_id",
    );
    conn.all_rows(PEOPLE, plans.iter().map(|plan| args![*plan]).collect()).await
}

/// The people of plans who work now in a unit or below it, by name.
pub async fn people_here(conn: &mut Conn, plans: &[PlanId], path: &str, now: Timestamp) -> Result<Vec<PlanPerson>> {
    const HERE: Sql = Sql::new(
        "SELECT pp.plan_id, pp.person_id, p.name, pp.assigned_at, pp.due_at, pp.answer, pp.answered_at, pp.exempt_at,
                pp.exempt_reason, pp.withdrawn_at
         FROM (VALUES ($1, $2, $3)) AS v JOIN plan_person pp ON pp.plan_id = v.column1
         JOIN person p ON p.id = pp.person_id
         WHERE EXISTS (SELECT 1 FROM assignment a JOIN unit_period u ON u.unit_id = a.unit_id
                       WHERE a.person_id = pp.person_id AND u.path LIKE v.column2 || '%'
                         AND a.valid_from <= v.column3 AND (a.valid_to IS NULL OR a.valid_to > v.column3)
                         AND u.valid_from <= v.column3 AND (u.valid_to IS NULL OR u.valid_to > v.column3))
         ORDER BY pp.plan_id, p.name, pp.person_id",
    );
    conn.all_rows(HERE, plans.iter().map(|plan| args![*plan, path, now]).collect()).await
}

/// The plans of a person, the newest first.
pub async fn of_person(conn: &mut Conn, person: PersonId, limit: u32) -> Result<Vec<Plan>> {
    const OF_PERSON: Sql = Sql::new(
        "SELECT l.id, l.path_id, l.aim, l.unit_id, l.competency_id, l.note, l.created_at, l.created_by, p.name AS author
         FROM plan_person pp JOIN plan l ON l.id = pp.plan_id JOIN person p ON p.id = l.created_by
         WHERE pp.person_id = $1 ORDER BY l.created_at DESC, l.id DESC LIMIT $2",
    );
    conn.all(OF_PERSON, args![person, limit]).await
}

/// The person's own rows of their plans.
pub async fn rows_of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<PlanPerson>> {
    const ROWS: Sql = Sql::new(
        "SELECT pp.plan_id, pp.person_id, p.name, pp.assigned_at, pp.due_at, pp.answer, pp.answered_at, pp.exempt_at,
                pp.exempt_reason, pp.withdrawn_at
         FROM plan_person pp JOIN person p ON p.id = pp.person_id
         WHERE pp.person_id = $1 ORDER BY pp.due_at, pp.plan_id",
    );
    conn.all(ROWS, args![person]).await
}

/// Plans that concern somebody in a unit or below it now, the newest first.
pub async fn of_unit(conn: &mut Conn, path: &str, now: Timestamp, limit: u32, offset: u32) -> Result<Vec<Plan>> {
    const OF_UNIT: Sql = Sql::new(
        "SELECT l.id, l.path_id, l.aim, l.unit_id, l.competency_id, l.note, l.created_at, l.created_by, p.name AS author
         FROM plan l JOIN person p ON p.id = l.created_by
         WHERE EXISTS (SELECT 1 FROM plan_person pp JOIN assignment a ON a.person_id = pp.person_id
                       JOIN unit_period u ON u.unit_id = a.unit_id
                       WHERE pp.plan_id = l.id AND u.path LIKE $1 || '%'
                         AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
                         AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2))
         ORDER BY l.created_at DESC, l.id DESC LIMIT $3 OFFSET $4",
    );
    conn.all(OF_UNIT, args![path, now, limit, offset]).await
}

/// How many plans [`of_unit`] would list without a limit.
pub async fn count_of_unit(conn: &mut Conn, path: &str, now: Timestamp) -> Result<i64> {
    const COUNT: Sql = Sql::new(
        "SELECT COUNT(*) FROM plan l
         WHERE EXISTS (SELECT 1 FROM plan_person pp JOIN assignment a ON a.person_id = pp.person_id
                       JOIN unit_period u ON u.unit_id = a.unit_id
                       WHERE pp.plan_id = l.id AND u.path LIKE $1 || '%'
                         AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to > $2)
                         AND u.valid_from <= $2 AND (u.valid_to IS NULL OR u.valid_to > $2))",
    );
    Ok(conn.one::<(i64,)>(COUNT, args![path, now]).await?.0)
}

/// Who of a plan works now in a unit that `leader` leads, or below it, as [`crate::organisation::leads`] has it.
pub async fn led(conn: &mut Conn, leader: PersonId, plan: PlanId, now: Timestamp) -> Result<Vec<(Uuid,)>> {
    const LED: Sql = Sql::new(
        "SELECT DISTINCT pp.person_id FROM plan_person pp JOIN assignment m ON m.person_id = pp.person_id
         JOIN unit_period mu ON mu.unit_id = m.unit_id
         JOIN assignment h ON h.person_id = $1 AND h.head JOIN unit_period hu ON hu.unit_id = h.unit_id
         WHERE pp.plan_id = $2 AND mu.path LIKE hu.path || '%' AND NOT (m.head AND m.unit_id = h.unit_id)
           AND h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $3)
           AND m.valid_from <= $3 AND (m.valid_to IS NULL OR m.valid_to > $3)
           AND hu.valid_from <= $3 AND (hu.valid_to IS NULL OR hu.valid_to > $3)
           AND mu.valid_from <= $3 AND (mu.valid_to IS NULL OR mu.valid_to > $3)
         ORDER BY pp.person_id",
    );
    conn.all(LED, args![leader, plan, now]).await
}

/// The courses that people have begun or completed.
pub async fn learned(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<Learned>> {
    const LEARNED: Sql = Sql::new(
        "SELECT person_id, course_id, completed_at FROM enrolment WHERE person_id IN (VALUES ($1))
         ORDER BY person_id, course_id",
    );
    conn.all_rows(LEARNED, people.iter().map(|person| args![*person]).collect()).await
}

/// The quizzes that people have passed.
pub async fn passed(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<Passed>> {
    const PASSED: Sql = Sql::new(
        "SELECT person_id, course_id, item_id, MAX(finished_at) AS at FROM attempt
         WHERE passed AND finished_at IS NOT NULL AND person_id IN (VALUES ($1))
         GROUP BY person_id, course_id, item_id ORDER BY person_id, course_id, item_id",
    );
    conn.all_rows(PASSED, people.iter().map(|person| args![*person]).collect()).await
}

/// Who has which course in a plan that is neither withdrawn nor exempt.
pub async fn planned(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<(Uuid, String)>> {
    const PLANNED: Sql = Sql::new(
        "SELECT DISTINCT pp.person_id, pc.course_id FROM plan_person pp JOIN plan_course pc ON pc.plan_id = pp.plan_id
         WHERE pp.withdrawn_at IS NULL AND pp.exempt_at IS NULL AND pp.person_id IN (VALUES ($1))
         ORDER BY pp.person_id, pc.course_id",
    );
    conn.all_rows(PLANNED, people.iter().map(|person| args![*person]).collect()).await
}

/// Answers a plan that is neither withdrawn nor exempt.
pub async fn answer(conn: &mut Conn, plan: PlanId, person: PersonId, answer: &str, now: Timestamp) -> Result<bool> {
    const ANSWER: Sql = Sql::new(
        "UPDATE plan_person SET answer = $3, answered_at = $4
         WHERE plan_id = $1 AND person_id = $2 AND withdrawn_at IS NULL AND exempt_at IS NULL",
    );
    Ok(conn.run(ANSWER, args![plan, person, answer, now]).await? == 1)
}

/// Takes somebody out for a reason.
pub async fn exempt(
    conn: &mut Conn,
    (plan, person): (PlanId, PersonId),
    by: PersonId,
    reason: &str,
    now: Timestamp,
) -> Result<bool> {
    const EXEMPT: Sql = Sql::new(
        "UPDATE plan_person SET exempt_at = $5, exempt_by = $3, exempt_reason = $4
         WHERE plan_id = $1 AND person_id = $2 AND withdrawn_at IS NULL AND exempt_at IS NULL",
    );
    Ok(conn.run(EXEMPT, args![plan, person, by, reason, now]).await? == 1)
}

/// Takes an exemption back.
pub async fn include(conn: &mut Conn, plan: PlanId, person: PersonId) -> Result<bool> {
    const INCLUDE: Sql = Sql::new(
        "UPDATE plan_person SET exempt_at = NULL, exempt_by = NULL, exempt_reason = NULL
         WHERE plan_id = $1 AND person_id = $2 AND withdrawn_at IS NULL AND exempt_at IS NOT NULL",
    );
    Ok(conn.run(INCLUDE, args![plan, person]).await? == 1)
}

/// Withdraws a plan for these people.
pub async fn withdraw(conn: &mut Conn, plan: PlanId, people: &[PersonId], by: PersonId, now: Timestamp) -> Result<u64> {
    const WITHDRAW: Sql = Sql::new(
        "UPDATE plan_person SET withdrawn_at = v.column3, withdrawn_by = v.column4
         FROM (VALUES ($1, $2, $3, $4)) AS v
         WHERE plan_person.plan_id = v.column1 AND plan_person.person_id = v.column2
           AND plan_person.withdrawn_at IS NULL",
    );
    conn.run_rows(WITHDRAW, people.iter().map(|person| args![plan, *person, now, by]).collect()).await
}

/// Gives these people another due date.
pub async fn set_due(conn: &mut Conn, plan: PlanId, people: &[PersonId], due: Timestamp) -> Result<u64> {
    const SET_DUE: Sql = Sql::new(
        "UPDATE plan_person SET due_at = v.column3 FROM (VALUES ($1, $2, $3)) AS v
         WHERE plan_person.plan_id = v.column1 AND plan_person.person_id = v.column2
           AND plan_person.withdrawn_at IS NULL",
    );
    conn.run_rows(SET_DUE, people.iter().map(|person| args![plan, *person, due]).collect()).await
}

/// Writes a note.
pub async fn add_note(conn: &mut Conn, id: RecordId, note: &Note) -> Result<()> {
    const ADD: Sql =
        Sql::new("INSERT INTO plan_note (id, plan_id, person_id, author_id, text, at) VALUES ($1, $2, $3, $4, $5, $6)");
    let values = args![id, note.plan_id, note.person_id, note.author_id, note.text.as_str(), note.at];
    conn.run(ADD, values).await.map(drop)
}

/// How many notes there are about a person of a plan.
pub async fn count_notes(conn: &mut Conn, plan: PlanId, person: PersonId) -> Result<i64> {
    const COUNT: Sql = Sql::new("SELECT COUNT(*) FROM plan_note WHERE plan_id = $1 AND person_id = $2");
    Ok(conn.one::<(i64,)>(COUNT, args![plan, person]).await?.0)
}

/// The notes of plans, the oldest first.
pub async fn notes(conn: &mut Conn, plans: &[PlanId]) -> Result<Vec<Note>> {
    const NOTES: Sql = Sql::new(
        "SELECT n.plan_id, n.person_id, n.author_id, p.name AS author, n.text, n.at
         FROM plan_note n JOIN person p ON p.id = n.author_id
         WHERE n.plan_id IN (VALUES ($1)) ORDER BY n.at, n.id",
    );
    conn.all_rows(NOTES, plans.iter().map(|plan| args![*plan]).collect()).await
}

/// Removes the words of plans that a person made, when the person is erased.
pub async fn blank_words(conn: &mut Conn, person: PersonId) -> Result<()> {
    const BLANK: Sql = Sql::new("UPDATE plan SET note = '' WHERE created_by = $1");
    conn.run(BLANK, args![person]).await.map(drop)
}
