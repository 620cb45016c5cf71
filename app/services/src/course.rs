//! A course's page: what it teaches, its lessons with my progress, and the checklist of its completion.

use std::sync::Arc;

use content::model::{Course, Item};
use domain::completion::Requirement;
use domain::id::{CourseId, PersonId};
use domain::level::Level;
use domain::policy::Action;
use domain::score::PerMille;
use domain::time::Timestamp;
use serde_json::json;
use store::Conn;
use store::audit::Event;

use crate::lesson::LessonView;
use crate::progress::{AllProgress, next_row, outline};
use crate::quiz::StartView;
use crate::{Actor, Error, Result, Services, Snapshot, Text, catalogue};

/// What `/kursus/{course}` shows.
#[derive(Clone, Debug)]
pub struct CourseView {
    pub course: Arc<Course>,
    pub competencies: Vec<(Text, Level)>,
    pub outline: Outline,
    pub enrolled: bool,
    /// The slug of the lesson or quiz to begin or go on with.
    pub next_item: Option<String>,
    /// Once complete.
    pub certificate: Option<String>,
    /// Courses to take before, with their titles.
    pub prerequisites: Vec<(String, String)>,
}

/// The lessons and quizzes of a course with a person's progress.
#[derive(Clone, Debug)]
pub struct Outline {
    pub rows: Vec<OutlineRow>,
    pub progress: PerMille,
    pub complete: bool,
}

/// A lesson or quiz of the outline. Banks are not shown.
#[derive(Clone, Debug)]
pub struct OutlineRow {
    pub slug: String,
    pub title: String,
    pub minutes: Option<u32>,
    pub kind: RowKind,
}

/// What a row is and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    Lesson {
        read: bool,
    },
    /// Practice; no requirement.
    Practice {
        tried: bool,
    },
    Assessment {
        pass: PerMille,
        best: Option<PerMille>,
    },
}

impl OutlineRow {
    /// The row as a line of the checklist; practice is none.
    pub fn requirement(&self) -> Option<Requirement> {
        match self.kind {
            RowKind::Lesson { read } => Some(Requirement::Lesson { read }),
            RowKind::Assessment { pass, best } => Some(Requirement::Assessment { pass, best }),
            RowKind::Practice { .. } => None,
        }
    }

    /// Read, tried or passed.
    pub fn is_done(&self) -> bool {
        match self.kind {
            RowKind::Practice { tried } => tried,
            _ => self.requirement().is_some_and(|requirement| requirement.is_met()),
        }
    }
}

/// What `/kursus/{course}/{item}` is.
#[derive(Clone, Debug)]
pub enum ItemView {
    Lesson(Box<LessonView>),
    Quiz(Box<StartView>),
}

impl Services {
    /// A course of the catalogue.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such course.
    pub async fn course(&self, actor: Option<&Actor>, slug: &str) -> Result<CourseView> {
        let snapshot = self.snapshot()?;
        let course = find(&snapshot, slug)?;
        let progress = match actor {
            Some(actor) => self.progress(actor.person).await?,
            None => AllProgress::default(),
        };
        let mine = progress.in_course(&course.id);
        let outline = outline(&course, &mine);
        let next_item = next_row(&course, &outline, &mine).and_then(|place| outline.rows.get(place));
        let certificate = match actor {
            Some(actor) if mine.completed.is_some() => self.certificate_of(actor.person, &course.id).await?,
            _ => None,
        };
        let prerequisites = course.prerequisites.iter().map(|id| (id.to_string(), snapshot.course_title(id.as_str())));
        Ok(CourseView {
            competencies: catalogue::titles(&snapshot, &course),
            next_item: next_item.map(|row| row.slug.clone()),
            enrolled: mine.last.is_some(),
            outline,
            certificate,
            prerequisites: prerequisites.collect(),
            course,
        })
    }

    /// A lesson to read, or the page before a quiz.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such item; banks are none.
    pub async fn course_item(&self, actor: &Actor, course: &str, item: &str) -> Result<ItemView> {
        self.allow(actor, Action::Learn)?;
        let snapshot = self.snapshot()?;
        let course = find(&snapshot, course)?;
        let place = course.items.iter().position(|found| found.slug() == item).ok_or(Error::NotFound)?;
        match &course.items[place] {
            Item::Lesson(_) => Ok(ItemView::Lesson(Box::new(self.lesson(actor, &snapshot, course, place).await?))),
            Item::Quiz(_) => Ok(ItemView::Quiz(Box::new(self.quiz_start(actor, &snapshot, course, place).await?))),
            Item::Bank(_) => Err(Error::NotFound),
        }
    }

    /// Enrols the actor; again, it changes nothing. Returns the slug of the item to begin or go on with.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such course.
    pub async fn enrol(&self, actor: &Actor, slug: &str) -> Result<Option<String>> {
        self.allow(actor, Action::Learn)?;
        let snapshot = self.snapshot()?;
        let course = find(&snapshot, slug)?;
        self.enrol_in(actor, course.id.clone()).await?;
        let progress = self.progress(actor.person).await?.in_course(&course.id);
        let outline = outline(&course, &progress);
        Ok(next_row(&course, &outline, &progress).map(|place| outline.rows[place].slug.clone()))
    }

    pub(crate) async fn enrol_in(&self, actor: &Actor, course: CourseId) -> Result<()> {
        let enrolling = self.enrolling(actor, course)?;
        self.store.write(move |conn| Box::pin(async move { Ok(enrolling.enrol(conn).await?) })).await
    }

    pub(crate) fn enrolling(&self, actor: &Actor, course: CourseId) -> Result<Enrolling> {
        let (person, now) = (actor.person, self.now());
        let event = self.event(Some(person), Some(person), "enrolled", json!({ "course": course.as_str() }))?;
        Ok(Enrolling { person, course, now, event })
    }
}

/// An enrolment that is ready to be written.
pub(crate) struct Enrolling {
    person: PersonId,
    course: CourseId,
    now: Timestamp,
    event: Event,
}

impl Enrolling {
    /// Enrols; again, it changes nothing.
    pub(crate) async fn enrol(self, conn: &mut Conn) -> store::Result<()> {
        if store::learning::enrol(conn, self.person, &self.course, self.now).await? {
            store::audit::append(conn, self.event).await?;
        }
        Ok(())
    }
}

/// # Errors
/// [`Error::NotFound`].
pub(crate) fn find(snapshot: &Snapshot, slug: &str) -> Result<Arc<Course>> {
    snapshot.courses.get(slug).cloned().ok_or(Error::NotFound)
}
