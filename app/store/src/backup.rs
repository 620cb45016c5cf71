//! The whole database as a text file, one row a line, the same from both databases: what one wrote the other can read.
//!
//! How to add a table: nothing to do here. The tables and their columns are read from the migrations that create them.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use futures::TryStreamExt;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use crate::args::{Arg, bind_all};
use crate::conn::{Either, Inner};
use crate::migrate::TABLES;
use crate::{Conn, Error, Result, Store};

/// Changes when a table does.
const FORMAT: u32 = 17;

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Line {
    Begin {
        format: u32,
    },
    Row {
        table: String,
        values: Vec<Value>,
    },
    /// Without it the file is not whole.
    End {
        rows: u64,
    },
}

pub(crate) struct Table {
    pub name: &'static str,
    pub columns: Vec<(&'static str, Kind)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    Text,
    Uuid,
    Bytes,
    Bool,
}

impl Store {
    /// Writes every row into a new file, as of one moment. Tells how many there are.
    ///
    /// # Errors
    /// A file that is there already or cannot be written, and errors of the database.
    pub async fn backup(&self, file: &Path) -> Result<u64> {
        let mut out = BufWriter::new(private_file(file).map_err(failed)?);
        let mut conn = self.reader().await?;
        // Should this be given up half-way, nobody is to read in this transaction.
        conn.doubt();
        begin(&mut conn).await?;
        let written = write_all(&mut conn, &mut out).await;
        finish(&mut conn).await?;
        let rows = written?;
        line(&mut out, &Line::End { rows })?;
        let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(failed)?;
        Ok(rows)
    }

