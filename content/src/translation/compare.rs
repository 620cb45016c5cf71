//! Whether a translation is the same course in other words.

use domain::key::{GapKey, Key, TextKey};

use crate::codes;
use crate::diagnostic::{Diagnostic, Findings};
use crate::load::COURSE_FILE;
use crate::measure::own_blocks;
use crate::model::{Block, Case, ClozePart, Course, Form, Item, Lesson, Mode, Question, Quiz};
use crate::source::Files;

/// Everything in which a translation is another course than the original.
pub(crate) fn differences(lang: &str, original: &Course, translated: &Course, files: &Files) -> Vec<Diagnostic> {
    let mut list = Vec::new();
    let mut of_file = |file: &str, compare: &mut dyn FnMut(&mut Comparison<'_>)| {
        let findings = Findings::new(file, files.text(file).unwrap_or_default());
        let mut comparison = Comparison { findings, original: file.to_owned() };
        compare(&mut comparison);
        list.append(&mut comparison.findings.list);
    };
    of_file(COURSE_FILE, &mut |comparison| comparison.course(lang, original, translated));
    for item in &translated.items {
        let Some(same) = original.items.iter().find(|same| same.file() == item.file()) else { continue };
        of_file(item.file(), &mut |comparison| comparison.item(same, item));
    }
    list
}

/// One file of a translation beside the same file of the original.
struct Comparison<'t> {
    findings: Findings<'t>,
    original: String,
}

