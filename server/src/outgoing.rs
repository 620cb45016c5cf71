//! Asks other systems: without following redirects, with a limit of time and size, with checked certificates, and only by
//! HTTPS or on this machine.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::url::Url;

/// Cheap to clone.
#[derive(Clone)]
pub struct Outgoing(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    #[error("an address is not https")]
    NotSafe,
    /// Nothing was asked.
    #[error("{0}")]
    Unreachable(String),
    /// It may have done what was asked.
    #[error("it took too long")]
    TookTooLong,
    /// It may have done what was asked.
    #[error("{0}")]
    Broken(String),
}

impl Outgoing {
    /// # Errors
    /// Certificates of the machine that cannot be read.
    pub fn new() -> std::io::Result<Self> {
        let connector = HttpsConnectorBuilder::new().with_native_roots()?.https_or_http().enable_http1().build();
        Ok(Self(Client::builder(TokioExecutor::new()).build(connector)))
    }

    /// # Errors
    /// Where no whole answer came.
    pub async fn ask(
        &self,
        request: Request<Full<Bytes>>,
        longest: Duration,
        largest: usize,
    ) -> Result<Response<Bytes>, NoAnswer> {
        let address =
            Url::parse(&request.uri().to_string()).map_err(|error| NoAnswer::Unreachable(error.to_string()))?;
        if !is_safe(&address) {
            return Err(NoAnswer::NotSafe);
        }
        let asked = async {
            let response = self.0.request(request).await.map_err(|error| {
                let text = whole_text(&error);
                if error.is_connect() { NoAnswer::Unreachable(text) } else { NoAnswer::Broken(text) }
            })?;
            let (parts, body) = response.into_parts();
            let body =
                Limited::new(body, largest).collect().await.map_err(|error| NoAnswer::Broken(error.to_string()))?;
            Ok(Response::from_parts(parts, body.to_bytes()))
        };
        tokio::time::timeout(longest, asked).await.unwrap_or(Err(NoAnswer::TookTooLong))
    }
}

/// An error with those behind it: "client error (Connect)" alone tells nobody anything.
fn whole_text(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut behind = error.source();
    while let Some(error) = behind {
        text.push_str(": ");
        text.push_str(&error.to_string());
        behind = error.source();
    }
    text
}

/// HTTPS, or on this very machine.
pub fn is_safe(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]")),
        _ => false,
    }
}
