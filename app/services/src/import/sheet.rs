//! Rows of a CSV or XLSX file. What comes from outside is limited before it is read.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::PathBuf;
use std::sync::Arc;

use calamine::{DataRef, Reader, Xlsx};
use csv::{ReaderBuilder, StringRecord, Terminator};
use zip::ZipArchive;

/// Columns that are read; those beyond are not looked at.
const MOST_COLUMNS: usize = 60;
/// Rows of a spreadsheet: it is read as a whole, a CSV file row by row.
const MOST_SHEET_ROWS: usize = 200_000;
/// What a spreadsheet may unpack to.
const LARGEST_UNPACKED: u64 = 400 << 20;
/// The texts that cells share are in memory as a whole.
const LARGEST_SHARED: u64 = 64 << 20;
/// What its cells may take in memory: many that show one long text take it many times.
const LARGEST_CELLS: usize = 256 << 20;
/// Files in the archive that a spreadsheet is.
const MOST_ENTRIES: usize = 1000;
/// Characters in a cell; more are cut, and the cell is refused by whoever reads it.
pub(crate) const LONGEST_CELL: usize = 300;
/// Stands before a number that the spreadsheet has rounded.
pub(crate) const ROUNDED: char = '≈';

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("the file is empty")]
    Empty,
    #[error("the file is too large")]
    TooLarge,
    #[error("the file is neither CSV nor XLSX")]
    Unknown,
    #[error("the name of the file ends in something else than what is in it")]
    OtherEnding,
    #[error("the file is an old .xls; save it as .xlsx or CSV")]
    OldExcel,
    #[error("line {line} is not UTF-8; save the file as CSV UTF-8")]
    NotUtf8 { line: u64 },
    #[error("the file is damaged or incomplete")]
    Damaged,
    #[error("the spreadsheet has more than {} rows; save it as CSV", MOST_SHEET_ROWS)]
    TooManyRows,
    #[error("the file cannot be opened")]
    NotOpened,
}

/// Where a list comes from.
#[derive(Clone, Debug)]
pub enum Source {
    Bytes(Arc<[u8]>),
    File(PathBuf),
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    /// As editors and spreadsheets count, from 1.
    pub line: u64,
    pub cells: Vec<String>,
}

/// The rows below the headings.
pub(crate) type Rows = Box<dyn Iterator<Item = Result<Record, Broken>> + Send>;

/// A list that has been opened.
pub(crate) struct Sheet {
    pub headings: Vec<String>,
    pub rows: Rows,
}

trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

impl Source {
    /// Opens the list and reads its headings.
    pub(crate) fn open(&self) -> Result<Sheet, Broken> {
        let mut start = [0; 4096];
        let count = self.reader()?.read(&mut start).map_err(|_| Broken::NotOpened)?;
        let start = &start[..count];
        if start.is_empty() {
            return Err(Broken::Empty);
        }
        if start.starts_with(b"PK\x03\x04") {
            return spreadsheet(self.reader()?, self.reader()?);
        }
        if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(Broken::OldExcel);
        }
        if start.contains(&0) {
            return Err(Broken::Unknown);
        }
        text(self.reader()?, delimiter(start))
    }

    /// Whether the ending of a name says what is in the list. What is in it decides how it is read; a name that says something else
    /// is a mistake, or meant to get past somebody.
    pub(crate) fn is_named(&self, name: &str) -> Result<bool, Broken> {
        let mut start = [0; 4];
        let count = self.reader()?.read(&mut start).map_err(|_| Broken::NotOpened)?;
        let archive = start[..count] == *b"PK\x03\x04";
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        Ok(match ending.as_deref() {
            Some("xlsx") => archive,
            Some("csv") => !archive,
            _ => false,
        })
    }

    /// Whether the list is small enough to be looked at as a whole.
    pub(crate) fn is_small(&self) -> bool {
        const SMALL: u64 = 32 << 20;
        match self {
            Self::Bytes(_) => true,
            Self::File(path) => std::fs::metadata(path).is_ok_and(|file| file.len() <= SMALL),
        }
    }

    fn reader(&self) -> Result<Box<dyn ReadSeek>, Broken> {
        Ok(match self {
            Self::Bytes(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
            Self::File(path) => Box::new(BufReader::new(File::open(path).map_err(|_| Broken::NotOpened)?)),
        })
    }
}

