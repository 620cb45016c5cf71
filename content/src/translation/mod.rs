//! Translations: a folder `en/` inside a course holds the same files in another language.
//!
//! A translation is a course of its own to whoever reads it, and the same course to everything else: attempts, evidence and
//! certificates do not know in which language it was read. So it must ask the same questions with the same keys.

mod compare;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::QuestionId;
use domain::key::{GapKey, Key};

use crate::codes;
use crate::diagnostic::{Diagnostic, Findings};
use crate::load::{COURSE_FILE, item_slug};
use crate::model::{Block, Course, Item, Question};
use crate::source::Files;

pub(crate) use compare::differences;

/// The languages that a course can be written in. A folder of such a name holds a translation.
const LANGUAGES: [&str; 2] = ["id", "en"];

/// Whether a file of a course belongs to a translation.
pub(crate) fn is_translated(path: &str) -> bool {
    path.split_once('/').is_some_and(|(folder, _)| LANGUAGES.contains(&folder))
}

/// The files of the course as it was written, and those of each translation by their paths inside its folder.
pub(crate) fn split(files: &Files) -> (Files, Vec<(&'static str, Files)>) {
    let own = files.iter().filter(|(path, _)| !is_translated(path));
    let own = own.map(|(path, bytes)| (path.to_owned(), Arc::clone(bytes))).collect();
    let translated = LANGUAGES.iter().map(|lang| (*lang, files.under(lang))).filter(|(_, files)| !files.is_empty());
    (own, translated.collect())
}

/// Whether a finding is one of the translation: what follows from the questions alone was said of the original.
pub(crate) fn is_of_its_own(finding: &Diagnostic) -> bool {
    !matches!(finding.code, codes::TOO_SHORT | codes::KEY_POSITION | codes::UNCOVERED_OBJECTIVE)
}

/// Texts that only one of the two has.
pub(crate) fn missing_files(original: &Files, translated: &Files) -> Vec<Diagnostic> {
    let is_text = |path: &&str| *path == COURSE_FILE || item_slug(path).is_some();
    let texts = |files: &'_ Files| {
        files.iter().map(|(path, _)| path.to_owned()).filter(|path| is_text(&path.as_str())).collect()
    };
    let (of_original, of_translation): (Vec<String>, Vec<String>) = (texts(original), texts(translated));
    let mut list = Vec::new();
    let mut report = |file: &str, message: String, advice: &str| {
        let mut findings = Findings::new(file, "");
        findings.error(codes::TRANSLATION_FILE, 0..0, message, advice);
        list.append(&mut findings.list);
    };
    // A missing `course.md` has a code of its own.
    for file in of_original.iter().filter(|file| !of_translation.contains(file) && *file != COURSE_FILE) {
        report(file, format!("the translation of `{file}` is missing"), "Translate it under the same file name.");
    }
    for file in of_translation.iter().filter(|file| !of_original.contains(file)) {
        let advice = "Translations have the file names of the original, number included. Rename or remove it.";
        report(file, format!("the course has no file `{file}` to translate"), advice);
    }
    list
}

/// The course with its translations. What is typed is right in any of the languages.
pub(crate) fn joined(mut original: Course, mut translations: Vec<Course>) -> Course {
    let languages: Vec<String> =
        std::iter::once(&original).chain(&translations).map(|course| course.lang.clone()).collect();
    if !translations.is_empty() {
        let typed: Vec<_> = std::iter::once(&original).chain(&translations).map(typed_keys).collect();
        for (place, course) in std::iter::once(&mut original).chain(&mut translations).enumerate() {
            let others = typed.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, keys)| keys);
            accept(course, &others.collect::<Vec<_>>());
        }
    }
    for translation in &mut translations {
        translation.languages.clone_from(&languages);
        if translation.cover.is_none() {
            translation.cover.clone_from(&original.cover);
        }
    }
    let translations = translations.into_iter().map(Arc::new).collect();
    Course { languages, translations, ..original }
}

/// The keys of the questions whose answer is typed, one list of variants per gap.
fn typed_keys(course: &Course) -> BTreeMap<QuestionId, Vec<Vec<String>>> {
    let mut keys = BTreeMap::new();
    for question in course.items.iter().flat_map(blocks).flat_map(Block::questions) {
        let variants = match &question.secret.key {
            Key::Text(key) => vec![key.variants.clone()],
            Key::Cloze { gaps } => {
                let gap = |gap: &GapKey| if let GapKey::Text(key) = gap { key.variants.clone() } else { Vec::new() };
                gaps.iter().map(gap).collect()
            }
            _ => continue,
        };
        keys.insert(question.id.clone(), variants);
    }
    keys
}

fn blocks(item: &Item) -> &[Block] {
    match item {
        Item::Quiz(quiz) => &quiz.blocks,
        Item::Bank(bank) => &bank.blocks,
        Item::Lesson(_) => &[],
    }
}

fn accept(course: &mut Course, others: &[&BTreeMap<QuestionId, Vec<Vec<String>>>]) {
    let more = |question: &Question, gap: usize, own: &[String]| -> Vec<String> {
        let variants = others.iter().filter_map(|keys| keys.get(&question.id)?.get(gap)).flatten();
        variants.filter(|variant| !own.contains(variant)).cloned().collect()
    };
    let taught = |question: &mut Arc<Question>| {
        let translated: Vec<Vec<String>> = match &question.secret.key {
            Key::Text(key) => vec![more(question, 0, &key.variants)],
            Key::Cloze { gaps } => {
                let gap = |(place, gap): (usize, &GapKey)| match gap {
                    GapKey::Text(key) => more(question, place, &key.variants),
                    _ => Vec::new(),
                };
                gaps.iter().enumerate().map(gap).collect()
            }
            _ => return,
        };
        if translated.iter().all(Vec::is_empty) {
            return;
        }
        match &mut Arc::make_mut(question).secret.key {
            Key::Text(key) => key.translated = translated.into_iter().next().unwrap_or_default(),
            Key::Cloze { gaps } => {
                for (gap, translated) in gaps.iter_mut().zip(translated) {
                    if let GapKey::Text(key) = gap {
                        key.translated = translated;
                    }
                }
            }
            _ => {}
        }
    };
    for item in &mut course.items {
        let blocks = match item {
            Item::Quiz(quiz) => &mut quiz.blocks,
            Item::Bank(bank) => &mut bank.blocks,
            Item::Lesson(_) => continue,
        };
        for block in blocks {
            match block {
                Block::Question(question) => taught(question),
                Block::Case(case) => case.questions.iter_mut().for_each(taught),
                Block::Pool(pool) => {
                    pool.questions.iter_mut().for_each(taught);
                    pool.cases.iter_mut().flat_map(|case| &mut case.questions).for_each(taught);
                }
            }
        }
    }
}
