//! Cycles of evaluations: planned, opened, closed, reopened.

use app::notice::Notice;
use app::pages::ReopenForm;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::id::CycleId;
use services::{Actor, CycleForm, Error};

use crate::fields::Fields;
use crate::pages::id;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `POST /admin/evaluasi`
pub async fn create(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let get = |name: &str| fields.get(name).to_owned();
    let form = CycleForm {
        name: get("name"),
        kind: get("kind"),
        period_from: get("period_from"),
        period_to: get("period_to"),
        opens: get("opens"),
        closes: get("closes"),
    };
    match server.services.create_cycle(&actor, &form).await {
        Ok(cycle) => Ok(redirect::with_notice(&format!("/admin/evaluasi/{cycle}"), Notice::CyclePlanned)),
        Err(Error::Invalid(errors)) => {
            let view = server.services.cycles(&actor).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::cycles(frame, &view, &form, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/evaluasi/{cycle}/buka`
pub async fn open(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(cycle): Path<String>,
) -> Outcome {
    let cycle = id(&cycle)?;
    let done = server.services.open_cycle(&actor, cycle).await;
    answered(&server, &visit, (&actor, cycle), done, Notice::CycleOpened, ReopenForm::default()).await
}

/// `POST /admin/evaluasi/{cycle}/tutup`
pub async fn close(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(cycle): Path<String>,
) -> Outcome {
    let cycle = id(&cycle)?;
    let done = server.services.close_cycle(&actor, cycle).await;
    answered(&server, &visit, (&actor, cycle), done, Notice::CycleClosing, ReopenForm::default()).await
}

/// `POST /admin/evaluasi/{cycle}/buka-lagi`
pub async fn reopen(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(cycle): Path<String>,
    fields: Fields,
) -> Outcome {
    let cycle = id(&cycle)?;
    let form = ReopenForm { why: fields.get("why").to_owned(), closes: fields.get("closes").to_owned() };
    let done = server.services.reopen_cycle(&actor, cycle, &form.why, &form.closes).await;
    answered(&server, &visit, (&actor, cycle), done, Notice::CycleReopened, form).await
}

/// Back to the cycle; what did not pass is shown there with what was typed.
async fn answered(
    server: &Server,
    visit: &Visit,
    (actor, cycle): (&Actor, CycleId),
    done: services::Result<()>,
    notice: Notice,
    form: ReopenForm,
) -> Outcome {
    let (status, errors, refused) = match done {
        Ok(()) => return Ok(redirect::with_notice(&format!("/admin/evaluasi/{cycle}"), notice)),
        Err(Error::Invalid(errors)) => (StatusCode::UNPROCESSABLE_ENTITY, errors, None),
        Err(Error::Refused(refused)) => (StatusCode::CONFLICT, Vec::new(), Some(refused)),
        Err(other) => return Err(other.into()),
    };
    let view = server.services.cycle(actor, cycle).await?;
    Ok(visit.page_with(status, |frame| app::pages::cycle(frame, &view, &form, &errors, refused)))
}
