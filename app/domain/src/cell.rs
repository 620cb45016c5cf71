//! A cell of the heat map, and how many of each kind there are: pure sums, so that a total can be kept up to date by what
//! a person counted for before and counts for now.

use serde::{Deserialize, Serialize};

use crate::competency::{CompetencyState, Standing};
use crate::id::CompetencyId;
use crate::level::Level;
use crate::score::PerMille;

/// A competency that a person's post requires, as it is counted. Kept as a list without names: there is one for each
/// person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", from = "Written")]
pub struct Cell {
    pub competency: CompetencyId,
    pub required: u8,
    /// The level to count with; `None` without enough evidence.
    pub held: Option<u8>,
    pub standing: Standing,
    /// How certain the decision is; zero without enough evidence.
    pub certainty: PerMille,
}

/// Competency, required level, level held, levels missing (none: not enough evidence), certainty.
#[derive(Serialize, Deserialize)]
struct Written(String, u8, Option<u8>, Option<u8>, u16);

impl From<Cell> for Written {
    fn from(cell: Cell) -> Self {
        let missing = match cell.standing {
            Standing::Met => Some(0),
            Standing::Short { by } => Some(by.max(1)),
            Standing::NotEnoughEvidence => None,
        };
        Self(cell.competency.to_string(), cell.required, cell.held, missing, cell.certainty.get())
    }
}

impl From<Written> for Cell {
    fn from(Written(competency, required, held, missing, certainty): Written) -> Self {
        let standing = match missing {
            Some(0) => Standing::Met,
            Some(by) => Standing::Short { by },
            None => Standing::NotEnoughEvidence,
        };
        let certainty = PerMille::new(certainty.min(1000));
        Self { competency: CompetencyId::new(competency), required, held, standing, certainty }
    }
}

impl Cell {
    /// What the evidence says about a requirement.
    pub fn of(competency: CompetencyId, required: Level, state: &CompetencyState) -> Self {
        let standing = state.standing(required);
        let held = state.credited().filter(|_| standing != Standing::NotEnoughEvidence);
        Self { competency, required: required.get(), held, standing, certainty: state.certainty(required) }
    }
}

/// How many cells of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub people: i64,
    pub met: i64,
    /// Short by one level, by two, by three or more.
    pub short: [i64; 3],
    pub unknown: i64,
    /// Decided with the certainty that counts towards a promotion or an award.
    pub strong: i64,
}

impl Tally {
    /// One person, whatever they hold.
    pub const PERSON: Self = Self { people: 1, met: 0, short: [0; 3], unknown: 0, strong: 0 };

    /// One cell; `strong` is the certainty that counts towards a promotion.
    pub fn of(cell: &Cell, strong: PerMille) -> Self {
        let mut tally = Self::PERSON;
        match cell.standing {
            Standing::Met => tally.met = 1,
            Standing::Short { by } => tally.short[usize::from(by.clamp(1, 3)) - 1] = 1,
            Standing::NotEnoughEvidence => tally.unknown = 1,
        }
        tally.strong = i64::from(tally.unknown == 0 && cell.certainty >= strong);
        tally
    }

    pub fn short_in_all(&self) -> i64 {
        self.short.iter().sum()
    }

    pub fn is_zero(&self) -> bool {
        *self == Self::default()
    }

    pub fn add(&mut self, other: &Self, times: i64) {
        self.people += other.people * times;
        self.met += other.met * times;
        for (sum, number) in self.short.iter_mut().zip(other.short) {
            *sum += number * times;
        }
        self.unknown += other.unknown * times;
        self.strong += other.strong * times;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(standing: Standing, certainty: u16) -> Cell {
        Cell {
            competency: CompetencyId::new("digital/keamanan"),
            required: 3,
            held: Some(2),
            standing,
            certainty: PerMille::new(certainty),
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for standing in [Standing::Met, Standing::Short { by: 2 }, Standing::NotEnoughEvidence] {
            let cell = cell(standing, 912);
            let text = serde_json::to_string(&cell).unwrap();
            assert_eq!(serde_json::from_str::<Cell>(&text).unwrap(), cell, "{text}");
        }
        let text = serde_json::to_string(&cell(Standing::Short { by: 1 }, 912)).unwrap();
        assert_eq!(text, r#"["digital/keamanan",3,2,1,912]"#);
    }

    #[test]
    fn a_tally_takes_away_what_it_was_given() {
        let strong = PerMille::new(950);
        let before = Tally::of(&cell(Standing::NotEnoughEvidence, 990), strong);
        let after = Tally::of(&cell(Standing::Short { by: 5 }, 960), strong);
        assert_eq!((before.unknown, before.strong, after.short, after.strong), (1, 0, [0, 0, 1], 1));
        let mut sum = Tally::default();
        sum.add(&before, 1);
        sum.add(&before, -1);
        sum.add(&after, 1);
        assert_eq!(sum, after);
        sum.add(&after, -1);
        assert!(sum.is_zero());
    }
}
