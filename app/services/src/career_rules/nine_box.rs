//! The rule of the talent matrix: `nine-box.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use domain::evaluation::Rating;
use domain::talent::Rubric;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use super::{NINE_BOX, RuleSource, covering, or_shipped, sources, wrong};
use crate::rules::Version;
use crate::{Result, Rules, Text};

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct NineBoxData {
    boxes: BTreeMap<String, BTreeMap<String, u8>>,
    performance_rows: PerformanceRows,
    potential_from: PotentialFrom,
    potential_mix: Option<PotentialMix>,
    performance_years: Option<u16>,
    next_position: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Deserialize)]
struct PerformanceRows {
    above: Vec<String>,
    r#as: Vec<String>,
    below: Vec<String>,
    #[serde(deserialize_with = "crate::names::one_or_both")]
    source: Text,
    #[serde(default)]
    status: String,
}

#[derive(Clone, Debug, Deserialize)]
struct PotentialFrom {
    low: u16,
    middle: u16,
    high: u16,
    #[serde(deserialize_with = "crate::names::one_or_both")]
    source: Text,
    #[serde(default)]
    status: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct PotentialMix {
    job_match: u16,
    index: u16,
    #[serde(deserialize_with = "crate::names::one_or_both")]
    source: Text,
    #[serde(default)]
    status: String,
}

/// The rule of the talent matrix on a day.
#[derive(Clone, Debug)]
pub struct NineBoxRule {
    pub since: Date,
    pub sources: Vec<RuleSource>,
    pub rubric: Rubric,
    /// Predicates of each row, in the order of `Rating::ALL`.
    pub rows: [Vec<String>; 3],
    /// Thousandths of the Job Person Match and of the index.
    pub mix: (u16, u16),
    pub performance_years: u16,
    pub next_position: BTreeMap<String, String>,
}

/// Whether the rows and bounds make sense.
pub(super) fn check(data: &NineBoxData) -> Result<(), String> {
    let rows = &data.performance_rows;
    let mut seen = BTreeSet::new();
    for id in rows.above.iter().chain(&rows.r#as).chain(&rows.below) {
        if !seen.insert(id) {
            return Err(format!("performance-rows: {id} is in two rows"));
        }
    }
    let from = &data.potential_from;
    if from.low != 0 || from.low >= from.middle || from.middle >= from.high || from.high > 1000 {
        return Err("potential-from must begin at 0 and rise from low to high, to 1000 at most".to_owned());
    }
    if let Some(mix) = &data.potential_mix {
        let sum = u32::from(mix.job_match) + u32::from(mix.index);
        if sum != 1000 {
            return Err(format!("potential-mix makes {sum}, it must make 1000"));
        }
    }
    Ok(())
}

/// The nine boxes.
pub(super) fn rubric(data: &NineBoxData) -> Result<Rubric, String> {
    let mut boxes = [[0; 3]; 3];
    for (row, performance) in ["above", "as", "below"].into_iter().enumerate() {
        for (column, potential) in ["low", "middle", "high"].into_iter().enumerate() {
            let found = data.boxes.get(performance).and_then(|row| row.get(potential));
            boxes[row][column] = *found.ok_or_else(|| format!("boxes: {performance}/{potential} is missing"))?;
        }
    }
    let mut numbers: Vec<u8> = boxes.into_iter().flatten().collect();
    numbers.sort_unstable();
    if numbers != (1..=9).collect::<Vec<u8>>() {
        return Err("boxes: each number from 1 to 9 must be there once".to_owned());
    }
    Ok(Rubric { boxes, middle_from: data.potential_from.middle, high_from: data.potential_from.high })
}

impl Rules {
    /// The rule of the talent matrix on a day.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn nine_box(&self, day: Date) -> Result<NineBoxRule> {
        let version = covering(&self.career.nine_box, day, NINE_BOX)?;
        nine_box_rule(version, &self.career.shipped.1)
    }
}

fn nine_box_rule(version: &Version<NineBoxData>, shipped: &[Version<NineBoxData>]) -> Result<NineBoxRule> {
    let data = &version.values;
    let mix = or_shipped(&data.potential_mix, shipped, |data| &data.potential_mix);
    let own = [
        Some((&data.performance_rows.source, &data.performance_rows.status)),
        Some((&data.potential_from.source, &data.potential_from.status)),
        mix.as_ref().map(|mix| (&mix.source, &mix.status)),
    ];
    let sources = sources(version, own.into_iter().flatten());
    let rows = &data.performance_rows;
    Ok(NineBoxRule {
        since: version.validity.valid_from,
        rubric: rubric(data).map_err(|problem| wrong(NINE_BOX, version.validity.valid_from, &problem))?,
        rows: [rows.above.clone(), rows.r#as.clone(), rows.below.clone()],
        mix: mix.map_or((1000, 0), |mix| (mix.job_match, mix.index)),
        performance_years: or_shipped(&data.performance_years, shipped, |data| &data.performance_years).unwrap_or(1),
        next_position: or_shipped(&data.next_position, shipped, |data| &data.next_position).unwrap_or_default(),
        sources,
    })
}

impl NineBoxRule {
    /// The rule as it was kept beside a result.
    pub(crate) fn from_kept(content: &str) -> Option<Self> {
        let mut kept: BTreeMap<String, Value> = serde_json::from_str(content).ok()?;
        let version: Version<NineBoxData> = serde_json::from_value(kept.remove(NINE_BOX)?).ok()?;
        nine_box_rule(&version, &[]).ok()
    }

    /// The row of a predicate.
    pub fn row(&self, predicate: &str) -> Option<Rating> {
        let of = |rating: &Rating| self.rows[*rating as usize].iter().any(|id| id == predicate);
        Rating::ALL.into_iter().find(of)
    }
}
