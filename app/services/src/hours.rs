//! Learning hours (JP) of a year.

use domain::time::Timestamp;

/// The learning hours of a year.
#[derive(Clone, Debug)]
pub struct HoursView {
    pub year: i32,
    /// What counts after the caps.
    pub counted: u16,
    /// What the year asks for.
    pub duty: u16,
    pub missing: u16,
    /// What there will be on 31 December at the same pace.
    pub forecast: u16,
    /// Where the duty is written.
    pub source: String,
    pub rows: Vec<HourRow>,
}

/// One entry of the ledger.
#[derive(Clone, Debug)]
pub struct HourRow {
    pub at: Timestamp,
    pub course_title: String,
    pub jp: u16,
    /// Less than `jp` where a cap cut it.
    pub counted: u16,
}
