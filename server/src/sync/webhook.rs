//! Signed messages to a system of the city; `docs/sync.md` describes them for who receives them.

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Request, StatusCode};
use domain::delivery::Reason;
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::Full;
use serde_json::{Value, json};
use services::{Delivered, Services, SyncContent, SyncMessage, SyncTurn};
use sha2_for_hmac::Sha256;

use super::failure::{Failure, Then, check};
use super::settings::WebhookSettings;
use crate::outgoing::Outgoing;

/// Of an answer only the status counts.
const LARGEST: usize = 64 << 10;

pub struct Webhook {
    settings: WebhookSettings,
    http: Outgoing,
}

impl Webhook {
    pub fn new(settings: WebhookSettings, http: Outgoing) -> Self {
        Self { settings, http }
    }

    pub async fn send(&self, services: &Services, turn: &SyncTurn, message: &SyncMessage) -> Delivered {
        self.try_send(services, turn, message).await.unwrap_or_else(Delivered::from)
    }

    async fn try_send(
        &self,
        services: &Services,
        turn: &SyncTurn,
        message: &SyncMessage,
    ) -> Result<Delivered, Failure> {
        let number = turn.number.as_deref().filter(|_| self.settings.numbers);
        let Some(body) = body(turn, message, number) else {
            return Err(Failure::new(Reason::Unreadable, "", Then::GiveUp));
        };
        let (body, seconds) = (body.to_string(), services.now().0.div_euclid(1000));
        let request = Request::builder()
            .method(Method::POST)
            .uri(self.settings.address.as_str())
            .header(CONTENT_TYPE, "application/json")
            .header("idempotency-key", message.id.to_string())
            .header("ampera-timestamp", seconds)
            .header("ampera-signature", signature(self.settings.secret.expose(), seconds, &body))
            .body(Full::new(Bytes::from(body)))
            .map_err(|error| Failure::new(Reason::Unreachable, error.to_string(), Then::Pause))?;
        let answer = self.http.ask(request, self.settings.longest(), LARGEST).await?;
        check(&answer)?;
        let said = format!("HTTP {}", answer.status().as_u16());
        match answer.status() {
            status if status.is_success() => Ok(Delivered::Sent { remote: None, reason: None }),
            StatusCode::CONFLICT => Ok(Delivered::Sent { remote: None, reason: Some(Reason::WasThere) }),
            StatusCode::UNAUTHORIZED => Err(Failure::new(Reason::NotAllowed, said, Then::TryAgain)),
            StatusCode::NOT_FOUND | StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY => {
                Err(Failure::new(Reason::RemoteFailed, said, Then::TryAgain))
            }
            _ => Err(Failure::new(Reason::NotTaken, said, Then::GiveUp)),
        }
    }
}

/// `None` where the message cannot be read.
fn body(turn: &SyncTurn, message: &SyncMessage, number: Option<&str>) -> Option<Value> {
    let mut data = match &message.content {
        SyncContent::Course { course, version, record } => json!({
            "course": course.as_str(),
            "title": record.name,
            "version": version,
            "jp": record.hours,
            "begins": record.begins.to_string(),
            "ends": record.ends.to_string(),
            "certificate": record.certificate,
        }),
        SyncContent::Competency { competency, title, level } => json!({
            "competency": competency.as_str(),
            "title": title.id,
            "level": level,
        }),
        SyncContent::Unreadable => return None,
    };
    data["person"] = turn.person.to_string().into();
    if let Some(number) = number {
        data["number"] = number.into();
    }
    let kind = match &message.content {
        SyncContent::Course { .. } => "course-completed",
        _ => "competency-changed",
    };
    let at = format!("{}+07:00", message.at.jakarta());
    Some(json!({ "id": message.id.to_string(), "kind": kind, "at": at, "data": data }))
}

/// `sha256=` and the hexadecimal HMAC-SHA256 of the time, a full stop and the body.
pub fn signature(secret: &str, seconds: i64, body: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body.as_bytes());
    let digest = mac.finalize().into_bytes();
    digest.iter().fold("sha256=".to_owned(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_other_programs_compute() {
        // printf '%s' '1795486320.{"id":"1"}' | openssl dgst -sha256 -hmac rahasia
        let expected = "sha256=e675d5eb455d5c109aec98bbc9b8c4bda0b1e1642ea39cf782aa433da1a4a076";
        assert_eq!(signature("rahasia", 1_795_486_320, "{\"id\":\"1\"}"), expected);
    }
}
