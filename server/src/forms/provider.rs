//! A provider says that somebody has signed out there.

use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::fields::Fields;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;

const LARGEST: usize = 64 * 1024;

/// `POST /keluar/{provider}/kanal-belakang`: OpenID Connect Back-Channel Logout. No form of ours: its signature counts.
pub async fn signed_out(
    State(server): State<Server>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Outcome {
    let provider = server.providers.get(&id).ok_or(Refusal::NotFound)?;
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return Ok(refused());
    }
    let Ok(bytes) = to_bytes(body, LARGEST).await else { return Ok(refused()) };
    let fields = Fields::parse(&bytes);
    let now = server.services.now();
    let message = match provider.read_logout(fields.get("logout_token"), now).await {
        Ok(message) => message,
        Err(fault) => {
            tracing::warn!(provider = id, cause = %fault, "a message of a provider was refused");
            return Ok(refused());
        }
    };
    let whose = (message.subject, message.session);
    let ended =
        server.services.signed_out_at_provider((&id, &message.issuer), whose, (message.message, message.until)).await?;
    match ended {
        Some(sessions) => {
            tracing::info!(provider = id, sessions, "somebody signed out at a provider");
            Ok((StatusCode::OK, [(CACHE_CONTROL, "no-store")]).into_response())
        }
        None => Ok(refused()),
    }
}

fn refused() -> Response {
    let headers = [(CACHE_CONTROL, "no-store"), (CONTENT_TYPE, "application/json")];
    (StatusCode::BAD_REQUEST, headers, r#"{"error":"invalid_request"}"#).into_response()
}
