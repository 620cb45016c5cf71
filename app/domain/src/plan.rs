//! Plans: what somebody is to learn until when, how that stands, and when to remind.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// What an agency sets about plans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PlanRules {
    /// Somebody hears of a plan when it is made.
    pub at_assignment: bool,
    /// Days before the due date on which somebody is reminded.
    pub days_before: Vec<u16>,
    /// Once more when it is over.
    pub when_overdue: bool,
    /// A course that was completed at most so many days before the plan was made counts.
    pub counts_for_days: u32,
    /// No e-mail before this hour in Jakarta.
    pub mail_from_hour: i8,
}

/// Why somebody is reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reminder {
    Overdue,
    /// So many days before it is due.
    Before(u16),
    Assigned,
}

impl Reminder {
    /// As it is stored.
    pub fn code(self) -> String {
        match self {
            Self::Assigned => "assigned".to_owned(),
            Self::Before(days) => format!("before-{days}"),
            Self::Overdue => "overdue".to_owned(),
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "assigned" => Some(Self::Assigned),
            "overdue" => Some(Self::Overdue),
            other => other.strip_prefix("before-")?.parse().ok().map(Self::Before),
        }
    }
}

/// A time during which a reminder is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub reminder: Reminder,
    /// Due dates after this one, up to and with `to`.
    pub from: Timestamp,
    pub to: Timestamp,
    /// Whoever got the plan later than this long before the due date hears of it by the assignment alone.
    pub lead: i64,
}

/// For which due dates which reminder is due now. The windows do not overlap: whoever missed one gets the next and not both.
pub fn windows(now: Timestamp, rules: &PlanRules) -> Vec<Window> {
    let mut days: Vec<u16> = rules.days_before.clone();
    days.sort_unstable();
    days.dedup();
    let mut from = now;
    let mut windows = Vec::new();
    for days in days {
        let to = now.plus_days(i64::from(days));
        windows.push(Window { reminder: Reminder::Before(days), from, to, lead: to.since(now) });
        from = to;
    }
    if rules.when_overdue {
        windows.push(Window { reminder: Reminder::Overdue, from: Timestamp(0), to: now, lead: 0 });
    }
    windows
}

/// What somebody has said to a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    Accepted,
    /// They want to talk about it.
    Discuss,
}

impl Answer {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Discuss => "discuss",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Accepted, Self::Discuss].into_iter().find(|answer| answer.code() == code)
    }
}

/// How a plan stands for one person. The first that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanState {
    Withdrawn,
    Exempt,
    Done,
    Overdue,
    Discussing,
    Unanswered,
    UnderWay,
}

/// What the state follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub withdrawn: bool,
    pub exempt: bool,
    /// Courses that count as done, of how many.
    pub done: usize,
    pub of: usize,
    /// The first moment at which it is too late.
    pub due: Timestamp,
    pub answer: Option<Answer>,
}

impl Standing {
    pub fn state(&self, now: Timestamp) -> PlanState {
        if self.withdrawn {
            PlanState::Withdrawn
        } else if self.done >= self.of {
            PlanState::Done
        } else if self.exempt {
            PlanState::Exempt
        } else if self.due <= now {
            PlanState::Overdue
        } else {
            match self.answer {
                Some(Answer::Discuss) => PlanState::Discussing,
                Some(Answer::Accepted) => PlanState::UnderWay,
                None => PlanState::Unanswered,
            }
        }
    }
}

impl PlanState {
    pub const ALL: [Self; 7] =
        [Self::Overdue, Self::Discussing, Self::Unanswered, Self::UnderWay, Self::Done, Self::Exempt, Self::Withdrawn];

    /// As a filter has it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Exempt => "exempt",
            Self::Done => "done",
            Self::Overdue => "overdue",
            Self::Discussing => "discussing",
            Self::Unanswered => "unanswered",
            Self::UnderWay => "under-way",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Something is still to be done.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Overdue | Self::Discussing | Self::Unanswered | Self::UnderWay)
    }
}

/// Whether a course that was completed then counts for a plan that was made later.
pub fn counts(completed: Timestamp, assigned: Timestamp, rules: &PlanRules) -> bool {
    completed >= assigned.plus_days(-i64::from(rules.counts_for_days))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn rules() -> PlanRules {
        PlanRules {
            at_assignment: true,
            days_before: vec![14, 3],
            when_overdue: true,
            counts_for_days: 365,
            mail_from_hour: 7,
        }
    }

    fn due_now(due: Timestamp) -> Vec<Reminder> {
        let hit = |window: &Window| window.from < due && due <= window.to;
        windows(NOW, &rules()).into_iter().filter(hit).map(|window| window.reminder).collect()
    }

    #[test]
    fn at_each_time_one_reminder_at_most_is_due() {
        assert_eq!(due_now(NOW.plus_days(15)), []);
        assert_eq!(due_now(NOW.plus_days(14)), [Reminder::Before(14)]);
        assert_eq!(due_now(NOW.plus_days(4)), [Reminder::Before(14)]);
        assert_eq!(due_now(NOW.plus_days(3)), [Reminder::Before(3)]);
        assert_eq!(due_now(NOW.plus_millis(1)), [Reminder::Before(3)]);
        assert_eq!(due_now(NOW), [Reminder::Overdue]);
        for reminder in [Reminder::Assigned, Reminder::Before(14), Reminder::Overdue] {
            assert_eq!(Reminder::from_code(&reminder.code()), Some(reminder));
        }
    }

    #[test]
    fn what_is_done_is_done_and_what_is_exempt_is_not_late() {
        let standing =
            Standing { withdrawn: false, exempt: false, done: 0, of: 2, due: NOW, answer: Some(Answer::Accepted) };
        assert_eq!(standing.state(NOW.plus_millis(-1)), PlanState::UnderWay);
        assert_eq!(standing.state(NOW), PlanState::Overdue);
        assert_eq!(Standing { exempt: true, ..standing }.state(NOW), PlanState::Exempt);
        assert_eq!(Standing { done: 2, exempt: true, ..standing }.state(NOW), PlanState::Done);
        assert_eq!(Standing { answer: None, due: NOW.plus_days(1), ..standing }.state(NOW), PlanState::Unanswered);
    }

    #[test]
    fn an_old_completion_counts_for_a_while() {
        assert!(counts(NOW.plus_days(-365), NOW, &rules()));
        assert!(!counts(NOW.plus_days(-366), NOW, &rules()));
    }
}
