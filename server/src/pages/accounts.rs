//! Accounts, for administrators.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::id::PersonId;
use serde::Deserialize;
use services::{Actor, FieldError, InviteForm};

use crate::pages::id;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Wanted {
    kata: Option<String>,
    hal: Option<String>,
}

/// `GET /admin/akun?kata=&hal=`
pub async fn list(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let page = wanted.hal.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1);
    let view = server.services.accounts(&actor, wanted.kata.as_deref().unwrap_or_default(), page).await?;
    Ok(visit.page(|frame| app::pages::accounts(frame, &view)))
}

/// `GET /admin/akun/{person}`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(person): Path<String>,
) -> Outcome {
    page(&server, &visit, &actor, id(&person)?, (StatusCode::OK, &InviteForm::default(), &[])).await
}

/// The page, also after a form that did not pass.
pub async fn page(
    server: &Server,
    visit: &Visit,
    actor: &Actor,
    person: PersonId,
    (status, form, errors): (StatusCode, &InviteForm, &[FieldError]),
) -> Result<Response, Refusal> {
    let view = server.services.account(actor, person).await?;
    let mail = server.settings.mail.is_some();
    Ok(visit.page_with(status, |frame| app::pages::account(frame, &view, mail, form, errors)))
}
