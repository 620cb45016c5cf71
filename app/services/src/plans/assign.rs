//! Planning courses for people: what, for whom, until when; shown by name before anything is stored.

use std::collections::{BTreeMap, BTreeSet};

use domain::competency::{CompetencyState, Standing};
use domain::id::{CompetencyId, PersonId, PlanId, PositionId, UnitId};
use domain::level::Level;
use domain::plan::Answer;
use domain::policy::{self, Action, Relation};
use domain::time::Timestamp;
use serde_json::json;
use store::Conn;
use store::organisation::{Member, Unit};
use store::plan::NewPlan;

use super::{Completed, LONGEST_NOTE, PlanCourse, distinct};
use crate::library::text;
use crate::{Actor, Error, FieldError, Problem, Result, Services, Text, UnitOption, dates};

/// People of one assignment.
pub(super) const MOST_PEOPLE: usize = 500;
/// Courses of one plan.
const MOST_COURSES: usize = 20;
/// Groups of one assignment.
const MOST_GROUPS: usize = 30;
/// The latest due date.
const LATEST_DAYS: i64 = 3 * 366;
const LONGEST_NAMES: usize = 2000;

/// What somebody fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanForm {
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

/// Somebody of a unit with how they stand against their post.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    pub member: Member,
    /// Required level, state.
    pub required: BTreeMap<CompetencyId, (Level, CompetencyState)>,
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
                && self.may_assign(actor, id).await?
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

    /// Who would get what, by name. Nothing is stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `kursus`, `sasaran`, `unit`, `kompetensi`, `nama`, `tenggat` or `catatan`;
    /// [`Error::NotFound`] for a unit that the actor does not lead.
    pub async fn preview_plan(&self, actor: &Actor, form: &PlanForm) -> Result<PlanPreview> {
        self.allow(actor, Action::AssignPlan(Relation::Oneself))?;
        let snapshot = self.snapshot()?;
        let mut errors = Vec::new();
        let courses = self.plan_courses(form, &mut errors)?;
        let due = self.plan_due_date(&form.due, &mut errors);
        check_words(&form.note, &mut errors);
        let mut conn = self.store.reader().await?;
        let units = self.plan_units(&mut conn, actor).await?;
        let unit = units.iter().find(|unit| unit.id.to_string() == form.unit).cloned();
        let mut people = Vec::new();
        match form.aim.as_str() {
            "self" => people.push((own_member(actor), true, None)),
            "people" | "unit" | "gap" if units.is_empty() => return Err(Error::NotFound),
            "people" if !form.people.is_empty() => {
                people = self.named_before(&mut conn, actor, &form.people).await?;
            }
            "people" | "unit" | "gap" => match &unit {
                None => errors.push(FieldError::new("unit", Problem::NotAChoice)),
                Some(unit) => people = self.people_of(&mut conn, unit, form, &mut errors).await?,
            },
            _ => errors.push(FieldError::new("sasaran", Problem::NotAChoice)),
        }
        if errors.is_empty() && people.is_empty() {
            let field = if form.aim == "people" { "nama" } else { "sasaran" };
            errors.push(FieldError::new(field, Problem::NobodyFound));
        }
        let (Some(due), true) = (due, errors.is_empty()) else { return Err(Error::Invalid(errors)) };
        drop(conn);
        let part = self.plan_part(&courses, people).await?;
        let path = snapshot.paths.iter().find(|path| path.id == form.path);
        Ok(PlanPreview {
            path: path.map(|path| text(&path.title)),
            unit: unit.map(|unit| unit.name).filter(|_| form.aim != "self"),
            competency: (form.aim == "gap").then(|| snapshot.competency_title(&form.competency.as_str().into())),
            due,
            parts: vec![part],
            form: form.clone(),
        })
    }

    /// The preview again with what was ticked, after an error.
    ///
    /// # Errors
    /// [`Error::NotFound`] for somebody whom the actor may not plan for.
    pub async fn preview_groups(&self, actor: &Actor, form: &PlanForm, groups: &[PlanGroup]) -> Result<PlanPreview> {
        let snapshot = self.snapshot()?;
        // For a form without groups there is the list that the form asks for, with nobody ticked.
        let mut listed = match form.aim.as_str() {
            "best" => Vec::new(),
            _ => {
                let courses: Vec<String> = groups.iter().flat_map(|group| group.courses.iter().cloned()).collect();
                let asked = PlanForm { courses, path: String::new(), ..form.clone() };
                match self.preview_plan(actor, &asked).await {
                    Ok(preview) => preview.parts.into_iter().flat_map(|part| part.people).collect(),
                    Err(Error::Invalid(_)) => Vec::new(),
                    Err(other) => return Err(other),
                }
            }
        };
        let mut parts = Vec::new();
        for group in groups {
            let courses: Vec<String> = distinct(group.courses.iter().cloned()).iter().map(ToString::to_string).collect();
            let mut conn = self.store.reader().await?;
            let people = self.named_before(&mut conn, actor, &group.people).await?;
            drop(conn);
            let mut part = self.plan_part(&courses, people).await?;
            part.people.iter_mut().for_each(|person| person.chosen = true);
            let known: BTreeSet<PersonId> = part.people.iter().map(|person| person.id).collect();
            let others = listed.drain(..).filter(|person| !known.contains(&person.id));
            part.people.extend(others.map(|person| PreviewPerson { chosen: false, ..person }));
            parts.push(part);
        }
        let due = dates::parse(&form.due).map(|date| dates::end_of(Timestamp::start_of(date)));
        let path = snapshot.paths.iter().find(|path| path.id == form.path);
        Ok(PlanPreview {
            path: path.map(|path| text(&path.title)),
            unit: None,
            competency: (form.aim == "gap").then(|| snapshot.competency_title(&form.competency.as_str().into())),
            due: due.unwrap_or_else(|| self.now()),
            parts,
            form: form.clone(),
        })
    }

    /// Stores plans: one per group, and one for groups with the same people. Returns their ids.
    ///
    /// # Errors
    /// [`Error::Invalid`] as [`Services::preview_plan`], and `orang` where nobody is chosen; [`Error::NotFound`] for somebody
    /// whom the actor may not plan for.
    pub async fn assign_plan(&self, actor: &Actor, form: &PlanForm, groups: &[PlanGroup]) -> Result<Vec<PlanId>> {
        self.allow(actor, Action::AssignPlan(Relation::Oneself))?;
        let mut errors = Vec::new();
        let due = self.plan_due_date(&form.due, &mut errors);
        check_words(&form.note, &mut errors);
        let aim = match form.aim.as_str() {
            "self" => "self",
            "people" => "people",
            "unit" => "unit",
            "gap" => "gap",
            "best" => "best",
            _ => return Err(Error::NotFound),
        };
        if groups.len() > MOST_GROUPS {
            return Err(Error::field("kursus", Problem::TooManyCourses { most: MOST_COURSES }));
        }
        let mut by_people: BTreeMap<Vec<PersonId>, Vec<String>> = BTreeMap::new();
        for group in groups {
            let people: BTreeSet<PersonId> = people_ids(&group.people).into_iter().collect();
            if !people.is_empty() {
                by_people.entry(people.into_iter().collect()).or_default().extend(group.courses.iter().cloned());
            }
        }
        let all: BTreeSet<PersonId> = by_people.keys().flatten().copied().collect();
        if all.is_empty() {
            errors.push(FieldError::new("orang", Problem::NobodyChosen));
        } else if all.len() > MOST_PEOPLE {
            errors.push(FieldError::new("orang", Problem::TooManyPeople { most: MOST_PEOPLE }));
        }
        let (Some(due), true) = (due, errors.is_empty()) else { return Err(Error::Invalid(errors)) };
        for person in &all {
            if (aim == "self" && *person != actor.person) || !self.may_assign(actor, *person).await? {
                return Err(Error::NotFound);
            }
        }
        let snapshot = self.snapshot()?;
        let (now, by) = (self.now(), actor.person);
        let mut plans = Vec::new();
        let mut events = Vec::new();
        for (people, courses) in by_people {
            let courses = distinct(courses);
            let known = courses.iter().all(|course| snapshot.courses.contains_key(course.as_str()));
            if courses.is_empty() || !known || courses.len() > MOST_COURSES {
                return Err(Error::field("kursus", Problem::NotAChoice));
            }
            let id: PlanId = self.new_id()?;
            let detail = json!({ "plan": id.to_string(), "people": people.len(), "courses": courses.len() });
            let subject = (people.len() == 1).then(|| people[0]);
            events.push(self.event(Some(by), subject, "plan-assigned", detail)?);
            plans.push(NewPlan {
                id,
                path: snapshot.paths.iter().find(|path| path.id == form.path).map(|path| path.id.clone()),
                aim,
                unit: form.unit.parse::<UnitId>().ok().filter(|_| aim != "self"),
                competency: (aim == "gap").then(|| form.competency.clone()),
                note: form.note.trim().to_owned(),
                by,
                at: now,
                due,
                courses,
                people,
            });
        }
        let ids = plans.iter().map(|plan| plan.id).collect();
        let answer = (aim == "self").then(|| Answer::Accepted.code());
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    for plan in &plans {
                        store::plan::insert(conn, plan, answer).await?;
                    }
                    for event in events {
                        store::audit::append(conn, event).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await?;
        Ok(ids)
    }

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
    pub(super) async fn may_assign(&self, actor: &Actor, person: PersonId) -> Result<bool> {
        let may = |relation| policy::allows(actor.roles, Action::AssignPlan(relation));
        Ok(may(Relation::Other) || may(self.relation(actor, person).await?))
    }

    /// The courses of a form: those ticked, and those that a path asks for.
    fn plan_courses(&self, form: &PlanForm, errors: &mut Vec<FieldError>) -> Result<Vec<String>> {
        let snapshot = self.snapshot()?;
        let mut courses = Vec::new();
        if !form.path.is_empty() {
            match snapshot.paths.iter().find(|path| path.id == form.path) {
                Some(path) => {
                    let steps = path.steps.iter().filter(|step| !step.optional);
                    courses.extend(steps.map(|step| step.course.to_string()));
                }
                None => errors.push(FieldError::new("jalur", Problem::NotAChoice)),
            }
        }
        courses.extend(form.courses.iter().cloned());
        let courses: Vec<String> = distinct(courses).iter().map(ToString::to_string).collect();
        let problem = if courses.is_empty() {
            Problem::Missing
        } else if courses.len() > MOST_COURSES {
            Problem::TooManyCourses { most: MOST_COURSES }
        } else if !courses.iter().all(|course| snapshot.courses.contains_key(course)) {
            Problem::NotAChoice
        } else {
            return Ok(courses);
        };
        errors.push(FieldError::new("kursus", problem));
        Ok(courses)
    }

    /// The moment after the last day.
    pub(super) fn plan_due_date(&self, day: &str, errors: &mut Vec<FieldError>) -> Option<Timestamp> {
        let now = self.now();
        let due = dates::parse(day).map(|date| dates::end_of(Timestamp::start_of(date)));
        let due = due.filter(|due| *due > now && *due <= now.plus_days(LATEST_DAYS));
        if due.is_none() {
            let problem = if day.trim().is_empty() { Problem::Missing } else { Problem::NotADay };
            errors.push(FieldError::new("tenggat", problem));
        }
        due
    }

    async fn named_before(&self, conn: &mut Conn, actor: &Actor, ids: &[String]) -> Result<Vec<Candidate>> {
        let mut people = Vec::new();
        for id in people_ids(ids) {
            let Some(person) = store::organisation::person(conn, id).await? else { return Err(Error::NotFound) };
            if !self.may_assign(actor, id).await? {
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

    async fn people_of(
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
        for stored in store::competency::of_several(conn, &ids).await? {
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

/// Somebody who may get the plan, whether they are ticked, and how they stand.
pub(super) type Candidate = (Member, bool, Option<Standing>);

fn own_member(actor: &Actor) -> Member {
    Member {
        person_id: actor.person,
        name: actor.name.clone(),
        kind: String::new(),
        unit_name: String::new(),
        position_id: PositionId::new(""),
        basis: String::new(),
    }
}

fn people_ids(texts: &[String]) -> Vec<PersonId> {
    let mut seen = BTreeSet::new();
    let ids = texts.iter().take(2 * MOST_PEOPLE).filter_map(|text| text.parse().ok());
    ids.filter(|id| seen.insert(*id)).collect()
}

fn check_words(note: &str, errors: &mut Vec<FieldError>) {
    if note.trim().chars().count() > LONGEST_NOTE {
        errors.push(FieldError::new("catatan", Problem::TooLong { most: LONGEST_NOTE }));
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
