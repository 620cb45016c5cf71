//! Code coloured on the server, with few classes that a style sheet can name.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

use crate::escape::text as escape;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scopes and what they are called in the style sheet. The innermost scope that is in the list decides.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let classes = [
        ("comment", "hl-comment"),
        ("string", "hl-string"),
        ("constant.numeric", "hl-number"),
        ("constant", "hl-constant"),
        ("keyword.operator", ""),
        ("keyword", "hl-keyword"),
        ("storage", "hl-keyword"),
        ("entity.name.tag", "hl-tag"),
        ("entity.other.attribute-name", "hl-attribute"),
        ("entity.name.function", "hl-function"),
        ("support.function", "hl-function"),
        ("variable.function", "hl-function"),
        ("entity.name", "hl-type"),
        ("support.type", "hl-type"),
        ("support.class", "hl-type"),
        ("variable.parameter", "hl-variable"),
        ("variable.other", "hl-variable"),
        ("markup.inserted", "hl-inserted"),
        ("markup.deleted", "hl-deleted"),
        ("markup.heading", "hl-keyword"),
    ];
    classes.into_iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, class))).collect()
});

/// Code as escaped HTML, with spans if the language is known.
pub(crate) fn html(language: &str, code: &str) -> String {
    coloured(language, code).unwrap_or_else(|| escape(code))
}

fn coloured(language: &str, code: &str) -> Option<String> {
    if language.is_empty() {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(language).filter(|syntax| syntax.name != "Plain Text")?;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut out = Spans::default();
    for line in code.split_inclusive('\n') {
        let mut start = 0;
        for (offset, change) in state.parse_line(line, &SYNTAXES).ok()? {
            out.write(class(&stack), line.get(start..offset)?);
            start = offset;
            stack.apply(&change).ok()?;
        }
        out.write(class(&stack), line.get(start..)?);
    }
    Some(out.finish())
}

fn class(stack: &ScopeStack) -> &'static str {
    let of = |scope: &Scope| CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class);
    stack.scopes.iter().rev().find_map(of).unwrap_or_default()
}

/// Joins neighbours of the same class into one span. Blanks have no colour: they begin no span and end none.
#[derive(Default)]
struct Spans {
    html: String,
    open: &'static str,
    blanks: String,
}

impl Spans {
    fn write(&mut self, class: &'static str, text: &str) {
        let bare = text.trim_end();
        if !bare.is_empty() {
            if class != self.open {
                self.close();
            }
            self.html.push_str(&std::mem::take(&mut self.blanks));
            if class != self.open {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
                self.open = class;
            }
            self.html.push_str(&escape(bare));
        }
        self.blanks.push_str(&text[bare.len()..]);
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.html.push_str("</span>");
        }
        self.open = "";
    }

    fn finish(mut self) -> String {
        self.close();
        self.html + &self.blanks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_languages_are_coloured() {
        assert_eq!(
            html("python", "def f(x):\n    return \"<a>\"  # b\n"),
            "<span class=\"hl-keyword\">def</span> <span class=\"hl-function\">f</span>(\
             <span class=\"hl-variable\">x</span>):\n    <span class=\"hl-keyword\">return</span> \
             <span class=\"hl-string\">\"&lt;a&gt;\"</span>  <span class=\"hl-comment\"># b</span>\n"
        );
    }

    #[test]
    fn unknown_languages_stay_plain() {
        assert_eq!(html("klingon", "a < b\n"), "a &lt; b\n");
        assert_eq!(html("", "a & b"), "a &amp; b");
    }
}
