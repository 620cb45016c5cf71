//! What a shortlist asks, and the reason that each criterion gives for a person: met, short, or not known.

use domain::uncertainty::{Finding, Measured};
use serde::{Deserialize, Serialize};

use crate::Text;

/// What a list is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    Promotion,
    Award,
}

impl Purpose {
    pub const ALL: [Self; 2] = [Self::Promotion, Self::Award];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Promotion => "promotion",
            Self::Award => "award",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// Something that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    /// Every competency of the standard, with the certainty that counts towards a promotion.
    Standard,
    /// The Job Person Match reaches a band of selection.
    JobMatch,
    /// The last evaluation that stands.
    Evaluation,
    /// The learning hours of the year.
    Hours,
    /// The professionalism index.
    Index,
}

impl Criterion {
    pub const ALL: [Self; 5] = [Self::Standard, Self::JobMatch, Self::Evaluation, Self::Hours, Self::Index];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::JobMatch => "job-match",
            Self::Evaluation => "evaluation",
            Self::Hours => "hours",
            Self::Index => "index",
        }
    }
}

/// The value that orders a list. It is shown beside each name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    JobMatch,
    Index,
}

impl Order {
    pub const ALL: [Self; 2] = [Self::JobMatch, Self::Index];

    pub const fn code(self) -> &'static str {
        match self {
            Self::JobMatch => "job-match",
            Self::Index => "index",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.code() == code)
    }
}

/// What a criterion says about a person, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "criterion", rename_all = "kebab-case")]
pub enum Reason {
    /// Competencies that are met, short, and not certain enough, of all.
    Standard {
        finding: Finding,
        met: usize,
        short: usize,
        unknown: usize,
    },
    JobMatch {
        finding: Finding,
        measured: Option<Measured>,
        decided: usize,
        of: usize,
    },
    Evaluation {
        finding: Finding,
        predicate: Option<Text>,
        cycle: Option<String>,
    },
    Hours {
        finding: Finding,
        counted: u16,
        duty: u16,
    },
    /// Points that are certain, and those that are not known, in tenths.
    Index {
        finding: Finding,
        reached: u16,
        open: u16,
    },
}

impl Reason {
    pub fn finding(&self) -> Finding {
        match self {
            Self::Standard { finding, .. }
            | Self::JobMatch { finding, .. }
            | Self::Evaluation { finding, .. }
            | Self::Hours { finding, .. }
            | Self::Index { finding, .. } => *finding,
        }
    }

    pub fn criterion(&self) -> Criterion {
        match self {
            Self::Standard { .. } => Criterion::Standard,
            Self::JobMatch { .. } => Criterion::JobMatch,
            Self::Evaluation { .. } => Criterion::Evaluation,
            Self::Hours { .. } => Criterion::Hours,
            Self::Index { .. } => Criterion::Index,
        }
    }
}
