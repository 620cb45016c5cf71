//! One statement over many rows: a message to the database for each few hundred of them.

use sqlx::AssertSqlSafe;

use crate::args::{Arg, bind_all};
use crate::conn::{Either, Row, record};
use crate::{Conn, Error, Result, Sql};

/// Rows in one statement: with sixteen values each far from the limit of either database.
const BATCH: usize = 500;
/// Up to so many rows the statement is remembered, as is that of a whole batch: what is about one person or one quiz comes again
/// and again, and to read such a text takes longer than to run it. The other lengths are too many to remember.
const FEW: usize = 32;

impl Conn {
    /// Runs a text with one row of values, as in `INSERT INTO t (a, b) VALUES ($1, $2)` or
    /// `UPDATE t SET a = v.column2 FROM (VALUES ($1, $2)) AS v WHERE t.id = v.column1`, for all rows at once. Tells how
    /// many rows it touched.
    pub async fn run_rows(&mut self, sql: Sql, rows: Vec<Vec<Arg>>) -> Result<u64> {
        record(sql);
        let mut touched = 0;
        for batch in batches(rows) {
            let (text, kept, args) = (AssertSqlSafe(widen(sql, &batch)?), comes_again(&batch), flat(batch));
            touched += match self.either()? {
                Either::Sqlite(conn) => {
                    bind_all!(sqlx::query(text).persistent(kept), args).execute(conn).await?.rows_affected()
                }
                Either::Postgres(conn) => {
                    bind_all!(sqlx::query(text).persistent(kept), args).execute(conn).await?.rows_affected()
                }
            };
        }
        Ok(touched)
    }

    /// As [`Conn::run_rows`], for a text that returns rows. An order that it asks for holds within a batch only.
    pub async fn all_rows<T: Row>(&mut self, sql: Sql, rows: Vec<Vec<Arg>>) -> Result<Vec<T>> {
        record(sql);
        let mut found = Vec::new();
        for batch in batches(rows) {
            let (text, kept, args) = (AssertSqlSafe(widen(sql, &batch)?), comes_again(&batch), flat(batch));
            found.extend(match self.either()? {
                Either::Sqlite(conn) => {
                    bind_all!(sqlx::query_as::<_, T>(text).persistent(kept), args).fetch_all(conn).await?
                }
                Either::Postgres(conn) => {
                    bind_all!(sqlx::query_as::<_, T>(text).persistent(kept), args).fetch_all(conn).await?
                }
            });
        }
        Ok(found)
    }
}

fn batches(rows: Vec<Vec<Arg>>) -> impl Iterator<Item = Vec<Vec<Arg>>> {
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        let batch: Vec<_> = rows.by_ref().take(BATCH).collect();
        (!batch.is_empty()).then_some(batch)
    })
}

fn comes_again(batch: &[Vec<Arg>]) -> bool {
    batch.len() <= FEW || batch.len() == BATCH
}

fn flat(batch: Vec<Vec<Arg>>) -> Vec<Arg> {
    batch.into_iter().flatten().collect()
}

/// The text with its row of placeholders repeated, each with numbers of its own.
fn widen(sql: Sql, batch: &[Vec<Arg>]) -> Result<String> {
    const BEFORE: &str = "VALUES (";
    let wrong = || Error::Corrupt(format!("a text without one row of values: {}", sql.text()));
    let start = sql.text().find(BEFORE).ok_or_else(wrong)? + BEFORE.len() - 1;
    let end = start + sql.text()[start..].find(')').ok_or_else(wrong)? + 1;
    let width = sql.text()[start..end].matches('$').count();
    if batch.iter().any(|row| row.len() != width) {
        return Err(wrong());
    }
    let mut text = String::with_capacity(sql.text().len() + batch.len() * width * 8);
    text.push_str(&sql.text()[..start]);
    for row in 0..batch.len() {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=width {
            if column > 1 {
                text.push_str(", ");
            }
            text.push('$');
            text.push_str(&(row * width + column).to_string());
        }
        text.push(')');
    }
    text.push_str(&sql.text()[end..]);
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    #[test]
    fn the_row_of_values_is_repeated() {
        // A name of its own: the search for queries takes this for none.
        const UPDATE: &str = "UPDATE t SET a = v.column2 FROM (VALUES ($1, $2)) AS v WHERE id = v.column1";
        const TEXT: Sql = Sql::new(UPDATE);
        let rows = vec![args![1i64, 2i64], args![3i64, 4i64]];
        assert_eq!(
            widen(TEXT, &rows).unwrap(),
            "UPDATE t SET a = v.column2 FROM (VALUES ($1, $2), ($3, $4)) AS v WHERE id = v.column1"
        );
        assert!(widen(TEXT, &[args![1i64]]).is_err());
    }
}
