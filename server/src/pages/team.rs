//! The people of the units that somebody leads.

use axum::extract::{Query, State};
use serde::Deserialize;

use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Wanted {
    unit: Option<String>,
    hal: Option<String>,
}

/// `GET /tim?unit=&hal=`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let unit = wanted.unit.as_deref().filter(|unit| !unit.is_empty());
    let page = wanted.hal.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
    let view = server.services.team(&actor, unit, page).await?;
    Ok(visit.page(|frame| app::pages::team(frame, &view)))
}
