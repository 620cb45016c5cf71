//! HTML that an author writes: what will be taken out, and what cannot be checked.

use std::ops::Range;

use super::Renderer;
use crate::{codes, sanitise};

impl Renderer<'_, '_> {
    pub(super) fn check_raw_html(&mut self, html: &str, range: &Range<usize>) {
        if self.targets.course.is_empty() {
            return;
        }
        for element in elements(html) {
            match element.as_str() {
                "img" => {
                    let advice =
                        "Write it as `![what it shows](img/name.svg)`; then its text, file and size are checked.";
                    self.findings.error(codes::IMAGE, range.clone(), "an image in HTML", advice);
                }
                "a" => {
                    let advice = "Write it as `[text](address)`; then it is checked.";
                    self.findings.error(codes::DEAD_LINK, range.clone(), "a link in HTML", advice);
                }
                name if !sanitise::keeps(name) => {
                    let advice = "Say it in Markdown, or leave it out.";
                    let message = format!("the HTML element `{name}` is taken out");
                    self.findings.warning(codes::DROPPED_HTML, range.clone(), message, advice);
                }
                _ => {}
            }
        }
    }
}

/// The names of the elements that begin in a piece of HTML.
fn elements(html: &str) -> Vec<String> {
    let name = |rest: &str| {
        let name: String = rest.chars().take_while(|character| character.is_ascii_alphanumeric()).collect();
        name.starts_with(|first: char| first.is_ascii_alphabetic()).then(|| name.to_ascii_lowercase())
    };
    if html.trim_start().starts_with("<!--") {
        return Vec::new();
    }
    html.split('<').skip(1).filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::elements;

    #[test]
    fn elements_are_found() {
        assert_eq!(elements("<B>a</B> <img src=x><1> < a"), ["b", "img"]);
        assert_eq!(elements("<!-- <b> -->"), Vec::<String>::new());
    }
}
