//! A course's page: what it teaches, its lessons with my progress, and the checklist of its completion.

use std::sync::Arc;

use content::model::Course;
use domain::completion::Requirement;
use domain::level::Level;
use domain::score::PerMille;

use crate::Text;

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
    Lesson { read: bool },
    /// Practice; no requirement.
    Practice { tried: bool },
    Assessment { pass: PerMille, best: Option<PerMille> },
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
