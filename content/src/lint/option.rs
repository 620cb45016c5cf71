//! What options give away, or say twice.

use domain::key::Key;

use super::{field, heading, page};
use crate::codes;
use crate::diagnostic::Findings;
use crate::load::Loaded;
use crate::model::{Block, Form, Html, Question, Quiz};

/// From how many questions on a rate is worth a warning.
const FEWEST_FOR_LENGTH: usize = 3;
const FEWEST_FOR_POSITION: usize = 5;

/// Warnings about all options of a quiz together.
pub(super) fn quiz(quiz: &Quiz, pages: &mut [Loaded<'_>]) {
    let singles: Vec<(&[Html], usize)> =
        quiz.blocks.iter().flat_map(Block::questions).filter_map(|q| single(q)).collect();
    if let Some(page) = page(pages, &quiz.file) {
        key_longest(&singles, &mut page.findings);
        key_position(&singles, &mut page.findings);
    }
    if quiz.shuffle_options {
        for question in quiz.blocks.iter().flat_map(Block::questions) {
            if let Some(page) = page(pages, &question.place.file) {
                all_of_the_above(question, &mut page.findings);
            }
        }
    }
}

fn single(question: &Question) -> Option<(&[Html], usize)> {
    match (&question.prompt.form, &question.secret.key) {
        (Form::Single { options }, Key::Single { right }) => Some((options, usize::from(*right))),
        _ => None,
    }
}

fn key_longest(singles: &[(&[Html], usize)], findings: &mut Findings<'_>) {
    let longest = |(options, right): &&(&[Html], usize)| {
        let lengths: Vec<usize> = options.iter().map(|option| text(option).chars().count()).collect();
        (0..lengths.len()).all(|other| other == *right || lengths[other] < lengths[*right])
    };
    let count = singles.iter().filter(longest).count();
    if singles.len() >= FEWEST_FOR_LENGTH && count * 10 > singles.len() * 4 {
        let message = format!("the right option is the longest one in {count} of {} questions", singles.len());
        let advice =
            "Whoever knows nothing learns to pick the longest. Shorten right options, or write wrong ones as fully.";
        findings.warning(codes::KEY_LONGEST, field(findings, "title"), message, advice);
    }
}

fn key_position(singles: &[(&[Html], usize)], findings: &mut Findings<'_>) {
    let most = |position: usize| singles.iter().filter(|(_, right)| *right == position).count();
    let Some(position) = (0..crate::question::MOST).max_by_key(|position| most(*position)) else { return };
    let count = most(position);
    if singles.len() >= FEWEST_FOR_POSITION && count * 10 > singles.len() * 6 {
        let message = format!("the right option is number {} in {count} of {} questions", position + 1, singles.len());
        let advice =
            "Move right options to other places. Shuffling hides it from learners, but not from readers of the file.";
        findings.warning(codes::KEY_POSITION, field(findings, "title"), message, advice);
    }
}

fn all_of_the_above(question: &Question, findings: &mut Findings<'_>) {
    const PHRASES: &[&str] = &[
        "semua benar",
        "semua jawaban benar",
        "semua pilihan benar",
        "semua di atas",
        "semua salah",
        "semua jawaban salah",
        "tidak ada yang benar",
        "tidak ada jawaban yang benar",
        "semua jawaban di atas",
        "bukan salah satu di atas",
        "jawaban a dan b",
        "all of the above",
        "none of the above",
        "both a and b",
    ];
    let (Form::Single { options } | Form::Multiple { options }) = &question.prompt.form else { return };
    let names_others = |option: &Html| PHRASES.iter().any(|phrase| text(option).to_lowercase().contains(phrase));
    let message = "an option that names the others, where options are shuffled";
    // The bank of two quizzes is warned about once.
    let at = heading(question, findings);
    let known =
        findings.list.iter().any(|finding| finding.code == codes::ALL_OF_THE_ABOVE && finding.span.start == at.start);
    if !known && options.iter().any(names_others) {
        let advice = "\"Above\" means nothing after shuffling. Write what the option says, or use `.multi`.";
        findings.warning(codes::ALL_OF_THE_ABOVE, at, message, advice);
    }
}

/// Two options of a question, or two items to put in order, that read the same.
pub(super) fn duplicates(question: &Question, findings: &mut Findings<'_>) {
    let (Form::Single { options } | Form::Multiple { options } | Form::Order { items: options }) =
        &question.prompt.form
    else {
        return;
    };
    let plain = |option: &Html| {
        // An image is not text, but two images are not the same either.
        if option.as_str().contains("<img") || option.as_str().contains("<math") {
            return option.as_str().to_owned();
        }
        text(option).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let plain: Vec<String> = options.iter().map(plain).collect();
    if let Some(twice) = (1..plain.len()).find(|&index| plain[..index].contains(&plain[index])) {
        let message = format!("option {} says the same as another one", twice + 1);
        findings.warning(
            codes::DUPLICATE_OPTION,
            heading(question, findings),
            message,
            "Change or remove one of them.",
        );
    }
}

/// What is between the tags.
fn text(html: &Html) -> String {
    let mut out = String::new();
    let mut inside = false;
    for character in html.as_str().chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(character),
            _ => {}
        }
    }
    out.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").trim().trim_end_matches('.').to_owned()
}
