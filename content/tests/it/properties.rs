//! Whatever is written: nothing panics, `fmt` settles at once and changes no meaning.

use std::sync::{Arc, LazyLock};

use content::model::{Block, Course, Item, Question};
use content::{Diagnostic, Dictionary, Files, fmt, fmt_course, markdown_html, parse_course};
use domain::id::ContentHash;
use proptest::prelude::*;

use crate::support::{COURSE, SLUG, dictionary, files};

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(dictionary);

/// Pieces that mean something in the course language, to be joined in any order.
const PIECES: &[&str] = &[
    "## Satu?",
    "### Dua? {#dua}",
    "## Kasus {#k .case}",
    "## Kelompok {.pool draw=1}",
    "### Kasus {#l .case}",
    "### Kasus {#m .case}",
    "# ",
    "Judul\n===",
    "Judul\n---",
    " {#x .multi points=2}",
    " {.number}",
    " {.cloze}",
    " {.match}",
    " {.order}",
    " {.essay}",
    " {.text .exact}",
    " {#}",
    "{",
    "- [ ] a",
    "- [x] b",
    "- [x]",
    "  > umpan",
    "> umpan",
    "> [!TIP]\n> isyarat",
    "> [!NOTE]\n> sebab",
    "> [!CAUTION]",
    "= 5",
    "= 5 ± 1",
    "= a",
    "=",
    "`=a|b`",
    "`=5`",
    "`?(a)|b`",
    "| a | b |\n|---|---|\n| c | d |",
    "| a |\n|---|",
    "|",
    "1. satu\n2. dua",
    "1) x",
    "- ",
    "  ",
    "    ",
    "\t",
    "\n\n",
    "\n",
    " \n",
    "  \n",
    "\\\n",
    "\r\n",
    "\r",
    "```",
    "```rust\nfn",
    "~~~",
    "<!-- a -->",
    "<b>",
    "</b>",
    "<pre>",
    "<script>",
    "<style>",
    "[^1]",
    "[^1]: teks",
    "[a](#satu)",
    "[a](x.md)",
    "![a](b)",
    "![](img/alur.svg)",
    "$x^2$",
    "$\\frac{1$",
    "$$",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "---",
    "...",
    "***",
    "&amp;",
    "&#xE000;",
    "\u{E000}",
    "\u{FEFF}",
    "\0",
    "é",
    "🌉",
    "kata kata. Kata",
    "---\nid: uji/soal\nkind: quiz\ntitle: Soal\n---\n",
    "[x]: y",
    "title: a",
    "kind: bank",
    "id: &a b",
    "sources: [a]",
    "- o1: a",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,8}"];
    prop::collection::vec((piece, prop::sample::select(&["\n", "\n\n", "", " "][..])), 0..24)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, end)| piece + end).collect())
}

/// A file with front matter that is right, or nearly.
fn file() -> impl Strategy<Value = String> {
    let front = prop::sample::select(
        &[
            "---\nid: uji/soal\nkind: quiz\ntitle: Soal\n---\n\n",
            "---\ntitle: Soal\nkind: bank\nid: uji/soal\ncompetency: layanan/loket\nlevel: 2\n---\n",
            "---\nid: uji/soal\nkind: lesson\ntitle: Pelajaran\nduration: 9 min\n---\n\n\n",
            "---\nkind: quiz\n\ntitle: Soal\n",
            "",
        ][..],
    );
    (front, pieces()).prop_map(|(front, body)| format!("{front}{body}"))
}

