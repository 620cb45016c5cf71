//! Asks a provider: without following redirects, with a limit of time and size, and only by HTTPS or on this machine.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use axum::body::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::url::Url;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use super::settings::is_safe;

const LONGEST: Duration = Duration::from_secs(10);
/// Keys of a provider are a few kilobytes.
const LARGEST: usize = 1 << 20;

/// Cheap to clone.
#[derive(Clone)]
pub(super) struct Http(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

/// Why a provider gave no answer.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Failed(String);

impl Http {
    pub fn new() -> std::io::Result<Self> {
        let connector = HttpsConnectorBuilder::new().with_native_roots()?.https_or_http().enable_http1().build();
        Ok(Self(Client::builder(TokioExecutor::new()).build(connector)))
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Failed> {
        let address = Url::parse(&request.uri().to_string()).map_err(failed)?;
        if !is_safe(&address) {
            return Err(Failed("an address of the provider is not https".to_owned()));
        }
        let response = self.0.request(request.map(|body| Full::new(Bytes::from(body)))).await.map_err(failed)?;
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, LARGEST).collect().await.map_err(failed)?.to_bytes().to_vec();
        Ok(HttpResponse::from_parts(parts, body))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Failed;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Failed>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let answer = tokio::time::timeout(LONGEST, self.ask(request)).await;
            answer.unwrap_or_else(|_| Err(Failed("the provider took too long".to_owned())))
        })
    }
}

fn failed(error: impl ToString) -> Failed {
    Failed(error.to_string())
}
