//! Learning paths.

use axum::extract::{Path, State};

use crate::refusal::Outcome;
use crate::server::Server;
use crate::visit::Visit;

/// `GET /jalur`
pub async fn list(State(server): State<Server>, visit: Visit) -> Outcome {
    let paths = visit.reading(&server).paths(visit.actor()).await?;
    Ok(visit.page(|frame| app::pages::paths(frame, &paths)))
}

/// `GET /jalur/{path}`
pub async fn show(State(server): State<Server>, visit: Visit, Path(path): Path<String>) -> Outcome {
    let view = visit.reading(&server).path(visit.actor(), &path).await?;
    Ok(visit.page(|frame| app::pages::path(frame, &view)))
}
