//! Every query of this crate, on both databases. The last test of each run fails if a text was never executed.

mod career;
mod content;
mod evaluation;
mod learning;
mod mass;
mod notifications;
mod organisation;
mod people;
mod plans;
mod sheets;
mod sign_in;
mod sync;
mod totals;
mod training;
mod transactions;
mod trust;

use std::collections::BTreeSet;
use std::sync::Mutex;

use domain::id::{CourseId, ItemId, PersonId, QuestionId};
use domain::time::Timestamp;
use uuid::Uuid;

use crate::organisation::{Person, insert_person};
use crate::testing::{TestDatabase, databases};
use crate::{Conn, Store};

/// The texts that were executed.
pub(crate) static EXECUTED: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

pub(crate) const NOW: Timestamp = Timestamp(1_800_000_000_000);

pub(crate) fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

pub(crate) fn course() -> CourseId {
    CourseId::new("kursus")
}

pub(crate) fn item(slug: &str) -> ItemId {
    ItemId::new(format!("kursus/{slug}"))
}

pub(crate) fn question(name: &str) -> QuestionId {
    QuestionId::new(name)
}

/// Runs a write, as a transaction of its own.
macro_rules! write {
    ($store:expr, |$conn:ident| $body:expr) => {
        $store.write(move |$conn| Box::pin(async move { $body.await })).await
    };
}
pub(crate) use write;

/// A database with one person.
pub(crate) async fn with_person(store: &Store) -> PersonId {
    let person = Person { id: id(1), name: "Rina".into(), kind: "pns".into() };
    let stored = person.clone();
    write!(store, |conn| insert_person(conn, &stored)).unwrap();
    person.id
}

pub(crate) async fn reader(database: &TestDatabase) -> Conn {
    database.store.reader().await.unwrap()
}

/// Each module on databases of its own.
macro_rules! on_fresh_databases {
    ($($module:ident),* $(,)?) => {
        $(for database in databases().await.unwrap() {
            $module::run(&database).await;
        })*
    };
}

/// One test and not several: it has to see all that was executed, and tests of one process would race.
#[tokio::test]
async fn every_query_runs_on_both_databases() {
    on_fresh_databases!(
        organisation,
        learning,
        content,
        sign_in,
        transactions,
        trust,
        people,
        training,
        totals,
        plans,
        sync,
        evaluation,
        mass,
        notifications,
        sheets,
        career,
    );
    let executed = EXECUTED.lock().unwrap();
    let missing: Vec<_> =
        declared().into_iter().filter(|text| !executed.iter().any(|known| same(known, text))).collect();
    assert!(missing.is_empty(), "never executed: {missing:#?}");
}

/// White space apart.
fn same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// The texts in this crate's sources: string literals inside `Sql::new(...)` and the `select!` of a module.
fn declared() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(path).unwrap();
            let prefix = prefix(&source);
            texts.extend(literals(&source, "Sql::new(\""));
            texts.extend(literals(&source, "Sql::new(\n        \""));
            for call in ["select!(\"", "select!(\n        \""] {
                texts.extend(literals(&source, call).into_iter().map(|rest| format!("{prefix}{rest}")));
            }
        }
    }
    assert!(texts.len() > 50, "the search for queries finds {} only", texts.len());
    texts
}

/// What a module's `select!` puts before its argument.
fn prefix(source: &str) -> String {
    let Some(start) = source.find("macro_rules! select") else { return String::new() };
    let body = &source[start..source[start..].find("$rest\n").map_or(source.len(), |end| start + end)];
    body.split('"').skip(1).step_by(2).collect()
}

/// The literals that begin right after `opening`, up to the next quotation mark (no query holds an escaped one).
fn literals(source: &str, opening: &str) -> Vec<String> {
    source.split(opening).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}
