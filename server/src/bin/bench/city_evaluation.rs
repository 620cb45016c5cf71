//! Closing an evaluation of the whole city in one job, with a clock that is moved past its last day.

use std::sync::Arc;

use anyhow::Result;
use domain::id::CycleId;
use serde::Serialize;
use services::{Services, SystemClock, SystemRandom};
use sqlx::{Connection, PgConnection, SqliteConnection};
use store::Store;
use store::evaluation_cycle::Cycle;
use tokio::time::Instant;

use crate::learners;

/// Everybody rated and acknowledged: each is settled with their competencies as they are.
const RATE: &str = "UPDATE evaluation SET state = 'acknowledged', result = 'as', behaviour = 'as', predicate = 'baik', \
                    version = version + 1 WHERE state = 'draft'";

/// What a cycle of a whole city took.
#[derive(Serialize)]
pub struct Evaluation {
    pub people: u64,
    /// Opening it: a draft for everybody.
    pub open_seconds: f64,
    /// Closing it: everybody is settled.
    pub close_seconds: f64,
}

pub async fn measure(address: &str) -> Result<Evaluation> {
    let store = Store::open(address, 4).await?;
    let services = Services::new(store, Arc::new(SystemClock), Arc::new(SystemRandom));
    services.refresh_library().await?;
    let now = services.now();
    let cycle = Cycle {
        id: CycleId(learners::id(now)?),
        name: "Penilaian ukur".to_owned(),
        kind: "year".to_owned(),
        period_from: now.plus_days(-365),
        period_to: now,
        opens_at: now.plus_days(-1),
        closes_at: now.plus_days(2),
        objection_days: 14,
        state: "planned".to_owned(),
    };
    services
        .store()
        .write(move |conn| Box::pin(async move { store::evaluation_cycle::insert(conn, &cycle, now).await }))
        .await?;
    let begun = Instant::now();
    let people = services.run_evaluations().await?;
    let open_seconds = begun.elapsed().as_secs_f64();
    rate(address).await?;
    let later = services.at(now.plus_days(3));
    let begun = Instant::now();
    later.run_evaluations().await?;
    let close_seconds = begun.elapsed().as_secs_f64();
    services.store().close().await;
    Ok(Evaluation { people, open_seconds, close_seconds })
}

async fn rate(address: &str) -> Result<()> {
    if address.starts_with("sqlite:") {
        let mut conn = SqliteConnection::connect(address).await?;
        sqlx::query(RATE).execute(&mut conn).await?;
        Ok(conn.close().await?)
    } else {
        let mut conn = PgConnection::connect(address).await?;
        sqlx::query(RATE).execute(&mut conn).await?;
        Ok(conn.close().await?)
    }
}
