//! The talent nine-box: performance in rows, potential in columns, and the boxes that the uncertainty leaves possible.

use serde::{Deserialize, Serialize};

use crate::evaluation::Rating;
use crate::uncertainty::Measured;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Potential {
    Low,
    Middle,
    High,
}

impl Potential {
    /// The place in this list is that in a [`Rubric`].
    pub const ALL: [Self; 3] = [Self::Low, Self::Middle, Self::High];
}

/// The numbers of the boxes, and where the columns begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Rubric {
    /// Rows in the order of [`Rating::ALL`], columns in that of [`Potential::ALL`].
    pub boxes: [[u8; 3]; 3],
    /// Thousandths of the potential score; below the first the column is low.
    pub middle_from: u16,
    pub high_from: u16,
}

/// Where somebody stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    pub number: u8,
    /// Boxes beside it that the uncertainty does not rule out.
    pub also: Vec<u8>,
}

impl Rubric {
    pub fn column(&self, value: u16) -> Potential {
        if value >= self.high_from {
            Potential::High
        } else if value >= self.middle_from {
            Potential::Middle
        } else {
            Potential::Low
        }
    }

    pub fn number(&self, performance: Rating, potential: Potential) -> u8 {
        self.boxes[performance as usize][potential as usize]
    }

    /// The box, and the others whose border lies inside the uncertainty of the potential.
    pub fn place(&self, performance: Rating, potential: Measured) -> Placed {
        let [low, at, high] = [potential.low(), potential.value, potential.high()].map(|value| self.column(value));
        let possible = Potential::ALL.into_iter().filter(|column| low <= *column && *column <= high && *column != at);
        Placed {
            number: self.number(performance, at),
            also: possible.map(|column| self.number(performance, column)).collect(),
        }
    }
}

/// A weighted mean with its uncertainty; weights in thousandths that make a whole. A value over 1000 counts as 1000: a surplus
/// in one part is no potential in another.
pub fn mix(parts: &[(u16, Measured)]) -> Measured {
    let share = |weight: u16| f64::from(weight) / 1000.0;
    let value = parts.iter().map(|(weight, part)| share(*weight) * f64::from(part.value.min(1000))).sum();
    let variance = parts.iter().map(|(weight, part)| (share(*weight) * f64::from(part.sd)).powi(2)).sum();
    Measured::from_variance(value, variance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RUBRIC: Rubric = Rubric { boxes: [[4, 7, 9], [2, 5, 8], [1, 3, 6]], middle_from: 680, high_from: 800 };

    #[test]
    fn the_nine_boxes() {
        let rows = [(Rating::Above, [4, 7, 9]), (Rating::As, [2, 5, 8]), (Rating::Below, [1, 3, 6])];
        for (rating, numbers) in rows {
            let placed = [679, 680, 800].map(|value| RUBRIC.place(rating, Measured::exact(value)).number);
            assert_eq!(placed, numbers);
        }
    }

    #[test]
    fn a_border_inside_the_uncertainty_makes_two_boxes_possible() {
        let near = RUBRIC.place(Rating::As, Measured { value: 790, sd: 10 });
        assert_eq!((near.number, near.also), (5, vec![8]));
        let wide = RUBRIC.place(Rating::As, Measured { value: 740, sd: 60 });
        assert_eq!((wide.number, wide.also), (5, vec![2, 8]));
        let sure = RUBRIC.place(Rating::As, Measured { value: 740, sd: 20 });
        assert_eq!((sure.number, sure.also), (5, vec![]));
    }

    #[test]
    fn a_mix_weighs_values_and_uncertainties() {
        let mixed = mix(&[(700, Measured { value: 900, sd: 50 }), (300, Measured { value: 600, sd: 100 })]);
        // sqrt(35^2 + 30^2)
        assert_eq!(mixed, Measured { value: 810, sd: 46 });
        assert_eq!(mix(&[(1000, Measured::exact(1400))]).value, 1000);
    }

    proptest! {
        #[test]
        fn the_box_is_never_among_the_others(value in 0u16..1001, sd in 0u16..300, row in 0usize..3) {
            let placed = RUBRIC.place(Rating::ALL[row], Measured { value, sd });
            prop_assert!(!placed.also.contains(&placed.number));
            prop_assert!(placed.also.len() <= 2);
            prop_assert!(RUBRIC.boxes[row].contains(&placed.number));
        }
    }
}
