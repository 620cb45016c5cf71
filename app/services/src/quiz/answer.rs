//! Saving one answer.

use domain::time::Timestamp;

/// One answer as a device sends it.
#[derive(Clone, Debug)]
pub struct AnswerMessage {
    pub question: String,
    /// The fields of the question, see [`crate::quiz::layout::Layout::read`].
    pub values: Vec<String>,
    /// Tells devices apart; at most 40 characters.
    pub device: String,
    /// Grows with every message of a device, so that a repeated or overtaken one is recognised.
    pub number: i64,
}

/// The outcome of saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// When the answer that counts now was saved.
    pub at: Timestamp,
}
