//! The course files, for trainers.

use axum::extract::{Path, State};

use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /naskah`
pub async fn list(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = server.services.manuscripts(&actor).await?;
    Ok(visit.page(|frame| app::pages::manuscripts(frame, &view)))
}

/// `GET /naskah/{course}`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(course): Path<String>,
) -> Outcome {
    let view = server.services.manuscript(&actor, &course).await?;
    Ok(visit.page(|frame| app::pages::manuscript(frame, &view)))
}
