//! A cycle of evaluations: what it is about, when ratings are taken, and how far it is.

use crate::evaluation::Refused;
use crate::time::Timestamp;

/// How much time a cycle is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CycleKind {
    Quarter,
    Year,
}

impl CycleKind {
    pub const ALL: [Self; 2] = [Self::Quarter, Self::Year];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where a cycle is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CycleState {
    Planned,
    /// Heads rate.
    Open,
    /// No rating is taken any more; a job settles everybody.
    Closing,
    /// Everybody is settled but for those who may still object.
    Closed,
}

/// Something that happens to a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CycleStep {
    Open,
    Close,
    /// The job is done.
    Finish,
    /// Ratings are taken again, for a reason.
    Reopen,
}

impl CycleState {
    pub const ALL: [Self; 4] = [Self::Planned, Self::Open, Self::Closing, Self::Closed];

    /// The state after `step`.
    ///
    /// # Errors
    /// [`Refused::Moved`] where there is no such arrow.
    pub fn after(self, step: CycleStep) -> Result<Self, Refused> {
        match (self, step) {
            (Self::Planned, CycleStep::Open) | (Self::Closed, CycleStep::Reopen) => Ok(Self::Open),
            (Self::Open, CycleStep::Close) => Ok(Self::Closing),
            (Self::Closing, CycleStep::Finish) => Ok(Self::Closed),
            _ => Err(Refused::Moved),
        }
    }

    /// As it is stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Closing => "closing",
            Self::Closed => "closed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// When ratings are taken: from `opens` (included) to `closes` (not included).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub opens: Timestamp,
    pub closes: Timestamp,
}

impl Window {
    /// Whether a cycle in this state takes a rating now. The dates hold, also where the job is late.
    ///
    /// # Errors
    /// Too early, or too late.
    pub fn takes_ratings(self, state: CycleState, now: Timestamp) -> Result<(), Refused> {
        match state {
            CycleState::Planned => Err(Refused::NotOpen),
            CycleState::Open if now < self.opens => Err(Refused::NotOpen),
            CycleState::Open if now < self.closes => Ok(()),
            _ => Err(Refused::Closed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_arrows_of_the_diagram_exist() {
        use CycleState::{Closed, Closing, Open, Planned};
        let arrows = [
            (Planned, CycleStep::Open, Open),
            (Open, CycleStep::Close, Closing),
            (Closing, CycleStep::Finish, Closed),
            (Closed, CycleStep::Reopen, Open),
        ];
        for state in CycleState::ALL {
            for step in [CycleStep::Open, CycleStep::Close, CycleStep::Finish, CycleStep::Reopen] {
                let expected = arrows.iter().find(|(from, by, _)| (*from, *by) == (state, step)).map(|(_, _, to)| *to);
                assert_eq!(state.after(step).ok(), expected, "{state:?} {step:?}");
            }
            assert_eq!(CycleState::from_code(state.code()), Some(state));
        }
        assert!(CycleKind::ALL.into_iter().all(|kind| CycleKind::from_code(kind.code()) == Some(kind)));
    }

    #[test]
    fn ratings_are_taken_between_the_dates_and_only_while_open() {
        let window = Window { opens: Timestamp(10), closes: Timestamp(20) };
        let at = |state, now| window.takes_ratings(state, Timestamp(now));
        assert_eq!(at(CycleState::Open, 9), Err(Refused::NotOpen));
        assert_eq!((at(CycleState::Open, 10), at(CycleState::Open, 19)), (Ok(()), Ok(())));
        assert_eq!(at(CycleState::Open, 20), Err(Refused::Closed), "the job is late, the date is not");
        assert_eq!(at(CycleState::Planned, 15), Err(Refused::NotOpen));
        assert_eq!(
            (at(CycleState::Closing, 15), at(CycleState::Closed, 15)),
            (Err(Refused::Closed), Err(Refused::Closed))
        );
    }
}
