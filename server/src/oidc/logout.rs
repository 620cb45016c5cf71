//! OpenID Connect Back-Channel Logout 1.0: a provider says that somebody has signed out there.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::Timestamp;
use openidconnect::core::CoreJwsSigningAlgorithm;
use openidconnect::{JsonWebKey, JsonWebKeyId};
use serde::Deserialize;
use serde_json::Value;

use super::provider::{ALGORITHMS, Fault, LONGEST_TOKEN, Metadata, Provider};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// A message is of now: older ones are not acted on, so that none is kept for later.
const OLDEST_SECONDS: i64 = 300;
const LONGEST_VALUE: usize = 255;

/// A message that was checked. It names a session, a subject, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoutToken {
    pub issuer: String,
    pub subject: Option<String>,
    pub session: Option<String>,
    pub message: String,
    /// After this the message is too old anyway.
    pub until: Timestamp,
}

#[derive(Deserialize)]
struct Header {
    alg: CoreJwsSigningAlgorithm,
    kid: Option<JsonWebKeyId>,
    typ: Option<String>,
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Payload {
    iss: String,
    aud: Value,
    iat: i64,
    exp: Option<i64>,
    jti: String,
    events: serde_json::Map<String, Value>,
    sub: Option<String>,
    sid: Option<String>,
    nonce: Option<Value>,
}

impl Provider {
    /// Checks a message.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn read_logout(&self, token: &str, now: Timestamp) -> Result<LogoutToken, Fault> {
        if token.len() > LONGEST_TOKEN {
            return Err(refused("it is too long"));
        }
        let mut parts = token.split('.');
        let (Some(head), Some(body), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(refused("it is no signed token"));
        };
        let header: Header = decode(head)?;
        if !ALGORITHMS.contains(&header.alg) || header.crit.is_some() {
            return Err(refused("its signature is of a kind that is not allowed"));
        }
        // An ID token of the same provider must not pass for this.
        if header.typ.as_deref().is_some_and(|typ| !["jwt", "logout+jwt"].contains(&typ.to_ascii_lowercase().as_str()))
        {
            return Err(refused("it is a token of another kind"));
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| refused("its signature cannot be read"))?;
        let signed = &token[..head.len() + 1 + body.len()];
        let metadata = self.metadata(now, 3_600_000).await?;
        if !verifies(&metadata, &header, signed, &signature) {
            let fresh = self.metadata(now, 10_000).await?;
            if !verifies(&fresh, &header, signed, &signature) {
                return Err(refused("its signature is wrong"));
            }
        }
        let payload: Payload = decode(body)?;
        self.check_logout(payload, now)
    }

    fn check_logout(&self, payload: Payload, now: Timestamp) -> Result<LogoutToken, Fault> {
        let skew = i64::from(self.settings.clock_skew_seconds);
        let seconds = now.0.div_euclid(1000);
        let for_us = match &payload.aud {
            Value::String(one) => *one == self.settings.client_id,
            Value::Array(all) => all.iter().any(|one| *one == self.settings.client_id.as_str()),
            _ => false,
        };
        if payload.iss != self.settings.issuer.as_str() {
            return Err(refused("it is of another issuer"));
        }
        if !for_us {
            return Err(refused("it is for somebody else"));
        }
        let old = payload.iat + OLDEST_SECONDS + skew < seconds || payload.exp.is_some_and(|end| end + skew <= seconds);
        if old || payload.iat > seconds + skew {
            return Err(refused("its time is over, or has not come"));
        }
        if !payload.events.get(EVENT).is_some_and(Value::is_object) || payload.nonce.is_some() {
            return Err(refused("it is a token of another kind"));
        }
        if payload.sub.is_none() && payload.sid.is_none() {
            return Err(refused("it names nobody"));
        }
        let short = |text: &str| !text.is_empty() && text.len() <= LONGEST_VALUE;
        if !short(&payload.jti) || ![&payload.sub, &payload.sid].into_iter().flatten().all(|text| short(text)) {
            return Err(refused("a value of it is too long"));
        }
        let until = Timestamp((payload.iat + OLDEST_SECONDS + 2 * skew) * 1000);
        Ok(LogoutToken { issuer: payload.iss, subject: payload.sub, session: payload.sid, message: payload.jti, until })
    }
}

/// Whether one of the provider's keys signed this.
fn verifies(metadata: &Metadata, header: &Header, signed: &str, signature: &[u8]) -> bool {
    let named =
        |key: &&openidconnect::core::CoreJsonWebKey| header.kid.is_none() || header.kid.as_ref() == key.key_id();
    metadata
        .jwks()
        .keys()
        .iter()
        .filter(named)
        .any(|key| key.verify_signature(&header.alg, signed.as_bytes(), signature).is_ok())
}

fn decode<T: for<'d> Deserialize<'d>>(part: &str) -> Result<T, Fault> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| refused("it cannot be read"))?;
    serde_json::from_slice(&bytes).map_err(|_| refused("it lacks something, or something in it is of another kind"))
}

fn refused(why: &str) -> Fault {
    Fault::Token(why.to_owned())
}
