//! Free answers that wait for a marker.

use axum::extract::{Path, State};
use domain::id::QuestionId;
use services::MarkForm;

use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /penilaian`
pub async fn list(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let waiting = visit.reading(&server).unmarked(&actor).await?;
    Ok(visit.page(|frame| app::pages::unmarked(frame, &waiting)))
}

/// `GET /penilaian/{attempt}/{question}`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path((attempt, question)): Path<(String, String)>,
) -> Outcome {
    let view = visit.reading(&server).mark_view(&actor, id(&attempt)?, &QuestionId::new(question)).await?;
    Ok(visit.page(|frame| app::pages::mark(frame, &view, &MarkForm::default(), &[])))
}
