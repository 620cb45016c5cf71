//! Everything that is stored about one person: to hand it over, and to erase what nobody has to keep.
//!
//! Which tables there are is read from the migrations, as for a backup. What happens to each when a person is erased
//! stands in [`FATES`]; a table about persons that is missing there fails a test.

use domain::id::PersonId;
use serde_json::{Map, Value};
use sqlx::{AssertSqlSafe, Row as _};
use uuid::Uuid;

use crate::args::bind_all;
use crate::backup::{Kind, Table, tables};
use crate::conn::Either;
use crate::{Conn, Result, Sql, args};

macro_rules! one_count {
    ($conn:expr, $text:expr, $person:expr) => {
        bind_all!(sqlx::query_scalar::<_, i64>(AssertSqlSafe($text)), args![$person]).fetch_one(&mut *$conn).await?
    };
}

macro_rules! rows_as_json {
    ($conn:expr, $text:expr, $person:expr, $columns:expr) => {{
        let rows = bind_all!(sqlx::query(AssertSqlSafe($text)), args![$person]).fetch_all(&mut *$conn).await?;
        let mut list = Vec::with_capacity(rows.len());
        for row in rows {
            let mut object = Map::new();
            for (index, (name, kind)) in $columns.iter().enumerate() {
                let value = match kind {
                    Kind::Int => row.try_get::<Option<i64>, _>(index)?.map(Value::from),
                    Kind::Text => row.try_get::<Option<String>, _>(index)?.map(Value::from),
                    Kind::Uuid => row.try_get::<Option<Uuid>, _>(index)?.map(|id| Value::from(id.to_string())),
                    Kind::Bytes => None,
                    Kind::Bool => row.try_get::<Option<bool>, _>(index)?.map(Value::from),
                };
                object.insert((*name).to_owned(), value.unwrap_or(Value::Null));
            }
            list.push(Value::Object(object));
        }
        list
    }};
}

macro_rules! run_text {
    ($conn:expr, $text:expr, $person:expr) => {
        bind_all!(sqlx::query(AssertSqlSafe($text)), args![$person]).execute(&mut *$conn).await?.rows_affected()
    };
}

/// What becomes of a person's rows when the person is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They go.
    Delete,
    /// They stay, without what names or describes the person.
    Blank,
    /// They stay; the id is that of a period in `content/rules/retention.yaml`, which says why.
    Keep(&'static str),
}

/// Every table about persons.
pub const FATES: [(&str, Fate); 55] = [
    ("person", Fate::Blank),
    ("person_number", Fate::Delete),
    ("account", Fate::Delete),
    ("session", Fate::Delete),
    ("person_email", Fate::Delete),
    ("identity", Fate::Delete),
    ("identity_unlinked", Fate::Delete),
    ("sign_in_step", Fate::Delete),
    ("sign_in_block", Fate::Keep("account")),
    ("account_token", Fate::Delete),
    ("mail", Fate::Delete),
    ("second_factor", Fate::Delete),
    ("recovery_code", Fate::Delete),
    ("known_device", Fate::Delete),
    ("person_status", Fate::Keep("posts")),
    ("import_upload", Fate::Delete),
    ("profile_access", Fate::Delete),
    ("answer", Fate::Blank),
    ("data_request", Fate::Blank),
    ("role_grant", Fate::Keep("posts")),
    ("assignment", Fate::Keep("posts")),
    ("enrolment", Fate::Keep("learning")),
    ("lesson_read", Fate::Keep("learning")),
    ("attempt", Fate::Keep("learning")),
    ("evidence", Fate::Keep("evaluation")),
    ("competency_state", Fate::Keep("evaluation")),
    // Derived from what stays: the totals of a unit do not change because somebody is erased.
    ("person_cells", Fate::Keep("evaluation")),
    ("total_due", Fate::Keep("evaluation")),
    ("standard_draft", Fate::Delete),
    ("outbox", Fate::Keep("evaluation")),
    ("learning_hour", Fate::Keep("hours")),
    ("certificate", Fate::Keep("certificates")),
    ("outside_training", Fate::Blank),
    ("training_document", Fate::Delete),
    ("training_hour", Fate::Keep("hours")),
    ("audit", Fate::Keep("audit")),
    // Plans look ahead; what came of them is in the records of learning, which stay.
    ("plan_person", Fate::Delete),
    ("plan_note", Fate::Delete),
    ("plan_reminder", Fate::Delete),
    ("plan_mail", Fate::Delete),
    ("plan_setting", Fate::Delete),
    ("delivery", Fate::Keep("evaluation")),
    ("delivery_turn", Fate::Delete),
    ("evaluation", Fate::Keep("evaluation")),
    ("evaluation_event", Fate::Keep("evaluation")),
    ("evaluation_evidence", Fate::Keep("evaluation")),
    // They tell of what is stored elsewhere.
    ("notification", Fate::Delete),
    ("inbox", Fate::Delete),
    ("notification_choice", Fate::Delete),
    ("notification_digest", Fate::Delete),
    // A number and a digest: whoever holds a printed sheet may check it.
    ("sheet", Fate::Keep("certificates")),
    ("sheet_part", Fate::Delete),
    // What was decided by them stands in the results, which stay.
    ("career_fact", Fate::Delete),
    ("talent_result", Fate::Keep("evaluation")),
    ("shortlist_entry", Fate::Keep("evaluation")),
];

