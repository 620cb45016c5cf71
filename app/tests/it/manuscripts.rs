//! The state of the course files.

use std::sync::Arc;

use app::lang::Lang;
use app::pages::manuscripts::{manuscript, manuscripts};
use content::{Diagnostic, Severity};
use services::manuscripts::{Manuscript, ManuscriptsView};

use crate::profile::NOVEMBER;
use crate::support::{HOSTILE, assert_escaped, body, frame};

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
            ("cek-alamat".into(), "Bagian mana yang dipalsukan?".into(), "07-kuis-akhir.md".into(), 12),
            ("urut-lampiran".into(), "Urutkan cara memeriksa lampiran.".into(), "06-bank.md".into(), 80),
        ],
    }
}

fn view() -> ManuscriptsView {
    ManuscriptsView {
        courses: vec![
            course(vec![found(Severity::Error), found(Severity::Warning)]),
            Manuscript { course: "mengenali-phishing".into(), title: "Mengenali phishing".into(), ..course(Vec::new()) },
        ],
        folder: Some("content/courses".into()),
        unmarked: 2,
    }
}

#[test]
fn a_course_with_an_error() {
    insta::assert_snapshot!(body(manuscripts(&frame(Lang::Id), &view())));
    insta::assert_snapshot!(body(manuscripts(&frame(Lang::En), &view())));
}

#[test]
fn everything_is_clean() {
    let view = ManuscriptsView { courses: vec![course(Vec::new())], folder: None, unmarked: 0 };
    insta::assert_snapshot!(body(manuscripts(&frame(Lang::Id), &view)));
}

#[test]
fn nothing_yet() {
    let view = ManuscriptsView { courses: Vec::new(), folder: Some("content/courses".into()), unmarked: 0 };
    insta::assert_snapshot!(body(manuscripts(&frame(Lang::En), &view)));
}

#[test]
fn a_course_with_the_lines_of_its_questions() {
    insta::assert_snapshot!(body(manuscript(&frame(Lang::Id), &course(vec![found(Severity::Warning)]))));
    let empty = Manuscript { places: Vec::new(), ..course(Vec::new()) };
    insta::assert_snapshot!(body(manuscript(&frame(Lang::En), &empty)));
}

#[test]
fn many_findings_are_one_click_away() {
    let view = ManuscriptsView { courses: vec![course(vec![found(Severity::Warning); 8])], folder: None, unmarked: 0 };
    let html = body(manuscripts(&frame(Lang::Id), &view));
    assert_eq!(html.matches("class=\"diagnostic\"").count(), 5);
    assert!(html.contains("Lihat 3 temuan lain"));
}

#[test]
fn what_authors_type_is_escaped() {
    let hostile = Diagnostic {
        file: HOSTILE.into(),
        message: HOSTILE.into(),
        advice: HOSTILE.into(),
        source_line: HOSTILE.into(),
        ..found(Severity::Error)
    };
    let course = Manuscript {
        course: HOSTILE.into(),
        title: HOSTILE.into(),
        version: HOSTILE.into(),
        places: vec![(HOSTILE.into(), HOSTILE.into(), HOSTILE.into(), 1)],
        ..course(vec![hostile])
    };
    let view = ManuscriptsView { courses: vec![course.clone()], folder: Some(HOSTILE.into()), unmarked: 1 };
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&body(manuscript(&frame(lang), &course)));
        assert_escaped(&body(manuscripts(&frame(lang), &view)));
    }
}
