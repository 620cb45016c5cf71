//! Footnotes are numbered as they are referred to and stand together at the end.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{Renderer, element, html};
use crate::markdown::{Ev, inside};
use crate::{anchor, codes, escape};

/// The footnotes of a part.
#[derive(Default)]
pub(super) struct Footnotes<'e> {
    texts: BTreeMap<String, Vec<Ev<'e>>>,
    /// Labels in the order of their first reference, with the number of references.
    referred: Vec<(String, usize)>,
}

impl<'e> Footnotes<'e> {
    pub fn of(events: &[Ev<'e>]) -> Self {
        let mut texts = BTreeMap::new();
        for (index, (event, _)) in events.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                texts.insert(label.to_string(), inside(element(&events[index..])).to_vec());
            }
        }
        Self { texts, referred: Vec::new() }
    }
}

impl Renderer<'_, '_> {
    pub(super) fn footnote_reference(
        &mut self,
        label: &str,
        range: &Range<usize>,
        footnotes: &mut Footnotes<'_>,
    ) -> String {
        if !footnotes.texts.contains_key(label) {
            let message = format!("the footnote `{label}` has its text in another part of the file");
            let advice = "In a question a footnote and its text stand in the same part, before the answers.";
            self.findings.error(codes::DEAD_LINK, range.clone(), message, advice);
            return String::new();
        }
        let known = footnotes.referred.iter().position(|(referred, _)| referred == label);
        let index = known.unwrap_or(footnotes.referred.len());
        if known.is_none() {
            footnotes.referred.push((label.to_owned(), 0));
        }
        let times = footnotes.referred.get_mut(index).map_or(1, |(_, times)| {
            *times += 1;
            *times
        });
        let name = name(label);
        let id = if times == 1 { format!("fnref-{name}") } else { format!("fnref-{name}-{times}") };
        format!("<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#fn-{name}\">{}</a></sup>", index + 1)
    }

    pub(super) fn append_footnotes<'e>(&mut self, footnotes: &mut Footnotes<'e>, out: &mut Vec<Event<'e>>) {
        if footnotes.referred.is_empty() {
            return;
        }
        let (title, back) = if self.lang == "en" { ("Footnotes", "Back") } else { ("Catatan kaki", "Kembali") };
        out.push(html(format!("<section class=\"footnotes\" aria-label=\"{title}\">\n<ol>\n")));
        let mut index = 0;
        // A footnote may refer to another one, which then comes after it.
        while let Some((label, _)) = footnotes.referred.get(index).cloned() {
            let text = footnotes.texts.get(&label).cloned().unwrap_or_default();
            let name = name(&label);
            out.push(html(format!("<li id=\"fn-{name}\">\n")));
            self.transform(&text, footnotes, out);
            let number = index + 1;
            out.push(html(format!(
                "<p class=\"footnote-back\"><a href=\"#fnref-{name}\" aria-label=\"{back} {number}\">\u{21A9}\u{FE0E}</a></p>\n</li>\n"
            )));
            index += 1;
        }
        out.push(html("</ol>\n</section>\n".to_owned()));
    }
}

fn name(label: &str) -> String {
    let name = anchor::slug(label);
    if name.is_empty() { escape::address(label).replace(['%', '&', ';', '#'], "") } else { name }
}
