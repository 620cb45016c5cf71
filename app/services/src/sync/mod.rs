//! Telling other systems what happened: deliveries are planned from the outbox, sent by a job, and looked after on a page.
//! The sending itself is the server's: nothing in here knows HTTP.

mod compare;
mod manage;
mod turn;
mod view;

use domain::delivery::Destination;
use domain::id::CompetencyId;
use serde_json::Value;

pub use compare::{CompareItem, CompareResult, CompareRow, CompareView};
pub use turn::{Delivered, SyncContent, SyncMessage, SyncTurn};
pub use view::{DeliveryRow, DestinationProblem, DestinationView, RefusalRow, SwitchedUnit, SyncQuery, SyncView, What};

use crate::{Error, Result, Services, Snapshot};

/// Outbox rows that are planned in one transaction.
const BATCH: u32 = 500;

impl Services {
    /// Notes which systems are told, and from when on.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn register_destinations(&self, all: &[(Destination, domain::time::Timestamp)]) -> Result<()> {
        let all = all.to_vec();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    for (destination, since) in all {
                        store::destination::register(conn, destination, since).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await
    }

    /// Makes deliveries of everything in the outbox that has none. Tells how many rows were gone through.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn plan_deliveries(&self) -> Result<usize> {
        let mut all = 0;
        loop {
            let now = self.now();
            let (planned, behind) = self
                .store
                .write(move |conn| {
                    Box::pin(async move {
                        let planned = store::destination::plan(conn, now, BATCH).await?;
                        Ok::<_, Error>((planned, store::destination::fill(conn, now, BATCH).await?))
                    })
                })
                .await?;
            all += planned;
            if planned == 0 && !behind {
                return Ok(all);
            }
        }
    }

    /// Holds or lets go what people waited for who have moved to another unit. Tells how many deliveries changed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn settle_deliveries(&self) -> Result<u64> {
        let now = self.now();
        self.store
            .write(move |conn| Box::pin(async move { Ok::<_, Error>(store::sync_unit::settle(conn, now).await?) }))
            .await
    }

    /// How many deliveries to each destination are in each state, as codes: for the metrics.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn delivery_counts(&self) -> Result<Vec<(String, String, i64)>> {
        let mut conn = self.store.reader().await?;
        let counts = store::delivery_list::counts(&mut conn).await?;
        Ok(counts.into_iter().map(|count| (count.destination, count.state, count.rows)).collect())
    }
}

/// What a message is about, in words.
fn what(snapshot: &Snapshot, kind: &str, payload: &str) -> What {
    let payload: Value = serde_json::from_str(payload).unwrap_or_default();
    let text = |name: &str| payload[name].as_str().unwrap_or_default().to_owned();
    match kind {
        "course-completed" => What::Course(snapshot.course_title(&text("course"))),
        _ => {
            let level = payload["held"].as_u64().and_then(|level| u8::try_from(level).ok());
            What::Competency(snapshot.competency_title(&CompetencyId::new(text("competency"))), level)
        }
    }
}
