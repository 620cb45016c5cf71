//! What somebody fills in to plan courses, what the form offers, and what a review shows.

use std::collections::BTreeSet;

use domain::competency::Standing;
use domain::id::{CompetencyId, PersonId};
use domain::policy::{Action, Relation};
use domain::time::Timestamp;
use store::organisation::Unit;

use super::PlanCourse;
use super::people::people_ids;
use crate::library::text;
use crate::{Actor, Result, Services, Text, UnitOption};

/// What somebody fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanForm {
    /// Made when the review is shown: what is sent twice is stored once. Empty where there was none.
    pub key: String,
    /// Slugs.
    pub courses: Vec<String>,
    /// The id of a learning path, or empty.
    pub path: String,
    /// `self`, `people`, `unit`, `gap` or `best`.
    pub aim: String,
    pub unit: String,
    /// For `gap`.
    pub competency: String,
    /// For `people`: parts of names, each on a line of its own.
    pub names: String,
    /// For `people`: ids of people who are chosen already.
    pub people: Vec<String>,
    /// The last day, `2027-01-31`.
    pub due: String,
    pub note: String,
}

/// Courses and the people who are to take them, as a preview sends them back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanGroup {
    pub courses: Vec<String>,
    pub people: Vec<String>,
    /// For `best`: everybody who was listed, ticked or not, so that an error loses nobody.
    pub listed: Vec<String>,
}

/// What the form offers.
#[derive(Clone, Debug)]
pub struct PlanChoices {
    pub courses: Vec<PlanCourse>,
    /// Id, title, courses that must be taken, their JP.
    pub paths: Vec<(String, Text, usize, u32)>,
    /// The units that the actor may plan for; empty for somebody who plans for themself alone.
    pub units: Vec<UnitOption>,
    /// The competencies that some position requires.
    pub competencies: Vec<(String, Text)>,
    /// People who are chosen already: id and name.
    pub chosen: Vec<(String, String)>,
}

/// What would be stored.
#[derive(Clone, Debug)]
pub struct PlanPreview {
    pub form: PlanForm,
    pub path: Option<Text>,
    pub unit: Option<String>,
    pub competency: Option<Text>,
    pub due: Timestamp,
    pub parts: Vec<PlanPart>,
}

/// A group of the preview.
#[derive(Clone, Debug)]
pub struct PlanPart {
    pub courses: Vec<PlanCourse>,
    pub people: Vec<PreviewPerson>,
}

/// Somebody who would get the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewPerson {
    pub id: PersonId,
    pub name: String,
    pub unit: String,
    /// Ticked at first.
    pub chosen: bool,
    /// How many of the courses are done already, and count.
    pub done: usize,
    /// How many of the others are in a plan of theirs already.
    pub planned: usize,
    /// For `gap`: how they stand.
    pub standing: Option<Standing>,
}

impl Services {
    /// What the form offers the actor.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn plan_choices(&self, actor: &Actor, form: &PlanForm) -> Result<PlanChoices> {
        self.allow(actor, Action::AssignPlan(Relation::Oneself))?;
        let snapshot = self.snapshot()?;
        let path = |path: &content::paths::Path| {
            let steps = path.steps.iter().filter(|step| !step.optional);
            let jp = steps.clone().filter_map(|step| snapshot.courses.get(step.course.as_str())).map(|c| c.jp).sum();
            (path.id.clone(), text(&path.title), steps.count(), jp)
        };
        let mut conn = self.store.reader().await?;
        let units = self.plan_units(&mut conn, actor).await?;
        let mut chosen = Vec::new();
        for id in people_ids(&form.people) {
            if let Some(person) = store::organisation::person(&mut conn, id).await?
                && self.may_assign(&mut conn, actor, id).await?
            {
                chosen.push((id.to_string(), person.name));
            }
        }
        Ok(PlanChoices {
            courses: snapshot.courses.keys().map(|slug| snapshot.plan_course(slug)).collect(),
            paths: snapshot.paths.iter().map(path).collect(),
            competencies: if units.is_empty() { Vec::new() } else { required_anywhere(&snapshot) },
            units: options(&units),
            chosen,
        })
    }
}

/// Units as a choice.
pub(super) fn options(units: &[Unit]) -> Vec<UnitOption> {
    let depth = |unit: &Unit| unit.path.matches('/').count().saturating_sub(1);
    let top = units.iter().map(depth).min().unwrap_or_default();
    let option =
        |unit: &Unit| UnitOption { id: unit.id.to_string(), name: unit.name.clone(), depth: depth(unit) - top };
    units.iter().map(option).collect()
}

/// Every competency that some position requires, by title.
pub(super) fn required_anywhere(snapshot: &crate::Snapshot) -> Vec<(String, Text)> {
    let positions = &snapshot.competencies.standards.positions;
    let ids: BTreeSet<&CompetencyId> = positions.iter().flat_map(|position| position.requires.keys()).collect();
    ids.into_iter().map(|id| (id.to_string(), snapshot.competency_title(id))).collect()
}
