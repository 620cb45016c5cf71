//! Which part of the team is looked at, and in which order: what the address of the page says.

use domain::cell::{Cell, Tally};
use domain::competency::Standing;
use domain::score::PerMille;

/// A view of `/tim`. Whatever is empty or unknown asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamQuery {
    /// The id of a unit, or [`super::WITHOUT_POST`].
    pub unit: String,
    pub position: String,
    pub competency: String,
    pub state: Option<TeamState>,
    pub sort: TeamSort,
    /// `None`: units where there are many people in them, else people.
    pub show: Option<TeamShow>,
    /// From 1.
    pub page: u32,
}

/// Cells of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamState {
    Short,
    Unknown,
    Met,
    /// Decided with the certainty that counts towards a promotion.
    Strong,
}

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TeamSort {
    /// The largest gap.
    #[default]
    Gap,
    Name,
    /// The least evidence.
    Evidence,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamShow {
    Units,
    People,
}

impl TeamState {
    pub const ALL: [Self; 4] = [Self::Short, Self::Unknown, Self::Met, Self::Strong];

    /// As it is in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Short => "kurang",
            Self::Unknown => "belum-cukup",
            Self::Met => "terpenuhi",
            Self::Strong => "sangat-yakin",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    pub(crate) fn is_of(self, cell: &Cell, strong: PerMille) -> bool {
        match self {
            Self::Short => matches!(cell.standing, Standing::Short { .. }),
            Self::Unknown => cell.standing == Standing::NotEnoughEvidence,
            Self::Met => cell.standing == Standing::Met,
            Self::Strong => cell.standing != Standing::NotEnoughEvidence && cell.certainty >= strong,
        }
    }

    pub(crate) fn count(self, tally: &Tally) -> i64 {
        match self {
            Self::Short => tally.short_in_all(),
            Self::Unknown => tally.unknown,
            Self::Met => tally.met,
            Self::Strong => tally.strong,
        }
    }
}

impl TeamSort {
    pub const ALL: [Self; 3] = [Self::Gap, Self::Name, Self::Evidence];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Gap => "celah",
            Self::Name => "nama",
            Self::Evidence => "bukti",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }
}

impl TeamShow {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Units => "unit",
            Self::People => "orang",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Units, Self::People].into_iter().find(|show| show.code() == code)
    }
}
