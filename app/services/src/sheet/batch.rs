//! The evidence sheets of a whole unit: asking for them, and seeing how far they are.

use domain::evaluation_cycle::CycleState;
use domain::id::{CycleId, EvaluationId, RecordId, UnitId};
use domain::policy::{self, Action, Relation};
use domain::time::Timestamp;
use serde_json::json;
use store::Conn;
use store::organisation::Unit;
use store::sheet_batch::Batch;

use super::language;
use crate::{Actor, CycleHead, Error, Result, Services};

/// The most sheets made at once; in a larger unit one goes down the tree first.
pub const MOST_SHEETS: i64 = 2000;
/// Batches and units in a list.
const LISTED: u32 = 100;
const MOST_UNITS: u32 = 1000;

/// What `/lembar` shows.
#[derive(Clone, Debug)]
pub struct UnitSheetsView {
    /// Closed ones, the newest first: sheets are made of what has come to its end.
    pub cycles: Vec<(CycleId, String)>,
    /// `None` while none is closed.
    pub cycle: Option<CycleHead>,
    pub unit: (UnitId, String),
    /// The units above it that the reader sees, from the top.
    pub above: Vec<(UnitId, String)>,
    pub below: Vec<(UnitId, String)>,
    /// How many sheets there would be.
    pub people: i64,
    /// The reader may have them made; an auditor sees what others asked for.
    pub may_order: bool,
    /// The newest first.
    pub batches: Vec<BatchRow>,
}

/// The sheets of a unit that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    pub id: RecordId,
    pub unit: String,
    pub asker: String,
    pub asked_at: Timestamp,
    pub people: i64,
    pub made: i64,
    pub failed: i64,
    pub finished_at: Option<Timestamp>,
    /// When it is deleted, if a rule says so.
    pub kept_until: Option<Timestamp>,
}

/// What `/lembar/{batch}` shows.
#[derive(Clone, Debug)]
pub struct BatchView {
    pub row: BatchRow,
    pub cycle: CycleHead,
    /// Whose sheets could not be made.
    pub failed: Vec<(EvaluationId, String)>,
}

impl Services {
    /// The sheets of a unit for a closed cycle; without any named, those of the newest cycle and the first unit.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor leads no unit, or not that one, or there is no such closed cycle.
    pub async fn unit_sheets(&self, actor: &Actor, cycle: &str, unit: &str) -> Result<UnitSheetsView> {
        self.allow(actor, Action::SeeTeam)?;
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let (unit, above) = self.unit_of(&mut conn, actor, unit).await?;
        let below = store::organisation::units_below(&mut conn, unit.id, now, MOST_UNITS).await?;
        let mut closed = store::evaluation_cycle::all(&mut conn, LISTED).await?;
        closed.retain(|cycle| cycle.state == CycleState::Closed.code());
        let chosen = match cycle {
            "" => closed.first(),
            id => Some(closed.iter().find(|cycle| cycle.id.to_string() == id).ok_or(Error::NotFound)?),
        };
        let mut batches: Vec<BatchRow> = Vec::new();
        let mut people = 0;
        if let Some(cycle) = chosen {
            people = store::sheet_batch::people(&mut conn, cycle.id, &unit.path, now).await?;
            // Among those that the reader sees: in a city of many units the newest are mostly somebody else's.
            let found = if policy::allows(actor.roles, Action::SeeEvaluation(Relation::Other)) {
                store::sheet_batch::of_cycle(&mut conn, cycle.id, LISTED).await?
            } else {
                store::sheet_batch::of_head(&mut conn, cycle.id, (actor.person, now), LISTED).await?
            };
            batches = found.into_iter().map(|batch| self.batch_row(batch)).collect::<Result<_>>()?;
        }
        let relation = self.relation_to_unit(&mut conn, actor, &unit).await?;
        let named = |unit: Unit| (unit.id, unit.name);
        Ok(UnitSheetsView {
            cycle: chosen.map(CycleHead::new).transpose()?,
            cycles: closed.iter().map(|cycle| (cycle.id, cycle.name.clone())).collect(),
            unit: named(unit),
            above: above.into_iter().map(named).collect(),
            below: below.into_iter().map(named).collect(),
            people,
            may_order: policy::allows(actor.roles, Action::OrderSheets(relation)),
            batches,
        })
    }

