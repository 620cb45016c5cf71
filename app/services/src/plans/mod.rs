//! Plans: courses that people are to complete until a day, how it stands, reminders, and which courses help most.

mod assign;
mod best;
mod best_view;
mod demo;
mod form;
mod mine;
mod one;
mod people;
mod remind;
mod solve;
mod team;

use std::collections::{BTreeMap, BTreeSet};

use content::model::{Item, Mode};
use domain::id::{CourseId, PersonId, PlanId};
use domain::plan::{Answer, PlanRules, PlanState, Standing, counts};
use domain::time::Timestamp;
use store::Conn;
use store::plan::{Plan, PlanPerson};

pub use best_view::{BestAnswer, BestCourse, BestForm, BestProblem, BestTaker, BestVariant, BestView, Variation};
pub use form::{PlanChoices, PlanForm, PlanGroup, PlanPart, PlanPreview, PreviewPerson};
pub use mine::{MyPlan, MyPlanItem, PlanDue};
pub use one::{PlanPersonView, PlanView, ReminderView};
pub(crate) use remind::{Ends, token};
pub use remind::{PlanLine, PlanMail};
pub use team::{TeamPlan, TeamPlansView};

use crate::library::text;
use crate::{Result, Services, Snapshot, Text};

/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 1000;

/// A plan as every page names it.
#[derive(Clone, Debug)]
pub struct PlanHead {
    pub id: PlanId,
    /// The learning path that the courses come from.
    pub path: Option<Text>,
    pub courses: Vec<PlanCourse>,
    pub note: String,
    pub by: PersonId,
    pub author: String,
    /// Who made it planned for themself.
    pub own: bool,
    /// `self`, `people`, `unit`, `gap` or `best`.
    pub aim: String,
    /// The competency that was short, where that was the reason.
    pub competency: Option<Text>,
    pub made_at: Timestamp,
}

/// A course of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanCourse {
    pub course: String,
    pub title: String,
    /// The language of the title.
    pub lang: String,
    pub jp: u32,
}

/// A note about a person of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanNote {
    pub author: String,
    /// Written by the person concerned.
    pub own: bool,
    pub text: String,
    pub at: Timestamp,
}

impl Snapshot {
    pub(crate) fn plan_head(&self, plan: &Plan, courses: &[String]) -> PlanHead {
        let path = plan.path_id.as_ref().and_then(|id| self.paths.iter().find(|path| path.id == *id));
        PlanHead {
            id: plan.id,
            path: path.map(|path| text(&path.title)),
            courses: courses.iter().map(|course| self.plan_course(course)).collect(),
            note: plan.note.clone(),
            by: plan.created_by,
            author: plan.author.clone(),
            own: plan.aim == "self",
            aim: plan.aim.clone(),
            competency: plan.competency_id.as_deref().map(|id| self.competency_title(&id.into())),
            made_at: plan.created_at,
        }
    }

    /// A course, or its slug where it is no longer in the catalogue.
    pub(crate) fn plan_course(&self, slug: &str) -> PlanCourse {
        let found = self.courses.get(slug);
        PlanCourse {
            course: slug.to_owned(),
            title: self.course_title(slug),
            lang: found.map_or_else(|| "id".to_owned(), |course| course.lang.clone()),
            jp: found.map_or(0, |course| course.jp),
        }
    }
}

/// What people have completed: per person and course the time of the completion, and that of the assessment passed last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Completed {
    courses: BTreeMap<(PersonId, String), [Option<Timestamp>; 2]>,
    begun: BTreeSet<(PersonId, String)>,
}

impl Completed {
    /// When the course was done, as far as that counts for a plan of then.
    pub fn for_plan(
        &self,
        person: PersonId,
        course: &str,
        assigned: Timestamp,
        rules: &PlanRules,
    ) -> Option<Timestamp> {
        let [first, last] = self.courses.get(&(person, course.to_owned()))?;
        // Too long ago: passing the assessment again is what counts.
        let recent = |at: &Timestamp| counts(*at, assigned, rules);
        first.filter(recent).or_else(|| first.and(last.filter(recent)))
    }

    /// Completed at any time.
    pub fn ever(&self, person: PersonId, course: &str) -> bool {
        self.courses.get(&(person, course.to_owned())).is_some_and(|[first, _]| first.is_some())
    }

    pub fn has_begun(&self, person: PersonId, course: &str) -> bool {
        self.begun.contains(&(person, course.to_owned()))
    }

    /// How a plan stands for a person.
    pub fn standing(&self, row: &PlanPerson, courses: &[String], rules: &PlanRules) -> Standing {
        let done = |course: &&String| self.for_plan(row.person_id, course, row.assigned_at, rules).is_some();
        Standing {
            withdrawn: row.withdrawn_at.is_some(),
            exempt: row.exempt_at.is_some(),
            done: courses.iter().filter(done).count(),
            of: courses.len(),
            due: row.due_at,
            answer: row.answer.as_deref().and_then(Answer::from_code),
        }
    }

    pub fn state(&self, row: &PlanPerson, courses: &[String], rules: &PlanRules, now: Timestamp) -> PlanState {
        self.standing(row, courses, rules).state(now)
    }
}

impl Services {
    /// What these people have begun and completed.
    pub(crate) async fn completed(&self, conn: &mut Conn, people: &[PersonId]) -> Result<Completed> {
        let snapshot = self.snapshot()?;
        let mut all = Completed::default();
        for row in store::plan::learned(conn, people).await? {
            let key = (row.person_id, row.course_id.to_string());
            all.begun.insert(key.clone());
            all.courses.entry(key).or_default()[0] = row.completed_at.map(Timestamp);
        }
        for row in store::plan::passed(conn, people).await? {
            let course = row.course_id.to_string();
            let is_assessment = snapshot.courses.get(&course).is_some_and(|course| {
                course.items.iter().any(|item| {
                    matches!(item, Item::Quiz(quiz) if quiz.mode == Mode::Assessment && quiz.id.as_str() == row.item_id)
                })
            });
            if is_assessment {
                let last = &mut all.courses.entry((row.person_id, course)).or_default()[1];
                *last = (*last).max(Some(row.at));
            }
        }
        Ok(all)
    }

    pub(crate) fn plan_rules(&self) -> Result<PlanRules> {
        Ok(self.snapshot()?.rules.plans(self.now().jakarta().date())?.clone())
    }
}

/// The courses of each plan, in their order.
pub(crate) async fn courses_of(conn: &mut Conn, plans: &[PlanId]) -> Result<BTreeMap<PlanId, Vec<String>>> {
    let mut all: BTreeMap<PlanId, Vec<String>> = BTreeMap::new();
    for (plan, course) in store::plan::courses(conn, plans).await? {
        all.entry(PlanId(plan)).or_default().push(course);
    }
    Ok(all)
}

/// The notes of each person of each plan, the oldest first.
pub(crate) async fn notes_of(conn: &mut Conn, plans: &[PlanId]) -> Result<BTreeMap<(PlanId, PersonId), Vec<PlanNote>>> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for note in store::plan::notes(conn, plans).await? {
        let own = note.author_id == note.person_id;
        let view = PlanNote { author: note.author, own, text: note.text, at: note.at };
        all.entry((note.plan_id, note.person_id)).or_default().push(view);
    }
    Ok(all)
}

/// Courses without those that stand twice.
pub(crate) fn distinct(courses: impl IntoIterator<Item = String>) -> Vec<CourseId> {
    let mut seen = BTreeSet::new();
    courses.into_iter().filter(|course| seen.insert(course.clone())).map(CourseId::from).collect()
}
