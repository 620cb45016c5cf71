//! One statement over many rows: a message to the database for each few hundred of them.

use sqlx::AssertSqlSafe;

use crate::args::{Arg, bind_all};
use crate::conn::{Either, Inner, Row, record};
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
            let text = AssertSqlSafe(widen(sql, &batch, self.placeholders())?);
            let (kept, args) = (comes_again(&batch), flat(batch));
            let outcome = match self.either()? {
                Either::Sqlite(conn) => {
                    let done = bind_all!(sqlx::query(text).persistent(kept), args).execute(conn).await;
                    done.map(|done| done.rows_affected())
                }
                Either::Postgres(conn) => {
                    let done = bind_all!(sqlx::query(text).persistent(kept), args).execute(conn).await;
                    done.map(|done| done.rows_affected())
                }
            };
            touched += self.checked(outcome)?;
        }
        Ok(touched)
    }

    /// As [`Conn::run_rows`], for an `INSERT INTO t (a, b) VALUES ($1, $2)` and nothing after it, of very many rows. On
    /// PostgreSQL the same text becomes `COPY t (a, b) FROM STDIN`, but for as few rows as one statement takes: the driver
    /// leaves Nagle's algorithm on, so that the last word of each COPY waits 40 ms for the server's delayed acknowledgement.
    pub async fn load_rows(&mut self, sql: Sql, rows: Vec<Vec<Arg>>) -> Result<u64> {
        if rows.len() <= BATCH {
            return self.run_rows(sql, rows).await;
        }
        let Either::Postgres(conn) = self.either()? else { return self.run_rows(sql, rows).await };
        record(sql);
        let mut copy = conn.copy_in_raw(&copy_text(sql)?).await?;
        for batch in rows.chunks(BATCH) {
            copy.send(batch.iter().map(|row| copy_line(row)).collect::<String>().into_bytes()).await?;
        }
        Ok(copy.finish().await?)
    }

    /// Whether very many rows are written from here on, until it is said that it is over. SQLite gets the memory that keeps it
    /// from writing the same pages again and again; PostgreSQL has its own.
    pub async fn expect_many(&mut self, many: bool) -> Result<()> {
        match (self.either()?, many) {
            (Either::Postgres(_), _) => {}
            (Either::Sqlite(conn), true) => {
                sqlx::query("PRAGMA cache_size = -64000").execute(conn).await?;
            }
            (Either::Sqlite(conn), false) => {
                sqlx::query("PRAGMA cache_size = -1000").execute(&mut *conn).await?;
                sqlx::query("PRAGMA shrink_memory").execute(conn).await?;
            }
        }
        Ok(())
    }

    /// As [`Conn::run_rows`], for a text that returns rows. An order that it asks for holds within a batch only.
    pub async fn all_rows<T: Row>(&mut self, sql: Sql, rows: Vec<Vec<Arg>>) -> Result<Vec<T>> {
        record(sql);
        let mut found = Vec::new();
        for batch in batches(rows) {
            let text = AssertSqlSafe(widen(sql, &batch, self.placeholders())?);
            let (kept, args) = (comes_again(&batch), flat(batch));
            let outcome = match self.either()? {
                Either::Sqlite(conn) => {
                    bind_all!(sqlx::query_as::<_, T>(text).persistent(kept), args).fetch_all(conn).await
                }
                Either::Postgres(conn) => {
                    bind_all!(sqlx::query_as::<_, T>(text).persistent(kept), args).fetch_all(conn).await
                }
            };
            found.extend(self.checked(outcome)?);
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

/// How the placeholders of a row are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Placeholders {
    /// `$1`, `$2`
    Numbered,
    /// `?`: SQLite looks a number up in a list of all of them, one after another, for each one that it binds.
    InOrder,
}

impl Conn {
    fn placeholders(&self) -> Placeholders {
        match self.0 {
            Inner::Sqlite(_) => Placeholders::InOrder,
            Inner::Postgres(_) | Inner::PostgresTransaction(_) => Placeholders::Numbered,
        }
    }
}

/// The text with its row of placeholders repeated, each with numbers of its own.
fn widen(sql: Sql, batch: &[Vec<Arg>], written: Placeholders) -> Result<String> {
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
            match written {
                Placeholders::InOrder => text.push('?'),
                Placeholders::Numbered => {
                    text.push('$');
                    text.push_str(&(row * width + column).to_string());
                }
            }
        }
        text.push(')');
    }
    text.push_str(&sql.text()[end..]);
    Ok(text)
}

fn copy_text(sql: Sql) -> Result<String> {
    let table = sql.text().strip_prefix("INSERT INTO ").and_then(|rest| rest.split_once("VALUES ("));
    match table {
        Some((table, values)) if values.trim_end().find(')') == Some(values.trim_end().len() - 1) => {
            Ok(format!("COPY {} FROM STDIN", table.trim_end()))
        }
        _ => Err(Error::Corrupt(format!("no plain INSERT of one row of values: {}", sql.text()))),
    }
}

/// A row in the text format of `COPY`.
fn copy_line(row: &[Arg]) -> String {
    let fields: Vec<_> = row
        .iter()
        .map(|arg| {
            let field = match arg {
                Arg::Int(value) => value.map(|value| value.to_string()),
                Arg::Text(value) => value.as_deref().map(copy_escaped),
                Arg::Uuid(value) => value.map(|value| value.to_string()),
                Arg::Bytes(value) => value.as_ref().map(|bytes| {
                    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                    format!("\\\\x{digits}")
                }),
                Arg::Bool(value) => value.map(|value| if value { "t" } else { "f" }.to_owned()),
            };
            field.unwrap_or_else(|| "\\N".to_owned())
        })
        .collect();
    fields.join("\t") + "\n"
}

fn copy_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            other => escaped.push(other),
        }
    }
    escaped
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
            widen(TEXT, &rows, Placeholders::Numbered).unwrap(),
            "UPDATE t SET a = v.column2 FROM (VALUES ($1, $2), ($3, $4)) AS v WHERE id = v.column1"
        );
        let in_order = widen(TEXT, &rows, Placeholders::InOrder).unwrap();
        assert_eq!(in_order, "UPDATE t SET a = v.column2 FROM (VALUES (?, ?), (?, ?)) AS v WHERE id = v.column1");
        assert!(widen(TEXT, &[args![1i64]], Placeholders::Numbered).is_err());
    }

    #[test]
    fn a_plain_insert_becomes_a_copy() {
        const INSERT: &str = "INSERT INTO t (a, b) VALUES ($1, $2)";
        const UPSERT: &str = "INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO NOTHING";
        assert_eq!(copy_text(Sql::new(INSERT)).unwrap(), "COPY t (a, b) FROM STDIN");
        assert!(copy_text(Sql::new(UPSERT)).is_err());
        let row = args!["a\tb\\c\nd", Option::<i64>::None, true, vec![1u8, 255]];
        assert_eq!(copy_line(&row), "a\\tb\\\\c\\nd\t\\N\tt\t\\\\x01ff\n");
    }
}
