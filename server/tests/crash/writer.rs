//! Somebody who takes quizzes for as long as the server lives, and goes on where the last server was killed.

use std::collections::HashMap;
use std::fmt::Write;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use content::model::{ClozePart, Form, Item, Mode};
use domain::id::PersonId;
use services::Snapshot;

use crate::http::{Connection, Identity, Request};
use crate::record::Record;

/// Messages of one attempt; some questions are answered twice.
const MESSAGES: usize = 9;
/// Questions that are answered.
const ANSWERED: usize = 7;

/// The final assessments: their answers become evidence.
pub struct Quizzes {
    paths: Vec<String>,
    forms: HashMap<String, Form>,
}

impl Quizzes {
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut quizzes = Self { paths: Vec::new(), forms: HashMap::new() };
        for (slug, course) in &snapshot.courses {
            for item in &course.items {
                let Item::Quiz(quiz) = item else { continue };
                if quiz.mode == Mode::Assessment {
                    quizzes.paths.push(format!("/kursus/{slug}/{}", quiz.slug));
                    let questions = quiz.blocks.iter().flat_map(content::model::Block::questions);
                    let forms = questions.map(|question| (question.id.to_string(), question.prompt.form.clone()));
                    quizzes.forms.extend(forms);
                }
            }
        }
        quizzes
    }

    /// The fields of a question, another answer for each `turn`.
    fn values(&self, question: &str, turn: usize) -> Vec<String> {
        let text = |number: usize| number.to_string();
        match &self.forms[question] {
            Form::Single { options } | Form::Multiple { options } => vec![text(turn % options.len())],
            Form::Number | Form::Text | Form::Essay => vec![text(turn)],
            Form::Cloze { parts } => {
                let gaps = parts.iter().filter(|part| !matches!(part, ClozePart::Html(_)));
                let gap = |part: &ClozePart| match part {
                    ClozePart::ChoiceGap(choices) => text(turn % choices.len()),
                    _ => text(turn),
                };
                gaps.map(gap).collect()
            }
            Form::Match { left, right, .. } => (0..left.len()).map(|row| text((turn + row) % right.len())).collect(),
            Form::Order { items } => (0..items.len()).map(|item| text((turn + item) % items.len() + 1)).collect(),
        }
    }
}

/// A writer with the learners who take turns, each with all their attempts.
pub struct Writer {
    learners: Vec<(PersonId, Identity)>,
    learner: usize,
    quizzes: Arc<Quizzes>,
    quiz: usize,
    running: Option<Running>,
    pub finished: Vec<Record>,
    /// How often the server went away in the middle of something.
    pub interrupted: usize,
}

struct Running {
    path: String,
    questions: Vec<String>,
    /// Messages that were acknowledged.
    sent: usize,
    record: Record,
}

impl Writer {
    pub fn new(learners: Vec<(PersonId, Identity)>, quizzes: Arc<Quizzes>) -> Self {
        Self { learners, learner: 0, quizzes, quiz: 0, running: None, finished: Vec::new(), interrupted: 0 }
    }

    /// Every attempt, the running one included.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.finished.iter().chain(self.running.as_ref().map(|running| &running.record))
    }

    /// Works until the server is gone. What was sent and not acknowledged is sent again the next time.
    pub async fn work(mut self, server: SocketAddr) -> Self {
        if let Err(_gone) = self.work_on(server).await {
            self.interrupted += 1;
        }
        self
    }

    async fn work_on(&mut self, server: SocketAddr) -> io::Result<()> {
        let mut connection = Connection::open(server).await?;
        let mut second = Connection::open(server).await?;
        while let Some((person, who)) = self.learners.get(self.learner).cloned() {
            match &mut self.running {
                None => match begin(&mut connection, &who, &self.quizzes.paths[self.quiz]).await? {
                    Some((path, questions)) => {
                        let attempt = path.rsplit('/').next().unwrap().parse().unwrap();
                        let record = Record::new(person, attempt, questions.len());
                        self.running = Some(Running { path, questions, sent: 0, record });
                    }
                    None => self.turn_to_next(),
                },
                Some(running) if running.sent < MESSAGES => save(&mut connection, &who, &self.quizzes, running).await?,
                Some(running) => {
                    hand_in(&mut connection, &mut second, &who, running).await?;
                    self.finished.extend(self.running.take().map(|running| running.record));
                }
            }
        }
        Ok(())
    }

    /// The next quiz of this learner, or the next learner.
    fn turn_to_next(&mut self) {
        self.quiz += 1;
        if self.quiz == self.quizzes.paths.len() {
            self.quiz = 0;
            self.learner += 1;
        }
    }
}

/// Begins an attempt, or goes on with the one that a killed server began; `None` where none is left.
async fn begin(connection: &mut Connection, who: &Identity, quiz: &str) -> io::Result<Option<(String, Vec<String>)>> {
    let reply = connection.send(&Request::form(&format!("{quiz}/mulai"), who, "")).await?;
    assert_eq!(reply.status, 303);
    let path = reply.header("location").unwrap().to_owned();
    if !path.starts_with("/kuis/") {
        assert!(path.contains("no-attempts-left"), "{path}");
        return Ok(None);
    }
    let reply = connection.send(&Request::get(&path, Some(who))).await?;
    assert_eq!(reply.status, 200);
    let page = reply.text()?;
    let questions = page.split("name=\"q\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    Ok(Some((path, questions.collect())))
}

async fn save(connection: &mut Connection, who: &Identity, quizzes: &Quizzes, running: &mut Running) -> io::Result<()> {
    let place = running.sent % ANSWERED;
    let question = &running.questions[place];
    let values = quizzes.values(question, running.sent);
    let written = &mut running.record.answers[place];
    written.send(&values);
    let message =
        serde_json::json!({ "question": question, "values": values, "device": "uji", "number": running.sent });
    let request = Request::json(&format!("{}/jawaban", running.path), who, &message.to_string());
    let reply = connection.send(&request).await?;
    assert_eq!(reply.status, 200, "{question} {values:?}");
    written.acknowledge(&values);
    running.sent += 1;
    Ok(())
}

/// A double click: both requests are on their way at the same time.
async fn hand_in(
    first: &mut Connection,
    second: &mut Connection,
    who: &Identity,
    running: &mut Running,
) -> io::Result<()> {
    let request = Request::form(&format!("{}/kumpulkan", running.path), who, &whole_form(running));
    let (first, second) = tokio::join!(first.send(&request), second.send(&request));
    for reply in [&first, &second].into_iter().flatten() {
        assert_eq!((reply.status, reply.header("location")), (303, Some(running.path.as_str())));
        running.record.handed_in = true;
    }
    first.and(second).map(drop)
}

/// What stands in the form: the newest answers.
fn whole_form(running: &Running) -> String {
    let mut fields = String::new();
    for (question, written) in running.questions.iter().zip(&running.record.answers) {
        let Some(values) = written.newest() else { continue };
        write!(fields, "&q={question}").unwrap();
        for (part, value) in values.iter().enumerate() {
            let name = if values.len() == 1 { String::new() } else { format!(".{part}") };
            write!(fields, "&a.{question}{name}={value}").unwrap();
        }
    }
    fields.trim_start_matches('&').to_owned()
}
