//! Taking quizzes: saving one answer, and the whole way from the start to the result.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use anyhow::{Context, Result, ensure};
use content::model::{ClozePart, Form, Item, Mode, Question};
use services::Snapshot;

use crate::http::{Connection, Identity, Request};
use crate::load::{Client, Turn};

/// Answers that are given in one whole attempt.
const ANSWERS: usize = 10;

/// The final assessments, and what to answer.
pub struct Assessments {
    /// `/kursus/{course}/{quiz}`
    pub paths: Vec<String>,
    /// Every field of every question, filled in.
    values: HashMap<String, Vec<String>>,
}

impl Assessments {
    pub fn of(snapshot: &Snapshot) -> Self {
        let (mut paths, mut values) = (Vec::new(), HashMap::new());
        // The assessments of a synthetic city are shorter than those of a course.
        let courses = snapshot.courses.iter().filter(|(slug, _)| !slug.starts_with(services::seed::SLUG));
        for (slug, course) in courses {
            for item in &course.items {
                let Item::Quiz(quiz) = item else { continue };
                if quiz.mode == Mode::Assessment {
                    paths.push(format!("/kursus/{slug}/{}", quiz.slug));
                    let questions = quiz.blocks.iter().flat_map(content::model::Block::questions);
                    values.extend(questions.map(|question| (question.id.to_string(), filled_in(question))));
                }
            }
        }
        Self { paths, values }
    }

    fn values(&self, question: &str) -> Result<&[String]> {
        self.values.get(question).map(Vec::as_slice).with_context(|| format!("question {question} is unknown"))
    }
}

fn filled_in(question: &Question) -> Vec<String> {
    let zeros = |count: usize| vec!["0".to_owned(); count];
    match &question.prompt.form {
        Form::Single { .. } | Form::Multiple { .. } | Form::Number | Form::Text | Form::Essay => zeros(1),
        Form::Cloze { parts } => zeros(parts.iter().filter(|part| !matches!(part, ClozePart::Html(_))).count()),
        Form::Match { left, .. } => zeros(left.len()),
        Form::Order { items } => (1..=items.len()).map(|rank| rank.to_string()).collect(),
    }
}

/// A running attempt with the questions it asks.
pub struct Attempt {
    /// `/kuis/{attempt}`
    path: String,
    questions: Vec<String>,
    /// What the page says it shows of each question; it goes back with the form.
    shown: Vec<String>,
}

impl Attempt {
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// Begins an attempt and opens its page.
pub async fn begin(connection: &mut Connection, who: &Identity, quiz: &str) -> Result<Attempt> {
    let reply = connection.send(&Request::form(&format!("{quiz}/mulai"), who, "")).await?;
    ensure!(reply.status == 303, "beginning answered {}", reply.status);
    let path = reply.header("location").context("beginning leads nowhere")?.to_owned();
    ensure!(path.starts_with("/kuis/"), "beginning leads to {path}");
    let reply = connection.send(&Request::get(&path, Some(who))).await?;
    ensure!(reply.status == 200, "the attempt's page answered {}", reply.status);
    let page = reply.text()?;
    let questions = values_after(&page, "name=\"q\" value=\"");
    ensure!(questions.len() >= ANSWERS, "the attempt asks {} questions", questions.len());
    let shown = questions
        .iter()
        .map(|question| values_after(&page, &format!("name=\"was.{question}\" value=\"")).pop().unwrap_or_default());
    Ok(Attempt { path, shown: shown.collect(), questions })
}

/// What stands between each `start` and the next quotation mark.
fn values_after(page: &str, start: &str) -> Vec<String> {
    page.split(start).skip(1).filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned).collect()
}

async fn save(
    connection: &mut Connection,
    who: &Identity,
    attempt: &str,
    question: &str,
    values: &[String],
    number: i64,
) -> Result<()> {
    let message = serde_json::json!({ "question": question, "values": values, "device": "bench", "number": number });
    let request = Request::json(&format!("{attempt}/jawaban"), who, &message.to_string());
    let reply = connection.send(&request).await?;
    ensure!(reply.status == 200, "saving answered {}", reply.status);
    Ok(())
}

/// Saves one answer of a running attempt again and again, always another.
pub struct Saver {
    pub who: Identity,
    pub attempt: Arc<Attempt>,
    pub assessments: Arc<Assessments>,
    pub number: Arc<AtomicI64>,
}

impl Client for Saver {
    async fn turn(&mut self, connection: &mut Connection) -> Result<Turn> {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let question = &self.attempt.questions[number as usize % self.attempt.questions.len()];
        let values = self.assessments.values(question)?;
        save(connection, &self.who, &self.attempt.path, question, values, number).await?;
        Ok(Turn::Done)
    }
}

/// One attempt after another, each of somebody who has not taken that quiz before.
pub struct Taker {
    pub learners: Arc<Vec<Identity>>,
    pub assessments: Arc<Assessments>,
    /// Attempts begun so far, by all clients.
    pub begun: Arc<AtomicUsize>,
    /// Attempts that may be begun up to the end of this measurement.
    pub most: usize,
}

impl Client for Taker {
    async fn turn(&mut self, connection: &mut Connection) -> Result<Turn> {
        let turn = self.begun.fetch_add(1, Ordering::Relaxed);
        let Some(quiz) = self.assessments.paths.get(turn / self.learners.len()).filter(|_| turn < self.most) else {
            return Ok(Turn::Exhausted);
        };
        let who = &self.learners[turn % self.learners.len()];
        let attempt = begin(connection, who, quiz).await?;
        let answered = &attempt.questions[..ANSWERS];
        for (question, number) in answered.iter().zip(1..) {
            save(connection, who, &attempt.path, question, self.assessments.values(question)?, number).await?;
        }
        let fields = self.whole_form(&attempt)?;
        let reply = connection.send(&Request::form(&format!("{}/kumpulkan", attempt.path), who, &fields)).await?;
        ensure!(reply.status == 303, "handing in answered {}", reply.status);
        let reply = connection.send(&Request::get(&attempt.path, Some(who))).await?;
        ensure!(reply.status == 200, "the result answered {}", reply.status);
        Ok(Turn::Done)
    }
}

impl Taker {
    /// The form as it is handed in: every question, and the fields of those that are answered.
    fn whole_form(&self, attempt: &Attempt) -> Result<String> {
        let mut fields = String::new();
        for (place, (question, shown)) in attempt.questions.iter().zip(&attempt.shown).enumerate() {
            let separator = if place == 0 { "" } else { "&" };
            write!(fields, "{separator}q={question}&was.{question}={shown}")?;
            let values = if place < ANSWERS { self.assessments.values(question)? } else { &[] };
            match values {
                [value] => write!(fields, "&a.{question}={value}")?,
                several => {
                    for (part, value) in several.iter().enumerate() {
                        write!(fields, "&a.{question}.{part}={value}")?;
                    }
                }
            }
        }
        Ok(fields)
    }
}
