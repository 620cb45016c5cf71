//! The rules in force on a day, read from the dated data in `content/rules/`.

use std::collections::BTreeMap;

use content::Files;
use domain::activity::{Activity, Conversion, Unit};
use domain::plan::PlanRules;
use domain::rules::{ActivityCaps, Band, DutyByStatus, JobMatchRules, LearningHourRules, MeasurementRules};
use domain::score::PerMille;
use domain::time::Validity;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::career_rules::CareerRules;
use crate::notification_rules::{self, NotificationRules};
use crate::performance_rules::{self, PerformanceData};
use crate::rule_times;
use crate::{Error, Result, Text};

/// All rules that the program uses.
#[derive(Clone, Debug)]
pub struct Rules {
    measurement: Vec<Version<MeasurementRules>>,
    hours: Vec<Version<HoursData>>,
    job_match: Vec<Version<JobMatchData>>,
    retention: Vec<Version<RetentionData>>,
    plans: Vec<Version<PlanRules>>,
    pub(crate) performance: Vec<Version<PerformanceData>>,
    pub(crate) notifications: Vec<Version<NotificationRules>>,
    pub(crate) career: CareerRules,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct RuleFile<T> {
    pub versions: Vec<Version<T>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Version<T> {
    #[serde(flatten)]
    pub validity: Validity,
    #[serde(default, deserialize_with = "crate::names::one_or_both")]
    pub source: Text,
    #[serde(default)]
    pub status: String,
    pub values: T,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct HoursData {
    minutes_per_jp: Value,
    annual_duty: ByKind,
    annual_cap: ByKind,
    /// Versions before this key leave the duty as it is.
    duty_by_status: Option<ByStatus>,
    /// By the code of the activity.
    conversions: BTreeMap<String, ConversionData>,
}

#[derive(Clone, Debug, Deserialize)]
struct Value {
    value: u16,
}

#[derive(Clone, Debug, Deserialize)]
struct ByStatus {
    active: Share,
    leave: Share,
    study: Share,
    retired: Share,
}

#[derive(Clone, Debug, Deserialize)]
struct Share {
    share: u16,
}

#[derive(Clone, Debug, Deserialize)]
struct ByKind {
    pns: Amount,
    pppk: Amount,
}

#[derive(Clone, Debug, Deserialize)]
struct Amount {
    jp: Option<u16>,
    #[serde(deserialize_with = "crate::names::one_or_both")]
    source: Text,
    #[serde(default)]
    status: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct ConversionData {
    title: Text,
    unit: String,
    jp: Option<u16>,
    jp_international: Option<u16>,
    max_jp_per_day: Option<u16>,
    max_sessions_per_month: Option<u16>,
    #[serde(deserialize_with = "crate::names::one_or_both")]
    source: Text,
    #[serde(default)]
    status: String,
}

impl ConversionData {
    /// A cap on sessions is one on their JP: each session of a kind brings the same.
    fn caps(&self) -> ActivityCaps {
        let month = self.max_sessions_per_month.zip(self.jp).map(|(sessions, jp)| sessions.saturating_mul(jp));
        ActivityCaps { day: self.max_jp_per_day, month }
    }
}

/// How a kind of activity becomes JP, as the rules of a day have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityRule {
    pub activity: Activity,
    pub title: Text,
    pub conversion: Conversion,
    pub caps: ActivityCaps,
    pub max_sessions_per_month: Option<u16>,
    pub source: Text,
    /// Read in the source that is named; else to be compared with the official text before a decision rests on it.
    pub is_checked: bool,
}

/// The cap of the year, where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnualCap {
    pub jp: u16,
    pub source: Text,
    pub is_checked: bool,
}

#[derive(Clone, Debug, Deserialize)]
struct RetentionData {
    periods: Vec<Period>,
}

/// How long something is kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Period {
    pub id: String,
    pub title: Text,
    /// Days after `after`; none where the rule names no end.
    pub days: Option<u32>,
    /// From when the days count, or why there is no end.
    pub after: Text,
    #[serde(deserialize_with = "crate::names::one_or_both")]
    pub source: Text,
    /// `seen`, or `to-check`: compare with the official text before a decision rests on it.
    pub status: String,
}

impl Period {
    pub fn is_checked(&self) -> bool {
        self.status == "seen"
    }
}

/// Stands in for rules that were imported before there was a file for this.
const RETENTION: &str = include_str!("../../../content/rules/retention.yaml");
/// As [`RETENTION`], of plans.
const PLANS: &str = include_str!("../../../content/rules/plans.yaml");

#[derive(Clone, Debug, Deserialize)]
struct JobMatchData {
    mapping: Bands,
    selection: Bands,
}

/// Which bands a Job Person Match is read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchRule {
    /// Mapping of the people in office.
    Mapping,
    /// Selection for a post.
    Selection,
}

