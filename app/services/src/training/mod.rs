//! Training outside Ampera: somebody files it with a document, somebody else verifies it, its JP count.

mod document;
mod duplicates;
mod fields;
mod file;
mod list;
mod open;
mod verify;

use domain::activity::{self, Attended, DayHours};
use domain::id::{PersonId, TrainingId};
use domain::time::Timestamp;
use domain::training::TrainingState;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::training::Training;

pub use self::document::{DocumentProblem, LARGEST_DOCUMENT};
pub use self::duplicates::Likeness;
pub use self::file::{Filing, TrainingProblem};
pub use self::open::TrainingDocument;
pub use self::verify::LONGEST_REASON;
use crate::rules::ActivityRule;
use crate::{Error, Result, Text};

/// What somebody fills in, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainingForm {
    /// The code of an activity.
    pub activity: String,
    pub title: String,
    pub organiser: String,
    /// A city, or that it was online.
    pub place: String,
    pub first: String,
    pub last: String,
    /// Days, sessions, JP or minutes, as the activity is counted.
    pub amount: String,
    pub international: bool,
}

/// What `/pelatihan-luar` shows.
#[derive(Clone, Debug)]
pub struct TrainingsView {
    /// The newest first.
    pub rows: Vec<TrainingRow>,
    /// The kinds to choose from, with what the rules of today say.
    pub activities: Vec<ActivityRule>,
}

/// A filing in a list.
#[derive(Clone, Debug)]
pub struct TrainingRow {
    pub id: TrainingId,
    pub person: PersonId,
    pub person_name: String,
    pub state: TrainingState,
    /// Empty where a draft has none yet.
    pub title: String,
    /// `None` where a draft has none yet.
    pub activity: Option<Text>,
    pub days: Option<(Date, Date)>,
    /// By the rules, before any cap.
    pub jp: Option<u16>,
    pub filed_at: Option<Timestamp>,
    pub decided_at: Option<Timestamp>,
    pub is_own: bool,
}

/// What `/pelatihan-luar/{training}` and `/admin/pelatihan-luar/{training}` show.
#[derive(Clone, Debug)]
pub struct TrainingView {
    pub row: TrainingRow,
    pub form: TrainingForm,
    /// By what the JP are counted; `None` while the form does not say enough.
    pub rule: Option<ActivityRule>,
    pub document: Option<DocumentView>,
    /// Why it was sent back or refused.
    pub reason: Option<String>,
    /// Filings that look the same.
    pub duplicates: Vec<DuplicateView>,
    pub activities: Vec<ActivityRule>,
    /// What was seen: a decision is about this and nothing newer.
    pub changed_at: Timestamp,
    /// The reader may decide.
    pub may_verify: bool,
}

/// A document, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentView {
    /// As the sender called it.
    pub name: String,
    pub media_type: String,
    pub bytes: u64,
}

/// A filing that looks like the one shown.
#[derive(Clone, Debug)]
pub struct DuplicateView {
    pub row: TrainingRow,
    pub organiser: String,
    pub place: String,
    pub likeness: Likeness,
}

/// What `/admin/pelatihan-luar` shows.
#[derive(Clone, Debug)]
pub struct VerificationView {
    /// Who waits longest comes first.
    pub waiting: Vec<TrainingRow>,
    /// The newest first.
    pub decided: Vec<TrainingRow>,
}

fn state(training: &Training) -> TrainingState {
    TrainingState::from_code(&training.state).unwrap_or(TrainingState::Draft)
}

fn days(training: &Training) -> Option<(Date, Date)> {
    let day = |at: Option<i64>| at.map(|at| Timestamp(at).jakarta().date());
    Some((day(training.first_at)?, day(training.last_at)?))
}

fn attended(training: &Training) -> Option<Attended> {
    let (first, last) = days(training)?;
    let amount = u16::try_from(training.amount?).ok()?;
    Some(Attended { first, last, amount, international: training.international })
}

/// The JP of a filing by the rules of its last day, day by day; nothing where it does not say enough.
pub(crate) fn hours_by_rules(
    rules: &crate::Rules,
    training: &Training,
) -> Result<Option<(ActivityRule, Vec<DayHours>)>> {
    let Some(attended) = attended(training) else { return Ok(None) };
    let rule = rules.activity(training.activity.as_deref().unwrap_or_default(), attended.last);
    let rule = match rule {
        Ok(Some(rule)) => rule,
        Ok(None) | Err(Error::Rules(_)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let hours = activity::earned(&attended, &rule.conversion);
    Ok(Some((rule, hours)))
}

pub(crate) fn sum(hours: &[DayHours]) -> u16 {
    hours.iter().fold(0, |sum: u16, hours| sum.saturating_add(hours.jp))
}
