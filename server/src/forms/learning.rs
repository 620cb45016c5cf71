//! Enrolling in a course, and reading its lessons.

use app::notice::Notice;
use axum::extract::{Path, State};

use crate::redirect::{self, escape};
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;

/// `POST /kursus/{course}/daftar`: on to where the course begins.
pub async fn enrol(State(server): State<Server>, Signed(actor): Signed, Path(course): Path<String>) -> Outcome {
    let item = server.services.enrol(&actor, &course).await?;
    Ok(redirect::to(&address(&course, item.as_deref())))
}

/// `POST /kursus/{course}/{lesson}/selesai`: on to what comes next.
pub async fn mark_read(
    State(server): State<Server>,
    Signed(actor): Signed,
    Path((course, lesson)): Path<(String, String)>,
) -> Outcome {
    let next = server.services.mark_read(&actor, &course, &lesson).await?;
    Ok(redirect::with_notice(&address(&course, next.as_deref()), Notice::LessonRead))
}

fn address(course: &str, item: Option<&str>) -> String {
    let course = format!("/kursus/{}", escape(course));
    item.map_or_else(|| course.clone(), |item| format!("{course}/{}", escape(item)))
}
