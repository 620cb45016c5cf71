//! What administrators look after and auditors look at: roles, service clients, requests about personal data.

use axum::extract::{Path, Query, State};
use serde::Deserialize;
use services::{ClientForm, GrantForm};

use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Search {
    #[serde(default)]
    cari: String,
}

/// `GET /admin/peran?cari=`
pub async fn roles(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(search): Query<Search>,
) -> Outcome {
    let view = server.services.roles(&actor, &search.cari).await?;
    Ok(visit.page(|frame| app::pages::roles(frame, &view, &GrantForm::default(), &[])))
}

/// `GET /admin/klien`
pub async fn clients(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = server.services.clients(&actor).await?;
    Ok(visit.page(|frame| app::pages::clients(frame, &view, &ClientForm::default(), &[], None)))
}

/// `GET /admin/permintaan`
pub async fn requests(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = server.services.requests(&actor).await?;
    Ok(visit.page(|frame| app::pages::requests(frame, &view)))
}

/// `GET /admin/permintaan/{request}`
pub async fn request(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(request): Path<String>,
) -> Outcome {
    let shown = Shown::load(&server, &actor, id(&request)?).await?;
    Ok(visit.page(|frame| app::pages::request(frame, &shown.request, shown.plan.as_ref(), shown.may_change, "", &[])))
}

/// A request with what its page needs besides.
pub struct Shown {
    pub request: services::RequestView,
    /// What erasing would do; for an open request for erasure, and administrators.
    pub plan: Option<services::ErasurePlan>,
    pub may_change: bool,
}

impl Shown {
    pub async fn load(server: &Server, actor: &services::Actor, id: domain::id::RequestId) -> services::Result<Self> {
        let request = server.services.request(actor, id).await?;
        let may_change = domain::policy::allows(actor.roles, domain::policy::Action::ManageRequests);
        let wants_plan = may_change && request.kind == "erasure" && request.answer.is_none();
        let plan = if wants_plan { Some(server.services.erasure_plan(actor, id).await?) } else { None };
        Ok(Self { request, plan, may_change })
    }
}
