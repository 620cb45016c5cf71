//! The page before a quiz, and beginning an attempt.

use std::sync::Arc;

use content::model::Course;
use domain::attempt::State;
use domain::id::AttemptId;
use domain::score::PerMille;
use domain::time::Timestamp;

use crate::Text;
use crate::course::Outline;

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
