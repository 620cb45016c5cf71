//! A person against the standard of a position.

use crate::rules::{Band, JobMatchRules};

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
