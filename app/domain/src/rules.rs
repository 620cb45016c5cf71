//! Rules that a regulation or a policy sets, as dated data. The figures themselves are in `content/rules/`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::activity::Activity;
use crate::score::PerMille;
use crate::status::Status;

/// How answers become decisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct MeasurementRules {
    /// Certainty needed to call a level met in learning.
    pub gamma_course: PerMille,
    /// Certainty needed where the result counts towards promotion or an award.
    pub gamma_promotion: PerMille,
    /// Mass of the credible interval that is shown.
    pub interval: PerMille,
    /// The proportion that a just competent person answers rightly.
    pub cut: PerMille,
    /// The largest share of a level's evidence that one case may have.
    pub case_share: PerMille,
    /// How many of the newest answers count for a level.
    pub window: u16,
}

/// The rules of `docs/measurement.md`, used where a test needs some.
impl Default for MeasurementRules {
    fn default() -> Self {
        Self {
            gamma_course: PerMille::new(800),
            gamma_promotion: PerMille::new(950),
            interval: PerMille::new(900),
            cut: PerMille::new(700),
            case_share: PerMille::new(333),
            window: 24,
        }
    }
}

/// The most JP of one kind of activity that count, where there is such a cap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActivityCaps {
    pub day: Option<u16>,
    pub month: Option<u16>,
}

/// The learning hours (JP) a person owes and how they are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearningHourRules {
    /// JP that a year asks of every ASN.
    pub annual_duty: u16,
    /// The most JP of a year that count, if there is such a cap.
    pub annual_cap: Option<u16>,
    /// Minutes in one JP.
    pub minutes_per_jp: u16,
    /// Caps of single kinds of activity.
    pub caps: BTreeMap<Activity, ActivityCaps>,
}

/// How much of the year's duty each status leaves, day by day. A rule that is silent leaves all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyByStatus {
    pub active: PerMille,
    pub leave: PerMille,
    pub study: PerMille,
    pub retired: PerMille,
}

impl Default for DutyByStatus {
    fn default() -> Self {
        Self { active: PerMille::FULL, leave: PerMille::FULL, study: PerMille::FULL, retired: PerMille::FULL }
    }
}

impl DutyByStatus {
    pub fn share(&self, status: Status) -> PerMille {
        match status {
            Status::Active => self.active,
            Status::Leave => self.leave,
            Status::Study => self.study,
            Status::Retired => self.retired,
        }
    }
}

/// A band of a scale that runs from high to low: it begins at `from` (thousandths, included).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Band {
    pub from: u16,
    pub id: String,
}

/// Job Person Match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobMatchRules {
    /// From the highest band to the lowest, which begins at 0.
    pub mapping: Vec<Band>,
}
