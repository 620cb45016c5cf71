//! Where to go after a form, and which addresses may be gone to.

use std::fmt::Write;

use app::notice::Notice;
use axum::http::header::{LOCATION, REFERER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// The longest address that is carried along.
const LONGEST: usize = 1000;
/// The query field that shows a notice once.
const NOTICE: &str = "pesan";

/// 303: the browser goes there with GET.
pub fn to(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

/// As [`to`], and the page says once what happened.
pub fn with_notice(path: &str, notice: Notice) -> Response {
    to(&add_query(path, NOTICE, notice.code()))
}

/// To the sign-in page, and afterwards back to `next`.
pub fn sign_in(next: Option<&str>, notice: Notice) -> Response {
    let path =
        next.filter(|next| *next != "/").map_or_else(|| "/masuk".to_owned(), |next| add_query("/masuk", "next", next));
    with_notice(&path, notice)
}

/// A path of this site as it was asked for; `None` for everything that could lead elsewhere.
pub fn local(path: &str) -> Option<&str> {
    let plain = path.len() <= LONGEST && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    // `//host` and, to some browsers, `/\host` are addresses of another site.
    (plain && path.starts_with('/') && !path[1..].starts_with('/')).then_some(path)
}

/// The page on this site that a form was on, if the browser tells.
pub fn page_before(headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(REFERER)?.to_str().ok()?;
    let host = headers.get(axum::http::header::HOST)?.to_str().ok()?;
    let rest = referer.strip_prefix("https://").or_else(|| referer.strip_prefix("http://"))?;
    local(&without_notice(rest.strip_prefix(host)?)).map(ToOwned::to_owned)
}

/// The path and query without the notice, so that it is not shown twice.
pub fn without_notice(path_and_query: &str) -> String {
    let Some((path, query)) = path_and_query.split_once('?') else { return path_and_query.to_owned() };
    let rest: Vec<&str> = query.split('&').filter(|pair| pair.split('=').next() != Some(NOTICE)).collect();
    if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) }
}

/// The notice that the query asks for.
pub fn notice(query: Option<&str>) -> Option<Notice> {
    query?.split('&').find_map(|pair| Notice::from_code(pair.strip_prefix(NOTICE)?.strip_prefix('=')?))
}

/// One part of a path or a value of a query, with everything escaped that means something there.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn add_query(path: &str, name: &str, value: &str) -> String {
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}{name}={}", escape(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_gone_to() {
        for path in ["/", "/beranda", "/katalog?kata=a%20b&jp=2", "/kursus/a/b"] {
            assert_eq!(local(path), Some(path));
        }
        let wrong = [
            "",
            "beranda",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nb",
            "/a b",
            "javascript:1",
            "///evil.example",
            "/\t/evil.example",
            "/é",
        ];
        for path in wrong {
            assert_eq!(local(path), None, "{path}");
        }
        assert_eq!(local(&"/a".repeat(LONGEST)), None);
    }

    #[test]
    fn a_notice_comes_and_goes_with_the_query() {
        assert_eq!(without_notice("/a?pesan=x"), "/a");
        assert_eq!(without_notice("/a?b=1&pesan=x&c=2"), "/a?b=1&c=2");
        assert_eq!(without_notice("/a?pesanan=1"), "/a?pesanan=1");
        assert_eq!(notice(Some("a=1&pesan=signed-out")), Some(Notice::SignedOut));
        assert_eq!(notice(Some("pesan=unknown")), None);
    }

    #[test]
    fn what_means_something_is_escaped() {
        assert_eq!(escape("AMP/2026 ü&"), "AMP%2F2026%20%C3%BC%26");
    }
}
