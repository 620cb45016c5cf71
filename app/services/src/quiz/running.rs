//! A running attempt as the learner sees it: nothing of a key is in it.

use content::model::{Html, Mode};
use domain::attempt::in_time;
use domain::id::AttemptId;
use domain::policy::Action;
use domain::time::Timestamp;

use crate::access_log::Look;
use crate::quiz::answer::fingerprint;
use crate::quiz::grade::read_answers;
use crate::quiz::layout::PresentedForm;
use crate::quiz::opened::Opened;
use crate::quiz::plan::Asked;
use crate::quiz::{AnswerMessage, AttemptView};
use crate::{Actor, Error, FieldError, Problem, Result, Services};

/// What a running attempt shows.
#[derive(Clone, Debug)]
pub struct RunningView {
    pub attempt: AttemptId,
    pub course: String,
    pub course_title: String,
    /// The language of the questions.
    pub lang: String,
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
    /// What is wrong with what was sent; then `values` are what was sent.
    pub problem: Option<Problem>,
    /// Goes back with the form, see [`crate::quiz::AnswerMessage::shown`].
    pub fingerprint: String,
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

impl Services {
    /// An attempt: running for its owner; finished for its owner, and, if it was an assessment, for those who may see the
    /// owner's answers. `hints` asks for the first hints of a question (practice only).
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such attempt, or the actor may not see it.
    pub async fn attempt(&self, actor: &Actor, id: AttemptId, hints: Option<(String, usize)>) -> Result<AttemptView> {
        self.allow(actor, Action::Learn)?;
        let mut opened = self.open_attempt(id).await?;
        if opened.attempt.person_id != actor.person {
            let relation = self.relation(actor, opened.attempt.person_id).await?;
            self.allow(actor, Action::SeeAnswers(relation))?;
            if opened.quiz()?.mode == Mode::Practice || opened.attempt.state.is_running() {
                return Err(Error::NotFound);
            }
            self.note_look(actor, opened.attempt.person_id, relation, Look::Answers).await?;
        }
        if opened.attempt.state.is_running() && !in_time(opened.attempt.deadline(), self.now()) {
            self.expire(opened).await?;
            opened = self.open_attempt(id).await?;
        }
        if opened.attempt.state.is_running() {
            Ok(AttemptView::Running(Box::new(self.running(&opened, hints).await?)))
        } else {
            Ok(AttemptView::Finished(Box::new(self.finished(actor, &opened).await?)))
        }
    }

    async fn running(&self, opened: &Opened, hints: Option<(String, usize)>) -> Result<RunningView> {
        let quiz = opened.quiz()?;
        let mut conn = self.store.reader().await?;
        let saved = store::answer::of_attempt(&mut conn, opened.attempt.id).await?;
        drop(conn);
        let saved_at = saved.iter().map(|saved| saved.saved_at).max();
        let answers = read_answers(saved)?;
        let hints = hints.filter(|_| quiz.mode == Mode::Practice);
        let mut questions = Vec::new();
        for (place, asked) in opened.asked()?.iter().enumerate() {
            let question = asked.question;
            let layout = opened.layout(question)?;
            let shown = hints.as_ref().filter(|(id, _)| *id == question.id.as_str()).map_or(0, |(_, count)| *count);
            let known = &question.secret.hints;
            questions.push(QuestionView {
                id: question.id.to_string(),
                number: place + 1,
                points: question.points,
                case: case_view(asked),
                title: question.prompt.title.clone(),
                body: question.prompt.body.clone(),
                form: layout.form(question),
                values: answers.get(&question.id).map(|(answer, _)| layout.show(answer)).unwrap_or_default(),
                problem: None,
                fingerprint: fingerprint(answers.get(&question.id).map(|(answer, _)| answer)),
                hints: known.iter().take(shown).cloned().collect(),
                more_hints: quiz.mode == Mode::Practice && shown < known.len(),
            });
        }
        Ok(RunningView {
            attempt: opened.attempt.id,
            course: opened.course.id.to_string(),
            course_title: opened.course.title.clone(),
            lang: opened.course.lang.clone(),
            quiz: quiz.slug.clone(),
            quiz_title: quiz.title.clone(),
            is_assessment: quiz.mode == Mode::Assessment,
            questions,
            now: self.now(),
            deadline: opened.attempt.deadline(),
            answered: answers.values().filter(|(answer, _)| !answer.is_blank()).count(),
            saved_at,
        })
    }
}

impl RunningView {
    /// The view with what was sent in place of what is saved, and what is wrong with it.
    pub fn with_sent(mut self, sent: &[AnswerMessage], problems: &[FieldError]) -> Self {
        for question in &mut self.questions {
            if let Some(message) = sent.iter().find(|message| message.question == question.id) {
                question.values.clone_from(&message.values);
            }
            question.problem =
                problems.iter().find(|problem| problem.field == question.id).map(|problem| problem.problem);
        }
        self
    }
}

/// The situation, at the first question of its case.
pub(crate) fn case_view(asked: &Asked<'_>) -> Option<CaseView> {
    let case = asked.case.filter(|case| case.questions.first().is_some_and(|first| first.id == asked.question.id))?;
    Some(CaseView { title: case.title.clone(), situation: case.situation.clone(), questions: case.questions.len() })
}
