//! Scores and proportions as integers, so that both databases compare them exactly.

use serde::{Deserialize, Serialize};

/// A proportion in thousandths, 0 to 1000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub struct PerMille(u16);

impl PerMille {
    pub const ZERO: Self = Self(0);
    pub const FULL: Self = Self(1000);

    /// Values over 1000 become 1000.
    pub const fn new(value: u16) -> Self {
        Self(if value > 1000 { 1000 } else { value })
    }

    pub const fn get(self) -> u16 {
        self.0
    }

    /// Rounds half up; a value outside 0 to 1 is brought to the nearer end, and a NaN to 0.
    pub fn from_fraction(value: f64) -> Self {
        Self((value.clamp(0.0, 1.0) * 1000.0).round() as u16)
    }

    /// `part` of `whole`, rounded half up; nothing of nothing is 0.
    pub fn ratio(part: u64, whole: u64) -> Self {
        if whole == 0 {
            return Self::ZERO;
        }
        Self::new(((part * 2000 + whole) / (2 * whole)).min(1000) as u16)
    }

    pub fn fraction(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl From<u16> for PerMille {
    fn from(value: u16) -> Self {
        Self::new(value)
    }
}

impl From<i64> for PerMille {
    fn from(value: i64) -> Self {
        Self::new(value.clamp(0, 1000) as u16)
    }
}

impl From<PerMille> for u16 {
    fn from(value: PerMille) -> Self {
        value.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_round_half_up() {
        assert_eq!(PerMille::ratio(2, 3).get(), 667);
        assert_eq!(PerMille::ratio(1, 2000).get(), 1);
        assert_eq!(PerMille::ratio(0, 0).get(), 0);
        assert_eq!(PerMille::ratio(9, 3).get(), 1000);
        assert_eq!(PerMille::from_fraction(f64::NAN).get(), 0);
    }
}
