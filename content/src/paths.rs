//! Learning paths: several courses in an order, from `paths/*.yaml`.

use std::collections::BTreeSet;

use domain::id::CourseId;
use serde::Deserialize;

use crate::codes;
use crate::competencies::Localised;
use crate::diagnostic::{Diagnostic, Findings};
use crate::source::Files;
use crate::yaml;

/// Courses for one purpose, in the order in which they help each other.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Path {
    /// The name of its file and the last part of its address.
    pub id: String,
    pub title: Localised,
    pub summary: Localised,
    /// For whom it is.
    #[serde(rename = "for")]
    pub audience: Localised,
    #[serde(rename = "courses")]
    pub steps: Vec<Step>,
}

/// A course of a path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub course: CourseId,
    /// Why it is part of the path, at this place.
    pub why: Localised,
    /// The path is complete without it.
    #[serde(default)]
    pub optional: bool,
}

/// Reads all paths of a folder. `is_course` tells which courses there are. `None` if a path has an error.
pub fn parse_paths(files: &Files, is_course: impl Fn(&str) -> bool) -> (Option<Vec<Path>>, Vec<Diagnostic>) {
    let mut paths: Vec<Path> = Vec::new();
    let mut list = Vec::new();
    for (file, _) in files.iter().filter(|(file, _)| file.ends_with(".yaml") && !file.contains('/')) {
        let mut findings = Findings::new(file, files.text(file).unwrap_or_default());
        if let Some(path) = yaml::read::<Path>(&mut findings, codes::PATH) {
            check_id(&path, file, &paths, &mut findings);
            check_steps(&path, &is_course, &mut findings);
            paths.push(path);
        }
        list.append(&mut findings.list);
    }
    (list.is_empty().then_some(paths), list)
}

fn check_id(path: &Path, file: &str, others: &[Path], findings: &mut Findings<'_>) {
    let expected = file.trim_end_matches(".yaml");
    let span = yaml::last_place(findings.text, &path.id);
    if others.iter().any(|other| other.id == path.id) {
        let message = format!("the path `{}` exists twice", path.id);
        findings.error(codes::PATH_DUPLICATE, span, message, "Ids are never given twice. Rename one.");
    } else if path.id != expected {
        let message = format!("the id is `{}`, not `{expected}`", path.id);
        findings.error(
            codes::ITEM_ID,
            span,
            message,
            format!("Write `id: {expected}`: the id is the name of the file."),
        );
    }
}

fn check_steps(path: &Path, is_course: &impl Fn(&str) -> bool, findings: &mut Findings<'_>) {
    let mut seen = BTreeSet::new();
    for step in &path.steps {
        let slug = step.course.as_str();
        let span = yaml::last_place(findings.text, &format!("course: {slug}"));
        if !is_course(slug) {
            let message = format!("there is no course `{slug}`");
            let advice = "Name the folder of a course, as it is in `courses/`.";
            findings.error(codes::PATH_COURSE, span.clone(), message, advice);
        }
        if !seen.insert(slug) {
            let message = format!("the course `{slug}` is in this path twice");
            findings.error(codes::PATH_DUPLICATE, span, message, "Keep it where it helps most.");
        }
    }
    if path.steps.iter().all(|step| step.optional) {
        let span = yaml::last_place(findings.text, "courses:");
        let advice = "Name at least one course that is not `optional`: without one there is nothing to complete.";
        findings.error(codes::PATH_EMPTY, span, "a path without a course that must be taken", advice);
    }
}
