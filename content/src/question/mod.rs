//! A question: its heading and the blocks under it, sorted into text, answer, hints and explanation.

mod choice;
mod cloze;
pub(crate) mod group;
mod head;
mod number;
mod table;
mod typed;

use std::sync::Arc;

use domain::id::{CompetencyId, QuestionId};
use domain::key::Key;
use domain::level::Level;
use pulldown_cmark::{BlockQuoteKind, Event, Tag};

use crate::competencies::Dictionary;
use crate::diagnostic::place;
use crate::markdown::{Ev, blocks, inside, plain, span};
use crate::model::{Criterion, Form, Place, Prompt, Question, Secret};
use crate::render::Renderer;
use crate::sanitise::Html;
use crate::{anchor, codes};
use head::{Head, Kind};

/// The most options, rows, items or gaps of one question.
pub(crate) const MOST: usize = 26;

/// What questions have from the file that they are in.
pub(crate) struct Setting<'s> {
    pub dictionary: &'s Dictionary,
    pub competency: Option<CompetencyId>,
    pub level: Option<Level>,
    /// Whether answers become evidence, which needs a competency and a level.
    pub scored: bool,
    /// The ids of the course's objectives.
    pub objectives: &'s [String],
    pub file: Arc<str>,
}

/// What a question's answer part says.
pub(crate) struct Answer {
    pub form: Form,
    pub key: Key,
    pub feedback: Vec<Option<Html>>,
    pub rubric: Vec<Criterion>,
}

impl Answer {
    fn of(form: Form, key: Key) -> Self {
        Self { form, key, feedback: Vec::new(), rubric: Vec::new() }
    }
}

/// The blocks of a question, sorted.
#[derive(Default)]
struct Parts<'e> {
    body: Vec<Ev<'e>>,
    /// The task list, table or ordered list.
    block: Vec<Ev<'e>>,
    /// The lines that begin with `=`.
    lines: Vec<Vec<Ev<'e>>>,
    hints: Vec<Vec<Ev<'e>>>,
    explanation: Option<Vec<Ev<'e>>>,
}

