//! How a question is laid out for one attempt: shuffled by its seed, and translated both ways.
//!
//! The fields of a question are a list of texts:
//! - single and multiple choice: the positions (from 0, as shown) that are chosen;
//! - number, text, essay: the one text;
//! - cloze: a text per gap, for a drop-down the position as shown, or empty;
//! - match: per left row the position on the right as shown, or empty;
//! - order: per item as shown its rank from 1, or empty.

use content::model::{ClozePart, Form, Html, Question};
use domain::answer::Answer;
use domain::draw::shuffled;
use domain::key::{GapKey, Key, NumberKey};

use crate::Problem;

/// What the learner fills in, in the order shown. Safe to send.
#[derive(Clone, Debug, PartialEq)]
pub enum PresentedForm {
    Single { options: Vec<Html> },
    Multiple { options: Vec<Html> },
    Number,
    Text,
    Cloze { parts: Vec<PresentedPart> },
    Match { labels: [Html; 2], left: Vec<Html>, right: Vec<Html> },
    Order { items: Vec<Html> },
    Essay,
}

/// A piece of a cloze. HTML pieces are balanced only together: join them with [`cloze_html`].
#[derive(Clone, Debug, PartialEq)]
pub enum PresentedPart {
    Html(Html),
    TextGap,
    NumberGap,
    /// The alternatives as shown (plain text).
    ChoiceGap(Vec<String>),
}

/// The whole text of a cloze, each gap replaced by what `control` writes for it (called with the gap's number from 0).
pub fn cloze_html(parts: &[PresentedPart], mut control: impl FnMut(usize, &PresentedPart) -> String) -> String {
    let mut html = String::new();
    let mut gap = 0;
    for part in parts {
        if let PresentedPart::Html(piece) = part {
            html.push_str(piece.as_str());
        } else {
            html.push_str(&control(gap, part));
            gap += 1;
        }
    }
    html
}

/// The layout of one question in one attempt.
pub struct Layout {
    /// For each place shown the author's position: of options, items, or the right column.
    shown: Vec<usize>,
    /// The same for the alternatives of each gap; empty for a gap to type in.
    gaps: Vec<Vec<usize>>,
}

impl Layout {
    /// `shuffle_options` concerns choices only; where the author's order is the key, it is always shuffled.
    pub fn new(question: &Question, seed: i64, shuffle_options: bool) -> Self {
        let name = question.id.as_str();
        let shuffle = |count: usize| shuffled(seed, name, count);
        let as_written = |count: usize| (0..count).collect();
        let mut gaps = Vec::new();
        let shown = match &question.prompt.form {
            Form::Single { options } | Form::Multiple { options } if shuffle_options => shuffle(options.len()),
            Form::Single { options } | Form::Multiple { options } => as_written(options.len()),
            Form::Match { right, .. } => shuffle(right.len()),
            Form::Order { items } => shuffle(items.len()),
            Form::Cloze { parts } => {
                gaps = gap_parts(parts)
                    .enumerate()
                    .map(|(gap, part)| match part {
                        ClozePart::ChoiceGap(choices) => shuffled(seed, &format!("{name} {gap}"), choices.len()),
                        _ => Vec::new(),
                    })
                    .collect();
                Vec::new()
            }
            Form::Number | Form::Text | Form::Essay => Vec::new(),
        };
        Self { shown, gaps }
    }

