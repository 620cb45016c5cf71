//! Blank lines and blanks at the ends of lines.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};
use serde_yaml_ng::Value;

use crate::front_matter;
use crate::markdown::{self, Ev};

/// The body from `start` on, in order; unchanged if that would change what it says.
pub(super) fn ordered(text: &str, start: usize) -> String {
    let events = markdown::events(text, start);
    let kept: Vec<&Range<usize>> = events.iter().filter(|(event, _)| is_kept(event)).map(|(_, range)| range).collect();
    let mut out = String::with_capacity(text.len() - start);
    let mut offset = start;
    let mut blank = true;
    for line in text[start..].split_inclusive('\n') {
        let end = offset + line.len();
        let trimmed = line.trim_end_matches(['\n', ' ', '\t']);
        let tail = offset + trimmed.len()..end;
        offset = end;
        if kept.iter().any(|range| range.start < tail.end && tail.start < range.end) {
            out.push_str(line);
            blank = false;
        } else if !trimmed.is_empty() || !blank {
            out.push_str(trimmed);
            out.push('\n');
            blank = trimmed.is_empty();
        }
    }
    let whole = out.trim_end_matches(['\n', ' ', '\t']).len();
    let mut closed = out[..whole].to_owned();
    if !closed.is_empty() {
        closed.push('\n');
    }
    let before = meaning(&events);
    let same = |text: &String| meaning(&markdown::events(text, 0)) == before;
    [closed, out].into_iter().find(same).unwrap_or_else(|| text[start..].to_owned())
}

/// Whether blanks at the end of a line mean something there.
fn is_kept(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::HardBreak
    )
}

/// Whether two texts have the same front matter and events.
pub(super) fn same(a: &str, b: &str) -> bool {
    parts(a) == parts(b)
}

fn parts(text: &str) -> (Option<Value>, Vec<Event<'_>>) {
    let (yaml, start) = front_matter::split(text).unwrap_or_default();
    (serde_yaml_ng::from_str(&text[yaml]).ok(), meaning(&markdown::events(text, start)))
}

/// The events without their places, neighbouring texts joined.
pub(super) fn meaning<'t>(events: &[Ev<'t>]) -> Vec<Event<'t>> {
    let mut out: Vec<Event<'t>> = Vec::with_capacity(events.len());
    for (event, _) in events {
        match (out.last_mut(), event) {
            (Some(Event::Text(before)), Event::Text(text)) => *before = format!("{before}{text}").into(),
            (Some(Event::Html(before)), Event::Html(text)) => *before = format!("{before}{text}").into(),
            _ => out.push(event.clone()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_go_where_they_mean_nothing() {
        assert_eq!(ordered("\n\n# A \n\n\n\nteks \nlanjut\t\n\n\n", 0), "# A\n\nteks\nlanjut\n");
        assert_eq!(ordered("", 0), "");
        assert_eq!(ordered(" \n\n", 0), "");
    }

    #[test]
    fn blanks_stay_where_they_mean_something() {
        for text in
            ["baris  \npatah\n", "```\na  \n\n\nb\n```\n", "    kode\n\n\n    kode\n", "<pre>\na \n\n\n</pre>\n"]
        {
            assert_eq!(ordered(text, 0), text, "{text}");
        }
    }
}
