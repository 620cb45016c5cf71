//! One finding of the linter: what, where, the line with the place underlined, and what to do.

use content::Diagnostic;
use leptos::prelude::*;

use crate::lang::Lang;

pub fn diagnostic(lang: Lang, found: &Diagnostic) -> AnyView {
    let (class, kind) = if found.is_error() {
        ("chip chip--short", lang.pick("Kesalahan", "Error"))
    } else {
        ("chip chip--due", lang.pick("Peringatan", "Warning"))
    };
    let place = match lang {
        Lang::Id => format!("{} · {}, baris {}, kolom {}", found.code, found.file, found.line, found.column),
        Lang::En => format!("{} · {}, line {}, column {}", found.code, found.file, found.line, found.column),
    };
    // The linter speaks English.
    view! {
        <article class="diagnostic">
            <div class="diagnostic-head">
                <span class=class>{kind}</span>
                <h3 class="card-title" lang="en">{found.message.clone()}</h3>
                <code class="diagnostic-place">{place}</code>
            </div>
            {excerpt(lang, found)}
            <p lang="en">{found.advice.clone()}</p>
        </article>
    }
    .into_any()
}

fn excerpt(lang: Lang, found: &Diagnostic) -> Option<AnyView> {
    if found.source_line.trim().is_empty() {
        return None;
    }
    let number = found.line.to_string();
    let blank = " ".repeat(number.len());
    let (before, mark) = underline(&found.source_line, found.column, found.span.len());
    let label = match lang {
        Lang::Id => format!("Potongan berkas {}", found.file),
        Lang::En => format!("Excerpt of {}", found.file),
    };
    Some(
        view! {
            <pre class="code" tabindex="0" role="region" aria-label=label><code>
                <span class="diagnostic-line">{number}" │ "</span>
                {found.source_line.clone()}
                "\n"
                <span class="diagnostic-line">{blank}" │ "</span>
                {before}
                <span class="diagnostic-mark" aria-hidden="true">{mark}</span>
            </code></pre>
        }
        .into_any(),
    )
}

/// What stands before the mark, so that it begins below the place, and the mark, one sign for each character.
fn underline(line: &str, column: u32, bytes: usize) -> (String, String) {
    let before = usize::try_from(column).unwrap_or(usize::MAX).saturating_sub(1);
    let blank = |character: char| if character == '\t' { '\t' } else { ' ' };
    let start = line.char_indices().nth(before).map_or(line.len(), |(at, _)| at);
    let marked = line[start..].char_indices().take_while(|(at, _)| *at < bytes).count();
    (line[..start].chars().map(blank).collect(), "^".repeat(marked.max(1)))
}

#[cfg(test)]
mod tests {
    use super::underline;

    #[test]
    fn the_mark_stands_below_the_place() {
        assert_eq!(underline("dúa tiga", 5, 4), ("    ".into(), "^^^^".into()));
        assert_eq!(underline("dúa", 1, 4), (String::new(), "^^^".into()));
        assert_eq!(underline("\tsatu", 2, 90), ("\t".into(), "^^^^".into()));
    }

    #[test]
    fn an_empty_or_strange_place_has_a_mark_too() {
        assert_eq!(underline("dua", 90, 0), ("   ".into(), "^".into()));
        assert_eq!(underline("", 0, 5), (String::new(), "^".into()));
    }
}
