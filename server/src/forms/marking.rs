//! Marking a free answer.

use app::notice::Notice;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::id::QuestionId;
use services::{Error, MarkForm};

use crate::fields::Fields;
use crate::pages::id;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// More criteria than any rubric has.
const MOST_CRITERIA: usize = 50;

/// `POST /penilaian/{attempt}/{question}`
pub async fn submit(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path((attempt, question)): Path<(String, String)>,
    fields: Fields,
) -> Outcome {
    let (attempt, question) = (id(&attempt)?, QuestionId::new(question));
    let form = MarkForm { points: fields.numbered("points", MOST_CRITERIA), comment: fields.get("comment").to_owned() };
    match server.services.mark(&actor, attempt, &question, &form).await {
        Ok(_) => Ok(redirect::with_notice("/penilaian", Notice::Marked)),
        Err(Error::Invalid(errors)) => {
            let view = visit.reading(&server).mark_view(&actor, attempt, &question).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::mark(frame, &view, &form, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}
