//! Saving one answer.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::answer::Answer;
use domain::attempt::{State, in_time};
use domain::id::{AttemptId, QuestionId};
use domain::policy::Action;
use domain::time::Timestamp;
use sha2::{Digest, Sha256};
use store::answer::NewAnswer;

use crate::quiz::opened::Opened;
use crate::{Actor, Error, FieldError, Problem, Result, Services};

/// One answer as a device sends it.
#[derive(Clone, Debug)]
pub struct AnswerMessage {
    pub question: String,
    /// The fields of the question, see [`crate::quiz::layout::Layout::read`].
    pub values: Vec<String>,
    /// Tells devices apart; at most 40 characters.
    pub device: String,
    /// Grows with every message of a device, so that a repeated or overtaken one is recognised.
    pub number: i64,
    /// The [`fingerprint`] of the answer that the page showed: an unchanged field of an old page does not undo what was
    /// answered since, elsewhere. `None` always saves.
    pub shown: Option<String>,
}

/// Tells whether an answer is still the one that a page showed.
pub(crate) fn fingerprint(answer: Option<&Answer>) -> String {
    match answer.filter(|answer| !answer.is_blank()) {
        Some(answer) => {
            let digest = Sha256::digest(serde_json::to_vec(answer).unwrap_or_default());
            URL_SAFE_NO_PAD.encode(&digest[..9])
        }
        None => "-".to_owned(),
    }
}

/// The outcome of saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// When the answer that counts now was saved.
    pub at: Timestamp,
}

/// Longer names of devices are refused.
const LONGEST_DEVICE: usize = 40;

impl Services {
    /// Saves answers of a running attempt. A message that is sent again changes nothing and is acknowledged again; of two
    /// devices the one that reaches the server last counts.
    ///
    /// # Errors
    /// [`Error::AttemptOver`] where the attempt is finished or its time is over, [`Error::Invalid`] for fields that the
    /// question does not have: then nothing is saved.
    pub async fn save_answers(&self, actor: &Actor, id: AttemptId, messages: Vec<AnswerMessage>) -> Result<Saved> {
        let opened = self.own_running(actor, id).await?;
        let answers = self.read_messages(&opened, messages)?;
        let at = self.now();
        let (person, is_first) = (actor.person, opened.attempt.state == State::Open);
        if !is_first && answers.len() == 1 {
            for answer in answers {
                let saved = self.store.write_statement(move |conn| Box::pin(store::answer::save(conn, answer))).await?;
                if !saved {
                    self.own_running(actor, id).await?;
                }
            }
            return Ok(Saved { at });
        }
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if store::attempt::hold_running(conn, id).await?.is_none() {
                        return Err(Error::AttemptOver);
                    }
                    store::attempt::advance(conn, id, State::Open, State::InProgress).await?;
                    Ok(store::answer::save_all(conn, id, person, at, &answers).await?)
                })
            })
            .await?;
        Ok(Saved { at })
    }

    /// The actor's attempt, if it is running and in time.
    pub(crate) async fn own_running(&self, actor: &Actor, id: AttemptId) -> Result<Opened> {
        self.allow(actor, Action::Learn)?;
        let opened = self.open_attempt(id).await?;
        if opened.attempt.person_id != actor.person {
            return Err(Error::NotFound);
        }
        if !opened.attempt.state.is_running() || !in_time(opened.attempt.deadline(), self.now()) {
            return Err(Error::AttemptOver);
        }
        Ok(opened)
    }

    pub(crate) fn read_messages(&self, opened: &Opened, messages: Vec<AnswerMessage>) -> Result<Vec<NewAnswer>> {
        let asked = opened.asked()?;
        let mut answers = Vec::new();
        let mut problems = Vec::new();
        for message in messages {
            let AnswerMessage { question, values, device, number, shown } = message;
            let problem = |problem| FieldError { field: question.clone(), problem };
            let Some(found) = asked.iter().find(|asked| asked.question.id.as_str() == question) else {
                problems.push(problem(Problem::NotAChoice));
                continue;
            };
            if device.len() > LONGEST_DEVICE {
                problems.push(problem(Problem::TooLong { most: LONGEST_DEVICE }));
                continue;
            }
            match opened.layout(found.question)?.read(found.question, &values) {
                Ok(answer) if shown.is_some_and(|shown| shown == fingerprint(Some(&answer))) => {}
                Ok(answer) => answers.push(NewAnswer {
                    attempt: opened.attempt.id,
                    person: opened.attempt.person_id,
                    question: QuestionId::new(question),
                    answer: serde_json::to_string(&answer).unwrap_or_default(),
                    device,
                    number,
                    now: self.now(),
                }),
                Err(found) => problems.push(problem(found)),
            }
        }
        if problems.is_empty() { Ok(answers) } else { Err(Error::Invalid(problems)) }
    }
}