/// A question without an error, perhaps without an id.
fn question() -> impl Strategy<Value = String> {
    let heading =
        prop::sample::select(&["## Satu soal?", "### Dua *soal*  ", "## Tiga {points=2}", "Empat\n----", "## ?"][..]);
    let kind = prop::sample::select(
        &[
            ("", "- [x] Catat  \n- [ ] Tolak\n  > Umpan \n"),
            (" {.multi}", "- [x] Catat\n\n- [x] Terima\n\n\n- [ ] Tolak\n"),
            (" {.number}", "Hitung  \nlagi\n= 5 ± 1 \n"),
            (" {.text}", "\n\n= SP4N\n= LAPOR\n"),
            (" {.cloze}", "Batas `=5` hari\\\n`?(kerja)|libur`.\n"),
            (" {.match}", "| a | b |\n|---|---|\n| c | d |\n| e | f |\n"),
            (" {.order}", "1. satu\n2. dua\n"),
            (" {.essay}", "```\nkode  \n\n\n```\n\n| k | p |\n|---|---|\n| a | 3 |\n"),
        ][..],
    );
    let end = prop::sample::select(&["", "\n> [!NOTE]\n> Sebab.  \n", "\n\n\n> [!TIP]\n> Isyarat.\n\n---\n\n\n"][..]);
    (heading, kind, end).prop_map(|(heading, (kind, body), end)| {
        // Attributes stand on the line of the title.
        let heading = match heading.split_once('\n') {
            Some((title, line)) => format!("{title}{kind}\n{line}"),
            None if heading.contains('{') => heading
                .replace('{', &format!("{} ", kind.trim().trim_end_matches('}')))
                .replacen(" points", if kind.is_empty() { "{points" } else { " points" }, 1),
            None => format!("{heading}{kind}"),
        };
        format!("{heading}\n\n{body}{end}\n")
    })
}

/// The course without what formatting may change: its hash and the lines of questions.
fn meaning(mut course: Course) -> Course {
    course.hash = ContentHash::new("");
    let lineless = |question: &Arc<Question>| {
        let mut question = Question::clone(question);
        question.place.line = 0;
        Arc::new(question)
    };
    for item in &mut course.items {
        let (Item::Quiz(content::model::Quiz { blocks, .. }) | Item::Bank(content::model::Bank { blocks, .. })) = item
        else {
            continue;
        };
        for block in blocks {
            match block {
                Block::Question(question) => *question = lineless(question),
                Block::Case(case) => case.questions = case.questions.iter().map(lineless).collect(),
                Block::Pool(pool) => {
                    pool.questions = pool.questions.iter().map(lineless).collect();
                    for case in &mut pool.cases {
                        case.questions = case.questions.iter().map(lineless).collect();
                    }
                }
            }
        }
    }
    course
}

#[test]
fn deep_and_wide_texts_are_taken() {
    let deep = |open: &str, close: &str| format!("{}a{}", open.repeat(1000), close.repeat(1000));
    let texts = [
        deep(">", ""),
        deep("- ", ""),
        deep("[", "](a)"),
        deep("![", "](a)"),
        deep("**", "**"),
        deep("*a ", "*"),
        deep("<b>", "</b>"),
        deep("<div>\n", "</div>\n"),
        deep("[^1]", ""),
        deep("{", "}"),
        deep("| ", "|"),
        deep("`", "`"),
        deep("~~", "~~"),
        deep("&", ";"),
        format!("${}$", deep("{", "}")),
        format!("${}$", deep("\\frac{", "}{b}")),
        format!("${}$", deep("\\left(", "\\right)")),
        format!("${}$", deep("x^{", "}")),
        format!("${}$", "\\def\\a{\\a\\a}\\a".repeat(2)),
        deep("\n## a {#a}\n- [x] a\n", ""),
        format!("{}\n\n{}", "[^a] ".repeat(300), "[^a]: [^a] teks\n"),
        deep("![a](img/alur.svg)\n\n", ""),
    ];
    for text in texts {
        for front in [
            "---\nid: uji/soal\nkind: quiz\ntitle: Soal\n---\n\n",
            "---\nid: uji/soal\nkind: lesson\ntitle: P\nduration: 9 min\n---\n\n",
        ] {
            let file = format!("{front}{text}");
            parse_course(SLUG, &with(&file), &DICTIONARY);
            fmt(&file);
        }
    }
}

