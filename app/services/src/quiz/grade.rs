//! Grading an attempt.

use std::collections::BTreeMap;

use content::model::{Mode, Quiz};
use domain::answer::Answer;
use domain::grading::{Credit, grade as grade_answer};
use domain::id::QuestionId;
use domain::score::PerMille;
use store::answer::SavedAnswer;

use crate::quiz::plan::Asked;
use crate::{Error, Result};

/// The scores of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// One per question asked, in order; `None` where a person has to mark the answer.
    pub scores: Vec<Option<PerMille>>,
    /// The share of the points earned; `None` while a score is missing.
    pub total: Option<PerMille>,
    /// At least one question was answered.
    pub any_answered: bool,
}

/// Answers by question.
pub(crate) type Answers = BTreeMap<QuestionId, (Answer, SavedAnswer)>;

/// Reads saved answers.
pub(crate) fn read_answers(saved: Vec<SavedAnswer>) -> Result<Answers> {
    let read = |saved: SavedAnswer| {
        let damaged = |_| Error::DamagedContent(format!("answer to {}", saved.question_id));
        let answer: Answer = serde_json::from_str(&saved.answer).map_err(damaged)?;
        Ok((saved.question_id.clone(), (answer, saved)))
    };
    saved.into_iter().map(read).collect()
}

/// Practice and quizzes that say so give credit for parts.
pub(crate) fn credit(quiz: &Quiz) -> Credit {
    if quiz.partial || quiz.mode == Mode::Practice { Credit::Partial } else { Credit::AllOrNothing }
}

/// Grades what was asked. An unanswered question is wrong; an essay that a person has marked keeps that score.
pub(crate) fn grade(quiz: &Quiz, asked: &[Asked<'_>], answers: &Answers) -> Graded {
    let credit = credit(quiz);
    let score = |asked: &Asked<'_>| {
        let Some((answer, saved)) = answers.get(&asked.question.id).filter(|(answer, _)| !answer.is_blank()) else {
            return Some(PerMille::ZERO);
        };
        let marked = saved.marking.as_ref().and_then(|_| saved.score());
        grade_answer(&asked.question.secret.key, answer, credit).or(marked)
    };
    let scores: Vec<_> = asked.iter().map(score).collect();
    let points = |asked: &Asked<'_>| u64::from(asked.question.points);
    let whole: u64 = asked.iter().map(points).sum();
    let earned = asked.iter().zip(&scores).map(|(asked, score)| Some(points(asked) * u64::from((*score)?.get())));
    let total = earned.sum::<Option<u64>>().map(|earned| PerMille::ratio(earned, whole * 1000));
    Graded { scores, total, any_answered: answers.values().any(|(answer, _)| !answer.is_blank()) }
}
