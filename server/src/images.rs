//! Figures of courses, by the hash of their version: they never change.

use app::Document;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;

use crate::assets::FOR_EVER;
use crate::refusal::Outcome;
use crate::server::Server;

/// A drawing may have styles of its own; it runs nothing and loads nothing, even when opened by itself.
const DRAWING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox");

/// `GET /isi/{hash}/img/{file}`
pub async fn show(State(server): State<Server>, Path((hash, file)): Path<(String, String)>) -> Outcome {
    image(&server, &hash, &format!("img/{file}")).await
}

/// `GET /isi/{hash}/en/img/{file}`: a figure with the words of a translation.
pub async fn show_translated(State(server): State<Server>, Path((hash, file)): Path<(String, String)>) -> Outcome {
    image(&server, &hash, &format!("en/img/{file}")).await
}

async fn image(server: &Server, hash: &str, path: &str) -> Outcome {
    let image = server.services.image(hash, path).await?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(image.media_type)),
        (CACHE_CONTROL, FOR_EVER),
        (CONTENT_SECURITY_POLICY, DRAWING),
    ];
    let bytes = image.bytes.to_vec();
    Ok(match String::from_utf8(bytes) {
        // A drawing is text; the pipeline compresses it.
        Ok(text) => (headers, Extension(Document::from(text))).into_response(),
        Err(other) => (headers, other.into_bytes()).into_response(),
    })
}
