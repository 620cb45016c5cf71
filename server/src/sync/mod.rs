//! Tells other systems: takes what is due from `services`, sends it, and notes what became of it.
//!
//! How to add a destination: a variant of `domain::delivery::Destination`, its settings, a module beside [`webhook`] with
//! `send`, and a line in [`Adapter`].

mod compare;
mod failure;
mod settings;
mod siasn;
mod webhook;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};

use domain::delivery::Destination;
use domain::id::PersonId;
use domain::time::Timestamp;
use futures::StreamExt;
use services::{Delivered, Error, Services, SyncTurn};

pub use settings::SyncSettings;

use crate::outgoing::Outgoing;
use crate::server::Server;

/// People about whom is told at the same time.
const AT_ONCE: usize = 8;
/// After so many failures in a row the destination is left alone for a while, whatever failed.
const MOST_FAILURES: usize = 5;
/// One run of the job ends after this long; the next begins soon.
const LONGEST_RUN_MILLIS: i64 = 20_000;
/// Who moved to another unit is noticed at the latest this much later.
const SETTLE_MILLIS: i64 = 600_000;

/// The systems that are told. Cheap to clone.
#[derive(Clone, Default)]
pub struct Destinations(Arc<Inner>);

#[derive(Default)]
struct Inner {
    settings: SyncSettings,
    adapters: Vec<Adapter>,
    registered: AtomicBool,
    settled_at: AtomicI64,
}

/// One of them.
enum Adapter {
    Siasn(Box<siasn::Siasn>),
    Webhook(Box<webhook::Webhook>),
}

impl Adapter {
    fn destination(&self) -> Destination {
        match self {
            Self::Siasn(_) => Destination::Siasn,
            Self::Webhook(_) => Destination::Webhook,
        }
    }
}

impl Destinations {
    /// # Errors
    /// Certificates of the machine that cannot be read.
    pub fn new(settings: &SyncSettings) -> std::io::Result<Self> {
        if settings.destinations().is_empty() {
            return Ok(Self::default());
        }
        let http = Outgoing::new()?;
        let siasn =
            settings.siasn.clone().map(|siasn| Adapter::Siasn(Box::new(siasn::Siasn::new(siasn, http.clone()))));
        let webhook =
            settings.webhook.clone().map(|hook| Adapter::Webhook(Box::new(webhook::Webhook::new(hook, http.clone()))));
        Ok(Self(Arc::new(Inner {
            settings: settings.clone(),
            adapters: siasn.into_iter().chain(webhook).collect(),
            ..Inner::default()
        })))
    }

    pub fn destinations(&self) -> Vec<Destination> {
        self.0.adapters.iter().map(Adapter::destination).collect()
    }
}

/// Sends what is due. Tells how many messages arrived.
///
/// # Errors
/// Those of the database. What another system does not take is tried again later.
pub async fn send_due(server: &Server) -> Result<usize, Error> {
    let Inner { settings, adapters, registered, settled_at } = &*server.sync.0;
    if adapters.is_empty() {
        return Ok(0);
    }
    let services = &server.services;
    if !registered.load(Ordering::Relaxed) {
        services.register_destinations(&settings.destinations()).await?;
        registered.store(true, Ordering::Relaxed);
    }
    services.plan_deliveries().await?;
    let began = services.now();
    if began.0 - settled_at.load(Ordering::Relaxed) > SETTLE_MILLIS {
        services.settle_deliveries().await?;
        settled_at.store(began.0, Ordering::Relaxed);
    }
    // A slow system keeps no other one waiting.
    let runs = adapters.iter().map(|adapter| send_to(server, adapter, began));
    Ok(futures::future::try_join_all(runs).await?.into_iter().sum())
}

