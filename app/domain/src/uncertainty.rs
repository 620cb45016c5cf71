//! Values with their uncertainty. Nobody stands before somebody else on a difference that is smaller than it.

use serde::{Deserialize, Serialize};

/// Two values are told apart where they differ by this many standard deviations of the difference: see
/// `docs/measurement.md`. The interval shown beside a value uses the same.
const TELLS_APART: f64 = 1.96;

/// A value and its standard deviation, both in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    pub value: u16,
    pub sd: u16,
}

impl Measured {
    pub const fn exact(value: u16) -> Self {
        Self { value, sd: 0 }
    }

    /// From a value and its variance, in thousandths and their square.
    pub(crate) fn from_variance(value: f64, variance: f64) -> Self {
        let whole = |number: f64| number.round().clamp(0.0, f64::from(u16::MAX)) as u16;
        Self { value: whole(value), sd: whole(variance.max(0.0).sqrt()) }
    }

    /// Somewhere between two values, each as likely as the other.
    pub fn between(low: u16, high: u16) -> Self {
        let (low, high) = (f64::from(low.min(high)), f64::from(low.max(high)));
        Self::from_variance((low + high) / 2.0, (high - low).powi(2) / 12.0)
    }

    /// How far the value may be off to either side.
    pub fn margin(self) -> u16 {
        (TELLS_APART * f64::from(self.sd)).ceil() as u16
    }

    pub fn low(self) -> u16 {
        self.value.saturating_sub(self.margin())
    }

    pub fn high(self) -> u16 {
        self.value.saturating_add(self.margin())
    }

    /// Whether the difference is larger than the uncertainty of both.
    pub fn differs(self, other: Self) -> bool {
        let difference = f64::from(self.value.abs_diff(other.value));
        let sd = f64::from(self.sd).hypot(f64::from(other.sd));
        difference > 0.0 && difference >= TELLS_APART * sd
    }
}

/// How a value stands against a border.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    Met,
    /// What is known does not say.
    Unknown,
    Short,
}

impl Finding {
    pub const ALL: [Self; 3] = [Self::Met, Self::Unknown, Self::Short];

    /// Whether a value reaches a border with all of its interval.
    pub fn of(measured: Option<Measured>, at_least: u16) -> Self {
        match measured {
            Some(value) if value.low() >= at_least => Self::Met,
            Some(value) if value.high() < at_least => Self::Short,
            _ => Self::Unknown,
        }
    }

    /// What several together come to: short where one is, unknown where one is, else met.
    pub fn all(findings: impl IntoIterator<Item = Self>) -> Self {
        findings.into_iter().max().unwrap_or(Self::Met)
    }
}

/// The places of values in groups, the highest group first. Between two groups everybody can be told from everybody; within
/// one the order says nothing.
pub fn tied_groups(values: &[Measured]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(values[*place].value));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // The last place in the order that somebody seen so far cannot be told from.
    let mut reach = 0;
    for (at, place) in order.iter().enumerate() {
        let tied = |other: &usize| !values[*place].differs(values[*other]);
        let last = order.iter().skip(at + 1).rposition(tied).map_or(at, |found| at + 1 + found);
        match groups.last_mut() {
            Some(group) if at <= reach => group.push(*place),
            _ => groups.push(vec![*place]),
        }
        reach = reach.max(last);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(value: u16, sd: u16) -> Measured {
        Measured { value, sd }
    }

    #[test]
    fn a_difference_smaller_than_the_uncertainty_is_none() {
        // 1.96 * sqrt(30^2 + 40^2) = 98
        assert!(!of(700, 30).differs(of(797, 40)) && of(700, 30).differs(of(798, 40)));
        assert!(of(700, 0).differs(of(701, 0)) && !of(700, 0).differs(of(700, 0)));
        assert_eq!((of(700, 30).low(), of(700, 30).high()), (641, 759));
        assert_eq!(Measured::between(600, 800), of(700, 58));
    }

    #[test]
    fn a_border_inside_the_interval_is_not_passed_and_not_missed() {
        assert_eq!(Finding::of(Some(of(900, 10)), 800), Finding::Met);
        assert_eq!(Finding::of(Some(of(810, 10)), 800), Finding::Unknown);
        assert_eq!(Finding::of(Some(of(700, 10)), 800), Finding::Short);
        assert_eq!(Finding::of(None, 0), Finding::Unknown);
        assert_eq!(Finding::all([Finding::Met, Finding::Short, Finding::Unknown]), Finding::Short);
        assert_eq!(Finding::all([Finding::Met, Finding::Unknown]), Finding::Unknown);
        assert_eq!(Finding::all([]), Finding::Met);
    }

    #[test]
    fn who_cannot_be_told_apart_stands_in_one_group() {
        let values = [of(500, 5), of(900, 5), of(890, 5), of(895, 5), of(700, 0)];
        assert_eq!(tied_groups(&values), [vec![1, 3, 2], vec![4], vec![0]]);
        // One uncertain person ties those on either side.
        let values = [of(900, 1), of(700, 200), of(600, 1)];
        assert_eq!(tied_groups(&values), [vec![0, 1, 2]]);
        assert!(tied_groups(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn nobody_stands_above_somebody_they_cannot_be_told_from(
            values in prop::collection::vec((0u16..1000, 0u16..120), 0..30),
        ) {
            let values: Vec<_> = values.into_iter().map(|(value, sd)| of(value, sd)).collect();
            let groups = tied_groups(&values);
            let mut all: Vec<_> = groups.concat();
            all.sort_unstable();
            prop_assert_eq!(all, (0..values.len()).collect::<Vec<_>>());
            for (place, group) in groups.iter().enumerate() {
                for later in &groups[place + 1..] {
                    for (one, other) in group.iter().flat_map(|one| later.iter().map(move |other| (*one, *other))) {
                        prop_assert!(values[one].value > values[other].value && values[one].differs(values[other]));
                    }
                }
                // And no group could be cut in two: it is as small as it can be.
                let mut sorted = group.clone();
                sorted.sort_by_key(|place| std::cmp::Reverse(values[*place].value));
                for cut in 1..sorted.len() {
                    let (above, below) = sorted.split_at(cut);
                    let tie = above.iter().any(|one| below.iter().any(|other| !values[*one].differs(values[*other])));
                    prop_assert!(tie);
                }
            }
        }
    }
}
