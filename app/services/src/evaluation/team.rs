//! The evaluations of those whom somebody leads, what waits for the head first; and what waits on the home page.

use domain::evaluation::{State, in_time};
use domain::evaluation_cycle::CycleState;
use domain::id::{CycleId, EvaluationId, PersonId};
use domain::policy::{self, Action};
use domain::time::Timestamp;
use store::evaluation_cycle::Cycle;

use super::{CycleHead, Read, StateCounts, state_of};
use crate::{Actor, Error, PostView, PredicateView, Result, Services};

/// People on one page.
const PAGE: u32 = 50;
const CYCLES: u32 = 50;

/// What `/evaluasi/tim` shows.
#[derive(Clone, Debug)]
pub struct EvaluationTeamView {
    /// The cycles to choose from, the newest first.
    pub cycles: Vec<(CycleId, String)>,
    /// The one that is shown; `None` while there is none.
    pub cycle: Option<CycleHead>,
    /// Ratings are taken now.
    pub is_open: bool,
    pub counts: StateCounts,
    pub rows: Vec<TeamEvaluation>,
    /// From 1.
    pub page: u32,
    pub pages: u32,
    /// Whom to rate next.
    pub next: Option<(EvaluationId, String)>,
    /// The actor sees every cycle at `/admin/evaluasi`.
    pub oversees: bool,
}

/// A person of the team in a cycle.
#[derive(Clone, Debug)]
pub struct TeamEvaluation {
    pub id: EvaluationId,
    pub person: PersonId,
    pub name: String,
    pub post: Option<PostView>,
    pub state: State,
    /// A draft has ratings already, which nobody else sees.
    pub is_begun: bool,
    /// Once it was shared.
    pub predicate: Option<PredicateView>,
    /// Until when the person may object (not included), while that runs.
    pub objection_until: Option<Timestamp>,
}

/// Something about evaluations that waits for somebody, for the home page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RatingTask {
    /// One's own evaluation was shared.
    Respond { evaluation: EvaluationId, cycle: String, until: Timestamp },
    /// People of the team are to be rated.
    Rate { cycle: CycleId, name: String, people: i64, until: Timestamp },
    /// People of the team have objected.
    Answer { cycle: CycleId, name: String, people: i64 },
}

impl Services {
    /// The evaluations of the actor's people in a cycle; without one that is named, in the newest that takes ratings.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor leads nobody and is neither administrator nor auditor, or there is no such cycle.
    pub async fn evaluation_team(&self, actor: &Actor, wanted: Option<&str>, page: u32) -> Result<EvaluationTeamView> {
        self.allow(actor, Action::SeeTeam)?;
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let cycles: Vec<Cycle> = store::evaluation_cycle::all(&mut conn, CYCLES).await?;
        let chosen = match wanted {
            Some(id) => Some(cycles.iter().find(|cycle| cycle.id.to_string() == id).ok_or(Error::NotFound)?),
            None => cycles.iter().find(|cycle| cycle.state == CycleState::Open.code()).or(cycles.first()),
        };
        let oversees = policy::allows(actor.roles, Action::SeeCycles);
        let mut view = EvaluationTeamView {
            cycles: cycles.iter().map(|cycle| (cycle.id, cycle.name.clone())).collect(),
            cycle: None,
            is_open: false,
            counts: StateCounts::default(),
            rows: Vec::new(),
            page: 1,
            pages: 1,
            next: None,
            oversees,
        };
        let Some(cycle) = chosen else { return Ok(view) };
        let read = Read::new(cycle)?;
        view.cycle = Some(CycleHead::new(cycle)?);
        view.is_open = read.window.takes_ratings(read.state, now).is_ok();
        view.counts = StateCounts::read(store::evaluation::led_counts(&mut conn, cycle.id, actor.person, now).await?);
        view.pages = u32::try_from(view.counts.all()).unwrap_or(u32::MAX).div_ceil(PAGE).max(1);
        view.page = page.clamp(1, view.pages);
        let offset = (view.page - 1) * PAGE;
        let rows = store::evaluation::led(&mut conn, cycle.id, actor.person, now, (PAGE, offset)).await?;
        // Objections come first in this order, then drafts.
        let first = if view.page == 1 {
            rows.first().cloned()
        } else {
            store::evaluation::led(&mut conn, cycle.id, actor.person, now, (1, 0)).await?.into_iter().next()
        };
        drop(conn);
        let waits = |state: State| state == State::Objected || (state == State::Draft && view.is_open);
        if let Some(first) = first
            && waits(state_of(&first)?)
        {
            view.next = Some((first.id, first.name));
        }
        let matrix = self.matrix_of(cycle).ok();
        for row in rows {
            let state = state_of(&row)?;
            let given = row.predicate.as_deref().filter(|_| state.is_shown());
            view.rows.push(TeamEvaluation {
                id: row.id,
                person: row.person_id,
                post: self.posts(row.person_id).await?.into_iter().next(),
                state,
                is_begun: state == State::Draft && (row.result.is_some() || row.behaviour.is_some()),
                predicate: given.and_then(|id| matrix.as_ref()?.named(id).cloned()),
                objection_until: row
                    .objection_until
                    .map(Timestamp)
                    .filter(|until| state == State::Shared && in_time(Some(*until), now)),
                name: row.name,
            });
        }
        Ok(view)
    }

    /// What waits for somebody.
    pub(crate) async fn rating_tasks(&self, actor: &Actor) -> Result<Vec<RatingTask>> {
        let now = self.now();
        let mut tasks = Vec::new();
        let mut conn = self.store.reader().await?;
        for row in store::evaluation::of_person(&mut conn, actor.person, 2).await? {
            let until = row.objection_until.map(Timestamp).filter(|until| in_time(Some(*until), now));
            let (Some(until), State::Shared) = (until, state_of(&row)?) else { continue };
            let cycle = store::evaluation_cycle::find(&mut conn, row.cycle_id).await?.ok_or(Error::NotFound)?;
            tasks.push(RatingTask::Respond { evaluation: row.id, cycle: cycle.name, until });
        }
        if !actor.roles.manager {
            return Ok(tasks);
        }
        for cycle in store::evaluation_cycle::unfinished(&mut conn).await? {
            let read = Read::new(&cycle)?;
            let counts = store::evaluation::led_counts(&mut conn, cycle.id, actor.person, now).await?;
            let counts = StateCounts::read(counts);
            let (drafts, objections) = (counts.of(State::Draft), counts.of(State::Objected));
            let Cycle { id, name, closes_at, .. } = cycle;
            if objections > 0 {
                tasks.push(RatingTask::Answer { cycle: id, name: name.clone(), people: objections });
            }
            if drafts > 0 && read.window.takes_ratings(read.state, now).is_ok() {
                tasks.push(RatingTask::Rate { cycle: id, name, people: drafts, until: closes_at });
            }
        }
        Ok(tasks)
    }
}
