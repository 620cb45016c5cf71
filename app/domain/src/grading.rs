//! Grading one answer against its key.

use crate::answer::Answer;
use crate::key::{GapKey, Key, NumberKey, TextKey};
use crate::score::PerMille;

/// Whether parts of an answer earn part of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credit {
    /// Right or wrong: assessments.
    AllOrNothing,
    /// Practice, and quizzes that say `scoring: partial`.
    Partial,
}

/// The score of an answer, or `None` where a person has to mark it. An answer of another type than the key is wrong.
pub fn grade(key: &Key, answer: &Answer, credit: Credit) -> Option<PerMille> {
    let (right, parts) = match (key, answer) {
        (Key::Essay { .. }, _) => return None,
        (Key::Single { right }, Answer::Choice { chosen }) => (usize::from(chosen.as_slice() == [*right]), 1),
        (Key::Multiple { right, .. }, Answer::Choice { chosen }) => return Some(grade_multiple(right, chosen, credit)),
        (Key::Number(key), Answer::Number { text }) => (usize::from(number_matches(key, text)), 1),
        (Key::Text(key), Answer::Text { text }) => (usize::from(text_matches(key, text)), 1),
        (Key::Cloze { gaps }, Answer::Cloze { gaps: texts }) => {
            (gaps.iter().zip(texts).filter(|(key, text)| gap_matches(key, text)).count(), gaps.len())
        }
        (Key::Match { right }, Answer::Match { right: chosen }) => {
            (right.iter().zip(chosen).filter(|(key, chosen)| **chosen == Some(**key)).count(), right.len())
        }
        (Key::Order { items }, Answer::Order { ranks }) => {
            let in_place = ranks.iter().zip(1..=*items).filter(|(rank, place)| **rank == Some(*place)).count();
            (in_place, usize::from(*items))
        }
        _ => (0, 1),
    };
    Some(match credit {
        Credit::Partial => PerMille::ratio(right as u64, parts as u64),
        Credit::AllOrNothing if right == parts => PerMille::FULL,
        Credit::AllOrNothing => PerMille::ZERO,
    })
}

/// With partial credit every wrong choice takes back a right one, so that choosing everything earns nothing.
fn grade_multiple(right: &[u8], chosen: &[u8], credit: Credit) -> PerMille {
    let hits = chosen.iter().filter(|option| right.contains(option)).count();
    let misses = chosen.len() - hits;
    match credit {
        Credit::AllOrNothing if hits == right.len() && misses == 0 => PerMille::FULL,
        Credit::AllOrNothing => PerMille::ZERO,
        Credit::Partial => PerMille::ratio(hits.saturating_sub(misses) as u64, right.len() as u64),
    }
}

/// Whether the text is one of the variants.
pub fn text_matches(key: &TextKey, text: &str) -> bool {
    let given = normalise(text, key.exact);
    !given.is_empty()
        && key.variants.iter().chain(&key.translated).any(|variant| normalise(variant, key.exact) == given)
}

fn normalise(text: &str, exact: bool) -> String {
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if exact { spaced } else { spaced.to_lowercase() }
}

/// Whether the text is a number of the key's range. The ends are included, with room for the rounding of binary
/// fractions (a billionth of the larger end).
pub fn number_matches(key: &NumberKey, text: &str) -> bool {
    let slack = 1e-9 * key.low.abs().max(key.high.abs()).max(1.0);
    readings(text).into_iter().any(|number| number >= key.low - slack && number <= key.high + slack)
}

/// The numbers that a text can mean to the person who typed it: a decimal comma or point, spaces or separators between
/// thousands, a leading sign. `1.250` is one and a quarter to some and twelve hundred and fifty to others: both are read,
/// and the doubt is in favour of the learner. Empty where it is no number.
pub fn readings(text: &str) -> Vec<f64> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().replace('\u{2212}', "-");
    if compact.is_empty() || compact.len() > 40 {
        return Vec::new();
    }
    let commas = compact.matches(',').count();
    let points = compact.matches('.').count();
    let without = |separator: char| compact.replace(separator, "");
    let candidates = match (commas, points) {
        (0, 0) => vec![compact],
        (1, 0) => vec![compact.replace(',', "."), without(',')],
        (0, 1) => vec![compact.clone(), without('.')],
        (0, _) => vec![without('.')],
        (_, 0) => vec![without(',')],
        // The separator that comes last is the decimal one: 1.250,5 and 1,250.5.
        (1, _) if compact.rfind(',') > compact.rfind('.') => vec![without('.').replace(',', ".")],
        (_, 1) if compact.rfind('.') > compact.rfind(',') => vec![without(',')],
        _ => Vec::new(),
    };
    let thousands = has_thousands(text);
    candidates
        .into_iter()
        .enumerate()
        .filter(|(place, _)| *place == 0 || thousands)
        .filter_map(|(_, c)| plain(&c))
        .collect()
}

/// Exactly three digits follow the only separator, and one to three stand before it.
fn has_thousands(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['-', '+', '\u{2212}']);
    text.split_once([',', '.']).is_some_and(|(before, after)| after.len() == 3 && (1..=3).contains(&before.len()))
}

