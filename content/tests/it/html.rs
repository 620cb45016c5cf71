//! Lessons as HTML.

use std::fmt::Write;

use content::model::Item;

use crate::support::{course, inputs, lesson};

#[test]
fn lessons_look_like_this() {
    for (name, text) in inputs("lessons") {
        let course = course(&lesson(&text));
        // The hash in the addresses of images is that of all files.
        let plain = |text: &str| text.replace(course.hash.as_str(), "HASH");
        let Item::Lesson(lesson) = &course.items[0] else { panic!("{name} is no lesson") };
        let mut out = String::new();
        for entry in &lesson.toc {
            let _ = writeln!(out, "h{} #{} {}", entry.level, entry.anchor, entry.text);
        }
        let _ = writeln!(out, "{} words\n{}", lesson.words, plain(lesson.html.as_str()));
        insta::assert_snapshot!(name, out);
    }
}

#[test]
fn the_language_of_the_course_names_the_alerts() {
    let mut files = lesson("> [!WARNING]\n> Careful.\n");
    let english = files.text("course.md").unwrap().replace("lang: id", "lang: en");
    files.insert("course.md", english.into_bytes());
    let course = course(&files);
    let Item::Lesson(lesson) = &course.items[0] else { panic!("no lesson") };
    assert!(lesson.html.as_str().contains("<p class=\"callout-title\">Warning</p>"), "{}", lesson.html);
}

#[test]
fn hostile_texts_are_harmless() {
    let hostile = "[a](javascript:alert(1) \"x\")\n\n<script>alert(1)</script>\n\n<p onmouseover=alert(1)>a</p>\n\n\
        ![a](x\" onerror=\"alert(1))\n\n`<script>`\n\n```\"><script>\n</script>\n```\n\n## a {#\"><script>}\n\n[^\"><script>]\n\n[^\"><script>]: a\n\n$\\text{<script>}$\n\n| <script> |\n|---|\n| a |\n";
    let html = content::markdown_html(hostile);
    // What looks like an attribute may stand in the text, but not inside a tag.
    let tags: Vec<&str> =
        html.as_str().split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect();
    assert!(tags.len() > 10);
    for tag in tags {
        assert!(!tag.starts_with("script") && !tag.contains(" on") && !tag.contains("javascript:"), "{tag} in {html}");
    }
}
