//! The competency state of a person: a pure function of the evidence and the rules in force.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;
use crate::id::QuestionId;
use crate::level::Level;
use crate::measurement::{Decision, Posterior, decide, posterior};
use crate::rules::MeasurementRules;
use crate::score::PerMille;
use crate::time::Timestamp;

/// What the evidence says about one level of a competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelState {
    pub level: Level,
    /// Answers in the window.
    pub answers: u16,
    /// How many of them were fully right.
    pub right: u16,
    #[serde(flatten)]
    pub posterior: Posterior,
    pub decision: Decision,
}

/// A competency of a person. Levels without evidence are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompetencyState {
    pub levels: Vec<LevelState>,
    /// When the newest answer was given.
    pub verified: Option<Timestamp>,
}

/// A person's standing against a required level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Standing {
    Met,
    /// Short by at least this many levels.
    Short {
        by: u8,
    },
    NotEnoughEvidence,
}

/// A place on the scale of five levels, in thousandths of a level: 0 to 5000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScalePlace {
    pub at: u16,
    pub low: u16,
    pub high: u16,
}

/// Derives the state of one competency from all evidence of a person for it, in any order.
///
/// Per level the newest `window` answers count: competence is what somebody can do now. The questions of one case
/// together weigh at most `case_share` of the evidence of their level.
pub fn derive(evidence: &[Evidence], rules: &MeasurementRules) -> CompetencyState {
    let levels = Level::ALL.into_iter().filter_map(|level| {
        let mut of_level: Vec<_> = evidence.iter().filter(|entry| entry.level == level).collect();
        of_level.sort_by_key(|entry| std::cmp::Reverse(entry.seq));
        of_level.truncate(usize::from(rules.window));
        (!of_level.is_empty()).then(|| level_state(level, &of_level, rules))
    });
    CompetencyState { levels: levels.collect(), verified: evidence.iter().map(|entry| entry.at).max() }
}

fn level_state(level: Level, evidence: &[&Evidence], rules: &MeasurementRules) -> LevelState {
    let (right, total) = weighted(evidence, rules.case_share);
    let posterior = posterior(right, total, rules.cut, rules.interval);
    LevelState {
        level,
        answers: evidence.len() as u16,
        right: evidence.iter().filter(|entry| entry.score == PerMille::FULL).count() as u16,
        posterior,
        decision: decide(posterior.p_met, rules.gamma_course),
    }
}

/// The sums of score and weight, with every case held to its share.
///
/// A question outside a case weighs one. A case of m questions weighs m, but at most `share` of the total and at least
/// one: a lone case counts like a single question.
fn weighted(evidence: &[&Evidence], share: PerMille) -> (f64, f64) {
    let mut singles = 0.0;
    let mut right = 0.0;
    let mut cases: BTreeMap<&QuestionId, (f64, f64)> = BTreeMap::new();
    for entry in evidence {
        match &entry.case {
            None => {
                singles += 1.0;
                right += entry.score.fraction();
            }
            Some(case) => {
                let sums = cases.entry(case).or_default();
                sums.0 += entry.score.fraction();
                sums.1 += 1.0;
            }
        }
    }
    let mut total = singles + cases.values().map(|(_, size)| size).sum::<f64>();
    // The cap depends on the total and the total on the cap; from above, this comes to rest after a few rounds.
    for _ in 0..100 {
        let cap = (total * share.fraction()).max(1.0);
        let capped = singles + cases.values().map(|(_, size)| size.min(cap)).sum::<f64>();
        if (total - capped).abs() < 1e-12 {
            break;
        }
        total = capped;
    }
    let cap = (total * share.fraction()).max(1.0);
    for (score, size) in cases.values() {
        right += score / size * size.min(cap);
    }
    (right, total)
}

impl CompetencyState {
    pub fn level(&self, level: Level) -> Option<&LevelState> {
        self.levels.iter().find(|state| state.level == level)
    }

    /// The lowest level that the evidence speaks against.
    fn refuted(&self) -> Option<Level> {
        self.levels.iter().filter(|state| state.decision == Decision::NotMet).map(|state| state.level).min()
    }

    /// The highest level shown to be met, below any level that is shown not to be.
    pub fn held(&self) -> Option<Level> {
        let refuted = self.refuted();
        self.levels
            .iter()
            .filter(|state| state.decision == Decision::Met && refuted.is_none_or(|level| state.level < level))
            .map(|state| state.level)
            .max()
    }

    /// The level to count with: the one below the lowest refuted level (whatever lies between that and the level held is
    /// undecided, and the doubt is in favour of the person), else the level held. `None` where the evidence allows neither.
    pub fn credited(&self) -> Option<u8> {
        match self.refuted() {
            Some(level) => Some(level.get() - 1),
            None => self.held().map(Level::get),
        }
    }

    /// How the person stands against a required level.
    pub fn standing(&self, required: Level) -> Standing {
        if self.held().is_some_and(|held| held >= required) {
            return Standing::Met;
        }
        match self.refuted() {
            Some(level) if level <= required => Standing::Short { by: required.get() - (level.get() - 1) },
            _ => Standing::NotEnoughEvidence,
        }
    }

    /// How certain the decision about a required level is; zero where there is none.
    pub fn certainty(&self, required: Level) -> PerMille {
        let of = |level: &LevelState| level.posterior.p_met.get();
        let certainty = match self.standing(required) {
            Standing::Met => {
                let met = self.levels.iter().filter(|state| state.decision == Decision::Met && state.level >= required);
                met.map(of).max()
            }
            Standing::Short { .. } => {
                let refuted = self.refuted().and_then(|level| self.level(level));
                refuted.map(|level| 1000 - of(level).min(1000))
            }
            Standing::NotEnoughEvidence => None,
        };
        PerMille::new(certainty.unwrap_or_default())
    }

