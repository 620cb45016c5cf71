//! Sentences that are hard to follow because they are long.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::codes;
use crate::diagnostic::Findings;
use crate::markdown::Ev;

const MOST_WORDS: usize = 35;

/// Warns about sentences in paragraphs, lists and quotes; headings, tables and code are no sentences.
pub(super) fn long(events: &[Ev<'_>], findings: &mut Findings<'_>) {
    let mut skipped = 0_usize;
    let mut sentence = Sentence::default();
    for (event, range) in events {
        match event {
            Event::Start(tag) if is_skipped(tag) => skipped += 1,
            Event::End(TagEnd::Heading(_) | TagEnd::Table | TagEnd::CodeBlock | TagEnd::Image) => {
                skipped = skipped.saturating_sub(1);
            }
            _ if skipped > 0 => {}
            Event::Text(text) => sentence.add(text, range.start, findings),
            Event::Code(_) | Event::InlineMath(_) => sentence.word(range.start, range.end),
            Event::SoftBreak | Event::HardBreak => sentence.add(" ", range.start, findings),
            Event::Start(tag) if is_block(tag) => sentence.end(findings),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::BlockQuote(_))
            | Event::DisplayMath(_)
            | Event::Rule => {
                sentence.end(findings);
            }
            _ => {}
        }
    }
    sentence.end(findings);
}

fn is_skipped(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Heading { .. } | Tag::Table(_) | Tag::CodeBlock(_) | Tag::Image { .. })
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Paragraph | Tag::Item | Tag::List(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_))
}

/// A sentence as far as it is read.
#[derive(Default)]
struct Sentence {
    words: usize,
    start: usize,
    end: usize,
    /// The last character was part of a word.
    in_word: bool,
    /// The last character ends a sentence if a blank follows.
    ending: bool,
}

impl Sentence {
    fn add(&mut self, text: &str, start: usize, findings: &mut Findings<'_>) {
        for (offset, character) in text.char_indices() {
            if character.is_whitespace() {
                if self.ending {
                    self.end(findings);
                }
                self.in_word = false;
                continue;
            }
            if !self.in_word && character.is_alphanumeric() {
                self.word(start + offset, start + offset);
                self.in_word = true;
            }
            self.end = start + offset + character.len_utf8();
            self.ending = matches!(character, '.' | '!' | '?' | ';' | ':' | '…')
                || (self.ending && matches!(character, '"' | '”' | ')' | '\''));
        }
    }

    fn word(&mut self, start: usize, end: usize) {
        if self.words == 0 {
            self.start = start;
        }
        self.words += 1;
        self.end = self.end.max(end);
    }

    fn end(&mut self, findings: &mut Findings<'_>) {
        if self.words > MOST_WORDS {
            let message = format!("a sentence of {} words", self.words);
            let advice = format!("Split it, or make a list of it. Up to {MOST_WORDS} words are easy to follow.");
            findings.warning(codes::LONG_SENTENCE, self.start..self.end, message, advice);
        }
        *self = Self::default();
    }
}