fn plain(text: &str) -> Option<f64> {
    let allowed = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    text.parse().ok().filter(|number: &f64| allowed && number.is_finite())
}

fn gap_matches(key: &GapKey, text: &str) -> bool {
    match key {
        GapKey::Text(key) => text_matches(key, text),
        GapKey::Number(key) => number_matches(key, text),
        GapKey::Choice { right } => text.trim().parse() == Ok(*right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn full(key: &Key, answer: &Answer) -> bool {
        grade(key, answer, Credit::AllOrNothing) == Some(PerMille::FULL)
    }

    fn choice(chosen: &[u8]) -> Answer {
        Answer::Choice { chosen: chosen.to_vec() }
    }

    #[test]
    fn single_choice_takes_exactly_the_right_option() {
        let key = Key::Single { right: 2 };
        assert!(full(&key, &choice(&[2])));
        assert!(!full(&key, &choice(&[1])) && !full(&key, &choice(&[])) && !full(&key, &choice(&[1, 2])));
    }

    #[test]
    fn multiple_choice_is_all_or_nothing_unless_partial() {
        let key = Key::Multiple { right: vec![0, 2], options: 4 };
        assert!(full(&key, &choice(&[0, 2])));
        assert!(!full(&key, &choice(&[0])));
        assert_eq!(grade(&key, &choice(&[0]), Credit::Partial), Some(PerMille::new(500)));
        assert_eq!(grade(&key, &choice(&[0, 1, 2, 3]), Credit::Partial), Some(PerMille::ZERO));
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, number) in [
            ("72", vec![72.0]),
            ("72,5", vec![72.5]),
            ("72.5", vec![72.5]),
            (" 1 250 ", vec![1250.0]),
            ("1.250", vec![1.25, 1250.0]),
            ("1.250.000", vec![1_250_000.0]),
            ("1.250,5", vec![1250.5]),
            ("1,250.5", vec![1250.5]),
            ("-3", vec![-3.0]),
            ("\u{2212}3", vec![-3.0]),
        ] {
            assert_eq!(readings(text), number, "{text}");
        }
        for text in ["", "lima", "1,2,3.4.5", "1e5", "inf", "--1"] {
            assert_eq!(readings(text), Vec::<f64>::new(), "{text}");
        }
        let key = NumberKey { low: 71.5, high: 72.5 };
        assert!(number_matches(&key, "72,5") && !number_matches(&key, "72,6"));
    }

    #[test]
    fn short_texts_ignore_case_unless_exact() {
        let loose =
            TextKey { variants: vec!["tanda tangan".into()], translated: vec!["signature".into()], exact: false };
        assert!(text_matches(&loose, "  Tanda   TANGAN "));
        let exact = TextKey { variants: vec!["OTP".into()], translated: Vec::new(), exact: true };
        assert!(text_matches(&exact, "OTP") && !text_matches(&exact, "otp"));
        assert!(!text_matches(&loose, ""));
    }

    #[test]
    fn parts_count_only_with_partial_credit() {
        let key = Key::Match { right: vec![1, 0, 2] };
        let answer = Answer::Match { right: vec![Some(1), None, Some(2)] };
        assert!(!full(&key, &answer));
        assert_eq!(grade(&key, &answer, Credit::Partial), Some(PerMille::new(667)));
        assert!(full(&Key::Order { items: 3 }, &Answer::Order { ranks: vec![Some(1), Some(2), Some(3)] }));
        assert!(!full(&Key::Order { items: 3 }, &Answer::Order { ranks: vec![Some(1), Some(2), None] }));
        let gaps =
            Key::Cloze { gaps: vec![GapKey::Choice { right: 1 }, GapKey::Number(NumberKey { low: 5.0, high: 5.0 })] };
        assert!(full(&gaps, &Answer::Cloze { gaps: vec!["1".into(), "5".into()] }));
        assert_eq!(
            grade(&gaps, &Answer::Cloze { gaps: vec!["1".into(), "6".into()] }, Credit::Partial),
            Some(PerMille::new(500))
        );
    }

    #[test]
    fn an_essay_waits_for_a_person_and_another_type_is_wrong() {
        let essay = Key::Essay { criteria: vec![2] };
        assert_eq!(grade(&essay, &Answer::Essay { text: "x".into() }, Credit::AllOrNothing), None);
        assert!(!full(&Key::Single { right: 0 }, &Answer::Text { text: "0".into() }));
    }

    proptest! {
        #[test]
        fn reading_a_number_never_panics(text in ".{0,60}") {
            let _ = readings(&text);
        }

        #[test]
        fn full_marks_need_every_part(right in prop::collection::vec(0u8..4, 1..6), wrong in 0usize..6) {
            let wrong = wrong % right.len();
            let mut given: Vec<_> = right.iter().map(|r| Some(*r)).collect();
            given[wrong] = Some(right[wrong] + 1);
            let key = Key::Match { right: right.clone() };
            let answer = Answer::Match { right: given };
            prop_assert!(!full(&key, &answer));
        }
    }
}
