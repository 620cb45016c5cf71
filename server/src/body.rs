//! The bodies of forms: read before a request takes its turn, so that a slow line keeps nobody else waiting.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, Method};

use crate::refusal::Refusal;
use crate::routes::Rule;
use crate::upload;

/// The longest body: an essay fits many times.
pub const LARGEST_BODY: usize = 256 * 1024;
/// A form has this long...
const LEAST_SECONDS: u64 = 5;
/// ...and a second more for each of these.
const BYTES_A_SECOND: u64 = 16 * 1024;

/// A body that was not read. Whoever reads the form says why.
#[derive(Clone)]
pub struct Unread(pub Refusal);

/// The request with its whole body. A file is left on the line: first it is asked who sends it.
pub async fn arrived(rule: Rule, request: Request) -> Request {
    if request.method() != Method::POST || (rule.takes_file() && upload::is_multipart(request.headers())) {
        return request;
    }
    let (mut parts, body) = request.into_parts();
    match read(length(&parts.headers), body).await {
        Ok(body) => Request::from_parts(parts, body),
        Err(refusal) => {
            parts.extensions.insert(Unread(refusal));
            Request::from_parts(parts, Body::empty())
        }
    }
}

async fn read(length: Option<usize>, body: Body) -> Result<Body, Refusal> {
    if length.is_some_and(|length| length > LARGEST_BODY) {
        return Err(Refusal::TooLarge);
    }
    let read = tokio::time::timeout(patience(length.unwrap_or(LARGEST_BODY)), to_bytes(body, LARGEST_BODY));
    let bytes = read.await.map_err(|_| Refusal::TooSlow)?.map_err(|_| Refusal::TooLarge)?;
    Ok(Body::from(bytes))
}

/// How long a body may take, as long as it says that it is.
fn patience(length: usize) -> Duration {
    Duration::from_secs(LEAST_SECONDS + length as u64 / BYTES_A_SECOND)
}

/// How long a body says that it is.
pub fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_body_has_more_time() {
        assert_eq!((patience(0).as_secs(), patience(LARGEST_BODY).as_secs()), (5, 21));
    }
}
