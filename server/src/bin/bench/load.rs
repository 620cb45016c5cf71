//! Clients that ask one thing after another for a while, and how long each took.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Result;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use serde::Serialize;
use tokio::time::Instant;

use crate::http::Connection;

/// How a turn ended.
pub enum Turn {
    Done,
    /// There is nothing left to do; the turn does not count.
    Exhausted,
}

/// What one client does again and again.
pub trait Client {
    /// One turn: the unit that is counted and timed.
    ///
    /// # Errors
    /// Anything but the answer that the turn expects.
    async fn turn(&mut self, connection: &mut Connection) -> Result<Turn>;
}

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    pub clients: usize,
    pub per_second: f64,
    pub p50_ms: f64,
    pub p95_ms: f64,
    pub p99_ms: f64,
    /// Time of the processor that the server took for one turn: says most where the machine is shared.
    pub server_us: Option<f64>,
    pub turns: usize,
    /// Those of the warm-up.
    #[serde(skip)]
    pub turns_before: usize,
    pub errors: usize,
    pub first_error: Option<String>,
}

/// Lets `make(n)` for every client `n` take turns for `warm_up`, which does not count, and then for `time`.
pub async fn run<C: Client>(
    address: SocketAddr,
    clients: usize,
    warm_up: Duration,
    time: Duration,
    make: impl Fn(usize) -> C,
) -> Measured {
    let start = Instant::now() + warm_up;
    let end = start + time;
    let mut running: FuturesUnordered<_> =
        (0..clients).map(|number| take_turns(address, make(number), start, end)).collect();
    let mut micros = Vec::new();
    let mut errors = Vec::new();
    let mut last = start;
    let mut before = 0;
    while let Some(client) = running.next().await {
        micros.extend(client.micros);
        errors.extend(client.errors);
        last = last.max(client.last);
        before += client.before;
    }
    Measured { turns_before: before, ..measured(clients, micros, errors, last - start) }
}

pub fn measured(clients: usize, mut micros: Vec<u32>, errors: Vec<String>, time: Duration) -> Measured {
    micros.sort_unstable();
    let percentile = |share: f64| {
        let place = (micros.len() as f64 * share).ceil() as usize;
        micros.get(place.saturating_sub(1)).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
    };
    Measured {
        clients,
        per_second: micros.len() as f64 / time.as_secs_f64().max(f64::MIN_POSITIVE),
        p50_ms: percentile(0.5),
        p95_ms: percentile(0.95),
        p99_ms: percentile(0.99),
        server_us: None,
        turns: micros.len(),
        turns_before: 0,
        errors: errors.len(),
        first_error: errors.into_iter().next(),
    }
}

struct Taken {
    micros: Vec<u32>,
    errors: Vec<String>,
    last: Instant,
    before: usize,
}

async fn take_turns<C: Client>(address: SocketAddr, mut client: C, start: Instant, end: Instant) -> Taken {
    let mut done = Taken { micros: Vec::new(), errors: Vec::new(), last: start, before: 0 };
    let mut connection = None;
    while Instant::now() < end {
        let open = match &mut connection {
            Some(open) => open,
            none => match Connection::open(address).await {
                Ok(open) => none.insert(open),
                Err(error) => {
                    done.errors.push(format!("connecting: {error}"));
                    break;
                }
            },
        };
        let begun = Instant::now();
        let outcome = client.turn(open).await;
        let now = Instant::now();
        match outcome {
            Ok(Turn::Exhausted) => break,
            Ok(Turn::Done) if begun >= start => {
                done.micros.push(u32::try_from((now - begun).as_micros()).unwrap_or(u32::MAX));
                done.last = now;
            }
            Ok(Turn::Done) => done.before += 1,
            Err(error) => {
                done.errors.push(format!("{error:#}"));
                connection = None;
            }
        }
    }
    done
}
