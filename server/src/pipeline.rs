//! The way of every request: who asks, may they, is the form ours; and back: headers, the log, the figures.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::FutureExt;
use services::origin;
use store::audit::Origin;
use tokio::time::Instant;

use crate::body::{self, LARGEST_BODY, Unread};
use crate::bytes::Names;
use crate::fields::Fields;
use crate::listen::{Peer, client};
use crate::refusal::Refusal;
use crate::routes::{Access, Rule};
use crate::server::Server;
use crate::visit::Visit;
use crate::{api, compress, cookies, csrf, device, logging, redirect, security, upload};

/// The longest head: cookies and an address fit many times.
const LARGEST_HEAD: usize = 16 * 1024;
const LONGEST: Duration = Duration::from_secs(30);
/// A file over a slow line takes longer than a form.
const LONGEST_UPLOAD: Duration = Duration::from_secs(120);
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What the pipeline of a route knows.
#[derive(Clone)]
pub struct Context {
    pub server: Server,
    pub rule: Rule,
}

/// Runs a request of a route.
pub async fn run(State(Context { server, rule }): State<Context>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let accepted = compress::accepts(request.headers(), "gzip");
    let names = match Names::new(&*server.random) {
        Ok(names) => names,
        Err(error) => {
            tracing::error!(cause = %error, "no random numbers");
            return Refusal::Internal(error.to_string()).into_response();
        }
    };
    let request_id = names.request_id.clone();
    let request = body::arrived(rule, request).await;
    let address = client(request.extensions().get::<Peer>().copied(), request.headers(), server.settings.trusted_proxy);
    let mut response = match server.limits.enter(rule).await {
        None => busy(&server, rule, &request, names),
        Some(_turn) if matches!(rule.access, Access::Machine | Access::Provider | Access::Letter) => {
            let told = |seconds| Refusal::TooMany { seconds }.into_response();
            let response = match rule.access {
                Access::Provider | Access::Letter => match server.limits.anonymous.take_for_address(&address) {
                    Ok(()) => origin::from(origin(&address, request.headers()), guarded(next.run(request))).await,
                    Err(seconds) => told(seconds),
                },
                _ => guarded(next.run(request)).await,
            };
            log_fault(&response, &request_id);
            response
        }
        Some(_turn) => {
            let origin = origin(&address, request.headers());
            if rule.access == Access::Client {
                origin::from(origin, called(&server, request, next, &address, &request_id)).await
            } else {
                origin::from(origin, visited(&server, rule, request, next, names, &address)).await
            }
        }
    };
    response = compress::answer(response, accepted);
    security::common(response.headers_mut(), server.settings.secure);
    if let Ok(id) = HeaderValue::from_str(&request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    let elapsed = started.elapsed();
    logging::request(&method, &rule, response.status(), elapsed, &request_id);
    server.metrics.request(&method, rule.path, response.status(), elapsed);
    response
}

/// Where a request comes from, as the audit log keeps it.
fn origin(address: &str, headers: &HeaderMap) -> Origin {
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).map(device::name);
    Origin { address: origin::shorten(address), agent: agent.filter(|agent| !agent.is_empty()), client: None }
}

/// There are too many requests at this moment. Nobody is asked who they are: that would cost a query.
fn busy(server: &Server, rule: Rule, request: &Request, names: Names) -> Response {
    let refusal = Refusal::Busy;
    if matches!(rule.access, Access::Machine | Access::Client) || is_json(request.headers()) {
        let response = api::finish(refusal.into_response(), &names.request_id);
        return response;
    }
    let visit = Visit::new(server, request, names);
    let mut response = crate::pages::error::show(&visit, refusal.status());
    retry_after(&mut response, &refusal);
    security::page(response.headers_mut(), &visit.names.nonce, false, "");
    response
}

/// The sign NUL in an address: no text has it, and PostgreSQL takes none with it.
fn has_nul(address: &Uri) -> bool {
    address.path_and_query().is_some_and(|text| text.as_str().contains("%00"))
}

/// A request of a service client.
async fn called(server: &Server, request: Request, next: Next, address: &str, request_id: &str) -> Response {
    let response = if head_size(request.headers()) + request.uri().path().len() > LARGEST_HEAD {
        Refusal::HeadTooLarge.into_response()
    } else if has_nul(request.uri()) {
        Refusal::Malformed.into_response()
    } else {
        match api::identify(server, request, address).await {
            Ok(request) => guarded(next.run(request)).await,
            Err(refusal) => refusal.into_response(),
        }
    };
    log_fault(&response, request_id);
    api::finish(response, request_id)
}

