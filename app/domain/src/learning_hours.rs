//! Learning hours (JP): what counts, what a cap cut, and where the year will end.

use jiff::ToSpan;
use jiff::civil::date;

use crate::rules::{DutyByStatus, LearningHourRules};
use crate::status::{StatusPeriod, status_at};
use crate::time::Timestamp;

/// Learning hours of one activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earned {
    pub at: Timestamp,
    pub jp: u16,
}

/// Learning hours of one activity after the caps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub at: Timestamp,
    /// What the activity brought.
    pub jp: u16,
    /// What of it counts.
    pub counted: u16,
}

/// Applies the caps of a day and of the year, oldest activity first. All entries must be of one year.
pub fn count(earned: &[Earned], rules: &LearningHourRules) -> Vec<Counted> {
    let mut entries = earned.to_vec();
    entries.sort_by_key(|entry| entry.at);
    let mut year = 0u16;
    let mut day = (None, 0u16);
    entries
        .into_iter()
        .map(|Earned { at, jp }| {
            let date = at.jakarta().date();
            if day.0 != Some(date) {
                day = (Some(date), 0);
            }
            let of_day = rules.elearning_daily_cap.map_or(jp, |cap| jp.min(cap.saturating_sub(day.1)));
            let counted = rules.annual_cap.map_or(of_day, |cap| of_day.min(cap.saturating_sub(year)));
            day.1 += counted;
            year += counted;
            Counted { at, jp, counted }
        })
        .collect()
}

/// The hours on 31 December if the year goes on as it went so far, rounded down.
pub fn forecast(counted: u16, now: Timestamp) -> u16 {
    let today = now.jakarta().date();
    let day = u32::from(today.day_of_year().unsigned_abs()).max(1);
    let days = u32::from(today.days_in_year().unsigned_abs());
    (u32::from(counted) * days / day).min(u32::from(u16::MAX)) as u16
}

/// What a year asks of somebody with this history: the duty in the share that each day's status leaves of it, rounded
/// down. What the future holds is as the last period says.
pub fn duty(annual: u16, year: i32, history: &[StatusPeriod], rules: &DutyByStatus) -> u16 {
    let Ok(year) = i16::try_from(year) else { return annual };
    if history.is_empty() {
        return annual;
    }
    let first = date(year, 1, 1);
    let days = first.days_in_year();
    let share = |day: i16| {
        let day = first.saturating_add(i64::from(day).days());
        u64::from(rules.share(status_at(history, Timestamp::start_of(day))).get())
    };
    let sum: u64 = (0..days).map(share).sum();
    let all = 1000 * u64::from(days.unsigned_abs()).max(1);
    u16::try_from(u64::from(annual) * sum / all).unwrap_or(annual)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn rules() -> LearningHourRules {
        LearningHourRules {
            annual_duty: 20,
            annual_cap: None,
            minutes_per_jp: 45,
            elearning_daily_cap: None,
            source: String::new(),
        }
    }

    fn on(day: i8, jp: u16) -> Earned {
        Earned { at: Timestamp::start_of(date(2026, 3, day)), jp }
    }

    #[test]
    fn caps_cut_the_later_activity() {
        let capped = LearningHourRules { elearning_daily_cap: Some(4), annual_cap: Some(7), ..rules() };
        let counted: Vec<_> = count(&[on(2, 4), on(1, 3), on(1, 3)], &capped).iter().map(|c| c.counted).collect();
        assert_eq!(counted, [3, 1, 3]);
        assert_eq!(count(&[on(1, 30)], &rules())[0].counted, 30);
    }

    #[test]
    fn who_is_away_owes_the_rest_of_the_year() {
        use crate::assignment::Span;
        use crate::score::PerMille;
        use crate::status::Status;
        let rules = DutyByStatus {
            leave: PerMille::new(0),
            study: PerMille::new(500),
            retired: PerMille::new(0),
            ..DutyByStatus::default()
        };
        let from = |status, month, to: Option<i8>| StatusPeriod {
            status,
            span: Span {
                from: Timestamp::start_of(date(2026, month, 1)),
                to: to.map(|month| Timestamp::start_of(date(2026, month, 1))),
            },
        };
        assert_eq!(duty(20, 2026, &[], &rules), 20);
        assert_eq!(duty(20, 2026, &[from(Status::Leave, 1, None)], &rules), 0);
        // 181 of 365 days at work.
        assert_eq!(duty(20, 2026, &[from(Status::Retired, 7, None)], &rules), 9);
        let back = [from(Status::Leave, 1, Some(7)), from(Status::Active, 7, None)];
        assert_eq!(duty(20, 2026, &back, &rules), 10);
        assert_eq!(duty(20, 2026, &[from(Status::Study, 1, None)], &rules), 10);
        assert_eq!(duty(20, 2025, &back, &rules), 20, "another year");
        assert_eq!(duty(20, 2026, &[from(Status::Leave, 1, None)], &DutyByStatus::default()), 20, "no rule, no effect");
    }

    #[test]
    fn the_forecast_goes_on_at_the_same_pace() {
        let july = Timestamp::start_of(date(2026, 7, 1));
        assert_eq!(forecast(10, july), 20);
        assert_eq!(forecast(14, Timestamp::start_of(date(2026, 12, 31))), 14);
    }
}
