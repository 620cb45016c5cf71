//! The evidence behind one competency, down to the answers.

use content::model::Html;
use domain::competency::{CompetencyState, ScalePlace, Standing};
use domain::id::AttemptId;
use domain::level::Level;
use domain::measurement::Posterior;
use domain::score::PerMille;
use domain::time::Timestamp;

use crate::catalogue::CourseCard;
use crate::{PersonView, Text};

/// What `/profil/{person}/bukti/{competency}` shows.
#[derive(Clone, Debug)]
pub struct EvidenceView {
    pub person: PersonView,
    pub competency: String,
    pub title: Text,
    pub definition: Text,
    pub required: Option<Level>,
    pub required_place: Option<u16>,
    pub standing: Option<Standing>,
    pub state: CompetencyState,
    pub place: Option<ScalePlace>,
    pub levels: Vec<EvidenceLevel>,
    /// The newest first.
    pub rows: Vec<EvidenceRow>,
    /// What would settle an open decision.
    pub courses: Vec<CourseCard>,
    /// The rules in force, to explain the figures.
    pub cut: PerMille,
    pub gamma: PerMille,
    pub gamma_promotion: PerMille,
    pub interval: PerMille,
    pub window: u16,
}

/// A level of the dictionary with what the evidence says about it.
#[derive(Clone, Debug)]
pub struct EvidenceLevel {
    pub level: Level,
    pub description: Text,
    pub answers: u16,
    pub right: u16,
    /// `None` without evidence.
    pub posterior: Option<Posterior>,
    pub decision: Option<domain::measurement::Decision>,
}

/// One answer that counts, or counted until newer ones took its place.
#[derive(Clone, Debug)]
pub struct EvidenceRow {
    pub at: Timestamp,
    pub question: Html,
    pub level: Level,
    pub score: PerMille,
    pub in_case: bool,
    pub course_title: String,
    pub quiz_title: String,
    pub attempt: AttemptId,
    /// Among the newest answers that count.
    pub counts: bool,
}
