//! Beginning an attempt, saving answers, handing in.

use app::notice::Notice;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::id::AttemptId;
use domain::time::Timestamp;
use serde::Deserialize;
use services::quiz::{AnswerMessage, AttemptView};
use services::{Actor, Error, FieldError};

use crate::fields::{Fields, text_of};
use crate::pages::id;
use crate::redirect::{self, escape};
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// More parts than any question has.
const MOST_PARTS: usize = 100;
/// More questions than any quiz asks.
const MOST_QUESTIONS: usize = 500;

/// `POST /kursus/{course}/{quiz}/mulai`: a running attempt is continued.
pub async fn start(
    State(server): State<Server>,
    Signed(actor): Signed,
    Path((course, quiz)): Path<(String, String)>,
) -> Outcome {
    match server.services.start_attempt(&actor, &course, &quiz).await {
        Ok(attempt) => Ok(redirect::to(&format!("/kuis/{attempt}"))),
        Err(Error::NoAttemptsLeft) => {
            let page = format!("/kursus/{}/{}", escape(&course), escape(&quiz));
            Ok(redirect::with_notice(&page, Notice::NoAttemptsLeft))
        }
        Err(other) => Err(other.into()),
    }
}

/// One answer as the island sends it.
#[derive(Deserialize)]
struct Message {
    question: String,
    values: Vec<String>,
    device: String,
    number: i64,
}

/// `POST /kuis/{attempt}/jawaban`: one answer as JSON from the island, or all of them from the form.
pub async fn save(
    State(server): State<Server>,
    Signed(actor): Signed,
    visit: Visit,
    Path(attempt): Path<String>,
    fields: Option<axum::Extension<Fields>>,
    body: Bytes,
) -> Outcome {
    let attempt = id(&attempt)?;
    match fields {
        Some(fields) => save_form(&server, &visit, &actor, attempt, &fields).await,
        None => save_message(&server, &actor, attempt, &body).await,
    }
}

async fn save_message(server: &Server, actor: &Actor, attempt: AttemptId, body: &[u8]) -> Outcome {
    let message: Message = serde_json::from_slice(body).map_err(|_| Refusal::Invalid)?;
    if message.device.len() > 40 || message.device.contains(char::is_control) || message.values.len() > MOST_PARTS {
        return Err(Refusal::Invalid);
    }
    let Message { question, values, device, number } = message;
    let values = values.iter().map(|value| text_of(value.as_bytes())).collect();
    let answer = AnswerMessage { question, values, device, number, shown: None };
    let saved = server.services.save_answers(actor, attempt, vec![answer]).await?;
    server.metrics.answers_saved(1);
    Ok(Json(serde_json::json!({ "saved_at": saved.at.0, "clock": clock(saved.at) })).into_response())
}

async fn save_form(server: &Server, visit: &Visit, actor: &Actor, attempt: AttemptId, fields: &Fields) -> Outcome {
    let answers = answers(fields, actor, server.services.now());
    let count = answers.len();
    let notice = match server.services.save_answers(actor, attempt, answers.clone()).await {
        Ok(_) => Notice::AnswersSaved,
        Err(Error::Invalid(problems)) => return again(server, visit, actor, attempt, &answers, &problems).await,
        Err(Error::AttemptOver) => return Ok(over(attempt)),
        Err(other) => return Err(other.into()),
    };
    server.metrics.answers_saved(count);
    Ok(redirect::with_notice(&format!("/kuis/{attempt}"), notice))
}

/// `POST /kuis/{attempt}/kumpulkan`: all answers, and the end of the attempt. A second time changes nothing.
pub async fn submit(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(attempt): Path<String>,
    fields: Fields,
) -> Outcome {
    let attempt = id(&attempt)?;
    let answers = answers(&fields, &actor, server.services.now());
    match server.services.submit(&actor, attempt, answers.clone()).await {
        Ok(_) => {
            server.metrics.attempt_submitted();
            Ok(redirect::to(&format!("/kuis/{attempt}")))
        }
        Err(Error::AttemptOver) => Ok(over(attempt)),
        Err(Error::Invalid(problems)) => again(&server, &visit, &actor, attempt, &answers, &problems).await,
        Err(other) => Err(other.into()),
    }
}

/// The form again, with all that was typed and what is wrong with it.
async fn again(
    server: &Server,
    visit: &Visit,
    actor: &Actor,
    attempt: AttemptId,
    sent: &[AnswerMessage],
    problems: &[FieldError],
) -> Outcome {
    Ok(match visit.reading(server).attempt(actor, attempt, None).await? {
        AttemptView::Running(view) => {
            let view = view.with_sent(sent, problems);
            visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, |frame| app::pages::quiz_running(frame, &view))
        }
        AttemptView::Finished(_) => over(attempt),
    })
}

/// The attempt ended before: its page shows what counts.
fn over(attempt: AttemptId) -> Response {
    redirect::with_notice(&format!("/kuis/{attempt}"), Notice::AttemptOver)
}

/// The answers of a whole form. A form of one session is one device, and the time numbers its messages.
fn answers(fields: &Fields, actor: &Actor, now: Timestamp) -> Vec<AnswerMessage> {
    let device = format!("form-{}", actor.session.0.simple());
    let questions = fields.all("q").take(MOST_QUESTIONS);
    questions
        .map(|question| AnswerMessage {
            question: question.to_owned(),
            values: values(fields, question),
            device: device.clone(),
            number: now.0,
            shown: fields.all(&format!("was.{question}")).next().map(ToOwned::to_owned),
        })
        .collect()
}

/// The fields of one question: `a.<id>` once or more often, or `a.<id>.<n>` for its parts.
fn values(fields: &Fields, question: &str) -> Vec<String> {
    let name = format!("a.{question}");
    let whole: Vec<String> = fields.all(&name).take(MOST_PARTS).map(ToOwned::to_owned).collect();
    if whole.is_empty() { fields.numbered(&name, MOST_PARTS) } else { whole }
}

/// `09.12.41`, in Jakarta.
fn clock(at: Timestamp) -> String {
    let local = at.jakarta();
    format!("{:02}.{:02}.{:02}", local.hour(), local.minute(), local.second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_the_fields_of_every_kind_of_question() {
        let fields = Fields::parse(
            b"_csrf=x&q=satu&a.satu=2&q=banyak&a.banyak=0&a.banyak=3&q=isian&a.isian.1=dua&a.isian.0=satu&q=kosong\
              &q=teks&a.teks=",
        );
        assert_eq!(values(&fields, "satu"), ["2"]);
        assert_eq!(values(&fields, "banyak"), ["0", "3"]);
        assert_eq!(values(&fields, "isian"), ["satu", "dua"]);
        assert_eq!(values(&fields, "teks"), [""]);
        assert!(values(&fields, "kosong").is_empty());
    }

    #[test]
    fn the_clock_is_that_of_jakarta() {
        assert_eq!(clock(Timestamp(0)), "07.00.00");
    }
}
