//! Events to HTML: what CommonMark says, with headings, tables, alerts, images, code, formulas and footnotes as the
//! pages need them. Everything passes the sanitiser at the end.

mod footnote;
mod raw_html;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd, html};

use crate::diagnostic::Findings;
use crate::link::{Targets, is_foreign};
use crate::markdown::{self, Ev, inside, level, span};
use crate::sanitise::Html;
use crate::{codes, escape, formula, highlight};
use footnote::Footnotes;
use table::Table;

/// Renders the parts of one file.
pub(crate) struct Renderer<'r, 't> {
    pub targets: &'r Targets<'r>,
    pub findings: &'r mut Findings<'t>,
    pub lang: &'r str,
    /// By the place where the heading begins; a heading that is not in it gets no anchor.
    pub anchors: BTreeMap<usize, String>,
    /// How far headings move down.
    pub shift: i8,
    pub used_images: BTreeSet<String>,
}

impl<'r, 't> Renderer<'r, 't> {
    pub fn new(targets: &'r Targets<'r>, findings: &'r mut Findings<'t>, lang: &'r str) -> Self {
        Self { targets, findings, lang, anchors: BTreeMap::new(), shift: 0, used_images: BTreeSet::new() }
    }

    /// Blocks or inlines as sanitised HTML.
    pub fn html(&mut self, events: &[Ev<'_>]) -> Html {
        Html::sanitise(&self.unsafe_html(events))
    }

    fn unsafe_html(&mut self, events: &[Ev<'_>]) -> String {
        let mut footnotes = Footnotes::of(events);
        let mut out = Vec::with_capacity(events.len() + 8);
        self.transform(events, &mut footnotes, &mut out);
        self.append_footnotes(&mut footnotes, &mut out);
        let mut text = String::new();
        html::push_html(&mut text, out.into_iter());
        text
    }

    /// Replaces what is ours by finished HTML and passes the rest on.
    fn transform<'e>(&mut self, events: &[Ev<'e>], footnotes: &mut Footnotes<'e>, out: &mut Vec<Event<'e>>) {
        let mut table = Table::default();
        let mut index = 0;
        while let Some((event, range)) = events.get(index) {
            let rest = &events[index..];
            let (replaced, taken) = match event {
                Event::Start(Tag::Heading { level: heading, .. }) => {
                    let level = self.shifted(*heading);
                    let id = self.anchors.get(&range.start).map(|anchor| anchor.clone().into());
                    (Event::Start(Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() }), 1)
                }
                Event::End(TagEnd::Heading(heading)) => (Event::End(TagEnd::Heading(self.shifted(*heading))), 1),
                Event::Start(Tag::Paragraph) if lone_image(rest).is_some() => {
                    let image = lone_image(rest).unwrap_or_default();
                    (html(self.figure(image)), image.len() + 2)
                }
                Event::Start(Tag::Image { .. }) => {
                    let image = element(rest);
                    (inline(self.image(image, true)), image.len())
                }
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    (inline(self.link(*link_type, dest_url, title, range)), 1)
                }
                Event::End(TagEnd::Link) => (inline("</a>".to_owned()), 1),
                Event::Start(Tag::CodeBlock(kind)) => {
                    let code = element(rest);
                    (html(code_block(kind, inside(code))), code.len())
                }
                Event::Start(Tag::BlockQuote(Some(kind))) => (html(self.callout(*kind)), 1),
                Event::End(TagEnd::BlockQuote(Some(_))) => (html("</div>\n".to_owned()), 1),
                Event::InlineMath(latex) => (inline(self.formula(latex, false, range)), 1),
                Event::DisplayMath(latex) => (inline(self.formula(latex, true, range)), 1),
                Event::TaskListMarker(done) => {
                    let sign = if *done { '\u{2611}' } else { '\u{2610}' };
                    (inline(format!("<span class=\"task\">{sign}</span> ")), 1)
                }
                Event::FootnoteReference(label) => (inline(self.footnote_reference(label, range, footnotes)), 1),
                // It is written at the end.
                Event::Start(Tag::FootnoteDefinition(_)) => {
                    index += element(rest).len();
                    continue;
                }
                Event::Html(raw) | Event::InlineHtml(raw) => {
                    self.check_raw_html(raw, range);
                    (event.clone(), 1)
                }
                _ => (table.html(rest).map_or_else(|| event.clone(), html), 1),
            };
            out.push(replaced);
            index += taken;
        }
    }

    fn shifted(&self, heading: HeadingLevel) -> HeadingLevel {
        let level = (level(heading) as i8 + self.shift).clamp(2, 6);
        HeadingLevel::try_from(level as usize).unwrap_or(HeadingLevel::H6)
    }

    fn callout(&self, kind: BlockQuoteKind) -> String {
        let (class, id, en) = match kind {
            BlockQuoteKind::Note => ("note", "Catatan", "Note"),
            BlockQuoteKind::Tip => ("tip", "Petunjuk", "Tip"),
            BlockQuoteKind::Important => ("important", "Penting", "Important"),
            BlockQuoteKind::Warning => ("warning", "Peringatan", "Warning"),
            BlockQuoteKind::Caution => ("caution", "Awas", "Caution"),
        };
        let title = if self.lang == "en" { en } else { id };
        format!("<div class=\"callout callout--{class}\" role=\"note\">\n<p class=\"callout-title\">{title}</p>\n")
    }

    fn link(&mut self, kind: LinkType, written: &str, title: &str, range: &Range<usize>) -> String {
        let written = if kind == LinkType::Email { format!("mailto:{written}") } else { written.to_owned() };
        let address = self.targets.link(self.findings.file, &written).unwrap_or_else(|reason| {
            let advice = "Link to a file of this course as `03-nama.md#judul`, or to a whole address with `https://`.";
            let message = format!("the link `{written}` leads nowhere: {reason}");
            self.findings.error(codes::DEAD_LINK, range.clone(), message, advice);
            written.clone()
        });
        let mut out = format!("<a href=\"{}\"", escape::address(&address));
        if !title.is_empty() {
            out.push_str(&format!(" title=\"{}\"", escape::attribute(title)));
        }
        if is_foreign(&address) {
            out.push_str(" rel=\"noopener\"");
        }
        out.push('>');
        out
    }

    /// An image that is all of a paragraph. Its title is the caption.
    fn figure(&mut self, image: &[Ev<'_>]) -> String {
        let caption = match image.first() {
            Some((Event::Start(Tag::Image { title, .. }), _)) if !title.is_empty() => {
                format!("\n<figcaption>{}</figcaption>", escape::text(title))
            }
            _ => String::new(),
        };
        format!("<figure>{}{caption}</figure>\n", self.image(image, false))
    }

    fn image(&mut self, image: &[Ev<'_>], with_title: bool) -> String {
        let Some((Event::Start(Tag::Image { dest_url, title, .. }), range)) = image.first() else {
            return String::new();
        };
        let alt = alternative_text(image);
        let in_course = !self.targets.course.is_empty();
        if in_course && alt.trim().is_empty() {
            let advice =
                "Say in the brackets what the image shows: `![Alur pengaduan dalam tiga langkah](img/alur.svg)`.";
            self.findings.error(codes::NO_ALT, range.clone(), "an image without alternative text", advice);
        }
        let found = self.targets.image(dest_url).map(|(address, image)| (address, image.width, image.height));
        if in_course && found.is_none() {
            let advice = "Images are SVG, PNG or JPEG files in `img/`, with a width and height or a `viewBox`.";
            let message = format!("the course has no image `{dest_url}`");
            self.findings.error(codes::IMAGE, range.clone(), message, advice);
        }
        self.used_images.insert(dest_url.strip_prefix("./").unwrap_or(dest_url).to_owned());
        let address = found.as_ref().map_or(&**dest_url, |(address, ..)| address);
        let mut out = format!("<img src=\"{}\" alt=\"{}\"", escape::address(address), escape::attribute(&alt));
        if with_title && !title.is_empty() {
            out.push_str(&format!(" title=\"{}\"", escape::attribute(title)));
        }
        if let Some((_, width, height)) = found {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        out.push_str(" loading=\"lazy\">");
        out
    }

    fn formula(&mut self, latex: &str, block: bool, range: &Range<usize>) -> String {
        formula::mathml(latex, block).unwrap_or_else(|problem| {
            let advice = "Formulas are LaTeX between dollar signs. A dollar sign that is none is written `\\$`.";
            self.findings.error(codes::FORMULA, range.clone(), format!("an unreadable formula: {problem}"), advice);
            formula::raw(latex)
        })
    }
}

fn code_block(kind: &CodeBlockKind<'_>, inside: &[Ev<'_>]) -> String {
    let code: String = inside.iter().filter_map(|(event, _)| event_text(event)).collect();
    let language = match kind {
        CodeBlockKind::Fenced(info) => info.split(' ').next().unwrap_or_default(),
        CodeBlockKind::Indented => "",
    };
    // One can scroll in it, so the keyboard must reach it.
    let class = if language.is_empty() {
        String::new()
    } else {
        format!(" class=\"language-{}\"", escape::attribute(language))
    };
    format!("<pre tabindex=\"0\"><code{class}>{}</code></pre>\n", highlight::html(language, &code))
}

fn event_text<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) | Event::InlineMath(text) => Some(text),
        _ => None,
    }
}

