//! Marking free answers by their rubric.

use content::model::Html;
use domain::id::AttemptId;
use domain::time::Timestamp;

/// A free answer that waits, in the list of `/penilaian`.
#[derive(Clone, Debug)]
pub struct Unmarked {
    pub attempt: AttemptId,
    pub question: String,
    pub question_title: Html,
    pub course_title: String,
    pub submitted_at: Timestamp,
}

/// What `/penilaian/{attempt}/{question}` shows. The answer is shown without a name: marking is blind.
#[derive(Clone, Debug)]
pub struct MarkView {
    pub attempt: AttemptId,
    pub question: String,
    pub course_title: String,
    pub question_title: Html,
    pub question_body: Html,
    pub answer: String,
    pub explanation: Option<Html>,
    /// Name, most points, description.
    pub rubric: Vec<(String, u32, Html)>,
}

/// What a marker fills in.
#[derive(Clone, Debug, Default)]
pub struct MarkForm {
    /// One text per criterion: a whole number from 0 to its most points.
    pub points: Vec<String>,
    /// At most 2,000 characters.
    pub comment: String,
}
