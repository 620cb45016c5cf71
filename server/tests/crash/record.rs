//! What a learner sent, and what the server acknowledged of it.

use domain::id::{AttemptId, PersonId};

/// An attempt as its learner knows it.
pub struct Record {
    pub person: PersonId,
    pub attempt: AttemptId,
    /// Per question in the order asked.
    pub answers: Vec<Written>,
    /// The server said that the attempt is handed in.
    pub handed_in: bool,
}

impl Record {
    pub fn new(person: PersonId, attempt: AttemptId, questions: usize) -> Self {
        let answers = (0..questions).map(|_| Written::default()).collect();
        Self { person, attempt, answers, handed_in: false }
    }
}

/// What was written to one question.
#[derive(Debug, Default)]
pub struct Written {
    acknowledged: Option<Vec<String>>,
    /// Sent since then: the server may have taken it, although nobody heard of that.
    sent: Vec<Vec<String>>,
}

impl Written {
    pub fn send(&mut self, values: &[String]) {
        self.sent.push(values.to_vec());
    }

    pub fn acknowledge(&mut self, values: &[String]) {
        self.acknowledged = Some(values.to_vec());
        self.sent.clear();
    }

    pub fn is_acknowledged(&self) -> bool {
        self.acknowledged.is_some()
    }

    /// The newest that was sent, acknowledged or not.
    pub fn newest(&self) -> Option<&[String]> {
        self.sent.last().or(self.acknowledged.as_ref()).map(Vec::as_slice)
    }

    /// Whether the server may hold this; it may hold nothing only if it has acknowledged nothing.
    pub fn allows(&self, stored: &[String]) -> bool {
        let nothing = stored.is_empty() && self.acknowledged.is_none();
        nothing || self.acknowledged.iter().chain(&self.sent).any(|values| values == stored)
    }
}
