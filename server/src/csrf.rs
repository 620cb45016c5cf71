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

/// The token of the forms of a session, or of a visitor before it.
pub fn token(cookie: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::new().chain_update("csrf").chain_update(cookie).finalize())
}

/// Whether a token that was sent is the one of the cookie. Takes the same time for every wrong token.
pub fn matches(cookie: Option<&str>, sent: Option<&str>) -> bool {
    match (cookie, sent) {
        (Some(cookie), Some(sent)) => token(cookie).as_bytes().ct_eq(sent.as_bytes()).into(),
        _ => false,
    }
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
    fn a_token_belongs_to_its_cookie() {
        assert!(matches(Some("a"), Some(&token("a"))));
        assert!(!matches(Some("a"), Some(&token("b"))));
        assert!(!matches(Some("a"), Some("")) && !matches(Some("a"), None) && !matches(None, Some(&token(""))));
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
    fn behind_a_proxy_the_configured_origin_counts() {
        let ours: Origin = "https://ampera.go.id".parse().unwrap();
        let here = |origin| from_here(&headers(&[("host", "127.0.0.1:3000"), ("origin", origin)]), Some(&ours));
        assert!(here("https://ampera.go.id"));
        assert!(!here("http://127.0.0.1:3000") && !here("http://ampera.go.id"));
    }
}
