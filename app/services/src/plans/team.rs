//! What is planned for the people somebody leads: by plan, with who accepted and who is behind.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{PersonId, PlanId};
use domain::plan::PlanState;
use domain::policy::{self, Action, Relation};
use domain::time::Timestamp;
use store::organisation::Unit;
use store::plan::PlanPerson;

use super::form::options;
use super::{PlanHead, courses_of};
use crate::{Actor, Error, Result, Services, UnitOption};

/// Plans on one page.
const PAGE: u32 = 20;
/// Plans looked at in one go for those in which somebody is in a state.
const PIECE: u32 = 100;

/// What `/rencana/tim` shows.
#[derive(Clone, Debug)]
pub struct TeamPlansView {
    pub unit: UnitOption,
    pub units: Vec<UnitOption>,
    /// Only plans in which somebody is in this state.
    pub state: Option<PlanState>,
    pub plans: Vec<TeamPlan>,
    pub page: u32,
    pub pages: u32,
    /// The actor may make plans.
    pub may_assign: bool,
}

/// A plan with how it stands in the unit.
#[derive(Clone, Debug)]
pub struct TeamPlan {
    pub plan: PlanHead,
    /// The earliest due date of those who are not done, else of all.
    pub due: Option<Timestamp>,
    /// How many people are in which state, in the order of [`PlanState::ALL`].
    pub states: Vec<(PlanState, usize)>,
    /// Where there are few: who is late.
    pub late: Vec<String>,
}

impl TeamPlan {
    pub fn count(&self, state: PlanState) -> usize {
        self.states.iter().find(|(found, _)| *found == state).map_or(0, |(_, count)| *count)
    }

    /// Those who are neither exempt nor withdrawn.
    pub fn people(&self) -> usize {
        let counts = |state: &PlanState| !matches!(state, PlanState::Exempt | PlanState::Withdrawn);
        self.states.iter().filter(|(state, _)| counts(state)).map(|(_, count)| count).sum()
    }
}

impl Services {
    /// The plans that concern people of a unit the actor leads, or of any for the agency and its auditors.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor leads no unit, or not that one.
    pub async fn team_plans(
        &self,
        actor: &Actor,
        unit: Option<&str>,
        state: Option<PlanState>,
        page: u32,
    ) -> Result<TeamPlansView> {
        self.allow(actor, Action::SeePlan(Relation::Led))?;
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let all = store::organisation::units(&mut conn, now).await?;
        let led = store::organisation::led_units(&mut conn, actor.person, now).await?;
        let sees_all = policy::allows(actor.roles, Action::SeePlan(Relation::Other));
        let may_see = |unit: &Unit| sees_all || led.iter().any(|led| unit.path.starts_with(&led.path));
        let visible: Vec<Unit> = all.into_iter().filter(may_see).collect();
        let units = options(&visible);
        let wanted = match unit {
            Some(id) => visible.iter().find(|unit| unit.id.to_string() == id),
            None => visible.first(),
        };
        let wanted = wanted.ok_or(Error::NotFound)?;
        let chosen = units.iter().find(|unit| unit.id == wanted.id.to_string()).ok_or(Error::NotFound)?.clone();
        let path = &wanted.path;
        let (plans, page, pages) = match state {
            None => {
                let pages = pages(store::plan::count_of_unit(&mut conn, path, now).await?);
                let page = page.clamp(1, pages);
                (self.plans_here(&mut conn, path, PAGE, (page - 1) * PAGE).await?, page, pages)
            }
            Some(state) => {
                let hits = self.plans_in_state(&mut conn, path, state).await?;
                let pages = pages(i64::try_from(hits.len()).unwrap_or(i64::MAX));
                let page = page.clamp(1, pages);
                let before = (page - 1) * PAGE;
                (hits.into_iter().skip(before as usize).take(PAGE as usize).collect(), page, pages)
            }
        };
        drop(conn);
        Ok(TeamPlansView {
            unit: chosen,
            units,
            state,
            plans,
            page,
            pages,
            may_assign: policy::allows(actor.roles, Action::AssignPlan(Relation::Led)),
        })
    }

    /// The plans of a unit in which somebody is in a state. What that is follows from courses and rules, so the plans are read on
    /// to the last: what is left of a page that was cut out before would be no page.
    async fn plans_in_state(&self, conn: &mut store::Conn, path: &str, state: PlanState) -> Result<Vec<TeamPlan>> {
        let (mut hits, mut read) = (Vec::new(), 0);
        loop {
            let piece = self.plans_here(conn, path, PIECE, read).await?;
            let is_last = piece.len() < PIECE as usize;
            hits.extend(piece.into_iter().filter(|plan| plan.count(state) > 0));
            if is_last {
                return Ok(hits);
            }
            read += PIECE;
        }
    }

    /// Plans that concern people of a unit, from a place on, with how they stand there.
    async fn plans_here(&self, conn: &mut store::Conn, path: &str, limit: u32, offset: u32) -> Result<Vec<TeamPlan>> {
        let snapshot = self.snapshot()?;
        let (now, rules) = (self.now(), self.plan_rules()?);
        let plans = store::plan::of_unit(conn, path, now, limit, offset).await?;
        let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
        let courses = courses_of(conn, &ids).await?;
        let mut rows: BTreeMap<PlanId, Vec<PlanPerson>> = BTreeMap::new();
        let mut people: BTreeSet<PersonId> = BTreeSet::new();
        for row in store::plan::people_here(conn, &ids, path, now).await? {
            people.insert(row.person_id);
            rows.entry(row.plan_id).or_default().push(row);
        }
        let people: Vec<PersonId> = people.into_iter().collect();
        let completed = self.completed(conn, &people).await?;
        let mut listed = Vec::new();
        for plan in &plans {
            let slugs = courses.get(&plan.id).cloned().unwrap_or_default();
            let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
            let (mut due, mut any_due, mut late) = (None::<Timestamp>, None::<Timestamp>, Vec::new());
            for row in rows.remove(&plan.id).unwrap_or_default() {
                let found = completed.state(&row, &slugs, &rules, now);
                *counts.entry(found.code()).or_default() += 1;
                any_due = Some(any_due.map_or(row.due_at, |known| known.min(row.due_at)));
                if found.is_open() {
                    due = Some(due.map_or(row.due_at, |known| known.min(row.due_at)));
                }
                if found == PlanState::Overdue {
                    late.push(row.name);
                }
            }
            let states = PlanState::ALL
                .into_iter()
                .filter_map(|state| counts.get(state.code()).map(|count| (state, *count)))
                .collect();
            listed.push(TeamPlan { plan: snapshot.plan_head(plan, &slugs), due: due.or(any_due), states, late });
        }
        Ok(listed)
    }
}

fn pages(count: i64) -> u32 {
    u32::try_from(count).unwrap_or_default().div_ceil(PAGE).max(1)
}
