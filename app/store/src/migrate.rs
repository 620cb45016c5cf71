//! The schema, as numbered steps that are never changed once released.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{SqlSafeStr, SqlStr};

use crate::open::Backend;

/// Every step that makes tables, adds or drops columns. One `ALTER TABLE` a line: a backup reads these texts.
pub(crate) const TABLES: [&str; 13] = [
    include_str!("../migrations/0001_tables.sql"),
    include_str!("../migrations/0003_people.sql"),
    include_str!("../migrations/0004_sign_in.sql"),
    include_str!("../migrations/0005_audit.sql"),
    include_str!("../migrations/0006_ways_in.sql"),
    include_str!("../migrations/0007_team.sql"),
    include_str!("../migrations/0008_plans.sql"),
    include_str!("../migrations/0009_training.sql"),
    include_str!("../migrations/0010_sync.sql"),
    include_str!("../migrations/0011_evaluation.sql"),
    include_str!("../migrations/0012_career.sql"),
    include_str!("../migrations/0013_sheets.sql"),
    include_str!("../migrations/0014_notifications.sql"),
];

/// The steps for one database. The tables are one text; triggers are written for each.
pub(crate) fn migrator(backend: Backend) -> Migrator {
    let [tables, people, sign_in, _, ways_in, team, plans, training, sync, _, _, sheets, notifications] = TABLES;
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
    let career = match backend {
        Backend::Sqlite => {
            concat!(include_str!("../migrations/0012_career.sql"), include_str!("../migrations/0012_career.sqlite.sql"))
        }
        Backend::Postgres => concat!(
            include_str!("../migrations/0012_career.sql"),
            include_str!("../migrations/0012_career.postgres.sql")
        ),
    };
    Migrator::with_migrations(vec![
        step(1, "tables", tables),
        step(2, "append only", append_only),
        step(3, "people", people),
        step(4, "sign in", sign_in),
        step(5, "audit", audit),
        step(6, "ways in", ways_in),
        step(7, "team", team),
        step(8, "plans", plans),
        step(9, "training", training),
        step(10, "sync", sync),
        step(11, "evaluation", evaluation),
        step(12, "career", career),
        step(13, "sheets", sheets),
        step(14, "notifications", notifications),
        step(15, "sheet batch running", include_str!("../migrations/0015_sheet_batch_running.sql")),
        step(16, "known device", include_str!("../migrations/0016_known_device.sql")),
    ])
}

fn step(version: i64, description: &'static str, sql: &'static str) -> Migration {
    let sql: SqlStr = sql.into_sql_str();
    Migration::new(version, Cow::Borrowed(description), MigrationType::Simple, sql, false)
}
