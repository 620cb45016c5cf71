//! Training outside Ampera that people file, and its documents.

use domain::id::{PersonId, TrainingId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Result, Sql, args};

/// A filing.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Training {
    #[sqlx(try_from = "Uuid")]
    pub id: TrainingId,
    #[sqlx(try_from = "Uuid")]
    pub person_id: PersonId,
    pub person_name: String,
    /// `draft`, `filed`, `returned`, `verified` or `refused`.
    pub state: String,
    /// The form as it was typed, as JSON.
    pub typed: String,
    pub activity: Option<String>,
    pub title: Option<String>,
    pub organiser: Option<String>,
    pub place: Option<String>,
    pub first_at: Option<i64>,
    pub last_at: Option<i64>,
    pub amount: Option<i64>,
    pub international: bool,
    pub document_hash: Option<String>,
    pub document_name: Option<String>,
    #[sqlx(try_from = "i64")]
    pub changed_at: Timestamp,
    pub filed_at: Option<i64>,
    pub decided_at: Option<i64>,
    pub decided_by: Option<Uuid>,
    pub reason: Option<String>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Document {
    pub media_type: String,
    pub content: Vec<u8>,
}

macro_rules! select {
    ($rest:literal) => {
        Sql::new(concat!(
            "SELECT t.id, t.person_id, p.name AS person_name, t.state, t.typed, t.activity, t.title, t.organiser, t.place, ",
            "t.first_at, t.last_at, t.amount, t.international, t.document_hash, t.document_name, t.changed_at, t.filed_at, ",
            "t.decided_at, t.decided_by, t.reason FROM outside_training t JOIN person p ON p.id = t.person_id ",
            $rest
        ))
    };
}

/// Keeps a filing of this person, new or changed; `false` where it is decided already or somebody else's.
pub async fn save(conn: &mut Conn, training: Training) -> Result<bool> {
    const SAVE: Sql = Sql::new(
        "INSERT INTO outside_training (id, person_id, state, typed, activity, title, organiser, place, first_at, last_at,
             amount, international, document_hash, document_name, changed_at, filed_at, decided_at, decided_by, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, typed = excluded.typed, activity = excluded.activity,
             title = excluded.title, organiser = excluded.organiser, place = excluded.place,
             first_at = excluded.first_at, last_at = excluded.last_at, amount = excluded.amount,
             international = excluded.international, document_hash = excluded.document_hash,
             document_name = excluded.document_name, changed_at = excluded.changed_at, filed_at = excluded.filed_at,
             decided_at = excluded.decided_at, decided_by = excluded.decided_by, reason = excluded.reason
         WHERE outside_training.person_id = excluded.person_id
             AND outside_training.state IN ('draft', 'filed', 'returned')",
    );
    let Training { id, person_id, state, typed, activity, title, organiser, place, first_at, last_at, .. } = training;
    let Training { amount, international, document_hash, document_name, changed_at, filed_at, .. } = training;
    let Training { decided_at, decided_by, reason, .. } = training;
    let values = args![
        id,
        person_id,
        state,
        typed,
        activity,
        title,
        organiser,
        place,
        first_at,
        last_at,
        amount,
        international,
        document_hash,
        document_name,
        changed_at,
        filed_at,
        decided_at,
        decided_by,
        reason
    ];
    Ok(conn.run(SAVE, values).await? == 1)
}

pub async fn find(conn: &mut Conn, id: TrainingId) -> Result<Option<Training>> {
    const FIND: Sql = select!("WHERE t.id = $1");
    conn.maybe(FIND, args![id]).await
}

/// A person's filings, the newest first.
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Training>> {
    const OF_PERSON: Sql = select!("WHERE t.person_id = $1 ORDER BY t.changed_at DESC, t.id DESC");
    conn.all(OF_PERSON, args![person]).await
}

/// Filings that wait, the oldest first.
pub async fn filed(conn: &mut Conn, limit: u32) -> Result<Vec<Training>> {
    const FILED: Sql = select!("WHERE t.state = 'filed' ORDER BY t.filed_at, t.id LIMIT $1");
    conn.all(FILED, args![limit]).await
}

/// Filings that were decided, the newest first.
pub async fn decided(conn: &mut Conn, limit: u32) -> Result<Vec<Training>> {
    const DECIDED: Sql =
        select!("WHERE t.decided_at IS NOT NULL AND t.state <> 'filed' ORDER BY t.decided_at DESC, t.id DESC LIMIT $1");
    conn.all(DECIDED, args![limit]).await
}

/// Filings with the same document, of anybody, the oldest first.
pub async fn with_document(conn: &mut Conn, hash: &str, limit: u32) -> Result<Vec<Training>> {
    const WITH_DOCUMENT: Sql = select!("WHERE t.document_hash = $1 ORDER BY t.changed_at, t.id LIMIT $2");
    conn.all(WITH_DOCUMENT, args![hash, limit]).await
}

