//! The state of the course files.

use std::sync::Arc;

use app::lang::Lang;
use app::pages::{manuscript, manuscripts};
use content::{Diagnostic, Html, Severity};
use services::manuscripts::{Manuscript, ManuscriptsView};

use crate::profile::NOVEMBER;
use crate::support::{EVIL, assert_escaped, frame, main_of};

fn found(severity: Severity) -> Diagnostic {
    Diagnostic {
        code: if severity == Severity::Error { "E014" } else { "W003" },
        severity,
        file: "07-kuis-akhir.md".into(),
        line: 42,
        column: 3,
        span: 100..106,
        message: "feedback without an option".into(),
        advice: "Put two spaces before the quote.".into(),
        source_line: "> Tepat: warga tahu apa yang terjadi.".into(),
    }
}

fn course(diagnostics: Vec<Diagnostic>) -> Manuscript {
    Manuscript {
        course: "menangani-pengaduan-warga".into(),
        title: "Menangani pengaduan warga".into(),
        version: "1.1".into(),
        published: diagnostics.is_empty().then(|| "ab".repeat(32)),
        checked_at: NOVEMBER,
        lessons: 6,
        questions: 2,
        diagnostics: Arc::new(diagnostics),
        places: vec![
            ("cek-alamat".into(), Html::sanitise("Bagian mana yang dipalsukan?"), "07-kuis-akhir.md".into(), 12),
            ("urut-lampiran".into(), Html::sanitise("Urutkan cara memeriksa lampiran."), "06-bank.md".into(), 80),
        ],
    }
}

fn view() -> ManuscriptsView {
    ManuscriptsView {
        courses: vec![
            course(vec![found(Severity::Error), found(Severity::Warning)]),
            Manuscript {
                course: "mengenali-phishing".into(),
                title: "Mengenali phishing".into(),
                ..course(Vec::new())
            },
        ],
        folder: Some("content/courses".into()),
        unmarked: 2,
        paths: Arc::default(),
    }
}

#[test]
fn a_course_with_an_error() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| manuscripts(f, &view())));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| manuscripts(f, &view())));
}

#[test]
fn everything_is_clean() {
    let view = ManuscriptsView { courses: vec![course(Vec::new())], folder: None, unmarked: 0, paths: Arc::default() };
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| manuscripts(f, &view)));
}

#[test]
fn nothing_yet() {
    let view = ManuscriptsView {
        courses: Vec::new(),
        folder: Some("content/courses".into()),
        unmarked: 0,
        paths: Arc::default(),
    };
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| manuscripts(f, &view)));
}

#[test]
fn a_course_with_the_lines_of_its_questions() {
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| manuscript(f, &course(vec![found(Severity::Warning)]))));
    let empty = Manuscript { places: Vec::new(), ..course(Vec::new()) };
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| manuscript(f, &empty)));
}

#[test]
fn many_findings_are_one_click_away() {
    let view = ManuscriptsView {
        courses: vec![course(vec![found(Severity::Warning); 8])],
        folder: None,
        unmarked: 0,
        paths: Arc::default(),
    };
    let html = main_of(&frame(Lang::Id), |f| manuscripts(f, &view));
    assert_eq!(html.matches("class=\"diagnostic\"").count(), 5);
    assert!(html.contains("Lihat 3 temuan lain"));
}

#[test]
fn what_authors_type_is_escaped() {
    let hostile = Diagnostic {
        file: EVIL.into(),
        message: EVIL.into(),
        advice: EVIL.into(),
        source_line: EVIL.into(),
        ..found(Severity::Error)
    };
    let course = Manuscript {
        course: EVIL.into(),
        title: EVIL.into(),
        version: EVIL.into(),
        places: vec![(EVIL.into(), Html::default(), EVIL.into(), 1)],
        ..course(vec![hostile])
    };
    let view = ManuscriptsView {
        courses: vec![course.clone()],
        folder: Some(EVIL.into()),
        unmarked: 1,
        paths: Arc::new(vec![found(Severity::Error)]),
    };
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&frame(lang), |f| manuscript(f, &course));
        assert_escaped(&frame(lang), |f| manuscripts(f, &view));
    }
}
