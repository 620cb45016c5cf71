//! Attempts at quizzes.

use domain::attempt::State;
use domain::id::{AttemptId, ContentHash, CourseId, ItemId, PersonId};
use domain::score::PerMille;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Error, Result, Sql, args};

/// One run through a quiz.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Attempt {
    #[sqlx(try_from = "Uuid")]
    pub id: AttemptId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    #[sqlx(try_from = "String")]
    pub course_id: CourseId,
    #[sqlx(try_from = "String")]
    pub item_id: ItemId,
    #[sqlx(try_from = "String")]
    pub content_hash: ContentHash,
    /// From 1, per person and quiz.
    pub number: i64,
    pub seed: i64,
    /// The ids of the drawn questions in the order asked, as a JSON list.
    pub plan: String,
    #[sqlx(try_from = "StateText")]
    pub state: State,
    #[sqlx(try_from = "i64")]
    pub started_at: Timestamp,
    pub deadline_at: Option<i64>,
    pub finished_at: Option<i64>,
    pub score: Option<i64>,
    pub passed: Option<bool>,
}

impl Attempt {
    pub fn deadline(&self) -> Option<Timestamp> {
        self.deadline_at.map(Timestamp)
    }

    pub fn score(&self) -> Option<PerMille> {
        self.score.map(PerMille::from)
    }
}

/// A state as it is stored.
#[derive(sqlx::Type)]
#[sqlx(transparent)]
pub struct StateText(String);

impl TryFrom<StateText> for State {
    type Error = Error;

    fn try_from(text: StateText) -> Result<Self> {
        Self::parse(&text.0).ok_or_else(|| Error::Corrupt(format!("attempt state {}", text.0)))
    }
}

macro_rules! select {
    ($rest:literal) => {
        Sql::new(concat!(
            "SELECT id, person_id, course_id, item_id, content_hash, number, seed, plan, state, started_at, ",
            "deadline_at, finished_at, score, passed FROM attempt ",
            $rest
        ))
    };
}

/// # Errors
/// [`Error::is_duplicate`] where an attempt with this number was begun at the same time.
pub async fn insert(conn: &mut Conn, attempt: &Attempt) -> Result<()> {
    const INSERT: Sql = Sql::new(
        "INSERT INTO attempt (id, person_id, course_id, item_id, content_hash, number, seed, plan, state, started_at,
                              deadline_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    let values = args![
        attempt.id,
        attempt.person_id,
        &attempt.course_id,
        &attempt.item_id,
        &attempt.content_hash,
        attempt.number,
        attempt.seed,
        attempt.plan.as_str(),
        attempt.state.as_str(),
        attempt.started_at,
        attempt.deadline_at
    ];
    conn.run(INSERT, values).await.map(drop)
}

pub async fn find(conn: &mut Conn, id: AttemptId) -> Result<Option<Attempt>> {
    const FIND: Sql = select!("WHERE id = $1");
    conn.maybe(FIND, args![id]).await
}

/// A person's attempts at a quiz, the first first.
pub async fn of_item(conn: &mut Conn, person: PersonId, item: &ItemId) -> Result<Vec<Attempt>> {
    const OF_ITEM: Sql = select!("WHERE person_id = $1 AND item_id = $2 ORDER BY number");
    conn.all(OF_ITEM, args![person, item]).await
}

/// A person's attempts at the quizzes of a course, in the order of their ids, which is that of time.
pub async fn of_course(conn: &mut Conn, person: PersonId, course: &CourseId) -> Result<Vec<Attempt>> {
    const OF_COURSE: Sql = select!("WHERE person_id = $1 AND course_id = $2 ORDER BY id");
    conn.all(OF_COURSE, args![person, course]).await
}

/// All attempts of a person, the newest first.
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Attempt>> {
    const OF_PERSON: Sql = select!("WHERE person_id = $1 ORDER BY started_at DESC, id DESC");
    conn.all(OF_PERSON, args![person]).await
}

/// The attempts of a person that are running.
pub async fn running_of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Attempt>> {
    const RUNNING: Sql =
        select!("WHERE person_id = $1 AND finished_at IS NULL AND state IN ('open', 'in-progress') ORDER BY id");
    conn.all(RUNNING, args![person]).await
}

/// Attempts that are not finished although their time is over.
pub async fn overdue(conn: &mut Conn, before: Timestamp, limit: u32) -> Result<Vec<Attempt>> {
    const OVERDUE: Sql = select!(
        "WHERE finished_at IS NULL AND state IN ('open', 'in-progress') AND deadline_at < $1 ORDER BY deadline_at LIMIT $2"
    );
    conn.all(OVERDUE, args![before, limit]).await
}

/// Attempts that wait for a marker, the oldest first.
pub async fn unmarked(conn: &mut Conn, limit: u32) -> Result<Vec<Attempt>> {
    const UNMARKED: Sql = select!("WHERE state = 'submitted' ORDER BY started_at, id LIMIT $1");
    conn.all(UNMARKED, args![limit]).await
}

/// Finished attempts after `last` in the order of ids, for replays.
pub async fn finished_after(conn: &mut Conn, last: AttemptId, limit: u32) -> Result<Vec<Attempt>> {
    const FINISHED: Sql = select!("WHERE id > $1 AND state IN ('graded', 'expired') ORDER BY id LIMIT $2");
    conn.all(FINISHED, args![last, limit]).await
}

/// Holds a running attempt until the end of the transaction and tells its state; `None` where it is running no more.
pub async fn hold_running(conn: &mut Conn, id: AttemptId) -> Result<Option<State>> {
    const HOLD: Sql =
        Sql::new("UPDATE attempt SET state = state WHERE id = $1 AND state IN ('open', 'in-progress') RETURNING state");
    let row = conn.maybe::<(String,)>(HOLD, args![id]).await?;
    row.map(|(state,)| StateText(state).try_into()).transpose()
}

/// Moves an attempt from one state to another; `false` where it was no longer in that state. Whoever gets `true` holds the
/// attempt until the end of the transaction.
pub async fn advance(conn: &mut Conn, id: AttemptId, from: State, to: State) -> Result<bool> {
    const ADVANCE: Sql = Sql::new("UPDATE attempt SET state = $3 WHERE id = $1 AND state = $2");
    Ok(conn.run(ADVANCE, args![id, from.as_str(), to.as_str()]).await? == 1)
}

/// Stores the result of a finished attempt.
pub async fn set_result(conn: &mut Conn, id: AttemptId, at: Timestamp, score: PerMille, passed: bool) -> Result<()> {
    const RESULT: Sql = Sql::new("UPDATE attempt SET finished_at = $2, score = $3, passed = $4 WHERE id = $1");
    conn.run(RESULT, args![id, at, score, passed]).await.map(drop)
}