/// The mark that is most frequent in the headings.
fn delimiter(start: &[u8]) -> u8 {
    let headings = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| headings.iter().filter(|byte| **byte == mark).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

fn text(reader: Box<dyn ReadSeek>, delimiter: u8) -> Result<Sheet, Broken> {
    let mut reader = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .delimiter(delimiter)
        // A carriage return before it is blank and goes with the other blanks; taken as an end it would spoil the count.
        .terminator(Terminator::Any(b'\n'))
        .from_reader(reader);
    let mut next = move || {
        let mut record = StringRecord::new();
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => return None,
                Ok(true) if record.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(true) => {
                    let cells = record.iter().take(MOST_COLUMNS).map(cell).collect();
                    // Empty lines before the row count as its begin: the end is sure.
                    let start = record.position().map_or(0, csv::Position::line);
                    let inside = record.as_slice().matches('\n').count() as u64;
                    let line = start.max((reader.position().line() - 1).saturating_sub(inside));
                    return Some(Ok(Record { line, cells }));
                }
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    let utf8 = matches!(error.kind(), csv::ErrorKind::Utf8 { .. });
                    return Some(Err(if utf8 { Broken::NotUtf8 { line } } else { Broken::Damaged }));
                }
            }
        }
    };
    let headings = next().ok_or(Broken::Empty)??.cells;
    Ok(Sheet { headings, rows: Box::new(std::iter::from_fn(next)) })
}

/// A cell without what an export put before it to keep a spreadsheet from calculating.
fn cell(text: &str) -> String {
    let text = text.trim().trim_start_matches('\u{feff}');
    let text = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\'']) => rest,
        _ => text,
    };
    text.chars().take(LONGEST_CELL + 1).collect()
}

fn spreadsheet(packed: Box<dyn ReadSeek>, reader: Box<dyn ReadSeek>) -> Result<Sheet, Broken> {
    unpacks_within(packed)?;
    let mut book = Xlsx::new(BufReader::new(reader)).map_err(|_| Broken::Damaged)?;
    let name = book.sheet_names().first().cloned().ok_or(Broken::Empty)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| Broken::Damaged)?;
    let mut rows: Vec<Record> = Vec::new();
    let mut room = LARGEST_CELLS;
    while let Some(found) = cells.next_cell().map_err(|_| Broken::Damaged)? {
        let (row, column) = found.get_position();
        let (line, column) = (u64::from(row) + 1, column as usize);
        let value = shown(found.get_value());
        if column >= MOST_COLUMNS || value.is_empty() {
            continue;
        }
        if rows.last().is_none_or(|last| last.line != line) {
            if rows.last().is_some_and(|last| last.line > line) {
                return Err(Broken::Damaged);
            }
            if rows.len() > MOST_SHEET_ROWS {
                return Err(Broken::TooManyRows);
            }
            rows.push(Record { line, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            let more = (column + 1).saturating_sub(last.cells.len()) * size_of::<String>() + value.len();
            room = room.checked_sub(more).ok_or(Broken::TooLarge)?;
            if last.cells.len() <= column {
                last.cells.resize(column + 1, String::new());
            }
            last.cells[column] = value;
        }
    }
    let mut rows = rows.into_iter();
    let headings = rows.next().ok_or(Broken::Empty)?.cells;
    let width = headings.len();
    // Empty cells at the end of a row are not written.
    let whole = move |mut record: Record| {
        if record.cells.len() < width {
            record.cells.resize(width, String::new());
        }
        Ok(record)
    };
    Ok(Sheet { headings, rows: Box::new(rows.map(whole)) })
}

/// Counts what is packed, whatever the file says about itself.
fn unpacks_within(reader: Box<dyn ReadSeek>) -> Result<(), Broken> {
    let mut archive = ZipArchive::new(reader).map_err(|_| Broken::Damaged)?;
    if archive.len() > MOST_ENTRIES {
        return Err(Broken::TooLarge);
    }
    let mut left = LARGEST_UNPACKED;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|_| Broken::Damaged)?;
        let shared = entry.name().map_err(|_| Broken::Damaged)?.ends_with("sharedStrings.xml");
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(|_| Broken::Damaged)?;
        if shared && read > LARGEST_SHARED {
            return Err(Broken::TooLarge);
        }
        left = left.checked_sub(read).ok_or(Broken::TooLarge)?;
    }
    Ok(())
}

