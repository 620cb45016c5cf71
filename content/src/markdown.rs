//! A body as events with their places, cut into the blocks at its top.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::anchor;

/// An event and the bytes of the file that it comes from.
pub(crate) type Ev<'t> = (Event<'t>, Range<usize>);

/// The one dialect. Front matter is split off before, because it is front matter at the top of a file only.
pub(crate) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
}

/// The events of a text from `body` on.
pub(crate) fn events(text: &str, body: usize) -> Vec<Ev<'_>> {
    Parser::new_ext(&text[body..], options())
        .into_offset_iter()
        .map(|(event, range)| (event, range.start + body..range.end + body))
        .collect()
}

/// The events of each block at the top.
pub(crate) fn blocks<'e, 't>(events: &'e [Ev<'t>]) -> Vec<&'e [Ev<'t>]> {
    let mut blocks = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => {
                if depth == 0 {
                    start = index;
                }
                depth += 1;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    blocks.push(&events[start..=index]);
                }
            }
            _ if depth == 0 => blocks.push(&events[index..=index]),
            _ => {}
        }
    }
    blocks
}

/// The bytes that some events come from.
pub(crate) fn span(events: &[Ev<'_>]) -> Range<usize> {
    let start = events.iter().map(|(_, range)| range.start).min().unwrap_or_default();
    start..events.iter().map(|(_, range)| range.end).max().unwrap_or(start)
}

/// What is between the first and the last event of a block.
pub(crate) fn inside<'e, 't>(block: &'e [Ev<'t>]) -> &'e [Ev<'t>] {
    block.get(1..block.len().saturating_sub(1)).unwrap_or_default()
}

/// The text without markup. Alternative texts of images are not text.
pub(crate) fn plain(events: &[Ev<'_>]) -> String {
    let mut out = String::new();
    let mut images = 0;
    for (event, _) in events {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            _ if images > 0 => {}
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                out.push_str(text);
            }
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::End(end) if ends_a_line(end) && !out.is_empty() && !out.ends_with('\n') => out.push('\n'),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn ends_a_line(end: &TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::Item
            | TagEnd::TableCell
            | TagEnd::FootnoteDefinition
    )
}

/// The level of a heading as a number.
pub(crate) fn level(level: HeadingLevel) -> u8 {
    level as u8
}

/// The anchor of each heading by the place where it begins: its id, or the slug of its text.
pub(crate) fn anchors(events: &[Ev<'_>]) -> BTreeMap<usize, String> {
    let mut anchors = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (index, (event, range)) in events.iter().enumerate() {
        let Event::Start(Tag::Heading { id, .. }) = event else { continue };
        let end = |(event, _): &Ev<'_>| matches!(event, Event::End(TagEnd::Heading(_)));
        let length = events[index..].iter().position(end).unwrap_or_default();
        let name = match id {
            Some(id) => id.to_string(),
            None => anchor::slug(&plain(&events[index..index + length])),
        };
        let name = if name.is_empty() { "bagian".to_owned() } else { name };
        let name = anchor::unique(name, |name| taken.contains(name), 1);
        taken.insert(name.clone());
        anchors.insert(range.start, name);
    }
    anchors
}

/// How far headings move so that the highest becomes `h2`: the page's title is the only `h1`.
pub(crate) fn heading_shift(events: &[Ev<'_>]) -> i8 {
    let levels = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Heading { level: heading, .. }) => Some(level(*heading)),
        _ => None,
    });
    levels.min().map_or(0, |highest| 2 - highest as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_those_at_the_top() {
        let text = "satu\n\n- dua\n  > tiga\n\n---\n\n<!-- empat -->\n";
        let events = events(text, 0);
        let blocks = blocks(&events);
        let texts: Vec<&str> = blocks.iter().map(|block| text[span(block)].trim()).collect();
        assert_eq!(texts, ["satu", "- dua\n  > tiga", "---", "<!-- empat -->"]);
    }

    #[test]
    fn anchors_are_unique() {
        let events = events("# Satu dua\n\n## Satu dua\n\n## Tiga {#x}\n\n##\n", 0);
        let anchors: Vec<String> = anchors(&events).into_values().collect();
        assert_eq!(anchors, ["satu-dua", "satu-dua-1", "x", "bagian"]);
        assert_eq!(heading_shift(&events), 1);
    }

    #[test]
    fn plain_text_keeps_words_apart() {
        let events = events("## Satu\n\n- *dua*\n- tiga\n  empat\n\n| a | b |\n|---|---|\n| c | d |\n", 0);
        assert_eq!(plain(&events), "Satu\ndua\ntiga empat\na\nb\nc\nd");
    }
}
