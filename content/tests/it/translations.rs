//! Courses in two languages.

use std::sync::Arc;

use content::model::{Block, Course, Item, Question};
use content::{Files, fmt_course};
use domain::answer::Answer;
use domain::grading::{Credit, grade};
use domain::score::PerMille;

use crate::support::{course, folder};

fn two_languages() -> Files {
    Files::read(folder("tests/translations/uji")).unwrap()
}

fn questions(course: &Course) -> Vec<&Arc<Question>> {
    let blocks = course.items.iter().flat_map(|item| match item {
        Item::Quiz(quiz) => quiz.blocks.as_slice(),
        Item::Bank(bank) => bank.blocks.as_slice(),
        Item::Lesson(_) => &[],
    });
    blocks.flat_map(Block::questions).collect()
}

fn both(files: &Files) -> (Arc<Course>, Arc<Course>) {
    let course = Arc::new(course(files));
    let english = course.in_lang("en");
    (course, english)
}

#[test]
fn a_translation_is_the_same_course_in_other_words() {
    let (course, english) = both(&two_languages());
    assert_eq!((course.lang.as_str(), english.lang.as_str()), ("id", "en"));
    assert_eq!(course.in_lang("id"), course);
    assert_eq!((&course.id, &course.hash, &course.languages), (&english.id, &english.hash, &english.languages));
    assert_eq!(course.languages, ["id", "en"]);
    let ids = |course: &Course| {
        course.items.iter().map(|item| (item.id().clone(), item.slug().to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(ids(&course), ids(&english));
    assert_eq!(english.items[0].title(), "The first call");
    let ids = |course: &Course| questions(course).iter().map(|question| question.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&course), ids(&english));
}

#[test]
fn what_is_typed_is_right_in_either_language() {
    let (course, english) = both(&two_languages());
    let text = |text: &str| Answer::Text { text: text.to_owned() };
    let cloze = |one: &str| Answer::Cloze { gaps: vec![one.to_owned(), "0".to_owned()] };
    for course in [&course, &english] {
        let score = |id: &str, answer: &Answer| {
            let question = *questions(course).iter().find(|question| question.id.as_str() == id).unwrap();
            grade(&question.secret.key, answer, Credit::AllOrNothing).unwrap()
        };
        for right in ["tanda terima", "receipt", "Bukti"] {
            assert_eq!(score("apa", &text(right)), PerMille::FULL, "{right} in {}", course.lang);
        }
        assert_eq!(score("apa", &text("nota")), PerMille::ZERO);
        for right in ["lima", "five"] {
            assert_eq!(score("batas", &cloze(right)), PerMille::FULL, "{right} in {}", course.lang);
        }
        assert_eq!(score("batas", &cloze("enam")), PerMille::ZERO);
    }
}

#[test]
fn figures_are_those_of_the_translation_or_of_the_original() {
    let files = two_languages();
    let (course, english) = both(&files);
    let Item::Lesson(lesson) = &english.items[0] else { panic!("no lesson") };
    let hash = &course.hash;
    assert!(lesson.html.as_str().contains(&format!("src=\"/isi/{hash}/en/img/alur.svg\"")), "{}", lesson.html);
    assert!(lesson.html.as_str().contains(&format!("src=\"/isi/{hash}/img/lain.svg\"")), "{}", lesson.html);
    assert_eq!(course.image("img/alur.svg").unwrap().width, 640);
    assert_eq!(course.image("en/img/alur.svg").unwrap().width, 320);
    assert_eq!(course.image("en/img/lain.svg"), None);
    assert_eq!(course.image("id/img/alur.svg"), None);
    assert_eq!(english.cover.as_ref().unwrap().address, format!("/isi/{hash}/en/img/alur.svg"));
    let without: Files = files
        .iter()
        .filter(|(path, _)| *path != "en/img/alur.svg")
        .map(|(path, bytes)| (path.to_owned(), bytes.clone()))
        .collect();
    let parsed = crate::support::parse(&without);
    assert!(parsed.diagnostics.iter().all(|finding| finding.file == "en/01-telepon.md"), "{:?}", parsed.diagnostics);
}

#[test]
fn the_hash_is_that_of_both() {
    let files = two_languages();
    let mut changed = files.clone();
    changed.insert(
        "en/01-telepon.md",
        files.text("en/01-telepon.md").unwrap().replace("first call", "second call").into_bytes(),
    );
    assert_ne!(course(&files).hash, course(&changed).hash);
}

#[test]
fn a_translation_gets_no_ids_of_its_own() {
    let files = two_languages();
    let mut untidy = files.clone();
    untidy
        .insert("en/02-kuis.md", files.text("en/02-kuis.md").unwrap().replace(" {#siapa covers=o1}", "").into_bytes());
    let formatted = fmt_course(&untidy);
    assert_eq!(formatted.text("en/02-kuis.md").map(str::trim), untidy.text("en/02-kuis.md").map(str::trim));
    let parsed = crate::support::parse(&formatted);
    assert!(parsed.course.is_none());
    assert!(
        parsed
            .diagnostics
            .iter()
            .any(|finding| finding.file == "en/02-kuis.md" && finding.code == content::codes::NO_ID)
    );
}

#[test]
fn a_cover_without_words_needs_no_translation() {
    let mut files = two_languages();
    let text = files.text("en/course.md").unwrap().replace("cover: img/alur.svg\n", "");
    files.insert("en/course.md", text.into_bytes());
    let (course, english) = both(&files);
    assert_eq!(english.cover, course.cover);
    assert_eq!(english.cover.as_ref().unwrap().width, 640);
}
