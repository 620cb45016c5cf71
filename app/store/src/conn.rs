//! A connection to either database, and the queries run on it.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};

use crate::Result;
use crate::args::{Arg, bind_all};
use crate::shelf::Lent;

/// One SQL text that both databases understand: `$1`, `ON CONFLICT`, `RETURNING`, CTEs, window functions.
#[derive(Clone, Copy, Debug)]
pub struct Sql {
    sqlite: &'static str,
    postgres: &'static str,
}

impl Sql {
    pub const fn new(text: &'static str) -> Self {
        Self { sqlite: text, postgres: text }
    }

    /// The text of a statement that is the same on both.
    pub(crate) const fn text(self) -> &'static str {
        self.sqlite
    }

    /// A text in two forms. They may differ by a row lock (SQLite has one writer and knows no locking clause) and by
    /// what says the type of a value inside JSON, nothing else.
    pub(crate) const fn two(sqlite: &'static str, postgres: &'static str) -> Self {
        Self { sqlite, postgres }
    }
}

/// A row type that both databases can fill.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A connection, inside a transaction or not.
pub struct Conn(pub(crate) Inner);

pub(crate) enum Inner {
    Sqlite(Lent<Sqlite>),
    Postgres(Lent<Postgres>),
    PostgresTransaction(Transaction<'static, Postgres>),
}

pub(crate) enum Either<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Conn {
    pub(crate) fn either(&mut self) -> sqlx::Result<Either<'_>> {
        Ok(match &mut self.0 {
            Inner::Sqlite(lent) => Either::Sqlite(lent.conn()?),
            Inner::Postgres(lent) => Either::Postgres(lent.conn()?),
            Inner::PostgresTransaction(conn) => Either::Postgres(conn),
        })
    }

    /// Every row.
    pub async fn all<T: Row>(&mut self, sql: Sql, args: Vec<Arg>) -> Result<Vec<T>> {
        record(sql);
        let rows = match self.either()? {
            Either::Sqlite(conn) => bind_all!(sqlx::query_as(sql.sqlite), args).fetch_all(conn).await,
            Either::Postgres(conn) => bind_all!(sqlx::query_as(sql.postgres), args).fetch_all(conn).await,
        };
        self.checked(rows)
    }

    /// The first row, if there is one.
    pub async fn maybe<T: Row>(&mut self, sql: Sql, args: Vec<Arg>) -> Result<Option<T>> {
        record(sql);
        let row = match self.either()? {
            Either::Sqlite(conn) => bind_all!(sqlx::query_as(sql.sqlite), args).fetch_optional(conn).await,
            Either::Postgres(conn) => bind_all!(sqlx::query_as(sql.postgres), args).fetch_optional(conn).await,
        };
        self.checked(row)
    }

    /// The row that is certainly there, such as that of a count.
    ///
    /// # Errors
    /// A database error where it is not.
    pub async fn one<T: Row>(&mut self, sql: Sql, args: Vec<Arg>) -> Result<T> {
        self.maybe(sql, args).await?.ok_or_else(|| sqlx::Error::RowNotFound.into())
    }

    /// Runs the statement and tells how many rows it touched.
    pub async fn run(&mut self, sql: Sql, args: Vec<Arg>) -> Result<u64> {
        record(sql);
        let touched = match self.either()? {
            Either::Sqlite(conn) => {
                bind_all!(sqlx::query(sql.sqlite), args).execute(conn).await.map(|done| done.rows_affected())
            }
            Either::Postgres(conn) => {
                bind_all!(sqlx::query(sql.postgres), args).execute(conn).await.map(|done| done.rows_affected())
            }
        };
        self.checked(touched)
    }

    /// A query came to its end, well or not.
    pub(crate) fn checked<T>(&mut self, outcome: sqlx::Result<T>) -> Result<T> {
        match &mut self.0 {
            Inner::Sqlite(lent) => lent.done(),
            Inner::Postgres(lent) => lent.done(),
            Inner::PostgresTransaction(_) => {}
        }
        if outcome.is_err() {
            self.doubt();
        }
        Ok(outcome?)
    }

    /// The pool is to look at this connection before anybody uses it again.
    pub(crate) fn doubt(&mut self) {
        match &mut self.0 {
            Inner::Sqlite(lent) => lent.doubt(),
            Inner::Postgres(lent) => lent.doubt(),
            Inner::PostgresTransaction(_) => {}
        }
    }
}

/// In tests, notes that the text was executed, so that the parity suite can tell which one never was.
#[cfg(test)]
pub(crate) fn record(sql: Sql) {
    crate::parity::EXECUTED.lock().unwrap().insert(sql.sqlite);
}

#[cfg(not(test))]
pub(crate) fn record(_: Sql) {}
