//! What `/admin/sinkronisasi` shows.

use domain::delivery::{DeliveryState, Destination, Reason};
use domain::id::{PersonId, RecordId, UnitId};
use domain::policy::{self, Action};
use domain::time::Timestamp;
use domain::unit::Tree;
use store::delivery_list::Listed;
use store::unit::UnitPeriod;

use super::what;
use crate::{Actor, Result, Services, Snapshot, Text, UnitOption};

/// Rows on a page.
const PAGE: u32 = 25;
const LAST_PAGE: u32 = 4000;
const LISTED_UNITS: u32 = 500;

/// What the list is narrowed to; empty means any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncQuery {
    pub to: Option<Destination>,
    pub state: Option<DeliveryState>,
}

/// The whole page.
#[derive(Clone, Debug)]
pub struct SyncView {
    pub destinations: Vec<DestinationView>,
    /// The most frequent first.
    pub refusals: Vec<RefusalRow>,
    pub query: SyncQuery,
    /// The newest first.
    pub rows: Vec<DeliveryRow>,
    pub total: u64,
    /// From 1.
    pub page: u32,
    pub pages: u32,
    pub switched: Vec<SwitchedUnit>,
    /// The units that can be switched on.
    pub units: Vec<UnitOption>,
    pub may_change: bool,
}

/// A system that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DestinationView {
    pub id: Destination,
    /// Otherwise what waits for it waits.
    pub configured: bool,
    pub since: Timestamp,
    pub held: u64,
    pub waiting: u64,
    pub sent: u64,
    /// Refused, and given up after many tries.
    pub refused: u64,
    /// It fails as a whole.
    pub problem: Option<DestinationProblem>,
}

/// A destination that fails as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DestinationProblem {
    pub reason: Option<Reason>,
    pub detail: String,
    pub since: Timestamp,
    /// When it is tried again.
    pub until: Timestamp,
}

/// Why deliveries were given up, and how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusalRow {
    pub to: Destination,
    pub reason: Option<Reason>,
    /// As the database has it: for sending again.
    pub code: String,
    /// What the other system said about one of them.
    pub detail: String,
    pub count: u64,
}

/// What a delivery is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Course(String),
    /// With the level held; `None` without one.
    Competency(Text, Option<u8>),
}

/// A delivery of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    pub id: RecordId,
    pub to: Destination,
    pub person: PersonId,
    pub name: String,
    pub what: What,
    pub at: Timestamp,
    pub state: DeliveryState,
    pub tries: u64,
    /// When it is tried again, while it waits.
    pub next_at: Timestamp,
    pub reason: Option<Reason>,
    pub detail: String,
    /// When it was sent or given up.
    pub done_at: Option<Timestamp>,
}

/// A unit that is switched on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwitchedUnit {
    pub id: UnitId,
    pub name: String,
    pub since: Timestamp,
    pub by: String,
}

impl Services {
    /// The synchronisation as it stands. `configured`: the systems that this server knows how to reach.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] where the actor is neither administrator nor auditor.
    pub async fn sync_view(
        &self,
        actor: &Actor,
        configured: &[Destination],
        query: SyncQuery,
        page: u32,
    ) -> Result<SyncView> {
        self.allow(actor, Action::SeeAudit)?;
        let snapshot = self.library.current()?;
        let mut conn = self.store.reader().await?;
        let known = store::destination::all(&mut conn).await?;
        let counts = store::delivery_list::counts(&mut conn).await?;
        let refusals = store::delivery_list::refusals(&mut conn).await?;
        let on = store::sync_unit::all(&mut conn, LISTED_UNITS).await?;
        let count = |to: Option<&str>, states: &[DeliveryState]| -> u64 {
            let wanted = |state: &str| states.is_empty() || states.iter().any(|wanted| wanted.code() == state);
            let rows =
                counts.iter().filter(|count| to.is_none_or(|to| count.destination == to) && wanted(&count.state));
            rows.map(|count| u64::try_from(count.rows).unwrap_or_default()).sum()
        };
        let total = count(query.to.map(Destination::code), query.state.as_slice());
        let pages = u32::try_from(total.div_ceil(u64::from(PAGE))).unwrap_or(LAST_PAGE).clamp(1, LAST_PAGE);
        let page = page.clamp(1, pages);
        let to = query.to.map_or("", Destination::code);
        let state = query.state.map_or("", DeliveryState::code);
        let rows = store::delivery_list::list(&mut conn, to, state, PAGE, (page - 1) * PAGE).await?;
        let may_change = policy::allows(actor.roles, Action::ManageSync);
        let units = if may_change { store::unit::tree_at(&mut conn, self.now()).await? } else { Vec::new() };
        drop(conn);
        let destination = |known: store::destination::Known| {
            let id = Destination::from_code(&known.id)?;
            let to = Some(id.code());
            Some(DestinationView {
                id,
                configured: configured.contains(&id),
                since: known.since,
                held: count(to, &[DeliveryState::Held]),
                waiting: count(to, &[DeliveryState::Waiting]),
                sent: count(to, &[DeliveryState::Sent]),
                refused: count(to, &[DeliveryState::Refused, DeliveryState::Dead]),
                problem: known.failing_since.map(|since| DestinationProblem {
                    reason: known.reason.as_deref().and_then(Reason::from_code),
                    detail: known.detail.unwrap_or_default(),
                    since: Timestamp(since),
                    until: known.paused_until,
                }),
            })
        };
        let refusal = |row: store::delivery_list::Refusal| {
            Some(RefusalRow {
                to: Destination::from_code(&row.destination)?,
                reason: Reason::from_code(&row.reason),
                code: row.reason,
                detail: row.detail.unwrap_or_default(),
                count: u64::try_from(row.rows).unwrap_or_default(),
            })
        };
        let free = |unit: &&domain::unit::UnitState| !on.iter().any(|on| unit.path.starts_with(&on.path));
        let tree = Tree::new(units.iter().map(UnitPeriod::state));
        let option = |unit: &domain::unit::UnitState| UnitOption {
            id: unit.id.to_string(),
            name: unit.name.clone(),
            depth: unit.path.matches('/').count().saturating_sub(1),
        };
        Ok(SyncView {
            units: tree.in_order().into_iter().filter(free).map(option).collect(),
            destinations: known.into_iter().filter_map(destination).collect(),
            refusals: refusals.into_iter().filter_map(refusal).collect(),
            rows: rows.into_iter().filter_map(|row| delivery_row(&snapshot, row)).collect(),
            query,
            total,
            page,
            pages,
            switched: on
                .into_iter()
                .map(|on| SwitchedUnit {
                    id: on.unit_id,
                    name: on.name,
                    since: on.since,
                    by: on.by.unwrap_or_default(),
                })
                .collect(),
            may_change,
        })
    }
}

/// `None` where a later version has a state or destination that this one does not know.
pub(super) fn delivery_row(snapshot: &Snapshot, row: Listed) -> Option<DeliveryRow> {
    Some(DeliveryRow {
        id: row.outbox_id,
        to: Destination::from_code(&row.destination)?,
        person: row.person_id,
        name: row.name,
        what: what(snapshot, &row.kind, &row.payload),
        at: row.at,
        state: DeliveryState::from_code(&row.state)?,
        tries: u64::try_from(row.tries).unwrap_or_default(),
        next_at: row.next_at,
        reason: row.reason.as_deref().and_then(Reason::from_code),
        detail: row.detail.unwrap_or_default(),
        done_at: row.done_at.map(Timestamp),
    })
}
