//! The page before a quiz, and beginning an attempt.

use std::collections::BTreeSet;
use std::sync::Arc;

use content::model::{Course, Item, Mode, Quiz};
use domain::attempt::State;
use domain::id::{AttemptId, ItemId, QuestionId};
use domain::policy::Action;
use domain::score::PerMille;
use domain::time::Timestamp;
use serde_json::json;
use store::attempt::Attempt;

use crate::course::{Outline, find};
use crate::progress::{neighbours, outline, place_of};
use crate::quiz::plan::{asked_before, draw};
use crate::{Actor, Error, Result, Services, Snapshot, Text};

/// What `/kursus/{course}/{quiz}` shows.
#[derive(Clone, Debug)]
pub struct StartView {
    pub course: Arc<Course>,
    pub slug: String,
    pub title: String,
    pub intro: content::model::Html,
    pub is_assessment: bool,
    pub competency: Option<Text>,
    /// Questions that one attempt asks.
    pub questions: usize,
    pub minutes: Option<u32>,
    pub pass: PerMille,
    /// How many attempts there are in all; `None` is unlimited.
    pub attempts_allowed: Option<u32>,
    pub attempts_left: Option<u32>,
    /// An attempt that is running: it is continued, not begun anew.
    pub running: Option<AttemptId>,
    /// Earlier attempts, the newest first.
    pub attempts: Vec<AttemptRow>,
    pub outline: Outline,
    pub place: usize,
    pub previous: Option<(String, String)>,
    pub next: Option<(String, String)>,
}

/// An earlier attempt.
#[derive(Clone, Debug)]
pub struct AttemptRow {
    pub id: AttemptId,
    pub number: u32,
    pub state: State,
    pub started_at: Timestamp,
    pub score: Option<PerMille>,
    pub passed: Option<bool>,
}

impl Services {
    pub(crate) async fn quiz_start(
        &self,
        actor: &Actor,
        snapshot: &Snapshot,
        course: Arc<Course>,
        item: usize,
    ) -> Result<StartView> {
        let Some(Item::Quiz(quiz)) = course.items.get(item) else { return Err(Error::NotFound) };
        self.expire_of(actor, &quiz.id).await?;
        let mut conn = self.store.reader().await?;
        let attempts = store::attempt::of_item(&mut conn, actor.person, &quiz.id).await?;
        drop(conn);
        let progress = self.progress_in(actor.person, &course.id).await?;
        let outline = outline(&course, &progress);
        let place = place_of(&course, &outline, &quiz.id).ok_or(Error::NotFound)?;
        let (previous, next) = neighbours(&outline, place);
        Ok(StartView {
            slug: quiz.slug.clone(),
            title: quiz.title.clone(),
            intro: quiz.intro.clone(),
            is_assessment: quiz.mode == Mode::Assessment,
            competency: quiz.competency.as_ref().map(|id| snapshot.competency_title(id)),
            questions: quiz.blocks.iter().map(content::model::Block::asked).sum(),
            minutes: quiz.minutes,
            pass: quiz.pass,
            attempts_allowed: (quiz.attempts > 0).then_some(quiz.attempts),
            attempts_left: attempts_left(quiz, attempts.len()),
            running: attempts.iter().find(|attempt| attempt.state.is_running()).map(|attempt| attempt.id),
            attempts: attempts.iter().rev().map(row).collect(),
            outline,
            place,
            previous,
            next,
            course,
        })
    }

    /// Begins an attempt, or returns the one that is running: a double click begins one.
    ///
    /// # Errors
    /// [`Error::NoAttemptsLeft`], or [`Error::NotFound`] where there is no such quiz.
    pub async fn start_attempt(&self, actor: &Actor, course: &str, slug: &str) -> Result<AttemptId> {
        self.allow(actor, Action::Learn)?;
        let snapshot = self.snapshot()?;
        let course = find(&snapshot, course)?;
        let item = course.items.iter().position(|item| item.slug() == slug).ok_or(Error::NotFound)?;
        let Item::Quiz(quiz) = &course.items[item] else { return Err(Error::NotFound) };
        self.expire_of(actor, &quiz.id).await?;
        let mut conn = self.store.reader().await?;
        let attempts = store::attempt::of_item(&mut conn, actor.person, &quiz.id).await?;
        let earlier = store::attempt::of_course(&mut conn, actor.person, &course.id).await?;
        drop(conn);
        let seen = asked_before(&course, &earlier, None);
        if let Some(running) = attempts.iter().find(|attempt| attempt.state.is_running()) {
            return Ok(running.id);
        }
        if attempts_left(quiz, attempts.len()) == Some(0) {
            return Err(Error::NoAttemptsLeft);
        }
        let attempt = self.new_attempt(actor, &course, quiz, attempts.len() + 1, &seen)?;
        let id = attempt.id;
        let detail = json!({ "attempt": id.to_string(), "quiz": quiz.id.as_str(), "number": attempt.number });
        let event = self.event(Some(actor.person), Some(actor.person), "attempt-begun", detail)?;
        let enrolling = self.enrolling(actor, course.id.clone())?;
        let begun = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    enrolling.enrol(conn).await?;
                    store::learning::visit(
                        conn,
                        attempt.person_id,
                        &attempt.course_id,
                        &attempt.item_id,
                        attempt.started_at,
                    )
                    .await?;
                    store::attempt::insert(conn, &attempt).await?;
                    store::audit::append(conn, event).await
                })
            })
            .await;
        match begun {
            Err(error) if error.is_duplicate() => self.running_attempt(actor, &quiz.id).await,
            begun => Ok(begun.map(|()| id)?),
        }
    }

    fn new_attempt(
        &self,
        actor: &Actor,
        course: &Course,
        quiz: &Quiz,
        number: usize,
        seen: &BTreeSet<QuestionId>,
    ) -> Result<Attempt> {
        let now = self.now();
        let seed = i64::from_be_bytes(self.random_bytes()?);
        let plan = serde_json::to_string(&draw(quiz, seed, seen)).unwrap_or_default();
        Ok(Attempt {
            id: self.new_id()?,
            person_id: actor.person,
            course_id: course.id.clone(),
            item_id: quiz.id.clone(),
            content_hash: course.hash.clone(),
            number: number as i64,
            seed,
            plan,
            state: State::Open,
            started_at: now,
            deadline_at: quiz.minutes.map(|minutes| now.plus_minutes(i64::from(minutes)).0),
            finished_at: None,
            score: None,
            passed: None,
        })
    }

    async fn running_attempt(&self, actor: &Actor, quiz: &ItemId) -> Result<AttemptId> {
        let mut conn = self.store.reader().await?;
        let attempts = store::attempt::of_item(&mut conn, actor.person, quiz).await?;
        attempts
            .iter()
            .find(|attempt| attempt.state.is_running())
            .map(|attempt| attempt.id)
            .ok_or(Error::NoAttemptsLeft)
    }
}

/// `None` is unlimited.
pub(crate) fn attempts_left(quiz: &Quiz, used: usize) -> Option<u32> {
    (quiz.attempts > 0).then(|| quiz.attempts.saturating_sub(used as u32))
}

fn row(attempt: &Attempt) -> AttemptRow {
    AttemptRow {
        id: attempt.id,
        number: attempt.number as u32,
        state: attempt.state,
        started_at: attempt.started_at,
        score: attempt.score(),
        passed: attempt.passed,
    }
}
