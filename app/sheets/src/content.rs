//! What is on each sheet. The fields are those that the templates read.

use domain::competency::{ScalePlace, Standing};
use jiff::civil::Date;
use serde::Serialize;

/// A kind of sheet with what is on it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Content {
    Certificate(Certificate),
    Transcript(Transcript),
    Evidence(Box<Evidence>),
}

impl Content {
    pub(crate) const fn template(&self) -> &'static str {
        match self {
            Self::Certificate(_) => "/certificate.typ",
            Self::Transcript(_) => "/transcript.typ",
            Self::Evidence(_) => "/evidence.typ",
        }
    }
}

/// That somebody completed a course.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Certificate {
    pub name: String,
    pub course: String,
    pub course_version: String,
    pub jp: u32,
    /// Each with its level.
    pub competencies: Vec<(String, u8)>,
    pub completed_on: Date,
}

/// Everything that somebody learned, by year, and the competencies of a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Transcript {
    pub name: String,
    pub posts: Vec<String>,
    pub as_of: Date,
    /// The newest first.
    pub years: Vec<Year>,
    pub competencies: Vec<Competency>,
    /// The mass of an interval, in thousandths.
    pub interval: u16,
    pub job_match: Option<JobMatch>,
}

/// The learning of a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Year {
    pub year: i32,
    /// JP after the caps.
    pub counted: u16,
    /// The oldest first.
    pub rows: Vec<YearRow>,
}

/// A completed course, or verified training outside Ampera.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct YearRow {
    pub on: Date,
    pub title: String,
    /// The kind of outside training; `None` for a course.
    pub activity: Option<String>,
    /// The number of the certificate of a course.
    pub certificate: Option<String>,
    pub jp: u16,
    /// Less where a cap cut it.
    pub counted: u16,
}

/// A competency as it was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Competency {
    pub title: String,
    /// `None` where the post does not require it.
    pub required: Option<u8>,
    pub required_place: Option<u16>,
    pub place: Option<ScalePlace>,
    pub standing: Option<Standing>,
    pub answers: u32,
}

/// Job Person Match: thousandths, over how many of how many competencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct JobMatch {
    pub value: u16,
    pub decided: usize,
    pub of: usize,
}

/// The evaluation of one person for a period, with the competencies beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    pub name: String,
    /// As they were at the end of the period.
    pub posts: Vec<String>,
    pub cycle: String,
    pub period: (Date, Date),
    /// As [`domain::evaluation::State`] has it, from `shared` on.
    pub state: &'static str,
    pub shared: Shared,
    /// What the person said when acknowledging.
    pub response: Option<String>,
    pub acknowledged_on: Option<Date>,
    pub objection: Option<Objection>,
    pub follow_up: Option<FollowUp>,
    pub settled_on: Option<Date>,
    pub competencies: Vec<Competency>,
    pub interval: u16,
    pub job_match: Option<JobMatch>,
    pub frozen_on: Option<Date>,
    pub frozen_digest: Option<String>,
    /// What is stored no longer fits its digest: nothing of it is shown.
    pub is_damaged: bool,
}

/// What the head gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shared {
    pub on: Option<Date>,
    pub rater: Option<String>,
    /// In words, as the regulation has them.
    pub result: String,
    pub behaviour: String,
    pub predicate: String,
    /// Where the matrix is written, and whether that was compared with the official text.
    pub source: String,
    pub is_checked: bool,
    pub comment: Option<String>,
}

/// What somebody wrote, and when.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    pub on: Option<Date>,
    pub text: String,
}

/// An objection with its answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Objection {
    pub objection: Quote,
    pub answer: Option<Quote>,
    /// The answer changed the ratings.
    pub changed: bool,
}

/// What follows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FollowUp {
    /// `plan`, `award` or `guidance`.
    pub kind: &'static str,
    pub note: String,
}
