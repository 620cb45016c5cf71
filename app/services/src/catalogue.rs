//! The catalogue: find a course by words, competency, level and length.

use domain::level::Level;
use domain::score::PerMille;

use crate::Text;

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueQuery {
    /// Words, at most 100 characters.
    pub words: String,
    pub competency: Option<String>,
    pub level: Option<Level>,
    /// At most that many learning hours.
    pub longest: Option<u32>,
}

/// What `/katalog` shows.
#[derive(Clone, Debug)]
pub struct CatalogueView {
    pub query: CatalogueQuery,
    /// The courses found, the best match first.
    pub courses: Vec<CourseCard>,
    /// How many courses there are without a filter.
    pub total: usize,
    /// The competencies that some course teaches, for the filter.
    pub competencies: Vec<(String, Text)>,
}

/// A course in a list.
#[derive(Clone, Debug)]
pub struct CourseCard {
    pub course: String,
    pub title: String,
    pub summary: String,
    pub competencies: Vec<(Text, Level)>,
    pub jp: u32,
    pub lessons: usize,
    /// The person's progress, once enrolled.
    pub progress: Option<PerMille>,
    pub completed: bool,
}
