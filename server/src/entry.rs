//! The end of every way in: the cookies of a session, or on to the second factor.

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use domain::time::Timestamp;
use services::{RenewedSession, SignIn, SignedInSession};

use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::{cookies, redirect};

/// A browser is known for a year.
const KNOWN_SECONDS: i64 = 365 * 24 * 60 * 60;

/// A first factor was right.
pub fn go_on(server: &Server, outcome: &SignIn, next: Option<&str>) -> Outcome {
    match outcome {
        SignIn::Done(session) => {
            server.metrics.sign_in("signed-in");
            signed_in(server, session, next)
        }
        SignIn::SecondFactor(step) => {
            server.metrics.sign_in("second-factor");
            let response = redirect::to("/masuk/kode");
            with(response, server, cookies::STEP, &step.token, Some(seconds(server, step.expires_at)))
        }
    }
}

/// The token goes into the cookie and nowhere else. The cookies from before the session have served.
pub fn signed_in(server: &Server, session: &SignedInSession, next: Option<&str>) -> Outcome {
    let response = redirect::to(next.unwrap_or("/beranda"));
    let age = seconds(server, session.expires_at);
    let response = with(response, server, cookies::SESSION, &session.token, Some(age))?;
    let response = without(response, server, cookies::BEFORE_SESSION);
    with(response, server, cookies::KNOWN, &session.known_device, Some(KNOWN_SECONDS))
}

/// The session goes on under another token.
pub fn renewed(response: Response, server: &Server, session: &RenewedSession) -> Outcome {
    let age = seconds(server, session.expires_at);
    with(response, server, cookies::SESSION, &session.token, Some(age))
}

/// The session has ended: its cookie goes, and what the browser has kept of our pages. Not its storage: answers that are still on
/// their way wait there, and cookies that know this browser have to stay.
pub fn signed_out(response: Response, server: &Server) -> Response {
    let mut response = without(response, server, cookies::SESSION);
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    response
}

fn seconds(server: &Server, until: Timestamp) -> i64 {
    until.since(server.services.now()) / 1000
}

/// Sets a cookie.
pub fn with(mut response: Response, server: &Server, name: &str, value: &str, age: Option<i64>) -> Outcome {
    let cookie = cookies::set(name, value, age, server.settings.secure)
        .ok_or_else(|| Refusal::Internal("a token that fits no cookie".to_owned()))?;
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}

/// Removes a cookie.
pub fn without(mut response: Response, server: &Server, name: &str) -> Response {
    if let Some(cookie) = cookies::remove(name, server.settings.secure) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
