//! A lesson's page.

use std::sync::Arc;

use content::model::{Course, Lesson};

use crate::Text;
use crate::course::Outline;

/// What `/kursus/{course}/{lesson}` shows.
#[derive(Clone, Debug)]
pub struct LessonView {
    pub course: Arc<Course>,
    /// The place of the lesson in the course's items.
    pub item: usize,
    pub competency: Option<Text>,
    pub outline: Outline,
    /// The place of the lesson in the outline, from 0.
    pub place: usize,
    pub read: bool,
    /// Slug and title of the neighbours in the outline.
    pub previous: Option<(String, String)>,
    pub next: Option<(String, String)>,
}

impl LessonView {
    /// The lesson itself.
    pub fn lesson(&self) -> Option<&Lesson> {
        match self.course.items.get(self.item) {
            Some(content::model::Item::Lesson(lesson)) => Some(lesson),
            _ => None,
        }
    }
}
