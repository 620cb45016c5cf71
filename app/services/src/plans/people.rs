//! The people whom somebody may plan for: named, of a unit, or short in a competency; and how they stand.

use std::collections::{BTreeMap, BTreeSet};

use domain::competency::{CompetencyState, Standing};
use domain::id::{CompetencyId, PersonId, PositionId};
use domain::level::Level;
use domain::policy::{self, Action, Relation};
use store::Conn;
use store::organisation::{Member, Unit};

use super::Completed;
use super::form::{PlanForm, PlanPart, PreviewPerson};
use crate::{Actor, Error, FieldError, Problem, Result, Services};

/// People of one assignment.
pub(super) const MOST_PEOPLE: usize = 500;
const LONGEST_NAMES: usize = 2000;

/// Somebody of a unit with how they stand against their post.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    pub member: Member,
    /// Required level, state.
    pub required: BTreeMap<CompetencyId, (Level, CompetencyState)>,
}

/// Somebody who may get the plan, whether they are ticked, and how they stand.
pub(super) type Candidate = (Member, bool, Option<Standing>);

impl Services {
    /// The units whose people the actor may plan for, parents before children.
    pub(super) async fn plan_units(&self, conn: &mut Conn, actor: &Actor) -> Result<Vec<Unit>> {
        let now = self.now();
        let may = |relation| policy::allows(actor.roles, Action::AssignPlan(relation));
        if may(Relation::Other) {
            return Ok(store::organisation::units(conn, now).await?);
        }
        if !may(Relation::Led) {
            return Ok(Vec::new());
        }
        let led = store::organisation::led_units(conn, actor.person, now).await?;
        let all = store::organisation::units(conn, now).await?;
        Ok(all.into_iter().filter(|unit| led.iter().any(|led| unit.path.starts_with(&led.path))).collect())
    }

    /// Whether the actor may plan for a person now.
    pub(super) async fn may_assign(&self, conn: &mut Conn, actor: &Actor, person: PersonId) -> Result<bool> {
        let may = |relation| policy::allows(actor.roles, Action::AssignPlan(relation));
        Ok(may(Relation::Other) || may(self.relation_on(conn, actor, person).await?))
    }

    pub(super) async fn named_before(&self, conn: &mut Conn, actor: &Actor, ids: &[String]) -> Result<Vec<Candidate>> {
        let mut people = Vec::new();
        for id in people_ids(ids) {
            let Some(person) = store::organisation::person(conn, id).await? else { return Err(Error::NotFound) };
            if !self.may_assign(conn, actor, id).await? {
                return Err(Error::NotFound);
            }
            let unit = store::organisation::posts(conn, id, self.now()).await?.into_iter().next();
            let member = Member {
                person_id: id,
                name: person.name,
                kind: person.kind,
                unit_name: unit.map(|post| post.unit_name).unwrap_or_default(),
                position_id: PositionId::new(""),
                basis: String::new(),
            };
            people.push((member, true, None));
        }
        Ok(people)
    }

    pub(super) async fn people_of(
        &self,
        conn: &mut Conn,
        unit: &Unit,
        form: &PlanForm,
        errors: &mut Vec<FieldError>,
    ) -> Result<Vec<Candidate>> {
        let people = self.measured(conn, &unit.path).await?;
        if people.len() > MOST_PEOPLE {
            errors.push(FieldError::new("unit", Problem::TooManyPeople { most: MOST_PEOPLE }));
            return Ok(Vec::new());
        }
        if form.names.chars().count() > LONGEST_NAMES {
            errors.push(FieldError::new("nama", Problem::TooLong { most: LONGEST_NAMES }));
            return Ok(Vec::new());
        }
        Ok(match form.aim.as_str() {
            "gap" => {
                let competency = CompetencyId::new(form.competency.as_str());
                if form.competency.is_empty() || self.snapshot()?.competencies.dictionary.get(&competency).is_none() {
                    errors.push(FieldError::new("kompetensi", Problem::NotAChoice));
                }
                let standing = |person: &Measured| {
                    person.required.get(&competency).map(|(required, state)| state.standing(*required))
                };
                let short = people.into_iter().filter_map(|person| match standing(&person) {
                    Some(standing @ Standing::Short { .. }) => Some((person.member, true, Some(standing))),
                    _ => None,
                });
                short.collect()
            }
            "people" => {
                let words: Vec<String> =
                    form.names.split(['\n', ',', ';']).map(|word| word.trim().to_lowercase()).collect();
                let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
                let fits = |name: &str| words.iter().any(|word| name.to_lowercase().contains(word.as_str()));
                let listed = people.into_iter().filter(|person| words.is_empty() || fits(&person.member.name));
                // Who is named is ticked; a whole unit is for choosing from.
                listed.map(|person| (person.member, !words.is_empty(), None)).collect()
            }
            _ => people.into_iter().map(|person| (person.member, true, None)).collect(),
        })
    }

