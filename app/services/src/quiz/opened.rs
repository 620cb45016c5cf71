//! An attempt together with the content version it is pinned to.

use std::sync::Arc;

use content::model::{Course, Item, Question, Quiz};
use domain::id::{AttemptId, QuestionId};
use store::attempt::Attempt;

use crate::quiz::layout::Layout;
use crate::quiz::plan::{Asked, asked};
use crate::{Error, Result, Services};

/// An attempt with its quiz.
pub(crate) struct Opened {
    pub attempt: Attempt,
    pub course: Arc<Course>,
    item: usize,
    plan: Vec<QuestionId>,
}

impl Services {
    /// # Errors
    /// [`Error::NotFound`] where there is no such attempt.
    pub(crate) async fn open_attempt(&self, id: AttemptId) -> Result<Opened> {
        let mut conn = self.store.reader().await?;
        let attempt = store::attempt::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        drop(conn);
        self.with_content(attempt).await
    }

    pub(crate) async fn with_content(&self, attempt: Attempt) -> Result<Opened> {
        // A translation has the same items, questions and keys: only what is shown depends on the language.
        let course = self.course_version(&attempt.content_hash).await?.in_lang(self.lang());
        let damaged = || Error::DamagedContent(attempt.content_hash.to_string());
        let item = course.items.iter().position(|item| *item.id() == attempt.item_id).ok_or_else(damaged)?;
        if !matches!(course.items[item], Item::Quiz(_)) {
            return Err(damaged());
        }
        let plan = serde_json::from_str(&attempt.plan).map_err(|_| damaged())?;
        Ok(Opened { attempt, course, item, plan })
    }
}

impl Opened {
    /// # Errors
    /// Never: opening has looked.
    pub fn quiz(&self) -> Result<&Quiz> {
        match &self.course.items[self.item] {
            Item::Quiz(quiz) => Ok(quiz),
            _ => Err(Error::NotFound),
        }
    }

    pub fn asked(&self) -> Result<Vec<Asked<'_>>> {
        Ok(asked(self.quiz()?, &self.plan))
    }

    pub fn layout(&self, question: &Question) -> Result<Layout> {
        Ok(Layout::new(question, self.attempt.seed, self.quiz()?.shuffle_options))
    }
}
