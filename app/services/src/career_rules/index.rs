//! The rule of the professionalism index: `ip-asn.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use content::competencies::PostType;
use domain::activity::Activity;
use domain::professionalism::{CompetenceWeights, Weights};
use jiff::civil::Date;
use serde::Deserialize;

use super::{INDEX, RuleSource, covering, or_shipped, sources};
use crate::rules::NamedBand;
use crate::{Result, Rules, Text};

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct IndexData {
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
    #[serde(default, deserialize_with = "crate::names::one_or_both")]
    source: Text,
    #[serde(default)]
    status: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Steps {
    #[serde(deserialize_with = "crate::names::one_or_both")]
    source: Text,
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
    #[serde(deserialize_with = "crate::names::one_or_both")]
    source: Text,
    #[serde(default)]
    status: String,
    points: BTreeMap<String, u16>,
}

#[derive(Clone, Debug, Deserialize)]
struct CountsAs {
    technical: Vec<String>,
    seminar: Vec<String>,
    #[serde(deserialize_with = "crate::names::one_or_both")]
    source: Text,
    #[serde(default)]
    status: String,
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

/// Whether the figures add up.
pub(super) fn check(data: &IndexData) -> Result<(), String> {
    let WeightsData { qualification, competence, performance, discipline } = data.weights;
    let sum: u32 = [qualification, competence, performance, discipline].map(u32::from).iter().sum();
    if sum != 1000 {
        return Err(format!("the weights make {sum}, they must make 1000"));
    }
    for group in ["struktural-fungsional", "pelaksana"] {
        let Some(by) = data.competence.get(group) else { return Err(format!("competence has no {group}")) };
        let sum: u32 = [by.leadership_or_functional, by.technical, by.seminar].map(u32::from).iter().sum();
        if sum != u32::from(competence) {
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
        let own = [
            competence.map(|by| (&by.source, &by.status)),
            qualification.as_ref().map(|steps| (&steps.source, &steps.status)),
            discipline.as_ref().map(|steps| (&steps.source, &steps.status)),
            performance.as_ref().map(|points| (&points.source, &points.status)),
            counts_as.as_ref().map(|counts| (&counts.source, &counts.status)),
        ];
        let sources = sources(version, own.into_iter().flatten());
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

    /// The years, the newest first, for which there is an index: up to `year`, and so many.
    pub(crate) fn index_years(&self, year: i16, most: usize) -> Vec<i16> {
        let covered =
            |year: &i16| Date::new(*year, 12, 31).is_ok_and(|day| covering(&self.career.index, day, INDEX).is_ok());
        (0..).map(|back| year - back).take(most).filter(covered).collect()
    }
}
