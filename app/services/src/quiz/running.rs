//! A running attempt as the learner sees it: nothing of a key is in it.

use content::model::Html;
use domain::id::AttemptId;
use domain::time::Timestamp;

use crate::quiz::layout::PresentedForm;

/// What a running attempt shows.
#[derive(Clone, Debug)]
pub struct RunningView {
    pub attempt: AttemptId,
    pub course: String,
    pub course_title: String,
    /// The slug of the quiz.
    pub quiz: String,
    pub quiz_title: String,
    pub is_assessment: bool,
    pub questions: Vec<QuestionView>,
    pub now: Timestamp,
    pub deadline: Option<Timestamp>,
    /// How many questions have an answer.
    pub answered: usize,
    /// The newest saved answer.
    pub saved_at: Option<Timestamp>,
}

/// A question of a running attempt.
#[derive(Clone, Debug)]
pub struct QuestionView {
    pub id: String,
    /// From 1.
    pub number: usize,
    pub points: u32,
    /// The situation, at the first question of a case.
    pub case: Option<CaseView>,
    pub title: Html,
    pub body: Html,
    pub form: PresentedForm,
    /// What is saved, in the form of the fields; empty where nothing is.
    pub values: Vec<String>,
    /// Hints asked for so far (practice only).
    pub hints: Vec<Html>,
    /// Further hints can be asked for.
    pub more_hints: bool,
}

/// The situation of a case.
#[derive(Clone, Debug)]
pub struct CaseView {
    pub title: Html,
    pub situation: Html,
    /// How many questions belong to it.
    pub questions: usize,
}
