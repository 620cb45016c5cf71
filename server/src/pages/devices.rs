//! My devices.

use axum::extract::State;

use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /perangkat`
pub async fn show(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let devices = server.services.devices(&actor).await?;
    Ok(visit.page(|frame| app::pages::devices(frame, &devices)))
}
