//! Evaluations: one's own, the team's, and one of them.

use axum::extract::{Path, Query, State};
use serde::Deserialize;

use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /evaluasi`
pub async fn mine(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = server.services.my_evaluations(&actor).await?;
    Ok(visit.page(|frame| app::pages::my_evaluations(frame, &view)))
}

#[derive(Deserialize)]
pub struct Wanted {
    siklus: Option<String>,
    hal: Option<String>,
}

/// `GET /evaluasi/tim?siklus=&hal=`
pub async fn team(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let cycle = wanted.siklus.as_deref().filter(|cycle| !cycle.is_empty());
    let page = wanted.hal.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
    let view = server.services.evaluation_team(&actor, cycle, page).await?;
    Ok(visit.page(|frame| app::pages::evaluation_team(frame, &view)))
}

/// `GET /evaluasi/{evaluation}`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(evaluation): Path<String>,
) -> Outcome {
    let view = server.services.evaluation(&actor, id(&evaluation)?).await?;
    Ok(visit.page(|frame| app::pages::evaluation(frame, &view, None)))
}