fn retry_after(response: &mut Response, refusal: &Refusal) {
    if let Some(seconds) = refusal.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// A request to a page or a form.
async fn visited(server: &Server, rule: Rule, request: Request, next: Next, names: Names, address: &str) -> Response {
    let for_script = is_json(request.headers());
    let page_before = redirect::page_before(request.headers());
    let mut visit = Visit::new(server, &request, names);
    let response = match prepare(server, rule, request, &mut visit, address).await {
        Ok(request) => guarded(next.run(request)).await,
        Err(refusal) => refusal.into_response(),
    };
    log_fault(&response, &visit.names.request_id);
    let mut response = match response.extensions().get::<Refusal>().cloned() {
        Some(refusal) if for_script => {
            (refusal.status(), Json(serde_json::json!({ "problem": refusal.code() }))).into_response()
        }
        Some(Refusal::SecondFactorDue) => redirect::to("/keamanan"),
        Some(Refusal::SignIn) => sign_in(rule, &visit, page_before.as_deref()),
        Some(refusal) => {
            let mut response = crate::pages::error::show(&visit, refusal.status());
            retry_after(&mut response, &refusal);
            response
        }
        None => response,
    };
    let headers = response.headers_mut();
    security::page(headers, &visit.names.nonce, visit.actor.is_some(), &server.providers.form_targets());
    if visit.csrf_cookie_is_new && headers.contains_key(CONTENT_TYPE) {
        let cookie = cookies::set(cookies::BEFORE_SESSION, &visit.csrf_cookie, None, server.settings.secure);
        if let Some(cookie) = cookie {
            headers.append(SET_COOKIE, cookie);
        }
    }
    response
}

/// Everything that is checked before a handler sees the request.
async fn prepare(
    server: &Server,
    rule: Rule,
    request: Request,
    visit: &mut Visit,
    address: &str,
) -> Result<Request, Refusal> {
    if head_size(request.headers()) + visit.path.len() > LARGEST_HEAD {
        return Err(Refusal::HeadTooLarge);
    }
    if has_nul(request.uri()) {
        return Err(Refusal::Malformed);
    }
    visit.identify(server).await?;
    if (request.method() == Method::POST || rule.begins_a_way()) && visit.actor().is_none() {
        server.limits.anonymous.take_for_address(address).map_err(|seconds| Refusal::TooMany { seconds })?;
    }
    // Where a form comes from is asked first: a refusal tells nothing about what the address leads to.
    let mut request = if rule.takes_file() && upload::is_multipart(request.headers()) {
        // Before a large body is read it is asked who sends it.
        rule.access.check(visit.actor())?;
        form_with_file(server, request, visit).await?
    } else if request.method() == Method::POST {
        form(server, request, visit).await?
    } else {
        request
    };
    if visit.second_factor_due && !rule.is_open_before_second_factor() {
        return Err(Refusal::SecondFactorDue);
    }
    rule.access.check(visit.actor())?;
    if let Some(content) = &server.content {
        // Who happens to ask for a page did not change the files.
        origin::from(Origin::default(), content.look(&server.services)).await;
    }
    request.extensions_mut().insert(visit.clone());
    Ok(request)
}

/// Reads a form and checks its token. JSON of a script has the token in a header, and stays as it is.
async fn form(server: &Server, request: Request, visit: &Visit) -> Result<Request, Refusal> {
    let (mut parts, body) = request.into_parts();
    if let Some(Unread(refusal)) = parts.extensions.remove() {
        return Err(refusal);
    }
    let bytes = to_bytes(body, LARGEST_BODY).await.map_err(|_| Refusal::TooLarge)?;
    let header = parts.headers.get(csrf::HEADER).and_then(|token| token.to_str().ok()).map(ToOwned::to_owned);
    let mut token = header;
    if !is_json(&parts.headers) {
        let media_type = parts.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !bytes.is_empty() && !media_type.starts_with("application/x-www-form-urlencoded") {
            return Err(Refusal::UnknownMediaType);
        }
        let fields = Fields::parse(&bytes);
        token = token.or_else(|| fields.find(csrf::FIELD).map(ToOwned::to_owned));
        parts.extensions.insert(fields);
    }
    let cookie = Some(visit.csrf_cookie.as_str()).filter(|_| !visit.csrf_cookie_is_new);
    if !csrf::from_here(&parts.headers, server.settings.origin.as_ref()) || !csrf::matches(cookie, token.as_deref()) {
        return Err(Refusal::Forgery);
    }
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// Reads a form with a file and checks its token.
async fn form_with_file(server: &Server, request: Request, visit: &Visit) -> Result<Request, Refusal> {
    let (mut parts, body) = request.into_parts();
    let read = tokio::time::timeout(LONGEST_UPLOAD, upload::read(&parts.headers, body));
    let (fields, file) = read.await.map_err(|_| Refusal::TooSlow)??;
    let cookie = Some(visit.csrf_cookie.as_str()).filter(|_| !visit.csrf_cookie_is_new);
    let ours = csrf::from_here(&parts.headers, server.settings.origin.as_ref());
    if !ours || !csrf::matches(cookie, fields.find(csrf::FIELD)) {
        return Err(Refusal::Forgery);
    }
    parts.extensions.insert(fields);
    parts.extensions.insert(file);
    Ok(Request::from_parts(parts, Body::empty()))
}

/// Runs a handler with a time limit; a panic becomes an answer, too.
async fn guarded(handler: impl Future<Output = Response>) -> Response {
    match tokio::time::timeout(LONGEST, AssertUnwindSafe(handler).catch_unwind()).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Refusal::Internal("a handler panicked".to_owned()).into_response(),
        Err(_) => Refusal::TooSlow.into_response(),
    }
}

/// A page is come back to after signing in; a form is not sent again, but its page is.
fn sign_in(rule: Rule, visit: &Visit, page_before: Option<&str>) -> Response {
    let notice = if visit.had_session { app::notice::Notice::SessionEnded } else { app::notice::Notice::PleaseSignIn };
    let next = if rule.is_form() { page_before } else { redirect::local(&visit.path) };
    redirect::sign_in(next, notice)
}

fn log_fault(response: &Response, request_id: &str) {
    if let Some(Refusal::Internal(cause)) = response.extensions().get::<Refusal>() {
        tracing::error!(request_id, cause, "a request failed");
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
}

fn head_size(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}
