//! Profiles, and the evidence behind a competency.

use axum::extract::{Path, State};
use domain::id::CompetencyId;

use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /profil`
pub async fn own(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = visit.reading(&server).profile(&actor, actor.person).await?;
    Ok(visit.page(|frame| app::pages::profile(frame, &view)))
}

/// `GET /profil/{person}`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(person): Path<String>,
) -> Outcome {
    let view = visit.reading(&server).profile(&actor, id(&person)?).await?;
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
