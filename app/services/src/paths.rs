//! Learning paths: several courses for one purpose, and how far somebody is.

use content::paths::Path;
use domain::id::CourseId;

use crate::catalogue::{CourseCard, card};
use crate::library::text;
use crate::progress::{AllProgress, next_row, outline};
use crate::{Actor, Error, Result, Services, Snapshot, Text};

/// A path in a list.
#[derive(Clone, Debug)]
pub struct PathCard {
    pub path: String,
    pub title: Text,
    pub summary: Text,
    /// The courses that must be taken.
    pub courses: usize,
    /// How many of them are complete.
    pub done: usize,
    /// Learning hours of the courses that must be taken.
    pub jp: u32,
    /// The person has begun one of its courses.
    pub begun: bool,
}

impl PathCard {
    pub fn is_complete(&self) -> bool {
        self.done == self.courses
    }
}

/// What `/jalur/{path}` shows.
#[derive(Clone, Debug)]
pub struct PathView {
    pub card: PathCard,
    /// For whom it is.
    pub audience: Text,
    pub steps: Vec<PathStep>,
    /// Learning hours of the courses that may be left out.
    pub optional_jp: u32,
    /// Where to go on; `None` where everything is complete.
    pub next: Option<NextStep>,
}

/// A course of a path.
#[derive(Clone, Debug)]
pub struct PathStep {
    pub course: CourseCard,
    pub why: Text,
    pub optional: bool,
}

/// The course to take now.
#[derive(Clone, Debug)]
pub struct NextStep {
    /// The place of its step.
    pub step: usize,
    /// Slug and title of the lesson or quiz to go on with, once the course is begun.
    pub item: Option<(String, String)>,
}

impl Services {
    /// All learning paths.
    ///
    /// # Errors
    /// [`Error::NotFound`] while nothing is published.
    pub async fn paths(&self, actor: Option<&Actor>) -> Result<Vec<PathCard>> {
        let snapshot = self.snapshot()?;
        let progress = self.progress_of(actor).await?;
        Ok(path_cards(&snapshot, &progress))
    }

    /// One learning path.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such path.
    pub async fn path(&self, actor: Option<&Actor>, id: &str) -> Result<PathView> {
        let snapshot = self.snapshot()?;
        let path = snapshot.paths.iter().find(|path| path.id == id).ok_or(Error::NotFound)?;
        let progress = self.progress_of(actor).await?;
        let steps: Vec<_> = steps(&snapshot, path, &progress).collect();
        Ok(PathView {
            card: path_card(path, &steps),
            audience: text(&path.audience),
            optional_jp: steps.iter().filter(|step| step.optional).map(|step| step.course.jp).sum(),
            next: next(&snapshot, &steps, &progress),
            steps,
        })
    }

    async fn progress_of(&self, actor: Option<&Actor>) -> Result<AllProgress> {
        match actor {
            Some(actor) => self.progress(actor.person).await,
            None => Ok(AllProgress::default()),
        }
    }
}

/// All paths with what a person has done.
pub(crate) fn path_cards(snapshot: &Snapshot, progress: &AllProgress) -> Vec<PathCard> {
    let card = |path| path_card(path, &steps(snapshot, path, progress).collect::<Vec<_>>());
    snapshot.paths.iter().map(card).collect()
}

/// The steps of a path. A course that is no longer in the catalogue is left out.
fn steps<'s>(snapshot: &'s Snapshot, path: &'s Path, progress: &'s AllProgress) -> impl Iterator<Item = PathStep> + 's {
    path.steps.iter().filter_map(|step| {
        let course = snapshot.courses.get(step.course.as_str())?;
        Some(PathStep { course: card(snapshot, course, progress), why: text(&step.why), optional: step.optional })
    })
}

fn path_card(path: &Path, steps: &[PathStep]) -> PathCard {
    let required = || steps.iter().filter(|step| !step.optional).map(|step| &step.course);
    PathCard {
        path: path.id.clone(),
        title: text(&path.title),
        summary: text(&path.summary),
        courses: required().count(),
        done: required().filter(|course| course.completed).count(),
        jp: required().map(|course| course.jp).sum(),
        begun: steps.iter().any(|step| step.course.progress.is_some()),
    }
}

/// The first course that was begun and is not complete, else the first that must be taken, else the first that may be.
fn next(snapshot: &Snapshot, steps: &[PathStep], progress: &AllProgress) -> Option<NextStep> {
    let open =
        |wanted: &dyn Fn(&PathStep) -> bool| steps.iter().position(|step| !step.course.completed && wanted(step));
    let step = open(&|step| step.course.progress.is_some())
        .or_else(|| open(&|step| !step.optional))
        .or_else(|| open(&|_| true))?;
    let course = &steps[step].course;
    let item = snapshot.courses.get(&course.course).filter(|_| course.progress.is_some()).and_then(|found| {
        let mine = progress.in_course(&CourseId::new(course.course.as_str()));
        let outline = outline(found, &mine);
        let row = &outline.rows[next_row(found, &outline, &mine)?];
        Some((row.slug.clone(), row.title.clone()))
    });
    Some(NextStep { step, item })
}