impl Comparison<'_> {
    /// Reports a field of the front matter that is not that of the original.
    fn field(&mut self, name: &str, is_same: bool, original: impl std::fmt::Display) {
        if !is_same {
            let text = self.findings.text;
            let start = text.find(&format!("\n{name}:")).map_or(0, |at| at + 1);
            let message = format!("`{name}` is not that of the original, which has {original}");
            let advice = "Only texts are translated. Copy this field from the original file.";
            self.findings.error(codes::TRANSLATION, start..text.len(), message, advice);
        }
    }

    fn course(&mut self, lang: &str, original: &Course, translated: &Course) {
        if original.lang == translated.lang || translated.lang != lang {
            let text = self.findings.text;
            let start = text.find("\nlang:").map_or(0, |at| at + 1);
            let message = format!("a translation in the folder `{lang}/` with `lang: {}`", translated.lang);
            let advice = format!("The folder of a translation is named after its language, and holds `lang: {lang}`.");
            self.findings.error(codes::TRANSLATION, start..text.len(), message, advice);
        }
        self.field("version", original.version == translated.version, format_args!("`{}`", original.version));
        self.field("jp", original.jp == translated.jp, original.jp);
        let taught: Vec<_> =
            original.competencies.iter().map(|one| format!("{} {}", one.id, one.level.get())).collect();
        self.field("competencies", original.competencies == translated.competencies, taught.join(", "));
        let before: Vec<_> = original.prerequisites.iter().map(|id| id.as_str()).collect();
        self.field(
            "prerequisites",
            original.prerequisites == translated.prerequisites,
            format_args!("[{}]", before.join(", ")),
        );
        let ids = |course: &Course| course.objectives.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
        let shown: Vec<_> =
            ids(original).into_iter().map(|id| id.unwrap_or_else(|| "one without an id".to_owned())).collect();
        self.field("objectives", ids(original) == ids(translated), shown.join(", "));
    }

    fn item(&mut self, original: &Item, translated: &Item) {
        match (original, translated) {
            (Item::Lesson(one), Item::Lesson(other)) => self.lesson(one, other),
            (Item::Quiz(one), Item::Quiz(other)) => {
                let alike = self.quiz(one, other);
                let own = |quiz: &'_ Quiz| own_blocks(quiz).into_iter().cloned().collect::<Vec<_>>();
                self.blocks(&own(one), &own(other), alike);
            }
            (Item::Bank(one), Item::Bank(other)) => {
                let alike = self.competency(original, translated);
                self.blocks(&one.blocks, &other.blocks, alike);
            }
            _ => {
                let kind = match original {
                    Item::Lesson(_) => "lesson",
                    Item::Quiz(_) => "quiz",
                    Item::Bank(_) => "bank",
                };
                self.field("kind", false, format_args!("`{kind}`"));
            }
        }
    }

    /// Whether what the questions take over from the front matter is the same.
    fn competency(&mut self, original: &Item, translated: &Item) -> bool {
        let of = |item: &Item| match item {
            Item::Lesson(item) => (item.competency.clone(), item.level),
            Item::Quiz(item) => (item.competency.clone(), item.level),
            Item::Bank(item) => (item.competency.clone(), item.level),
        };
        let ((competency, level), (other, other_level)) = (of(original), of(translated));
        let shown = competency.as_ref().map_or("none", |id| id.as_str());
        self.field("competency", competency == other, shown);
        self.field(
            "level",
            level == other_level,
            level.map_or_else(|| "none".to_owned(), |level| level.get().to_string()),
        );
        competency == other && level == other_level
    }

    fn lesson(&mut self, original: &Lesson, translated: &Lesson) {
        self.competency(&Item::Lesson(original.clone()), &Item::Lesson(translated.clone()));
        self.field("duration", original.minutes == translated.minutes, format_args!("{} min", original.minutes));
        // An objective with a blank is a sentence, which is translated.
        let ids = |lesson: &Lesson| {
            lesson.objectives.iter().map(|text| (!text.contains(' ')).then(|| text.clone())).collect::<Vec<_>>()
        };
        self.field(
            "objectives",
            ids(original) == ids(translated),
            format_args!("[{}]", original.objectives.join(", ")),
        );
    }

    fn quiz(&mut self, original: &Quiz, translated: &Quiz) -> bool {
        let alike = self.competency(&Item::Quiz(original.clone()), &Item::Quiz(translated.clone()));
        let minutes = original.minutes.map_or_else(|| "none".to_owned(), |minutes| format!("{minutes} min"));
        self.field("duration", original.minutes == translated.minutes, minutes);
        self.field(
            "pass",
            original.pass == translated.pass,
            format_args!("{}%", f64::from(original.pass.get()) / 10.0),
        );
        self.field("attempts", original.attempts == translated.attempts, original.attempts);
        let shuffle = |quiz: &Quiz| (quiz.shuffle_questions, quiz.shuffle_options);
        let shown = match shuffle(original) {
            (true, true) => "[questions, options]",
            (true, false) => "[questions]",
            (false, true) => "[options]",
            (false, false) => "[]",
        };
        self.field("shuffle", shuffle(original) == shuffle(translated), shown);
        let mode = if original.mode == Mode::Practice { "`practice`" } else { "`assessment`" };
        self.field("mode", original.mode == translated.mode, mode);
        self.field(
            "scoring",
            original.partial == translated.partial,
            if original.partial { "`partial`" } else { "`whole`" },
        );
        let drawn = |quiz: &Quiz| {
            let own = own_blocks(quiz).len();
            quiz.blocks
                .iter()
                .skip(own)
                .flat_map(Block::questions)
                .map(|question| question.id.clone())
                .collect::<Vec<_>>()
        };
        // Where a bank differs, that is said there.
        let banks = drawn(original).is_empty() == drawn(translated).is_empty();
        self.field("sources", banks, "others");
        alike
    }

    fn blocks(&mut self, original: &[Block], translated: &[Block], alike: bool) {
        let (originals, translations) = (entries(original), entries(translated));
        let find = |list: &[Entry<'_>], entry: &Entry<'_>| list.iter().position(|other| other.name == entry.name);
        let mut whole = true;
        for entry in originals.iter().filter(|entry| find(&translations, entry).is_none()) {
            whole = false;
            let message = format!("{} ({}:{}) is missing here", entry.name, self.original, entry.line);
            let advice = "A translation asks the same questions under the same ids, in the same order.";
            self.findings.error(codes::TRANSLATION, 0..self.findings.text.len(), message, advice);
        }
        for entry in translations.iter().filter(|entry| find(&originals, entry).is_none()) {
            whole = false;
            let message = format!("{} is not in the original", entry.name);
            let advice = "Keep the ids and classes of the original headings; only the texts are translated.";
            self.at(entry.line, message, advice);
        }
        for (place, entry) in translations.iter().enumerate() {
            let Some(same) = find(&originals, entry).map(|place| &originals[place]) else { continue };
            if whole && originals.get(place).is_some_and(|expected| expected.name != entry.name) {
                let message = format!("{} stands here, in the original {}", entry.name, originals[place].name);
                self.at(entry.line, message, "Keep the order of the original.");
                return;
            }
            if same.inside != entry.inside {
                let inside = same.inside.as_deref().unwrap_or("no case or pool");
                let message = format!("{} belongs to {inside} in the original", entry.name);
                self.at(entry.line, message, "Give headings the level that they have in the original.");
            }
            if same.draw != entry.draw {
                let message = format!("{} draws {} in the original", entry.name, same.draw.unwrap_or_default());
                self.at(entry.line, message, "Write the same `draw=`.");
            }
            if let (Some(one), Some(other)) = (same.question, entry.question)
                && let Some(what) = difference(one, other, alike)
            {
                let message = format!("{}: {what}", entry.name);
                let advice = format!(
                    "Compare it with {}:{}. A translation keeps type, points, ids, options and their order, and the key.",
                    self.original, same.line
                );
                self.at(entry.line, message, &advice);
            }
        }
    }

    fn at(&mut self, line: u32, message: String, advice: &str) {
        let text = self.findings.text;
        let before = line.saturating_sub(1) as usize;
        let start: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
        self.findings.error(codes::TRANSLATION, start..text.len(), message, advice);
    }
}

/// A heading of a quiz or bank.
struct Entry<'c> {
    /// "the question `a`"; names are unique in a file.
    name: String,
    inside: Option<String>,
    draw: Option<u32>,
    question: Option<&'c Question>,
    /// That of the first question in a case or pool.
    line: u32,
}

