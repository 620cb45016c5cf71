//! Courses for tests.

use std::path::{Path, PathBuf};

use content::{Course, Dictionary, Files, Parsed, parse_competencies, parse_course};

pub const SLUG: &str = "uji";

/// The front matter that a test does not care about.
pub const COURSE: &str = "---
id: uji
title: Kursus uji
lang: id
version: \"1.0\"
summary: Kursus untuk menguji.
objectives: [\"o1: Mencatat pengaduan\"]
competencies: [{id: layanan/pengaduan, level: 2}]
jp: 2
authors: [Tim Ampera]
licence: CC-BY-SA-4.0
---

Pengantar.
";

pub const IMAGE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 360\"></svg>\n";

pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

pub fn dictionary() -> Dictionary {
    let files = Files::read(folder("competencies")).unwrap();
    let (competencies, diagnostics) = parse_competencies(&files);
    let texts: Vec<String> = diagnostics.iter().map(|finding| finding.render(&files)).collect();
    competencies.unwrap_or_else(|| panic!("{}", texts.join("\n"))).dictionary
}

pub fn files(entries: &[(&str, &str)]) -> Files {
    let mut files = Files::new();
    for (path, text) in entries {
        files.insert(*path, text.as_bytes());
    }
    files
}

/// A course out of one text: lines `<!-- file: name -->` begin further files, what comes before is `01-soal.md`.
pub fn split(text: &str) -> Files {
    let mut files = files(&[("course.md", COURSE), ("img/alur.svg", IMAGE)]);
    let mut name = "01-soal.md".to_owned();
    let mut lines = String::new();
    let mut keep = |name: &str, lines: &str| {
        if !lines.trim().is_empty() {
            files.insert(name, lines.as_bytes());
        }
    };
    for line in text.split_inclusive('\n') {
        match line.trim().strip_prefix("<!-- file: ").and_then(|rest| rest.strip_suffix(" -->")) {
            Some(next) => {
                keep(&name, &lines);
                next.clone_into(&mut name);
                lines.clear();
            }
            None => lines.push_str(line),
        }
    }
    keep(&name, &lines);
    files
}

pub fn parse(files: &Files) -> Parsed {
    parse_course(SLUG, files, &dictionary())
}

/// The course, which has no error.
pub fn course(files: &Files) -> Course {
    let parsed = parse(files);
    let texts: Vec<String> = parsed.diagnostics.iter().map(|finding| finding.render(files)).collect();
    parsed.course.unwrap_or_else(|| panic!("{}", texts.join("\n")))
}

/// A quiz of these questions.
pub fn quiz(questions: &str) -> Files {
    files(&[
        ("course.md", COURSE),
        ("img/alur.svg", IMAGE),
        ("01-soal.md", &format!("---\nid: uji/soal\nkind: quiz\ntitle: Soal\n---\n\n{questions}")),
    ])
}

/// A lesson with this body.
pub fn lesson(body: &str) -> Files {
    files(&[
        ("course.md", COURSE),
        ("img/alur.svg", IMAGE),
        ("01-soal.md", &format!("---\nid: uji/soal\nkind: lesson\ntitle: Pelajaran\nduration: 9 min\n---\n\n{body}")),
    ])
}

/// The inputs in a folder of `tests`, with their names.
pub fn inputs(name: &str) -> Vec<(String, String)> {
    let mut inputs: Vec<(String, String)> = std::fs::read_dir(folder("tests").join(name))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    inputs.sort();
    inputs
}
