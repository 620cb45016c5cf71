//! The state of the course files, for trainers.

use std::sync::Arc;

use content::model::{Course, Item, Question};
use content::{Diagnostic, Html};
use domain::id::{ContentHash, CourseId};
use domain::policy::{self, Action};
use domain::time::Timestamp;

use crate::{Actor, Error, Result, Services};

/// What `/naskah` shows.
#[derive(Clone, Debug)]
pub struct ManuscriptsView {
    pub courses: Vec<Manuscript>,
    /// What is wrong with the learning paths.
    pub paths: Arc<Vec<Diagnostic>>,
    /// The folder that is watched; `None` where the program serves the courses inside it.
    pub folder: Option<String>,
    /// How many free answers wait for a marker.
    pub unmarked: usize,
}

/// A course's files.
#[derive(Clone, Debug)]
pub struct Manuscript {
    pub course: String,
    pub title: String,
    pub version: String,
    /// The hash of what is published; `None` where an error kept it from being published.
    pub published: Option<String>,
    pub checked_at: Timestamp,
    pub lessons: usize,
    pub questions: usize,
    pub diagnostics: Arc<Vec<Diagnostic>>,
    /// The questions with where they are written: id, title, file, line.
    pub places: Vec<(String, Html, String, u32)>,
}

/// What the last check of the course files found, on this server.
#[derive(Clone, Debug, Default)]
pub(crate) struct Checked {
    pub folder: Option<String>,
    pub at: Timestamp,
    /// Of the competency dictionaries they were checked with.
    pub dictionary: Option<ContentHash>,
    pub courses: Vec<CheckedCourse>,
    pub paths: Arc<Vec<Diagnostic>>,
}

/// A course's findings.
#[derive(Clone, Debug)]
pub(crate) struct CheckedCourse {
    pub slug: String,
    pub hash: ContentHash,
    pub diagnostics: Arc<Vec<Diagnostic>>,
    pub published: bool,
}

impl Services {
    /// The files of the actor's courses and what is wrong with them; an administrator or auditor sees every course.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is none of these.
    pub async fn manuscripts(&self, actor: &Actor) -> Result<ManuscriptsView> {
        self.allow(actor, Action::SeeManuscripts)?;
        let marks = policy::allows(actor.roles, Action::MarkEssays);
        let unmarked = if marks { self.unmarked(actor).await?.len() } else { 0 };
        let checked = self.library.checked();
        let may_see = |course: &&CheckedCourse| self.may_see_manuscript(actor, &course.slug);
        let courses = checked.courses.iter().filter(may_see).map(|course| self.manuscript_of(&checked, course));
        let courses = courses.collect::<Result<_>>()?;
        let paths = Arc::clone(&checked.paths);
        Ok(ManuscriptsView { courses, paths, folder: checked.folder.clone(), unmarked })
    }

    /// One course's files.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is no trainer of it or there is no such course.
    pub async fn manuscript(&self, actor: &Actor, slug: &str) -> Result<Manuscript> {
        if !self.may_see_manuscript(actor, slug) {
            return Err(Error::NotFound);
        }
        let checked = self.library.checked();
        let course = checked.courses.iter().find(|course| course.slug == slug).ok_or(Error::NotFound)?;
        self.manuscript_of(&checked, course)
    }

    fn may_see_manuscript(&self, actor: &Actor, slug: &str) -> bool {
        let teaching = self.teaching(actor, &CourseId::new(slug));
        policy::allows(actor.roles, Action::SeeManuscript(teaching))
    }

    fn manuscript_of(&self, checked: &Checked, found: &CheckedCourse) -> Result<Manuscript> {
        let snapshot = self.library.current()?;
        let course = snapshot.courses.get(&found.slug);
        let questions: Vec<_> = course.map(|course| questions(course)).unwrap_or_default();
        let lessons = course.map_or(0, |course| course.items.iter().filter(|i| matches!(i, Item::Lesson(_))).count());
        let place = |question: &Arc<Question>| {
            let place = &question.place;
            (question.id.to_string(), question.prompt.title.clone(), place.file.to_string(), place.line)
        };
        Ok(Manuscript {
            course: found.slug.clone(),
            title: course.map_or_else(|| found.slug.clone(), |course| course.title.clone()),
            version: course.map(|course| course.version.clone()).unwrap_or_default(),
            published: course.filter(|_| found.published).map(|course| course.hash.to_string()),
            checked_at: checked.at,
            lessons,
            questions: questions.len(),
            diagnostics: Arc::clone(&found.diagnostics),
            places: questions.into_iter().map(place).collect(),
        })
    }
}

/// Every question of a course where it is written: those of a bank once, not in each quiz that draws from it.
fn questions(course: &Course) -> Vec<&Arc<Question>> {
    let mut seen = std::collections::BTreeSet::new();
    let blocks = course.items.iter().flat_map(|item| match item {
        Item::Quiz(quiz) => quiz.blocks.as_slice(),
        Item::Bank(bank) => bank.blocks.as_slice(),
        Item::Lesson(_) => &[],
    });
    blocks.flat_map(content::model::Block::questions).filter(|question| seen.insert(question.id.clone())).collect()
}
