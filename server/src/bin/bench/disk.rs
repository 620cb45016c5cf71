//! The disk: how much is free, and how much a database has taken.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sqlx::{Connection, PgConnection};

use crate::database::Database;

/// Gigabytes (of 10^9 bytes) that stay free whatever is measured.
const RESERVE: f64 = 2.0;

/// Gigabytes free for a database in a folder; PostgreSQL is taken to be on the same disk.
pub fn free(folder: &Path) -> Result<f64> {
    let output = Command::new("df").args(["-Pk"]).arg(folder).output().context("df")?;
    ensure!(output.status.success(), "df: {}", output.status);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = said.lines().nth(1).context("df said nothing")?;
    let kibibytes: f64 = line.split_whitespace().nth(3).context("df said little")?.parse()?;
    Ok((kibibytes * 1024.0 / 1e9 - RESERVE).max(0.0))
}

impl Database {
    /// Megabytes (of 10^6 bytes) on the disk.
    pub async fn megabytes(&self) -> Result<f64> {
        let bytes = match self {
            Self::Sqlite { folder } => {
                let mut bytes = 0;
                for file in std::fs::read_dir(folder)? {
                    bytes += file?.metadata()?.len();
                }
                bytes as f64
            }
            Self::Postgres { .. } => {
                let mut conn = PgConnection::connect(&self.address()).await?;
                let (bytes,): (i64,) =
                    sqlx::query_as("SELECT pg_database_size(current_database())").fetch_one(&mut conn).await?;
                conn.close().await?;
                bytes as f64
            }
        };
        Ok(bytes / 1e6)
    }
}
