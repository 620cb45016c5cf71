//! `notifications.yaml`: when the letter of a day goes out, and what people have to be told.

use content::Files;
use domain::notification::Kind;
use jiff::civil::Date;
use serde::Deserialize;

use crate::rules::{Rules, Version, in_force, parsed};
use crate::{Error, Result, Text};

const NAME: &str = "notifications.yaml";
/// Stands in for rules that were imported before there was a file for this.
const SHIPPED: &str = include_str!("../../../content/rules/notifications.yaml");

/// What an agency sets about notifications.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct NotificationRules {
    /// No letter of the day before this hour in Jakarta.
    pub digest_from_hour: i8,
    /// What waited longer goes into no letter.
    pub fresh_days: u16,
    pub required: Vec<RequiredRule>,
}

/// Kinds that cannot be turned off, and which rule says so.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct RequiredRule {
    pub kinds: Vec<String>,
    pub why: Text,
    #[serde(deserialize_with = "crate::names::one_or_both")]
    pub source: Text,
    pub status: String,
}

impl NotificationRules {
    /// The rule that wants that people are told of a kind.
    pub fn required(&self, kind: Kind) -> Option<&RequiredRule> {
        self.required.iter().find(|rule| rule.kinds.iter().any(|code| code == kind.code()))
    }
}

/// Reads the file of a rules folder.
///
/// # Errors
/// [`Error::Rules`] names file and line, or a kind that is none.
pub(crate) fn read(files: &Files) -> Result<Vec<Version<NotificationRules>>> {
    let versions: Vec<Version<NotificationRules>> = parsed(files.text(NAME).unwrap_or(SHIPPED), NAME)?;
    let rules = versions.iter().flat_map(|version| &version.values.required);
    match rules.flat_map(|rule| &rule.kinds).find(|code| Kind::from_code(code).is_none()) {
        Some(code) => Err(Error::Rules(format!("{NAME}: there is no kind {code}"))),
        None => Ok(versions),
    }
}

impl Rules {
    /// When the letter of a day goes out, and what people have to be told.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub(crate) fn notifications(&self, day: Date) -> Result<&NotificationRules> {
        in_force(&self.notifications, day, NAME)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_law_wants_is_named_with_its_source() {
        let rules = &read(&Files::new()).unwrap()[0].values;
        for kind in [Kind::EvaluationShared, Kind::DataAnswered, Kind::NewDevice, Kind::WayInChanged] {
            assert!(rules.required(kind).is_some_and(|rule| !rule.source.en.is_empty()), "{kind:?}");
        }
        assert!(rules.required(Kind::PlanAssigned).is_none());
        assert_eq!(rules.digest_from_hour, 6);
    }

    #[test]
    fn a_kind_that_is_none_is_refused() {
        let mut files = Files::new();
        files.insert(NAME, SHIPPED.replace("data-answered", "data-lost").into_bytes());
        assert!(read(&files).unwrap_err().to_string().contains("data-lost"));
    }
}
