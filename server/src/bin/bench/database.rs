//! The database that is measured: made for this run, on a disk, and gone afterwards.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// A database of this run.
pub enum Database {
    Sqlite { folder: PathBuf },
    Postgres { server: String, name: String },
}

impl Database {
    /// A SQLite file in a folder of its own below the target folder: that is on a disk, which a folder for temporary files
    /// often is not.
    pub fn sqlite(target: &Path) -> Result<Self> {
        let folder = target.join(format!("bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("{}", folder.display()))?;
        Ok(Self::Sqlite { folder })
    }

    /// A fresh database on a server whose commits are durable.
    pub async fn postgres(server: &str) -> Result<Self> {
        let mut conn = PgConnection::connect(server).await.context("connecting to PostgreSQL")?;
        for setting in ["fsync", "synchronous_commit"] {
            let (value,): (String,) =
                sqlx::query_as(AssertSqlSafe(format!("SHOW {setting}"))).fetch_one(&mut conn).await?;
            ensure!(value == "on", "PostgreSQL runs with {setting} = {value}: its commits would not be durable");
        }
        let name = format!("ampera_bench_{}", std::process::id());
        conn.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await?;
        conn.close().await?;
        Ok(Self::Postgres { server: server.to_owned(), name })
    }

    pub fn label(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }

    /// As the server wants it.
    pub fn address(&self) -> String {
        match self {
            Self::Sqlite { folder } => format!("sqlite:{}", folder.join("bench.db").display()),
            Self::Postgres { server, name } => {
                format!("{}/{name}", server.rsplit_once('/').map_or(server.as_str(), |(base, _)| base))
            }
        }
    }

    /// Nothing is left.
    pub async fn remove(self) -> Result<()> {
        match self {
            Self::Sqlite { folder } => Ok(std::fs::remove_dir_all(folder)?),
            Self::Postgres { server, name } => {
                let mut conn = PgConnection::connect(&server).await?;
                conn.execute(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).await?;
                Ok(conn.close().await?)
            }
        }
    }
}
