//! The rules of the professionalism index and of the talent matrix: `rules/ip-asn.yaml` and `rules/nine-box.yaml`, the version
//! of the day that is asked about.

mod index;
mod nine_box;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use content::Files;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::rules::{SEEN, Version, parsed};
use crate::{Error, Result, Rules, Text};

use index::IndexData;
use nine_box::NineBoxData;

pub use index::{IndexRule, StepView};
pub use nine_box::NineBoxRule;

const INDEX: &str = "ip-asn.yaml";
const NINE_BOX: &str = "nine-box.yaml";
/// Stand in for rules that were imported before there was a file for this, or before a key was there.
const SHIPPED_INDEX: &str = include_str!("../../../../content/rules/ip-asn.yaml");
const SHIPPED_NINE_BOX: &str = include_str!("../../../../content/rules/nine-box.yaml");
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

/// Where a figure is written, and whether somebody has compared it with the official text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSource {
    pub source: Text,
    pub is_checked: bool,
}

impl RuleSource {
    fn new(source: &Text, status: &str) -> Self {
        let is_checked = status == SEEN && !source.en.contains("to be checked");
        Self { source: source.clone(), is_checked }
    }
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
            index::check(&version.values).map_err(|problem| wrong(INDEX, version.validity.valid_from, &problem))?;
        }
        for version in &nine_box {
            nine_box::rubric(&version.values)
                .map_err(|problem| wrong(NINE_BOX, version.validity.valid_from, &problem))?;
            nine_box::check(&version.values)
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

/// The sources of a rule: of its version, then of its parts that name another one.
fn sources<'s, T>(version: &'s Version<T>, parts: impl Iterator<Item = (&'s Text, &'s String)>) -> Vec<RuleSource> {
    let mut sources = vec![RuleSource::new(&version.source, &version.status)];
    for (source, status) in parts.filter(|(source, _)| !source.en.is_empty()) {
        let source = RuleSource::new(source, status);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// A value of this version, or the newest shipped one.
fn or_shipped<D, T: Clone>(own: &Option<T>, shipped: &[Version<D>], of: fn(&D) -> &Option<T>) -> Option<T> {
    own.clone().or_else(|| of(&shipped.last()?.values).clone())
}

fn covering<'r, T>(versions: &'r [Version<T>], day: Date, name: &str) -> Result<&'r Version<T>> {
    let version = versions.iter().find(|version| version.validity.covers(day));
    version.ok_or_else(|| Error::Rules(format!("{name}: no version covers {day}")))
}

impl Rules {
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
