//! The performance profile: competencies against the standard of the post, hours, certificates, history.

use domain::competency::{CompetencyState, ScalePlace, Standing};
use domain::id::{AttemptId, PersonId};
use domain::level::Level;
use domain::position::JobMatch;
use domain::score::PerMille;
use domain::time::Timestamp;

use crate::catalogue::CourseCard;
use crate::{HoursView, Text};

/// A person as a page names them.
#[derive(Clone, Debug)]
pub struct PersonView {
    pub id: PersonId,
    pub name: String,
    pub is_own: bool,
    /// Where the person works; the definitive post first.
    pub posts: Vec<PostView>,
}

/// A post.
#[derive(Clone, Debug)]
pub struct PostView {
    pub unit: String,
    pub position: Text,
    /// `definitive`, `plt`, `plh` or `pj`.
    pub basis: String,
}

/// What `/profil` and `/profil/{person}` show.
#[derive(Clone, Debug)]
pub struct ProfileView {
    pub person: PersonView,
    /// Since when the standard is in force; `None` without a post that has one.
    pub standard_since: Option<Timestamp>,
    pub job_match: Option<MatchView>,
    pub hours: HoursView,
    /// What the post requires, the gaps first; then what was measured besides.
    pub competencies: Vec<CompetencyRow>,
    pub next_step: Option<CourseCard>,
    /// How many gaps the next step works on, of how many.
    pub next_step_closes: (usize, usize),
    pub certificates: Vec<CertificateRow>,
    pub history: Vec<HistoryRow>,
    /// Mass of the interval shown, and the certainty that a decision asks for.
    pub interval: PerMille,
    pub gamma: PerMille,
}

/// Job Person Match with its band.
#[derive(Clone, Debug)]
pub struct MatchView {
    pub value: JobMatch,
    pub band: Option<Text>,
}

/// A competency of the profile.
#[derive(Clone, Debug)]
pub struct CompetencyRow {
    pub competency: String,
    pub title: Text,
    pub short: Text,
    /// `None` where the post does not require it.
    pub required: Option<Level>,
    pub required_place: Option<u16>,
    pub state: CompetencyState,
    /// Against the requirement; without one, `None`.
    pub standing: Option<Standing>,
    /// Where the dot and the interval are; `None` without any evidence.
    pub place: Option<ScalePlace>,
}

/// A certificate of the profile.
#[derive(Clone, Debug)]
pub struct CertificateRow {
    pub number: String,
    pub course_title: String,
    pub issued_at: Timestamp,
}

/// A finished assessment in the history.
#[derive(Clone, Debug)]
pub struct HistoryRow {
    pub attempt: AttemptId,
    pub at: Timestamp,
    pub quiz_title: String,
    pub course_title: String,
    pub score: Option<PerMille>,
    pub passed: bool,
    /// Per competency concerned: its title, the place before (none before the first evidence) and after.
    pub moved: Vec<(Text, Option<u16>, Option<u16>)>,
}
