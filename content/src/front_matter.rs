//! The YAML block at the top of a file: finding it, and taking typed fields out of it.

use std::ops::Range;

use domain::id::CompetencyId;
use domain::level::Level;
use domain::score::PerMille;
use jiff::civil::Date;
use serde_yaml_ng::{Mapping, Value};

use crate::codes;
use crate::competencies::Dictionary;
use crate::diagnostic::Findings;
use crate::model::CompetencyLevel;

/// Where the front matter and the body of a text are; `None` if the text does not begin with front matter.
pub(crate) fn split(text: &str) -> Option<(Range<usize>, usize)> {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let yaml = start + first.len();
    let mut offset = yaml;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((yaml..offset, offset + line.len()));
        }
        offset += line.len();
    }
    None
}

/// The fields of one file's front matter. Each is taken once; what is left is unknown.
pub(crate) struct Fields<'f, 't> {
    pub findings: &'f mut Findings<'t>,
    fields: Mapping,
    yaml: Range<usize>,
}

impl<'f, 't> Fields<'f, 't> {
    /// Reads the front matter and says where the body begins.
    pub fn read(findings: &'f mut Findings<'t>) -> Option<(Self, usize)> {
        let text = findings.text;
        let Some((yaml, body)) = split(text) else {
            findings.error(
                codes::FRONT_MATTER,
                0..text.len(),
                "this file has no front matter",
                "Begin the file with a line `---`, the fields, and another line `---`.",
            );
            return None;
        };
        match serde_yaml_ng::from_str::<Value>(&text[yaml.clone()]) {
            Ok(Value::Mapping(fields)) => Some((Self { findings, fields, yaml }, body)),
            Ok(_) => {
                findings.error(
                    codes::FRONT_MATTER,
                    yaml,
                    "the front matter has no fields",
                    "Write one `name: value` a line between the two lines `---`.",
                );
                None
            }
            Err(error) => {
                let at = error.location().map_or(yaml.start, |place| yaml.start + place.index());
                findings.error(
                    codes::FRONT_MATTER,
                    at..yaml.end.max(at),
                    format!("the front matter is not YAML: {error}"),
                    "Values with `: ` or `#` in them, or beginning with a special character, need quotation marks.",
                );
                None
            }
        }
    }