#[derive(Clone, Debug, Deserialize)]
struct Bands {
    bands: Vec<NamedBand>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct NamedBand {
    pub id: String,
    pub from: u16,
    pub title: Text,
}

impl Rules {
    /// Reads `measurement.yaml`, `learning-hours.yaml`, `job-match.yaml`, `retention.yaml` and `performance.yaml`.
    ///
    /// # Errors
    /// [`Error::Rules`] names the file and what is wrong: unreadable, no version, or a gap between two versions.
    pub fn read(files: &Files) -> Result<Self> {
        Ok(Self {
            measurement: versions(files, "measurement.yaml")?,
            hours: versions(files, "learning-hours.yaml")?,
            job_match: versions(files, "job-match.yaml")?,
            retention: parsed(files.text("retention.yaml").unwrap_or(RETENTION), "retention.yaml")?,
            plans: parsed(files.text("plans.yaml").unwrap_or(PLANS), "plans.yaml")?,
            performance: performance_rules::read(files)?,
            notifications: notification_rules::read(files)?,
            career: CareerRules::read(files)?,
        })
    }

    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn measurement(&self, day: Date) -> Result<&MeasurementRules> {
        in_force(&self.measurement, day, "measurement.yaml")
    }

    /// The learning hours of a PNS or, for `pppk`, a PPPK.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn learning_hours(&self, kind: &str, day: Date) -> Result<LearningHourRules> {
        let data = in_force(&self.hours, day, "learning-hours.yaml")?;
        let of = |amounts: &ByKind| if kind == "pppk" { amounts.pppk.clone() } else { amounts.pns.clone() };
        let duty = of(&data.annual_duty);
        Ok(LearningHourRules {
            annual_duty: duty.jp.unwrap_or_default(),
            annual_cap: of(&data.annual_cap).jp,
            minutes_per_jp: data.minutes_per_jp.value,
            caps: activities(data).map(|(activity, conversion)| (activity, conversion.caps())).collect(),
        })
    }

