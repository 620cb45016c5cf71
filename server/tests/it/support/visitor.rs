//! A browser without JavaScript: it keeps cookies, and sends forms with the token of the last page.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use axum::http::request::Builder;
use axum::http::{Method, Request};
use tower::ServiceExt;

use super::{Answer, tokens};

/// Somebody at a browser.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    /// Sent with every request.
    pub headers: Vec<(&'static str, String)>,
    /// The token of the forms on the last page.
    pub token: Option<String>,
}

impl Visitor {
    pub fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), headers: Vec::new(), token: None }
    }

    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::builder().uri(path), Body::empty()).await
    }

    /// Sends a form as the last page would have.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        if self.token.is_none() {
            self.get("/verifikasi").await;
        }
        let token = self.token.clone().unwrap_or_default();
        self.post_with_token(path, fields, Some(&token)).await
    }

    pub async fn post_with_token(&mut self, path: &str, fields: &[(&str, &str)], token: Option<&str>) -> Answer {
        let token = token.map(|token| ("_csrf", token));
        let pairs: Vec<String> =
            token.iter().chain(fields).map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
        let request =
            Request::builder().method(Method::POST).uri(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(pairs.join("&"))).await
    }

    /// Sends a form with a file as the last page would have.
    pub async fn post_file(&mut self, path: &str, name: &str, content: &[u8]) -> Answer {
        const MARK: &str = "----ampera";
        let part = |head: &str| format!("--{MARK}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        let token = self.token.clone().unwrap_or_default();
        let mut body = format!("{}{token}\r\n", part("name=\"_csrf\"")).into_bytes();
        body.extend(part(&format!("name=\"file\"; filename=\"{name}\"")).bytes());
        body.extend(content);
        body.extend(format!("\r\n--{MARK}--\r\n").bytes());
        let media_type = format!("multipart/form-data; boundary={MARK}");
        let request = Request::builder().method(Method::POST).uri(path).header(CONTENT_TYPE, media_type);
        self.send(request, Body::from(body)).await
    }

    /// A form with fields and a file.
    pub async fn post_fields_and_file(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        name: &str,
        content: &[u8],
    ) -> Answer {
        const MARK: &str = "----ampera";
        let part = |head: &str| format!("--{MARK}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        let token = self.token.clone().unwrap_or_default();
        let mut body = Vec::new();
        for (field, value) in fields.iter().copied().chain([("_csrf", token.as_str())]) {
            body.extend(format!("{}{value}\r\n", part(&format!("name=\"{field}\""))).bytes());
        }
        body.extend(part(&format!("name=\"file\"; filename=\"{}\"", name.replace('"', "%22"))).bytes());
        body.extend(content);
        body.extend(format!("\r\n--{MARK}--\r\n").bytes());
        let media_type = format!("multipart/form-data; boundary={MARK}");
        let request = Request::builder().method(Method::POST).uri(path).header(CONTENT_TYPE, media_type);
        self.send(request, Body::from(body)).await
    }

    /// Sends JSON as the island does.
    pub async fn post_json(&mut self, path: &str, body: &str) -> Answer {
        let mut request = Request::builder().method(Method::POST).uri(path).header(CONTENT_TYPE, "application/json");
        if let Some(token) = &self.token {
            request = request.header("x-csrf-token", token);
        }
        self.send(request, Body::from(body.to_owned())).await
    }

    pub async fn sign_in(&mut self, username: &str, password: &str) -> Answer {
        self.get("/masuk").await;
        let answer = self.post("/masuk", &[("username", username), ("password", password)]).await;
        if answer.status == 303 {
            self.get("/perangkat").await;
        }
        answer
    }

    pub async fn send(&mut self, mut request: Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request = request.header(HOST, "ampera.test").header(COOKIE, cookies.join("; "));
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        for cookie in parts.headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str().unwrap());
        }
        let answer = Answer { status: parts.status.as_u16(), headers: parts.headers, body };
        if answer.headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
            && !answer.headers.contains_key("content-encoding")
            && let Some(token) = tokens(answer.text()).into_iter().next()
        {
            self.token = Some(token);
        }
        answer
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').unwrap();
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}