    /// Brings a file of [`Store::backup`] into this database, all of it or nothing. Tells how many rows there were.
    ///
    /// # Errors
    /// A database that is not empty, a file that is not whole or not ours, and errors of the database.
    pub async fn restore(&self, file: &Path) -> Result<u64> {
        let lines = BufReader::new(File::open(file).map_err(failed)?).lines();
        self.write(move |conn| {
            Box::pin(async move {
                let tables = tables();
                for table in &tables {
                    if !is_empty(conn, table).await? {
                        return Err(refused(format!(
                            "the table {} is not empty: restore into a new database",
                            table.name
                        )));
                    }
                }
                read_all(conn, &tables, lines).await
            })
        })
        .await
    }
}

/// A new file that its owner alone may read.
///
/// # Errors
/// A file that is there already, or cannot be written.
pub fn private_file(file: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

async fn write_all(conn: &mut Conn, out: &mut impl Write) -> Result<u64> {
    line(out, &Line::Begin { format: FORMAT })?;
    let mut rows = 0;
    for table in tables() {
        rows += write_table(conn, &table, out).await?;
    }
    Ok(rows)
}

async fn read_all(
    conn: &mut Conn,
    tables: &[Table],
    lines: impl Iterator<Item = std::io::Result<String>>,
) -> Result<u64> {
    let (mut rows, mut begun, mut ended) = (0, false, false);
    for (index, text) in lines.enumerate() {
        let number = index + 1;
        let parsed = serde_json::from_str(&text.map_err(failed)?);
        match parsed.map_err(|error| refused(format!("line {number} cannot be read: {error}")))? {
            Line::Begin { format: FORMAT } if index == 0 => begun = true,
            Line::Row { table, values } if begun && !ended => {
                let table = tables.iter().find(|known| known.name == table);
                let table = table.ok_or_else(|| refused(format!("line {number} is of an unknown table")))?;
                insert(conn, table, values).await.map_err(|error| match error {
                    Error::Backup(what) => refused(format!("line {number}: {what}")),
                    other => other,
                })?;
                rows += 1;
            }
            Line::End { rows: expected } if begun && !ended && expected == rows => ended = true,
            _ => {
                return Err(refused(format!(
                    "line {number} does not belong there: the file is no backup of this version"
                )));
            }
        }
    }
    if ended { Ok(rows) } else { Err(refused("the end of the file is missing".to_owned())) }
}

/// One moment for all tables, however long the reading takes.
async fn begin(conn: &mut Conn) -> Result<()> {
    let text = match &conn.0 {
        Inner::Sqlite(_) => "BEGIN",
        _ => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    };
    execute(conn, text.to_owned(), Vec::new()).await
}

async fn finish(conn: &mut Conn) -> Result<()> {
    execute(conn, "COMMIT".to_owned(), Vec::new()).await
}

async fn execute(conn: &mut Conn, text: String, args: Vec<Arg>) -> Result<()> {
    match conn.either()? {
        Either::Sqlite(conn) => {
            bind_all!(sqlx::query(AssertSqlSafe(text)), args).execute(conn).await?;
        }
        Either::Postgres(conn) => {
            bind_all!(sqlx::query(AssertSqlSafe(text)), args).execute(conn).await?;
        }
    }
    Ok(())
}

async fn is_empty(conn: &mut Conn, table: &Table) -> Result<bool> {
    let text = AssertSqlSafe(format!("SELECT 1 FROM {} LIMIT 1", table.name));
    let found = match conn.either()? {
        Either::Sqlite(conn) => sqlx::query(text).fetch_optional(conn).await?.is_some(),
        Either::Postgres(conn) => sqlx::query(text).fetch_optional(conn).await?.is_some(),
    };
    Ok(!found)
}

macro_rules! write_rows {
    ($conn:expr, $table:expr, $out:expr, $text:expr) => {{
        let mut stream = sqlx::query($text).fetch(&mut *$conn);
        let mut rows = 0;
        while let Some(row) = stream.try_next().await? {
            let mut values = Vec::with_capacity($table.columns.len());
            for (index, (_, kind)) in $table.columns.iter().enumerate() {
                values.push(
                    match kind {
                        Kind::Int => row.try_get::<Option<i64>, _>(index)?.map(Value::from),
                        Kind::Text => row.try_get::<Option<String>, _>(index)?.map(Value::from),
                        Kind::Uuid => row.try_get::<Option<Uuid>, _>(index)?.map(|id| Value::from(id.to_string())),
                        Kind::Bytes => {
                            row.try_get::<Option<Vec<u8>>, _>(index)?.map(|bytes| Value::from(digits(&bytes)))
                        }
                        Kind::Bool => row.try_get::<Option<bool>, _>(index)?.map(Value::from),
                    }
                    .unwrap_or(Value::Null),
                );
            }
            line($out, &Line::Row { table: $table.name.to_owned(), values })?;
            rows += 1;
        }
        rows
    }};
}

async fn write_table(conn: &mut Conn, table: &Table, out: &mut impl Write) -> Result<u64> {
    // A unit comes after the one it belongs to.
    let order = if table.columns.iter().any(|(name, _)| *name == "path") { " ORDER BY path" } else { "" };
    let text = AssertSqlSafe(format!("SELECT {} FROM {}{order}", table.column_names(), table.name));
    Ok(match conn.either()? {
        Either::Sqlite(conn) => write_rows!(conn, table, out, text),
        Either::Postgres(conn) => write_rows!(conn, table, out, text),
    })
}

async fn insert(conn: &mut Conn, table: &Table, values: Vec<Value>) -> Result<()> {
    if values.len() != table.columns.len() {
        return Err(refused(format!("{} has {} columns", table.name, table.columns.len())));
    }
    let args: Option<Vec<Arg>> =
        values.into_iter().zip(&table.columns).map(|(value, (_, kind))| kind.arg(value)).collect();
    let args = args.ok_or_else(|| refused(format!("a value of {} has the wrong type", table.name)))?;
    let places: Vec<String> = (1..=args.len()).map(|number| format!("${number}")).collect();
    let text = format!("INSERT INTO {} ({}) VALUES ({})", table.name, table.column_names(), places.join(", "));
    execute(conn, text, args).await
}

impl Table {
    fn column_names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }
}

impl Kind {
    fn parse(word: &str) -> Option<Self> {
        match word.trim_end_matches([',', ';']) {
            "BIGINT" => Some(Self::Int),
            "TEXT" => Some(Self::Text),
            "UUID" => Some(Self::Uuid),
            "BYTEA" => Some(Self::Bytes),
            "BOOLEAN" => Some(Self::Bool),
            _ => None,
        }
    }

