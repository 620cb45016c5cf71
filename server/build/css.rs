//! One stylesheet from the files that `order.txt` names.

use std::fs;
use std::path::Path;

use crate::Result;

pub fn read(folder: &Path) -> Result<String> {
    let order = fs::read_to_string(folder.join("order.txt"))?;
    let mut css = String::new();
    for name in order.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let text = fs::read_to_string(folder.join(name)).map_err(|error| format!("style/{name}: {error}"))?;
        css.push_str(&smaller(&text));
        css.push('\n');
    }
    Ok(css)
}

/// Without comments, and with one blank where there were more. Texts in quotes stay as they are.
fn smaller(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css.chars().peekable();
    let mut quote = None;
    while let Some(char) = rest.next() {
        match (quote, char) {
            (Some(open), _) => {
                out.push(char);
                if char == '\\' {
                    out.extend(rest.next());
                } else if char == open {
                    quote = None;
                }
            }
            (None, '"' | '\'') => {
                out.push(char);
                quote = Some(char);
            }
            (None, '/') if rest.peek() == Some(&'*') => {
                rest.next();
                let mut last = ' ';
                for next in rest.by_ref() {
                    if last == '*' && next == '/' {
                        break;
                    }
                    last = next;
                }
            }
            (None, _) if char.is_whitespace() => {
                if !out.ends_with([' ', '{', '}', ';', ',']) {
                    out.push(' ');
                }
            }
            (None, '{' | '}' | ';' | ',') => {
                if out.ends_with(' ') {
                    out.pop();
                }
                out.push(char);
            }
            (None, _) => out.push(char),
        }
    }
    out.trim().to_owned()
}
