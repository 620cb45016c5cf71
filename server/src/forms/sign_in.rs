//! Signing in and out.

use app::frame::Notice;
use app::pages::{SignInForm, SignInProblem};
use axum::extract::State;
use axum::http::header::{RETRY_AFTER, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use services::{Error, SignedInSession};

use crate::fields::Fields;
use crate::listen::{Peer, client};
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::visit::Visit;
use crate::{cookies, device, redirect};

/// `POST /masuk`
pub async fn submit(
    State(server): State<Server>,
    visit: Visit,
    peer: Option<axum::Extension<Peer>>,
    headers: HeaderMap,
    fields: Fields,
) -> Outcome {
    let (username, password) = (fields.get("username").trim(), fields.get("password"));
    let next = redirect::local(fields.get("next"));
    let again = |status, error| {
        let form = SignInForm {
            username: username.chars().take(200).collect(),
            next: next.map(ToOwned::to_owned),
            error: Some(error),
            demo: server.settings.demo,
        };
        visit.page_with(status, |frame| app::pages::sign_in(frame, &form))
    };
    if username.is_empty() || password.is_empty() {
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, SignInProblem::Missing));
    }
    let address = client(peer.map(|peer| peer.0), &headers, server.settings.trusted_proxy);
    let device = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).map(device::name).unwrap_or_default();
    match server.services.sign_in(username, password, &address, &device).await {
        Ok(session) => {
            server.metrics.sign_in("signed-in");
            signed_in(&server, &session, next.unwrap_or("/beranda"))
        }
        Err(Error::WrongCredentials) => {
            server.metrics.sign_in("wrong");
            Ok(again(StatusCode::UNPROCESSABLE_ENTITY, SignInProblem::Wrong))
        }
        Err(Error::TooManySignIns { minutes }) => {
            server.metrics.sign_in("too-many");
            let mut response = again(StatusCode::TOO_MANY_REQUESTS, SignInProblem::TooMany { minutes });
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(u64::from(minutes) * 60));
            Ok(response)
        }
        Err(other) => Err(other.into()),
    }
}

/// The token goes into the cookie and nowhere else. The cookie from before the session has served.
fn signed_in(server: &Server, session: &SignedInSession, next: &str) -> Outcome {
    let seconds = session.expires_at.since(server.services.now()) / 1000;
    let secure = server.settings.secure;
    let cookie = cookies::set(cookies::SESSION, &session.token, Some(seconds), secure)
        .ok_or_else(|| Refusal::Internal("a token that fits no cookie".to_owned()))?;
    let mut response = redirect::to(next);
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(without(response, cookies::BEFORE_SESSION, secure))
}

/// `POST /keluar`
pub async fn sign_out(State(server): State<Server>, visit: Visit) -> Outcome {
    if let Some(actor) = visit.actor() {
        server.services.sign_out(actor).await?;
    }
    Ok(without(redirect::with_notice("/", Notice::SignedOut), cookies::SESSION, server.settings.secure))
}

fn without(mut response: Response, cookie: &str, secure: bool) -> Response {
    if let Some(cookie) = cookies::remove(cookie, secure) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