    /// The form in the order shown.
    pub fn form(&self, question: &Question) -> PresentedForm {
        let in_order = |texts: &[Html]| self.shown.iter().filter_map(|place| texts.get(*place).cloned()).collect();
        match &question.prompt.form {
            Form::Single { options } => PresentedForm::Single { options: in_order(options) },
            Form::Multiple { options } => PresentedForm::Multiple { options: in_order(options) },
            Form::Number => PresentedForm::Number,
            Form::Text => PresentedForm::Text,
            Form::Match { labels, left, right } => {
                PresentedForm::Match { labels: labels.clone(), left: left.clone(), right: in_order(right) }
            }
            Form::Order { items } => PresentedForm::Order { items: in_order(items) },
            Form::Essay => PresentedForm::Essay,
            Form::Cloze { parts } => {
                let mut gaps = self.gaps.iter();
                let present = |part: &ClozePart| match part {
                    ClozePart::Html(html) => PresentedPart::Html(html.clone()),
                    ClozePart::TextGap => gaps.next().map_or(PresentedPart::TextGap, |_| PresentedPart::TextGap),
                    ClozePart::NumberGap => gaps.next().map_or(PresentedPart::NumberGap, |_| PresentedPart::NumberGap),
                    ClozePart::ChoiceGap(choices) => {
                        let order = gaps.next().map(Vec::as_slice).unwrap_or_default();
                        PresentedPart::ChoiceGap(
                            order.iter().filter_map(|place| choices.get(*place).cloned()).collect(),
                        )
                    }
                };
                PresentedForm::Cloze { parts: parts.iter().map(present).collect() }
            }
        }
    }

    /// Feedback per option, in the order shown.
    pub fn feedback(&self, question: &Question) -> Vec<Option<Html>> {
        let feedback = &question.secret.option_feedback;
        if feedback.is_empty() {
            return Vec::new();
        }
        self.shown.iter().map(|place| feedback.get(*place).cloned().flatten()).collect()
    }

    /// Reads the fields of a question.
    ///
    /// # Errors
    /// A position that is not shown, a text that is too long, or another number of fields than the form has.
    pub fn read(&self, question: &Question, values: &[String]) -> Result<Answer, Problem> {
        match &question.prompt.form {
            Form::Single { .. } | Form::Multiple { .. } => self.read_choice(question, values),
            Form::Number => Ok(Answer::Number { text: one_text(values, Answer::LONGEST_TEXT)? }),
            Form::Text => Ok(Answer::Text { text: one_text(values, Answer::LONGEST_TEXT)? }),
            Form::Essay => Ok(Answer::Essay { text: one_text(values, Answer::LONGEST_ESSAY)? }),
            Form::Cloze { .. } => {
                let gaps =
                    fields(values, self.gaps.len())?.zip(&self.gaps).map(|(value, order)| read_gap(value, order));
                Ok(Answer::Cloze { gaps: gaps.collect::<Result<_, _>>()? })
            }
            Form::Match { left, .. } => {
                let right = fields(values, left.len())?.map(|value| place(value, &self.shown));
                Ok(Answer::Match { right: right.collect::<Result<_, _>>()? })
            }
            Form::Order { items } => {
                let mut ranks = vec![None; items.len()];
                for (value, item) in fields(values, items.len())?.zip(&self.shown) {
                    ranks[*item] = rank(value, items.len())?;
                }
                Ok(Answer::Order { ranks })
            }
        }
    }

    fn read_choice(&self, question: &Question, values: &[String]) -> Result<Answer, Problem> {
        let chosen = values.iter().filter_map(|value| place(value, &self.shown).transpose());
        let mut chosen = chosen.collect::<Result<Vec<_>, _>>()?;
        chosen.sort_unstable();
        chosen.dedup();
        if matches!(question.prompt.form, Form::Single { .. }) && chosen.len() > 1 {
            return Err(Problem::NotAChoice);
        }
        Ok(Answer::Choice { chosen })
    }

    /// An answer as the fields had it.
    pub fn show(&self, answer: &Answer) -> Vec<String> {
        match answer {
            Answer::Choice { chosen } => chosen.iter().filter_map(|place| self.position(*place)).collect(),
            Answer::Number { text } | Answer::Text { text } | Answer::Essay { text } => vec![text.clone()],
            Answer::Cloze { gaps } => gaps.iter().zip(&self.gaps).map(|(text, order)| show_gap(text, order)).collect(),
            Answer::Match { right } => {
                right.iter().map(|place| place.and_then(|place| self.position(place)).unwrap_or_default()).collect()
            }
            Answer::Order { ranks } => {
                let rank = |item: &usize| ranks.get(*item).copied().flatten().map(|rank| rank.to_string());
                self.shown.iter().map(|item| rank(item).unwrap_or_default()).collect()
            }
        }
    }

