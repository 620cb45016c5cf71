//! Identities that wait, for administrators.

use axum::extract::{Path, Query, State};
use serde::Deserialize;

use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Wanted {
    kata: Option<String>,
}

/// `GET /admin/identitas`
pub async fn list(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let waiting = server.services.identity_requests(&actor).await?;
    let names = server.providers.names();
    Ok(visit.page(|frame| app::pages::identity_requests(frame, &waiting, &names)))
}

/// `GET /admin/identitas/{request}?kata=`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(request): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let view = server.services.identity_request(&actor, id(&request)?, wanted.kata.as_deref()).await?;
    let names = server.providers.names();
    Ok(visit.page(|frame| app::pages::identity_request(frame, &view, &names, &[])))
}
