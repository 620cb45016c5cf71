//! Cookies: read one by name, and write one with the attributes that all of ours have.

use std::borrow::Cow;

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// The session.
pub const SESSION: &str = "ampera";
/// Gives the forms of somebody who is not signed in their token.
pub const BEFORE_SESSION: &str = "ampera-pra";
/// Between the two factors.
pub const STEP: &str = "ampera-langkah";
/// A browser in which somebody has signed in before.
pub const KNOWN: &str = "ampera-dikenal";
/// On the way to a provider and back.
pub const FLOW: &str = "ampera-sso";
/// The token of a link that came by e-mail.
pub const LINK: &str = "ampera-tautan";
pub const LANGUAGE: &str = "lang";
pub const THEME: &str = "tema";

/// Over HTTPS every name begins so: browsers take such a cookie from this very host alone, over HTTPS and for the whole site. No
/// neighbour under the same domain can plant one of ours.
const PREFIX: &str = "__Host-";

/// A cookie as browsers know it.
fn named(name: &str, secure: bool) -> Cow<'_, str> {
    if secure { Cow::Owned(format!("{PREFIX}{name}")) } else { Cow::Borrowed(name) }
}

/// The value of a cookie; `None` where it is not there or empty.
pub fn get<'h>(headers: &'h HeaderMap, name: &str, secure: bool) -> Option<&'h str> {
    let name = named(name, secure);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, value)| *found == name.as_ref() && !value.is_empty())
        .map(|(_, value)| value)
}

/// A cookie for the whole site that no script reads. Without an age it ends with the browser.
pub fn set(name: &str, value: &str, seconds: Option<i64>, secure: bool) -> Option<HeaderValue> {
    let age = seconds.map(|seconds| format!("; Max-Age={}", seconds.max(0))).unwrap_or_default();
    let name = named(name, secure);
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")).ok()
}

/// Removes a cookie.
pub fn remove(name: &str, secure: bool) -> Option<HeaderValue> {
    set(name, "", Some(0), secure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookies: &str) -> HeaderMap {
        HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(cookies).unwrap())])
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let headers = headers("ampera-pra=1; ampera=a=b;lang=; tema=dark; __Host-ampera=c");
        assert_eq!(get(&headers, SESSION, false), Some("a=b"));
        assert_eq!(get(&headers, BEFORE_SESSION, false), Some("1"));
        assert_eq!(get(&headers, LANGUAGE, false), None);
        assert_eq!(get(&headers, THEME, false), Some("dark"));
        assert_eq!(get(&headers, SESSION, true), Some("c"), "over HTTPS the other could be anybody's");
        assert_eq!(get(&headers, THEME, true), None);
    }

    #[test]
    fn a_cookie_is_only_for_us() {
        let text = |value: Option<HeaderValue>| value.unwrap().to_str().unwrap().to_owned();
        assert_eq!(
            text(set("a", "b", Some(60), true)),
            "__Host-a=b; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure"
        );
        assert_eq!(text(set("a", "b", None, false)), "a=b; Path=/; HttpOnly; SameSite=Lax");
        assert_eq!(text(remove("a", false)), "a=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
}
