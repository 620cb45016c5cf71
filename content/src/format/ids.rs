//! Ids for questions that have none, made of their titles.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};
use serde_yaml_ng::Value;

use super::body::meaning;
use crate::anchor;
use crate::front_matter;
use crate::markdown::{self, Ev, plain};

/// The ids that a text has already.
pub(super) fn of(text: &str) -> BTreeSet<String> {
    let start = front_matter::split(text).map_or(0, |(_, start)| start);
    let events = markdown::events(text, start);
    events
        .iter()
        .filter_map(|(event, _)| if let Event::Start(Tag::Heading { id, .. }) = event { id.as_ref() } else { None })
        .map(ToString::to_string)
        .collect()
}

/// The text of a quiz or bank with an id on every question and case.
pub(super) fn added(mut text: String, taken: &mut BTreeSet<String>) -> String {
    let Some((yaml, start)) = front_matter::split(&text) else { return text };
    let kind = serde_yaml_ng::from_str::<Value>(&text[yaml]).ok();
    if !matches!(kind.as_ref().and_then(|fields| fields.get("kind")?.as_str()), Some("quiz" | "bank")) {
        return text;
    }
    // From the last to the first, so that the places before stay what they are.
    for (range, title) in missing(&markdown::events(&text, start)).into_iter().rev() {
        let id = anchor::question_id(&title, taken);
        if let Some(with_id) = insert(&text, start, range, &id) {
            taken.insert(id);
            text = with_id;
        }
    }
    text
}

/// Place and title of each heading that must have an id and has none. A pool needs none.
fn missing(events: &[Ev<'_>]) -> Vec<(Range<usize>, String)> {
    markdown::blocks(events)
        .into_iter()
        .filter_map(|block| match block.first()? {
            (Event::Start(Tag::Heading { id: None, classes, .. }), range)
                if !classes.iter().any(|class| &**class == "pool") =>
            {
                Some((range.clone(), plain(block)))
            }
            _ => None,
        })
        .collect()
}

/// The text with an id on the heading at `range`; `None` if something else would change too.
fn insert(text: &str, start: usize, range: Range<usize>, id: &str) -> Option<String> {
    let heading = text.get(range.clone())?.trim_end();
    // Under a heading of two lines is a line of `=` or `-`.
    let underline = |line: &str| !line.trim().is_empty() && line.trim().chars().all(|c| matches!(c, '=' | '-'));
    let content = match heading.rsplit_once('\n') {
        Some((content, last)) if underline(last) => content.trim_end(),
        _ => heading,
    };
    let end = range.start + content.len();
    let braces = content.ends_with('}').then(|| content.rfind('{')).flatten();
    let candidates = [
        braces.map(|at| format!("{}#{id} {}", &text[..=range.start + at], text[range.start + at + 1..].trim_start())),
        Some(format!("{} {{#{id}}}{}", &text[..end], &text[end..])),
    ];
    let before = meaning(&markdown::events(text, start));
    candidates
        .into_iter()
        .flatten()
        .find(|with_id| only_id_added(&before, &meaning(&markdown::events(with_id, start)), id))
}

fn only_id_added(before: &[Event<'_>], after: &[Event<'_>], new: &str) -> bool {
    let mut added = 0;
    let same = before.len() == after.len()
        && before.iter().zip(after).all(|(before, after)| match (before, after) {
            (
                Event::Start(Tag::Heading { level, id: None, classes, attrs }),
                Event::Start(Tag::Heading { level: other, id: Some(id), classes: other_classes, attrs: other_attrs }),
            ) => {
                added += 1;
                level == other && classes == other_classes && attrs == other_attrs && &**id == new
            }
            _ => before == after,
        });
    same && added == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_get_ids() {
        let text = "---\nkind: quiz\n---\n\n## Satu soal?\n\n## Dua {.multi points=2}\n\n## Satu soal {#satu-soal}\n\n### Kelompok {.pool draw=2}\n\nTiga\n----\n";
        let formatted = added(text.to_owned(), &mut of(text));
        assert_eq!(
            formatted,
            "---\nkind: quiz\n---\n\n## Satu soal? {#satu-soal-2}\n\n## Dua {#dua .multi points=2}\n\n## Satu soal {#satu-soal}\n\n### Kelompok {.pool draw=2}\n\nTiga {#tiga}\n----\n"
        );
        assert_eq!(added(formatted.clone(), &mut of(&formatted)), formatted);
    }

    #[test]
    fn lessons_stay_as_they_are() {
        let text = "---\nkind: lesson\n---\n\n## Satu\n";
        assert_eq!(added(text.to_owned(), &mut BTreeSet::new()), text);
    }
}
