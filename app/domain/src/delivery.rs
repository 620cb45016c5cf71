//! What becomes of a message for another system: where it goes, how far it is, and when it is tried again.

/// Another system that is told what happened here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Destination {
    /// The personnel system of BKN. It takes completed courses; no place for competencies is known there.
    Siasn,
    /// A system of the city that takes signed messages.
    Webhook,
}

impl Destination {
    pub const ALL: [Self; 2] = [Self::Siasn, Self::Webhook];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Siasn => "siasn",
            Self::Webhook => "webhook",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|destination| destination.code() == code)
    }

    pub const fn takes_competencies(self) -> bool {
        matches!(self, Self::Webhook)
    }
}

/// How far a delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeliveryState {
    /// The unit of the person is not switched on.
    Held,
    Waiting,
    Sent,
    /// The other system will never take it as it is: somebody has to do something.
    Refused,
    /// Tried for so long that it is tried no more.
    Dead,
}

impl DeliveryState {
    pub const ALL: [Self; 5] = [Self::Held, Self::Waiting, Self::Sent, Self::Refused, Self::Dead];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Dead => "dead",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What happened at the last try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Sent: it was there already, and nothing was stored a second time.
    WasThere,
    /// Sent: it was there already, and what is there says something else.
    Differs,
    /// The person has no NIP or NI PPPK here.
    NoNumber,
    /// The other system does not know the person's number.
    UnknownPerson,
    /// The other system answered that it does not take this.
    NotTaken,
    /// What is to be sent can no longer be read here.
    Unreadable,
    /// It did not answer in time. It may have stored it all the same.
    TookTooLong,
    /// No connection came about.
    Unreachable,
    /// It failed (status 5xx).
    RemoteFailed,
    /// It asked for patience (status 429).
    Busy,
    /// A web page came instead of data.
    WebPage,
    /// What came is in no shape that is known.
    Unintelligible,
    /// Our keys and passwords are not taken.
    NotAllowed,
}

impl Reason {
    pub const ALL: [Self; 13] = [
        Self::WasThere,
        Self::Differs,
        Self::NoNumber,
        Self::UnknownPerson,
        Self::NotTaken,
        Self::Unreadable,
        Self::TookTooLong,
        Self::Unreachable,
        Self::RemoteFailed,
        Self::Busy,
        Self::WebPage,
        Self::Unintelligible,
        Self::NotAllowed,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::WasThere => "was-there",
            Self::Differs => "differs",
            Self::NoNumber => "no-number",
            Self::UnknownPerson => "unknown-person",
            Self::NotTaken => "not-taken",
            Self::Unreadable => "unreadable",
            Self::TookTooLong => "took-too-long",
            Self::Unreachable => "unreachable",
            Self::RemoteFailed => "remote-failed",
            Self::Busy => "busy",
            Self::WebPage => "web-page",
            Self::Unintelligible => "unintelligible",
            Self::NotAllowed => "not-allowed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// With the waits of [`wait_minutes`] this is two days.
pub const MOST_TRIES: i64 = 16;
const LONGEST_WAIT_MINUTES: i64 = 6 * 60;
/// A whole system that does not answer is asked again after at most this long.
const LONGEST_PAUSE_MINUTES: i64 = 30;

/// How long to wait after the `tries`-th failure, from 1: it doubles from two minutes. A system that was too slow to
/// answer has by then stored what it was going to store, so that comparing finds it.
pub fn wait_minutes(tries: i64) -> i64 {
    (1_i64 << tries.clamp(1, 20)).min(LONGEST_WAIT_MINUTES)
}

/// How long a whole system is left alone after it failed so often in a row, from 1.
pub fn pause_minutes(failures: i64) -> i64 {
    (1_i64 << (failures - 1).clamp(0, 20)).min(LONGEST_PAUSE_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_as_what_they_stand_for() {
        assert!(Destination::ALL.into_iter().all(|one| Destination::from_code(one.code()) == Some(one)));
        assert!(DeliveryState::ALL.into_iter().all(|one| DeliveryState::from_code(one.code()) == Some(one)));
        assert!(Reason::ALL.into_iter().all(|one| Reason::from_code(one.code()) == Some(one)));
        assert_eq!(Reason::from_code("<script>"), None);
    }

    #[test]
    fn waits_double_up_to_a_limit() {
        assert_eq!([1, 2, 3, 8, 9, 60].map(wait_minutes), [2, 4, 8, 256, 360, 360]);
        assert_eq!([0, 1, 2, 5, 6, 99].map(pause_minutes), [1, 1, 2, 16, 30, 30]);
        let all: i64 = (1..MOST_TRIES).map(wait_minutes).sum();
        assert!((48 * 60..72 * 60).contains(&all), "{all} minutes");
    }
}
