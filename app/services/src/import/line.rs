//! A row as a statement about a unit, a person, or a person in a unit.

use domain::assignment::Basis;
use domain::number::{Number, NumberKind, NumberProblem};
use domain::status::Status;
use domain::time::Timestamp;

use super::column::{Column, Mapping};
use super::report::Reason;
use super::sheet::{LONGEST_CELL, ROUNDED, Record};
use crate::dates;

/// What a row says about a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnitLine {
    pub code: String,
    pub name: String,
    /// Nothing where the list does not say.
    pub kind: Option<String>,
    pub parent: Option<String>,
}

/// What a row says about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PersonLine {
    pub line: u64,
    pub code: Option<String>,
    pub number: Option<Number>,
    pub name: String,
    pub kind: &'static str,
    pub status: Option<Status>,
    pub status_from: Option<Timestamp>,
    pub post: Option<PostLine>,
}

/// The position that a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PostLine {
    pub unit: String,
    pub position: String,
    pub basis: Basis,
    pub head: bool,
    pub from: Option<Timestamp>,
    /// Not included.
    pub to: Option<Timestamp>,
    pub code: Option<String>,
}

/// A row that makes sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parsed {
    pub unit: Option<UnitLine>,
    pub person: Option<PersonLine>,
}

struct Cells<'r> {
    record: &'r Record,
    mapping: &'r Mapping,
}

impl<'r> Cells<'r> {
    /// The trimmed text of a column, empty where there is none.
    fn get(&self, column: Column) -> &'r str {
        let place = self.mapping.place(column);
        place.and_then(|place| self.record.cells.get(place)).map_or("", |cell| cell.trim())
    }

    fn some(&self, column: Column) -> Option<String> {
        Some(self.get(column)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn date(&self, column: Column) -> Result<Option<Timestamp>, Reason> {
        let text = self.get(column);
        if text.is_empty() {
            return Ok(None);
        }
        dates::parse(text).map(|date| Some(Timestamp::start_of(date))).ok_or(Reason::Unreadable(column))
    }
}

/// Reads a row.
pub(crate) fn parse(record: &Record, mapping: &Mapping, width: usize) -> Result<Parsed, Reason> {
    if record.cells.len() != width {
        return Err(Reason::Cells { found: record.cells.len(), expected: width });
    }
    let cells = Cells { record, mapping };
    for column in Column::ALL {
        let text = cells.get(column);
        if text.chars().count() > LONGEST_CELL || text.chars().any(|c| c.is_control()) {
            return Err(Reason::Unreadable(column));
        }
    }
    let unit = unit(&cells)?;
    let is_person =
        [Column::PersonCode, Column::Number, Column::Name].iter().any(|column| !cells.get(*column).is_empty());
    if !is_person {
        return if unit.is_some() { Ok(Parsed { unit, person: None }) } else { Err(Reason::Missing(Column::Name)) };
    }
    Ok(Parsed { unit, person: Some(person(&cells, record.line)?) })
}

fn unit(cells: &Cells<'_>) -> Result<Option<UnitLine>, Reason> {
    let name = cells.get(Column::UnitName);
    if name.is_empty() {
        return Ok(None);
    }
    let code = cells.some(Column::UnitCode).ok_or(Reason::Missing(Column::UnitCode))?;
    let parent = cells.some(Column::ParentCode);
    if parent.as_ref() == Some(&code) {
        return Err(Reason::Unreadable(Column::ParentCode));
    }
    let kind = cells.some(Column::UnitKind).map(|kind| kind.to_lowercase().replace(' ', "-"));
    Ok(Some(UnitLine { code, name: name.split_whitespace().collect::<Vec<_>>().join(" "), kind, parent }))
}

fn person(cells: &Cells<'_>, line: u64) -> Result<PersonLine, Reason> {
    let kind = kind(cells.get(Column::Kind))?;
    let code = cells.some(Column::PersonCode);
    let number = number(cells.get(Column::Number), kind)?;
    if number.is_none() && code.is_none() {
        return Err(Reason::Missing(Column::Number));
    }
    let name = cells.get(Column::Name).split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Reason::Missing(Column::Name));
    }
    let status = match cells.get(Column::Status) {
        "" => None,
        text => Some(status(text).ok_or(Reason::Unreadable(Column::Status))?),
    };
    let post = post(cells)?;
    if status == Some(Status::Retired) && post.is_some() {
        return Err(Reason::RetiredWithPost);
    }
    Ok(PersonLine { line, code, number, name, kind, status, status_from: cells.date(Column::StatusFrom)?, post })
}

