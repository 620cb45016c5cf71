//! What `/tim` shows as a table for a file: every row that the filters leave, not one page of them.

use domain::competency::Standing;
use domain::policy::Action;
use rust_xlsxwriter::{Color, Format, Workbook, XlsxError};
use serde_json::json;

use super::{Rows, TeamCell, TeamColumn, TeamQuery, TeamRow, TeamUnit, TeamView, Whole};
use crate::{Actor, Error, Result, Services};

/// A table of texts and figures.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamTable {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<Value>>,
}

/// A cell of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(i64),
    Empty,
}

impl Value {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Empty => Ok(()),
        }
    }
}

impl Services {
    /// The table of a view, one row for each cell of the heat map. Who takes it is noted.
    ///
    /// # Errors
    /// As [`Services::team`].
    pub async fn team_table(&self, actor: &Actor, query: &TeamQuery, format: &str) -> Result<TeamTable> {
        let whole = self.team_exported(actor, query, format).await?;
        let (view, lang) = (&whole.view, self.lang());
        Ok(match whole.rows {
            Rows::Units(rows) => of_units(view, &rows, lang),
            Rows::People(people) => {
                let rows = self.team_people(&people, &view.columns).await?;
                of_people(view, &rows, lang)
            }
        })
    }

    /// The same as a spreadsheet: the heat map with its colours, and the table.
    ///
    /// # Errors
    /// As [`Services::team`], and those of the file.
    pub async fn team_xlsx(&self, actor: &Actor, query: &TeamQuery) -> Result<Vec<u8>> {
        let whole = self.team_exported(actor, query, "xlsx").await?;
        let (view, lang) = (whole.view, self.lang());
        let failed = |error: XlsxError| Error::System(error.to_string());
        let bytes = match whole.rows {
            Rows::Units(rows) => {
                let map = |book: &mut Workbook| unit_map(book, &view, &rows, lang);
                spreadsheet(map, &of_units(&view, &rows, lang), lang)
            }
            Rows::People(people) => {
                let rows = self.team_people(&people, &view.columns).await?;
                let map = |book: &mut Workbook| people_map(book, &view, &rows, lang);
                spreadsheet(map, &of_people(&view, &rows, lang), lang)
            }
        };
        bytes.map_err(failed)
    }

    async fn team_exported(&self, actor: &Actor, query: &TeamQuery, format: &str) -> Result<Whole> {
        self.allow(actor, Action::SeeTeam)?;
        let whole = self.team_whole(actor, query).await?;
        let detail = json!({ "unit": whole.view.unit.id, "format": format });
        let event = self.event(Some(actor.person), None, "team-exported", detail)?;
        self.store.write(move |conn| Box::pin(async move { store::audit::append(conn, event).await })).await?;
        Ok(whole)
    }
}

fn pick(lang: &str, id: &'static str, en: &'static str) -> &'static str {
    if lang == "en" { en } else { id }
}

fn headings(lang: &str, texts: &[(&'static str, &'static str)]) -> Vec<String> {
    texts.iter().map(|(id, en)| pick(lang, id, en).to_owned()).collect()
}

fn of_units(view: &TeamView, rows: &[TeamUnit], lang: &str) -> TeamTable {
    let names = [
        ("unit", "unit"),
        ("kompetensi", "competency"),
        ("diminta dari", "required of"),
        ("terpenuhi", "met"),
        ("kurang 1", "short by 1"),
        ("kurang 2", "short by 2"),
        ("kurang 3 atau lebih", "short by 3 or more"),
        ("bukti belum cukup", "not enough evidence"),
        ("sangat yakin", "very certain"),
    ];
    let row = |row: &TeamUnit, column: &TeamColumn, tally: &domain::cell::Tally| {
        let mut values = vec![Value::text(&row.name), Value::text(column.title.in_lang(lang))];
        let [one, two, three] = tally.short;
        let counts = [tally.people, tally.met, one, two, three, tally.unknown, tally.strong];
        values.extend(counts.map(Value::Number));
        values
    };
    let rows = rows.iter().flat_map(|unit| {
        let cells = view.columns.iter().zip(&unit.cells).filter(|(_, tally)| tally.people > 0);
        cells.map(|(column, tally)| row(unit, column, tally)).collect::<Vec<_>>()
    });
    TeamTable { headings: headings(lang, &names), rows: rows.collect() }
}

