//! What a learner answered.

use serde::{Deserialize, Serialize};

/// An answer to one question. Positions are those in which the author wrote the options, never those on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Answer {
    /// Single and multiple choice: the chosen options, ascending.
    Choice { chosen: Vec<u8> },
    /// A number as it was typed.
    Number { text: String },
    /// A short text as it was typed.
    Text { text: String },
    /// One text per gap; for a drop-down the position of the chosen alternative, as a number.
    Cloze { gaps: Vec<String> },
    /// For each row on the left the position on the right, if one was chosen.
    Match { right: Vec<Option<u8>> },
    /// For each item the place it was given, from 1, if it was given one.
    Order { ranks: Vec<Option<u8>> },
    /// A free answer, marked by a person.
    Essay { text: String },
}

impl Answer {
    /// The longest free answer that is taken, in characters.
    pub const LONGEST_ESSAY: usize = 10_000;
    /// The longest number, short text or gap that is taken, in characters.
    pub const LONGEST_TEXT: usize = 200;

    /// Nothing was chosen or typed.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Choice { chosen } => chosen.is_empty(),
            Self::Number { text } | Self::Text { text } | Self::Essay { text } => text.trim().is_empty(),
            Self::Cloze { gaps } => gaps.iter().all(|gap| gap.trim().is_empty()),
            Self::Match { right } => right.iter().all(Option::is_none),
            Self::Order { ranks } => ranks.iter().all(Option::is_none),
        }
    }
}
