//! How much is answered at the same time, and how often one address or client may ask. Each server counts for itself.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::routes::{Access, Rule};

/// Requests that are answered at the same time, where the configuration says nothing.
pub const CONCURRENCY: usize = 1024;
/// A request waits so long for its turn before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(1);
/// Buckets that are remembered; beyond it those that are full again are forgotten, and if that is not enough, all.
const MOST_BUCKETS: usize = 10_000;

/// The limits of a server.
pub struct Limits {
    turns: Arc<Semaphore>,
    /// Forms of visitors who are not signed in, and API requests without a valid secret, by address. An office has one
    /// address for many people who all sign in at half past seven.
    pub anonymous: Buckets,
    /// API requests of a client.
    pub clients: Buckets,
}

impl Limits {
    pub fn new(concurrency: usize) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(concurrency)),
            anonymous: Buckets::new(200.0, 4.0),
            clients: Buckets::new(120.0, 2.0),
        }
    }

    /// A turn to answer a request, held while it is answered; `None` where there is none in time. Probes need none: a
    /// server under load still says that it lives.
    pub async fn enter(&self, rule: Rule) -> Option<Turn> {
        if rule.access == Access::Machine && matches!(rule.path, "/healthz" | "/readyz" | "/metrics") {
            return Some(Turn(None));
        }
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned());
        turn.await.ok()?.ok().map(|permit| Turn(Some(permit)))
    }
}

/// The right to be answered. It ends when this goes.
pub struct Turn(#[allow(dead_code, reason = "held, and never looked at")] Option<OwnedSemaphorePermit>);

/// Token buckets by key.
pub struct Buckets {
    burst: f64,
    per_second: f64,
    levels: Mutex<HashMap<String, (f64, Instant)>>,
}

impl Buckets {
    /// So many at once, and so many a second in the long run.
    pub fn new(burst: f64, per_second: f64) -> Self {
        Self { burst, per_second, levels: Mutex::default() }
    }

    /// Takes one for an address. A request that came over no connection, in process, has none and is not counted.
    ///
    /// # Errors
    /// As [`Buckets::take`].
    pub fn take_for_address(&self, address: &str) -> Result<(), u32> {
        match address.parse::<IpAddr>() {
            Ok(IpAddr::V4(_)) => self.take(address),
            // Who has one address of version 6 has a network of them.
            Ok(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                self.take(&format!("{a:x}:{b:x}:{c:x}:{d:x}"))
            }
            Err(_) => Ok(()),
        }
    }

    /// Takes one. Where there is none left, tells after how many seconds there is.
    ///
    /// # Errors
    /// The seconds to wait.
    pub fn take(&self, key: &str) -> Result<(), u32> {
        self.take_at(key, Instant::now())
    }

    fn take_at(&self, key: &str, now: Instant) -> Result<(), u32> {
        let mut levels = self.levels.lock().unwrap_or_else(PoisonError::into_inner);
        if levels.len() >= MOST_BUCKETS && !levels.contains_key(key) {
            levels.retain(|_, (level, at)| self.filled(*level, *at, now) < self.burst);
            if levels.len() >= MOST_BUCKETS {
                // Whoever is furthest from the limit is forgotten, so that a crowd of new addresses frees nobody.
                let mut by_level: Vec<_> =
                    levels.iter().map(|(key, (level, at))| (self.filled(*level, *at, now), key.clone())).collect();
                by_level.sort_by(|(one, _), (other, _)| other.total_cmp(one));
                for (_, key) in by_level.into_iter().take(MOST_BUCKETS / 2) {
                    levels.remove(&key);
                }
            }
        }
        let (level, at) = levels.entry(key.to_owned()).or_insert((self.burst, now));
        let filled = self.filled(*level, *at, now);
        *at = now;
        if filled >= 1.0 {
            *level = filled - 1.0;
            Ok(())
        } else {
            *level = filled;
            Err(((1.0 - filled) / self.per_second).ceil() as u32)
        }
    }

    fn filled(&self, level: f64, at: Instant, now: Instant) -> f64 {
        (level + now.duration_since(at).as_secs_f64() * self.per_second).min(self.burst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let (buckets, start) = (Buckets::new(3.0, 0.5), Instant::now());
        for _ in 0..3 {
            assert_eq!(buckets.take_at("a", start), Ok(()));
        }
        assert_eq!(buckets.take_at("a", start), Err(2));
        assert_eq!(buckets.take_at("b", start), Ok(()), "another address");
        assert_eq!(buckets.take_at("a", start + Duration::from_secs(2)), Ok(()));
        assert_eq!(buckets.take_at("a", start + Duration::from_secs(2)), Err(2));
    }

    #[test]
    fn a_network_of_version_six_counts_as_one() {
        let buckets = Buckets::new(1.0, 0.001);
        assert!(buckets.take_for_address("2001:db8:1:2::1").is_ok());
        assert!(buckets.take_for_address("2001:db8:1:2::2").is_err());
        assert!(buckets.take_for_address("2001:db8:1:3::1").is_ok());
    }

    #[test]
    fn a_crowd_frees_nobody() {
        let (buckets, start) = (Buckets::new(2.0, 0.001), Instant::now());
        for _ in 0..2 {
            buckets.take_at("attacker", start).unwrap();
        }
        for number in 0..=MOST_BUCKETS {
            buckets.take_at(&number.to_string(), start).unwrap();
        }
        assert!(buckets.take_at("attacker", start).is_err());
    }

    #[test]
    fn many_addresses_do_not_fill_the_memory() {
        let (buckets, start) = (Buckets::new(1.0, 1.0), Instant::now());
        for number in 0..=MOST_BUCKETS {
            assert_eq!(buckets.take_at(&number.to_string(), start), Ok(()));
        }
        assert!(buckets.levels.lock().unwrap().len() <= MOST_BUCKETS);
    }
}