    /// Asks for the sheets of a unit. Those that are being made already are not made twice.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor does not lead the unit and is not of the agency, the cycle is not closed, or there
    /// is nobody, or too many.
    pub async fn order_sheets(&self, actor: &Actor, cycle: &str, unit: &str) -> Result<RecordId> {
        self.allow(actor, Action::OrderSheets(Relation::Led))?;
        let now = self.now();
        let lang = language(self.lang());
        let cycle: CycleId = cycle.parse().map_err(|_| Error::NotFound)?;
        let mut conn = self.store.reader().await?;
        let (unit, _) = self.unit_of(&mut conn, actor, unit).await?;
        let relation = self.relation_to_unit(&mut conn, actor, &unit).await?;
        self.allow(actor, Action::OrderSheets(relation))?;
        let found = store::evaluation_cycle::find(&mut conn, cycle).await?.ok_or(Error::NotFound)?;
        let people = store::sheet_batch::people(&mut conn, cycle, &unit.path, now).await?;
        let running = store::sheet_batch::running(&mut conn, cycle, unit.id, lang).await?;
        drop(conn);
        if let Some(running) = running {
            return Ok(running);
        }
        if found.state != CycleState::Closed.code() || !(1..=MOST_SHEETS).contains(&people) {
            return Err(Error::NotFound);
        }
        let batch = Batch {
            id: self.new_id()?,
            cycle_id: cycle,
            unit_id: unit.id,
            unit_name: unit.name,
            asked_by: actor.person,
            asker: None,
            asked_at: now,
            lang: lang.to_owned(),
            finished_at: None,
            people,
            made: 0,
            failed: 0,
        };
        let id = batch.id;
        let (batch_id, cycle_id, unit_id) = (id.to_string(), cycle.to_string(), unit.id.to_string());
        let event = self.event(
            Some(actor.person),
            None,
            "sheets-ordered",
            json!({ "batch": batch_id, "cycle": cycle_id, "unit": unit_id }),
        )?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::sheet_batch::insert(conn, &batch, &unit.path).await? {
                        // Somebody asked for the same in this very moment.
                        let running = store::sheet_batch::running(conn, cycle, unit.id, lang).await?;
                        return running.ok_or(Error::NotFound);
                    }
                    store::audit::append(conn, event).await?;
                    Ok::<_, Error>(id)
                })
            })
            .await
    }

    /// How far the sheets of a unit are.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see the unit, or they were deleted.
    pub async fn batch(&self, actor: &Actor, id: RecordId) -> Result<BatchView> {
        let batch = self.seen_batch(actor, id).await?;
        let mut conn = self.store.reader().await?;
        let cycle = store::evaluation_cycle::find(&mut conn, batch.cycle_id).await?.ok_or(Error::NotFound)?;
        let failed = store::sheet_batch::failed(&mut conn, id).await?;
        drop(conn);
        Ok(BatchView { cycle: CycleHead::new(&cycle)?, failed, row: self.batch_row(batch)? })
    }

    pub(super) async fn seen_batch(&self, actor: &Actor, id: RecordId) -> Result<Batch> {
        self.allow(actor, Action::SeeTeam)?;
        let mut conn = self.store.reader().await?;
        let batch = store::sheet_batch::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        if self.sees_batch(&mut conn, actor, &batch).await? { Ok(batch) } else { Err(Error::NotFound) }
    }

    /// Whoever leads the unit now, and the agency.
    async fn sees_batch(&self, conn: &mut Conn, actor: &Actor, batch: &Batch) -> Result<bool> {
        if policy::allows(actor.roles, Action::SeeEvaluation(Relation::Other)) {
            return Ok(true);
        }
        let unit = store::organisation::unit_at(conn, batch.unit_id, self.now()).await?;
        let Some(unit) = unit else { return Ok(false) };
        Ok(self.relation_to_unit(conn, actor, &unit).await? == Relation::Led)
    }

    /// Whether the actor leads a unit, or one above it.
    async fn relation_to_unit(&self, conn: &mut Conn, actor: &Actor, unit: &Unit) -> Result<Relation> {
        let led = store::organisation::led_units(conn, actor.person, self.now()).await?;
        let leads = led.iter().any(|led| unit.path.starts_with(&led.path));
        Ok(if leads { Relation::Led } else { Relation::Other })
    }

    /// A unit that the actor leads, or any for the agency, and those above it that the actor sees too.
    async fn unit_of(&self, conn: &mut Conn, actor: &Actor, wanted: &str) -> Result<(Unit, Vec<Unit>)> {
        let now = self.now();
        let sees_all = policy::allows(actor.roles, Action::SeeEvaluation(Relation::Other));
        let tops = if sees_all {
            store::organisation::roots(conn, now).await?
        } else {
            store::organisation::led_units(conn, actor.person, now).await?
        };
        let unit = match wanted {
            "" => tops.first().cloned(),
            id => {
                let id: UnitId = id.parse().map_err(|_| Error::NotFound)?;
                store::organisation::unit_at(conn, id, now).await?
            }
        };
        let sees = |unit: &Unit| tops.iter().any(|top| unit.path.starts_with(&top.path));
        let unit = unit.filter(sees).ok_or(Error::NotFound)?;
        let mut above = Vec::new();
        for part in unit.path.split('/').filter_map(|part| part.parse().ok()).filter(|part| *part != unit.id) {
            above.extend(store::organisation::unit_at(conn, part, now).await?.filter(sees));
        }
        Ok((unit, above))
    }

    fn batch_row(&self, batch: Batch) -> Result<BatchRow> {
        let days = self.periods()?.into_iter().find(|period| period.id == "unit-sheets").and_then(|period| period.days);
        Ok(BatchRow {
            id: batch.id,
            unit: batch.unit_name,
            asker: batch.asker.unwrap_or_default(),
            asked_at: batch.asked_at,
            people: batch.people,
            made: batch.made,
            failed: batch.failed,
            finished_at: batch.finished_at.map(Timestamp),
            kept_until: days.map(|days| batch.asked_at.plus_days(i64::from(days))),
        })
    }
}
