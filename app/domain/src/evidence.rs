//! One graded answer as evidence of a competency.

use crate::id::{CompetencyId, QuestionId};
use crate::level::Level;
use crate::score::PerMille;
use crate::time::Timestamp;

/// An entry of the ledger: a person's first answer to a question under assessment conditions. Later answers to the same
/// question, and all practice, never become evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The place in this person's ledger, from 1 without gaps.
    pub seq: i64,
    pub competency: CompetencyId,
    pub level: Level,
    pub question: QuestionId,
    /// The case the question belongs to: the questions of one case stand or fall together.
    pub case: Option<QuestionId>,
    pub score: PerMille,
    pub at: Timestamp,
}
