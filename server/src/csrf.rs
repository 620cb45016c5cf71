//! Forms come from our own pages: each carries a token that follows from a cookie which other sites cannot read, and the
//! browser says where a request comes from.

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::config::Origin;

/// The field of every form.
pub const FIELD: &str = "_csrf";
/// The header of a request that a script makes.
pub const HEADER: &str = "x-csrf-token";
/// Of the secret, and of the pad that hides it.
const LENGTH: usize = 32;

/// What the tokens of a session follow from, or those of a visitor before it.
fn secret(cookie: &str) -> [u8; LENGTH] {
    Sha256::new().chain_update("csrf").chain_update(cookie).finalize().into()
}

/// The token as one answer has it: a pad, and the secret hidden by it. Answers are compressed and repeat what was typed;
/// a text that differs every time tells nothing by the length of the answer (BREACH).
pub fn token(cookie: &str, pad: &[u8; LENGTH]) -> String {
    let hidden = secret(cookie).into_iter().zip(pad).map(|(byte, pad)| byte ^ pad);
    URL_SAFE_NO_PAD.encode(pad.iter().copied().chain(hidden).collect::<Vec<u8>>())
}

/// Whether a token that was sent is one of the cookie. Takes the same time for every wrong token.
pub fn matches(cookie: Option<&str>, sent: Option<&str>) -> bool {
    let (Some(cookie), Some(sent)) = (cookie, sent) else { return false };
    let Some((pad, hidden)) = URL_SAFE_NO_PAD.decode(sent).ok().and_then(halves) else { return false };
    let shown: Vec<u8> = hidden.into_iter().zip(pad).map(|(byte, pad)| byte ^ pad).collect();
    secret(cookie).ct_eq(&shown).into()
}

fn halves(bytes: Vec<u8>) -> Option<([u8; LENGTH], [u8; LENGTH])> {
    let (pad, hidden) = bytes.split_at_checked(LENGTH)?;
    Some((pad.try_into().ok()?, hidden.try_into().ok()?))
}

/// Whether the request comes from a page of ours, as far as the browser says.
pub fn from_here(headers: &HeaderMap, ours: Option<&Origin>) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return false;
    }
    let Some(origin) = text(ORIGIN.as_str()) else { return true };
    if ours.is_some_and(|ours| ours.as_str() == origin) {
        return true;
    }
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    ours.is_none() && host.is_some() && host == text(HOST.as_str())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn another_site_is_refused() {
        let here = |pairs: &[_]| from_here(&headers(pairs), None);
        assert!(here(&[("host", "ampera.id")]));
        assert!(here(&[("host", "ampera.id"), ("origin", "https://ampera.id"), ("sec-fetch-site", "same-origin")]));
        assert!(!here(&[("host", "ampera.id"), ("origin", "https://ampera.id.evil.example")]));
        assert!(!here(&[("host", "ampera.id"), ("origin", "null")]));
        for site in ["cross-site", "same-site", ""] {
            assert!(!here(&[("host", "ampera.id"), ("sec-fetch-site", site)]));
        }
    }

    #[test]
    fn a_token_differs_in_every_answer_and_is_always_taken() {
        let (one, other) = (token("cookie", &[1; LENGTH]), token("cookie", &[2; LENGTH]));
        assert_ne!(one, other);
        assert!(matches(Some("cookie"), Some(&one)) && matches(Some("cookie"), Some(&other)));
        assert!(!matches(Some("another"), Some(&one)) && !matches(None, Some(&one)) && !matches(Some("cookie"), None));
        for wrong in ["", "x", &one[..80], &format!("{one}AA"), &"A".repeat(86)] {
            assert!(!matches(Some("cookie"), Some(wrong)), "{wrong}");
        }
    }

    #[test]
    fn behind_a_proxy_the_configured_origin_counts() {
        let ours: Origin = "https://ampera.go.id".parse().unwrap();
        let here = |origin| from_here(&headers(&[("host", "127.0.0.1:3000"), ("origin", origin)]), Some(&ours));
        assert!(here("https://ampera.go.id"));
        assert!(!here("http://127.0.0.1:3000") && !here("http://ampera.go.id"));
    }
}