/// A value as text. A number that a spreadsheet could not keep exactly is marked.
fn shown(value: &DataRef<'_>) -> String {
    /// Whole numbers up to here are exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cell(text),
        DataRef::SharedString(text) => cell(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if number.abs() >= EXACT => format!("{ROUNDED}{number:.0}"),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(bytes: &[u8]) -> Result<(Vec<String>, Vec<Record>), Broken> {
        let sheet = Source::Bytes(bytes.into()).open()?;
        Ok((sheet.headings, sheet.rows.collect::<Result<_, _>>()?))
    }

    #[test]
    fn csv_is_read_with_any_mark() {
        for mark in [",", ";", "\t"] {
            let text =
                format!("\u{feff}NIP{mark}Nama\r\n\r\n1{mark}\"Rina, \"\"R\"\"\nAstuti\"\n{mark}\n2{mark}'=Budi\n3");
            let (headings, rows) = open(text.as_bytes()).unwrap();
            assert_eq!(headings, ["NIP", "Nama"], "{mark:?}");
            let shown: Vec<_> = rows.iter().map(|row| (row.line, row.cells.join("|"))).collect();
            let expected = [(3, "1|Rina, \"R\"\nAstuti"), (6, "2|=Budi"), (7, "3")];
            assert_eq!(shown, expected.map(|(line, text)| (line, text.to_owned())));
        }
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(open(b"").unwrap_err(), Broken::Empty);
        assert_eq!(open(b"\n \n").unwrap_err(), Broken::Empty);
        assert_eq!(open(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]).unwrap_err(), Broken::OldExcel);
        assert_eq!(open(b"%PDF-1.7\0").unwrap_err(), Broken::Unknown);
        assert_eq!(open(b"PK\x03\x04 and nothing more").unwrap_err(), Broken::Damaged);
        assert_eq!(open(b"NIP,Nama\n1,Rina\n2,\xff\xfe\n").unwrap_err(), Broken::NotUtf8 { line: 3 });
        assert_eq!(Source::File("/nowhere.csv".into()).open().err(), Some(Broken::NotOpened));
    }

    fn book(write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        write(book.add_worksheet());
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn a_spreadsheet_is_read_cell_by_cell() {
        let date = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
        let bytes = book(|sheet| {
            for (column, heading) in ["NIP", "Nama", "TMT", "x"].into_iter().enumerate() {
                sheet.write(0, column as u16, heading).unwrap();
            }
            sheet.write(2, 0, "198609262015051001").unwrap();
            sheet.write(2, 1, "Rina").unwrap();
            sheet.write_with_format(2, 2, 46082, &date).unwrap();
            sheet.write(3, 0, 198_609_262_015_051_001.0).unwrap();
            sheet.write(3, 1, 7.0).unwrap();
        });
        let (headings, rows) = open(&bytes).unwrap();
        assert_eq!(headings, ["NIP", "Nama", "TMT", "x"]);
        let expected = [(3, "198609262015051001|Rina|2026-03-01|"), (4, "≈198609262015051008|7||")];
        let shown: Vec<_> = rows.iter().map(|row| (row.line, row.cells.join("|"))).collect();
        assert_eq!(shown, expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn one_long_text_in_many_cells_is_too_large() {
        let text = "panjang ".repeat(37);
        let bytes = book(|sheet| {
            for row in 0..20_000 {
                for column in 0..50 {
                    sheet.write(row, column, text.as_str()).unwrap();
                }
            }
        });
        assert!(bytes.len() < 16 << 20, "it would be uploaded: {}", bytes.len());
        assert_eq!(open(&bytes).unwrap_err(), Broken::TooLarge);
    }

    #[test]
    fn an_archive_of_many_files_is_too_large() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..=MOST_ENTRIES {
            archive.start_file(format!("{number}"), zip::write::SimpleFileOptions::default()).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        assert_eq!(open(&bytes).unwrap_err(), Broken::TooLarge);
    }

    #[test]
    fn a_name_says_what_is_in_it() {
        let bytes = book(|sheet| {
            sheet.write(0, 0, "NIP").unwrap();
        });
        let named = |bytes: &[u8], name: &str| Source::Bytes(bytes.into()).is_named(name).unwrap();
        assert!(named(&bytes, "Daftar.XLSX") && named(b"NIP\n1\n", "daftar.csv"));
        for name in ["daftar.csv", "daftar", "daftar.xlsx.exe", ".xls"] {
            assert!(!named(&bytes, name), "{name}");
        }
        assert!(!named(b"NIP\n1\n", "daftar.xlsx") && !named(b"", "daftar.xlsx"));
    }

    #[test]
    fn a_cut_spreadsheet_is_damaged() {
        let bytes = book(|sheet| {
            sheet.write(0, 0, "NIP").unwrap();
        });
        assert_eq!(open(&bytes[..bytes.len() / 2]).unwrap_err(), Broken::Damaged);
    }
}
