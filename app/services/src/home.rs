//! The learner's home: continue, what is due, hours of the year, the largest gaps.

use content::model::Course;
use domain::competency::Standing;
use domain::id::AttemptId;
use domain::level::Level;
use domain::policy::Action;
use domain::score::PerMille;
use domain::time::Timestamp;
use store::attempt::Attempt;

use crate::catalogue::{CourseCard, card};
use crate::course::{Outline, RowKind};
use crate::next_course::{begun, courses_for};
use crate::paths::{PathCard, path_cards};
use crate::profile::CompetencyRow;
use crate::progress::{AllProgress, outline};
use crate::{Actor, Error, HoursView, PlanDue, PostView, RatingTask, Result, Services, Snapshot, Text};

/// What `/beranda` shows.
#[derive(Clone, Debug)]
pub struct HomeView {
    pub name: String,
    pub now: Timestamp,
    pub hours: HoursView,
    /// The course to go on with, if one was begun and is not complete.
    pub resume: Option<Resume>,
    pub due: Vec<Due>,
    /// The largest gaps against the standard of the post, by the course that works on them; those without evidence come last.
    pub gaps: Vec<GapCard>,
    /// Whether the person has a post with a standard: without one there are no gaps to show.
    pub has_standard: bool,
    /// Courses to begin with, where nothing was begun yet.
    pub suggestions: Vec<CourseCard>,
    /// Positions held for the time being: Plt., Plh., Pj.
    pub acting: Vec<PostView>,
    /// Learning paths to choose from, where nothing was begun yet; later those of which a course is complete, until all are.
    pub paths: Vec<PathCard>,
}

/// Where to continue.
#[derive(Clone, Debug)]
pub struct Resume {
    pub course: String,
    pub course_title: String,
    pub item: String,
    pub item_title: String,
    /// A quiz instead of a lesson.
    pub is_quiz: bool,
    /// From 1, among lessons and quizzes.
    pub place: usize,
    pub of: usize,
    pub minutes: Option<u32>,
    pub progress: PerMille,
}

/// Something with a time limit, or ready to be done.
#[derive(Clone, Debug)]
pub enum Due {
    /// A running attempt.
    Attempt { attempt: AttemptId, quiz: String, course_title: String, deadline: Timestamp },
    /// Every lesson is read; the assessment is what is missing.
    Assessment { course: String, item: String, quiz: String, course_title: String },
    /// A plan that is due next, late, new or soon due.
    Plan(PlanDue),
    /// Learning hours that are missing until the end of the year.
    Hours { missing: u16, year: i32 },
    /// An evaluation waits for an answer, or people for their rating.
    Evaluation(RatingTask),
}

/// A course and the gaps that it works on; or a gap for which there is none.
#[derive(Clone, Debug)]
pub struct GapCard {
    /// The largest first; never empty.
    pub gaps: Vec<GapLine>,
    pub course: Option<CourseCard>,
}

/// A competency that is required and not met.
#[derive(Clone, Debug)]
pub struct GapLine {
    pub title: Text,
    pub required: Level,
    pub standing: Standing,
}

/// Cards for gaps on the home page.
const GAP_CARDS: usize = 3;

