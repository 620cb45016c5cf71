//! Whether somebody is at work: active, on leave, sent to study, retired.

use crate::assignment::Span;
use crate::time::Timestamp;

/// The status of a person. Who has none on record is active.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    #[default]
    Active,
    /// Cuti, also unpaid leave.
    Leave,
    /// Tugas belajar.
    Study,
    Retired,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Active, Self::Leave, Self::Study, Self::Retired];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Leave => "leave",
            Self::Study => "study",
            Self::Retired => "retired",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// The time in which a status held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusPeriod {
    pub status: Status,
    pub span: Span,
}

/// The status at a time.
pub fn status_at(periods: &[StatusPeriod], at: Timestamp) -> Status {
    periods.iter().find(|period| period.span.covers(at)).map(|period| period.status).unwrap_or_default()
}

/// What a new status changes in a person's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusChange {
    /// It holds already.
    None,
    /// The period that began on that very day is another one.
    Replace { from: Timestamp },
    /// The running period ends there, and another one begins.
    Begin { from: Timestamp },
}

/// Setting a status from a time on.
///
/// # Errors
/// The begin of a later period: history is not rewritten from before it.
pub fn change(periods: &[StatusPeriod], status: Status, from: Timestamp) -> Result<StatusChange, Timestamp> {
    let Some(last) = periods.iter().max_by_key(|period| period.span.from) else {
        return Ok(if status == Status::Active { StatusChange::None } else { StatusChange::Begin { from } });
    };
    if last.status == status && last.span.to.is_none() {
        return Ok(StatusChange::None);
    }
    match last.span.from.cmp(&from) {
        std::cmp::Ordering::Less => Ok(StatusChange::Begin { from }),
        std::cmp::Ordering::Equal => Ok(StatusChange::Replace { from }),
        std::cmp::Ordering::Greater => Err(last.span.from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(status: Status, from: i64, to: Option<i64>) -> StatusPeriod {
        StatusPeriod { status, span: Span { from: Timestamp(from), to: to.map(Timestamp) } }
    }

    #[test]
    fn without_a_record_somebody_is_active() {
        assert_eq!(status_at(&[], Timestamp(5)), Status::Active);
        assert_eq!(change(&[], Status::Active, Timestamp(5)), Ok(StatusChange::None));
        assert_eq!(change(&[], Status::Leave, Timestamp(5)), Ok(StatusChange::Begin { from: Timestamp(5) }));
    }

    #[test]
    fn a_change_comes_after_the_last_one() {
        let history = [period(Status::Leave, 10, None)];
        assert_eq!(status_at(&history, Timestamp(9)), Status::Active);
        assert_eq!(status_at(&history, Timestamp(10)), Status::Leave);
        assert_eq!(change(&history, Status::Leave, Timestamp(20)), Ok(StatusChange::None));
        assert_eq!(change(&history, Status::Active, Timestamp(20)), Ok(StatusChange::Begin { from: Timestamp(20) }));
        assert_eq!(change(&history, Status::Study, Timestamp(10)), Ok(StatusChange::Replace { from: Timestamp(10) }));
        assert_eq!(change(&history, Status::Study, Timestamp(9)), Err(Timestamp(10)));
    }

    #[test]
    fn codes_come_back() {
        assert!(Status::ALL.into_iter().all(|status| Status::from_code(status.code()) == Some(status)));
    }
}
