//! The second factor: set up, confirmed, switched off, and its recovery codes.

use app::frame::Notice;
use axum::extract::State;
use axum::http::StatusCode;
use services::{Actor, Error};

use crate::fields::Fields;
use crate::pages::security::page;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `POST /keamanan/mulai`
pub async fn begin(State(server): State<Server>, Signed(actor): Signed) -> Outcome {
    server.services.propose_second_factor(&actor).await?;
    Ok(redirect::to("/keamanan"))
}

/// `POST /keamanan/aktifkan`: answers with the recovery codes at once, since they are kept nowhere that a redirect could lead to.
pub async fn confirm(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let codes = server.services.confirm_second_factor(&actor, fields.get("code")).await;
    show_codes(&server, &visit, &actor, codes).await
}

/// `POST /keamanan/kode-pemulihan`: as [`confirm`].
pub async fn renew(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let codes = server.services.renew_recovery_codes(&actor, proof(&fields)).await;
    show_codes(&server, &visit, &actor, codes).await
}

async fn show_codes(server: &Server, visit: &Visit, actor: &Actor, codes: Result<Vec<String>, Error>) -> Outcome {
    match codes {
        Ok(codes) => Ok(visit.page(|frame| app::pages::recovery_codes(frame, &codes))),
        Err(Error::Invalid(errors)) => page(server, visit, actor, StatusCode::UNPROCESSABLE_ENTITY, &errors).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /keamanan/matikan`
pub async fn remove(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    match server.services.remove_second_factor(&actor, proof(&fields)).await {
        Ok(()) => Ok(redirect::with_notice("/keamanan", Notice::SecondFactorOff)),
        Err(Error::Invalid(errors)) => page(&server, &visit, &actor, StatusCode::UNPROCESSABLE_ENTITY, &errors).await,
        Err(other) => Err(other.into()),
    }
}

/// The password or, for those without one, a code. Two forms of the page ask for it, under names that differ.
fn proof(fields: &Fields) -> &str {
    ["password", "password-b", "code", "code-b"].into_iter().find_map(|name| fields.find(name)).unwrap_or_default()
}