    /// The line that a field is written on; the whole front matter if there is none.
    pub fn span(&self, name: &str) -> Range<usize> {
        let mut offset = self.yaml.start;
        for line in self.findings.text[self.yaml.clone()].split_inclusive('\n') {
            let rest = line.trim_start_matches(['"', '\'']).strip_prefix(name);
            if rest.is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':')) {
                return offset..offset + line.len();
            }
            offset += line.len();
        }
        self.yaml.clone()
    }

    pub fn wrong(&mut self, name: &str, problem: &str, advice: &str) {
        let span = self.span(name);
        self.findings.error(codes::FIELD_VALUE, span, format!("`{name}` {problem}"), advice);
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.fields.remove(name).filter(|value| !value.is_null())
    }

    /// Reports a field that must be there and is not.
    pub fn require<T>(&mut self, name: &str, value: Option<T>) -> Option<T> {
        let reported = self.findings.list.iter().any(|finding| finding.message.contains(&format!("`{name}`")));
        if value.is_none() && !reported {
            let yaml = self.yaml.clone();
            self.findings.error(
                codes::MISSING_FIELD,
                yaml,
                format!("the front matter has no `{name}`"),
                format!("Add a line `{name}: ...`."),
            );
        }
        value
    }

    /// A text. Numbers are taken as they are written: `version: 1.10` is not 1.1.
    pub fn text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::Number(_) | Value::Bool(_) => {
                let written = &self.findings.text[self.span(name)];
                let value = written.split_once(':').map_or(written, |(_, value)| value);
                Some(value.split(" #").next().unwrap_or_default().trim().to_owned())
            }
            _ => {
                self.wrong(name, "is not a text", "Write it on the same line, in quotation marks if need be.");
                None
            }
        }
    }

    /// A list of texts. `- o1: text` is taken as the text it looks like.
    pub fn list(&mut self, name: &str) -> Vec<String> {
        let Some(value) = self.take(name) else { return Vec::new() };
        let texts: Option<Vec<String>> = match value {
            Value::Sequence(values) => values.iter().map(plain).collect(),
            _ => None,
        };
        if texts.is_none() {
            self.wrong(name, "is not a list of texts", "Write `[one, two]`, or one `- text` a line under it.");
        }
        texts.unwrap_or_default()
    }

    pub fn number(&mut self, name: &str, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let value = self.take(name)?;
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok()).filter(|n| range.contains(n));
        if number.is_none() {
            let advice = format!("Write a whole number from {} to {}.", range.start(), range.end());
            self.wrong(name, "is not such a number", &advice);
        }
        number
    }

    /// `9 min` as minutes.
    pub fn duration(&mut self, name: &str) -> Option<u32> {
        let text = self.text(name)?;
        let minutes = text.strip_suffix("min").and_then(|number| number.trim().parse().ok());
        let minutes = minutes.filter(|minutes| (1..=1440).contains(minutes));
        if minutes.is_none() {
            self.wrong(name, "is not a duration", "Write minutes, for example `9 min`.");
        }
        minutes
    }

    /// `75%` as thousandths.
    pub fn percent(&mut self, name: &str) -> Option<PerMille> {
        let text = self.text(name)?;
        let percent = text.strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok());
        let percent = percent.filter(|percent| (1.0..=100.0).contains(percent));
        if percent.is_none() {
            self.wrong(name, "is not a percentage", "Write it as `75%`, from 1% to 100%.");
        }
        percent.map(|percent| PerMille::from_fraction(percent / 100.0))
    }

    pub fn date(&mut self, name: &str) -> Option<Date> {
        let text = self.text(name)?;
        let date = text.parse().ok();
        if date.is_none() {
            self.wrong(name, "is not a date", "Write year, month and day, for example `2026-08-17`.");
        }
        date
    }

    /// One word of a few.
    pub fn choice(&mut self, name: &str, words: &[&'static str]) -> Option<&'static str> {
        let text = self.text(name)?;
        let word = words.iter().find(|word| **word == text).copied();
        if word.is_none() {
            self.wrong(name, "has a value that means nothing", &format!("Write one of: {}.", words.join(", ")));
        }
        word
    }

    pub fn level(&mut self, name: &str) -> Option<Level> {
        self.number(name, 1..=5).and_then(level)
    }

    pub fn competency(&mut self, name: &str, dictionary: &Dictionary) -> Option<CompetencyId> {
        let id = CompetencyId::new(self.text(name)?);
        let span = self.span(name);
        known_competency(self.findings, id, span, dictionary)
    }

    /// `competencies: [{id, level}]`
    pub fn competencies(&mut self, name: &str, dictionary: &Dictionary) -> Option<Vec<CompetencyLevel>> {
        let value = self.take(name)?;
        let read = |value: &Value| {
            let mapping = value.as_mapping().filter(|mapping| mapping.len() == 2)?;
            let number = mapping.get("level")?.as_u64().and_then(|number| u32::try_from(number).ok())?;
            Some((mapping.get("id")?.as_str()?.to_owned(), level(number)?))
        };
        let list: Option<Vec<_>> = value.as_sequence().and_then(|values| values.iter().map(read).collect());
        let Some(list) = list else {
            self.wrong(name, "is not a list of competencies with a level", "Write `- {id: layanan/loket, level: 2}`.");
            return None;
        };
        let block = self.span(name).start..self.yaml.end;
        let mut found = Vec::new();
        for (id, level) in list {
            let start = self.findings.text[block.clone()].find(&id).map_or(block.start, |at| block.start + at);
            let id = CompetencyId::new(id);
            let span = start..start + id.as_str().len();
            if let Some(id) = known_competency(self.findings, id, span, dictionary) {
                found.push(CompetencyLevel { id, level });
            }
        }
        Some(found)
    }

    /// Reports what nobody took.
    pub fn finish(self, known: &[&str]) {
        for name in self.fields.keys() {
            let name = name.as_str().unwrap_or("?");
            let span = self.span(name);
            let advice = format!("The fields of this kind of file are: {}.", known.join(", "));
            self.findings.error(codes::UNKNOWN_FIELD, span, format!("the field `{name}` is unknown"), advice);
        }
    }
}

pub(crate) fn level(number: u32) -> Option<Level> {
    u8::try_from(number).ok().and_then(|number| Level::try_from(number).ok())
}

/// Reports a competency that no dictionary has.
pub(crate) fn known_competency(
    findings: &mut Findings<'_>,
    id: CompetencyId,
    span: Range<usize>,
    dictionary: &Dictionary,
) -> Option<CompetencyId> {
    if dictionary.contains(&id) {
        return Some(id);
    }
    let advice = match dictionary.nearest(id.as_str()) {
        Some(near) => format!("Did you mean `{near}`? The competencies are in `competencies/*.yaml`."),
        None => "The competencies are in `competencies/*.yaml`.".to_owned(),
    };
    findings.error(codes::UNKNOWN_COMPETENCY, span, format!("no dictionary has the competency `{id}`"), advice);
    None
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Mapping(mapping) if mapping.len() == 1 => {
            let (name, text) = mapping.iter().next()?;
            Some(format!("{}: {}", name.as_str()?, text.as_str()?.trim()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_only_at_the_top() {
        assert_eq!(split("---\nid: a\n---\nteks"), Some((4..10, 14)));
        assert_eq!(split("---\r\nid: a\r\n---\r\nteks"), Some((5..12, 17)));
        assert_eq!(split("---\n---"), Some((4..4, 7)));
        assert_eq!(split("teks\n---\nid: a\n---\n"), None);
        assert_eq!(split("---\nid: a\n"), None);
        assert_eq!(split(""), None);
    }

    #[test]
    fn versions_stay_as_they_are_written() {
        let mut findings = Findings::new("a.md", "---\nversion: 1.10 # catatan\nobjectives:\n  - o1: satu\n---\n");
        let (mut fields, _) = Fields::read(&mut findings).unwrap();
        assert_eq!(fields.text("version").unwrap(), "1.10");
        assert_eq!(fields.list("objectives"), ["o1: satu"]);
    }
}
