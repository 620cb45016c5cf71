//! Dates as people write them.

use domain::time::Timestamp;
use jiff::civil::Date;

use crate::{Error, Problem, Result};

/// The years that a date of the organisation can have.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2100;

/// Reads `2026-03-01`, `01-03-2026`, `1/3/2026` or `1.3.2026`; anything else, and a year that cannot be meant, is none.
pub fn parse(text: &str) -> Option<Date> {
    // A spreadsheet adds a time that nobody meant.
    let day = text.trim().split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [first, month, last] = parts[..] else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 || !parts.iter().all(|part| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    YEARS.contains(&date.year()).then_some(date)
}

/// The day of a form field.
///
/// # Errors
/// A field that is empty or holds no date.
pub(crate) fn required(field: &str, text: &str) -> Result<Timestamp> {
    optional(field, text)?.ok_or_else(|| Error::field(field, Problem::Missing))
}

/// The day of a form field that may be empty.
///
/// # Errors
/// A field that holds no date.
pub(crate) fn optional(field: &str, text: &str) -> Result<Option<Timestamp>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let date = parse(text).ok_or_else(|| Error::field(field, Problem::NotADate))?;
    Ok(Some(Timestamp::start_of(date)))
}

/// The end that follows from a last day.
pub(crate) fn end_of(day: Timestamp) -> Timestamp {
    day.plus_days(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in ["2026-03-01", "01-03-2026", "1/3/2026", " 1.3.2026 ", "2026-03-01T00:00:00", "2026-03-01 00:00"] {
            assert_eq!(parse(text), Some(date(2026, 3, 1)), "{text}");
        }
        for text in ["", "31-02-2026", "1/3/26", "03-2026", "2026-3", "besok", "1926-03-01", "1-3-+026", "1-3-2026-1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
