//! The rules of the professionalism index and of the talent matrix: `rules/ip-asn.yaml` and `rules/nine-box.yaml`, the version
//! of the day that is asked about.

use std::collections::{BTreeMap, BTreeSet};

use content::Files;
use content::competencies::PostType;
use domain::activity::Activity;
use domain::evaluation::Rating;
use domain::professionalism::{CompetenceWeights, Weights};
use domain::talent::Rubric;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::rules::{NamedBand, SEEN, Version, parsed};
use crate::{Error, Result, Rules, Text};

const INDEX: &str = "ip-asn.yaml";
const NINE_BOX: &str = "nine-box.yaml";
/// Stand in for rules that were imported before there was a file for this, or before a key was there.
const SHIPPED_INDEX: &str = include_str!("../../../content/rules/ip-asn.yaml");
const SHIPPED_NINE_BOX: &str = include_str!("../../../content/rules/nine-box.yaml");
/// The files whose versions are kept beside what was decided by them.
const KEPT: [&str; 5] = [INDEX, NINE_BOX, "job-match.yaml", "measurement.yaml", "performance.yaml"];

/// The two rules, and the text of everything a decision about a career rests on.
#[derive(Clone, Debug)]
pub(crate) struct CareerRules {
    index: Vec<Version<IndexData>>,
    nine_box: Vec<Version<NineBoxData>>,
    /// For keys that a file from before them has not.
    shipped: (Vec<Version<IndexData>>, Vec<Version<NineBoxData>>),
    written: BTreeMap<&'static str, Vec<Version<Value>>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct IndexData {
    weights: WeightsData,
    competence: BTreeMap<String, CompetenceData>,
    qualification_steps: Option<Steps>,
    discipline_steps: Option<Steps>,
    performance_points: Option<PerformancePoints>,
    counts_as: Option<CountsAs>,
    bands: Vec<NamedBand>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct WeightsData {
    qualification: u16,
    competence: u16,
    performance: u16,
    discipline: u16,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct CompetenceData {
    leadership_or_functional: u16,
    technical: u16,
    seminar: u16,
    technical_min_jp: u16,
    #[serde(default)]
    source: String,
    #[serde(default)]
    status: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Steps {
    source: String,
    #[serde(default)]
    status: String,
    steps: Vec<StepData>,
}

#[derive(Clone, Debug, Deserialize)]
struct StepData {
    id: String,
    points: u16,
    title: Text,
}

#[derive(Clone, Debug, Deserialize)]
struct PerformancePoints {
    source: String,
    #[serde(default)]
    status: String,
    points: BTreeMap<String, u16>,
}

#[derive(Clone, Debug, Deserialize)]
struct CountsAs {
    technical: Vec<String>,
    seminar: Vec<String>,
    source: String,
    #[serde(default)]
    status: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct NineBoxData {
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
    source: String,
    #[serde(default)]
    status: String,
}

#[derive(Clone, Debug, Deserialize)]
struct PotentialFrom {
    low: u16,
    middle: u16,
    high: u16,
    source: String,
    #[serde(default)]
    status: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct PotentialMix {
    job_match: u16,
    index: u16,
    source: String,
    #[serde(default)]
    status: String,
}

/// Where a figure is written, and whether somebody has compared it with the official text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSource {
    pub source: String,
    pub is_checked: bool,
}

impl RuleSource {
    fn new(source: &str, status: &str) -> Self {
        let is_checked = status == SEEN && !source.contains("to be checked");
        Self { source: source.to_owned(), is_checked }
    }
}

/// A step that a fact can be noted as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    pub id: String,
    pub points: u16,
    pub title: Text,
}

/// The rule of the index on a day.
#[derive(Clone, Debug)]
pub struct IndexRule {
    pub since: Date,
    /// Of the whole version, then of its parts that name one of their own.
    pub sources: Vec<RuleSource>,
    pub weights: Weights,
    /// For the kind of post; `None` where that is not known.
    pub competence: Option<CompetenceWeights>,
    pub qualification: Vec<StepView>,
    pub discipline: Vec<StepView>,
    pub performance: BTreeMap<String, u16>,
    pub technical: BTreeSet<Activity>,
    pub seminar: BTreeSet<Activity>,
    /// From the highest to the lowest: where it begins, and its title.
    pub bands: Vec<(u16, Text)>,
}

impl IndexRule {
    /// What an index is called.
    pub fn band(&self, points: u16) -> Option<Text> {
        self.bands.iter().find(|(from, _)| *from <= points).map(|(_, title)| title.clone())
    }

    /// The points of a step.
    pub fn points(steps: &[StepView], id: &str) -> Option<u16> {
        steps.iter().find(|step| step.id == id).map(|step| step.points)
    }
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

impl CareerRules {
    /// Reads both files of a rules folder.
    ///
    /// # Errors
    /// [`Error::Rules`] names the file, and the line or version that is wrong.
    pub(crate) fn read(files: &Files) -> Result<Self> {
        let text = |name: &str, shipped| files.text(name).unwrap_or(shipped).to_owned();
        let (index_text, box_text) = (text(INDEX, SHIPPED_INDEX), text(NINE_BOX, SHIPPED_NINE_BOX));
        let index: Vec<Version<IndexData>> = parsed(&index_text, INDEX)?;
        let nine_box: Vec<Version<NineBoxData>> = parsed(&box_text, NINE_BOX)?;
        for version in &index {
            check_index(&version.values).map_err(|problem| wrong(INDEX, version.validity.valid_from, &problem))?;
        }
        for version in &nine_box {
            rubric(&version.values).map_err(|problem| wrong(NINE_BOX, version.validity.valid_from, &problem))?;
            check_nine_box(&version.values)
                .map_err(|problem| wrong(NINE_BOX, version.validity.valid_from, &problem))?;
        }
        let shipped = (parsed(SHIPPED_INDEX, INDEX)?, parsed(SHIPPED_NINE_BOX, NINE_BOX)?);
        let mut written = BTreeMap::new();
        for name in KEPT {
            let text = match name {
                INDEX => Some(index_text.as_str()),
                NINE_BOX => Some(box_text.as_str()),
                other => files.text(other),
            };
            let Some(text) = text else { continue };
            let mut versions: Vec<Version<Value>> = parsed(text, name)?;
            let stand_in = match name {
                INDEX => parsed::<Value>(SHIPPED_INDEX, INDEX)?.pop(),
                NINE_BOX => parsed::<Value>(SHIPPED_NINE_BOX, NINE_BOX)?.pop(),
                _ => None,
            };
            // What stands in for a missing key is in force, too.
            for version in &mut versions {
                if let (Some(own), Some(Value::Object(known))) =
                    (version.values.as_object_mut(), stand_in.as_ref().map(|version| &version.values))
                {
                    for (key, value) in known {
                        own.entry(key).or_insert_with(|| value.clone());
                    }
                }
            }
            written.insert(name, versions);
        }
        Ok(Self { index, nine_box, shipped, written })
    }
}

fn wrong(name: &str, from: Date, problem: &str) -> Error {
    Error::Rules(format!("{name}: version from {from}: {problem}"))
}

fn check_index(data: &IndexData) -> Result<(), String> {
    let WeightsData { qualification, competence, performance, discipline } = data.weights;
    let sum = qualification + competence + performance + discipline;
    if sum != 1000 {
        return Err(format!("the weights make {sum}, they must make 1000"));
    }
    for group in ["struktural-fungsional", "pelaksana"] {
        let Some(by) = data.competence.get(group) else { return Err(format!("competence has no {group}")) };
        let sum = by.leadership_or_functional + by.technical + by.seminar;
        if sum != competence {
            return Err(format!("the parts of competence for {group} make {sum}, they must make {competence}"));
        }
    }
    if !data.bands.iter().any(|band| band.from == 0) {
        return Err("no band begins at 0".to_owned());
    }
    for (name, steps, most) in [
        ("qualification-steps", &data.qualification_steps, qualification),
        ("discipline-steps", &data.discipline_steps, discipline),
    ] {
        let too_many = steps.iter().flat_map(|steps| &steps.steps).find(|step| step.points > most);
        if let Some(step) = too_many {
            return Err(format!("{name}: {} brings {}, the part has {most} at most", step.id, step.points));
        }
    }
    let activities = data.counts_as.iter().flat_map(|counts| counts.technical.iter().chain(&counts.seminar));
    let mut seen = BTreeSet::new();
    for code in activities {
        if Activity::from_code(code).is_none() {
            return Err(format!("counts-as: the activity {code} is unknown"));
        }
        if !seen.insert(code) {
            return Err(format!("counts-as: {code} is there twice"));
        }
    }
    Ok(())
}

fn check_nine_box(data: &NineBoxData) -> Result<(), String> {
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
        let sum = mix.job_match + mix.index;
        if sum != 1000 {
            return Err(format!("potential-mix makes {sum}, it must make 1000"));
        }
    }
    Ok(())
}

fn rubric(data: &NineBoxData) -> Result<Rubric, String> {
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

/// A value of this version, or the newest shipped one.
fn or_shipped<D, T: Clone>(own: &Option<T>, shipped: &[Version<D>], of: fn(&D) -> &Option<T>) -> Option<T> {
    own.clone().or_else(|| of(&shipped.last()?.values).clone())
}

impl Rules {
    /// The rule of the index on a day, for a kind of post.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn index(&self, day: Date, post: Option<PostType>) -> Result<IndexRule> {
        let version = covering(&self.career.index, day, INDEX)?;
        let shipped = &self.career.shipped.0;
        let data = &version.values;
        let qualification = or_shipped(&data.qualification_steps, shipped, |data| &data.qualification_steps);
        let discipline = or_shipped(&data.discipline_steps, shipped, |data| &data.discipline_steps);
        let performance = or_shipped(&data.performance_points, shipped, |data| &data.performance_points);
        let counts_as = or_shipped(&data.counts_as, shipped, |data| &data.counts_as);
        let group = post.map(|post| match post {
            PostType::Pelaksana => "pelaksana",
            PostType::Struktural | PostType::Fungsional => "struktural-fungsional",
        });
        let competence = group.and_then(|group| data.competence.get(group));
        let mut sources = vec![RuleSource::new(&version.source, &version.status)];
        let own = [
            competence.map(|by| (&by.source, &by.status)),
            qualification.as_ref().map(|steps| (&steps.source, &steps.status)),
            discipline.as_ref().map(|steps| (&steps.source, &steps.status)),
            performance.as_ref().map(|points| (&points.source, &points.status)),
            counts_as.as_ref().map(|counts| (&counts.source, &counts.status)),
        ];
        for (source, status) in own.into_iter().flatten().filter(|(source, _)| !source.is_empty()) {
            let source = RuleSource::new(source, status);
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        let steps = |steps: Option<Steps>| {
            let steps = steps.into_iter().flat_map(|steps| steps.steps);
            steps.map(|step| StepView { id: step.id, points: step.points, title: step.title }).collect()
        };
        let mut bands: Vec<_> = data.bands.iter().map(|band| (band.from, band.title.clone())).collect();
        bands.sort_by_key(|(from, _)| std::cmp::Reverse(*from));
        let kinds = |codes: &[String]| codes.iter().filter_map(|code| Activity::from_code(code)).collect();
        let WeightsData { qualification: of_qualification, competence: of_competence, .. } = data.weights;
        Ok(IndexRule {
            since: version.validity.valid_from,
            weights: Weights {
                qualification: of_qualification,
                competence: of_competence,
                performance: data.weights.performance,
                discipline: data.weights.discipline,
            },
            competence: competence.map(|by| CompetenceWeights {
                leadership: by.leadership_or_functional,
                technical: by.technical,
                seminar: by.seminar,
                technical_min_jp: by.technical_min_jp,
            }),
            qualification: steps(qualification),
            discipline: steps(discipline),
            performance: performance.map(|found| found.points).unwrap_or_default(),
            technical: counts_as.as_ref().map(|found| kinds(&found.technical)).unwrap_or_default(),
            seminar: counts_as.as_ref().map(|found| kinds(&found.seminar)).unwrap_or_default(),
            bands,
            sources,
        })
    }

    /// The rule of the talent matrix on a day.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn nine_box(&self, day: Date) -> Result<NineBoxRule> {
        let version = covering(&self.career.nine_box, day, NINE_BOX)?;
        nine_box_rule(version, &self.career.shipped.1)
    }

    /// The years, the newest first, for which there is an index: up to `year`, and so many.
    pub(crate) fn index_years(&self, year: i16, most: usize) -> Vec<i16> {
        let covered =
            |year: &i16| Date::new(*year, 12, 31).is_ok_and(|day| covering(&self.career.index, day, INDEX).is_ok());
        (0..).map(|back| year - back).take(most).filter(covered).collect()
    }

    /// The whole text of every version in force on a day that a decision about a career rests on, as JSON.
    pub(crate) fn written(&self, day: Date) -> Value {
        let version = |versions: &Vec<Version<Value>>| {
            let version = versions.iter().find(|version| version.validity.covers(day))?;
            Some(json!({
                "valid-from": version.validity.valid_from.to_string(),
                "valid-to": version.validity.valid_to.map(|day| day.to_string()),
                "source": version.source,
                "status": version.status,
                "values": version.values,
            }))
        };
        let files =
            self.career.written.iter().filter_map(|(name, versions)| Some(((*name).to_owned(), version(versions)?)));
        Value::Object(files.collect())
    }
}

fn nine_box_rule(version: &Version<NineBoxData>, shipped: &[Version<NineBoxData>]) -> Result<NineBoxRule> {
    let data = &version.values;
    let mix = or_shipped(&data.potential_mix, shipped, |data| &data.potential_mix);
    let mut sources = vec![RuleSource::new(&version.source, &version.status)];
    let own = [
        Some((&data.performance_rows.source, &data.performance_rows.status)),
        Some((&data.potential_from.source, &data.potential_from.status)),
        mix.as_ref().map(|mix| (&mix.source, &mix.status)),
    ];
    for (source, status) in own.into_iter().flatten() {
        let source = RuleSource::new(source, status);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
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

fn covering<'r, T>(versions: &'r [Version<T>], day: Date, name: &str) -> Result<&'r Version<T>> {
    let version = versions.iter().find(|version| version.validity.covers(day));
    version.ok_or_else(|| Error::Rules(format!("{name}: no version covers {day}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::talent::Potential;
    use jiff::civil::date;

    fn shipped() -> Files {
        Files::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/rules")).unwrap()
    }

    fn refused(name: &str, from: &str, to: &str) -> String {
        let mut files = shipped();
        let text = files.text(name).unwrap();
        assert!(text.contains(from), "{from}");
        files.insert(name, text.replacen(from, to, 1).into_bytes());
        Rules::read(&files).unwrap_err().to_string()
    }

    #[test]
    fn the_shipped_rules_are_those_of_the_sources() {
        let rules = Rules::read(&shipped()).unwrap();
        let day = date(2026, 11, 24);
        let index = rules.index(day, Some(PostType::Struktural)).unwrap();
        let Weights { qualification, competence, performance, discipline } = index.weights;
        assert_eq!((qualification, competence, performance, discipline), (250, 400, 300, 50));
        let by = index.competence.unwrap();
        assert_eq!((by.leadership, by.technical, by.seminar, by.technical_min_jp), (150, 150, 100, 20));
        let by = rules.index(day, Some(PostType::Pelaksana)).unwrap().competence.unwrap();
        assert_eq!((by.leadership, by.technical, by.seminar, by.technical_min_jp), (0, 225, 175, 20));
        assert!(rules.index(day, None).unwrap().competence.is_none());
        let band = |points| index.band(points).unwrap().id;
        let bands = [910, 909, 810, 710, 610, 609].map(band);
        assert_eq!(bands, ["Sangat Tinggi", "Tinggi", "Tinggi", "Sedang", "Rendah", "Sangat Rendah"]);
        assert!(!index.sources[0].is_checked, "carried over");
        let nine_box = rules.nine_box(day).unwrap();
        let number = |rating, potential| nine_box.rubric.number(rating, potential);
        assert_eq!(Potential::ALL.map(|potential| number(Rating::Above, potential)), [4, 7, 9]);
        assert_eq!(Potential::ALL.map(|potential| number(Rating::As, potential)), [2, 5, 8]);
        assert_eq!(Potential::ALL.map(|potential| number(Rating::Below, potential)), [1, 3, 6]);
        assert_eq!(nine_box.mix, (700, 300));
        let written = rules.written(day);
        assert_eq!(written["nine-box.yaml"]["values"]["boxes"]["above"]["high"], 9);
        assert_eq!(written["ip-asn.yaml"]["valid-from"], "2025-01-01");
        assert_eq!(rules.index_years(2020, 5), [2020, 2019]);
    }

    #[test]
    fn an_old_year_keeps_its_rule_and_a_gap_is_refused_with_its_line() {
        let mut files = shipped();
        let text = files.text(INDEX).unwrap().to_owned();
        files.insert(INDEX, text.replacen("from: 910", "from: 950", 1).into_bytes());
        let rules = Rules::read(&files).unwrap();
        let band = |year| rules.index(date(year, 12, 31), None).unwrap().band(920).unwrap().id;
        assert_eq!((band(2024), band(2025)), ("Tinggi".to_owned(), "Sangat Tinggi".to_owned()));
        let line = text.lines().position(|line| line.contains("valid-from: 2025-01-01")).unwrap() + 1;
        let gap = refused(INDEX, "valid-from: 2025-01-01", "valid-from: 2025-02-01");
        assert!(gap.contains(&format!("ip-asn.yaml:{line}: a gap")), "{gap}");
    }

    #[test]
    fn figures_that_do_not_add_up_are_named() {
        for (name, from, to, said) in [
            (INDEX, "performance: 300, discipline", "performance: 310, discipline", "the weights make 1010"),
            (INDEX, "technical: 225", "technical: 220", "for pelaksana make 395"),
            (INDEX, "{id: sangat-rendah, from: 0", "{id: sangat-rendah, from: 1", "no band begins at 0"),
            (INDEX, "id: s3, points: 250", "id: s3, points: 260", "s3 brings 260"),
            (INDEX, "seminar: [seminar, workshop", "seminar: [seminar, e-learning", "e-learning is there twice"),
            (INDEX, "seminar: [seminar, workshop", "seminar: [seminar, rapat", "the activity rapat is unknown"),
            (NINE_BOX, "high: 9}", "high: 8}", "each number from 1 to 9"),
            (NINE_BOX, "middle: 7, ", "", "above/middle is missing"),
            (NINE_BOX, "middle: 680", "middle: 880", "must begin at 0 and rise"),
            (NINE_BOX, "index: 300", "index: 200", "potential-mix makes 900"),
            (NINE_BOX, "as: [baik]", "as: [baik, kurang]", "kurang is in two rows"),
        ] {
            let error = refused(name, from, to);
            assert!(error.contains(name) && error.contains(said), "{said}: {error}");
        }
    }

    #[test]
    fn rules_from_before_these_keys_use_the_shipped_ones() {
        let mut files = shipped();
        for (name, keys) in [
            (INDEX, ["qualification-steps", "discipline-steps", "performance-points", "counts-as"].as_slice()),
            (NINE_BOX, &["potential-mix", "performance-years", "next-position"]),
        ] {
            let mut text = files.text(name).unwrap().to_owned();
            for key in keys {
                text = text.replace(&format!("{key}:"), &format!("old-{key}:"));
            }
            files.insert(name, text.into_bytes());
        }
        let kept = Rules::read(&files).unwrap().written(date(2026, 11, 24)).to_string();
        assert_eq!(NineBoxRule::from_kept(&kept).unwrap().mix, (700, 300), "what stands in is kept, too");
        let (old, new) = (Rules::read(&files).unwrap(), Rules::read(&shipped()).unwrap());
        let day = date(2026, 11, 24);
        assert_eq!(old.index(day, None).unwrap().qualification, new.index(day, None).unwrap().qualification);
        assert_eq!(old.nine_box(day).unwrap().mix, (700, 300));
        assert_eq!(old.nine_box(day).unwrap().next_position, new.nine_box(day).unwrap().next_position);
    }
}
