//! A person against the standard of a position.

use crate::cell::Cell;
use crate::competency::Standing;
use crate::rules::{Band, JobMatchRules};
use crate::uncertainty::Measured;

/// Job Person Match over the competencies that could be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobMatch {
    /// Sum of the levels held over the sum of the levels required, in thousandths; can pass 1000.
    pub value: u16,
    /// How many competencies were decided.
    pub decided: usize,
    /// How many the standard has.
    pub of: usize,
}

/// A band is named where at least one in so many of the required competencies is decided: a half. One of twelve would make
/// somebody "optimal". No regulation sets this share.
const DECIDED_ONE_IN: usize = 2;

impl JobMatch {
    /// Whether enough competencies are decided to call the match by a band.
    pub const fn bears_a_band(self) -> bool {
        self.decided * DECIDED_ONE_IN >= self.of
    }
}

/// Job Person Match: levels held over levels required (source: see `content/rules/job-match.yaml`).
///
/// Each pair is the credited level (if decided) and the required one. Competencies without enough evidence are left out of
/// both sums: they would otherwise count as a lack that nobody has shown. `None` while nothing is decided.
pub fn job_match(levels: &[(Option<u8>, u8)]) -> Option<JobMatch> {
    let decided: Vec<_> = levels.iter().filter_map(|(held, required)| held.map(|held| (held, *required))).collect();
    let held: u32 = decided.iter().map(|(held, _)| u32::from(*held)).sum();
    let required: u32 = decided.iter().map(|(_, required)| u32::from(*required)).sum();
    if required == 0 {
        return None;
    }
    let value = ((held * 2000 + required) / (2 * required)).min(u32::from(u16::MAX)) as u16;
    Some(JobMatch { value, decided: decided.len(), of: levels.len() })
}

/// The match with its uncertainty, from the cells of a standard.
///
/// A decision that holds with certainty c is off by a level with 1 - c: a variance of c (1 - c), independent of the others. What
/// has not enough evidence may be anywhere from nothing to what is required, all of it together: somebody of whom one
/// competency of twelve is decided is hardly known, and independent parts would make that look certain.
pub fn job_match_measured(cells: &[Cell]) -> Option<(JobMatch, Measured)> {
    let decided = |cell: &&Cell| cell.standing != Standing::NotEnoughEvidence && cell.held.is_some();
    let levels: Vec<_> = cells.iter().map(|cell| (cell.held.filter(|_| decided(&cell)), cell.required)).collect();
    let matched = job_match(&levels)?;
    let required = |cell: &Cell| f64::from(cell.required);
    let all: f64 = cells.iter().map(required).sum();
    let known: f64 = cells.iter().filter(decided).map(required).sum();
    let certain = cells.iter().filter(decided).map(|cell| cell.certainty.fraction());
    let of_decided: f64 = certain.map(|certainty| certainty * (1.0 - certainty)).sum::<f64>() / (known * known);
    let of_open = ((all - known) / all).powi(2) / 12.0;
    let variance = (of_decided + of_open) * 1_000_000.0;
    Some((matched, Measured::from_variance(f64::from(matched.value), variance)))
}

/// The band of a match.
pub fn band(value: u16, rules: &JobMatchRules) -> Option<&Band> {
    rules.mapping.iter().filter(|band| band.from <= value).max_by_key(|band| band.from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_match_leaves_out_what_is_not_decided() {
        let matched = job_match(&[(Some(2), 2), (Some(1), 2), (None, 3)]).unwrap();
        assert_eq!(matched, JobMatch { value: 750, decided: 2, of: 3 });
        assert_eq!(job_match(&[(None, 2)]), None);
        assert!(matched.bears_a_band());
        assert!(JobMatch { value: 1000, decided: 6, of: 12 }.bears_a_band());
        assert!(!JobMatch { value: 1000, decided: 5, of: 12 }.bears_a_band());
    }

    #[test]
    fn the_uncertainty_of_a_match_grows_with_what_is_not_known() {
        use crate::id::CompetencyId;
        use crate::score::PerMille;
        let cell = |required, held: Option<u8>, certainty| Cell {
            competency: CompetencyId::new("x"),
            required,
            held,
            standing: held.map_or(Standing::NotEnoughEvidence, |held| match required - held {
                0 => Standing::Met,
                by => Standing::Short { by },
            }),
            certainty: PerMille::new(certainty),
        };
        let (matched, sure) = job_match_measured(&[cell(2, Some(2), 1000), cell(2, Some(1), 1000)]).unwrap();
        assert_eq!((matched.value, sure), (750, Measured::exact(750)));
        // (0.9 * 0.1 + 0.8 * 0.2) / 16 = 0.015625, its root 0.125
        let (_, less) = job_match_measured(&[cell(2, Some(2), 900), cell(2, Some(1), 800)]).unwrap();
        assert_eq!(less, Measured { value: 750, sd: 125 });
        // (3 / 7)^2 / 12 is added for what is not known.
        let (matched, least) =
            job_match_measured(&[cell(2, Some(2), 1000), cell(2, Some(1), 1000), cell(3, None, 0)]).unwrap();
        assert_eq!((matched.decided, matched.of, least), (2, 3, Measured { value: 750, sd: 124 }));
        assert_eq!(job_match_measured(&[cell(3, None, 0)]), None);
        let mut twelve = vec![cell(3, None, 0); 11];
        twelve.push(cell(3, Some(1), 1000));
        assert!(job_match_measured(&twelve).unwrap().1.margin() > 500, "one of twelve says nearly nothing");
    }

    #[test]
    fn bands_begin_at_their_lower_end() {
        let band_of = |id: &str, from| Band { id: id.into(), from };
        let rules = JobMatchRules { mapping: vec![band_of("optimal", 900), band_of("fair", 780), band_of("low", 0)] };
        assert_eq!(band(900, &rules).unwrap().id, "optimal");
        assert_eq!(band(899, &rules).unwrap().id, "fair");
        assert_eq!(band(0, &rules).unwrap().id, "low");
    }
}
