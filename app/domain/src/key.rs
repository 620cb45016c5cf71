//! The right answers. No type here can be serialised: a key never leaves the server before the learner has answered.

use std::fmt;

/// The key of one question. Positions are those in which the author wrote the options.
#[derive(Clone, PartialEq)]
pub enum Key {
    Single {
        right: u8,
    },
    Multiple {
        right: Vec<u8>,
        options: u8,
    },
    Number(NumberKey),
    Text(TextKey),
    Cloze {
        gaps: Vec<GapKey>,
    },
    /// For each row on the left the position of its right partner.
    Match {
        right: Vec<u8>,
    },
    /// The number of items; the author wrote them in the right order.
    Order {
        items: u8,
    },
    /// Marked by a person: the most points each criterion of the rubric can give.
    Essay {
        criteria: Vec<u8>,
    },
}

/// Every number from `low` to `high`, both included.
#[derive(Clone, Copy, PartialEq)]
pub struct NumberKey {
    pub low: f64,
    pub high: f64,
}

/// Any of the variants; case and repeated spaces do not matter unless `exact`.
#[derive(Clone, PartialEq, Eq)]
pub struct TextKey {
    pub variants: Vec<String>,
    /// The variants of the question's other languages. They are as right as the others, so that a score does not depend on
    /// the language in which the question was read, and are not shown.
    pub translated: Vec<String>,
    pub exact: bool,
}

/// The key of one gap of a cloze.
#[derive(Clone, PartialEq)]
pub enum GapKey {
    Text(TextKey),
    Number(NumberKey),
    /// A drop-down; the author wrote the right alternative at this position.
    Choice {
        right: u8,
    },
}

/// Prints the type of the question only, so that no log can hold a key.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Single { .. } => "Key::Single(..)",
            Self::Multiple { .. } => "Key::Multiple(..)",
            Self::Number(_) => "Key::Number(..)",
            Self::Text(_) => "Key::Text(..)",
            Self::Cloze { .. } => "Key::Cloze(..)",
            Self::Match { .. } => "Key::Match(..)",
            Self::Order { .. } => "Key::Order(..)",
            Self::Essay { .. } => "Key::Essay(..)",
        })
    }
}
