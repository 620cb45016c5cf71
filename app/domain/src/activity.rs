//! What develops somebody outside Ampera, and how many JP it brings, day by day.

use jiff::ToSpan;
use jiff::civil::Date;

/// A kind of activity, as `content/rules/learning-hours.yaml` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activity {
    Seminar,
    Workshop,
    /// Courses, here and elsewhere.
    ELearning,
    Coaching,
    SelfStudy,
    Community,
    Internship,
    Secondment,
    Exchange,
    Benchmarking,
}

impl Activity {
    pub const ALL: [Self; 10] = [
        Self::Seminar,
        Self::Workshop,
        Self::ELearning,
        Self::Coaching,
        Self::SelfStudy,
        Self::Community,
        Self::Internship,
        Self::Secondment,
        Self::Exchange,
        Self::Benchmarking,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Seminar => "seminar",
            Self::Workshop => "workshop",
            Self::ELearning => "e-learning",
            Self::Coaching => "coaching",
            Self::SelfStudy => "self-study",
            Self::Community => "community-of-practice",
            Self::Internship => "internship",
            Self::Secondment => "secondment",
            Self::Exchange => "exchange",
            Self::Benchmarking => "benchmarking",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|activity| activity.code() == code)
    }
}

/// What the JP of an activity are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Each day brings JP.
    Day,
    /// Each session does.
    Session,
    /// The programme itself names its JP.
    Programme,
    /// Once for all of it.
    Activity,
    /// The minutes spent, whole JP only.
    Minutes,
}

impl Unit {
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "day" => Self::Day,
            "session" => Self::Session,
            "programme" => Self::Programme,
            "activity" => Self::Activity,
            "minutes" => Self::Minutes,
            _ => return None,
        })
    }
}

/// How an activity becomes JP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    pub unit: Unit,
    /// For a day, a session or the whole; none where the programme or the minutes say it.
    pub jp: Option<u16>,
    /// Instead of `jp` for an international one.
    pub jp_international: Option<u16>,
    pub minutes_per_jp: u16,
}

/// Something that was attended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attended {
    pub first: Date,
    pub last: Date,
    /// Days, sessions, JP of the programme or minutes, as the conversion's unit wants them.
    pub amount: u16,
    pub international: bool,
}

/// JP of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayHours {
    pub day: Date,
    pub jp: u16,
}

/// The days from the first to the last, both included; at least one.
pub fn days(first: Date, last: Date) -> u16 {
    let span = last.duration_since(first).as_hours() / 24;
    u16::try_from(span.max(0) + 1).unwrap_or(u16::MAX)
}

/// The JP of an activity before any cap, the earliest day first. A day without JP is left out.
pub fn earned(attended: &Attended, by: &Conversion) -> Vec<DayHours> {
    let all = days(attended.first, attended.last);
    let each = if attended.international { by.jp_international.or(by.jp) } else { by.jp }.unwrap_or_default();
    let day = |place: u16| attended.first.saturating_add(i64::from(place.min(all - 1)).days());
    let hours: Vec<DayHours> = match by.unit {
        Unit::Day => (0..attended.amount.min(all)).map(|place| DayHours { day: day(place), jp: each }).collect(),
        Unit::Session => (0..attended.amount).map(|place| DayHours { day: day(place), jp: each }).collect(),
        Unit::Programme => vec![DayHours { day: attended.last, jp: attended.amount }],
        Unit::Activity => vec![DayHours { day: attended.last, jp: each }],
        // Evenly, so that a cap of a day cuts only what no day has room for.
        Unit::Minutes => {
            let jp = attended.amount / by.minutes_per_jp.max(1);
            let share = |place: u16| jp / all + u16::from(place < jp % all);
            (0..all.min(jp)).map(|place| DayHours { day: day(place), jp: share(place) }).collect()
        }
    };
    hours.into_iter().filter(|hours| hours.jp > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn by(unit: Unit, jp: u16) -> Conversion {
        Conversion { unit, jp: Some(jp), jp_international: Some(jp + 2), minutes_per_jp: 45 }
    }

    fn attended(last: i8, amount: u16) -> Attended {
        Attended { first: date(2026, 3, 1), last: date(2026, 3, last), amount, international: false }
    }

    fn jp(attended: &Attended, by: &Conversion) -> Vec<(i8, u16)> {
        earned(attended, by).iter().map(|hours| (hours.day.day(), hours.jp)).collect()
    }

    #[test]
    fn each_unit_counts_in_its_own_way() {
        assert_eq!(jp(&attended(3, 2), &by(Unit::Day, 4)), [(1, 4), (2, 4)]);
        assert_eq!(jp(&attended(1, 9), &by(Unit::Day, 4)), [(1, 4)], "no more days than there were");
        let abroad = Attended { international: true, ..attended(1, 1) };
        assert_eq!(jp(&abroad, &by(Unit::Day, 4)), [(1, 6)]);
        assert_eq!(jp(&attended(2, 3), &by(Unit::Session, 2)), [(1, 2), (2, 2), (2, 2)]);
        assert_eq!(jp(&attended(5, 12), &by(Unit::Programme, 0)), [(5, 12)]);
        assert_eq!(jp(&attended(5, 1), &by(Unit::Activity, 20)), [(5, 20)]);
        assert_eq!(jp(&attended(2, 240), &by(Unit::Minutes, 0)), [(1, 3), (2, 2)], "five whole JP");
        assert!(jp(&attended(2, 44), &by(Unit::Minutes, 0)).is_empty());
    }

    #[test]
    fn codes_come_back() {
        assert!(Activity::ALL.into_iter().all(|activity| Activity::from_code(activity.code()) == Some(activity)));
        assert_eq!(Unit::from_code("day"), Some(Unit::Day));
        assert_eq!(Unit::from_code("x"), None);
    }

    proptest! {
        #[test]
        fn hours_lie_between_the_first_and_the_last_day(
            length in 0i64..400, amount in 0u16..2000, jp in 0u16..20, unit in 0usize..5, international: bool,
        ) {
            let unit = [Unit::Day, Unit::Session, Unit::Programme, Unit::Activity, Unit::Minutes][unit];
            let first = date(2026, 3, 1);
            let attended = Attended { first, last: first.saturating_add(length.days()), amount, international };
            let hours = earned(&attended, &by(unit, jp));
            prop_assert!(hours.iter().all(|hours| attended.first <= hours.day && hours.day <= attended.last));
            prop_assert!(hours.windows(2).all(|pair| pair[0].day <= pair[1].day));
            if unit == Unit::Minutes {
                prop_assert_eq!(hours.iter().map(|hours| u32::from(hours.jp)).sum::<u32>(), u32::from(amount / 45));
            }
        }
    }
}
