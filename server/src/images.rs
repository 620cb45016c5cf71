//! Figures of courses, by the hash of their version: they never change.

use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;

use crate::assets::FOR_EVER;
use crate::refusal::Outcome;
use crate::server::Server;

/// A drawing may have styles of its own; it runs nothing and loads nothing, even when opened by itself.
const DRAWING: HeaderValue = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

/// `GET /isi/{hash}/img/{file}`
pub async fn show(State(server): State<Server>, Path((hash, file)): Path<(String, String)>) -> Outcome {
    let image = server.services.image(&hash, &format!("img/{file}")).await?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(image.media_type)),
        (CACHE_CONTROL, FOR_EVER),
        (CONTENT_SECURITY_POLICY, DRAWING),
    ];
    Ok((headers, image.bytes.to_vec()).into_response())
}
