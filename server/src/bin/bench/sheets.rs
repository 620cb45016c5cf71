//! The evidence sheets of a unit: made by the job of the server, one after another, and kept in the database.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use domain::competency::{ScalePlace, Standing};
use domain::id::{CycleId, EvaluationId, PersonId, RecordId};
use domain::level::Level;
use domain::score::PerMille;
use serde::Serialize;
use services::{Competencies, FrozenCompetency, Services, SystemClock, SystemRandom, Text};
use sha2::{Digest, Sha256};
use store::Store;
use store::evaluation_cycle::Cycle;
use store::evaluation_log::Frozen;
use store::sheet_batch::Batch;
use tokio::time::Instant;

use crate::learners;
use crate::program::Server;

/// Sheets in the batch.
const SHEETS: usize = 200;
/// Competencies on each, as a post of the shipped standards has them.
const COMPETENCIES: u16 = 12;
const LONGEST: Duration = Duration::from_secs(600);

/// How fast sheets were made.
#[derive(Serialize)]
pub struct Sheets {
    pub sheets: usize,
    /// From the start of the server, which begins at once, to the last.
    pub seconds: f64,
    /// Of one sheet.
    pub kilobytes: f64,
    pub memory_mb: Option<f64>,
}

/// Asks for the sheets of a unit, starts the program, and waits until all are made.
pub async fn measure(program: &Path, address: &str, log: &Path) -> Result<Sheets> {
    let store = Store::open(address, 2).await?;
    let services = Services::new(store, Arc::new(SystemClock), Arc::new(SystemRandom));
    let batch = ask(&services).await?;
    let server = Server::start(program, address, log, &[]).await?;
    let begun = Instant::now();
    let (done, memory_mb) = server.memory().most_during(finished(&services, batch)).await;
    let seconds = begun.elapsed().as_secs_f64();
    let made = done?;
    ensure!(made.failed == 0, "{} sheets could not be made", made.failed);
    server.stop()?;
    let mut conn = services.store().reader().await?;
    let first = store::sheet_batch::after(&mut conn, batch, 0, 1).await?.into_iter().next().context("no sheet")?;
    drop(conn);
    services.store().close().await;
    let kilobytes = first.content.context("an empty sheet")?.len() as f64 / 1000.0;
    Ok(Sheets { sheets: SHEETS, seconds, kilobytes, memory_mb })
}

async fn finished(services: &Services, batch: RecordId) -> Result<Batch> {
    let begun = Instant::now();
    loop {
        let mut conn = services.store().reader().await?;
        let found = store::sheet_batch::find(&mut conn, batch).await?.context("the batch is gone")?;
        drop(conn);
        if found.finished_at.is_some() {
            return Ok(found);
        }
        ensure!(begun.elapsed() < LONGEST, "{} of {SHEETS} sheets were made in {LONGEST:?}", found.made);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// People who were all evaluated in a cycle that is closed, and the wish for their sheets.
async fn ask(services: &Services) -> Result<RecordId> {
    let people = learners::add(services, SHEETS).await?;
    let asker = people.first().context("nobody")?.0;
    let now = services.now();
    let mut conn = services.store().reader().await?;
    let units = store::organisation::units(&mut conn, now).await?;
    let unit = units.last().context("no unit")?.clone();
    drop(conn);
    let cycle = Cycle {
        id: CycleId(learners::id(now)?),
        name: "Siklus ukur".to_owned(),
        kind: "quarter".to_owned(),
        period_from: now.plus_days(-120),
        period_to: now.plus_days(-30),
        opens_at: now.plus_days(-30),
        closes_at: now.plus_days(-1),
        objection_days: 14,
        state: "closed".to_owned(),
    };
    let batch = Batch {
        id: RecordId(learners::id(now)?),
        cycle_id: cycle.id,
        unit_id: unit.id,
        unit_name: unit.name,
        asked_by: asker,
        asker: None,
        asked_at: now,
        lang: "id".to_owned(),
        finished_at: None,
        people: 0,
        made: 0,
        failed: 0,
    };
    let id = batch.id;
    let mut rows = Vec::new();
    for (person, _) in &people {
        rows.push((EvaluationId(learners::id(now)?), *person, RecordId(learners::id(now)?)));
    }
    let content = serde_json::to_string(&competencies()?)?;
    let digest = Sha256::digest(content.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let frozen = Frozen { at: now, digest, content };
    let written = services.store().write(move |conn| {
        Box::pin(async move {
            store::evaluation_cycle::insert(conn, &cycle, now).await?;
            let drafts: Vec<(EvaluationId, PersonId)> = rows.iter().map(|(id, person, _)| (*id, *person)).collect();
            store::evaluation::insert(conn, cycle.id, drafts).await?;
            for (id, person, record) in rows {
                let Some(mut row) = store::evaluation::find(conn, id).await? else { continue };
                row.state = "final".to_owned();
                row.result = Some("as".to_owned());
                row.behaviour = Some("above".to_owned());
                row.predicate = Some("baik".to_owned());
                row.comment = Some("Antrean loket berkurang, dan Anda membantu rekan baru.".to_owned());
                row.rater_id = Some(asker.0);
                row.shared_at = Some(now.0);
                row.settled_at = Some(now.0);
                store::evaluation::change(conn, &row).await?;
                store::evaluation_log::freeze(conn, record, (id, person), &frozen).await?;
            }
            store::sheet_batch::insert(conn, &batch, &unit.path).await.map(drop)
        })
    });
    written.await?;
    Ok(id)
}

fn competencies() -> Result<Competencies> {
    let level = Level::try_from(2_u8)?;
    let one = |number: u16| FrozenCompetency {
        competency: format!("ukur/kompetensi-{number}"),
        title: Text { id: format!("Kompetensi ukur {number}"), en: format!("Measured competency {number}") },
        required: Some(level),
        required_place: Some(1960),
        credited: Some(1),
        standing: Some(if number.is_multiple_of(3) { Standing::Met } else { Standing::Short { by: 1 } }),
        place: Some(ScalePlace { at: 1000 + 50 * number, low: 700, high: 2400 }),
        answers: 14,
    };
    Ok(Competencies {
        competencies: (0..COMPETENCIES).map(one).collect(),
        job_match: Some((820, usize::from(COMPETENCIES), usize::from(COMPETENCIES))),
        interval: PerMille::new(900),
    })
}
