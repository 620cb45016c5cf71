//! The schema, as numbered steps that are never changed once released.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{SqlSafeStr, SqlStr};

use crate::open::Backend;

/// Every step that makes tables or adds columns. One `ALTER TABLE x ADD COLUMN` a line: a backup reads these texts.
pub(crate) const TABLES: [&str; 5] = [
    include_str!("../migrations/0001_tables.sql"),
    include_str!("../migrations/0003_people.sql"),
    include_str!("../migrations/0004_sign_in.sql"),
    include_str!("../migrations/0005_audit.sql"),
    include_str!("../migrations/0011_evaluation.sql"),
];

/// The steps for one database. The tables are one text; triggers are written for each.
pub(crate) fn migrator(backend: Backend) -> Migrator {
    let [tables, people, sign_in, ..] = TABLES;
    let append_only = match backend {
        Backend::Sqlite => include_str!("../migrations/0002_append_only.sqlite.sql"),
        Backend::Postgres => include_str!("../migrations/0002_append_only.postgres.sql"),
    };
    let audit = match backend {
        Backend::Sqlite => {
            concat!(include_str!("../migrations/0005_audit.sql"), include_str!("../migrations/0005_audit.sqlite.sql"))
        }
        Backend::Postgres => {
            concat!(include_str!("../migrations/0005_audit.sql"), include_str!("../migrations/0005_audit.postgres.sql"))
        }
    };
    let evaluation = match backend {
        Backend::Sqlite => concat!(
            include_str!("../migrations/0011_evaluation.sql"),
            include_str!("../migrations/0011_evaluation.sqlite.sql")
        ),
        Backend::Postgres => concat!(
            include_str!("../migrations/0011_evaluation.sql"),
            include_str!("../migrations/0011_evaluation.postgres.sql")
        ),
    };
    Migrator::with_migrations(vec![
        step(1, "tables", tables),
        step(2, "append only", append_only),
        step(3, "people", people),
        step(4, "sign in", sign_in),
        step(5, "audit", audit),
        step(11, "evaluation", evaluation),
    ])
}

fn step(version: i64, description: &'static str, sql: &'static str) -> Migration {
    let sql: SqlStr = sql.into_sql_str();
    Migration::new(version, Cow::Borrowed(description), MigrationType::Simple, sql, false)
}
