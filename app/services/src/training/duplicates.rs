//! Whether two filings are the same training.

use domain::time::Timestamp;
use store::training::Training;

/// Titles that are as alike as this (of 1) are the same one, written in another way.
const ALIKE: f64 = 0.75;

/// Why a filing looks like another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    SameDocument,
    /// The days overlap, and the titles are alike.
    SameTime,
}

/// Whether a filing looks like another one of the same person.
pub fn likeness(
    other: &Training,
    document: Option<&str>,
    title: &str,
    days: Option<(Timestamp, Timestamp)>,
) -> Option<Likeness> {
    if document.is_some() && other.document_hash.as_deref() == document {
        return Some(Likeness::SameDocument);
    }
    let (first, last) = days?;
    let overlap = other.first_at? <= last.0 && first.0 <= other.last_at?;
    (overlap && alike(title, other.title.as_deref()?)).then_some(Likeness::SameTime)
}

/// Whether two titles say the same: case, signs and the order of words do not matter.
fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    !one.is_empty() && (one == other || strsim::sorensen_dice(&one, &other) >= ALIKE)
}

fn words(title: &str) -> String {
    let lower = title.to_lowercase();
    let mut words: Vec<_> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_compared_as_people_read_them() {
        assert!(alike("Seminar Pelayanan Publik", "seminar: pelayanan publik!"));
        assert!(alike("Pelayanan Publik (Seminar)", "Seminar pelayanan publik"));
        assert!(alike("Seminar Nasional Pelayanan Publik 2026", "Seminar Nasional Pelayanan Publik"));
        assert!(!alike("Seminar Pelayanan Publik", "Lokakarya Keamanan Digital"));
        assert!(!alike("", ""));
    }
}
