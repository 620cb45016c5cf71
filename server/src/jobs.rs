//! What is done again and again beside the requests.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;

use crate::server::Server;
use crate::shutdown::Stop;

/// Other servers on the same database publish, too.
const REFRESH: Duration = Duration::from_secs(2);
/// An attempt whose time is over is graded at the latest this much later.
const EXPIRE: Duration = Duration::from_secs(10);
/// A list of people that nobody applied goes at the latest this much later.
const LISTS: Duration = Duration::from_secs(300);
const FIGURES: Duration = Duration::from_secs(5);
/// A row of the audit log is sealed at the latest this much later.
const SEAL: Duration = Duration::from_secs(1);
/// What somebody did is in the totals of their unit at the latest this much later.
const TOTALS: Duration = Duration::from_secs(1);
/// What a command changes in an embedded database is in force at the latest this much later.
const OUTSIDE: Duration = Duration::from_secs(1);
/// Once a day the retention periods are applied; it is looked for the new day this often.
const RETENTION: Duration = Duration::from_secs(15 * 60);
/// A letter goes out at the latest this much later.
const LETTERS: Duration = Duration::from_secs(2);
/// Other systems are told at the latest this much later.
const SYNC: Duration = Duration::from_secs(2);
/// Counting looks at every message there is.
const SYNC_FIGURES: Duration = Duration::from_secs(60);
const TIDY: Duration = Duration::from_secs(600);
/// A reminder of a plan is made at the latest this much later.
const REMINDERS: Duration = Duration::from_secs(60);
/// A cycle of evaluations opens, and begins to close, at the latest this much after its date.
const EVALUATIONS: Duration = Duration::from_secs(5);
/// The sheets of a unit are begun at the latest this much after they were asked for.
const SHEETS: Duration = Duration::from_secs(1);
/// The letter of a day with what is new and unread is put at the latest this much after its hour.
const DIGESTS: Duration = Duration::from_secs(60);

