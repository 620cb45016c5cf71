//! From right and wrong answers to an estimate, its uncertainty, and a decision with three values.
//!
//! Before calibration a competency at a level is the probability `pi` that the person answers a question of that level
//! rightly: `pi ~ Beta(1 + k, 1 + n - k)` for k right of n.

use std::cell::RefCell;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use statrs::distribution::{Beta, ContinuousCDF};

use crate::rules::MeasurementRules;
use crate::score::PerMille;

/// What the evidence allows to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    Met,
    NotMet,
    NotEnoughEvidence,
}

/// The posterior of one competency at one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posterior {
    /// The posterior mean `(1 + k) / (2 + n)`.
    pub estimate: PerMille,
    /// The lower end of the credible interval.
    pub low: PerMille,
    /// The upper end of the credible interval.
    pub high: PerMille,
    /// The probability that the person is above the cut.
    pub p_met: PerMille,
}

/// The posterior after `right` of `total` (both may be fractions: the questions of a case weigh less than one each).
///
/// `interval` is the mass of the credible interval, `cut` the proportion that a competent person answers rightly. A right
/// or total below zero counts as zero, and more right than total as all of it.
pub fn posterior(right: f64, total: f64, cut: PerMille, interval: PerMille) -> Posterior {
    let total = total.max(0.0);
    let right = right.clamp(0.0, total);
    // Inverting the distribution takes a hundred microseconds, and a window holds few counts: most are asked for again.
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        let key = (right.to_bits(), total.to_bits(), cut, interval);
        *known.entry(key).or_insert_with(|| computed(right, total, cut, interval))
    })
}

/// Posteriors remembered by each thread: more than the counts of a window of 24, whole and with parts of points.
const MOST_KNOWN: usize = 4096;

type Known = HashMap<(u64, u64, PerMille, PerMille), Posterior>;

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
}

fn computed(right: f64, total: f64, cut: PerMille, interval: PerMille) -> Posterior {
    let estimate = PerMille::from_fraction((1.0 + right) / (2.0 + total));
    // Both parameters are at least 1 and finite, so the distribution exists.
    let Ok(beta) = Beta::new(1.0 + right, 1.0 + total - right) else {
        return Posterior { estimate, low: PerMille::ZERO, high: PerMille::FULL, p_met: PerMille::ZERO };
    };
    let tail = (1.0 - interval.fraction()) / 2.0;
    Posterior {
        estimate,
        low: PerMille::from_fraction(beta.inverse_cdf(tail)),
        high: PerMille::from_fraction(beta.inverse_cdf(1.0 - tail)),
        p_met: PerMille::from_fraction(1.0 - beta.cdf(cut.fraction())),
    }
}

/// Met if `p_met >= gamma`, not met if `p_met <= 1 - gamma`, otherwise there is not enough evidence.
pub fn decide(p_met: PerMille, gamma: PerMille) -> Decision {
    if p_met >= gamma {
        Decision::Met
    } else if p_met.get() <= 1000 - gamma.get() {
        Decision::NotMet
    } else {
        Decision::NotEnoughEvidence
    }
}

/// The fewest right answers of `questions` that are decided as met, or `None` where even all right is not enough.
pub fn fewest_right(questions: u32, cut: PerMille, gamma: PerMille, rules: &MeasurementRules) -> Option<u32> {
    (0..=questions).find(|right| {
        let posterior = posterior(f64::from(*right), f64::from(questions), cut, rules.interval);
        decide(posterior.p_met, gamma) == Decision::Met
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p_met(right: u32, total: u32, cut: f64) -> f64 {
        1.0 - Beta::new(1.0 + f64::from(right), 1.0 + f64::from(total - right)).unwrap().cdf(cut)
    }

    #[test]
    fn the_reference_value_holds() {
        assert!((p_met(17, 20, 0.7) - 0.914_394).abs() < 1e-6);
        assert_eq!(posterior(17.0, 20.0, PerMille::new(700), PerMille::new(900)).p_met.get(), 914);
    }

    #[test]
    fn the_fewest_right_answers_are_those_of_the_table() {
        let rules = MeasurementRules::default();
        let gamma = PerMille::new(900);
        for (cut, questions, fewest) in [
            (700, 8, Some(8)),
            (700, 10, Some(10)),
            (700, 15, Some(13)),
            (700, 20, Some(17)),
            (800, 10, Some(10)),
            (800, 15, Some(15)),
            (800, 20, Some(19)),
            (800, 5, None),
        ] {
            assert_eq!(fewest_right(questions, PerMille::new(cut), gamma, &rules), fewest, "{cut} {questions}");
        }
    }

    #[test]
    fn without_evidence_nothing_is_decided() {
        let nothing = posterior(0.0, 0.0, PerMille::new(700), PerMille::new(900));
        assert_eq!((nothing.estimate.get(), nothing.low.get(), nothing.high.get()), (500, 50, 950));
        assert_eq!(decide(nothing.p_met, PerMille::new(800)), Decision::NotEnoughEvidence);
    }

    proptest! {
        #[test]
        fn a_right_answer_never_lowers_the_chance(right in 0u32..30, wrong in 0u32..30) {
            let interval = PerMille::new(900);
            let cut = PerMille::new(700);
            let total = f64::from(right + wrong);
            let before = posterior(f64::from(right), total, cut, interval);
            let after = posterior(f64::from(right + 1), total + 1.0, cut, interval);
            prop_assert!(after.p_met >= before.p_met && after.estimate >= before.estimate);
            prop_assert!(before.low <= before.estimate && before.estimate <= before.high);
        }
    }
}