/// Reads a question; `None` if it has an error.
pub(crate) fn read<'e>(
    renderer: &mut Renderer<'_, '_>,
    setting: &Setting<'_>,
    head: &Head,
    heading: &[Ev<'e>],
    under: &[&[Ev<'e>]],
) -> Option<Question> {
    let before = renderer.findings.list.len();
    let id = id(renderer, head);
    let title = renderer.html(inside(heading));
    check_head(renderer, setting, head);
    let parts = sort(renderer, head, under);
    // An answer part whose blocks are already reported would only be reported again.
    let answer = parts.as_ref().and_then(|parts| answer(renderer, head, parts, under));
    let parts = parts?;
    let body = if head.kind == Kind::Cloze { Html::default() } else { renderer.html(&parts.body) };
    let hints = parts.hints.iter().map(|hint| renderer.html(hint)).collect();
    let explanation = parts.explanation.as_ref().map(|text| renderer.html(text));
    let Answer { form, key, feedback, rubric } = answer?;
    if renderer.findings.list[before..].iter().any(crate::Diagnostic::is_error) {
        return None;
    }
    let (line, _) = place(renderer.findings.text, head.span.start);
    Some(Question {
        id: QuestionId::new(id?),
        competency: head.competency.clone().or_else(|| setting.competency.clone()),
        level: head.level.or(setting.level),
        points: head.points,
        covers: head.covers.clone(),
        prompt: Prompt { title, body, form },
        secret: Secret { key, option_feedback: feedback, hints, explanation, rubric },
        place: Place { file: Arc::clone(&setting.file), line },
    })
}

/// The id of a question or case, or the finding that it has none.
fn id(renderer: &mut Renderer<'_, '_>, head: &Head) -> Option<String> {
    match &head.id {
        None => {
            let advice = "Add `{#an-id}` to the heading; `ampera content fmt` writes missing ids.";
            renderer.findings.error(codes::NO_ID, head.span.clone(), "a question or case without an id", advice);
            None
        }
        Some(id) if !anchor::is_id(id) => {
            let advice = "Ids are lower-case letters, digits and single hyphens: `{#batas-jawaban-2}`.";
            renderer.findings.error(codes::ID_FORM, head.span.clone(), format!("`{id}` is not an id"), advice);
            None
        }
        Some(id) => Some(id.clone()),
    }
}

fn check_head(renderer: &mut Renderer<'_, '_>, setting: &Setting<'_>, head: &Head) {
    for unknown in head.covers.iter().filter(|id| !setting.objectives.contains(id)) {
        let advice = if setting.objectives.is_empty() {
            "Give the objectives in `course.md` ids: `- \"o1: ...\"`.".to_owned()
        } else {
            format!("The objectives in `course.md` have the ids {}.", setting.objectives.join(", "))
        };
        let message = format!("the course has no objective `{unknown}`");
        renderer.findings.error(codes::UNKNOWN_OBJECTIVE, head.span.clone(), message, advice);
    }
    let competency = head.competency.is_some() || setting.competency.is_some();
    let level = head.level.is_some() || setting.level.is_some();
    if setting.scored && !(competency && level) {
        let what = if competency { "level" } else { "competency" };
        let advice = format!("Add `{what}` to the front matter, or `{what}=` to the heading.");
        let message = format!("a question of an assessment or a bank without a {what}");
        renderer.findings.error(codes::NO_COMPETENCY, head.span.clone(), message, advice);
    }
}

fn sort<'e>(renderer: &mut Renderer<'_, '_>, head: &Head, under: &[&[Ev<'e>]]) -> Option<Parts<'e>> {
    let mut parts = Parts::default();
    let mut whole = true;
    let mut orphaned = false;
    for block in under {
        let answered = !parts.block.is_empty() || !parts.lines.is_empty();
        let problem = match block.first().map(|(event, _)| event) {
            Some(Event::Start(Tag::BlockQuote(Some(BlockQuoteKind::Tip)))) => {
                parts.hints.push(inside(block).to_vec());
                continue;
            }
            Some(Event::Start(Tag::BlockQuote(Some(BlockQuoteKind::Note)))) => {
                if parts.explanation.is_none() {
                    parts.explanation = Some(inside(block).to_vec());
                    continue;
                }
                let advice = "Put everything into one `> [!NOTE]`.";
                (codes::MISPLACED, "a second explanation", advice)
            }
            Some(Event::Start(Tag::BlockQuote(None))) if answered => {
                let advice = if plain(block).starts_with("[!") {
                    "`> [!TIP]` and `> [!NOTE]` stand alone on their line; the text begins on the next one."
                } else {
                    "Indent the quote under its option. A hint begins with the line `> [!TIP]`, an explanation with `> [!NOTE]`."
                };
                orphaned = true;
                (codes::ORPHANED_FEEDBACK, "feedback without an option", advice)
            }
            // A line between questions, and a remark of the author.
            Some(Event::Rule) => continue,
            Some(Event::Start(Tag::HtmlBlock)) if is_comment(block) => continue,
            Some(Event::Start(Tag::FootnoteDefinition(_))) => {
                parts.body.extend_from_slice(block);
                continue;
            }
            _ if is_answer(head.kind, block) => {
                if !answered {
                    parts.block = block.to_vec();
                    continue;
                }
                // The quote cut the list in two.
                if orphaned {
                    continue;
                }
                (
                    codes::MISPLACED,
                    "a second answer part",
                    "A question has one. Another question needs its own heading.",
                )
            }
            _ => match typed::split(block).filter(|_| matches!(head.kind, Kind::Number | Kind::Text)) {
                Some((body, lines)) if !answered || body.is_empty() => {
                    parts.body.extend(body);
                    parts.lines.extend(lines);
                    continue;
                }
                None if !answered && (head.kind == Kind::Cloze || !choice::is_options(block)) => {
                    parts.body.extend_from_slice(block);
                    continue;
                }
                _ if answered => {
                    let advice = "Only hints (`> [!TIP]`) and the explanation (`> [!NOTE]`) come after the answers. \
                                  Move the text above them.";
                    (codes::MISPLACED, "text after the answers", advice)
                }
                _ => {
                    let advice = "Remove the list with boxes, or the class that makes this another type.";
                    (codes::MISPLACED, "options in a question that is no choice", advice)
                }
            },
        };
        whole = false;
        renderer.findings.error(problem.0, span(block), problem.1, problem.2);
    }
    whole.then_some(parts)
}

