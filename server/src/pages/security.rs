//! How I sign in.

use app::pages::{FormOf, Showing};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use services::{Actor, FieldError};

use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /keamanan`
pub async fn show(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    page(&server, &visit, &actor, StatusCode::OK, None).await
}

/// The page, also after a form that did not pass.
pub async fn page(
    server: &Server,
    visit: &Visit,
    actor: &Actor,
    status: StatusCode,
    wrong: Option<(FormOf, &[FieldError])>,
) -> Result<Response, Refusal> {
    let view = server.services.security(actor).await?;
    let names = server.providers.names();
    let showing = Showing { due: visit.second_factor_due, wrong };
    Ok(visit.page_with(status, |frame| app::pages::security(frame, &view, &names, showing)))
}
