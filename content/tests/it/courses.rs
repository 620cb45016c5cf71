//! The courses that are shipped.

use content::{Files, parse_competencies, parse_course, parse_paths};

use crate::support::{dictionary, folder};

#[test]
fn shipped_courses_have_no_finding() {
    let all = Files::read(folder("courses")).unwrap();
    let dictionary = dictionary();
    let mut findings = Vec::new();
    for slug in all.folders() {
        let files = all.under(slug);
        let parsed = parse_course(slug, &files, &dictionary);
        findings
            .extend(parsed.diagnostics.iter().map(|finding| format!("{slug}/{finding}\n{}", finding.render(&files))));
    }
    assert!(findings.is_empty(), "{} findings\n{}", findings.len(), findings.join("\n"));
}

#[test]
fn shipped_courses_are_formatted() {
    let all = Files::read(folder("courses")).unwrap();
    let changed: Vec<String> = all
        .folders()
        .into_iter()
        .flat_map(|slug| {
            let files = all.under(slug);
            let formatted = content::fmt_course(&files);
            let changed = |path: &&str| files.get(path) != formatted.get(path);
            files.iter().map(|(path, _)| path).filter(changed).map(|path| format!("{slug}/{path}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(changed.is_empty(), "`ampera content fmt` would change {}", changed.join(", "));
}

#[test]
fn shipped_dictionaries_and_standards_are_whole() {
    let files = Files::read(folder("competencies")).unwrap();
    let (competencies, diagnostics) = parse_competencies(&files);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let competencies = competencies.unwrap();
    assert!(competencies.dictionary.iter().count() >= 17);
    assert!(competencies.standards.positions.len() >= 8);
}

#[test]
fn shipped_paths_are_whole() {
    let courses = Files::read(folder("courses")).unwrap();
    let files = Files::read(folder("paths")).unwrap();
    let (paths, diagnostics) = parse_paths(&files, |slug| courses.folders().contains(&slug));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert!(paths.unwrap().len() >= 3);
}
