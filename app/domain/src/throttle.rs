//! How long somebody waits after failed sign-ins: longer with each failure, and never for good.

use crate::time::Timestamp;

/// A limit for one kind of subject: an account at an address, an address, an account as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// That many failures cost nothing.
    pub free: i64,
    /// The wait after the first that costs; each one after it costs twice as much.
    pub first_millis: i64,
    /// No wait is longer.
    pub most_millis: i64,
    /// Failures are counted over that long.
    pub window_millis: i64,
}

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

impl Limit {
    /// One account from one address: somebody who has forgotten the password, or guesses it.
    pub const PAIR: Self =
        Self { free: 5, first_millis: 30 * SECOND, most_millis: 15 * MINUTE, window_millis: 24 * HOUR };
    /// One account from any address that is not known: many machines guess together.
    pub const ACCOUNT: Self =
        Self { free: 30, first_millis: 30 * SECOND, most_millis: 5 * MINUTE, window_millis: HOUR };
    /// One address, any account. An office has one address for many people.
    pub const ADDRESS: Self =
        Self { free: 100, first_millis: 30 * SECOND, most_millis: 15 * MINUTE, window_millis: HOUR };
    /// One account in a browser that it was used in before. Past the free ones the browser is as good as unknown.
    pub const KNOWN_DEVICE: Self = Self { free: 10, first_millis: 0, most_millis: 0, window_millis: 24 * HOUR };
    /// Codes of an authenticator, by whoever has shown the first factor.
    pub const CODE: Self =
        Self { free: 5, first_millis: 30 * SECOND, most_millis: 15 * MINUTE, window_millis: 24 * HOUR };
    /// Letters to one address.
    pub const LETTER: Self = Self { free: 3, first_millis: HOUR, most_millis: HOUR, window_millis: HOUR };

    /// Milliseconds to wait from now on, 0 for none.
    pub fn wait(&self, failures: i64, latest: Option<Timestamp>, now: Timestamp) -> i64 {
        let (Some(latest), true) = (latest, failures >= self.free) else { return 0 };
        let doublings = u32::try_from(failures - self.free).unwrap_or(u32::MAX).min(20);
        let whole = self.first_millis.saturating_mul(1 << doublings).min(self.most_millis);
        (whole - now.since(latest)).max(0)
    }

    /// From when on failures count.
    pub fn since(&self, now: Timestamp) -> Timestamp {
        now.plus_millis(-self.window_millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_costs_more_up_to_a_limit() {
        let wait = |failures| Limit::PAIR.wait(failures, Some(Timestamp(0)), Timestamp(0)) / SECOND;
        assert_eq!([4, 5, 6, 7, 9, 10, 60].map(wait), [0, 30, 60, 120, 480, 900, 900]);
    }

    #[test]
    fn time_is_all_it_takes() {
        let wait = |now| Limit::PAIR.wait(6, Some(Timestamp(0)), Timestamp(now));
        assert_eq!((wait(20 * SECOND), wait(60 * SECOND), wait(HOUR)), (40 * SECOND, 0, 0));
        assert_eq!(Limit::PAIR.wait(9, None, Timestamp(0)), 0);
    }
}
