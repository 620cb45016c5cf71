//! Learning hours (JP): what counts, what a cap cut, and where the year will end.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::activity::Activity;
use crate::rules::{DutyByStatus, LearningHourRules};
use crate::status::{StatusPeriod, status_at};
use crate::time::Timestamp;

/// Learning hours of one activity on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earned {
    pub at: Timestamp,
    pub activity: Activity,
    pub jp: u16,
}

/// Learning hours of one activity after the caps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub at: Timestamp,
    pub activity: Activity,
    /// What the activity brought.
    pub jp: u16,
    /// What of it counts.
    pub counted: u16,
    /// What does not, and why.
    pub cut: Cut,
}

/// What caps cut from an entry. Each JP is cut by one of them: the narrowest that had no room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// By the cap of a day for this kind of activity.
    pub day: u16,
    /// By the cap of a month for this kind.
    pub month: u16,
    /// By the cap of the year.
    pub year: u16,
}

impl Cut {
    pub fn sum(self) -> u16 {
        self.day + self.month + self.year
    }
}

/// Applies the caps of a day, a month and the year; the later activity is cut first. All entries must be of one year. Tells
/// about each in the order in which they came.
///
/// The caps lie in each other (a day in a month in a year), so the sum is the same in whatever order entries are filed.
pub fn count(earned: &[Earned], rules: &LearningHourRules) -> Vec<Counted> {
    let mut order: Vec<usize> = (0..earned.len()).collect();
    order.sort_by_key(|place| (earned[*place].at, earned[*place].activity, *place));
    let mut days: BTreeMap<(Activity, Date), u16> = BTreeMap::new();
    let mut months: BTreeMap<(Activity, i8), u16> = BTreeMap::new();
    let mut year = 0u16;
    let mut counted: Vec<(usize, Counted)> = Vec::with_capacity(earned.len());
    for place in order {
        let Earned { at, activity, jp } = earned[place];
        let date = at.jakarta().date();
        let caps = rules.caps.get(&activity).copied().unwrap_or_default();
        let day = days.entry((activity, date)).or_default();
        let month = months.entry((activity, date.month())).or_default();
        let room = |cap: Option<u16>, used: u16| cap.map_or(u16::MAX, |cap| cap.saturating_sub(used));
        let of_day = jp.min(room(caps.day, *day));
        let of_month = of_day.min(room(caps.month, *month));
        let of_year = of_month.min(room(rules.annual_cap, year));
        *day = day.saturating_add(of_year);
        *month = month.saturating_add(of_year);
        year = year.saturating_add(of_year);
        let cut = Cut { day: jp - of_day, month: of_day - of_month, year: of_month - of_year };
        counted.push((place, Counted { at, activity, jp, counted: of_year, cut }));
    }
    counted.sort_by_key(|(place, _)| *place);
    counted.into_iter().map(|(_, counted)| counted).collect()
}

/// The hours on 31 December if the year goes on as it went so far, rounded down.
pub fn forecast(counted: u16, now: Timestamp) -> u16 {
    let today = now.jakarta().date();
    let day = u32::from(today.day_of_year().unsigned_abs()).max(1);
    let days = u32::from(today.days_in_year().unsigned_abs());
    (u32::from(counted) * days / day).min(u32::from(u16::MAX)) as u16
}

