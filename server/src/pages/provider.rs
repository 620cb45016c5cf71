//! To an identity provider and back.

use app::notice::Notice;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;
use services::Error;

use crate::doorway::Doorway;
use crate::entry::{go_on, with, without};
use crate::oidc::Provider;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::visit::Visit;
use crate::{cookies, csrf, redirect};

/// As long as the way there and back may take.
const FLOW_SECONDS: i64 = 15 * 60;
const LONGEST_CODE: usize = 4096;

#[derive(Deserialize)]
pub struct Wanted {
    next: Option<String>,
    /// Somebody who is signed in shows once more who they are.
    ulang: Option<String>,
}

/// What a provider sends somebody back with.
#[derive(Deserialize)]
pub struct Answer {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

/// `GET /masuk/{provider}?next=&ulang=`. Only from a page of ours, or typed: a link of another site leads to the sign-in page, so
/// that nobody is signed in without having asked for it.
pub async fn leave(
    State(server): State<Server>,
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let provider = server.providers.get(&id).ok_or(Refusal::NotFound)?;
    let next = wanted.next.as_deref().and_then(redirect::local);
    let once_more = wanted.ulang.is_some();
    if visit.actor().is_some() && !once_more {
        return Ok(redirect::to(next.unwrap_or("/beranda")));
    }
    if !csrf::from_here(&headers, server.settings.origin.as_ref()) {
        return Ok(redirect::sign_in(next, Notice::PleaseSignIn));
    }
    let flow =
        server.services.begin_flow(&id, cookies::get(&headers, cookies::FLOW, server.settings.secure), next).await?;
    let address = provider
        .authorise(&flow, (&back(&server, provider), visit.lang.code()), once_more, server.services.now())
        .await;
    match address {
        Ok(address) => with(redirect::to(&address), &server, cookies::FLOW, &flow.browser, Some(FLOW_SECONDS)),
        Err(fault) => Ok(failed(&server, &id, &fault)),
    }
}

/// `GET /masuk/{provider}/kembali?code=&state=`
pub async fn come_back(
    State(server): State<Server>,
    visit: Visit,
    Path(id): Path<String>,
    Doorway(door): Doorway,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Outcome {
    let provider = server.providers.get(&id).ok_or(Refusal::NotFound)?;
    let browser = cookies::get(&headers, cookies::FLOW, server.settings.secure).unwrap_or_default();
    let flow = server.services.end_flow(&id, answer.state.as_deref().unwrap_or_default(), browser).await?;
    let Some(flow) = flow else {
        return Ok(failed(&server, &id, &"it did not begin in this browser, ended before, or took too long"));
    };
    // RFC 9207: the answer of one provider does not pass for that of another.
    if answer.iss.as_deref().is_some_and(|iss| iss != provider.settings.issuer.as_str()) {
        server.services.note_refused_answer(&id, "issuer").await?;
        return Ok(failed(&server, &id, &"the answer is of another issuer"));
    }
    let code = answer.code.as_deref().filter(|code| code.len() <= LONGEST_CODE && answer.error.is_none());
    let Some(code) = code else {
        server.services.note_refused_answer(&id, "no-code").await?;
        return Ok(failed(&server, &id, &"the provider refused"));
    };
    let identity = match provider.identify(&flow, code, &back(&server, provider), server.services.now()).await {
        Ok(identity) => identity,
        Err(fault) => {
            server.services.note_refused_answer(&id, fault.code()).await?;
            return Ok(failed(&server, &id, &fault));
        }
    };
    let next = flow.next.as_deref();
    let response = match visit.reading(&server).sign_in_with_identity(identity, next, &door).await {
        Ok(Some(outcome)) => go_on(&server, &outcome, next)?,
        Ok(None) => {
            server.metrics.sign_in("waiting");
            redirect::to("/masuk/menunggu")
        }
        Err(Error::Blocked) => {
            server.metrics.sign_in("blocked");
            redirect::with_notice("/masuk", Notice::Blocked)
        }
        Err(other) => return Err(other.into()),
    };
    Ok(without(response, &server, cookies::FLOW))
}

/// Why is for the log; whoever signs in learns that nothing has changed.
fn failed(server: &Server, provider: &str, why: &dyn std::fmt::Display) -> axum::response::Response {
    server.metrics.sign_in("provider-failed");
    tracing::warn!(provider, %why, "signing in with a provider did not work");
    redirect::with_notice("/masuk", Notice::ProviderFailed)
}

fn back(server: &Server, provider: &Provider) -> String {
    format!("{}/masuk/{}/kembali", server.settings.base(), provider.settings.id)
}
