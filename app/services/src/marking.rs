//! Marking free answers by their rubric.

use std::sync::Arc;

use content::model::{Html, Question};
use domain::answer::Answer;
use domain::attempt::{Event, State};
use domain::id::{AttemptId, CourseId, QuestionId};
use domain::policy::{self, Action};
use domain::score::PerMille;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::answer::SavedAnswer;

use crate::library::find_question;
use crate::quiz::grade::{grade, read_answers};
use crate::quiz::opened::Opened;
use crate::{Actor, Error, FieldError, Problem, Result, Services};

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

/// Free answers in the list.
const LISTED: u32 = 100;
/// Longer comments are refused.
const LONGEST_COMMENT: usize = 2000;

/// How an answer was marked, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Marking {
    pub points: Vec<u32>,
    pub comment: String,
}

impl Marking {
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl Services {
    /// Free answers of the actor's courses that wait for a marker, the oldest first; not the actor's own.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not mark.
    pub async fn unmarked(&self, actor: &Actor) -> Result<Vec<Unmarked>> {
        self.allow(actor, Action::MarkEssays)?;
        let mut conn = self.store.reader().await?;
        let attempts = store::attempt::unmarked(&mut conn, LISTED).await?;
        drop(conn);
        let mut waiting = Vec::new();
        let may_mark = |course: &CourseId| policy::allows(actor.roles, Action::MarkEssay(self.teaching(actor, course)));
        let for_actor = attempts.into_iter().filter(|a| a.person_id != actor.person && may_mark(&a.course_id));
        for attempt in for_actor {
            let opened = self.with_content(attempt).await?;
            let mut conn = self.store.reader().await?;
            let answers = store::answer::of_attempt(&mut conn, opened.attempt.id).await?;
            drop(conn);
            let open = answers.iter().filter(|answer| answer.score.is_none());
            for question in open.filter_map(|answer| find_question(&opened.course, &answer.question_id)) {
                waiting.push(Unmarked {
                    attempt: opened.attempt.id,
                    question: question.id.to_string(),
                    question_title: question.prompt.title.clone(),
                    course_title: opened.course.title.clone(),
                    submitted_at: answers.iter().map(|answer| answer.saved_at).max().unwrap_or_default(),
                });
            }
        }
        Ok(waiting)
    }

    /// A free answer to mark.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not mark it or it does not wait.
    pub async fn mark_view(&self, actor: &Actor, id: AttemptId, question: &QuestionId) -> Result<MarkView> {
        let (opened, question, saved) = self.waiting(actor, id, question).await?;
        let answer = serde_json::from_str(&saved.answer).map_err(|_| Error::DamagedContent("answer".to_owned()))?;
        let Answer::Essay { text } = answer else { return Err(Error::NotFound) };
        let criterion = |criterion: &content::model::Criterion| {
            (criterion.name.clone(), criterion.points, criterion.description.clone())
        };
        Ok(MarkView {
            attempt: id,
            question: question.id.to_string(),
            course_title: opened.course.title.clone(),
            question_title: question.prompt.title.clone(),
            question_body: question.prompt.body.clone(),
            answer: text,
            explanation: question.secret.explanation.clone(),
            rubric: question.secret.rubric.iter().map(criterion).collect(),
        })
    }

    /// Marks a free answer. With the last one of an attempt the attempt is graded.
    ///
    /// # Errors
    /// [`Error::Invalid`] names the criteria (`points.0`, ...) or `comment`; [`Error::NotFound`] as above.
    pub async fn mark(&self, actor: &Actor, id: AttemptId, question: &QuestionId, form: &MarkForm) -> Result<()> {
        let (opened, question, _) = self.waiting(actor, id, question).await?;
        let marking = read_form(form, &question)?;
        let most: u64 = question.secret.rubric.iter().map(|criterion| u64::from(criterion.points)).sum();
        let score = PerMille::ratio(marking.points.iter().map(|points| u64::from(*points)).sum(), most);
        let text = serde_json::to_string(&marking).unwrap_or_default();
        let detail = json!({ "attempt": id.to_string(), "question": question.id.as_str(), "score": score.get() });
        let event = self.event(Some(actor.person), Some(opened.attempt.person_id), "answer-marked", detail)?;
        let completing = self.completing(opened.course.clone(), opened.attempt.person_id)?;
        let services = self.clone();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // Holds the attempt: of two markers the second sees what the first did.
                    if !store::attempt::advance(conn, id, State::Submitted, State::Submitted).await? {
                        return Err(Error::NotFound);
                    }
                    if !store::answer::set_marking(conn, id, &question.id, score, &text).await? {
                        return Err(Error::NotFound);
                    }
                    store::audit::append(conn, event).await?;
                    let answers = read_answers(store::answer::of_attempt(conn, id).await?)?;
                    let graded = grade(opened.quiz()?, &opened.asked()?, &answers);
                    if graded.total.is_some() {
                        let next = State::Submitted.after(Event::Mark).map_err(|_| Error::AttemptOver)?;
                        store::attempt::advance(conn, id, State::Submitted, next).await?;
                        services.settle(conn, &opened, &graded, next, completing).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// An answer that waits for a marker who is not its author.
    async fn waiting(
        &self,
        actor: &Actor,
        id: AttemptId,
        question: &QuestionId,
    ) -> Result<(Opened, Arc<Question>, SavedAnswer)> {
        self.allow(actor, Action::MarkEssays)?;
        let opened = self.open_attempt(id).await?;
        self.allow(actor, Action::MarkEssay(self.teaching(actor, &opened.attempt.course_id)))?;
        if opened.attempt.state != State::Submitted || opened.attempt.person_id == actor.person {
            return Err(Error::NotFound);
        }
        let mut conn = self.store.reader().await?;
        let answers = store::answer::of_attempt(&mut conn, id).await?;
        let saved = answers.into_iter().find(|answer| answer.question_id == *question && answer.score.is_none());
        let found = find_question(&opened.course, question).cloned().ok_or(Error::NotFound)?;
        Ok((opened, found, saved.ok_or(Error::NotFound)?))
    }
}

fn read_form(form: &MarkForm, question: &Question) -> Result<Marking> {
    let mut problems = Vec::new();
    let mut points = Vec::new();
    for (place, criterion) in question.secret.rubric.iter().enumerate() {
        let field = format!("points.{place}");
        let text = form.points.get(place).map(|text| text.trim()).unwrap_or_default();
        let problem = match text.parse::<u32>() {
            Ok(given) if given <= criterion.points => {
                points.push(given);
                continue;
            }
            Ok(_) => Problem::OutOfRange { low: 0, high: i64::from(criterion.points) },
            Err(_) if text.is_empty() => Problem::Missing,
            Err(_) => Problem::NotANumber,
        };
        problems.push(FieldError { field, problem });
    }
    if form.comment.chars().count() > LONGEST_COMMENT {
        problems.push(FieldError { field: "comment".to_owned(), problem: Problem::TooLong { most: LONGEST_COMMENT } });
    }
    if problems.is_empty() {
        Ok(Marking { points, comment: form.comment.trim().to_owned() })
    } else {
        Err(Error::Invalid(problems))
    }
}