fn with(file: &str) -> Files {
    files(&[("course.md", COURSE), ("01-soal.md", file)])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_parser_panic(file in file(), course in pieces(), any in any::<String>()) {
        for files in [
            with(&file),
            files(&[("course.md", &course), ("01-soal.md", &file), ("02-lain.md", &any)]),
            files(&[("course.md", &any), ("img/a.svg", &any), ("img/a.png", &any), ("img/a.jpg", &any)]),
        ] {
            let parsed = parse_course(SLUG, &files, &DICTIONARY);
            prop_assert_eq!(parsed.course.is_some(), !parsed.diagnostics.iter().any(Diagnostic::is_error));
            for finding in &parsed.diagnostics {
                let bytes = files.get(&finding.file).map_or(0, |bytes| bytes.len());
                prop_assert!(finding.span.start <= finding.span.end && finding.span.end <= bytes, "{}", finding);
                prop_assert!(finding.render(&files).contains(finding.code));
            }
        }
    }

    #[test]
    fn html_of_any_text_is_stable(text in prop_oneof![pieces(), any::<String>()]) {
        let html = markdown_html(&text);
        // A browser drops a line end right after `<pre>`, each time.
        if !html.as_str().contains("<pre>") {
            prop_assert_eq!(&content::Html::sanitise(html.as_str()), &html);
        }
        prop_assert!(!html.as_str().contains("<script") && !html.as_str().contains("<style"));
    }

    #[test]
    fn fmt_settles_at_once(text in prop_oneof![file(), pieces(), any::<String>()]) {
        let once = fmt(&text);
        prop_assert_eq!(fmt(&once), once);
    }

    #[test]
    fn fmt_keeps_the_meaning(file in file()) {
        let before = parse_course(SLUG, &with(&file), &DICTIONARY);
        let after = parse_course(SLUG, &with(&fmt(&file)), &DICTIONARY);
        if let Some(before) = before.course {
            prop_assert_eq!(after.course.map(meaning), Some(meaning(before)));
        }
    }

    #[test]
    fn fmt_gives_ids_and_changes_nothing_else(questions in prop::collection::vec(question(), 1..6)) {
        let front = "---\ntitle: Soal\nkind: quiz\nid: uji/soal\n---\n";
        let formatted = fmt_course(&with(&format!("{front}{}", questions.concat())));
        let parsed = parse_course(SLUG, &formatted, &DICTIONARY);
        let text = formatted.text("01-soal.md").unwrap();
        let findings: Vec<String> = parsed.diagnostics.iter().map(|finding| finding.render(&formatted)).collect();
        prop_assert!(parsed.course.is_some(), "{}\n{}", text, findings.join("\n"));
        prop_assert_eq!(fmt(text), text);
        // The same with the ids already there, before anything else is changed.
        let mut with_ids = format!("{front}{}", questions.concat());
        let ids: Vec<String> = parsed.course.iter().flat_map(|course| match &course.items[0] {
            Item::Quiz(quiz) => quiz.blocks.iter().flat_map(Block::questions).map(|q| q.id.to_string()).collect(),
            _ => Vec::new(),
        }).collect();
        let mut at = 0;
        for (question, id) in questions.iter().zip(&ids) {
            let start = at + with_ids[at..].find(question.as_str()).unwrap();
            let line = question.split('\n').next().unwrap().trim_end();
            let named = match line.rfind('{') {
                Some(brace) => format!("{}#{id} {}", &line[..=brace], &line[brace + 1..]),
                None => format!("{line} {{#{id}}}"),
            };
            with_ids.replace_range(start..start + line.len(), &named);
            at = start + question.len() + named.len() - line.len();
        }
        let before = parse_course(SLUG, &with(&with_ids), &DICTIONARY);
        prop_assert_eq!(parsed.course.map(meaning), before.course.map(meaning));
    }
}
