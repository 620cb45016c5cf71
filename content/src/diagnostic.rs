//! What is wrong with a text, where, and what to do.

use std::fmt;
use std::ops::Range;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use crate::source::Files;

/// An error keeps a course from being published; a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// One finding. `code` is one of [`crate::codes`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: &'static str,
    pub severity: Severity,
    /// The path inside the course's folder.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// Bytes of the file.
    pub span: Range<usize>,
    pub message: String,
    pub advice: String,
    /// The line on which the place begins.
    pub source_line: String,
}

impl Diagnostic {
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The finding with its source line and the place underlined, for a terminal without colours.
    pub fn render(&self, files: &Files) -> String {
        self.draw(files, GraphicalTheme::unicode_nocolor())
    }

    /// As [`Self::render`], in colours.
    pub fn render_coloured(&self, files: &Files) -> String {
        self.draw(files, GraphicalTheme::unicode())
    }

    fn draw(&self, files: &Files, theme: GraphicalTheme) -> String {
        let text = files.text(&self.file).unwrap_or_default();
        let view = View { diagnostic: self, source: NamedSource::new(&self.file, text.to_owned()) };
        let mut out = String::new();
        let handler =
            GraphicalReportHandler::new_themed(theme).with_links(false).with_wrap_lines(false).with_context_lines(1);
        // The only error is that of writing, and a string takes everything.
        let _ = handler.render_report(&mut out, &view);
        out
    }
}

/// `01-pelajaran.md:12:5: E023: an image without alternative text`
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}: {}", self.file, self.line, self.column, self.code, self.message)
    }
}

struct View<'a> {
    diagnostic: &'a Diagnostic,
    source: NamedSource<String>,
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.diagnostic, f)
    }
}

impl fmt::Display for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.message)
    }
}

impl std::error::Error for View<'_> {}

impl miette::Diagnostic for View<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.diagnostic.advice))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        (!self.source.inner().is_empty()).then_some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.diagnostic.span.clone();
        (!self.source.inner().is_empty())
            .then(|| Box::new(std::iter::once(LabeledSpan::underline(span))) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

/// Collects the findings of one file.
pub(crate) struct Findings<'t> {
    pub file: &'t str,
    pub text: &'t str,
    pub list: Vec<Diagnostic>,
}

impl<'t> Findings<'t> {
    pub fn new(file: &'t str, text: &'t str) -> Self {
        Self { file, text, list: Vec::new() }
    }

    pub fn error(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.add(Severity::Error, code, span, message.into(), advice.into());
    }

    pub fn warning(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.add(Severity::Warning, code, span, message.into(), advice.into());
    }

    pub fn has_errors(&self) -> bool {
        self.list.iter().any(Diagnostic::is_error)
    }

    fn add(&mut self, severity: Severity, code: &'static str, span: Range<usize>, message: String, advice: String) {
        let span = first_line(self.text, span);
        let (line, column) = place(self.text, span.start);
        let source_line = line_at(self.text, span.start).to_owned();
        let file = self.file.to_owned();
        self.list.push(Diagnostic { code, severity, file, line, column, span, message, advice, source_line });
    }
}

/// Line and column, both from 1, the column in characters.
pub(crate) fn place(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line as u32, before[start..].chars().count() as u32 + 1)
}

/// A finding underlines one line, so that it stays readable: the first of its span that has text.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let floor = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let (start, end) = (floor(span.start), floor(span.end.max(span.start)));
    let part = &text[start..end];
    let start = start + (part.len() - part.trim_start().len());
    let part = &text[start.min(end)..end];
    let line = part.split('\n').next().unwrap_or_default().trim_end();
    start.min(end)..start.min(end) + line.len()
}

fn line_at(text: &str, offset: usize) -> &str {
    let offset = offset.min(text.len());
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].split('\n').next().unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters() {
        assert_eq!(place("satu\ndúa tiga", 9), (2, 4));
        assert_eq!(place("", 0), (1, 1));
    }

    #[test]
    fn a_finding_underlines_its_first_line() {
        let mut findings = Findings::new("a.md", "satu\n\n  dua \ntiga");
        findings.error("E000", 4..17, "pesan", "saran");
        assert_eq!(findings.list[0].span, 8..11);
        assert_eq!(findings.list[0].source_line, "  dua");
        assert_eq!(findings.list[0].to_string(), "a.md:3:3: E000: pesan");
    }

    #[test]
    fn any_span_is_taken() {
        let mut findings = Findings::new("a.md", "é");
        findings.error("E000", 1..90, "pesan", "saran");
        findings.error("E000", 50..50, "pesan", "saran");
        assert_eq!(findings.list[0].span, 0..2);
        assert_eq!(findings.list[1].span, 2..2);
    }
}
