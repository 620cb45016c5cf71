//! The way of outside training: kept as a draft, filed, sent back, verified or refused.

/// Where a filing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TrainingState {
    /// Not sent yet: something is missing, and the document is kept.
    Draft,
    /// Waits for verification.
    Filed,
    /// Sent back to be corrected.
    Returned,
    /// Its JP count.
    Verified,
    Refused,
}

impl TrainingState {
    pub const ALL: [Self; 5] = [Self::Draft, Self::Filed, Self::Returned, Self::Verified, Self::Refused];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Filed => "filed",
            Self::Returned => "returned",
            Self::Verified => "verified",
            Self::Refused => "refused",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the person may still change it, send it, or take it back.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Filed | Self::Returned)
    }

    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Verified | Self::Refused)
    }
}

/// What somebody who verifies decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Accept,
    SendBack,
    Refuse,
}

impl Verdict {
    pub const fn state(self) -> TrainingState {
        match self {
            Self::Accept => TrainingState::Verified,
            Self::SendBack => TrainingState::Returned,
            Self::Refuse => TrainingState::Refused,
        }
    }

    /// Whoever sends something back or refuses it says why.
    pub const fn needs_reason(self) -> bool {
        !matches!(self, Self::Accept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back() {
        assert!(TrainingState::ALL.into_iter().all(|state| TrainingState::from_code(state.code()) == Some(state)));
        assert_eq!(TrainingState::from_code(""), None);
    }

    #[test]
    fn what_is_decided_is_not_open() {
        assert!(TrainingState::ALL.into_iter().all(|state| state.is_open() != state.is_decided()));
        assert!(!Verdict::Accept.needs_reason() && Verdict::SendBack.needs_reason() && Verdict::Refuse.needs_reason());
    }
}
