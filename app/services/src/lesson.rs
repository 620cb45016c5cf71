//! A lesson's page.

use std::sync::Arc;

use content::model::{Course, Item, Lesson};
use domain::policy::Action;

use crate::course::{Outline, find};
use crate::progress::{neighbours, outline, place_of};
use crate::{Actor, Error, Result, Services, Snapshot, Text};

/// What `/kursus/{course}/{lesson}` shows.
#[derive(Clone, Debug)]
pub struct LessonView {
    pub course: Arc<Course>,
    /// The place of the lesson in the course's items.
    pub item: usize,
    pub competency: Option<Text>,
    pub outline: Outline,
    /// The place of the lesson in the outline, from 0.
    pub place: usize,
    pub read: bool,
    /// Slug and title of the neighbours in the outline.
    pub previous: Option<(String, String)>,
    pub next: Option<(String, String)>,
}

impl LessonView {
    /// The lesson itself.
    pub fn lesson(&self) -> Option<&Lesson> {
        match self.course.items.get(self.item) {
            Some(Item::Lesson(lesson)) => Some(lesson),
            _ => None,
        }
    }
}

impl Services {
    pub(crate) async fn lesson(
        &self,
        actor: &Actor,
        snapshot: &Snapshot,
        course: Arc<Course>,
        item: usize,
    ) -> Result<LessonView> {
        let Some(Item::Lesson(lesson)) = course.items.get(item) else { return Err(Error::NotFound) };
        let progress = self.progress_in(actor.person, &course.id).await?;
        let last = progress.last.as_ref().map(|(last, _)| last.as_str());
        // Reading begins a course; the place is written only when it changes, so that a reload costs no write.
        if last != Some(lesson.id.as_str()) {
            self.visit(actor, &course, item, last.is_none()).await?;
        }
        let outline = outline(&course, &progress);
        let place = place_of(&course, &outline, &lesson.id).ok_or(Error::NotFound)?;
        let (previous, next) = neighbours(&outline, place);
        Ok(LessonView {
            item,
            competency: lesson.competency.as_ref().map(|id| snapshot.competency_title(id)),
            read: outline.rows[place].is_done(),
            outline,
            place,
            previous,
            next,
            course,
        })
    }

    /// Remembers where the actor is in a course, enrolling first where needed.
    pub(crate) async fn visit(&self, actor: &Actor, course: &Course, item: usize, enrol: bool) -> Result<()> {
        if enrol {
            self.enrol_in(actor, course.id.clone()).await?;
        }
        let (person, now) = (actor.person, self.now());
        let (course_id, item_id) = (course.id.clone(), course.items[item].id().clone());
        self.store
            .write_statement(move |conn| {
                Box::pin(async move { Ok(store::learning::visit(conn, person, &course_id, &item_id, now).await?) })
            })
            .await
    }

    /// Marks a lesson as read; again, it changes nothing. Completes the course where that was the last thing missing.
    /// Returns the slug of the next item.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such lesson.
    pub async fn mark_read(&self, actor: &Actor, course: &str, slug: &str) -> Result<Option<String>> {
        self.allow(actor, Action::Learn)?;
        let snapshot = self.snapshot()?;
        let course = find(&snapshot, course)?;
        let item = course.items.iter().position(|item| item.slug() == slug).ok_or(Error::NotFound)?;
        let Item::Lesson(lesson) = &course.items[item] else { return Err(Error::NotFound) };
        self.enrol_in(actor, course.id.clone()).await?;
        let (person, now, lesson) = (actor.person, self.now(), lesson.id.clone());
        let completing = self.completing(Arc::clone(&course), person)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::learning::mark_read(conn, person, &completing.course.id, &lesson, now).await?;
                    completing.complete(conn).await
                })
            })
            .await?;
        let outline = outline(&course, &self.progress_in(actor.person, &course.id).await?);
        let place = place_of(&course, &outline, course.items[item].id()).ok_or(Error::NotFound)?;
        Ok(neighbours(&outline, place).1.map(|(slug, _)| slug))
    }
}
