//! Signing in and out.

use app::notice::Notice;
use app::pages::{CodeForm, SignInProblem};
use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use services::{Error, Problem};

use crate::doorway::Doorway;
use crate::entry::{go_on, signed_in, signed_out, without};
use crate::fields::Fields;
use crate::pages::sign_in::form;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::visit::Visit;
use crate::{cookies, redirect};

/// `POST /masuk`
pub async fn submit(State(server): State<Server>, visit: Visit, Doorway(door): Doorway, fields: Fields) -> Outcome {
    let (username, password) = (fields.get("username").trim(), fields.get("password"));
    let next = redirect::local(fields.get("next"));
    let again = |status, error| {
        let form = form(&server, username.chars().take(200).collect(), next, Some(error));
        visit.page_with(status, |frame| app::pages::sign_in(frame, &form))
    };
    if username.is_empty() || password.is_empty() {
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, SignInProblem::Missing));
    }
    match visit.reading(&server).sign_in_with_password(username, password, next, &door).await {
        Ok(outcome) => go_on(&server, &outcome, next),
        Err(Error::WrongCredentials) => {
            server.metrics.sign_in("wrong");
            Ok(again(StatusCode::UNPROCESSABLE_ENTITY, SignInProblem::Wrong))
        }
        Err(Error::Blocked) => {
            server.metrics.sign_in("blocked");
            Ok(again(StatusCode::UNPROCESSABLE_ENTITY, SignInProblem::Blocked))
        }
        Err(Error::TooManySignIns { minutes }) => {
            server.metrics.sign_in("too-many");
            let response = again(StatusCode::TOO_MANY_REQUESTS, SignInProblem::TooMany { minutes });
            Ok(later(response, minutes))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /masuk/kode`
pub async fn code(
    State(server): State<Server>,
    visit: Visit,
    Doorway(door): Doorway,
    headers: HeaderMap,
    fields: Fields,
) -> Outcome {
    let token = cookies::get(&headers, cookies::STEP, server.settings.secure).unwrap_or_default();
    let again = |status, problem| {
        visit.page_with(status, |frame| app::pages::sign_in_code(frame, &CodeForm { error: Some(problem) }))
    };
    let code = fields.get("code").trim();
    if code.is_empty() && server.services.is_step(token).await? {
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, Problem::Missing));
    }
    match visit.reading(&server).sign_in_with_code(token, code, &door).await {
        Ok((session, next, codes_left)) => {
            server.metrics.sign_in("signed-in");
            // Who has used a recovery code sees how many are left.
            let next = codes_left.map(|_| "/keamanan").or(next.as_deref());
            Ok(without(signed_in(&server, &session, next)?, &server, cookies::STEP))
        }
        Err(Error::WrongCode) => {
            server.metrics.sign_in("wrong-code");
            Ok(again(StatusCode::UNPROCESSABLE_ENTITY, Problem::WrongCode))
        }
        Err(Error::TooManySignIns { minutes }) => {
            server.metrics.sign_in("too-many");
            Ok(later(again(StatusCode::TOO_MANY_REQUESTS, Problem::Wait { minutes }), minutes))
        }
        Err(Error::StepOver) => Ok(without(redirect::with_notice("/masuk", Notice::StepOver), &server, cookies::STEP)),
        Err(other) => Err(other.into()),
    }
}

/// `POST /keluar`: who came by a provider goes on to sign out there.
pub async fn sign_out(State(server): State<Server>, visit: Visit) -> Outcome {
    let mut onward = None;
    if let Some(actor) = visit.actor() {
        if let Some(session) = server.services.provider_session(actor).await?
            && let Some(provider) = server.providers.get(&session.provider)
        {
            let back = format!("{}/", server.settings.base());
            onward = provider.end_session(session.session.as_deref(), &back, server.services.now()).await;
        }
        server.services.sign_out(actor).await?;
    }
    let response = match onward {
        Some(address) => redirect::to(&address),
        None => redirect::with_notice("/", Notice::SignedOut),
    };
    Ok(signed_out(response, &server))
}

fn later(mut response: Response, minutes: u32) -> Response {
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(u64::from(minutes) * 60));
    response
}
