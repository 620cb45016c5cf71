//! The page of a course, and a course made by hand for the other tests.

use std::sync::Arc;

use app::lang::Lang;
use app::pages::course;
use content::fixed::Fixed;
use content::model::{CompetencyLevel, Course, Cover, Date, Html, Item, Lesson, Mode, Objective, Quiz};
use domain::completion;
use domain::id::{CompetencyId, ContentHash, CourseId, ItemId};
use domain::level::Level;
use domain::score::PerMille;
use services::Text;
use services::course::{CourseView, Outline, OutlineRow, RowKind};

use crate::support::{EVIL, assert_escaped, frame, main_of};

pub fn level(level: u8) -> Level {
    Level::try_from(level).unwrap()
}

pub fn text(id: &str, en: &str) -> Text {
    Text { id: id.to_owned(), en: en.to_owned() }
}

pub fn security() -> Text {
    text("Keamanan digital", "Digital security")
}

/// A course of two lessons, a practice and an assessment, with a text in every place that an author writes.
pub fn course_saying(words: &str) -> Arc<Course> {
    let competency = Some(CompetencyId::new("digital/keamanan"));
    let lesson = |slug: &str, title: &str| {
        Item::Lesson(Lesson {
            id: ItemId::new(format!("mengenali-phishing/{slug}")),
            slug: slug.to_owned(),
            title: title.to_owned(),
            minutes: 9,
            competency: competency.clone(),
            level: Some(level(2)),
            objectives: vec!["o1".to_owned()],
            html: Fixed::from(Html::sanitise("<p>Nama yang tampil dapat ditulis <strong>siapa saja</strong>.</p>")),
            toc: Vec::new(),
            words: 5,
            text: "Nama yang tampil dapat ditulis siapa saja.".to_owned(),
            file: format!("01-{slug}.md"),
        })
    };
    let quiz = |slug: &str, title: &str, mode: Mode| {
        Item::Quiz(Quiz {
            id: ItemId::new(format!("mengenali-phishing/{slug}")),
            slug: slug.to_owned(),
            title: title.to_owned(),
            competency: competency.clone(),
            level: Some(level(2)),
            minutes: (mode == Mode::Assessment).then_some(20),
            pass: PerMille::new(if mode == Mode::Assessment { 750 } else { 0 }),
            attempts: if mode == Mode::Assessment { 3 } else { 0 },
            shuffle_questions: true,
            shuffle_options: true,
            mode,
            partial: false,
            intro: Html::sanitise("<p>Kerjakan sendiri.</p>"),
            blocks: Vec::new(),
            file: format!("09-{slug}.md"),
        })
    };
    Arc::new(Course {
        id: CourseId::new("mengenali-phishing"),
        lang: "id".to_owned(),
        title: format!("Mengenali phishing{words}"),
        version: "1.0".to_owned(),
        summary: format!("Surel, pesan, dan tautan yang menyamar sebagai kantor Anda sendiri.{words}"),
        cover: Some(Cover { address: "/isi/abc/img/cover.svg".to_owned(), width: 640, height: 360 }),
        objectives: vec![
            Objective { id: Some("o1".to_owned()), text: format!("membaca alamat pengirim{words}") },
            Objective { id: None, text: "melaporkan kejadian dalam lima menit pertama".to_owned() },
        ],
        audience: vec![format!("semua ASN{words}")],
        competencies: vec![CompetencyLevel { id: CompetencyId::new("digital/keamanan"), level: level(2) }],
        jp: 3,
        prerequisites: vec![CourseId::new("menangani-pengaduan-warga")],
        authors: vec![format!("Budi Santoso{words}")],
        reviewed: Some(Date::constant(2026, 9, 14)),
        valid_until: None,
        licence: "CC-BY-SA-4.0".to_owned(),
        intro: Html::sanitise("<h2>Untuk siapa</h2><p>Untuk semua ASN.</p>"),
        items: vec![
            lesson("alamat-pengirim", &format!("Alamat pengirim yang menipu{words}")),
            quiz("kuis-alamat", "Kuis: alamat pengirim", Mode::Practice),
            lesson("lampiran", "Lampiran dan tautan"),
            quiz("asesmen-akhir", "Asesmen akhir", Mode::Assessment),
        ],
        images: std::collections::BTreeMap::new(),
        hash: ContentHash::new("ab".repeat(32)),
        languages: vec!["id".to_owned()],
        translations: Vec::new(),
    })
}

