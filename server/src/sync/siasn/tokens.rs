//! The two tokens of SIASN: of the API gateway, and of our user at the single sign-on. Each is kept until shortly before it
//! ends.

use axum::body::Bytes;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Method, Request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::delivery::Reason;
use domain::time::Timestamp;
use http_body_util::Full;
use openidconnect::url::{Url, form_urlencoded};
use serde_json::Value;
use services::Services;
use tokio::sync::Mutex;

use super::super::failure::{Failure, Then, check};
use super::super::settings::SiasnSettings;
use crate::outgoing::Outgoing;

const LARGEST: usize = 64 << 10;
/// What a token lives that does not say how long.
const USUAL_SECONDS: i64 = 300;
/// So much before its end a token is no longer used.
const EARLY_SECONDS: i64 = 30;

/// Both, where they were asked for. Whoever needs one while it is asked for waits: it is asked for once.
#[derive(Default)]
pub struct Tokens {
    gateway: Mutex<Option<Token>>,
    user: Mutex<Option<Token>>,
}

struct Token {
    text: String,
    until: Timestamp,
}

/// Both tokens, good for now.
pub struct Both {
    pub gateway: String,
    pub user: String,
}

impl Tokens {
    pub async fn both(&self, settings: &SiasnSettings, http: &Outgoing, services: &Services) -> Result<Both, Failure> {
        let basic = STANDARD.encode(format!("{}:{}", settings.consumer_key, settings.consumer_secret.expose()));
        let gateway = Ask {
            address: &settings.gateway_token,
            fields: &[("grant_type", "client_credentials")],
            authorization: Some(format!("Basic {basic}")),
        };
        let user = Ask {
            address: &settings.user_token,
            fields: &[
                ("grant_type", "password"),
                ("client_id", &settings.client_id),
                ("username", &settings.username),
                ("password", settings.password.expose()),
            ],
            authorization: None,
        };
        Ok(Both {
            gateway: good(&self.gateway, gateway, settings, http, services).await?,
            user: good(&self.user, user, settings, http, services).await?,
        })
    }

    /// They were not taken. A newer one that somebody else has asked for meanwhile stays.
    pub async fn forget(&self, both: &Both) {
        for (kept, text) in [(&self.gateway, &both.gateway), (&self.user, &both.user)] {
            let mut kept = kept.lock().await;
            if kept.as_ref().is_some_and(|token| token.text == *text) {
                *kept = None;
            }
        }
    }
}

/// How a token is asked for.
struct Ask<'a> {
    address: &'a Url,
    fields: &'a [(&'a str, &'a str)],
    authorization: Option<String>,
}

async fn good(
    kept: &Mutex<Option<Token>>,
    ask: Ask<'_>,
    settings: &SiasnSettings,
    http: &Outgoing,
    services: &Services,
) -> Result<String, Failure> {
    let mut kept = kept.lock().await;
    let now = services.now();
    if let Some(token) = kept.as_ref().filter(|token| token.until > now) {
        return Ok(token.text.clone());
    }
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(ask.fields).finish();
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(ask.address.as_str())
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("accept", "application/json");
    if let Some(authorization) = ask.authorization {
        request = request.header(AUTHORIZATION, authorization);
    }
    let unusable = |_| Failure::new(Reason::NotAllowed, "", Then::Pause);
    let request = request.body(Full::new(Bytes::from(body))).map_err(unusable)?;
    let answer = http.ask(request, settings.longest(), LARGEST).await?;
    check(&answer)?;
    let value: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
    let text = value["access_token"].as_str().filter(|text| !text.is_empty() && text.is_ascii());
    let Some(text) = text else {
        // What it says about our password is passed on, what we sent is not.
        let said = value["error_description"].as_str().or_else(|| value["error"].as_str()).unwrap_or_default();
        let said = format!("{}: HTTP {} {said}", ask.address.path(), answer.status().as_u16());
        return Err(Failure::new(Reason::NotAllowed, said.trim_end(), Then::Pause));
    };
    let seconds = value["expires_in"].as_i64().unwrap_or(USUAL_SECONDS);
    let until = now.plus_millis((seconds - EARLY_SECONDS).max(0).saturating_mul(1000));
    let text = text.to_owned();
    *kept = Some(Token { text: text.clone(), until });
    Ok(text)
}
