//! Whether the process lives, and whether it can do its work.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};

use crate::server::Server;

/// `GET /healthz`: the process answers.
pub async fn live() -> Response {
    answer(StatusCode::OK, "ok\n")
}

/// `GET /readyz`: the database answers, and there is content to serve.
pub async fn ready(State(server): State<Server>) -> Response {
    if let Err(error) = server.services.refresh_library().await {
        tracing::warn!(cause = %error, "not ready: the database does not answer");
        return answer(StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n");
    }
    match server.services.library().current() {
        Ok(_) => answer(StatusCode::OK, "ready\n"),
        Err(_) => answer(StatusCode::SERVICE_UNAVAILABLE, "nothing is published\n"),
    }
}

fn answer(status: StatusCode, text: &'static str) -> Response {
    (status, [(CACHE_CONTROL, "no-store")], text).into_response()
}