/// Columns of these names are not handed over: with a hash, a token or a seed somebody could sign in, or learn where the
/// right answers of a running attempt are.
const SECRET: [&str; 7] = ["hash", "secret", "token", "seed", "plan", "code", "ledger_seq"];

/// How many rows of a table are about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub table: &'static str,
    pub fate: Fate,
    pub rows: i64,
}

/// How the rows about a person are found. Names come from the migrations and this module, never from outside.
fn condition(table: &str) -> &'static str {
    match table {
        "person" => "id = $1",
        "answer" => "attempt_id IN (SELECT id FROM attempt WHERE person_id = $1)",
        "audit" => "subject_id = $1",
        // A head's draft is not handed over before it is shared.
        "evaluation" => "person_id = $1 AND state NOT IN ('draft', 'unrated')",
        "evaluation_event" => "person_id = $1 AND kind <> 'rated'",
        _ => "person_id = $1",
    }
}

/// The tables about persons, with what becomes of them.
fn concerned() -> Vec<(Table, Fate)> {
    let fate = |table: &Table| FATES.iter().find(|(name, _)| *name == table.name).map(|(_, fate)| *fate);
    tables().into_iter().filter_map(|table| fate(&table).map(|fate| (table, fate))).collect()
}

/// How much is stored about a person, by table.
pub async fn counts(conn: &mut Conn, person: PersonId) -> Result<Vec<Count>> {
    let mut counts = Vec::new();
    for (table, fate) in concerned() {
        let text = format!("SELECT COUNT(*) FROM {} WHERE {}", table.name, condition(table.name));
        let rows = match conn.either()? {
            Either::Sqlite(conn) => one_count!(conn, text, person),
            Either::Postgres(conn) => one_count!(conn, text, person),
        };
        counts.push(Count { table: table.name, fate, rows });
    }
    Ok(counts)
}

/// Every row about a person, by table, without what could be used to sign in.
pub async fn export(conn: &mut Conn, person: PersonId) -> Result<Map<String, Value>> {
    let mut all = Map::new();
    for (table, _) in concerned() {
        let shown =
            |(name, kind): &&(&str, Kind)| *kind != Kind::Bytes && !SECRET.iter().any(|mark| name.contains(mark));
        let columns: Vec<_> = table.columns.iter().filter(shown).copied().collect();
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let order = if names.len() > 1 { "1, 2" } else { "1" };
        let text =
            format!("SELECT {} FROM {} WHERE {} ORDER BY {order}", names.join(", "), table.name, condition(table.name));
        let rows = match conn.either()? {
            Either::Sqlite(conn) => rows_as_json!(conn, text, person, columns),
            Either::Postgres(conn) => rows_as_json!(conn, text, person, columns),
        };
        all.insert(table.name.to_owned(), Value::Array(rows));
    }
    Ok(all)
}

/// Deletes what goes, table by table. Blanking is done by those who know what to put there.
pub async fn delete(conn: &mut Conn, person: PersonId) -> Result<u64> {
    let mut rows = 0;
    // In the reverse order of creation: what refers to something goes before it.
    for (table, _) in concerned().into_iter().rev().filter(|(_, fate)| *fate == Fate::Delete) {
        let text = format!("DELETE FROM {} WHERE {}", table.name, condition(table.name));
        rows += match conn.either()? {
            Either::Sqlite(conn) => run_text!(conn, text, person),
            Either::Postgres(conn) => run_text!(conn, text, person),
        };
    }
    Ok(rows)
}

/// Gives a person another name.
pub async fn rename(conn: &mut Conn, person: PersonId, name: &str) -> Result<()> {
    const RENAME: Sql = Sql::new("UPDATE person SET name = $2 WHERE id = $1");
    conn.run(RENAME, args![person, name]).await.map(drop)
}

/// The name with which a person signs in.
pub async fn username(conn: &mut Conn, person: PersonId) -> Result<Option<String>> {
    const USERNAME: Sql = Sql::new("SELECT username FROM account WHERE person_id = $1");
    Ok(conn.maybe::<(String,)>(USERNAME, args![person]).await?.map(|(name,)| name))
}

/// The NIP and NI PPPK of a person, the newest first: kind and number.
pub async fn numbers(conn: &mut Conn, person: PersonId) -> Result<Vec<(String, String)>> {
    const NUMBERS: Sql =
        Sql::new("SELECT kind, number FROM person_number WHERE person_id = $1 ORDER BY valid_from DESC, kind");
    conn.all(NUMBERS, args![person]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_decided_what_becomes_of_every_table_about_persons() {
        for table in tables() {
            let about_persons = table.columns.iter().any(|(name, _)| matches!(*name, "person_id" | "subject_id"));
            let decided = FATES.iter().any(|(name, _)| *name == table.name);
            assert!(!about_persons || decided, "add {} to FATES: does it stay when a person is erased?", table.name);
        }
        assert_eq!(concerned().len(), FATES.len(), "a table of FATES does not exist");
    }
}
