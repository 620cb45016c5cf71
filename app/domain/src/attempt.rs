//! The life of an attempt. The diagram is in `docs/attempt.md`.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Where an attempt is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Begun, nothing answered.
    Open,
    /// At least one answer is saved.
    InProgress,
    /// Handed in; a person has to mark at least one answer.
    Submitted,
    /// Every answer has its score. Final.
    Graded,
    /// The time ran out before it was handed in; what was saved is graded. Final.
    Expired,
}

/// Something that happens to an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Answer,
    /// Handed in by the learner; `marker` tells whether a person has to mark an answer.
    Submit {
        marker: bool,
    },
    /// The last answer that a person has to mark is marked.
    Mark,
    /// The time limit and the grace are over.
    TimeOut,
}

/// An event that the attempt's state does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{event:?} is not possible while the attempt is {state:?}")]
pub struct Refused {
    pub state: State,
    pub event: Event,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Open, Self::InProgress, Self::Submitted, Self::Graded, Self::Expired];

    /// The state after `event`.
    ///
    /// # Errors
    /// [`Refused`] where the state machine has no such arrow.
    pub fn after(self, event: Event) -> Result<Self, Refused> {
        match (self, event) {
            (Self::Open | Self::InProgress, Event::Answer) => Ok(Self::InProgress),
            (Self::Open | Self::InProgress, Event::Submit { marker: true }) => Ok(Self::Submitted),
            (Self::Open | Self::InProgress, Event::Submit { marker: false }) | (Self::Submitted, Event::Mark) => {
                Ok(Self::Graded)
            }
            (Self::Open | Self::InProgress, Event::TimeOut) => Ok(Self::Expired),
            _ => Err(Refused { state: self, event }),
        }
    }

    /// Answers are still taken.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Open | Self::InProgress)
    }

    /// As it is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in-progress",
            Self::Submitted => "submitted",
            Self::Graded => "graded",
            Self::Expired => "expired",
        }
    }

    /// From its stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// How long after the time limit an answer is still taken: the learner's clock and the line are not the server's.
pub const NETWORK_GRACE_MILLIS: i64 = 20_000;

/// Whether an answer that reaches the server now is in time. Without a limit it always is.
pub fn in_time(deadline: Option<Timestamp>, now: Timestamp) -> bool {
    deadline.is_none_or(|deadline| now <= deadline.plus_millis(NETWORK_GRACE_MILLIS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_arrows_of_the_diagram_exist() {
        use Event::{Answer, Mark, Submit, TimeOut};
        let arrows = [
            (State::Open, Answer, State::InProgress),
            (State::InProgress, Answer, State::InProgress),
            (State::Open, Submit { marker: false }, State::Graded),
            (State::InProgress, Submit { marker: false }, State::Graded),
            (State::Open, Submit { marker: true }, State::Submitted),
            (State::InProgress, Submit { marker: true }, State::Submitted),
            (State::Submitted, Mark, State::Graded),
            (State::Open, TimeOut, State::Expired),
            (State::InProgress, TimeOut, State::Expired),
        ];
        for state in State::ALL {
            for event in [Answer, Submit { marker: false }, Submit { marker: true }, Mark, TimeOut] {
                let expected = arrows.iter().find(|(from, by, _)| (*from, *by) == (state, event)).map(|(_, _, to)| *to);
                assert_eq!(state.after(event).ok(), expected, "{state:?} {event:?}");
            }
            assert_eq!(State::parse(state.as_str()), Some(state));
        }
    }

    #[test]
    fn the_grace_is_for_the_network() {
        let deadline = Some(Timestamp(1000));
        assert!(in_time(deadline, Timestamp(1000 + NETWORK_GRACE_MILLIS)));
        assert!(!in_time(deadline, Timestamp(1001 + NETWORK_GRACE_MILLIS)));
        assert!(in_time(None, Timestamp(i64::MAX)));
    }
}
