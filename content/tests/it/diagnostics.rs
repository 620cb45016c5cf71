//! Every finding as an author sees it. The inputs are named after the codes.

use std::collections::BTreeSet;

use content::{Diagnostic, Files, codes, parse_competencies, parse_paths};

use crate::support::{files, folder, inputs, parse, split};

/// Findings that come with others in small courses: nothing shows the image, nothing covers the objective.
const USUAL: &[&str] = &[codes::UNUSED_IMAGE, codes::UNCOVERED_OBJECTIVE];

fn prepared(code: &str, text: &str) -> Files {
    let mut files = split(text);
    match code {
        codes::NO_COURSE => files = files.iter().filter(|(path, _)| *path != "course.md").map(owned).collect(),
        codes::ENCODING => {
            let bytes = text.replace("\\xFF", "\u{0}").into_bytes();
            let bytes: Vec<u8> = bytes.into_iter().map(|byte| if byte == 0 { 0xFF } else { byte }).collect();
            files.insert("01-soal.md", bytes);
        }
        _ => {}
    }
    files
}

fn owned((path, bytes): (&str, &std::sync::Arc<[u8]>)) -> (String, std::sync::Arc<[u8]>) {
    (path.to_owned(), bytes.clone())
}

fn broken_dictionaries(code: &str) -> Files {
    let mut files = Files::read(folder("competencies")).unwrap();
    let text = files.text("digital.yaml").unwrap().to_owned();
    let standards = files.text("standards.yaml").unwrap().to_owned();
    if code == codes::DICTIONARY {
        files.insert("digital.yaml", text.replacen("status: to-check", "status: perhaps", 1).into_bytes());
    } else {
        let twice = text.replacen("id: digital/data\n", "id: digital/keamanan\n", 1);
        files.insert("digital.yaml", twice.into_bytes());
        files.insert("standards.yaml", standards.replacen("id: lurah\n", "id: pengelola-layanan\n", 1).into_bytes());
    }
    files
}

fn broken_paths(code: &str) -> Files {
    let mut files = Files::read(folder("paths")).unwrap();
    let name = "baru-di-loket.yaml";
    let text = files.text(name).unwrap().to_owned();
    let broken = match code {
        codes::PATH => text.replacen("for:", "untuk:", 1),
        codes::PATH_COURSE => text.replacen("course: melayani-di-loket", "course: melayani-di-lokett", 1),
        codes::PATH_DUPLICATE => {
            files.insert("zz.yaml", text.clone().into_bytes());
            let again = text.split_once("  - course:").unwrap().1.split("  - course:").next().unwrap();
            format!("{text}  - course:{again}")
        }
        _ => text.split_once("courses:").map(|(before, _)| format!("{before}courses: []\n")).unwrap(),
    };
    files.insert(name, broken.into_bytes());
    files
}

#[test]
fn every_code_has_an_input() {
    let inputs: BTreeSet<String> = inputs("diagnostics").into_iter().map(|(name, _)| name).collect();
    let codes: BTreeSet<String> = codes::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(inputs, codes);
}

#[test]
fn findings_look_like_this() {
    for (code, text) in inputs("diagnostics") {
        let dictionary = matches!(code.as_str(), codes::DICTIONARY | codes::DICTIONARY_DUPLICATE);
        let path =
            matches!(code.as_str(), codes::PATH | codes::PATH_COURSE | codes::PATH_DUPLICATE | codes::PATH_EMPTY);
        let files = match (dictionary, path) {
            (true, _) => broken_dictionaries(&code),
            (_, true) => broken_paths(&code),
            _ => prepared(&code, &text),
        };
        let diagnostics = if path {
            let courses = Files::read(folder("courses")).unwrap();
            let (paths, diagnostics) = parse_paths(&files, |slug| courses.folders().contains(&slug));
            assert!(paths.is_none());
            diagnostics
        } else if dictionary {
            let (competencies, diagnostics) = parse_competencies(&files);
            assert!(competencies.is_none());
            diagnostics
        } else {
            let parsed = parse(&files);
            assert_eq!(parsed.course.is_some(), !parsed.diagnostics.iter().any(Diagnostic::is_error), "{code}");
            parsed.diagnostics
        };
        assert!(diagnostics.iter().any(|finding| finding.code == code), "{code} is not found: {diagnostics:#?}");
        let shown = |finding: &&Diagnostic| finding.code == code || !USUAL.contains(&finding.code);
        let lines: Vec<String> =
            diagnostics.iter().filter(shown).map(|finding| format!("{finding}\n{}", finding.render(&files))).collect();
        insta::assert_snapshot!(code, lines.join("\n"));
    }
}

#[test]
fn warnings_wait_until_there_is_no_error() {
    let text = "---\nid: uji/soal\nkind: quiz\ntitle: Soal\n---\n\n## Satu?\n\n- [x] a\n- [ ] a\n";
    let parsed = parse(&files(&[("course.md", crate::support::COURSE), ("01-soal.md", text)]));
    assert!(parsed.course.is_none());
    assert!(parsed.diagnostics.iter().all(Diagnostic::is_error));
}

#[test]
fn dictionaries_name_what_is_missing() {
    let (competencies, diagnostics) = parse_competencies(&Files::new());
    assert!(competencies.is_none());
    assert_eq!(diagnostics[0].message, "there is no `standards.yaml`");
    let mut files = Files::read(folder("competencies")).unwrap();
    let standards = files.text("standards.yaml").unwrap().replace("layanan/loket:", "layanan/lokett:");
    files.insert("standards.yaml", standards.into_bytes());
    let (competencies, diagnostics) = parse_competencies(&files);
    assert!(competencies.is_none());
    assert_eq!(diagnostics[0].code, codes::UNKNOWN_COMPETENCY);
    assert_eq!(diagnostics[0].advice, "Did you mean `layanan/loket`?");
}
