//! Everybody with their positions as a list: CSV and XLSX with the columns that an import reads.

use std::collections::HashMap;
use std::io::Write;

use domain::id::{PersonId, PositionId, UnitId};
use domain::policy::Action;
use domain::status::{Status, status_at};
use domain::time::Timestamp;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;
use store::people::Held;
use store::unit::UnitRecord;
use uuid::Uuid;

use crate::import::Column;
use crate::{Actor, Error, Result, Services};

/// People read at a time.
const PAGE: u32 = 1000;
/// People in a spreadsheet at most; a larger city takes CSV.
const MOST_IN_SHEET: i64 = 200_000;

/// A row, in the order of [`Column::ALL`].
pub type Row = [String; Column::ALL.len()];

/// Where an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Units,
    PeopleAfter(PersonId),
}

impl Services {
    /// Notes who takes the list, and tells whether it fits a spreadsheet.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn begin_export(&self, actor: &Actor, format: &str) -> Result<bool> {
        self.allow(actor, Action::ManagePeople)?;
        let event = self.event(Some(actor.person), None, "people-exported", json!({ "format": format }))?;
        self.store.write(move |conn| Box::pin(async move { store::audit::append(conn, event).await })).await?;
        self.fits_spreadsheet().await
    }

    /// Whether there are few enough people for a spreadsheet.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn fits_spreadsheet(&self) -> Result<bool> {
        let mut conn = self.store.reader().await?;
        Ok(store::organisation::people(&mut conn).await? <= MOST_IN_SHEET)
    }

    /// Some rows, and where those after them are.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn export_rows(&self, place: Place) -> Result<(Vec<Row>, Option<Place>)> {
        match place {
            Place::Units => Ok((self.unit_rows().await?, Some(Place::PeopleAfter(PersonId(Uuid::nil()))))),
            Place::PeopleAfter(after) => self.people_rows(after).await,
        }
    }

    async fn unit_rows(&self) -> Result<Vec<Row>> {
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let all = store::unit::all(&mut conn).await?;
        let periods = store::unit::tree_at(&mut conn, now).await?;
        let codes = codes(all);
        let code = |id: Uuid| codes.get(&UnitId(id)).cloned().unwrap_or_default();
        let row = |period: store::unit::UnitPeriod| {
            let mut row = Row::default();
            for (column, text) in [
                (Column::UnitCode, code(period.unit_id.0)),
                (Column::UnitName, period.name),
                (Column::UnitKind, period.kind),
                (Column::ParentCode, period.parent_id.map(code).unwrap_or_default()),
            ] {
                set(&mut row, column, text);
            }
            row
        };
        Ok(periods.into_iter().map(row).collect())
    }

    async fn people_rows(&self, after: PersonId) -> Result<(Vec<Row>, Option<Place>)> {
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let codes = codes(store::unit::all(&mut conn).await?);
        let people = store::import::people_after(&mut conn, after, PAGE).await?;
        let ids: Vec<_> = people.iter().map(|person| person.id).collect();
        let numbers = store::people::numbers(&mut conn, &ids).await?;
        let statuses = store::people::statuses(&mut conn, &ids).await?;
        let held = store::people::assignments(&mut conn, &ids, now).await?;
        drop(conn);
        let mut rows = Vec::new();
        for person in people {
            let number = numbers.iter().filter(|row| row.person_id == person.id);
            let mut number =
                number.filter(|row| row.valid_to.is_none_or(|to| to > now.0)).map(|row| row.number.clone());
            let number = number.next_back().unwrap_or_default();
            let periods = statuses.iter().filter(|row| row.person_id == person.id).map(|row| row.period());
            let periods = periods.collect::<store::Result<Vec<_>>>()?;
            let since = periods.iter().find(|period| period.span.covers(now)).map(|period| day(period.span.from));
            let mut first = Row::default();
            // Who has neither code nor number is known by our own id.
            let own = || if number.is_empty() { person.id.to_string() } else { String::new() };
            for (column, text) in [
                (Column::PersonCode, person.code.clone().unwrap_or_else(own)),
                (Column::Number, number.clone()),
                (Column::Name, person.name.clone()),
                (Column::Kind, person.kind.clone()),
                (Column::Status, status(status_at(&periods, now)).to_owned()),
                (Column::StatusFrom, since.unwrap_or_default()),
            ] {
                set(&mut first, column, text);
            }
            let mut posts: Vec<&Held> =
                held.iter().filter(|held| held.person_id == person.id && held.span().covers(now)).collect();
            posts.sort_by_key(|held| (held.valid_from, held.id));
            if posts.is_empty() {
                rows.push(first);
                continue;
            }
            for post in posts {
                let mut row = first.clone();
                set(&mut row, Column::UnitCode, codes.get(&post.unit_id).cloned().unwrap_or_default());
                fill_post(&mut row, post);
                rows.push(row);
            }
        }
        let next = (ids.len() == PAGE as usize).then(|| ids.last().copied().map(Place::PeopleAfter)).flatten();
        Ok((rows, next))
    }

    /// Writes everything as CSV. Tells how many rows there are.
    ///
    /// # Errors
    /// Those of the database and of the writer.
    pub async fn export_csv(&self, out: &mut (impl Write + Send)) -> Result<u64> {
        write(out, headings().as_bytes())?;
        let (mut place, mut count) = (Some(Place::Units), 0);
        while let Some(from) = place {
            let (rows, next) = self.export_rows(from).await?;
            count += rows.len() as u64;
            write(out, &csv_lines(&rows)?)?;
            place = next;
        }
        Ok(count)
    }

    /// Everything as a spreadsheet, and how many rows there are.
    ///
    /// # Errors
    /// Those of the database and of the file; [`Error::System`] for a city that does not fit.
    pub async fn export_xlsx(&self) -> Result<(Vec<u8>, u64)> {
        if !self.fits_spreadsheet().await? {
            return Err(Error::System("there are too many people for a spreadsheet; take CSV".to_owned()));
        }
        let failed = |error: rust_xlsxwriter::XlsxError| Error::System(error.to_string());
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        let bold = Format::new().set_bold();
        for (place, column) in Column::ALL.into_iter().enumerate() {
            sheet.write_string_with_format(0, place as u16, column.heading(), &bold).map_err(failed)?;
        }
        let (mut place, mut count) = (Some(Place::Units), 0);
        while let Some(from) = place {
            let (rows, next) = self.export_rows(from).await?;
            for row in rows {
                count += 1;
                for (place, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                    // Text, also where it is digits: a spreadsheet would round a number of 18.
                    sheet.write_string(count, place as u16, cell).map_err(failed)?;
                }
            }
            place = next;
        }
        Ok((book.save_to_buffer().map_err(failed)?, u64::from(count)))
    }
}