    /// The right answer as the fields would have it; for texts and numbers, something to read.
    pub fn show_key(&self, key: &Key) -> Vec<String> {
        match key {
            Key::Single { right } => self.position(*right).into_iter().collect(),
            Key::Multiple { right, .. } => right.iter().filter_map(|place| self.position(*place)).collect(),
            Key::Number(key) => vec![show_range(key)],
            Key::Text(key) => vec![key.variants.join(" / ")],
            Key::Cloze { gaps } => gaps.iter().zip(&self.gaps).map(|(key, order)| show_gap_key(key, order)).collect(),
            Key::Match { right } => right.iter().map(|place| self.position(*place).unwrap_or_default()).collect(),
            Key::Order { .. } => self.shown.iter().map(|item| (item + 1).to_string()).collect(),
            Key::Essay { .. } => Vec::new(),
        }
    }

    /// Where an author's position is shown.
    fn position(&self, place: u8) -> Option<String> {
        self.shown.iter().position(|shown| *shown == usize::from(place)).map(|position| position.to_string())
    }
}

fn gap_parts(parts: &[ClozePart]) -> impl Iterator<Item = &ClozePart> {
    parts.iter().filter(|part| !matches!(part, ClozePart::Html(_)))
}

fn one_text(values: &[String], most: usize) -> Result<String, Problem> {
    let text = values.first().cloned().unwrap_or_default();
    if text.chars().count() > most { Err(Problem::TooLong { most }) } else { Ok(text) }
}

/// As many fields as the form has; fields that are missing at the end are empty.
fn fields(values: &[String], count: usize) -> Result<impl Iterator<Item = &str>, Problem> {
    if values.len() > count {
        return Err(Problem::NotAChoice);
    }
    Ok(values.iter().map(String::as_str).chain(std::iter::repeat("")).take(count))
}

/// The author's position of a position shown; `None` for an empty field.
fn place(value: &str, shown: &[usize]) -> Result<Option<u8>, Problem> {
    if value.is_empty() {
        return Ok(None);
    }
    let position: usize = value.parse().map_err(|_| Problem::NotAChoice)?;
    let place = shown.get(position).ok_or(Problem::NotAChoice)?;
    u8::try_from(*place).map(Some).map_err(|_| Problem::NotAChoice)
}

fn rank(value: &str, most: usize) -> Result<Option<u8>, Problem> {
    if value.is_empty() {
        return Ok(None);
    }
    let rank: u8 = value.parse().map_err(|_| Problem::NotANumber)?;
    let range = 1..=most;
    if range.contains(&usize::from(rank)) {
        Ok(Some(rank))
    } else {
        Err(Problem::OutOfRange { low: 1, high: most as i64 })
    }
}

fn read_gap(value: &str, order: &[usize]) -> Result<String, Problem> {
    if order.is_empty() {
        return one_text(&[value.to_owned()], Answer::LONGEST_TEXT);
    }
    Ok(place(value, order)?.map(|place| place.to_string()).unwrap_or_default())
}

fn show_gap(text: &str, order: &[usize]) -> String {
    if order.is_empty() {
        return text.to_owned();
    }
    let position = text.parse().ok().and_then(|place: usize| order.iter().position(|shown| *shown == place));
    position.map(|position| position.to_string()).unwrap_or_default()
}

fn show_gap_key(key: &GapKey, order: &[usize]) -> String {
    match key {
        GapKey::Text(key) => key.variants.join(" / "),
        GapKey::Number(key) => show_range(key),
        GapKey::Choice { right } => show_gap(&right.to_string(), order),
    }
}

/// One number, or a range with an en dash; decimals with a comma.
fn show_range(key: &NumberKey) -> String {
    let number = |value: f64| value.to_string().replace('.', ",");
    if key.low == key.high { number(key.low) } else { format!("{}–{}", number(key.low), number(key.high)) }
}