    /// Where the duty of a PNS or, for `pppk`, a PPPK is written.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn duty_source(&self, kind: &str, day: Date) -> Result<Text> {
        let duty = &in_force(&self.hours, day, "learning-hours.yaml")?.annual_duty;
        let amount = if kind == "pppk" { &duty.pppk } else { &duty.pns };
        Ok(amount.source.clone())
    }

    /// The cap of a year for a PNS or, for `pppk`, a PPPK.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn annual_cap(&self, kind: &str, day: Date) -> Result<Option<AnnualCap>> {
        let caps = &in_force(&self.hours, day, "learning-hours.yaml")?.annual_cap;
        let cap = if kind == "pppk" { &caps.pppk } else { &caps.pns };
        let named = |jp| AnnualCap { jp, source: cap.source.clone(), is_checked: cap.status == SEEN };
        Ok(cap.jp.map(named))
    }

    /// How each kind of activity becomes JP.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn activities(&self, day: Date) -> Result<Vec<ActivityRule>> {
        let data = in_force(&self.hours, day, "learning-hours.yaml")?;
        let minutes_per_jp = data.minutes_per_jp.value;
        let rule = |(activity, found): (Activity, &ConversionData)| {
            let unit = Unit::from_code(&found.unit);
            let unit =
                unit.ok_or_else(|| Error::Rules(format!("learning-hours.yaml: unit {} is unknown", found.unit)))?;
            Ok(ActivityRule {
                activity,
                title: found.title.clone(),
                conversion: Conversion { unit, jp: found.jp, jp_international: found.jp_international, minutes_per_jp },
                caps: found.caps(),
                max_sessions_per_month: found.max_sessions_per_month,
                source: found.source.clone(),
                is_checked: found.status == SEEN && !found.source.en.contains("to be checked"),
            })
        };
        activities(data).map(rule).collect()
    }

    /// How one kind becomes JP; `None` where the rules of that day have no such kind.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn activity(&self, code: &str, day: Date) -> Result<Option<ActivityRule>> {
        Ok(self.activities(day)?.into_iter().find(|rule| rule.activity.code() == code))
    }

    /// The first day for which there are rules about learning hours.
    pub fn hours_since(&self) -> Date {
        self.hours.iter().map(|version| version.validity.valid_from).min().unwrap_or(Date::MAX)
    }

    /// How long what is kept, in the order of the file.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn retention(&self, day: Date) -> Result<&[Period]> {
        Ok(&in_force(&self.retention, day, "retention.yaml")?.periods)
    }

    /// When plans are reminded of, and what counts for them.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn plans(&self, day: Date) -> Result<&PlanRules> {
        in_force(&self.plans, day, "plans.yaml")
    }

    /// How much of the year's duty each status leaves.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn duty_by_status(&self, day: Date) -> Result<DutyByStatus> {
        let data = in_force(&self.hours, day, "learning-hours.yaml")?;
        let share = |share: &Share| PerMille::new(share.share.min(1000));
        Ok(data.duty_by_status.as_ref().map_or_else(DutyByStatus::default, |by| DutyByStatus {
            active: share(&by.active),
            leave: share(&by.leave),
            study: share(&by.study),
            retired: share(&by.retired),
        }))
    }

    /// The bands of the Job Person Match, and their titles.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn job_match_band(&self, value: u16, rule: MatchRule, day: Date) -> Result<Option<Text>> {
        let data = in_force(&self.job_match, day, "job-match.yaml")?;
        let bands = match rule {
            MatchRule::Mapping => &data.mapping.bands,
            MatchRule::Selection => &data.selection.bands,
        };
        let rules = JobMatchRules { mapping: bands.iter().map(|b| Band { from: b.from, id: b.id.clone() }).collect() };
        let band = domain::position::band(value, &rules);
        Ok(band.and_then(|band| bands.iter().find(|named| named.id == band.id)).map(|named| named.title.clone()))
    }

    /// The bands of selection, the highest first: id, where it begins, title.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub(crate) fn selection_bands(&self, day: Date) -> Result<Vec<(String, u16, Text)>> {
        let bands = &in_force(&self.job_match, day, "job-match.yaml")?.selection.bands;
        let mut bands: Vec<_> = bands.iter().map(|band| (band.id.clone(), band.from, band.title.clone())).collect();
        bands.sort_by_key(|(_, from, _)| std::cmp::Reverse(*from));
        Ok(bands)
    }
}

/// The status of what was read in the source that is named.
pub(crate) const SEEN: &str = "seen";

/// The kinds of activity that are known here, in their fixed order.
fn activities(data: &HoursData) -> impl Iterator<Item = (Activity, &ConversionData)> {
    Activity::ALL
        .into_iter()
        .filter_map(|activity| data.conversions.get(activity.code()).map(|found| (activity, found)))
}

fn versions<T: DeserializeOwned>(files: &Files, name: &str) -> Result<Vec<Version<T>>> {
    parsed(files.text(name).ok_or_else(|| Error::Rules(format!("{name} is missing")))?, name)
}

pub(crate) fn parsed<T: DeserializeOwned>(text: &str, name: &str) -> Result<Vec<Version<T>>> {
    let file: RuleFile<T> = serde_yaml_ng::from_str(text).map_err(|error| Error::Rules(format!("{name}: {error}")))?;
    let times: Vec<Validity> = file.versions.iter().map(|version| version.validity).collect();
    match rule_times::problem(text, name, &times) {
        Some(problem) => Err(Error::Rules(problem)),
        None => Ok(file.versions),
    }
}

