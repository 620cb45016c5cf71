//! What an import would do, or did: figures, and examples with their lines.

use domain::number::NumberProblem;
use domain::status::Status;
use domain::time::Timestamp;

use super::column::Column;
use crate::Text;

/// Entries of each sort that are kept; the figures count all of them.
const KEPT: usize = 200;

/// What a list did or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows below the headings.
    pub rows: u64,
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Positions that end.
    pub ended: u64,
    pub rejected: u64,
    pub added_entries: Vec<Entry>,
    pub changed_entries: Vec<Entry>,
    pub ended_entries: Vec<Entry>,
    pub rejections: Vec<Rejection>,
}

/// Something that a row does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `None` where it follows from no row: somebody is not in a whole list.
    pub line: Option<u64>,
    /// The person's or the unit's name.
    pub who: String,
    pub what: Vec<What>,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    NewPerson,
    NewUnit,
    UnitChanged,
    Renamed { from: String },
    KindChanged,
    CodeSet,
    NewNumber,
    Status(Status),
    NewPost { position: Text, unit: String },
    PostChanged { position: Text, unit: String },
    PostEnded { position: Text, unit: String },
}

/// A row that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    pub line: u64,
    pub reason: Reason,
}

/// Why a row is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// More or fewer cells than headings.
    Cells {
        found: usize,
        expected: usize,
    },
    Missing(Column),
    Unreadable(Column),
    Number(NumberProblem),
    /// The number is that of a PPPK, the row says PNS.
    NumberOfPppk,
    /// A spreadsheet kept the number as a figure and lost its last digits.
    NumberRounded,
    RetiredWithPost,
    EndsBeforeStart,
    NoSuchUnit(String),
    UnitEnded(String),
    /// The unit above is neither on record nor in the list.
    NoSuchParent(String),
    /// Another row says something else about the same unit or person.
    Contradicts {
        line: u64,
    },
    /// The unit was changed on a later day than the list is of.
    UnitNewer {
        since: Timestamp,
    },
    UnderItself,
    /// Two definitive positions at the same time.
    TwoDefinitive {
        line: u64,
    },
    /// The unit has a definitive head at that time.
    SecondHead {
        name: String,
    },
    /// Code and number belong to two people.
    TwoPeople,
    /// The rows of a person are apart from each other, in a list too large to be sorted.
    Apart,
    StatusNewer {
        since: Timestamp,
    },
    /// The same position is in the list already.
    Twice {
        line: u64,
    },
}

impl Report {
    pub(crate) fn add(&mut self, entry: Entry) {
        let new = |what: &What| matches!(what, What::NewPerson | What::NewUnit | What::NewPost { .. });
        let ended = |what: &What| matches!(what, What::PostEnded { .. });
        let (count, entries) = if entry.what.is_empty() {
            self.unchanged += 1;
            return;
        } else if entry.what.iter().all(ended) {
            (&mut self.ended, &mut self.ended_entries)
        } else if entry.what.iter().any(new) {
            (&mut self.added, &mut self.added_entries)
        } else {
            (&mut self.changed, &mut self.changed_entries)
        };
        *count += 1;
        if entries.len() < KEPT {
            entries.push(entry);
        }
    }

    pub(crate) fn end(&mut self, line: Option<u64>, who: &str, what: What) {
        self.ended += 1;
        if self.ended_entries.len() < KEPT {
            self.ended_entries.push(Entry { line, who: who.to_owned(), what: vec![what] });
        }
    }

    pub(crate) fn reject(&mut self, line: u64, reason: Reason) {
        self.rejected += 1;
        if self.rejections.len() < KEPT {
            self.rejections.push(Rejection { line, reason });
        }
    }

    /// Nothing would be written.
    pub fn changes_nothing(&self) -> bool {
        self.added + self.changed + self.ended == 0
    }
}
