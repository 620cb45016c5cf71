//! Asks a provider, in the way of [`crate::outgoing`].

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use axum::body::Bytes;
use http_body_util::Full;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

use crate::outgoing::{NoAnswer, Outgoing};

const LONGEST: Duration = Duration::from_secs(10);
/// Keys of a provider are a few kilobytes.
const LARGEST: usize = 1 << 20;

/// Cheap to clone.
#[derive(Clone)]
pub(super) struct Http(Outgoing);

impl Http {
    pub fn new() -> std::io::Result<Self> {
        Outgoing::new().map(Self)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let request = request.map(|body| Full::new(Bytes::from(body)));
            let answer = self.0.ask(request, LONGEST, LARGEST).await?;
            Ok(answer.map(|body| body.to_vec()))
        })
    }
}
