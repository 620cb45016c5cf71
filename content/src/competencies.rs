//! The competency dictionaries and the standards of positions, from `competencies/*.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::{CompetencyId, PositionId};
use domain::level::Level;
use jiff::civil::Date;
use serde::Deserialize;

use crate::codes;
use crate::diagnostic::{Diagnostic, Findings};
use crate::source::Files;
use crate::yaml;

/// The file that holds the standards; every other YAML file of the folder is a dictionary.
const STANDARDS: &str = "standards.yaml";

/// All dictionaries and standards of an agency.
#[derive(Clone, Debug, PartialEq)]
pub struct Competencies {
    pub dictionary: Dictionary,
    pub standards: Standards,
}

/// Every competency there is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dictionary {
    pub groups: Vec<Group>,
}

/// One dictionary: the competencies of a kind or a field, from one source.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Group {
    pub id: String,
    pub kind: Kind,
    pub title: Localised,
    pub source: String,
    pub status: Status,
    pub valid_from: Date,
    pub competencies: Vec<Competency>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Managerial,
    SocioCultural,
    Technical,
}

/// Whether a person saw the official text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Seen,
    ToCheck,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competency {
    pub id: CompetencyId,
    pub title: Localised,
    pub short: Localised,
    pub definition: Localised,
    pub levels: Vec<LevelText>,
}

/// What a person at a level does.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelText {
    pub level: Level,
    pub id: String,
    pub en: String,
}

/// A text in Indonesian and English.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Localised {
    pub id: String,
    pub en: String,
}

impl Localised {
    /// The text in a language; Indonesian unless it is `en`.
    pub fn in_lang(&self, lang: &str) -> &str {
        if lang == "en" { &self.en } else { &self.id }
    }
}

/// The levels that positions require.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Standards {
    pub valid_from: Date,
    pub source: String,
    pub status: Status,
    pub positions: Vec<Position>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    pub id: PositionId,
    pub title: Localised,
    #[serde(rename = "type")]
    pub kind: PostType,
    pub grade: Option<String>,
    pub requires: BTreeMap<CompetencyId, Level>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PostType {
    Struktural,
    Fungsional,
    Pelaksana,
}

impl Dictionary {
    pub fn iter(&self) -> impl Iterator<Item = &Competency> {
        self.groups.iter().flat_map(|group| &group.competencies)
    }

    pub fn get(&self, id: &CompetencyId) -> Option<&Competency> {
        self.iter().find(|competency| competency.id == *id)
    }

    pub fn contains(&self, id: &CompetencyId) -> bool {
        self.get(id).is_some()
    }

    /// The dictionary that a competency is in.
    pub fn group_of(&self, id: &CompetencyId) -> Option<&Group> {
        self.groups.iter().find(|group| group.competencies.iter().any(|competency| competency.id == *id))
    }

    /// The id that differs least, if it differs little.
    pub(crate) fn nearest(&self, id: &str) -> Option<&CompetencyId> {
        let distance = |competency: &&Competency| edit_distance(competency.id.as_str(), id);
        let best = self.iter().min_by_key(distance)?;
        (distance(&best) <= id.len() / 5).then_some(&best.id)
    }
}

impl Standards {
    pub fn position(&self, id: &PositionId) -> Option<&Position> {
        self.positions.iter().find(|position| position.id == *id)
    }
}

/// Reads all dictionaries and the standards of a folder. `None` if one of them has an error.
pub fn parse_competencies(files: &Files) -> (Option<Competencies>, Vec<Diagnostic>) {
    let mut dictionary = Dictionary::default();
    let mut standards = None;
    let mut list = Vec::new();
    let yaml = |path: &str| path.ends_with(".yaml") && !path.contains('/');
    // Standards name competencies, so they are read last.
    let (last, first): (Vec<_>, Vec<_>) =
        files.iter().map(|(path, _)| path).filter(|path| yaml(path)).partition(|path| *path == STANDARDS);
    let mut seen = BTreeSet::new();
    for path in first {
        let mut findings = Findings::new(path, files.text(path).unwrap_or_default());
        if let Some(group) = yaml::read::<Group>(&mut findings, codes::DICTIONARY) {
            check_group(&group, &mut seen, &mut findings);
            dictionary.groups.push(group);
        }
        list.append(&mut findings.list);
    }
    for path in last {
        let mut findings = Findings::new(path, files.text(path).unwrap_or_default());
        standards = yaml::read::<Standards>(&mut findings, codes::DICTIONARY);
        // Without a dictionary, everything in the standards would be unknown.
        if let Some(standards) = standards.as_ref().filter(|_| list.is_empty()) {
            check_standards(standards, &dictionary, &mut findings);
        }
        list.append(&mut findings.list);
    }
    if standards.is_none() && list.is_empty() {
        let mut findings = Findings::new(STANDARDS, "");
        findings.error(codes::DICTIONARY, 0..0, "there is no `standards.yaml`", "Add the standards of the positions.");
        list.append(&mut findings.list);
    }
    let whole = standards.filter(|_| list.is_empty()).map(|standards| Competencies { dictionary, standards });
    (whole, list)
}

fn check_group(group: &Group, seen: &mut BTreeSet<CompetencyId>, findings: &mut Findings<'_>) {
    for competency in &group.competencies {
        let id = &competency.id;
        if !seen.insert(id.clone()) {
            let span = yaml::last_place(findings.text, id.as_str());
            let advice = "Ids are never given twice. Remove one, or give it another id.";
            findings.error(codes::DICTIONARY_DUPLICATE, span, format!("the competency `{id}` exists twice"), advice);
        }
        let levels: Vec<Level> = competency.levels.iter().map(|text| text.level).collect();
        if levels != Level::ALL {
            let span = yaml::last_place(findings.text, id.as_str());
            let advice = "Describe the levels 1, 2, 3, 4 and 5, in this order.";
            findings.error(codes::DICTIONARY, span, format!("`{id}` does not have the five levels"), advice);
        }
    }
}

fn check_standards(standards: &Standards, dictionary: &Dictionary, findings: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for position in &standards.positions {
        if !seen.insert(&position.id) {
            let span = yaml::last_place(findings.text, position.id.as_str());
            let message = format!("the position `{}` exists twice", position.id);
            findings.error(codes::DICTIONARY_DUPLICATE, span, message, "Ids are never given twice. Remove one.");
        }
        for id in position.requires.keys().filter(|id| !dictionary.contains(id)) {
            let text = findings.text;
            let block = text.find(&format!("id: {}\n", position.id)).unwrap_or_default();
            let start = text[block..].find(&format!(" {id}:")).map_or(block, |at| block + at + 1);
            let span = start..start + id.as_str().len();
            let message = format!("no dictionary has the competency `{id}` that `{}` requires", position.id);
            let advice = match dictionary.nearest(id.as_str()) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "Add it to a dictionary, or remove the line.".to_owned(),
            };
            findings.error(codes::UNKNOWN_COMPETENCY, span, message, advice);
        }
    }
}

/// Levenshtein distance in bytes.
fn edit_distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.bytes().enumerate() {
            let substituted = diagonal + usize::from(left != right);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_levenshtein() {
        assert_eq!(edit_distance("layanan/loket", "layanan/loket"), 0);
        assert_eq!(edit_distance("loket", "lokte"), 2);
        assert_eq!(edit_distance("", "abc"), 3);
    }
}