fn alternative_text(image: &[Ev<'_>]) -> String {
    let text = |(event, _): &Ev<'_>| match event {
        Event::SoftBreak | Event::HardBreak => " ".to_owned(),
        _ => event_text(event).unwrap_or_default().to_owned(),
    };
    image.iter().map(text).collect()
}

/// The events of the image, if a paragraph holds nothing else.
fn lone_image<'e, 't>(paragraph: &'e [Ev<'t>]) -> Option<&'e [Ev<'t>]> {
    let (Event::Start(Tag::Image { .. }), _) = paragraph.get(1)? else { return None };
    let image = element(&paragraph[1..]);
    matches!(paragraph.get(1 + image.len())?.0, Event::End(TagEnd::Paragraph)).then_some(image)
}

/// From a start to its end.
fn element<'e, 't>(events: &'e [Ev<'t>]) -> &'e [Ev<'t>] {
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return &events[..=index];
        }
    }
    events
}

fn html<'e>(text: String) -> Event<'e> {
    Event::Html(text.into())
}

fn inline<'e>(text: String) -> Event<'e> {
    Event::InlineHtml(text.into())
}

/// A text that belongs to no course, as HTML. Nothing in it is checked.
pub fn markdown_html(text: &str) -> Html {
    let events = markdown::events(text, 0);
    let targets = Targets::default();
    let mut findings = Findings::new("", text);
    let mut renderer = Renderer::new(&targets, &mut findings, "id");
    renderer.anchors = markdown::anchors(&events);
    renderer.shift = markdown::heading_shift(&events);
    debug_assert!(span(&events).end <= text.len());
    renderer.html(&events)
}