    /// `None` where the value is of another kind.
    fn arg(self, value: Value) -> Option<Arg> {
        let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
        Some(match (self, value) {
            (Self::Int, Value::Null) => Arg::Int(None),
            (Self::Int, value) => Arg::Int(Some(value.as_i64()?)),
            (Self::Text, Value::Null) => Arg::Text(None),
            (Self::Text, value) => Arg::Text(Some(text(&value)?)),
            (Self::Uuid, Value::Null) => Arg::Uuid(None),
            (Self::Uuid, value) => Arg::Uuid(Some(value.as_str()?.parse().ok()?)),
            (Self::Bytes, Value::Null) => Arg::Bytes(None),
            (Self::Bytes, value) => Arg::Bytes(Some(bytes(value.as_str()?)?)),
            (Self::Bool, Value::Null) => Arg::Bool(None),
            (Self::Bool, value) => Arg::Bool(Some(value.as_bool()?)),
        })
    }
}

/// The tables in the order in which they are created, so that what is referred to comes first.
pub(crate) fn tables() -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut open = false;
    for text in TABLES.iter().flat_map(|text| text.lines()) {
        if let Some(name) = text.strip_prefix("CREATE TABLE ").and_then(|rest| rest.strip_suffix(" (")) {
            tables.push(Table { name, columns: Vec::new() });
            open = true;
        } else if text.starts_with(')') {
            open = false;
        } else if let (true, Some(table)) = (open, tables.last_mut()) {
            table.columns.extend(column(text));
        } else if let Some((name, text)) =
            text.strip_prefix("ALTER TABLE ").and_then(|rest| rest.split_once(" ADD COLUMN "))
        {
            let table = tables.iter_mut().find(|table| table.name == name);
            table.into_iter().for_each(|table| table.columns.extend(column(text)));
        } else if let Some((name, text)) =
            text.strip_prefix("ALTER TABLE ").and_then(|rest| rest.split_once(" DROP COLUMN "))
        {
            let table = tables.iter_mut().find(|table| table.name == name);
            table
                .into_iter()
                .for_each(|table| table.columns.retain(|(column, _)| *column != text.trim_end_matches(';')));
        }
    }
    tables
}

fn column(text: &'static str) -> Option<(&'static str, Kind)> {
    let mut words = text.split_whitespace();
    Some((words.next()?, words.next().and_then(Kind::parse)?))
}

fn line(out: &mut impl Write, line: &Line) -> Result<()> {
    serde_json::to_writer(&mut *out, line).map_err(|error| failed(error.into()))?;
    out.write_all(b"\n").map_err(failed)
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?, 16).ok())
        .collect()
}

fn failed(error: std::io::Error) -> Error {
    Error::Backup(error.to_string())
}

fn refused(what: String) -> Error {
    Error::Backup(what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_the_schema_is_known() {
        let tables = tables();
        let lines = || TABLES.iter().flat_map(|text| text.lines());
        assert_eq!(tables.len(), lines().filter(|line| line.starts_with("CREATE TABLE")).count());
        let columns = tables.iter().flat_map(|table| &table.columns).count();
        let typed = ["BIGINT", "TEXT", "UUID", "BYTEA", "BOOLEAN"].map(|kind| format!(" {kind}"));
        let written = lines()
            .filter(|line| line.starts_with("    ") || line.contains(" ADD COLUMN "))
            .filter(|line| !line.contains("--") && typed.iter().any(|kind| line.contains(kind.as_str())));
        let dropped = lines().filter(|line| line.contains(" DROP COLUMN "));
        assert_eq!(columns, written.count() - dropped.count());
    }

    #[test]
    fn bytes_survive_as_digits() {
        assert_eq!(bytes(&digits(&[0, 1, 255])), Some(vec![0, 1, 255]));
        assert_eq!((bytes("0"), bytes("0g"), bytes("")), (None, None, Some(vec![])));
    }

    #[tokio::test]
    async fn a_backup_comes_back_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let open = async |name: &str| {
            let store = Store::open(&format!("sqlite:{}", folder.path().join(name).display()), 2).await.unwrap();
            store.migrate().await.unwrap();
            store
        };
        let first = open("first.db").await;
        let person =
            crate::organisation::Person { id: Uuid::nil().into(), name: "Rina \"A\"\n".into(), kind: "pns".into() };
        first
            .write(|conn| Box::pin(async move { crate::organisation::insert_person(conn, &person).await }))
            .await
            .unwrap();
        let file = folder.path().join("backup");
        assert_eq!(first.backup(&file).await.unwrap(), 2, "the person, and that they wait to be counted");
        assert!(first.backup(&file).await.is_err(), "nothing is overwritten");
        assert!(first.restore(&file).await.is_err(), "the database is not empty");

        let second = open("second.db").await;
        let cut = folder.path().join("cut");
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&cut, text.lines().take(2).collect::<Vec<_>>().join("\n")).unwrap();
        assert!(second.restore(&cut).await.is_err(), "the end is missing");
        assert_eq!(second.restore(&file).await.unwrap(), 2);
        let again = folder.path().join("again");
        second.backup(&again).await.unwrap();
        assert_eq!(std::fs::read_to_string(again).unwrap(), text);
    }
}
