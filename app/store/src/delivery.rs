//! Deliveries on their way: one server at a time takes what is about one person, in the order in which it happened.

use domain::delivery::{DeliveryState, Destination};
use domain::id::{CourseId, PersonId, RecordId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A delivery that waits.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Waiting {
    #[sqlx(try_from = "Uuid")]
    pub outbox_id: RecordId,
    pub kind: String,
    #[sqlx(try_from = "i64")]
    pub at: Timestamp,
    /// How often it was tried.
    pub tries: i64,
    #[sqlx(try_from = "i64")]
    pub next_at: Timestamp,
    pub payload: String,
}

/// What is known of a completed course besides its message.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Completion {
    #[sqlx(try_from = "i64")]
    pub started_at: Timestamp,
    pub certificate: Option<String>,
    pub content_hash: Option<String>,
}

/// The people about whom something is due and whose turn nobody has, those who wait longest first. Somebody can be in it
/// several times.
pub async fn due(conn: &mut Conn, to: Destination, now: Timestamp, limit: u32) -> Result<Vec<PersonId>> {
    const DUE: Sql = Sql::new(
        "SELECT d.person_id FROM delivery d WHERE d.destination = $1 AND d.state = 'waiting' AND d.next_at <= $2
           AND NOT EXISTS (SELECT 1 FROM delivery_turn t WHERE t.destination = d.destination
             AND t.person_id = d.person_id AND t.claimed_until > $2)
         ORDER BY d.next_at, d.outbox_id LIMIT $3",
    );
    let rows: Vec<(Uuid,)> = conn.all(DUE, args![to.code(), now, limit]).await?;
    Ok(rows.into_iter().map(|(id,)| PersonId(id)).collect())
}