    /// The level that the next answer tells most about: the lowest with evidence that is not met, or the highest met.
    pub fn working(&self) -> Option<&LevelState> {
        let open = self.levels.iter().filter(|state| state.decision != Decision::Met).min_by_key(|state| state.level);
        open.or_else(|| self.levels.iter().max_by_key(|state| state.level))
    }

    /// The dot and the interval on the competency bar: the working level's estimate within that level's section.
    pub fn place(&self) -> Option<ScalePlace> {
        let state = self.working()?;
        let base = u16::from(state.level.get() - 1) * 1000;
        let Posterior { estimate, low, high, .. } = state.posterior;
        Some(ScalePlace { at: base + estimate.get(), low: base + low.get(), high: base + high.get() })
    }
}

/// The place of a requirement on the competency bar: the cut within the required level's section.
pub fn required_place(required: Level, rules: &MeasurementRules) -> u16 {
    u16::from(required.get() - 1) * 1000 + rules.cut.get()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::CompetencyId;
    use proptest::prelude::*;

    fn answers(level: u8, right: usize, wrong: usize) -> Vec<Evidence> {
        (0..right + wrong).map(|n| entry(level, n as i64 + 1, n < right, None)).collect()
    }

    fn entry(level: u8, seq: i64, right: bool, case: Option<&str>) -> Evidence {
        Evidence {
            seq,
            competency: CompetencyId::new("layanan/pengaduan"),
            level: Level::try_from(level).unwrap(),
            question: QuestionId::new(format!("q{level}-{seq}")),
            case: case.map(QuestionId::from),
            score: if right { PerMille::FULL } else { PerMille::ZERO },
            at: Timestamp(seq),
        }
    }

    fn level(level: u8) -> Level {
        Level::try_from(level).unwrap()
    }

    #[test]
    fn seventeen_of_twenty_meet_a_level() {
        let state = derive(&answers(2, 17, 3), &MeasurementRules::default());
        assert_eq!(state.held(), Some(level(2)));
        assert_eq!(state.standing(level(2)), Standing::Met);
        assert_eq!(state.standing(level(1)), Standing::Met);
        assert_eq!(state.standing(level(3)), Standing::NotEnoughEvidence);
    }

    #[test]
    fn few_answers_are_not_enough_and_many_wrong_ones_are_a_gap() {
        let few = derive(&answers(2, 2, 1), &MeasurementRules::default());
        assert_eq!(few.standing(level(2)), Standing::NotEnoughEvidence);
        assert_eq!(few.credited(), None);
        let wrong = derive(&answers(2, 5, 10), &MeasurementRules::default());
        assert_eq!(wrong.standing(level(2)), Standing::Short { by: 1 });
        assert_eq!(wrong.standing(level(4)), Standing::Short { by: 3 });
        assert_eq!(wrong.credited(), Some(1));
    }

    #[test]
    fn a_refuted_level_hides_a_higher_one_that_was_met() {
        let mut evidence = answers(3, 20, 0);
        evidence.extend(answers(2, 2, 18));
        let state = derive(&evidence, &MeasurementRules::default());
        assert_eq!(state.held(), None);
        assert_eq!(state.standing(level(3)), Standing::Short { by: 2 });
    }

    #[test]
    fn only_the_newest_answers_count() {
        let rules = MeasurementRules::default();
        let window = i64::from(rules.window);
        let mut evidence: Vec<_> = (1..=window).map(|seq| entry(2, seq, false, None)).collect();
        evidence.extend((window + 1..=2 * window).map(|seq| entry(2, seq, true, None)));
        let state = derive(&evidence, &rules);
        assert_eq!(state.standing(level(2)), Standing::Met);
        assert_eq!(state.levels[0].answers, rules.window);
    }

    #[test]
    fn a_case_weighs_at_most_its_share() {
        let mut evidence: Vec<_> = (1..=6).map(|seq| entry(2, seq, true, None)).collect();
        evidence.extend((7..=12).map(|seq| entry(2, seq, false, Some("kasus"))));
        let all: Vec<_> = evidence.iter().collect();
        let (right, total) = weighted(&all, PerMille::new(333));
        assert!((total - 9.0).abs() < 0.01, "six alone and a case of three: {total}");
        assert!((right - 6.0).abs() < 1e-9);
        let lone: Vec<_> = evidence[6..].iter().collect();
        assert_eq!(weighted(&lone, PerMille::new(333)).1, 1.0);
    }

    #[test]
    fn the_dot_passes_the_mark_when_the_estimate_passes_the_cut() {
        let rules = MeasurementRules::default();
        let state = derive(&answers(2, 17, 3), &rules);
        let place = state.place().unwrap();
        assert_eq!(place.at, 1000 + 818);
        assert!(place.at > required_place(level(2), &rules));
        assert!(place.low < place.at && place.at < place.high);
    }

    proptest! {
        #[test]
        fn the_order_of_the_entries_does_not_matter(right in 0usize..30, wrong in 0usize..30, turn in 0usize..60) {
            let mut evidence = answers(2, right, wrong);
            let straight = derive(&evidence, &MeasurementRules::default());
            if !evidence.is_empty() {
                let turn = turn % evidence.len();
                evidence.rotate_left(turn);
            }
            prop_assert_eq!(straight, derive(&evidence, &MeasurementRules::default()));
        }
    }
}
