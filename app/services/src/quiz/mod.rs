//! Quizzes: begin an attempt, save answers, hand in, and see what it did.
//!
//! Positions never leave the server as the author wrote them: [`layout`] shuffles options by the attempt's seed and
//! translates both ways. What the browser sends for a question is always a list of texts (see [`layout::Layout::read`]).

mod answer;
mod expire;
mod finish;
pub mod grade;
pub mod layout;
pub(crate) mod ledger;
pub(crate) mod opened;
pub(crate) mod plan;
mod result;
mod running;
mod start;

pub use answer::{AnswerMessage, Saved};
pub use result::{Movement, QuestionResult, ResultView};
pub use running::{CaseView, QuestionView, RunningView};
pub use start::{AttemptRow, StartView};

/// What `/kuis/{attempt}` shows.
#[derive(Clone, Debug)]
pub enum AttemptView {
    Running(Box<RunningView>),
    /// Handed in, graded or expired.
    Finished(Box<ResultView>),
}