/// Takes the turn for a person; `false` where another server has it.
pub async fn claim(
    conn: &mut Conn,
    to: Destination,
    person: PersonId,
    claim: Uuid,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool> {
    const CLAIM: Sql = Sql::new(
        "INSERT INTO delivery_turn (destination, person_id, claim, claimed_until) VALUES ($1, $2, $3, $5)
         ON CONFLICT (destination, person_id) DO UPDATE SET claim = excluded.claim, claimed_until = excluded.claimed_until
         WHERE delivery_turn.claimed_until <= $4",
    );
    Ok(conn.run(CLAIM, args![to.code(), person, claim, now, until]).await? == 1)
}

/// Keeps a turn for longer; `false` where it was lost. Ending it is keeping it until now.
pub async fn keep(conn: &mut Conn, claim: Uuid, until: Timestamp) -> Result<bool> {
    const KEEP: Sql = Sql::new("UPDATE delivery_turn SET claimed_until = $2 WHERE claim = $1");
    Ok(conn.run(KEEP, args![claim, until]).await? == 1)
}

/// Who the person is there, once that is known.
pub async fn remote_person(conn: &mut Conn, to: Destination, person: PersonId) -> Result<Option<String>> {
    const REMOTE: Sql = Sql::new("SELECT remote_id FROM delivery_turn WHERE destination = $1 AND person_id = $2");
    let found: Option<(Option<String>,)> = conn.maybe(REMOTE, args![to.code(), person]).await?;
    Ok(found.and_then(|(id,)| id))
}

pub async fn remember_person(conn: &mut Conn, to: Destination, person: PersonId, remote: &str) -> Result<()> {
    const REMEMBER: Sql = Sql::new("UPDATE delivery_turn SET remote_id = $3 WHERE destination = $1 AND person_id = $2");
    conn.run(REMEMBER, args![to.code(), person, remote]).await.map(drop)
}

/// What waits about a person, in the order in which it happened.
pub async fn waiting(conn: &mut Conn, to: Destination, person: PersonId, limit: u32) -> Result<Vec<Waiting>> {
    const WAITING: Sql = Sql::new(
        "SELECT d.outbox_id, d.kind, d.at, d.tries, d.next_at, o.payload
         FROM delivery d JOIN outbox o ON o.id = d.outbox_id
         WHERE d.destination = $1 AND d.person_id = $2 AND d.state = 'waiting' ORDER BY d.at, d.outbox_id LIMIT $3",
    );
    conn.all(WAITING, args![to.code(), person, limit]).await
}

/// The number of a person today.
pub async fn number(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<Option<String>> {
    const NUMBER: Sql = Sql::new(
        "SELECT number FROM person_number WHERE person_id = $1 AND valid_from <= $2
           AND (valid_to IS NULL OR valid_to > $2) ORDER BY valid_from DESC LIMIT 1",
    );
    Ok(conn.maybe::<(String,)>(NUMBER, args![person, now]).await?.map(|(number,)| number))
}

/// When a course was begun that was completed then, and its certificate.
pub async fn completion(
    conn: &mut Conn,
    person: PersonId,
    course: &CourseId,
    at: Timestamp,
) -> Result<Option<Completion>> {
    const COMPLETION: Sql = Sql::new(
        "SELECT e.started_at, c.number AS certificate, c.content_hash FROM enrolment e
         LEFT JOIN certificate c ON c.person_id = e.person_id AND c.course_id = e.course_id AND c.issued_at = $3
         WHERE e.person_id = $1 AND e.course_id = $2",
    );
    conn.maybe(COMPLETION, args![person, course, at]).await
}

/// It is there, whoever has the turn now: what is true is written. `reason` says how it came to be there.
pub async fn sent(
    conn: &mut Conn,
    to: Destination,
    id: RecordId,
    (remote, reason): (Option<&str>, Option<&str>),
    now: Timestamp,
) -> Result<()> {
    const SENT: Sql = Sql::new(
        "UPDATE delivery SET state = 'sent', tries = tries + 1, remote_id = $3, reason = $4, detail = NULL, done_at = $5
         WHERE outbox_id = $1 AND destination = $2 AND state <> 'sent'",
    );
    conn.run(SENT, args![id, to.code(), remote, reason, now]).await.map(drop)
}

/// It will not be tried again by itself. Nothing happens where the turn was lost.
pub async fn given_up(
    conn: &mut Conn,
    (to, claim): (Destination, Uuid),
    id: RecordId,
    state: DeliveryState,
    (reason, detail): (&str, &str),
    now: Timestamp,
) -> Result<()> {
    const GIVEN_UP: Sql = Sql::new(
        "UPDATE delivery SET state = $4, tries = tries + 1, reason = $5, detail = $6, done_at = $7
         WHERE outbox_id = $1 AND destination = $2 AND state = 'waiting'
           AND EXISTS (SELECT 1 FROM delivery_turn t WHERE t.claim = $3)",
    );
    let values = args![id, to.code(), claim, state.code(), reason, detail, now];
    conn.run(GIVEN_UP, values).await.map(drop)
}

/// It is tried again then, and not before it what happened later to the same person. Nothing happens where the turn was
/// lost. A try counts unless the whole destination failed.
pub async fn later(
    conn: &mut Conn,
    (to, claim): (Destination, Uuid),
    (person, id): (PersonId, RecordId),
    (reason, detail): (&str, &str),
    counts: bool,
    next_at: Timestamp,
) -> Result<()> {
    const LATER: Sql = Sql::new(
        "UPDATE delivery SET tries = tries + CASE WHEN $4 THEN 1 ELSE 0 END, reason = $5, detail = $6
         WHERE outbox_id = $1 AND destination = $2 AND state = 'waiting'
           AND EXISTS (SELECT 1 FROM delivery_turn t WHERE t.claim = $3)",
    );
    if conn.run(LATER, args![id, to.code(), claim, counts, reason, detail]).await? == 1 {
        defer(conn, to, person, next_at).await?;
    }
    Ok(())
}

/// What waits about a person waits at least until then.
pub async fn defer(conn: &mut Conn, to: Destination, person: PersonId, next_at: Timestamp) -> Result<()> {
    const DEFER: Sql = Sql::new(
        "UPDATE delivery SET next_at = $3
         WHERE destination = $1 AND person_id = $2 AND state = 'waiting' AND next_at < $3",
    );
    conn.run(DEFER, args![to.code(), person, next_at]).await.map(drop)
}

/// Whether other systems are told about a person today.
pub async fn is_switched_on(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<bool> {
    const ON: Sql = Sql::new(
        "SELECT 1 FROM person_to_sync s WHERE s.person_id = $1
           AND s.valid_from <= $2 AND (s.valid_to IS NULL OR s.valid_to > $2) LIMIT 1",
    );
    Ok(conn.maybe::<(i32,)>(ON, args![person, now]).await?.is_some())
}