/// The outline of [`course_saying`]: so many lessons read, the practice tried after the first, the best score.
pub fn outline_saying(words: &str, read: usize, best: Option<u16>) -> Outline {
    let row = |slug: &str, title: String, minutes, kind| OutlineRow { slug: slug.to_owned(), title, minutes, kind };
    let rows = vec![
        row(
            "alamat-pengirim",
            format!("Alamat pengirim yang menipu{words}"),
            Some(9),
            RowKind::Lesson { read: read > 0 },
        ),
        row("kuis-alamat", "Kuis: alamat pengirim".to_owned(), None, RowKind::Practice { tried: read > 0 }),
        row("lampiran", "Lampiran dan tautan".to_owned(), Some(11), RowKind::Lesson { read: read > 1 }),
        row(
            "asesmen-akhir",
            "Asesmen akhir".to_owned(),
            Some(20),
            RowKind::Assessment { pass: PerMille::new(750), best: best.map(PerMille::new) },
        ),
    ];
    let requirements: Vec<_> = rows.iter().filter_map(OutlineRow::requirement).collect();
    Outline { progress: completion::progress(&requirements), complete: completion::is_complete(&requirements), rows }
}

fn view_saying(words: &str) -> CourseView {
    CourseView {
        course: course_saying(words),
        competencies: vec![(security(), level(2))],
        outline: outline_saying(words, 1, None),
        enrolled: true,
        next_item: Some("lampiran".to_owned()),
        certificate: None,
        prerequisites: vec![("menangani-pengaduan-warga".to_owned(), format!("Menangani pengaduan warga{words}"))],
    }
}

#[test]
fn a_course_half_read() {
    let view = view_saying("");
    insta::assert_snapshot!(main_of(&frame(Lang::Id), |f| course(f, &view)));
    insta::assert_snapshot!(main_of(&frame(Lang::En), |f| course(f, &view)));
}

#[test]
fn a_course_not_begun_and_one_seen_without_signing_in() {
    let view = CourseView {
        enrolled: false,
        outline: outline_saying("", 0, None),
        next_item: Some("alamat-pengirim".to_owned()),
        ..view_saying("")
    };
    let mine = main_of(&frame(Lang::Id), |f| course(f, &view));
    assert!(mine.contains("action=\"/kursus/mengenali-phishing/daftar\""));
    assert!(!mine.contains("aria-current=\"step\""));
    let mut public = frame(Lang::Id);
    public.viewer = None;
    let public = main_of(&public, |f| course(f, &view));
    assert!(public.contains("href=\"/masuk?next=/kursus/mengenali-phishing\""));
}

#[test]
fn the_rule_is_stated_and_kept_to() {
    let almost = CourseView {
        outline: outline_saying("", 2, Some(749)),
        next_item: Some("asesmen-akhir".to_owned()),
        ..view_saying("")
    };
    let html = main_of(&frame(Lang::Id), |f| course(f, &almost));
    assert!(html.contains("Semua pelajaran dibaca: 2 dari 2"));
    assert!(html.contains("paling sedikit 75\u{a0}% (terbaik sejauh ini: 74,9\u{a0}%)"), "{html}");
    let complete = CourseView {
        outline: outline_saying("", 2, Some(900)),
        next_item: None,
        certificate: Some("AMP-2026-0001".to_owned()),
        ..view_saying("")
    };
    let html = main_of(&frame(Lang::En), |f| course(f, &complete));
    assert!(html.contains("href=\"/sertifikat/AMP-2026-0001\""));
    assert!(html.contains("All of it is met: 3 JP and the certificate are on record."));
}

#[test]
fn a_practice_that_is_left_does_not_hide_the_certificate() {
    let view = CourseView {
        outline: Outline {
            rows: outline_saying("", 2, Some(900))
                .rows
                .into_iter()
                .map(|row| match row.kind {
                    RowKind::Practice { .. } => OutlineRow { kind: RowKind::Practice { tried: false }, ..row },
                    _ => row,
                })
                .collect(),
            ..outline_saying("", 2, Some(900))
        },
        next_item: Some("kuis-alamat".to_owned()),
        certificate: Some("AMP-2026-0001".to_owned()),
        ..view_saying("")
    };
    assert!(main_of(&frame(Lang::Id), |f| course(f, &view)).contains("href=\"/sertifikat/AMP-2026-0001\""));
}

#[test]
fn what_authors_write_is_text() {
    for lang in [Lang::Id, Lang::En] {
        assert_escaped(&frame(lang), |f| course(f, &view_saying(EVIL)));
    }
}