/// The first line of a CSV file.
pub fn headings() -> String {
    let headings: Vec<_> = Column::ALL.into_iter().map(Column::heading).collect();
    format!("{}\r\n", headings.join(","))
}

/// Rows as CSV.
///
/// # Errors
/// [`Error::System`] where memory cannot be had.
pub fn csv_lines(rows: &[Row]) -> Result<Vec<u8>> {
    let failed = |error: csv::Error| Error::System(error.to_string());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::System(error.to_string()))
}

/// A cell that a spreadsheet does not calculate: an import takes the mark away again.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\'', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn write(out: &mut impl Write, bytes: &[u8]) -> Result<()> {
    out.write_all(bytes).map_err(|error| Error::System(error.to_string()))
}

/// The codes of units; one without is known by its id.
fn codes(all: Vec<UnitRecord>) -> HashMap<UnitId, String> {
    all.into_iter().map(|unit| (unit.id, unit.code.unwrap_or_else(|| unit.id.to_string()))).collect()
}

fn set(row: &mut Row, column: Column, text: String) {
    if let Some(place) = Column::ALL.iter().position(|found| *found == column) {
        row[place] = text;
    }
}

fn fill_post(row: &mut Row, post: &Held) {
    let basis = if post.basis == "definitive" { "definitif" } else { &post.basis };
    for (column, text) in [
        (Column::Position, PositionId::new(post.position_id.as_str()).to_string()),
        (Column::Basis, basis.to_owned()),
        (Column::Head, if post.head { "ya" } else { "tidak" }.to_owned()),
        (Column::From, day(post.valid_from)),
        (Column::To, post.valid_to.map(|to| day(Timestamp(to).plus_millis(-1))).unwrap_or_default()),
        (Column::RowCode, post.code.clone().unwrap_or_default()),
    ] {
        set(row, column, text);
    }
}

fn day(at: Timestamp) -> String {
    at.jakarta().date().to_string()
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "aktif",
        Status::Leave => "cuti",
        Status::Study => "tugas belajar",
        Status::Retired => "pensiun",
    }
}
