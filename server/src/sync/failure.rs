//! What went wrong at another system, and what follows from it.

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Response, StatusCode};
use domain::delivery::Reason;
use serde_json::Value;
use services::Delivered;

use crate::outgoing::NoAnswer;

/// A failure at another system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub reason: Reason,
    /// What the other system said.
    pub detail: String,
    pub then: Then,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Somebody has to do something first.
    GiveUp,
    TryAgain,
    /// The whole system does not work: nothing else is tried now, either.
    Pause,
}

impl Failure {
    pub fn new(reason: Reason, detail: impl Into<String>, then: Then) -> Self {
        Self { reason, detail: detail.into(), then }
    }

    pub fn pause(self) -> Self {
        Self { then: Then::Pause, ..self }
    }
}

impl From<Failure> for Delivered {
    fn from(Failure { reason, detail, then }: Failure) -> Self {
        match then {
            Then::GiveUp => Self::Refused { reason, detail },
            Then::TryAgain | Then::Pause => Self::Later { reason, detail, whole: then == Then::Pause },
        }
    }
}

impl From<NoAnswer> for Failure {
    fn from(error: NoAnswer) -> Self {
        match error {
            NoAnswer::NotSafe | NoAnswer::Unreachable(_) => {
                Self::new(Reason::Unreachable, error.to_string(), Then::Pause)
            }
            NoAnswer::TookTooLong => Self::new(Reason::TookTooLong, "", Then::TryAgain),
            NoAnswer::Broken(_) => Self::new(Reason::RemoteFailed, error.to_string(), Then::TryAgain),
        }
    }
}

/// Statuses and web pages that are no answer, whatever was asked.
pub fn check(answer: &Response<Bytes>) -> Result<(), Failure> {
    let status = answer.status();
    let said = || format!("HTTP {}{}", status.as_u16(), message_of(answer.body()));
    if is_web_page(answer) {
        let title = title_of(answer.body()).map(|title| format!(": {title}")).unwrap_or_default();
        let detail = format!("HTTP {}{title}", status.as_u16());
        return Err(Failure::new(Reason::WebPage, detail, Then::TryAgain));
    }
    match status {
        StatusCode::TOO_MANY_REQUESTS => Err(Failure::new(Reason::Busy, said(), Then::TryAgain)),
        StatusCode::FORBIDDEN => Err(Failure::new(Reason::NotAllowed, said(), Then::TryAgain)),
        status if status.is_server_error() => Err(Failure::new(Reason::RemoteFailed, said(), Then::TryAgain)),
        // Never followed: a body with personal data would go with it.
        status if status.is_redirection() => Err(Failure::new(Reason::Unintelligible, said(), Then::TryAgain)),
        _ => Ok(()),
    }
}

fn is_web_page(answer: &Response<Bytes>) -> bool {
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || answer.body().trim_ascii_start().starts_with(b"<")
}

/// What a web page calls itself: "Sedang pemeliharaan" tells an administrator more than a status.
fn title_of(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body.get(..4000).unwrap_or(body));
    let lower = text.to_ascii_lowercase();
    let from = lower.find("<title>")? + "<title>".len();
    let to = from + lower[from..].find('<')?;
    Some(text[from..to].trim().chars().take(100).collect())
}

/// What the body says beside the status, if it is JSON.
fn message_of(body: &[u8]) -> String {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    ["message", "error_description", "error"]
        .into_iter()
        .find_map(|name| value[name].as_str())
        .or_else(|| value["fault"]["message"].as_str())
        .map(|message| format!(": {message}"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, kind: &str, body: &'static str) -> Response<Bytes> {
        Response::builder().status(status).header(CONTENT_TYPE, kind).body(Bytes::from_static(body.as_bytes())).unwrap()
    }

    #[test]
    fn a_web_page_is_no_answer_whatever_its_status() {
        let page = "<!doctype html><html><TITLE> Sedang pemeliharaan </TITLE>";
        for answer in [answer(200, "text/html", page), answer(503, "application/json", page)] {
            let failure = check(&answer).unwrap_err();
            assert_eq!((failure.reason, failure.then), (Reason::WebPage, Then::TryAgain));
            assert!(failure.detail.ends_with(": Sedang pemeliharaan"), "{}", failure.detail);
        }
    }

    #[test]
    fn statuses_become_reasons() {
        let reason = |status| check(&answer(status, "application/json", "{\"message\":\"x\"}")).err().map(|f| f.reason);
        assert_eq!(reason(500), Some(Reason::RemoteFailed));
        assert_eq!(reason(429), Some(Reason::Busy));
        assert_eq!(reason(403), Some(Reason::NotAllowed));
        assert_eq!(reason(302), Some(Reason::Unintelligible));
        assert_eq!([200, 400, 401, 404, 422].map(reason), [None; 5]);
        let said = check(&answer(500, "application/json", "{\"fault\":{\"message\":\"down\"}}")).unwrap_err();
        assert_eq!(said.detail, "HTTP 500: down");
    }
}