fn entries(blocks: &[Block]) -> Vec<Entry<'_>> {
    let mut list = Vec::new();
    let mut pools = 0;
    for block in blocks {
        match block {
            Block::Question(question) => list.push(of_question(question, None)),
            Block::Case(case) => of_case(case, None, &mut list),
            Block::Pool(pool) => {
                pools += 1;
                let name = match &pool.id {
                    Some(id) => format!("the pool `{id}`"),
                    None => format!("the pool number {pools}"),
                };
                let line = pool.questions.first().map_or(1, |question| question.place.line);
                let draw = Some(pool.draw);
                list.push(Entry { name: name.clone(), inside: None, draw, question: None, line });
                pool.cases.iter().for_each(|case| of_case(case, Some(&name), &mut list));
                if pool.cases.is_empty() {
                    list.extend(pool.questions.iter().map(|question| of_question(question, Some(&name))));
                }
            }
        }
    }
    list
}

fn of_case<'c>(case: &'c Case, inside: Option<&str>, list: &mut Vec<Entry<'c>>) {
    let name = format!("the case `{}`", case.id);
    let line = case.questions.first().map_or(1, |question| question.place.line);
    list.push(Entry { name: name.clone(), inside: inside.map(str::to_owned), draw: None, question: None, line });
    list.extend(case.questions.iter().map(|question| of_question(question, Some(&name))));
}

fn of_question<'c>(question: &'c Question, inside: Option<&str>) -> Entry<'c> {
    Entry {
        name: format!("the question `{}`", question.id),
        inside: inside.map(str::to_owned),
        draw: None,
        question: Some(question),
        line: question.place.line,
    }
}

/// In what a question differs from the original although it must not. Never says what the key is.
fn difference(original: &Question, translated: &Question, alike: bool) -> Option<String> {
    let (form, other) = (&original.prompt.form, &translated.prompt.form);
    if form.name() != other.name() {
        return Some(format!("it is `{}`, in the original `{}`", other.name(), form.name()));
    }
    if original.points != translated.points {
        return Some(format!("`points={}`, in the original `points={}`", translated.points, original.points));
    }
    // Where the front matter differs, every question would.
    if alike && (original.competency != translated.competency || original.level != translated.level) {
        return Some("another competency or level than in the original".to_owned());
    }
    if original.covers != translated.covers {
        return Some(format!("the original has `covers={}`", original.covers.join(",")));
    }
    let (parts, other_parts) = (sizes(form), sizes(other));
    if let Some((one, other)) = parts.iter().zip(&other_parts).find(|(one, other)| one != other) {
        let original = if one.0 == other.0 { one.1.to_string() } else { format!("{} {}", one.1, one.0) };
        return Some(format!("{} {}, in the original {original}", other.1, other.0));
    }
    if parts.len() != other_parts.len() {
        return Some(format!("{} gaps, in the original {}", other_parts.len(), parts.len()));
    }
    key_difference(&original.secret.key, &translated.secret.key)
}

/// What a form has of what.
fn sizes(form: &Form) -> Vec<(&'static str, usize)> {
    match form {
        Form::Single { options } | Form::Multiple { options } => vec![("options", options.len())],
        Form::Match { left, right, .. } => vec![("rows on the left", left.len()), ("partners", right.len())],
        Form::Order { items } => vec![("items", items.len())],
        Form::Cloze { parts } => {
            let gaps = parts.iter().filter_map(|part| match part {
                ClozePart::Html(_) => None,
                ClozePart::TextGap => Some(("text gap", 1)),
                ClozePart::NumberGap => Some(("number gap", 1)),
                ClozePart::ChoiceGap(choices) => Some(("choices in a drop-down", choices.len())),
            });
            gaps.collect()
        }
        Form::Number | Form::Text | Form::Essay => Vec::new(),
    }
}

fn key_difference(original: &Key, translated: &Key) -> Option<String> {
    let exact = |one: &TextKey, other: &TextKey| {
        (one.exact != other.exact).then(|| "`.exact` is not as in the original".to_owned())
    };
    let gap = |number: usize, one: &GapKey, other: &GapKey| match (one, other) {
        (GapKey::Text(one), GapKey::Text(other)) => exact(one, other),
        (GapKey::Number(one), GapKey::Number(other)) if one == other => None,
        (GapKey::Choice { right: one }, GapKey::Choice { right: other }) if one == other => None,
        _ => Some(format!("gap {} has another type or key than in the original", number + 1)),
    };
    match (original, translated) {
        (Key::Text(one), Key::Text(other)) => exact(one, other),
        (Key::Cloze { gaps }, Key::Cloze { gaps: others }) => {
            gaps.iter().zip(others).enumerate().find_map(|(number, (one, other))| gap(number, one, other))
        }
        (Key::Essay { .. }, Key::Essay { .. }) if original != translated => {
            Some("the rubric gives other points than in the original".to_owned())
        }
        _ if original == translated => None,
        _ => Some("another key than in the original".to_owned()),
    }
}
