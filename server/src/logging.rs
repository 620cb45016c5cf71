//! What is logged: requests by their route, never by their address, and faults by their request id. No personal number, no
//! answer, no token.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use tracing::Subscriber;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{EnvFilter, Layer, Registry};

use crate::cli::Failure;
use crate::config::LogFormat;
use crate::routes::{Access, Rule};

/// Sends what is logged to the error output.
///
/// # Errors
/// A filter that cannot be read.
pub fn start(filter: &str, format: LogFormat) -> Result<(), Failure> {
    let subscriber = subscriber(filter, format, std::io::stderr)?;
    tracing::subscriber::set_global_default(subscriber)?;
    // The message of a panic can hold data; the place cannot.
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let said = info.payload().downcast_ref::<&str>().copied().unwrap_or("a message with data");
        tracing::error!(place, said, "panic");
    }));
    Ok(())
}

/// The log as it is written to any place.
///
/// # Errors
/// A filter that cannot be read.
pub fn subscriber<W>(filter: &str, format: LogFormat, writer: W) -> Result<impl Subscriber + Send + Sync, Failure>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter).map_err(|error| Failure::usage(format!("--log {filter}: {error}")))?;
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let lines = match format {
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(false).with_span_list(false).boxed(),
        LogFormat::Text => lines.with_ansi(false).compact().boxed(),
    };
    Ok(Registry::default().with(filter).with(lines))
}

/// One line for a request.
pub fn request(method: &Method, rule: &Rule, status: StatusCode, elapsed: Duration, request_id: &str) {
    let milliseconds = elapsed.as_secs_f64() * 1000.0;
    let (route, status) = (rule.path, status.as_u16());
    // Files and probes are many and say little.
    if rule.access == Access::Machine && status < 500 {
        tracing::debug!(request_id, %method, route, status, milliseconds, "request");
    } else {
        tracing::info!(request_id, %method, route, status, milliseconds, "request");
    }
}