fn kind(text: &str) -> Result<&'static str, Reason> {
    let small = text.to_lowercase();
    match small.as_str() {
        "" => Err(Reason::Missing(Column::Kind)),
        "pns" | "cpns" => Ok("pns"),
        // Also part-time.
        _ if small.starts_with("pppk") || small.starts_with("p3k") => Ok("pppk"),
        _ => Err(Reason::Unreadable(Column::Kind)),
    }
}

fn number(text: &str, kind: &str) -> Result<Option<Number>, Reason> {
    if text.is_empty() {
        return Ok(None);
    }
    if text.starts_with(ROUNDED) || text.contains(['E', 'e']) {
        return Err(Reason::NumberRounded);
    }
    match Number::parse(NumberKind::of_person(kind), text) {
        Ok(number) => Ok(Some(number)),
        // A number that would be right for the other kind tells that the kind is wrong.
        Err(NumberProblem::Appointment) if kind == "pns" && Number::parse(NumberKind::NiPppk, text).is_ok() => {
            Err(Reason::NumberOfPppk)
        }
        Err(problem) => Err(Reason::Number(problem)),
    }
}

fn status(text: &str) -> Option<Status> {
    match text.to_lowercase().as_str() {
        "aktif" | "active" => Some(Status::Active),
        "cuti" | "cltn" | "leave" => Some(Status::Leave),
        "tugas belajar" | "belajar" | "study" => Some(Status::Study),
        "pensiun" | "retired" => Some(Status::Retired),
        _ => None,
    }
}

