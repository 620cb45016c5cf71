//! HTML of an author passes through here, and through nothing else.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, LazyLock};

use ammonia::Builder;
use serde::Serialize;

/// Stands for a gap while a cloze is rendered. A private character: it means nothing in any text.
pub(crate) const GAP: char = '\u{E000}';

/// HTML that went through the sanitiser. There is no other way to make one.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(Arc<str>);

impl Html {
    /// Takes out everything that an author has no use for: scripts, styles, forms, handlers, foreign images.
    pub fn sanitise(html: &str) -> Self {
        // Text alone cannot hold markup; most options of a question are of this kind.
        if !html.contains(['<', '&', '>', '\u{A0}', '\0', '\r']) {
            return Self(html.trim().into());
        }
        Self(SANITISER.clean(html).to_string().trim().into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pieces between the gaps. They are balanced only together.
    pub(crate) fn split_at_gaps(&self) -> Vec<Self> {
        self.0.split(GAP).map(|piece| Self(piece.into())).collect()
    }
}

impl Default for Html {
    fn default() -> Self {
        Self("".into())
    }
}

impl fmt::Debug for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether the sanitiser keeps an element.
pub(crate) fn keeps(element: &str) -> bool {
    TAGS.contains(&element) || MATH.contains(&element)
}

#[rustfmt::skip]
const TAGS: &[&str] = &[
    "a", "abbr", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd",
    "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
];

#[rustfmt::skip]
const MATH: &[&str] = &[
    "math", "merror", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts",
    "mroot", "mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr",
    "munder", "munderover", "none", "semantics",
];

#[rustfmt::skip]
const MATH_ATTRIBUTES: &[&str] = &[
    "accent", "accentunder", "columnalign", "columnlines", "columnspacing", "depth", "display", "displaystyle",
    "fence", "form", "height", "largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize",
    "movablelimits", "notation", "rowlines", "rowspacing", "rspace", "scriptlevel", "separator", "stretchy",
    "symmetric", "voffset", "width",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut attributes: HashMap<&str, HashSet<&str>> = HashMap::from([
        ("a", HashSet::from(["href", "title", "rel", "aria-label", "class"])),
        ("abbr", HashSet::from(["title"])),
        ("bdo", HashSet::from(["dir"])),
        ("code", HashSet::from(["class"])),
        ("details", HashSet::from(["open"])),
        ("div", HashSet::from(["class", "tabindex", "role", "aria-label"])),
        ("figure", HashSet::from(["class"])),
        ("img", HashSet::from(["src", "alt", "title", "width", "height", "loading"])),
        ("li", HashSet::from(["id"])),
        ("ol", HashSet::from(["start"])),
        ("p", HashSet::from(["class"])),
        ("pre", HashSet::from(["class", "tabindex"])),
        ("section", HashSet::from(["class", "aria-label"])),
        ("span", HashSet::from(["class"])),
        ("sup", HashSet::from(["class", "id"])),
        ("td", HashSet::from(["class", "colspan", "rowspan"])),
        ("th", HashSet::from(["class", "colspan", "rowspan", "scope"])),
        ("time", HashSet::from(["datetime"])),
    ]);
    for heading in ["h2", "h3", "h4", "h5", "h6"] {
        attributes.insert(heading, HashSet::from(["id"]));
    }
    for element in MATH {
        attributes.insert(element, MATH_ATTRIBUTES.iter().copied().collect());
    }
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().chain(MATH).copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(attributes)
        .generic_attributes(HashSet::from(["lang"]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None)
        .attribute_filter(filter);
    builder
});

/// Narrows the values of attributes to those that the renderer writes.
fn filter<'v>(element: &str, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
    let keep = |kept: bool| kept.then_some(Cow::Borrowed(value));
    match (element, attribute) {
        (_, "class") => {
            let classes: Vec<&str> = value.split_ascii_whitespace().filter(|class| is_class(class)).collect();
            (!classes.is_empty()).then(|| Cow::Owned(classes.join(" ")))
        }
        (_, "rel") => keep(value == "noopener"),
        (_, "tabindex") => keep(value == "0"),
        (_, "role") => keep(matches!(value, "region" | "note")),
        // A picture from elsewhere would tell its server who reads the page.
        ("img", "src") => keep(!value.contains(':') && !value.starts_with("//") && !value.starts_with("\\")),
        _ => Some(Cow::Borrowed(value)),
    }
}

fn is_class(class: &str) -> bool {
    ["hl-", "language-", "callout", "footnote", "align-"].iter().any(|prefix| class.starts_with(prefix))
        || matches!(class, "table-scroll" | "task" | "math-block")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_active_is_left() {
        let hostile = [
            ("<script>alert(1)</script>a", "a"),
            ("<p onclick=\"x()\" style=\"position:fixed\">a</p>", "<p>a</p>"),
            ("<a href=\"javascript:alert(1)\">a</a>", "<a>a</a>"),
            ("<img src=\"https://example.com/p.gif\" alt=\"a\">", "<img alt=\"a\">"),
            ("<img src=\"//example.com/p.gif\" alt=\"a\">", "<img alt=\"a\">"),
            ("<img src=x onerror=alert(1) alt=a>", "<img src=\"x\" alt=\"a\">"),
            ("<iframe src=\"/\"></iframe>a", "a"),
            ("<form action=\"/keluar\"><button>a</button></form>", "a"),
            ("<svg><style><img src=x onerror=alert(1)></style></svg>", "<img src=\"x\">"),
            ("<span class=\"button hl-string\">a</span>", "<span class=\"hl-string\">a</span>"),
            ("<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>", "<math><mi>x</mi></math>"),
            (
                "<math><mtext><style><!--</style><img title=\"--><img src onerror=alert(1)>\"></mtext></math>",
                "<math><mtext><img title=\"--&gt;&lt;img src onerror=alert(1)&gt;\"></mtext></math>",
            ),
        ];
        for (html, clean) in hostile {
            assert_eq!(Html::sanitise(html).as_str(), clean, "{html}");
        }
    }

    #[test]
    fn text_is_left_alone() {
        assert_eq!(Html::sanitise("Surat \"12 hari\" itu").as_str(), "Surat \"12 hari\" itu");
    }

    #[test]
    fn a_sanitised_text_does_not_change_again() {
        for html in ["<p>a &amp; b &lt; c</p>", "<table><tr><td>a</table>", "&nbsp;<b>a<i>b</b>c</i>"] {
            let once = Html::sanitise(html);
            assert_eq!(Html::sanitise(once.as_str()), once);
        }
    }
}