fn of_people(view: &TeamView, rows: &[TeamRow], lang: &str) -> TeamTable {
    let names = [
        ("nama", "name"),
        ("jabatan", "position"),
        ("kompetensi", "competency"),
        ("tingkat diminta", "level required"),
        ("tingkat dimiliki", "level held"),
        ("tingkat kurang", "levels missing"),
        ("keadaan", "state"),
        ("keyakinan (persen)", "certainty (per cent)"),
    ];
    let row = |row: &TeamRow, column: &TeamColumn, cell: &TeamCell| {
        let missing = match cell.standing {
            Standing::Met => Value::Number(0),
            Standing::Short { by } => Value::Number(i64::from(by)),
            Standing::NotEnoughEvidence => Value::Empty,
        };
        let certain = cell.standing != Standing::NotEnoughEvidence;
        let certainty = i64::from(cell.certainty.get() / 10);
        vec![
            Value::text(&row.name),
            Value::text(row.position.in_lang(lang)),
            Value::text(column.title.in_lang(lang)),
            Value::Number(i64::from(cell.required)),
            cell.held.map_or(Value::Empty, |held| Value::Number(i64::from(held))),
            missing,
            Value::text(state(lang, cell.standing)),
            if certain { Value::Number(certainty) } else { Value::Empty },
        ]
    };
    let rows = rows.iter().flat_map(|person| {
        let cells = view.columns.iter().zip(&person.cells);
        cells.filter_map(|(column, cell)| Some(row(person, column, cell.as_ref()?))).collect::<Vec<_>>()
    });
    TeamTable { headings: headings(lang, &names), rows: rows.collect() }
}

fn state(lang: &str, standing: Standing) -> &'static str {
    match standing {
        Standing::Met => pick(lang, "terpenuhi", "met"),
        Standing::Short { .. } => pick(lang, "kurang", "short"),
        Standing::NotEnoughEvidence => pick(lang, "bukti belum cukup", "not enough evidence"),
    }
}

fn spreadsheet(
    map: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>,
    table: &TeamTable,
    lang: &str,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    map(&mut book)?;
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(pick(lang, "Daftar", "Table"))?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0..).zip(&table.headings) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (number, row) in (1..).zip(&table.rows) {
        for (column, value) in (0..).zip(row) {
            match value {
                Value::Text(text) => sheet.write_string(number, column, text).map(drop)?,
                Value::Number(count) => sheet.write_number(number, column, *count as f64).map(drop)?,
                Value::Empty => {}
            }
        }
    }
    book.save_to_buffer()
}

fn people_map(book: &mut Workbook, view: &TeamView, rows: &[TeamRow], lang: &str) -> Result<(), XlsxError> {
    let cell = |cell: &Option<TeamCell>| {
        cell.map(|cell| {
            let held = cell.held.map_or_else(|| "?".to_owned(), |held| held.to_string());
            let tone = match cell.standing {
                Standing::Met => Tone::Met,
                Standing::Short { by } => Tone::Short(by),
                Standing::NotEnoughEvidence => Tone::Unknown,
            };
            (format!("{held}/{}", cell.required), tone)
        })
    };
    let rows = rows.iter().map(|row| (row.name.as_str(), row.cells.iter().map(cell).collect()));
    heat_map(book, view, pick(lang, "nama", "name"), rows, lang)
}

fn unit_map(book: &mut Workbook, view: &TeamView, rows: &[TeamUnit], lang: &str) -> Result<(), XlsxError> {
    let cell = |tally: &domain::cell::Tally| {
        let short = tally.short_in_all();
        let tone = if tally.unknown * 2 > tally.people {
            Tone::Unknown
        } else if short == 0 {
            Tone::Met
        } else {
            Tone::Short(1 + (short * 3 / tally.people.max(1)).clamp(0, 2) as u8)
        };
        (tally.people > 0).then(|| (format!("{short}/{}", tally.people), tone))
    };
    let rows = rows.iter().map(|row| (row.name.as_str(), row.cells.iter().map(cell).collect()));
    heat_map(book, view, "unit", rows, lang)
}

#[derive(Clone, Copy)]
enum Tone {
    Met,
    Short(u8),
    Unknown,
}

impl Tone {
    /// The colours of the page. What is not known is in italics, too: not every printer has colours.
    fn format(self) -> Format {
        let format = Format::new().set_align(rust_xlsxwriter::FormatAlign::Center);
        match self {
            Self::Met => format.set_background_color(Color::RGB(0x00DF_F0E7)),
            Self::Short(0 | 1) => format.set_background_color(Color::RGB(0x00FB_E8C6)),
            Self::Short(2) => format.set_background_color(Color::RGB(0x00F5_C6B6)),
            Self::Short(_) => format.set_background_color(Color::RGB(0x00DD_8A72)).set_bold(),
            Self::Unknown => format.set_background_color(Color::RGB(0x00EF_EAE3)).set_italic(),
        }
    }
}

fn heat_map<'r>(
    book: &mut Workbook,
    view: &TeamView,
    first: &str,
    rows: impl Iterator<Item = (&'r str, Vec<Option<(String, Tone)>>)>,
    lang: &str,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(pick(lang, "Peta", "Heat map"))?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_column_width(0, 32)?;
    let bold = Format::new().set_bold().set_text_wrap();
    sheet.write_string_with_format(0, 0, first, &bold)?;
    for (column, found) in (1..).zip(&view.columns) {
        sheet.write_string_with_format(0, column, found.short.in_lang(lang), &bold)?;
        sheet.set_column_width(column, 12)?;
    }
    for (number, (name, cells)) in (1..).zip(rows) {
        sheet.write_string(number, 0, name)?;
        for (column, cell) in (1..).zip(cells) {
            if let Some((text, tone)) = cell {
                sheet.write_string_with_format(number, column, text, &tone.format())?;
            }
        }
    }
    Ok(())
}
