//! What is planned for the people somebody leads: by plan, with who accepted and who is behind.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{PersonId, PlanId};
use domain::plan::PlanState;
use domain::policy::{self, Action, Relation};
use domain::time::Timestamp;
use store::organisation::Unit;

use super::form::options;
use super::{PlanHead, courses_of};
use crate::{Actor, Error, Result, Services, UnitOption};

/// Plans on one page.
const PAGE: u32 = 20;

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
        let snapshot = self.snapshot()?;
        let (now, rules) = (self.now(), self.plan_rules()?);
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
        let count = store::plan::count_of_unit(&mut conn, &wanted.path, now).await?;
        let pages = u32::try_from(count).unwrap_or_default().div_ceil(PAGE).max(1);
        let page = page.clamp(1, pages);
        let plans = store::plan::of_unit(&mut conn, &wanted.path, now, PAGE, (page - 1) * PAGE).await?;
        let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
        let courses = courses_of(&mut conn, &ids).await?;
        let rows = store::plan::people(&mut conn, &ids).await?;
        let people: BTreeSet<PersonId> = rows.iter().map(|row| row.person_id).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let here = self.people_here(&mut conn, &wanted.path, people.len()).await?;
        let completed = self.completed(&mut conn, &people).await?;
        drop(conn);
        let mut listed = Vec::new();
        for plan in &plans {
            let slugs = courses.get(&plan.id).cloned().unwrap_or_default();
            let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
            let (mut due, mut any_due, mut late) = (None::<Timestamp>, None::<Timestamp>, Vec::new());
            for row in rows.iter().filter(|row| row.plan_id == plan.id && here.contains(&row.person_id)) {
                let found = completed.state(row, &slugs, &rules, now);
                *counts.entry(found.code()).or_default() += 1;
                any_due = Some(any_due.map_or(row.due_at, |known| known.min(row.due_at)));
                if found.is_open() {
                    due = Some(due.map_or(row.due_at, |known| known.min(row.due_at)));
                }
                if found == PlanState::Overdue {
                    late.push(row.name.clone());
                }
            }
            let states: Vec<_> = PlanState::ALL
                .into_iter()
                .filter_map(|state| counts.get(state.code()).map(|count| (state, *count)))
                .collect();
            let hit = state.is_none_or(|wanted| states.iter().any(|(state, _)| *state == wanted));
            if hit && !states.is_empty() {
                listed.push(TeamPlan { plan: snapshot.plan_head(plan, &slugs), due: due.or(any_due), states, late });
            }
        }
        Ok(TeamPlansView {
            unit: chosen,
            units,
            state,
            plans: listed,
            page,
            pages,
            may_assign: policy::allows(actor.roles, Action::AssignPlan(Relation::Led)),
        })
    }

    /// Who works in a unit or below it now.
    async fn people_here(&self, conn: &mut store::Conn, path: &str, concerned: usize) -> Result<BTreeSet<PersonId>> {
        if concerned == 0 {
            return Ok(BTreeSet::new());
        }
        let now = self.now();
        let count = u32::try_from(store::organisation::count_members(conn, path, now).await?).unwrap_or_default();
        let members = store::organisation::members(conn, path, now, count, 0).await?;
        Ok(members.into_iter().map(|member| member.person_id).collect())
    }
}
