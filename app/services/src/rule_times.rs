//! When the versions of a rule file hold: no day without a version, none with two, and a message with file and line.

use content::Files;
use domain::time::Validity;
use serde_yaml_ng::Value;

use crate::rules::RuleFile;

/// What is wrong with the times of the versions, in the order of the file.
pub(crate) fn problem(text: &str, name: &str, versions: &[Validity]) -> Option<String> {
    if versions.is_empty() {
        return Some(format!("{name}: there is no version in it"));
    }
    let at = |place: usize| line(text, place).map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"));
    for (place, version) in versions.iter().enumerate() {
        let from = version.valid_from;
        if let Some(to) = version.valid_to.filter(|to| *to < from) {
            return Some(format!("{}: the version from {from} ends before it begins, on {to}", at(place)));
        }
        let Some(before) = place.checked_sub(1).and_then(|before| versions.get(before)) else { continue };
        match before.valid_to {
            None => {
                let ends = "must end on the day before";
                return Some(format!("{}: two versions hold from {from} on: the one above {ends}", at(place)));
            }
            Some(last) if last >= from => {
                let must = "must end on the day before";
                return Some(format!(
                    "{}: two versions hold from {from} to {last}: the one above {must} {from}",
                    at(place)
                ));
            }
            Some(last) if last.tomorrow().ok() != Some(from) => {
                let must = "must begin on the day after";
                return Some(format!(
                    "{}: a gap: no version holds between {last} and {from}: this one {must} {last}",
                    at(place)
                ));
            }
            Some(_) => {}
        }
    }
    None
}

/// The line on which a version begins, from 1.
fn line(text: &str, place: usize) -> Option<usize> {
    let begins = |line: &str| line.split('#').next().is_some_and(|code| code.contains("valid-from:"));
    text.lines().enumerate().filter(|(_, line)| begins(line)).nth(place).map(|(number, _)| number + 1)
}

/// Everything that is wrong with the files of a rules folder, also those that no page reads yet.
pub fn check_rules(files: &Files) -> Vec<String> {
    let mut problems: Vec<String> = Vec::new();
    for (name, _) in files.iter() {
        let Some(text) = files.text(name).filter(|_| name.ends_with(".yaml")) else { continue };
        problems.extend(match serde_yaml_ng::from_str::<RuleFile<Value>>(text) {
            Ok(file) => {
                let times: Vec<_> = file.versions.iter().map(|version| version.validity).collect();
                problem(text, name, &times)
            }
            Err(error) => Some(format!("{name}: {error}")),
        });
    }
    if problems.is_empty() {
        problems.extend(crate::Rules::read(files).err().map(|error| match error {
            crate::Error::Rules(problem) => problem,
            other => other.to_string(),
        }));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(versions: &[(&str, &str)]) -> (String, Vec<Validity>) {
        let mut text = "versions:\n".to_owned();
        for (from, to) in versions {
            text.push_str(&format!(
                "  # valid-from: never\n  - valid-from: {from}\n    valid-to: {to}\n    values: 1\n"
            ));
        }
        let file: RuleFile<Value> = serde_yaml_ng::from_str(&text).unwrap();
        let times = file.versions.iter().map(|version| version.validity).collect();
        (text, times)
    }

    fn said(versions: &[(&str, &str)]) -> Option<String> {
        let (text, times) = of(versions);
        problem(&text, "x.yaml", &times)
    }

    #[test]
    fn days_follow_each_other() {
        assert_eq!(said(&[("2024-01-01", "2024-12-31"), ("2025-01-01", "null")]), None);
        assert_eq!(problem("", "x.yaml", &[]).unwrap(), "x.yaml: there is no version in it");
    }

    #[test]
    fn a_gap_and_an_overlap_are_told_with_their_line() {
        let gap = said(&[("2024-01-01", "2024-12-31"), ("2025-01-02", "null")]).unwrap();
        assert!(gap.starts_with("x.yaml:7: a gap") && gap.contains("2025-01-02"), "{gap}");
        let overlap = said(&[("2024-01-01", "2025-01-31"), ("2025-01-01", "null")]).unwrap();
        assert!(overlap.starts_with("x.yaml:7: two versions hold from 2025-01-01 to 2025-01-31"), "{overlap}");
        let endless = said(&[("2024-01-01", "null"), ("2025-01-01", "null")]).unwrap();
        assert!(endless.starts_with("x.yaml:7: two versions"), "{endless}");
        let backwards = said(&[("2024-01-01", "2023-12-31")]).unwrap();
        assert!(backwards.starts_with("x.yaml:3: the version from 2024-01-01 ends before"), "{backwards}");
    }

    #[test]
    fn every_file_of_a_folder_is_looked_at() {
        let mut files = Files::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/rules")).unwrap();
        assert_eq!(check_rules(&files), Vec::<String>::new());
        let nine = files.text("nine-box.yaml").unwrap().replace("valid-to: null", "valid-to: 2022-01-01");
        files.insert("nine-box.yaml", nine.into_bytes());
        let performance = files.text("performance.yaml").unwrap().replace("below: kurang", "below: lupa");
        let problems = check_rules(&files);
        assert!(problems.len() == 1 && problems[0].starts_with("nine-box.yaml:6"), "{problems:?}");
        files.insert("nine-box.yaml", b"versions: [".to_vec());
        files.insert("performance.yaml", performance.into_bytes());
        assert_eq!(check_rules(&files).len(), 1);
    }
}
