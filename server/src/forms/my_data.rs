//! Asking for a correction or for erasure.

use app::notice::Notice;
use axum::extract::State;
use axum::http::StatusCode;
use services::{Error, RequestForm};

use crate::fields::Fields;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `POST /data-saya/permintaan`
pub async fn ask(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let form = RequestForm {
        kind: fields.get("kind").to_owned(),
        text: fields.get("text").to_owned(),
        understood: fields.get("understood") == "yes",
    };
    match server.services.ask_about_data(&actor, &form).await {
        Ok(()) => Ok(redirect::with_notice("/data-saya", Notice::RequestSent)),
        Err(Error::Invalid(errors)) => {
            let view = server.services.my_data(&actor).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::my_data(frame, &view, &form, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}