/// Starts the jobs; they end when `stop` does.
pub fn start(server: &Server, stop: &Stop) -> Vec<JoinHandle<()>> {
    let services = server.services.clone();
    let refresh = every(REFRESH, stop.clone(), move || {
        let services = services.clone();
        async move {
            match services.refresh_library().await {
                Ok(true) => tracing::info!("new content is in use"),
                Ok(false) => {}
                Err(error) => tracing::error!(cause = %error, "the content could not be refreshed"),
            }
        }
    });
    let services = server.services.clone();
    let expire = every(EXPIRE, stop.clone(), move || {
        let services = services.clone();
        async move {
            match services.expire_overdue().await {
                Ok(0) => {}
                Ok(attempts) => tracing::info!(attempts, "attempts whose time was over were graded"),
                Err(error) => tracing::error!(cause = %error, "overdue attempts could not be graded"),
            }
        }
    });
    let services = server.services.clone();
    let lists = every(LISTS, stop.clone(), move || {
        let services = services.clone();
        async move {
            if let Err(error) = services.forget_lists().await {
                tracing::error!(cause = %error, "lists that nobody applied could not be removed");
            }
        }
    });
    let metrics = server.metrics.clone();
    let figures = every(FIGURES, stop.clone(), move || {
        metrics.tidy();
        std::future::ready(())
    });
    let services = server.services.clone();
    let seal = every(SEAL, stop.clone(), move || {
        let services = services.clone();
        async move {
            if let Err(error) = services.seal_audit().await {
                tracing::error!(cause = %error, "the audit log could not be sealed");
            }
        }
    });
    let services = server.services.clone();
    let totals = every(TOTALS, stop.clone(), move || {
        let services = services.clone();
        async move {
            if let Err(error) = services.count_totals().await {
                tracing::error!(cause = %error, "the totals of the units could not be brought up to date");
            }
        }
    });
    let services = server.services.clone();
    let outside = every(OUTSIDE, stop.clone(), move || {
        let services = services.clone();
        async move {
            if let Err(error) = services.look_outside().await {
                tracing::error!(cause = %error, "it could not be seen whether another process changed the database");
            }
        }
    });
    let sender = server.clone();
    let letters = every(LETTERS, stop.clone(), move || {
        let server = sender.clone();
        async move {
            match server.send_letters().await {
                Ok(0) => {}
                Ok(letters) => tracing::info!(letters, "letters were sent"),
                Err(error) => tracing::error!(cause = %error, "letters could not be sent"),
            }
        }
    });
    let services = server.services.clone();
    let retention = every(RETENTION, stop.clone(), move || {
        let services = services.clone();
        async move {
            match services.apply_retention().await {
                Ok(true) => tracing::info!("the retention periods were applied"),
                Ok(false) => {}
                Err(error) => tracing::error!(cause = %error, "the retention periods could not be applied"),
            }
        }
    });
    let services = server.services.clone();
    let tidy = every(TIDY, stop.clone(), move || {
        let services = services.clone();
        async move {
            if let Err(error) = services.tidy_sign_in().await {
                tracing::error!(cause = %error, "what signing in leaves behind could not be removed");
            }
        }
    });
    let services = server.services.clone();
    let reminders = every(REMINDERS, stop.clone(), move || {
        let services = services.clone();
        async move {
            match services.make_reminders().await {
                Ok(0) => {}
                Ok(reminders) => tracing::info!(reminders, "people were reminded of their plans"),
                Err(error) => tracing::error!(cause = %error, "reminders of plans could not be made"),
            }
        }
    });
    let (teller, end) = (server.clone(), stop.clone());
    let sync = every(SYNC, stop.clone(), move || {
        let (server, end) = (teller.clone(), end.clone());
        async move {
            // Whatever it does it can be stopped at any moment, as by a power failure; a slow system keeps nobody waiting.
            let told = tokio::select! {
                () = end.wait() => return,
                told = server.sync() => told,
            };
            match told {
                Ok(0) => {}
                Ok(messages) => tracing::info!(messages, "other systems were told"),
                Err(error) => tracing::error!(cause = %error, "other systems could not be told"),
            }
        }
    });
    let counted = server.clone();
    let sync_figures = every(SYNC_FIGURES, stop.clone(), move || {
        let server = counted.clone();
        async move {
            match server.services.delivery_counts().await {
                Ok(counts) => {
                    for (to, state, messages) in counts {
                        server.metrics.deliveries(to, state, messages);
                    }
                }
                Err(error) => tracing::error!(cause = %error, "messages to other systems could not be counted"),
            }
        }
    });
    let services = server.services.clone();
    let evaluations = every(EVALUATIONS, stop.clone(), move || {
        let services = services.clone();
        async move {
            match services.run_evaluations().await {
                Ok(0) => {}
                Ok(evaluations) => tracing::info!(evaluations, "evaluations were brought in or settled"),
                Err(error) => tracing::error!(cause = %error, "evaluations could not be brought in or settled"),
            }
        }
    });
    let services = server.services.clone();
    let digests = every(DIGESTS, stop.clone(), move || {
        let services = services.clone();
        async move {
            match services.put_digests().await {
                Ok(0) => {}
                Ok(letters) => tracing::info!(letters, "letters of the day were put"),
                Err(error) => tracing::error!(cause = %error, "letters of the day could not be put"),
            }
        }
    });
    let (maker, end) = (server.clone(), stop.clone());
    let sheets = every(SHEETS, stop.clone(), move || {
        let (server, end) = (maker.clone(), end.clone());
        async move {
            // It can be stopped at any moment: what is made stays, and the next run goes on.
            let made = tokio::select! {
                () = end.wait() => return,
                made = server.make_sheets() => made,
            };
            match made {
                Ok(0) => {}
                Ok(sheets) => tracing::info!(sheets, "evidence sheets of a unit were made"),
                Err(error) => tracing::error!(cause = %error, "evidence sheets of a unit could not be made"),
            }
        }
    });
    vec![
        refresh,
        expire,
        lists,
        figures,
        seal,
        totals,
        outside,
        letters,
        retention,
        tidy,
        reminders,
        sync,
        sync_figures,
        evaluations,
        digests,
        sheets,
    ]
}

/// Runs `work` every so often, never twice at the same time, and lets it finish at the end.
fn every<F: Future<Output = ()> + Send>(
    pause: Duration,
    stop: Stop,
    work: impl Fn() -> F + Send + 'static,
) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval_at(tokio::time::Instant::now() + pause, pause);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut stop = std::pin::pin!(stop.wait());
        loop {
            tokio::select! {
                () = &mut stop => break,
                _ = ticks.tick() => work().await,
            }
        }
    })
}