/// Verified filings after an id, for going through all of them.
pub async fn verified_after(conn: &mut Conn, last: TrainingId, limit: u32) -> Result<Vec<Training>> {
    const VERIFIED: Sql = select!("WHERE t.state = 'verified' AND t.id > $1 ORDER BY t.id LIMIT $2");
    conn.all(VERIFIED, args![last, limit]).await
}

/// Decides about a filing as it was when it was looked at; `false` where it has changed since, or is decided already.
pub async fn decide(
    conn: &mut Conn,
    id: TrainingId,
    state: &str,
    reason: Option<&str>,
    (now, by): (Timestamp, PersonId),
    seen: Timestamp,
) -> Result<bool> {
    const DECIDE: Sql = Sql::new(
        "UPDATE outside_training SET state = $2, reason = $3, decided_at = $4, decided_by = $5
         WHERE id = $1 AND state = 'filed' AND changed_at = $6",
    );
    Ok(conn.run(DECIDE, args![id, state, reason, now, by, seen]).await? == 1)
}

/// Takes a filing back that is not decided yet; `false` where there is none of this person.
pub async fn remove(conn: &mut Conn, id: TrainingId, person: PersonId) -> Result<bool> {
    const REMOVE: Sql = Sql::new(
        "DELETE FROM outside_training WHERE id = $1 AND person_id = $2 AND state IN ('draft', 'filed', 'returned')",
    );
    Ok(conn.run(REMOVE, args![id, person]).await? == 1)
}

/// Keeps a document; the same one twice is one.
pub async fn put_document(
    conn: &mut Conn,
    person: PersonId,
    hash: &str,
    document: Document,
    now: Timestamp,
) -> Result<()> {
    const PUT: Sql = Sql::new(
        "INSERT INTO training_document (person_id, hash, media_type, content, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (person_id, hash) DO NOTHING",
    );
    conn.run(PUT, args![person, hash, document.media_type, document.content, now]).await.map(drop)
}

pub async fn document(conn: &mut Conn, person: PersonId, hash: &str) -> Result<Option<Document>> {
    const DOCUMENT: Sql =
        Sql::new("SELECT media_type, content FROM training_document WHERE person_id = $1 AND hash = $2");
    conn.maybe(DOCUMENT, args![person, hash]).await
}

/// Kind and size of a document, without reading it.
pub async fn document_facts(conn: &mut Conn, person: PersonId, hash: &str) -> Result<Option<(String, i64)>> {
    const FACTS: Sql = Sql::new(
        "SELECT media_type, CAST(LENGTH(content) AS BIGINT) FROM training_document WHERE person_id = $1 AND hash = $2",
    );
    conn.maybe(FACTS, args![person, hash]).await
}

/// Removes documents of a person that no filing has any more.
pub async fn forget_unused_documents(conn: &mut Conn, person: PersonId) -> Result<u64> {
    const FORGET: Sql = Sql::new(
        "DELETE FROM training_document WHERE person_id = $1 AND NOT EXISTS
             (SELECT 1 FROM outside_training t WHERE t.person_id = $1 AND t.document_hash = training_document.hash)",
    );
    conn.run(FORGET, args![person]).await
}

/// Removes drafts that were left since before then, and their documents.
pub async fn forget_drafts(conn: &mut Conn, before: Timestamp) -> Result<u64> {
    const DRAFTS: Sql = Sql::new("DELETE FROM outside_training WHERE state = 'draft' AND changed_at < $1");
    const DOCUMENTS: Sql = Sql::new(
        "DELETE FROM training_document WHERE NOT EXISTS
             (SELECT 1 FROM outside_training t WHERE t.person_id = training_document.person_id
                 AND t.document_hash = training_document.hash)",
    );
    let rows = conn.run(DRAFTS, args![before]).await?;
    conn.run(DOCUMENTS, args![]).await?;
    Ok(rows)
}

/// Removes documents of which every filing was decided before then.
pub async fn forget_documents(conn: &mut Conn, before: Timestamp) -> Result<u64> {
    const FORGET: Sql = Sql::new(
        "DELETE FROM training_document WHERE NOT EXISTS
             (SELECT 1 FROM outside_training t WHERE t.person_id = training_document.person_id
                 AND t.document_hash = training_document.hash
                 AND (t.state NOT IN ('verified', 'refused') OR t.decided_at >= $1))",
    );
    conn.run(FORGET, args![before]).await
}

/// Puts something else where a person's words were; what was counted stays.
pub async fn blank_of(conn: &mut Conn, person: PersonId, instead: &str) -> Result<u64> {
    const BLANK: Sql = Sql::new(
        "UPDATE outside_training SET typed = '{}', title = $2, organiser = $2, place = $2, document_name = NULL, reason = NULL
         WHERE person_id = $1",
    );
    conn.run(BLANK, args![person, instead]).await
}