impl Services {
    /// The actor's home.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn home(&self, actor: &Actor) -> Result<HomeView> {
        self.allow(actor, Action::Learn)?;
        let snapshot = self.snapshot()?;
        let progress = self.progress(actor.person).await?;
        let mut conn = self.store.reader().await?;
        let person = store::organisation::person(&mut conn, actor.person).await?.ok_or(Error::NotFound)?;
        let attempts = store::attempt::running_of_person(&mut conn, actor.person).await?;
        drop(conn);
        let planned = self.plan_due(actor.person, &progress).await?.into_iter().map(Due::Plan);
        let rows = self.competency_rows(actor.person).await?;
        let open = |row: &&CompetencyRow| row.standing.is_some_and(|standing| standing != Standing::Met);
        let gaps = gap_cards(&snapshot, &progress, rows.iter().filter(open));
        let hours = self.hours(&person).await?;
        let mut due: Vec<_> = self.rating_tasks(actor).await?.into_iter().map(Due::Evaluation).collect();
        due.extend(self.due(&snapshot, &progress, &attempts, &hours));
        let is_new = progress.by_last_use().is_empty();
        let suggestions = if is_new {
            snapshot.courses.values().map(|course| card(&snapshot, course, &progress)).collect()
        } else {
            Vec::new()
        };
        Ok(HomeView {
            name: actor.name.clone(),
            now: self.now(),
            resume: resume(&snapshot, &progress),
            due: with_plans(due, planned),
            gaps,
            has_standard: rows.iter().any(|row| row.required.is_some()),
            paths: path_cards(&snapshot, &progress)
                .into_iter()
                .filter(|path| is_new || path.done > 0 && !path.is_complete())
                .collect(),
            suggestions,
            acting: self.posts(actor.person).await?.into_iter().filter(PostView::is_acting).collect(),
            hours,
        })
    }

    fn due(&self, snapshot: &Snapshot, progress: &AllProgress, attempts: &[Attempt], hours: &HoursView) -> Vec<Due> {
        let mut due = Vec::new();
        let now = self.now();
        for attempt in attempts.iter().filter(|attempt| attempt.state.is_running()) {
            let Some(deadline) = attempt.deadline().filter(|deadline| *deadline > now) else { continue };
            let Some(course) = snapshot.courses.get(attempt.course_id.as_str()) else { continue };
            let Some(quiz) = course.items.iter().find(|item| *item.id() == attempt.item_id) else { continue };
            let (quiz, course_title) = (quiz.title().to_owned(), course.title.clone());
            due.push(Due::Attempt { attempt: attempt.id, quiz, course_title, deadline });
        }
        for (id, mine) in progress.by_last_use() {
            let Some(course) = snapshot.courses.get(id.as_str()).filter(|_| mine.completed.is_none()) else { continue };
            due.extend(assessment_ready(course, &outline(course, mine)));
        }
        if hours.missing > 0 {
            due.push(Due::Hours { missing: hours.missing, year: hours.year });
        }
        due
    }
}

/// Plans come after what is running.
fn with_plans(mut due: Vec<Due>, planned: impl Iterator<Item = Due>) -> Vec<Due> {
    let running = due.iter().take_while(|due| matches!(due, Due::Attempt { .. })).count();
    due.splice(running..running, planned);
    due
}

/// The assessment of a course of which every lesson is read.
fn assessment_ready(course: &Course, outline: &Outline) -> Option<Due> {
    let lessons_read = outline.rows.iter().all(|row| row.kind != RowKind::Lesson { read: false });
    let open = outline.rows.iter().find(|row| matches!(row.kind, RowKind::Assessment { .. }) && !row.is_done())?;
    lessons_read.then(|| Due::Assessment {
        course: course.id.to_string(),
        item: open.slug.clone(),
        quiz: open.title.clone(),
        course_title: course.title.clone(),
    })
}

fn resume(snapshot: &Snapshot, progress: &AllProgress) -> Option<Resume> {
    let (course, outline, place) = begun(snapshot, progress)?;
    let row = &outline.rows[place];
    Some(Resume {
        course: course.id.to_string(),
        course_title: course.title.clone(),
        item: row.slug.clone(),
        item_title: row.title.clone(),
        is_quiz: !matches!(row.kind, RowKind::Lesson { .. }),
        place: place + 1,
        of: outline.rows.len(),
        minutes: row.minutes,
        progress: outline.progress,
    })
}

/// The largest gaps with the course that fits each best. What one course works on stands together.
fn gap_cards<'a>(
    snapshot: &Snapshot,
    progress: &AllProgress,
    rows: impl Iterator<Item = &'a CompetencyRow>,
) -> Vec<GapCard> {
    let mut cards: Vec<GapCard> = Vec::new();
    for row in rows {
        let (Some(required), Some(standing)) = (row.required, row.standing) else { continue };
        let gap = GapLine { title: row.title.clone(), required, standing };
        let course = courses_for(snapshot, progress, &row.competency, row.required).into_iter().next();
        let is_of = |card: &GapCard| {
            card.course.as_ref().is_some_and(|shown| course.is_some_and(|course| course.id.as_str() == shown.course))
        };
        if let Some(place) = cards.iter().position(is_of) {
            cards[place].gaps.push(gap);
        } else if cards.len() < GAP_CARDS {
            let course = course.map(|course| card(snapshot, course, progress));
            cards.push(GapCard { gaps: vec![gap], course });
        }
    }
    cards
}