fn post(cells: &Cells<'_>) -> Result<Option<PostLine>, Reason> {
    let (unit, position) = (cells.get(Column::UnitCode), cells.get(Column::Position));
    if unit.is_empty() && position.is_empty() {
        return Ok(None);
    }
    if unit.is_empty() {
        return Err(Reason::Missing(Column::UnitCode));
    }
    if position.is_empty() {
        return Err(Reason::Missing(Column::Position));
    }
    let plain = |c: char| c.is_alphanumeric() || "-_./ ".contains(c);
    if position.chars().count() > 80 || !position.chars().all(plain) {
        return Err(Reason::Unreadable(Column::Position));
    }
    let basis = match cells.get(Column::Basis).to_lowercase().trim_end_matches('.') {
        "" | "definitif" | "definitive" => Basis::Definitive,
        "plt" => Basis::Plt,
        "plh" => Basis::Plh,
        "pj" => Basis::Pj,
        _ => return Err(Reason::Unreadable(Column::Basis)),
    };
    let head = match cells.get(Column::Head).to_lowercase().as_str() {
        "" | "tidak" | "bukan" | "no" | "false" | "0" => false,
        "ya" | "yes" | "true" | "1" => true,
        _ => return Err(Reason::Unreadable(Column::Head)),
    };
    let from = cells.date(Column::From)?;
    let to = cells.date(Column::To)?.map(dates::end_of);
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        return Err(Reason::EndsBeforeStart);
    }
    let (unit, position) = (unit.to_owned(), position.to_owned());
    Ok(Some(PostLine { unit, position, basis, head, from, to, code: cells.some(Column::RowCode) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Result<Parsed, Reason> {
        let record = Record { line: 7, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() };
        parse(&record, &Mapping(Column::ALL.into_iter().map(Some).collect()), Column::ALL.len())
    }

    /// A whole row, with some cells changed.
    fn with(changes: &[(Column, &str)]) -> Result<Parsed, Reason> {
        let mut cells = [
            "",
            "198609262015051001",
            "Rina  Astuti",
            "PNS",
            "aktif",
            "",
            "K26",
            "",
            "",
            "",
            "lurah",
            "PLT",
            "ya",
            "1/3/2026",
            "31-12-2026",
            "",
        ];
        for (column, text) in changes {
            cells[Column::ALL.iter().position(|found| found == column).unwrap()] = text;
        }
        row(&cells)
    }

    #[test]
    fn a_row_is_a_person_in_a_unit() {
        let person = with(&[]).unwrap().person.unwrap();
        assert_eq!((person.name.as_str(), person.kind, person.line), ("Rina Astuti", "pns", 7));
        let post = person.post.unwrap();
        assert_eq!((post.basis, post.head, post.unit.as_str()), (Basis::Plt, true, "K26"));
        let last = post.to.unwrap().plus_millis(-1).jakarta().date();
        assert_eq!(last, jiff::civil::date(2026, 12, 31), "the last day is included");
        assert!(with(&[(Column::UnitCode, ""), (Column::Position, "")]).unwrap().person.unwrap().post.is_none());
    }

    #[test]
    fn a_row_without_a_person_is_a_unit() {
        let unit = with(&[
            (Column::Number, ""),
            (Column::Name, ""),
            (Column::UnitName, "Kelurahan 26 Ilir"),
            (Column::UnitKind, "Rumah Sakit"),
        ]);
        let unit = unit.unwrap();
        assert!(unit.person.is_none());
        assert_eq!(unit.unit.unwrap().kind.as_deref(), Some("rumah-sakit"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        use Column as C;
        for (changes, reason) in [
            (vec![(C::Kind, "")], Reason::Missing(C::Kind)),
            (vec![(C::Kind, "honorer")], Reason::Unreadable(C::Kind)),
            (vec![(C::Number, "1986")], Reason::Number(NumberProblem::Length)),
            (vec![(C::Number, "1.98609E+17")], Reason::NumberRounded),
            (vec![(C::Number, "≈198609262015051008")], Reason::NumberRounded),
            (vec![(C::Number, "199003152021211001")], Reason::NumberOfPppk),
            (vec![(C::Number, "")], Reason::Missing(C::Number)),
            (vec![(C::Name, "")], Reason::Missing(C::Name)),
            (vec![(C::Status, "entah")], Reason::Unreadable(C::Status)),
            (vec![(C::Status, "pensiun")], Reason::RetiredWithPost),
            (vec![(C::UnitCode, "")], Reason::Missing(C::UnitCode)),
            (vec![(C::Position, "")], Reason::Missing(C::Position)),
            (vec![(C::Position, "<b>")], Reason::Unreadable(C::Position)),
            (vec![(C::Basis, "sementara")], Reason::Unreadable(C::Basis)),
            (vec![(C::Head, "mungkin")], Reason::Unreadable(C::Head)),
            (vec![(C::From, "besok")], Reason::Unreadable(C::From)),
            (vec![(C::To, "1/2/2026")], Reason::EndsBeforeStart),
            (vec![(C::Name, "Rina\u{1}")], Reason::Unreadable(C::Name)),
            (vec![(C::UnitName, "Unit"), (C::ParentCode, "K26")], Reason::Unreadable(C::ParentCode)),
        ] {
            assert_eq!(with(&changes), Err(reason), "{changes:?}");
        }
        assert_eq!(row(&["a"]), Err(Reason::Cells { found: 1, expected: 16 }));
        assert_eq!(row(&[""; 16]), Err(Reason::Missing(C::Name)));
    }
}
