//! The learner's home: continue, what is due, hours of the year, the largest gaps.

use domain::competency::Standing;
use domain::id::AttemptId;
use domain::level::Level;
use domain::score::PerMille;
use domain::time::Timestamp;

use crate::catalogue::CourseCard;
use crate::{HoursView, Text};

/// What `/beranda` shows.
#[derive(Clone, Debug)]
pub struct HomeView {
    pub name: String,
    pub now: Timestamp,
    pub hours: HoursView,
    /// The course to go on with, if one was begun and is not complete.
    pub resume: Option<Resume>,
    pub due: Vec<Due>,
    /// The three largest gaps against the standard of the post; those without evidence come last.
    pub gaps: Vec<GapCard>,
    /// Whether the person has a post with a standard: without one there are no gaps to show.
    pub has_standard: bool,
    /// Courses to begin with, where nothing was begun yet.
    pub suggestions: Vec<CourseCard>,
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
    /// Learning hours that are missing until the end of the year.
    Hours { missing: u16, year: i32 },
}

/// A gap and what closes it.
#[derive(Clone, Debug)]
pub struct GapCard {
    pub competency: String,
    pub title: Text,
    pub required: Level,
    pub standing: Standing,
    pub course: Option<CourseCard>,
}
