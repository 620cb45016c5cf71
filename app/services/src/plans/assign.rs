//! Planning courses for people: what, for whom, until when; shown by name before anything is stored.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{CourseId, PersonId, PlanId};
use domain::notification::Kind;
use domain::plan::Answer;
use domain::policy::{Action, Relation};
use domain::time::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::plan::NewPlan;
use uuid::Builder;

use super::form::{PlanForm, PlanGroup, PlanPreview, PreviewPerson};
use super::people::{MOST_PEOPLE, own_member, people_ids};
use super::{LONGEST_NOTE, distinct};
use crate::library::text;
use crate::notifications::Detail;
use crate::{Actor, Error, FieldError, Problem, Result, Services, dates};

/// Courses of one plan.
const MOST_COURSES: usize = 20;
/// Groups of one assignment.
const MOST_GROUPS: usize = 30;
/// The latest due date.
const LATEST_DAYS: i64 = 3 * 366;

impl Services {
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
            form: PlanForm { key: self.plan_key()?, ..form.clone() },
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
            let courses: Vec<String> =
                distinct(group.courses.iter().cloned()).iter().map(ToString::to_string).collect();
            let mut conn = self.store.reader().await?;
            let named: Vec<String> = group.listed.iter().chain(&group.people).cloned().collect();
            let people = self.named_before(&mut conn, actor, &named).await?;
            drop(conn);
            let ticked: BTreeSet<PersonId> = people_ids(&group.people).into_iter().collect();
            let mut part = self.plan_part(&courses, people).await?;
            part.people.iter_mut().for_each(|person| person.chosen = ticked.contains(&person.id));
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

    /// Stores plans: one per group, and one for groups with the same people. Returns their ids. What is sent twice is stored once,
    /// and people are told once.
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
        let snapshot = self.snapshot()?;
        if aim == "gap" && !snapshot.competencies.dictionary.contains(&form.competency.as_str().into()) {
            errors.push(FieldError::new("kompetensi", Problem::NotAChoice));
        }
        let mut conn = self.store.reader().await?;
        let mut unit = None;
        if aim != "self" && !form.unit.is_empty() {
            let units = self.plan_units(&mut conn, actor).await?;
            unit = units.iter().map(|unit| unit.id).find(|id| id.to_string() == form.unit);
            if unit.is_none() {
                errors.push(FieldError::new("unit", Problem::NotAChoice));
            }
        }
        let (Some(due), true) = (due, errors.is_empty()) else { return Err(Error::Invalid(errors)) };
        for person in &all {
            if (aim == "self" && *person != actor.person) || !self.may_assign(&mut conn, actor, *person).await? {
                return Err(Error::NotFound);
            }
        }
        drop(conn);
        let (now, by) = (self.now(), actor.person);
        let mut plans = Vec::new();
        for (people, courses) in by_people {
            let courses = distinct(courses);
            let known = courses.iter().all(|course| snapshot.courses.contains_key(course.as_str()));
            if courses.is_empty() || !known || courses.len() > MOST_COURSES {
                return Err(Error::field("kursus", Problem::NotAChoice));
            }
            let id = self.plan_id(form, by, &people, &courses)?;
            let detail = json!({ "plan": id.to_string(), "people": people.len(), "courses": courses.len() });
            let subject = (people.len() == 1).then(|| people[0]);
            let event = self.event(Some(by), subject, "plan-assigned", detail)?;
            let mut tell = Vec::new();
            // Nobody is told what they planned themselves.
            for person in people.iter().filter(|person| **person != by) {
                let about = Detail::courses(&courses);
                tell.push(self.notice(*person, Kind::PlanAssigned, id, Some(by), &about)?);
            }
            let plan = NewPlan {
                id,
                path: snapshot.paths.iter().find(|path| path.id == form.path).map(|path| path.id.clone()),
                aim,
                unit,
                competency: (aim == "gap").then(|| form.competency.clone()),
                note: form.note.trim().to_owned(),
                by,
                at: now,
                due,
                courses,
                people,
            };
            plans.push((plan, event, tell));
        }
        let ids = plans.iter().map(|(plan, ..)| plan.id).collect();
        let answer = (aim == "self").then(|| Answer::Accepted.code());
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    for (plan, event, tell) in plans {
                        if store::plan::insert(conn, &plan, answer).await? {
                            store::notification::put(conn, &tell).await?;
                            store::audit::append(conn, event).await?;
                        }
                    }
                    Ok::<_, Error>(())
                })
            })
            .await?;
        Ok(ids)
    }

    /// What makes a review another one.
    pub(super) fn plan_key(&self) -> Result<String> {
        Ok(self.new_id::<PlanId>()?.to_string())
    }

    /// The id of a plan: the same for a review that is sent twice, another where something was changed in between. Nobody makes that
    /// of somebody else's: who plans is part of it.
    fn plan_id(&self, form: &PlanForm, by: PersonId, people: &[PersonId], courses: &[CourseId]) -> Result<PlanId> {
        if form.key.is_empty() {
            return self.new_id();
        }
        let says = json!([
            form.key,
            by,
            people,
            courses,
            form.aim,
            form.path,
            form.unit,
            form.competency,
            form.due,
            form.note
        ]);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&Sha256::digest(says.to_string())[..16]);
        Ok(Builder::from_custom_bytes(bytes).into_uuid().into())
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
}

fn check_words(note: &str, errors: &mut Vec<FieldError>) {
    if note.trim().chars().count() > LONGEST_NOTE {
        errors.push(FieldError::new("catatan", Problem::TooLong { most: LONGEST_NOTE }));
    }
}
