//! `/api/v1/`: what programs of other systems read. They come with the secret of a service client, never with a cookie.

use std::sync::Arc;

use axum::Json;
use axum::extract::{FromRequestParts, Query, Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::time::Timestamp;
use serde::Deserialize;
use serde_json::json;
use services::ServiceClient;

use crate::refusal::{Outcome, Refusal};
use crate::server::Server;

/// What a client asks for.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    sejak: String,
    setelah: Option<String>,
}

impl Wanted {
    /// From when on; everything where nothing is said.
    fn since(&self) -> Result<Timestamp, Refusal> {
        match self.sejak.trim() {
            "" => Ok(Timestamp(0)),
            text => services::parse_time(text).ok_or(Refusal::Invalid),
        }
    }

    fn after(&self) -> Option<&str> {
        self.setelah.as_deref().filter(|place| !place.is_empty())
    }
}

/// `GET /api/v1/kursus-selesai?sejak=&setelah=`
pub async fn completed_courses(
    State(server): State<Server>,
    Caller(client): Caller,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let page = server.services.completed_courses(&client, wanted.since()?, wanted.after()).await?;
    Ok(Json(page).into_response())
}

/// `GET /api/v1/kompetensi?sejak=&setelah=`
pub async fn competencies(
    State(server): State<Server>,
    Caller(client): Caller,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let page = server.services.competency_states(&client, wanted.since()?, wanted.after()).await?;
    Ok(Json(page).into_response())
}

/// The client that asks.
pub struct Caller(Arc<ServiceClient>);

impl FromRequestParts<Server> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Self::Rejection> {
        parts.extensions.get::<Arc<ServiceClient>>().cloned().map(Self).ok_or(Refusal::SignIn)
    }
}

/// Finds out which client asks, and whether it asks too often. Whoever guesses secrets is slowed down by address.
pub async fn identify(server: &Server, mut request: Request, address: &str) -> Result<Request, Refusal> {
    let client = match secret(request.headers()) {
        Some(secret) => server.services.client(secret).await?,
        None => None,
    };
    let Some(client) = client else {
        server.limits.anonymous.take_for_address(address).map_err(|seconds| Refusal::TooMany { seconds })?;
        return Err(Refusal::SignIn);
    };
    server.limits.clients.take(&client.id.to_string()).map_err(|seconds| Refusal::TooMany { seconds })?;
    request.extensions_mut().insert(Arc::new(client));
    Ok(request)
}

fn secret(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// A refusal as JSON, and what every answer of the API has.
pub fn finish(response: Response, request_id: &str) -> Response {
    let mut response = match response.extensions().get::<Refusal>().cloned() {
        Some(refusal) => problem(&refusal, request_id),
        None if response.status().is_client_error() => {
            (response.status(), Json(json!({ "problem": "malformed", "request": request_id }))).into_response()
        }
        None => response,
    };
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn problem(refusal: &Refusal, request_id: &str) -> Response {
    let body = Json(json!({ "problem": refusal.code(), "request": request_id }));
    let mut response = (refusal.status(), body).into_response();
    if let Some(seconds) = refusal.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    if response.status() == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