pub(crate) fn in_force<'r, T>(versions: &'r [Version<T>], day: Date, name: &str) -> Result<&'r T> {
    let version = versions.iter().find(|version| version.validity.covers(day));
    version.map(|version| &version.values).ok_or_else(|| Error::Rules(format!("{name}: no version covers {day}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn shipped() -> Files {
        Files::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/rules")).unwrap()
    }

    #[test]
    fn the_shipped_rules_are_those_of_the_sources() {
        let rules = Rules::read(&shipped()).unwrap();
        let day = date(2026, 11, 24);
        assert_eq!(*rules.measurement(day).unwrap(), MeasurementRules::default());
        let pns = rules.learning_hours("pns", day).unwrap();
        assert_eq!((pns.annual_duty, pns.annual_cap, pns.minutes_per_jp), (20, None, 45));
        assert_eq!(rules.learning_hours("pppk", day).unwrap().annual_cap, Some(24));
        let duty = rules.duty_source("pns", day).unwrap();
        assert_eq!((duty.id.as_str(), duty.en.as_str()), ("Pasal 203 ayat (4) PP 11/2017", "PP 11/2017 art. 203(4)"));
        assert_eq!(rules.job_match_band(820, MatchRule::Mapping, day).unwrap().unwrap().id, "Cukup Optimal");
        assert_eq!(rules.job_match_band(820, MatchRule::Selection, day).unwrap().unwrap().id, "Memenuhi Syarat");
        assert_eq!(rules.activities(day).unwrap().len(), Activity::ALL.len(), "every kind has a rule");
        let coaching = rules.activity("coaching", day).unwrap().unwrap();
        assert_eq!((coaching.conversion.jp, coaching.caps.month, coaching.is_checked), (Some(2), Some(4), false));
        assert_eq!(rules.activity("self-study", day).unwrap().unwrap().caps.day, Some(2));
        assert_eq!(rules.activity("nothing", day).unwrap(), None);
        assert_eq!(rules.hours_since(), date(2023, 1, 1));
        assert!(!rules.annual_cap("pppk", day).unwrap().unwrap().is_checked);
        let by_status = rules.duty_by_status(day).unwrap();
        assert_eq!((by_status.active.get(), by_status.leave.get(), by_status.retired.get()), (1000, 0, 0));
        assert!(matches!(rules.measurement(date(1999, 1, 1)), Err(Error::Rules(_))));
        let sessions = rules.retention(day).unwrap().iter().find(|period| period.id == "sessions").unwrap().clone();
        assert_eq!((sessions.days, sessions.is_checked()), (Some(30), false));
    }

    #[test]
    fn rules_from_before_retention_was_one_use_the_shipped_periods() {
        let mut files = Files::new();
        let shipped = shipped();
        for name in ["measurement.yaml", "learning-hours.yaml", "job-match.yaml"] {
            files.insert(name, shipped.text(name).unwrap().as_bytes().to_vec());
        }
        let day = date(2026, 11, 24);
        let (old, new) = (Rules::read(&files).unwrap(), Rules::read(&shipped).unwrap());
        assert_eq!(old.retention(day).unwrap(), new.retention(day).unwrap());
    }

    #[test]
    fn a_gap_between_two_versions_is_refused() {
        let mut files = shipped();
        let gap = "versions:
  - {valid-from: 2024-01-01, valid-to: 2024-12-31, values: {gamma-course: 800, gamma-promotion: 950, interval: 900, cut: 700, case-share: 333, window: 20}}
  - {valid-from: 2025-01-02, values: {gamma-course: 800, gamma-promotion: 950, interval: 900, cut: 700, case-share: 333, window: 20}}
";
        files.insert("measurement.yaml", gap.as_bytes().to_vec());
        let error = Rules::read(&files).unwrap_err().to_string();
        assert!(error.contains("measurement.yaml") && error.contains("2025-01-02"), "{error}");
    }
}
