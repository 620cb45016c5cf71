//! Whose an identity is: an administrator decides.

use app::notice::Notice;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::id::RecordId;
use services::Error;

use crate::fields::Fields;
use crate::pages::id;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `POST /admin/identitas/{request}/terima`
pub async fn accept(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(request): Path<String>,
    fields: Fields,
) -> Outcome {
    let request: RecordId = id(&request)?;
    match server.services.accept_identity(&actor, request, fields.get("person")).await {
        Ok(()) => Ok(redirect::with_notice("/admin/identitas", Notice::IdentityLinked)),
        Err(Error::Invalid(errors)) => {
            let view = server.services.identity_request(&actor, request, None).await?;
            let names = server.providers.names();
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::identity_request(frame, &view, &names, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/identitas/{request}/tolak`
pub async fn refuse(State(server): State<Server>, Signed(actor): Signed, Path(request): Path<String>) -> Outcome {
    server.services.refuse_identity(&actor, id(&request)?).await?;
    Ok(redirect::with_notice("/admin/identitas", Notice::IdentityRefused))
}
