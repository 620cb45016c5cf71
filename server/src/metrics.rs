//! Figures for Prometheus.

use std::sync::OnceLock;
use std::time::Duration;

use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use subtle::ConstantTimeEq;

use crate::listen::Peer;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;

const REQUESTS: &str = "ampera_http_requests_total";
const SECONDS: &str = "ampera_http_request_seconds";
const SUBMITTED: &str = "ampera_attempts_submitted_total";
const SAVED: &str = "ampera_answers_saved_total";
const SIGN_INS: &str = "ampera_sign_ins_total";
const DELIVERIES: &str = "ampera_sync_deliveries_total";
const DELIVERY_STATES: &str = "ampera_sync_messages";
const BUCKETS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Counts what happens. The figures belong to the process.
#[derive(Clone)]
pub struct Metrics(Option<PrometheusHandle>);

impl Metrics {
    /// The figures of this process; the first call sets them up.
    pub fn installed() -> Self {
        static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
        Self(HANDLE.get_or_init(install).clone())
    }

    pub fn request(&self, method: &Method, route: &'static str, status: StatusCode, elapsed: Duration) {
        let method = match method.as_str() {
            "GET" => "GET",
            "HEAD" => "HEAD",
            "POST" => "POST",
            _ => "other",
        };
        counter!(REQUESTS, "method" => method, "route" => route, "status" => status_text(status)).increment(1);
        histogram!(SECONDS, "route" => route).record(elapsed.as_secs_f64());
    }

    pub fn attempt_submitted(&self) {
        counter!(SUBMITTED).increment(1);
    }

    pub fn answers_saved(&self, answers: usize) {
        counter!(SAVED).increment(answers as u64);
    }

    pub fn sign_in(&self, outcome: &'static str) {
        counter!(SIGN_INS, "outcome" => outcome).increment(1);
    }

    /// A message to another system: `sent`, `refused` or `later`.
    pub fn delivery(&self, destination: &'static str, outcome: &'static str) {
        counter!(DELIVERIES, "destination" => destination, "outcome" => outcome).increment(1);
    }

    /// How many messages to a destination are in a state.
    pub fn deliveries(&self, destination: String, state: String, messages: i64) {
        gauge!(DELIVERY_STATES, "destination" => destination, "state" => state).set(messages as f64);
    }

    /// Puts recorded durations into their buckets; has to happen every few seconds.
    pub fn tidy(&self) {
        if let Some(handle) = &self.0 {
            handle.run_upkeep();
        }
    }
}

fn install() -> Option<PrometheusHandle> {
    let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Full(SECONDS.to_owned()), &BUCKETS);
    let recorder = builder.map(PrometheusBuilder::build_recorder).ok()?;
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).ok()?;
    describe_counter!(REQUESTS, "Requests by method, route and status.");
    describe_histogram!(SECONDS, "How long requests took.");
    describe_counter!(SUBMITTED, "Attempts handed in.");
    describe_counter!(SAVED, "Answers saved.");
    describe_counter!(SIGN_INS, "Sign-ins by outcome.");
    describe_counter!(DELIVERIES, "Messages to other systems by what became of the try.");
    describe_gauge!(DELIVERY_STATES, "Messages to other systems by state.");
    Some(handle)
}

/// `GET /metrics`: for who has the token; without one, for this machine alone.
pub async fn show(State(server): State<Server>, peer: Option<axum::Extension<Peer>>, headers: HeaderMap) -> Outcome {
    let allowed = match &server.settings.metrics_token {
        Some(token) => {
            let sent = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
            sent.is_some_and(|sent| sent.as_bytes().ct_eq(token.expose().as_bytes()).into())
        }
        None => peer.is_some_and(|peer| peer.0.0.is_loopback()) && !headers.contains_key("x-forwarded-for"),
    };
    if !allowed {
        return Err(Refusal::NotFound);
    }
    let text = server.metrics.0.as_ref().map(PrometheusHandle::render).unwrap_or_default();
    Ok(with_type(text))
}

fn with_type(text: String) -> Response {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// The statuses that we send, without making a text each time.
fn status_text(status: StatusCode) -> &'static str {
    match status.as_u16() {
        200 => "200",
        201 => "201",
        303 => "303",
        304 => "304",
        400 => "400",
        401 => "401",
        403 => "403",
        404 => "404",
        405 => "405",
        409 => "409",
        413 => "413",
        415 => "415",
        422 => "422",
        429 => "429",
        431 => "431",
        500 => "500",
        503 => "503",
        _ => "other",
    }
}
