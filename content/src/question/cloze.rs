//! Gaps in a text: `` `=answer|variant` ``, `` `=72±1` `` and the drop-down `` `?(right)|wrong` ``.

use std::ops::Range;

use domain::key::{GapKey, Key, TextKey};
use pulldown_cmark::Event;

use super::{Answer, MOST, number};
use crate::codes;
use crate::diagnostic::Findings;
use crate::markdown::{Ev, span};
use crate::model::{ClozePart, Form};
use crate::render::Renderer;
use crate::sanitise::GAP;

/// Whether a piece of code is meant as a gap.
pub(crate) fn is_gap(code: &str) -> bool {
    code.starts_with('=') || (code.starts_with('?') && code.contains('('))
}

pub(crate) fn read(renderer: &mut Renderer<'_, '_>, body: &[Ev<'_>], exact: bool) -> Option<Answer> {
    let mut gaps = Vec::new();
    let mut events = Vec::with_capacity(body.len());
    for (event, range) in body {
        let event = match event {
            Event::Code(code) if is_gap(code) => {
                gaps.push(gap(renderer.findings, code, range, exact)?);
                Event::Text(GAP.to_string().into())
            }
            Event::Text(text) if text.contains(GAP) => Event::Text(text.replace(GAP, "").into()),
            _ => event.clone(),
        };
        events.push((event, range.clone()));
    }
    if gaps.len() > MOST {
        let message = format!("{} gaps", gaps.len());
        renderer.findings.error(codes::TOO_MANY, span(body), message, format!("A question has at most {MOST}."));
        return None;
    }
    let pieces = renderer.html(&events).split_at_gaps();
    if pieces.len() != gaps.len() + 1 {
        let advice = "Put gaps into paragraphs, lists and tables, not into HTML.";
        renderer.findings.error(codes::GAP, span(body), "a gap in a place where it cannot be shown", advice);
        return None;
    }
    let (forms, keys): (Vec<ClozePart>, Vec<GapKey>) = gaps.into_iter().unzip();
    let mut forms = forms.into_iter();
    let mut parts = Vec::new();
    for piece in pieces {
        if !piece.is_empty() {
            parts.push(ClozePart::Html(piece));
        }
        parts.extend(forms.next());
    }
    Some(Answer::of(Form::Cloze { parts }, Key::Cloze { gaps: keys }))
}

fn gap(findings: &mut Findings<'_>, code: &str, range: &Range<usize>, exact: bool) -> Option<(ClozePart, GapKey)> {
    // In a table cell the pipe is written `\|`; it means the same everywhere.
    let code = code.replace("\\|", "|");
    let (kind, rest) = code.split_at(1);
    let alternatives: Vec<&str> = rest.split('|').map(str::trim).collect();
    if alternatives.iter().any(|alternative| alternative.is_empty()) {
        let advice = "Write `=answer|variant`, `=72±1` or `?(right)|wrong|wrong`.";
        findings.error(codes::GAP, range.clone(), "a gap with an empty answer", advice);
        return None;
    }
    if kind == "?" {
        return choice(findings, &alternatives, range);
    }
    if let [single] = alternatives[..] {
        if let Ok(key) = number::key(single) {
            return Some((ClozePart::NumberGap, GapKey::Number(key)));
        }
        // `72±x` was meant as a number, and so was `1.000`.
        let numeric = single.contains('±') || single.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b','));
        if numeric {
            let advice =
                "Write `=72`, `=72±0.5` or `=70..74`, without separators for thousands. Two variants make a text.";
            findings.error(codes::NUMBER, range.clone(), "an unreadable number in a gap", advice);
            return None;
        }
    }
    let variants = alternatives.into_iter().map(str::to_owned).collect();
    Some((ClozePart::TextGap, GapKey::Text(TextKey { variants, translated: Vec::new(), exact })))
}

fn choice(findings: &mut Findings<'_>, alternatives: &[&str], range: &Range<usize>) -> Option<(ClozePart, GapKey)> {
    let bare = |text: &str| text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).map(str::to_owned);
    let right: Vec<usize> = (0..alternatives.len()).filter(|&index| bare(alternatives[index]).is_some()).collect();
    let texts: Vec<String> = alternatives.iter().map(|text| bare(text).unwrap_or_else(|| (*text).to_owned())).collect();
    match right[..] {
        [right] if (2..=MOST).contains(&texts.len()) => {
            Some((ClozePart::ChoiceGap(texts), GapKey::Choice { right: right as u8 }))
        }
        _ => {
            let advice = "Write at least two alternatives with exactly one in round brackets: `?(right)|wrong|wrong`.";
            findings.error(codes::GAP, range.clone(), "a drop-down that cannot be read", advice);
            None
        }
    }
}