/// Sends what is due to one of them.
async fn send_to(server: &Server, adapter: &Adapter, began: Timestamp) -> Result<usize, Error> {
    let mut arrived = 0;
    while server.services.now().since(began) < LONGEST_RUN_MILLIS {
        let people = server.services.due_people(adapter.destination()).await?;
        if people.is_empty() {
            break;
        }
        let round = send_round(server, adapter, people).await?;
        arrived += round.arrived;
        if round.over {
            break;
        }
    }
    Ok(arrived)
}

/// What became of a round.
struct Round {
    arrived: usize,
    /// Nothing moved, or too much failed: the next run goes on.
    over: bool,
}

async fn send_round(server: &Server, adapter: &Adapter, people: Vec<PersonId>) -> Result<Round, Error> {
    let (arrived, handled, failures) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let failed = std::sync::Mutex::new(None);
    futures::stream::iter(people)
        .for_each_concurrent(AT_ONCE, async |person| {
            if failures.load(Ordering::Relaxed) >= MOST_FAILURES {
                return;
            }
            let sent = send_about(server, adapter, person, &failures).await;
            match sent {
                Ok((took, there)) => {
                    handled.fetch_add(took, Ordering::Relaxed);
                    arrived.fetch_add(there, Ordering::Relaxed);
                }
                Err(error) => {
                    if let Ok(mut failed) = failed.lock() {
                        *failed = Some(error);
                    }
                }
            }
        })
        .await;
    if let Some(error) = failed.into_inner().ok().flatten() {
        return Err(error);
    }
    let over = handled.into_inner() == 0 || failures.into_inner() >= MOST_FAILURES;
    Ok(Round { arrived: arrived.into_inner(), over })
}

/// A whole turn: how many messages were handled, and how many of them are there now.
async fn send_about(
    server: &Server,
    adapter: &Adapter,
    person: PersonId,
    failures: &AtomicUsize,
) -> Result<(usize, usize), Error> {
    let services = &server.services;
    let Some(turn) = services.begin_turn(adapter.destination(), person).await? else { return Ok((0, 0)) };
    let mut at_siasn = siasn::Known::default();
    let (mut handled, mut arrived) = (0, 0);
    for message in &turn.messages {
        // Another server may have taken over while this one was slow.
        if handled > 0 && !services.keep_turn(&turn).await? {
            return Ok((handled, arrived));
        }
        let mut became = match adapter {
            Adapter::Siasn(siasn) => siasn.send(services, &turn, message, &mut at_siasn).await?,
            Adapter::Webhook(webhook) => webhook.send(services, &turn, message).await,
        };
        handled += 1;
        let (outcome, goes_on) = match &mut became {
            Delivered::Sent { .. } => {
                arrived += 1;
                failures.store(0, Ordering::Relaxed);
                ("sent", true)
            }
            Delivered::Refused { reason, .. } => {
                tracing::warn!(destination = turn.to.code(), reason = reason.code(), "a message was refused");
                failures.store(0, Ordering::Relaxed);
                ("refused", true)
            }
            Delivered::Later { reason, whole, .. } => {
                // The last of several in a row: the system as a whole does not work.
                let in_a_row = failures.fetch_add(1, Ordering::Relaxed) + 1;
                let was_whole = *whole;
                *whole = was_whole || in_a_row == MOST_FAILURES;
                if was_whole {
                    failures.store(MOST_FAILURES, Ordering::Relaxed);
                }
                tracing::warn!(destination = turn.to.code(), reason = reason.code(), "a message is tried again later");
                ("later", false)
            }
        };
        server.metrics.delivery(turn.to.code(), outcome);
        services.note_delivery(&turn, message, became).await?;
        if !goes_on {
            break;
        }
    }
    services.end_turn(&turn).await?;
    Ok((handled, arrived))
}

/// What `services` is asked for by the adapters.
async fn remember(services: &Services, turn: &SyncTurn, remote: &str) -> Result<(), Error> {
    services.remember_remote_person(turn.to, turn.person, remote).await
}

pub use compare::compare;
pub use webhook::signature as webhook_signature;
