//! What may not stand in a view: elements whose text Leptos writes unescaped, and inline styles, which the content security
//! policy forbids.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::inputs::files;
use crate::paths::Paths;

/// Something that is forbidden, except in the one component that does it safely.
struct Rule {
    found: fn(&str) -> bool,
    except: &'static str,
    advice: &'static str,
}

const RULES: [Rule; 3] = [
    Rule {
        found: |line| has_tag(line, "<textarea"),
        except: "components/text_area.rs",
        advice: "<textarea> writes its text unescaped: use the component TextArea",
    },
    Rule {
        found: |line| has_tag(line, "<Title"),
        except: "components/page_title.rs",
        advice: "<Title> writes its text unescaped: use the component PageTitle",
    },
    Rule {
        found: |line| line.contains(" style=") || line.trim_start().starts_with("style="),
        except: "",
        advice: "the content security policy forbids inline styles: use a class",
    },
];

pub fn check(paths: &Paths) -> Result<()> {
    let folder = paths.root.join("app/src");
    let mut found = Vec::new();
    for file in files(&folder)? {
        if file.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.strip_prefix(&folder).unwrap_or(&file);
        found.extend(
            offences(name, &text)
                .into_iter()
                .map(|(line, advice)| format!("app/src/{}:{line}: {advice}", name.display())),
        );
    }
    if !found.is_empty() {
        bail!("\n{}", found.join("\n"));
    }
    Ok(())
}

/// The offending lines of a file under `app/src`, each with advice.
fn offences(name: &Path, text: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for rule in &RULES {
            if (rule.found)(line) && (rule.except.is_empty() || name != Path::new(rule.except)) {
                found.push((index + 1, rule.advice));
            }
        }
    }
    found
}

/// The tag itself, not a longer name that begins like it.
fn has_tag(line: &str, tag: &str) -> bool {
    line.match_indices(tag).any(|(start, _)| {
        !line[start + tag.len()..].starts_with(|next: char| next.is_alphanumeric() || next == '_' || next == '-')
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::offences;

    fn lines(name: &str, text: &str) -> Vec<usize> {
        offences(Path::new(name), text).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn finds_what_is_forbidden() {
        let text = "view! {\n<textarea name=\"a\">{text}</textarea>\n<Title text=name/>\n<Title\n<p style=\"x\">\n  style=css\n}";
        assert_eq!(lines("pages/a.rs", text), [2, 3, 4, 5, 6]);
    }

    #[test]
    fn leaves_alone_what_is_allowed() {
        assert!(lines("components/text_area.rs", "<textarea name=\"a\">").is_empty());
        assert!(lines("components/page_title.rs", "<Title text=escaped/>").is_empty());
        assert!(lines("pages/a.rs", "// <textarea> is unsafe\n<TitleBar/>\nlet style = 1;\n<TextArea/>").is_empty());
    }
}
