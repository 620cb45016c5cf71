//! Profiles, and the evidence behind a competency.

use axum::extract::{Path, Query, State};
use domain::id::CompetencyId;
use serde::Deserialize;

use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Target {
    /// The code of a position to compare with.
    #[serde(default)]
    sasaran: String,
}

/// `GET /profil?sasaran=`
pub async fn own(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(target): Query<Target>,
) -> Outcome {
    let view = visit.reading(&server).profile_against(&actor, actor.person, &target.sasaran).await?;
    Ok(visit.page(|frame| app::pages::profile(frame, &view)))
}

/// `GET /profil/{person}?sasaran=`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(person): Path<String>,
    Query(target): Query<Target>,
) -> Outcome {
    let view = visit.reading(&server).profile_against(&actor, id(&person)?, &target.sasaran).await?;
    Ok(visit.page(|frame| app::pages::profile(frame, &view)))
}

/// `GET /profil/{person}/bukti/{dictionary}/{competency}`
pub async fn evidence(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path((person, dictionary, competency)): Path<(String, String, String)>,
) -> Outcome {
    let competency = CompetencyId::new(format!("{dictionary}/{competency}"));
    let view = visit.reading(&server).evidence(&actor, id(&person)?, &competency).await?;
    Ok(visit.page(|frame| app::pages::evidence(frame, &view)))
}
