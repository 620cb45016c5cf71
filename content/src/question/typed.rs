//! Numbers and short texts: lines that begin with `=`, in a paragraph of their own or at the end of one.

use domain::key::{Key, TextKey};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Answer, number};
use crate::codes;
use crate::markdown::{Ev, inside, plain, span};
use crate::model::Form;
use crate::render::Renderer;

/// Cuts a paragraph into its text and the answer lines at its end. `None` if there are no answer lines.
pub(crate) fn split<'e>(block: &[Ev<'e>]) -> Option<(Vec<Ev<'e>>, Vec<Vec<Ev<'e>>>)> {
    let (start @ (Event::Start(Tag::Paragraph), _), end @ (Event::End(TagEnd::Paragraph), _)) =
        (block.first()?, block.last()?)
    else {
        return None;
    };
    let lines: Vec<&[Ev<'e>]> =
        inside(block).split(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak)).collect();
    let answers = lines.iter().rev().take_while(|line| is_answer(line)).count();
    if answers == 0 {
        return None;
    }
    let (text, answers) = lines.split_at(lines.len() - answers);
    let mut body = Vec::new();
    if !text.is_empty() {
        body.push(start.clone());
        for (index, line) in text.iter().enumerate() {
            if index > 0 {
                body.push((Event::SoftBreak, span(line)));
            }
            body.extend_from_slice(line);
        }
        body.push(end.clone());
    }
    Some((body, answers.iter().map(|line| line.to_vec()).collect()))
}

fn is_answer(line: &[Ev<'_>]) -> bool {
    matches!(line.first(), Some((Event::Text(text), _)) if text.starts_with('='))
}

fn value(line: &[Ev<'_>]) -> String {
    plain(line).trim_start_matches('=').trim().to_owned()
}

pub(crate) fn number(renderer: &mut Renderer<'_, '_>, lines: &[Vec<Ev<'_>>]) -> Option<Answer> {
    let [line] = lines else {
        let span = span(&lines.concat());
        let advice = "Keep one line. A range is `= 70..74`, a tolerance `= 72 ± 0.5` or `= 100 ± 2%`.";
        renderer.findings.error(codes::NUMBER, span, "a number question with more than one answer", advice);
        return None;
    };
    match number::key(&value(line)) {
        Ok(key) => Some(Answer::of(Form::Number, Key::Number(key))),
        Err(problem) => {
            let advice = "Write `= 72`, `= 72 ± 0.5`, `= 100 ± 2%` or `= 70..74`, without separators for thousands.";
            let message = format!("an unreadable number: {problem}");
            renderer.findings.error(codes::NUMBER, span(line), message, advice);
            None
        }
    }
}

pub(crate) fn text(renderer: &mut Renderer<'_, '_>, lines: &[Vec<Ev<'_>>], exact: bool) -> Option<Answer> {
    let variants: Vec<String> = lines.iter().map(|line| value(line)).collect();
    if let Some(empty) = variants.iter().position(String::is_empty) {
        let advice = "Write the answer after `= `, one accepted form a line.";
        renderer.findings.error(codes::NO_ANSWER, span(&lines[empty]), "an empty answer", advice);
        return None;
    }
    Some(Answer::of(Form::Text, Key::Text(TextKey { variants, translated: Vec::new(), exact })))
}
