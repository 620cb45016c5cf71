//! A person's progress, laid over a course.

use std::collections::{BTreeMap, BTreeSet};

use content::model::{Course, Item, Mode, Quiz};
use domain::completion::{self, Requirement};
use domain::id::{CourseId, ItemId, PersonId};
use domain::score::PerMille;
use domain::time::Timestamp;
use store::learning::ProgressRow;

use crate::course::{Outline, OutlineRow, RowKind};
use crate::{Result, Services};

/// Progress in one course.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    read: BTreeSet<String>,
    /// The best score per quiz tried; `None` where no attempt is finished.
    tried: BTreeMap<String, Option<PerMille>>,
    /// Once enrolled: the item opened last (empty before the first) and when.
    pub last: Option<(String, Timestamp)>,
    pub completed: Option<Timestamp>,
}

/// Progress in every course begun.
#[derive(Clone, Debug, Default)]
pub(crate) struct AllProgress(BTreeMap<CourseId, Progress>);

impl AllProgress {
    pub fn in_course(&self, course: &CourseId) -> Progress {
        self.0.get(course).cloned().unwrap_or_default()
    }

    /// The courses enrolled in, the one used last first.
    pub fn by_last_use(&self) -> Vec<(&CourseId, &Progress)> {
        let mut courses: Vec<_> = self.0.iter().filter(|(_, progress)| progress.last.is_some()).collect();
        courses.sort_by_key(|(_, progress)| std::cmp::Reverse(progress.last.as_ref().map(|(_, at)| *at)));
        courses
    }
}

impl FromIterator<ProgressRow> for AllProgress {
    fn from_iter<I: IntoIterator<Item = ProgressRow>>(rows: I) -> Self {
        let mut all = Self::default();
        for ProgressRow { course_id, kind, item_id, value } in rows {
            let progress = all.0.entry(course_id).or_default();
            match kind.as_str() {
                "read" => drop(progress.read.insert(item_id)),
                "attempt" => drop(progress.tried.insert(item_id, (value >= 0).then(|| PerMille::from(value)))),
                "last" => progress.last = Some((item_id, Timestamp(value))),
                _ => progress.completed = Some(Timestamp(value)),
            }
        }
        all
    }
}

impl Services {
    pub(crate) async fn progress(&self, person: PersonId) -> Result<AllProgress> {
        let mut conn = self.store.reader().await?;
        Ok(store::learning::progress(&mut conn, person).await?.into_iter().collect())
    }

    pub(crate) async fn progress_in(&self, person: PersonId, course: &CourseId) -> Result<Progress> {
        let mut conn = self.store.reader().await?;
        let rows = store::learning::progress_in(&mut conn, person, course).await?;
        let mut all: AllProgress = rows.into_iter().collect();
        Ok(all.0.remove(course).unwrap_or_default())
    }
}

/// The outline of a course with this progress.
pub(crate) fn outline(course: &Course, progress: &Progress) -> Outline {
    let rows: Vec<_> = course.items.iter().filter_map(|item| row(item, progress)).collect();
    let requirements: Vec<_> = rows.iter().filter_map(OutlineRow::requirement).collect();
    Outline {
        rows,
        progress: completion::progress(&requirements),
        complete: progress.completed.is_some() || completion::is_complete(&requirements),
    }
}

/// What the course still asks, without the rest of the outline.
pub(crate) fn requirements(course: &Course, progress: &Progress) -> Vec<Requirement> {
    course.items.iter().filter_map(|item| row(item, progress)).filter_map(|row| row.requirement()).collect()
}

fn row(item: &Item, progress: &Progress) -> Option<OutlineRow> {
    let (minutes, kind) = match item {
        Item::Lesson(lesson) => {
            (Some(lesson.minutes), RowKind::Lesson { read: progress.read.contains(lesson.id.as_str()) })
        }
        Item::Quiz(quiz) => (quiz.minutes, quiz_kind(quiz, progress)),
        Item::Bank(_) => return None,
    };
    Some(OutlineRow { slug: item.slug().to_owned(), title: item.title().to_owned(), minutes, kind })
}

fn quiz_kind(quiz: &Quiz, progress: &Progress) -> RowKind {
    let best = progress.tried.get(quiz.id.as_str());
    match quiz.mode {
        Mode::Practice => RowKind::Practice { tried: best.is_some() },
        Mode::Assessment => RowKind::Assessment { pass: quiz.pass, best: best.copied().flatten() },
    }
}

/// Slug and title of the neighbours of a row.
pub(crate) type Neighbour = Option<(String, String)>;

/// The rows before and after a place.
pub(crate) fn neighbours(outline: &Outline, place: usize) -> (Neighbour, Neighbour) {
    let at = |place: Option<usize>| {
        place.and_then(|place| outline.rows.get(place)).map(|row| (row.slug.clone(), row.title.clone()))
    };
    (at(place.checked_sub(1)), at(place.checked_add(1)))
}

/// The row to go on with: the one opened last if it is not done, else the first after it that is not, else the first at
/// all that is not. An assessment waits until every lesson is read.
pub(crate) fn next_row(course: &Course, outline: &Outline, progress: &Progress) -> Option<usize> {
    let last = progress.last.as_ref().and_then(|(item, _)| place_of(course, outline, &ItemId::new(item.as_str())));
    let open = |from: usize| (from..outline.rows.len()).find(|place| !outline.rows[*place].is_done());
    let next = last.and_then(open).or_else(|| open(0))?;
    let unread = outline.rows.iter().position(|row| row.kind == RowKind::Lesson { read: false });
    match outline.rows[next].kind {
        RowKind::Assessment { .. } => unread.or(Some(next)),
        _ => Some(next),
    }
}

/// The place of an item in the outline.
pub(crate) fn place_of(course: &Course, outline: &Outline, item: &ItemId) -> Option<usize> {
    let slug = course.items.iter().find(|found| found.id() == item)?.slug();
    outline.rows.iter().position(|row| row.slug == slug)
}
