//! The result of an attempt: each question, and which competency moved from where to where.

use content::model::Html;
use domain::attempt::State;
use domain::competency::CompetencyState;
use domain::id::AttemptId;
use domain::level::Level;
use domain::score::PerMille;
use domain::time::Timestamp;

use crate::Text;
use crate::quiz::layout::PresentedForm;

/// What a finished attempt shows.
#[derive(Clone, Debug)]
pub struct ResultView {
    pub attempt: AttemptId,
    /// Whose it is; shown when somebody else looks.
    pub person_name: String,
    pub is_own: bool,
    pub course: String,
    pub course_title: String,
    pub quiz: String,
    pub quiz_title: String,
    pub is_assessment: bool,
    pub state: State,
    pub number: u32,
    pub finished_at: Option<Timestamp>,
    /// `None` while a person still has to mark an answer.
    pub score: Option<PerMille>,
    pub pass: PerMille,
    pub passed: bool,
    pub right: usize,
    pub attempts_left: Option<u32>,
    pub questions: Vec<QuestionResult>,
    /// Competencies that this attempt moved; empty for practice.
    pub movements: Vec<Movement>,
    /// Answers that became evidence. Less than the questions where some were answered in an earlier attempt.
    pub evidence: usize,
    pub course_complete: bool,
    pub certificate: Option<String>,
    /// The next lesson or quiz of the course: slug and title.
    pub next: Option<(String, String)>,
}

/// A question of a finished attempt. Forms are in the order in which the learner saw them.
#[derive(Clone, Debug)]
pub struct QuestionResult {
    pub number: usize,
    pub case: Option<(Html, Html)>,
    pub title: Html,
    pub body: Html,
    pub form: PresentedForm,
    /// What was answered, as the fields had it; empty where nothing was.
    pub values: Vec<String>,
    /// The right answer in the same form; for a number or text one readable text per field.
    pub right_values: Vec<String>,
    /// `None` while it waits for a marker.
    pub score: Option<PerMille>,
    /// Per option as shown, for choices.
    pub feedback: Vec<Option<Html>>,
    pub explanation: Option<Html>,
    /// A free answer's rubric: name, most points, description, and the points given.
    pub rubric: Vec<(String, u32, Html, Option<u32>)>,
    pub marker_comment: Option<String>,
    /// It became evidence of a competency.
    pub is_evidence: bool,
}

/// A competency before and after an attempt.
#[derive(Clone, Debug)]
pub struct Movement {
    pub competency: String,
    pub title: Text,
    /// What the person's post requires, if it does.
    pub required: Option<Level>,
    /// The place of the requirement on the bar, in thousandths of a level.
    pub required_place: Option<u16>,
    pub before: CompetencyState,
    pub after: CompetencyState,
}
