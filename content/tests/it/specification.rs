//! The examples of the CommonMark specification, through the parser, the renderer and the sanitiser.
//!
//! What we write must be what the sanitiser makes of the HTML in the specification, except for what [`intended`] does to
//! both and for the examples in [`DIFFERENT`], whose HTML is kept in a snapshot.

use std::fmt::Write;

use content::{Html, markdown_html};

use crate::support::folder;

/// Examples that mean something else in the course language.
const DIFFERENT: &[(usize, &str)] = &[(142, "code is coloured"), (143, "code is coloured")];

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

fn examples() -> Vec<Example> {
    let path = folder("../end2end/node_modules/commonmark-spec/spec.txt");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("{}: {error}. The npm package `commonmark-spec` is missing: run `npm ci` in end2end.", path.display())
    });
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut parts: Option<(String, Option<String>)> = None;
    for line in text.lines() {
        match &mut parts {
            None if line == format!("{fence} example") => parts = Some((String::new(), None)),
            None => {}
            Some((markdown, html)) if line == fence => {
                let html = html.take().unwrap_or_default().replace('→', "\t");
                examples.push(Example { number: examples.len() + 1, markdown: markdown.replace('→', "\t"), html });
                parts = None;
            }
            Some((_, html @ None)) if line == "." => *html = Some(String::new()),
            Some((markdown, html)) => {
                let part = html.as_mut().unwrap_or(markdown);
                part.push_str(line);
                part.push('\n');
            }
        }
    }
    examples
}

/// Headings of the specification's HTML as the page has them: the highest is an `h2`.
fn shifted(html: &str) -> String {
    let Some(highest) = (1..=6).find(|level| html.contains(&format!("<h{level}>"))) else { return html.to_owned() };
    let mut out = html.to_owned();
    // In an order in which no heading is moved twice.
    let levels: Vec<i32> = if highest == 1 { (1..=6).rev().collect() } else { (1..=6).collect() };
    for level in levels {
        let to = (level + 2 - highest).clamp(2, 6);
        for tag in ["<h", "</h"] {
            out = out.replace(&format!("{tag}{level}>"), &format!("{tag}{to}>"));
        }
    }
    out
}

/// Takes the intended additions out of our HTML: anchors, reachable code, lazy images, figures, careful links.
fn intended(html: &str) -> String {
    let mut out = html.replace(" tabindex=\"0\"", "").replace(" loading=\"lazy\"", "").replace(" rel=\"noopener\"", "");
    while let Some(start) = out.find(" id=\"") {
        let end = out[start + 5..].find('"').map_or(out.len(), |end| start + 5 + end + 1);
        out.replace_range(start..end, "");
    }
    while let (Some(start), Some(end)) = (out.find("<figcaption>"), out.find("</figcaption>")) {
        let caption = out[start + 12..end].to_owned();
        out.replace_range(start..end + 13, "");
        // The caption is the title.
        if let Some(close) = out[..start].rfind('>') {
            out.replace_range(close..=close, &format!(" title=\"{}\">", caption.replace('"', "&quot;")));
        }
    }
    out.replace("<figure>", "<p>").replace("\n</figure>", "</p>").replace("</figure>", "</p>")
}

/// Line ends next to a tag mean nothing, except in code.
fn normal(html: &str) -> String {
    let mut out = String::new();
    for (index, part) in html.split("<pre").enumerate() {
        let (code, rest) =
            if index == 0 { ("", part) } else { part.split_at(part.find("</pre>").unwrap_or(part.len())) };
        if index > 0 {
            out.push_str("<pre");
            out.push_str(code);
        }
        let lines: Vec<&str> = rest.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        out.push_str(&lines.join("\n").replace(">\n", ">").replace("\n<", "<"));
    }
    out
}

#[test]
fn examples_come_out_as_the_specification_says() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let mut wrong = String::new();
    let mut different = String::new();
    for Example { number, markdown, html } in examples {
        let ours = markdown_html(&markdown);
        let listed = DIFFERENT.iter().find(|(listed, _)| *listed == number);
        let same = normal(&intended(ours.as_str())) == normal(Html::sanitise(&shifted(&html)).as_str());
        match listed {
            None if same => {}
            None => {
                let theirs = normal(Html::sanitise(&shifted(&html)).as_str());
                let _ = writeln!(
                    wrong,
                    "{number}\n{markdown:?}\nours   {}\ntheirs {theirs}\n",
                    normal(&intended(ours.as_str()))
                );
            }
            Some(_) if same => {
                let _ = writeln!(wrong, "{number} is listed as different, but is not");
            }
            Some((_, reason)) => {
                let _ = writeln!(different, "{number}: {reason}\n{markdown}---\n{ours}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    insta::assert_snapshot!("specification_differences", different);
}
