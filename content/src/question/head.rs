//! The heading of a question: id, type and overrides, all in `{#id .class name=value}`.

use std::ops::Range;

use domain::id::CompetencyId;
use domain::level::Level;
use pulldown_cmark::{Event, Tag};

use crate::codes;
use crate::competencies::Dictionary;
use crate::diagnostic::Findings;
use crate::front_matter::{known_competency, level};
use crate::markdown::{self, Ev, span};

/// What a heading in a quiz begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Single,
    Multi,
    Number,
    Text,
    Cloze,
    Match,
    Order,
    Essay,
    Case,
    Pool,
}

impl Kind {
    fn of(class: &str) -> Option<Self> {
        Some(match class {
            "multi" => Self::Multi,
            "number" => Self::Number,
            "text" => Self::Text,
            "cloze" => Self::Cloze,
            "match" => Self::Match,
            "order" => Self::Order,
            "essay" => Self::Essay,
            "case" => Self::Case,
            "pool" => Self::Pool,
            _ => return None,
        })
    }

    pub fn is_group(self) -> bool {
        matches!(self, Self::Case | Self::Pool)
    }
}

pub(crate) struct Head {
    pub id: Option<String>,
    pub kind: Kind,
    pub exact: bool,
    pub points: u32,
    pub level: Option<Level>,
    pub competency: Option<CompetencyId>,
    pub covers: Vec<String>,
    pub draw: Option<u32>,
    /// The level of the heading, 1 to 6.
    pub depth: u8,
    pub span: Range<usize>,
}

impl Head {
    /// Reads a heading; `None` if the block is something else.
    pub fn read(block: &[Ev<'_>], findings: &mut Findings<'_>, dictionary: &Dictionary) -> Option<Self> {
        let (Event::Start(Tag::Heading { level: depth, id, classes, attrs }), range) = block.first()? else {
            return None;
        };
        let mut head = Self {
            id: id.as_ref().map(ToString::to_string),
            kind: Kind::Single,
            exact: false,
            points: 1,
            level: None,
            competency: None,
            covers: Vec::new(),
            draw: None,
            depth: markdown::level(*depth),
            span: span(block),
        };
        for class in classes {
            head.class(class, range, findings);
        }
        if head.exact && !matches!(head.kind, Kind::Text | Kind::Cloze) {
            let message = "`.exact` is only for `.text` and `.cloze`";
            findings.error(codes::UNKNOWN_CLASS, find(findings, range, ".exact"), message, "Remove `.exact`.");
        }
        for (name, value) in attrs {
            head.attribute(name, value.as_deref().unwrap_or_default(), range, findings, dictionary);
        }
        if head.kind == Kind::Pool && head.draw.is_none() && !findings.list.iter().any(|f| f.span.start >= range.start)
        {
            let advice = "Say how many of its questions are drawn: `{.pool draw=2}`.";
            findings.error(codes::ATTRIBUTE, range.clone(), "a pool without `draw`", advice);
        }
        Some(head)
    }

    fn class(&mut self, class: &str, range: &Range<usize>, findings: &mut Findings<'_>) {
        let span = find(findings, range, &format!(".{class}"));
        if class == "exact" {
            self.exact = true;
        } else if let Some(kind) = Kind::of(class) {
            if self.kind != Kind::Single {
                let advice = "A heading has one of these classes. Keep the one that you mean.";
                findings.error(codes::UNKNOWN_CLASS, span, format!("a second type, `.{class}`"), advice);
            }
            self.kind = kind;
        } else {
            let advice = "The classes are `.multi .number .text .exact .cloze .match .order .essay .case .pool`; \
                          none is single choice.";
            findings.error(codes::UNKNOWN_CLASS, span, format!("the class `.{class}` means nothing"), advice);
        }
    }

    fn attribute(
        &mut self,
        name: &str,
        value: &str,
        range: &Range<usize>,
        findings: &mut Findings<'_>,
        dictionary: &Dictionary,
    ) {
        let span = find(findings, range, name);
        let number = value.parse::<u32>().ok();
        let group = self.kind.is_group();
        let taken = match name {
            "points" if !group => number.filter(|points| (1..=100).contains(points)).map(|points| self.points = points),
            "level" if !group => number.and_then(level).map(|level| self.level = Some(level)),
            "competency" if !group && !value.is_empty() => {
                let span = find(findings, range, value);
                self.competency = known_competency(findings, CompetencyId::new(value), span, dictionary);
                Some(())
            }
            "covers" if !group && !value.is_empty() => {
                self.covers = value.split(',').map(str::to_owned).collect();
                Some(())
            }
            "draw" if self.kind == Kind::Pool => {
                number.filter(|draw| (1..=100).contains(draw)).map(|draw| self.draw = Some(draw))
            }
            _ => {
                let advice = "Questions have `points=2 level=3 competency=layanan/loket covers=o1,o2`, pools have `draw=2`. \
                              Values hold no spaces.";
                findings.error(codes::ATTRIBUTE, span, format!("the attribute `{name}` means nothing here"), advice);
                return;
            }
        };
        if taken.is_none() {
            let advice = "`points` and `draw` are whole numbers from 1 to 100, `level` is 1 to 5.";
            findings.error(codes::ATTRIBUTE, span, format!("`{name}` cannot be `{value}`"), advice);
        }
    }
}

/// Where something is written in a heading; attributes come last.
fn find(findings: &Findings<'_>, range: &Range<usize>, what: &str) -> Range<usize> {
    let at = findings.text.get(range.clone()).and_then(|heading| heading.rfind(what));
    at.map_or(range.clone(), |at| range.start + at..range.start + at + what.len())
}
