//! The state of the course files, for trainers.

use std::sync::Arc;

use content::Diagnostic;
use domain::time::Timestamp;

/// What `/naskah` shows.
#[derive(Clone, Debug)]
pub struct ManuscriptsView {
    pub courses: Vec<Manuscript>,
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
    /// The questions with where they are written: id, title as text, file, line.
    pub places: Vec<(String, String, String, u32)>,
}
