//! Puts a text in order: missing question ids, order of the front matter, blank lines, blanks at the ends of lines.
//!
//! The result means the same: if it would not, or if a second run would change it again, the text stays as it is.

mod body;
mod front;
mod ids;

use std::collections::BTreeSet;

use crate::front_matter;
use crate::source::Files;
use crate::translation;

/// A run changes what an earlier one made possible, so runs repeat until nothing changes.
const MOST_RUNS: usize = 4;

/// Puts one file in order. Its new ids are unique in the file; [`fmt_course`] makes them unique in the course.
pub fn fmt(text: &str) -> String {
    fmt_with(text, Some(&mut ids::of(text)))
}

/// Puts all texts of a course in order.
pub fn fmt_course(files: &Files) -> Files {
    let texts = || files.iter().filter(|(path, _)| path.ends_with(".md")).map(|(path, _)| path);
    let mut taken: BTreeSet<String> = texts().filter_map(|path| files.text(path)).flat_map(ids::of).collect();
    let mut formatted = files.clone();
    for path in texts() {
        if let Some(text) = files.text(path) {
            // A translation has the ids of the original.
            let taken = (!translation::is_translated(path)).then_some(&mut taken);
            formatted.insert(path, fmt_with(text, taken).into_bytes());
        }
    }
    formatted
}

/// Writes ids that are not `taken`; without a set it writes none.
fn fmt_with(text: &str, taken: Option<&mut BTreeSet<String>>) -> String {
    let mut taken_now = taken.as_deref().cloned();
    let mut now = text.to_owned();
    for _ in 0..MOST_RUNS {
        let next = run(&now, taken_now.as_mut());
        if next == now {
            if let (Some(taken), Some(now)) = (taken, taken_now) {
                *taken = now;
            }
            return now;
        }
        now = next;
    }
    text.to_owned()
}

fn run(text: &str, taken: Option<&mut BTreeSet<String>>) -> String {
    let plain = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let text = if body::same(text, &plain) { plain } else { text.to_owned() };
    let Some((yaml, start)) = front_matter::split(&text) else {
        return body::ordered(&text, 0);
    };
    let fields = front::ordered(&text[yaml]);
    let content = body::ordered(&text, start);
    let blank = if content.is_empty() { "" } else { "\n" };
    let text = format!("---\n{fields}---\n{blank}{content}");
    match taken {
        Some(taken) => ids::added(text, taken),
        None => text,
    }
}
