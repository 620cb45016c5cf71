//! Options in a task list, with feedback as an indented quote under each.

use domain::key::Key;
use pulldown_cmark::{Event, Tag};

use super::{Answer, MOST};
use crate::codes;
use crate::markdown::{Ev, blocks, inside, plain, span};
use crate::model::Form;
use crate::render::Renderer;

/// Whether a block is a list with boxes.
pub(crate) fn is_options(block: &[Ev<'_>]) -> bool {
    matches!(block.first(), Some((Event::Start(Tag::List(None)), _)))
        && blocks(inside(block)).iter().any(|item| marker(inside(item)).is_some())
}

/// Whether the box of an item is checked, and where its event is. In a loose list it is inside the paragraph.
fn marker(item: &[Ev<'_>]) -> Option<(usize, bool)> {
    match item {
        [(Event::TaskListMarker(right), _), ..] => Some((0, *right)),
        [(Event::Start(Tag::Paragraph), _), (Event::TaskListMarker(right), _), ..] => Some((1, *right)),
        _ => None,
    }
}

pub(crate) fn read(renderer: &mut Renderer<'_, '_>, list: &[Ev<'_>], multiple: bool) -> Option<Answer> {
    let items = blocks(inside(list));
    let mut options = Vec::new();
    let mut feedback = Vec::new();
    let mut right = Vec::new();
    for item in &items {
        let content = inside(item);
        let Some((at, is_right)) = marker(content) else {
            let advice = "Begin every option with `- [ ]` or `- [x]`.";
            renderer.findings.error(codes::NO_ANSWER, span(item), "an option without a box", advice);
            return None;
        };
        if is_right {
            right.push(options.len() as u8);
        }
        let mut content = content.to_vec();
        content.remove(at);
        let (option, remark) = parts(renderer, &content)?;
        let shows = |(event, _): &Ev<'_>| matches!(event, Event::Start(Tag::Image { .. }));
        if plain(&option).trim().is_empty() && !option.iter().any(shows) {
            let advice = "Write the option after its box.";
            renderer.findings.error(codes::NO_ANSWER, span(item), "an option without text", advice);
            return None;
        }
        options.push(renderer.html(unwrapped(&option)));
        feedback.push((!remark.is_empty()).then(|| renderer.html(&remark)));
    }
    if options.len() < 2 {
        let advice = "A choice has at least two options.";
        renderer.findings.error(codes::NO_ANSWER, span(list), "a question with one option", advice);
        return None;
    }
    if options.len() > MOST {
        let message = format!("{} options", options.len());
        renderer.findings.error(codes::TOO_MANY, span(list), message, format!("A question has at most {MOST}."));
        return None;
    }
    let (form, key) = match right[..] {
        [] => {
            let advice = "Mark the right option with `[x]`.";
            renderer.findings.error(codes::NO_RIGHT_OPTION, span(list), "a question without a right option", advice);
            return None;
        }
        _ if multiple => {
            let options_count = options.len() as u8;
            (Form::Multiple { options }, Key::Multiple { right, options: options_count })
        }
        [right] => (Form::Single { options }, Key::Single { right }),
        _ => {
            let advice = "Keep one `[x]`, or put `.multi` on the heading if several are right.";
            renderer.findings.error(
                codes::TWO_RIGHT_OPTIONS,
                span(list),
                "single choice with two right options",
                advice,
            );
            return None;
        }
    };
    Some(Answer { form, key, feedback, rubric: Vec::new() })
}

/// The option and the quote under it.
fn parts<'e>(renderer: &mut Renderer<'_, '_>, content: &[Ev<'e>]) -> Option<(Vec<Ev<'e>>, Vec<Ev<'e>>)> {
    let (mut option, mut feedback) = (Vec::new(), Vec::new());
    for block in blocks(content) {
        match block.first() {
            Some((Event::Start(Tag::BlockQuote(None)), _)) => feedback.extend_from_slice(inside(block)),
            Some((Event::Start(Tag::BlockQuote(Some(_))), _)) => {
                let advice = "Hints and explanations stand after the options, not indented. Feedback is a plain quote.";
                renderer.findings.error(codes::MISPLACED, span(block), "a hint or explanation under an option", advice);
                return None;
            }
            _ if !feedback.is_empty() => {
                let advice = "Write the whole option first, then its feedback as an indented quote.";
                renderer.findings.error(codes::MISPLACED, span(block), "text of an option after its feedback", advice);
                return None;
            }
            _ => option.extend_from_slice(block),
        }
    }
    Some((option, feedback))
}

/// A single paragraph without its tag: an option is a line, not a paragraph.
pub(crate) fn unwrapped<'e, 't>(events: &'e [Ev<'t>]) -> &'e [Ev<'t>] {
    match events {
        [(Event::Start(Tag::Paragraph), _), ..] if blocks(events).len() == 1 => inside(events),
        _ => events,
    }
}