fn is_comment(block: &[Ev<'_>]) -> bool {
    let html: String = inside(block)
        .iter()
        .filter_map(|(event, _)| if let Event::Html(html) = event { Some(&**html) } else { None })
        .collect();
    html.trim_start().starts_with("<!--") && html.trim_end().ends_with("-->")
}

/// Whether a block is what the answer of a type is written as.
fn is_answer(kind: Kind, block: &[Ev<'_>]) -> bool {
    match kind {
        Kind::Single | Kind::Multi => choice::is_options(block),
        Kind::Match | Kind::Essay => table::is_table(block),
        Kind::Order => is_ordered_list(block),
        _ => false,
    }
}

fn is_ordered_list(block: &[Ev<'_>]) -> bool {
    matches!(block.first(), Some((Event::Start(Tag::List(Some(_))), _)))
}

fn answer(renderer: &mut Renderer<'_, '_>, head: &Head, parts: &Parts<'_>, under: &[&[Ev<'_>]]) -> Option<Answer> {
    let is_gap = |(event, _): &Ev<'_>| matches!(event, Event::Code(code) if cloze::is_gap(code));
    let (there, missing) = match head.kind {
        Kind::Number => (!parts.lines.is_empty(), "Write the number on a line of its own: `= 72 ± 0.5`."),
        Kind::Text => (!parts.lines.is_empty(), "Write each accepted answer on a line of its own: `= jawaban`."),
        Kind::Cloze => (parts.body.iter().any(is_gap), "Write gaps as code in the text: `=answer` between backticks."),
        Kind::Match => (!parts.block.is_empty(), "Write the pairs as a table of two columns."),
        Kind::Order => (!parts.block.is_empty(), "Write the items as a list `1.`, `2.`, ... in the right order."),
        Kind::Essay => (!parts.block.is_empty(), "Write the rubric as a table: criterion, points, description."),
        _ => (!parts.block.is_empty(), other_type(under)),
    };
    if !there {
        renderer.findings.error(codes::NO_ANSWER, head.span.clone(), "a question without an answer part", missing);
        return None;
    }
    match head.kind {
        Kind::Number => typed::number(renderer, &parts.lines),
        Kind::Text => typed::text(renderer, &parts.lines, head.exact),
        Kind::Cloze => cloze::read(renderer, &parts.body, head.exact),
        Kind::Match => table::pairs(renderer, &parts.block),
        Kind::Order => order(renderer, &parts.block),
        Kind::Essay => table::rubric(renderer, &parts.block),
        kind => choice::read(renderer, &parts.block, kind == Kind::Multi),
    }
}

/// What to write in a question without options: perhaps only its type is missing.
fn other_type(under: &[&[Ev<'_>]]) -> &'static str {
    let is_gap = |(event, _): &Ev<'_>| matches!(event, Event::Code(code) if cloze::is_gap(code));
    for block in under {
        if typed::split(block).is_some() {
            return "It looks like a typed answer: add `.number` or `.text` to the heading.";
        }
        if table::is_table(block) {
            return "It looks like a table to answer: add `.match` or `.essay` to the heading.";
        }
        if is_ordered_list(block) {
            return "It looks like an order: add `.order` to the heading.";
        }
        if block.iter().any(is_gap) {
            return "It looks like a text with gaps: add `.cloze` to the heading.";
        }
    }
    "Write the options as a list: `- [x] right`, `- [ ] wrong`."
}

fn order(renderer: &mut Renderer<'_, '_>, list: &[Ev<'_>]) -> Option<Answer> {
    let items = blocks(inside(list));
    if items.len() < 2 {
        let advice = "Write at least two items, in the right order.";
        renderer.findings.error(codes::NO_ANSWER, span(list), "nothing to put in order", advice);
        return None;
    }
    if items.len() > MOST {
        let message = format!("{} items", items.len());
        renderer.findings.error(codes::TOO_MANY, span(list), message, format!("A question has at most {MOST}."));
        return None;
    }
    let items: Vec<Html> = items.iter().map(|item| renderer.html(choice::unwrapped(inside(item)))).collect();
    let key = Key::Order { items: items.len() as u8 };
    Some(Answer::of(Form::Order { items }, key))
}
