//! What people write, made fit for paper: only letters that the fonts have, and no word too long for a line.

use serde_json::Value;

use crate::world::has_letter;

/// Stands for what no font here has: a script other than Latin, or a small picture.
const MISSING: char = '□';
/// A longer run without a space gets places where it may break.
const LONGEST_RUN: usize = 30;
const MAY_BREAK: char = '\u{200b}';

/// Changes every text within. Tells whether letters were replaced, so that the sheet can say so.
pub fn make(data: &mut Value) -> bool {
    match data {
        Value::String(text) => {
            let (new, replaced) = shown(text);
            *text = new;
            replaced
        }
        Value::Array(list) => list.iter_mut().map(make).filter(|changed| *changed).count() > 0,
        Value::Object(fields) => fields.values_mut().map(make).filter(|changed| *changed).count() > 0,
        _ => false,
    }
}

fn shown(text: &str) -> (String, bool) {
    let mut new = String::with_capacity(text.len());
    let (mut run, mut replaced) = (0, false);
    for letter in text.chars() {
        let letter = match letter {
            '\n' => letter,
            '\t' | '\u{2028}' | '\u{2029}' | '\u{202f}' => ' ',
            // What only steers other letters goes: it would turn around what stands beside it.
            _ if letter.is_control() || is_steering(letter) => continue,
            _ if has_letter(letter) => letter,
            _ => {
                replaced = true;
                if new.ends_with(MISSING) {
                    continue;
                }
                MISSING
            }
        };
        run = if letter.is_whitespace() { 0 } else { run + 1 };
        if run > LONGEST_RUN {
            new.push(MAY_BREAK);
            run = 1;
        }
        new.push(letter);
    }
    (new, replaced)
}

/// Joins letters, turns their direction, chooses a variant, or is invisible.
const fn is_steering(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn letters_that_no_font_has_become_one_sign() {
        assert_eq!(shown("Siti Nurhaliza"), ("Siti Nurhaliza".to_owned(), false));
        assert!(!shown("Đorđević Łukasz Şahin’ — “a” # $ \\ \"").1);
        assert_eq!(shown("سلمى"), ("□".to_owned(), true));
        assert_eq!(shown("baik 👩🏽‍💻 sekali"), ("baik □ sekali".to_owned(), true));
    }

    #[test]
    fn nothing_turns_the_line_around() {
        assert_eq!(shown("a\u{202e}b\u{200f}c\u{0}d\u{feff}"), ("abcd".to_owned(), false));
        assert_eq!(shown("a\tb\nc"), ("a b\nc".to_owned(), false));
    }

    #[test]
    fn a_long_run_may_break() {
        let long = "x".repeat(300);
        let (new, _) = shown(&long);
        assert_eq!(new.chars().filter(|letter| *letter == MAY_BREAK).count(), 9);
        assert_eq!(new.replace(MAY_BREAK, ""), long);
    }

    #[test]
    fn every_text_within_is_made_fit() {
        let mut data = json!({ "a": ["b", { "c": "\u{202e}日本" }], "n": 1 });
        assert!(make(&mut data));
        assert_eq!(data, json!({ "a": ["b", { "c": "□" }], "n": 1 }));
    }
}
