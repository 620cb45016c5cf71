//! The dry run: what would be sent, beside what the other system has already. Nothing is written there or here but a line
//! in the audit log.

use std::fmt;

use domain::course_history::{CourseRecord, Difference};
use domain::delivery::{Destination, Reason};
use domain::id::PersonId;
use domain::policy::Action;
use serde_json::json;

use super::turn::SyncContent;
use super::view::delivery_row;
use crate::{Actor, DeliveryRow, Error, Problem, Result, Services, UnitOption};

/// Courses on a page: each person on it is one request to the other system.
const PAGE: u32 = 20;
const LAST_PAGE: u32 = 1000;

/// What `/admin/sinkronisasi/uji` shows.
#[derive(Clone, Debug)]
pub struct CompareView {
    pub to: Destination,
    /// The unit that was asked for; `None` for all that are on.
    pub unit: Option<UnitOption>,
    /// The units to choose from.
    pub units: Vec<UnitOption>,
    pub rows: Vec<CompareRow>,
    /// From 1.
    pub page: u32,
    /// There are more.
    pub more: bool,
}

/// A course that would be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareRow {
    pub delivery: DeliveryRow,
    pub result: CompareResult,
}

/// What the comparison finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompareResult {
    /// It would be stored there.
    New,
    /// It is there and says the same, but for these: nothing would be stored.
    There(Vec<Difference>),
    /// It would be refused, or could not be compared.
    Failed(Reason, String),
    /// The destination has no history to compare with: it would be sent.
    NotCompared,
}

/// A course to compare.
#[derive(Clone)]
pub struct CompareItem {
    pub delivery: DeliveryRow,
    pub person: PersonId,
    /// For the request, and nowhere else.
    pub number: Option<String>,
    /// `None` where it cannot be read.
    pub record: Option<CourseRecord>,
}

/// Holds a number: it is not printed.
impl fmt::Debug for CompareItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "delivery {}", self.delivery.id)
    }
}

impl Services {
    /// A page of what would be sent about a unit, or about all that are on, to be compared by the caller.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `unit`; [`Error::NotFound`] for everybody but administrators.
    pub async fn courses_to_compare(
        &self,
        actor: &Actor,
        to: Destination,
        unit: &str,
        page: u32,
    ) -> Result<(Vec<CompareItem>, CompareView)> {
        self.allow(actor, Action::ManageSync)?;
        let (now, page) = (self.now(), page.clamp(1, LAST_PAGE));
        let snapshot = self.library.current()?;
        let mut conn = self.store.reader().await?;
        let tree = store::unit::tree_at(&mut conn, now).await?;
        let chosen = match unit {
            "" => None,
            id => {
                let found = tree.iter().find(|unit| unit.unit_id.to_string() == id);
                Some(found.ok_or_else(|| Error::field("unit", Problem::NotAChoice))?)
            }
        };
        let path = chosen.map_or("", |unit| unit.path.as_str());
        let from = (page - 1) * PAGE;
        let mut rows = store::delivery_list::to_compare(&mut conn, to, path, now, PAGE + 1, from).await?;
        drop(conn);
        let more = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let record = match self.content(row.person_id, &row.kind, &row.payload).await? {
                SyncContent::Course { record, .. } => Some(record),
                _ => None,
            };
            let mut conn = self.store.reader().await?;
            let number = store::delivery::number(&mut conn, row.person_id, now).await?;
            drop(conn);
            let person = row.person_id;
            let Some(delivery) = delivery_row(&snapshot, row) else { continue };
            items.push(CompareItem { delivery, person, number, record });
        }
        let detail = json!({ "destination": to.code(), "unit": unit, "messages": items.len() });
        let event = self.event(Some(actor.person), None, "sync-compared", detail)?;
        self.store
            .write(move |conn| Box::pin(async move { Ok::<_, Error>(store::audit::append(conn, event).await?) }))
            .await?;
        let option = |unit: &store::unit::UnitPeriod| UnitOption {
            id: unit.unit_id.to_string(),
            name: unit.name.clone(),
            depth: unit.path.matches('/').count().saturating_sub(1),
        };
        let unit = chosen.map(option);
        let ordered = domain::unit::Tree::new(tree.iter().map(store::unit::UnitPeriod::state));
        let units = ordered.in_order().into_iter().map(|unit| UnitOption {
            id: unit.id.to_string(),
            name: unit.name.clone(),
            depth: unit.path.matches('/').count().saturating_sub(1),
        });
        Ok((items, CompareView { to, unit, units: units.collect(), rows: Vec::new(), page, more }))
    }
}