/// The hours on 31 December: what is verified, and the larger of what is planned and what the pace brings until then. The cap
/// of the year limits it.
pub fn forecast_with(counted: u16, planned: u16, now: Timestamp, cap: Option<u16>) -> u16 {
    let expected = forecast(counted, now).max(counted.saturating_add(planned));
    // What counts already is not taken back.
    cap.map_or(expected, |cap| expected.min(cap)).max(counted)
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
    use crate::rules::ActivityCaps;
    use proptest::prelude::*;

    fn rules() -> LearningHourRules {
        LearningHourRules { annual_duty: 20, annual_cap: None, minutes_per_jp: 45, caps: BTreeMap::new() }
    }

    fn capped(activity: Activity, day: Option<u16>, month: Option<u16>, year: Option<u16>) -> LearningHourRules {
        let caps = [(activity, ActivityCaps { day, month })].into();
        LearningHourRules { annual_cap: year, caps, ..rules() }
    }

    fn on(day: i8, jp: u16) -> Earned {
        Earned { at: Timestamp::start_of(date(2026, 3, day)), activity: Activity::ELearning, jp }
    }

    #[test]
    fn caps_cut_the_later_activity() {
        let rules_of_day = capped(Activity::ELearning, Some(4), None, Some(7));
        let counted = count(&[on(2, 4), on(1, 3), on(1, 3)], &rules_of_day);
        assert_eq!(counted.iter().map(|c| c.counted).collect::<Vec<_>>(), [3, 3, 1], "in the order they came");
        assert_eq!(counted[0].cut, Cut { year: 1, ..Cut::default() });
        assert_eq!(counted[2].cut, Cut { day: 2, ..Cut::default() });
        assert_eq!(count(&[on(1, 30)], &rules())[0].counted, 30);
    }

    #[test]
    fn the_third_session_of_a_month_is_one_too_many() {
        let session = |month, day| Earned {
            at: Timestamp::start_of(date(2026, month, day)),
            activity: Activity::Coaching,
            jp: 2,
        };
        let rules = capped(Activity::Coaching, None, Some(4), None);
        let counted = count(&[session(3, 2), session(3, 9), session(3, 16), session(4, 1), on(3, 5)], &rules);
        assert_eq!(counted.iter().map(|c| c.counted).collect::<Vec<_>>(), [2, 2, 0, 2, 5], "other kinds have no cap");
        assert_eq!(counted[2].cut, Cut { month: 2, ..Cut::default() });
    }

    fn entries() -> impl Strategy<Value = Vec<Earned>> {
        let entry = (1i8..=3, 1i8..=4, 0usize..3, 0u16..12).prop_map(|(month, day, activity, jp)| Earned {
            at: Timestamp::start_of(date(2026, month, day)),
            activity: Activity::ALL[activity],
            jp,
        });
        proptest::collection::vec(entry, 0..25)
    }

    fn any_rules() -> impl Strategy<Value = LearningHourRules> {
        let cap = || proptest::option::of(0u16..15);
        let caps = (cap(), cap()).prop_map(|(day, month)| ActivityCaps { day, month });
        (proptest::collection::vec(caps, 3), proptest::option::of(0u16..60)).prop_map(|(caps, annual_cap)| {
            let caps = Activity::ALL.into_iter().zip(caps).collect();
            LearningHourRules { annual_cap, caps, ..rules() }
        })
    }

    proptest! {
        #[test]
        fn no_cap_is_passed_and_every_cut_has_one(entries in entries(), rules in any_rules()) {
            let counted = count(&entries, &rules);
            let sum = |of: &dyn Fn(&Counted) -> bool| counted.iter().filter(|c| of(c)).map(|c| c.counted).sum::<u16>();
            prop_assert!(rules.annual_cap.is_none_or(|cap| sum(&|_| true) <= cap));
            for one in &counted {
                let date = one.at.jakarta().date();
                let caps = rules.caps.get(&one.activity).copied().unwrap_or_default();
                let day = sum(&|c| c.activity == one.activity && c.at == one.at);
                let month =
                    sum(&|c| c.activity == one.activity && c.at.jakarta().date().month() == date.month());
                prop_assert!(caps.day.is_none_or(|cap| day <= cap));
                prop_assert!(caps.month.is_none_or(|cap| month <= cap));
                prop_assert_eq!(one.jp, one.counted + one.cut.sum());
                prop_assert!(one.cut.day == 0 || caps.day.is_some());
                prop_assert!(one.cut.month == 0 || caps.month.is_some());
                prop_assert!(one.cut.year == 0 || rules.annual_cap.is_some());
            }
        }

        #[test]
        fn the_order_of_filing_does_not_change_the_sum(entries in entries(), rules in any_rules(), turn in 0usize..25) {
            let total = |entries: &[Earned]| count(entries, &rules).iter().map(|c| u32::from(c.counted)).sum::<u32>();
            let expected = total(&entries);
            let mut other = entries.clone();
            other.reverse();
            prop_assert_eq!(total(&other), expected);
            if !other.is_empty() {
                let place = turn % other.len();
                other.rotate_left(place);
            }
            prop_assert_eq!(total(&other), expected);
        }
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
        let last = Timestamp::start_of(date(2026, 12, 31));
        assert_eq!(forecast(14, last), 14);
        assert_eq!(forecast_with(10, 4, july, None), 20, "the pace says more");
        assert_eq!(forecast_with(14, 4, last, None), 18, "what is planned says more");
        assert_eq!(forecast_with(10, 30, july, Some(24)), 24);
    }
}