    /// The people of a unit and below it with what their posts require: one more than may be planned for at once, at most.
    pub(super) async fn measured(&self, conn: &mut Conn, path: &str) -> Result<Vec<Measured>> {
        let now = self.now();
        let members = store::organisation::members(conn, path, now, MOST_PEOPLE as u32 + 1, 0).await?;
        let ids: Vec<PersonId> = members.iter().map(|member| member.person_id).collect();
        let mut states: BTreeMap<(PersonId, CompetencyId), CompetencyState> = BTreeMap::new();
        for stored in store::competency::of_people(conn, &ids).await? {
            states.insert((stored.person, stored.competency), stored.state);
        }
        let mut standards: BTreeMap<PositionId, Vec<store::standard::Required>> = BTreeMap::new();
        let mut people = Vec::new();
        for member in members {
            if !standards.contains_key(&member.position_id) {
                let required = store::standard::required(conn, &member.position_id, now).await?;
                standards.insert(member.position_id.clone(), required);
            }
            let required = standards.get(&member.position_id).into_iter().flatten().map(|required| {
                let key = (member.person_id, required.competency_id.clone());
                let state = states.get(&key).cloned().unwrap_or_default();
                (required.competency_id.clone(), (required.level, state))
            });
            people.push(Measured { required: required.collect(), member });
        }
        Ok(people)
    }

    /// A group of the preview. Who has done everything, or has it in a plan, is not ticked.
    pub(super) async fn plan_part(&self, courses: &[String], people: Vec<Candidate>) -> Result<PlanPart> {
        let snapshot = self.snapshot()?;
        let (now, rules) = (self.now(), self.plan_rules()?);
        let ids: Vec<PersonId> = people.iter().map(|(member, ..)| member.person_id).collect();
        let mut conn = self.store.reader().await?;
        let completed: Completed = self.completed(&mut conn, &ids).await?;
        let planned: BTreeSet<(PersonId, String)> = store::plan::planned(&mut conn, &ids)
            .await?
            .into_iter()
            .map(|(person, course)| (PersonId(person), course))
            .collect();
        let person = |(member, chosen, standing): Candidate| {
            let id = member.person_id;
            let is_done = |course: &&String| completed.for_plan(id, course, now, &rules).is_some();
            let done = courses.iter().filter(is_done).count();
            let is_planned = |course: &&String| planned.contains(&(id, (*course).clone())) && !is_done(course);
            let planned = courses.iter().filter(is_planned).count();
            PreviewPerson {
                id,
                chosen: chosen && done + planned < courses.len(),
                name: member.name,
                unit: member.unit_name,
                done,
                planned,
                standing,
            }
        };
        Ok(PlanPart {
            courses: courses.iter().map(|course| snapshot.plan_course(course)).collect(),
            people: people.into_iter().map(person).collect(),
        })
    }
}

pub(super) fn own_member(actor: &Actor) -> Member {
    Member {
        person_id: actor.person,
        name: actor.name.clone(),
        kind: String::new(),
        unit_name: String::new(),
        position_id: PositionId::new(""),
        basis: String::new(),
    }
}

pub(super) fn people_ids(texts: &[String]) -> Vec<PersonId> {
    let mut seen = BTreeSet::new();
    let ids = texts.iter().take(2 * MOST_PEOPLE).filter_map(|text| text.parse().ok());
    ids.filter(|id| seen.insert(*id)).collect()
}
