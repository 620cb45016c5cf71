//! Time as it is stored: milliseconds since 1970 in UTC. Days and years are those of Jakarta.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

const MILLIS_PER_DAY: i64 = 86_400_000;
/// Western Indonesian Time (WIB) is UTC+7 all year.
const JAKARTA_OFFSET: i64 = 7 * 3_600_000;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The first moment of a day in Jakarta.
    pub fn start_of(date: Date) -> Self {
        let days = date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24;
        Self(days * MILLIS_PER_DAY - JAKARTA_OFFSET)
    }

    pub fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_millis(minutes.saturating_mul(60_000))
    }

    pub fn plus_days(self, days: i64) -> Self {
        self.plus_millis(days.saturating_mul(MILLIS_PER_DAY))
    }

    /// Milliseconds from `earlier` to `self`, negative if `self` is before it.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The calendar date and wall clock time in Jakarta.
    pub fn jakarta(self) -> DateTime {
        let local = self.0.saturating_add(JAKARTA_OFFSET);
        let days = local.div_euclid(MILLIS_PER_DAY);
        let millis = local.rem_euclid(MILLIS_PER_DAY);
        let date = jiff::civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().try_days(days).unwrap_or_default())
            .unwrap_or(if days < 0 { Date::MIN } else { Date::MAX });
        let seconds = (millis / 1000) as i32;
        let time = jiff::civil::Time::new(
            (seconds / 3600) as i8,
            (seconds / 60 % 60) as i8,
            (seconds % 60) as i8,
            (millis % 1000) as i32 * 1_000_000,
        )
        .unwrap_or_default();
        date.to_datetime(time)
    }

    /// The year in Jakarta: learning hours are counted by it.
    pub fn year(self) -> i32 {
        i32::from(self.jakarta().year())
    }
}

impl From<i64> for Timestamp {
    fn from(millis: i64) -> Self {
        Self(millis)
    }
}

/// From the first day (included) to the last (included); no end means it is still in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Validity {
    pub valid_from: Date,
    #[serde(default)]
    pub valid_to: Option<Date>,
}

impl Validity {
    pub fn covers(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_in_jakarta_begins_seven_hours_before_utc() {
        assert_eq!(Timestamp(0).jakarta().to_string(), "1970-01-01T07:00:00");
        assert_eq!(Timestamp::start_of(date(1970, 1, 1)).0, -7 * 3_600_000);
        let new_year = Timestamp::start_of(date(2027, 1, 1));
        assert_eq!(new_year.year(), 2027);
        assert_eq!(new_year.plus_millis(-1).year(), 2026);
        assert_eq!(new_year.jakarta().date(), date(2027, 1, 1));
    }

    #[test]
    fn validity_includes_both_its_ends() {
        let year = Validity { valid_from: date(2026, 1, 1), valid_to: Some(date(2026, 12, 31)) };
        assert!(year.covers(date(2026, 1, 1)) && year.covers(date(2026, 12, 31)));
        assert!(!year.covers(date(2025, 12, 31)) && !year.covers(date(2027, 1, 1)));
    }
}
