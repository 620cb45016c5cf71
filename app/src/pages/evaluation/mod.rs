//! `/evaluasi`: performance evaluations, for the person, the head and the agency. A competency is evidence beside them and
//! never sets a predicate: the page says so where both stand.

mod cycle;
pub(super) mod cycles;
mod forms;
mod frozen;
mod matrix;
mod mine;
pub(super) mod parts;
mod show;
mod team;
mod words;

use domain::evaluation::Refused;
use services::{AnswerForm, FieldError, FollowUpForm, RateForm};

pub use cycle::{ReopenForm, cycle};
pub use cycles::cycles;
pub use mine::my_evaluations;
pub use show::evaluation;
pub use team::evaluation_team;
pub use words::{rating_code, state_name};

/// A form on the page of an evaluation, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvaluationAction {
    Rate(RateForm),
    Answer(AnswerForm),
    FollowUp(FollowUpForm),
    /// Why.
    TakeUp(String),
    /// What the person says to it.
    Acknowledge(String),
    /// Why the person objects.
    Object(String),
}

impl EvaluationAction {
    /// The last part of the address.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Rate(_) => "nilai",
            Self::Answer(_) => "jawab",
            Self::FollowUp(_) => "tindak-lanjut",
            Self::TakeUp(_) => "ulangi",
            Self::Acknowledge(_) => "terima",
            Self::Object(_) => "keberatan",
        }
    }

    /// The words in it, which nobody should have to type again.
    fn words(&self) -> &str {
        match self {
            Self::Rate(form) => &form.comment,
            Self::Answer(form) => &form.reason,
            Self::FollowUp(form) => &form.note,
            Self::TakeUp(words) | Self::Acknowledge(words) | Self::Object(words) => words,
        }
    }
}

/// A form that did not pass.
#[derive(Clone, Debug)]
pub struct Returned {
    pub action: EvaluationAction,
    /// What has to be corrected.
    pub errors: Vec<FieldError>,
    /// Why it is not possible at all.
    pub refused: Option<Refused>,
}
