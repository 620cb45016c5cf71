//! The learner's home.

use axum::extract::State;

use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /beranda`
pub async fn show(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = visit.reading(&server).home(&actor).await?;
    Ok(visit.page(|frame| app::pages::home(frame, &view)))
}
