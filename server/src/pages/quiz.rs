//! An attempt: running, or its result.

use axum::extract::{Path, Query, State};
use serde::Deserialize;
use services::quiz::AttemptView;

use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// A hint that is asked for: of which question, and how many.
#[derive(Deserialize)]
pub struct Hint {
    petunjuk: Option<String>,
    n: Option<String>,
}

/// `GET /kuis/{attempt}?petunjuk=&n=`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(attempt): Path<String>,
    Query(hint): Query<Hint>,
) -> Outcome {
    let count = hint.n.as_deref().and_then(|count| count.parse().ok()).unwrap_or(1);
    let hints = hint.petunjuk.map(|question| (question, count));
    Ok(match visit.reading(&server).attempt(&actor, id(&attempt)?, hints).await? {
        AttemptView::Running(view) => visit.page(|frame| app::pages::quiz_running(frame, &view)),
        AttemptView::Finished(view) => visit.page(|frame| app::pages::quiz_result(frame, &view)),
    })
}
