//! Asks a server over the network as a browser does: it keeps cookies, and follows nothing by itself.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Method, Request};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// What a server answered.
pub struct Reply {
    pub status: u16,
    pub location: Option<String>,
    pub body: String,
}

/// Somebody who is at another site.
pub struct Browser {
    client: Client<HttpConnector, Full<Bytes>>,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn new() -> Self {
        Self { client: Client::builder(TokioExecutor::new()).build_http(), cookies: BTreeMap::new() }
    }

    pub async fn get(&mut self, address: &str) -> Reply {
        self.send(Method::GET, address, String::new()).await
    }

    pub async fn post(&mut self, address: &str, body: &str) -> Reply {
        self.send(Method::POST, address, body.to_owned()).await
    }

    async fn send(&mut self, method: Method, address: &str, body: String) -> Reply {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(COOKIE, cookies.join("; "))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(body)))
            .unwrap();
        let response = self.client.request(request).await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let location = response.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Reply { status, location, body: String::from_utf8_lossy(&body).into_owned() }
    }

    /// Follows redirects of one site until one leads to an address that begins with `until`, and gives that.
    pub async fn follow(&mut self, start: &str, origin: &str, until: &str) -> String {
        let mut at = start.to_owned();
        for _ in 0..12 {
            if at.starts_with(until) {
                return at;
            }
            let address = if at.starts_with('/') { format!("{origin}{at}") } else { at.clone() };
            let reply = self.get(&address).await;
            at = reply.location.unwrap_or_else(|| panic!("{address}: {} {}", reply.status, reply.body));
        }
        panic!("too many redirects, the last to {at}");
    }
}
