//! A course, and its lessons and quizzes.

use axum::extract::{Path, State};
use services::course::ItemView;

use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /kursus/{course}`
pub async fn show(State(server): State<Server>, visit: Visit, Path(course): Path<String>) -> Outcome {
    let view = visit.reading(&server).course(visit.actor(), &course).await?;
    Ok(visit.page(|frame| app::pages::course(frame, &view)))
}

/// `GET /kursus/{course}/{item}`: a lesson, or the page before a quiz.
pub async fn item(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path((course, item)): Path<(String, String)>,
) -> Outcome {
    Ok(match visit.reading(&server).course_item(&actor, &course, &item).await? {
        ItemView::Lesson(view) => visit.page(|frame| app::pages::lesson(frame, &view)),
        ItemView::Quiz(view) => visit.page(|frame| app::pages::quiz_start(frame, &view)),
    })
}
