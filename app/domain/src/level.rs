//! Proficiency levels.

use serde::{Deserialize, Serialize};

/// A proficiency level from 1 (follows the procedure) to 5 (shapes policy). PermenPANRB 38/2017.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Level(u8);

/// A level outside 1 to 5.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a proficiency level is 1 to 5, not {0}")]
pub struct LevelOutOfRange(pub i64);

impl Level {
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];
    pub const FIRST: Self = Self(1);

    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Level {
    type Error = LevelOutOfRange;

    fn try_from(level: u8) -> Result<Self, Self::Error> {
        if (1..=5).contains(&level) { Ok(Self(level)) } else { Err(LevelOutOfRange(i64::from(level))) }
    }
}

impl TryFrom<i64> for Level {
    type Error = LevelOutOfRange;

    fn try_from(level: i64) -> Result<Self, Self::Error> {
        u8::try_from(level).map_err(|_| LevelOutOfRange(level)).and_then(Self::try_from)
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.0
    }
}
