//! What is noted about somebody for the index.

use app::notice::Notice;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use services::{Error, FactForm};

use crate::fields::Fields;
use crate::pages::id;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `POST /karier/{person}/fakta`
pub async fn note(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(person): Path<String>,
    fields: Fields,
) -> Outcome {
    let person = id(&person)?;
    let get = |name: &str| fields.get(name).to_owned();
    let form = FactForm { fact: get("fact"), from: get("from"), source: get("source") };
    match server.services.note_career_fact(&actor, person, &form).await {
        Ok(()) => Ok(redirect::with_notice(&format!("/karier/{person}"), Notice::CareerFactNoted)),
        Err(Error::Invalid(errors)) => {
            let view = visit.reading(&server).career(&actor, person, None).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::career(frame, &view, &form, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}
