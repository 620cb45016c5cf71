//! Warnings about a course without errors.

mod option;
mod sentence;

use std::collections::BTreeSet;

use domain::rules::MeasurementRules;

use crate::codes;
use crate::diagnostic::{Diagnostic, Findings};
use crate::load::{COURSE_FILE, Loaded};
use crate::measure::{decision_power, objective_coverage, own_blocks};
use crate::model::{Block, Course, Item, Mode, Question, Quiz};

/// Adds the warnings of a course to `list`.
pub(crate) fn course(
    course: &Course,
    pages: &mut [Loaded<'_>],
    used_images: &BTreeSet<String>,
    list: &mut Vec<Diagnostic>,
) {
    for page in pages.iter_mut() {
        sentence::long(&page.events, &mut page.findings);
    }
    for item in &course.items {
        let own = match item {
            Item::Lesson(_) => continue,
            Item::Quiz(quiz) => {
                if let Some(page) = page(pages, &quiz.file) {
                    too_short(quiz, &mut page.findings);
                }
                option::quiz(quiz, pages);
                own_blocks(quiz)
            }
            Item::Bank(bank) => bank.blocks.iter().collect(),
        };
        if let Some(page) = page(pages, item.file()) {
            for question in own.into_iter().flat_map(Block::questions) {
                no_explanation(question, &mut page.findings);
                option::duplicates(question, &mut page.findings);
            }
        }
    }
    if let Some(page) = page(pages, COURSE_FILE) {
        uncovered(course, &mut page.findings);
    }
    for page in pages {
        list.append(&mut page.findings.list);
    }
    for path in course.images.keys().filter(|path| !used_images.contains(*path)) {
        let mut findings = Findings::new(path, "");
        findings.warning(codes::UNUSED_IMAGE, 0..0, "no text shows this image", "Show it, or remove the file.");
        list.append(&mut findings.list);
    }
}

fn page<'p, 't>(pages: &'p mut [Loaded<'t>], file: &str) -> Option<&'p mut Loaded<'t>> {
    pages.iter_mut().find(|page| page.file == file)
}

/// The bytes of a question's heading.
fn heading(question: &Question, findings: &Findings<'_>) -> std::ops::Range<usize> {
    let before = question.place.line.saturating_sub(1) as usize;
    let start: usize = findings.text.split_inclusive('\n').take(before).map(str::len).sum();
    start..findings.text.len()
}

/// The line of a front matter's field.
fn field(findings: &Findings<'_>, name: &str) -> std::ops::Range<usize> {
    let start = findings.text.find(&format!("\n{name}:")).map_or(0, |at| at + 1);
    start..findings.text.len()
}

fn no_explanation(question: &Question, findings: &mut Findings<'_>) {
    if question.secret.explanation.is_none() {
        let advice = "Say after the options, in a `> [!NOTE]`, why the right answer is right.";
        findings.warning(
            codes::NO_EXPLANATION,
            heading(question, findings),
            "a question without an explanation",
            advice,
        );
    }
}

fn too_short(quiz: &Quiz, findings: &mut Findings<'_>) {
    if quiz.mode == Mode::Practice {
        return;
    }
    let gamma = MeasurementRules::default().gamma_course;
    for power in decision_power(quiz, quiz.pass, gamma).into_iter().filter(|power| power.fewest_right.is_none()) {
        let questions =
            if power.questions == 1 { "one question".to_owned() } else { format!("{} questions", power.questions) };
        let message = format!(
            "{questions} on `{}` at level {} can never show that someone is above {}%",
            power.competency,
            power.level.get(),
            f64::from(quiz.pass.get()) / 10.0
        );
        let advice = "Even all right leaves too much doubt. Ask more questions about it, or draw more from the pools.";
        findings.warning(codes::TOO_SHORT, field(findings, "pass"), message, advice);
    }
}

fn uncovered(course: &Course, findings: &mut Findings<'_>) {
    for coverage in objective_coverage(course).into_iter().filter(|coverage| coverage.questions.is_empty()) {
        let objective = coverage.objective;
        let start = findings.text.find(&objective.text).unwrap_or_default();
        let advice = match &objective.id {
            Some(id) => format!("Put `covers={id}` on the headings of the questions that show it."),
            None => "Give it an id, `- \"o1: ...\"`, and put `covers=o1` on the questions that show it.".to_owned(),
        };
        findings.warning(
            codes::UNCOVERED_OBJECTIVE,
            start..findings.text.len(),
            "no question covers this objective",
            advice,
        );
    }
}
