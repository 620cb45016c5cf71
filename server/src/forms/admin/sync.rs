//! Units switched on and off, messages sent again, pauses ended.

use app::notice::Notice;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::delivery::Destination;
use services::{Error, SyncQuery};

use crate::fields::Fields;
use crate::pages::id;
use crate::redirect;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

const HOME: &str = "/admin/sinkronisasi";

/// `POST /admin/sinkronisasi/unit`
pub async fn switch_on(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    match server.services.switch_unit_on(&actor, fields.get("unit")).await {
        Ok(()) => Ok(redirect::with_notice(HOME, Notice::SyncUnitOn)),
        Err(Error::Invalid(errors)) => {
            let known = server.sync.destinations();
            let view = server.services.sync_view(&actor, &known, SyncQuery::default(), 1).await?;
            let page = |frame: &_| app::pages::sync(frame, &view, &errors);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/sinkronisasi/unit/{unit}/matikan`
pub async fn switch_off(State(server): State<Server>, Signed(actor): Signed, Path(unit): Path<String>) -> Outcome {
    server.services.switch_unit_off(&actor, id(&unit)?).await?;
    Ok(redirect::with_notice(HOME, Notice::SyncUnitOff))
}

/// `POST /admin/sinkronisasi/{destination}/ulang`: one message, or all that were refused for a reason.
pub async fn again(
    State(server): State<Server>,
    Signed(actor): Signed,
    Path(to): Path<String>,
    fields: Fields,
) -> Outcome {
    let to = destination(&to)?;
    match fields.find("message") {
        Some(message) => server.services.deliver_again(&actor, to, id(message)?).await?,
        None => server.services.deliver_all_again(&actor, to, fields.get("reason")).await.map(drop)?,
    }
    Ok(redirect::with_notice(HOME, Notice::SyncAgain))
}

/// `POST /admin/sinkronisasi/{destination}/coba`
pub async fn resume(State(server): State<Server>, Signed(actor): Signed, Path(to): Path<String>) -> Outcome {
    server.services.resume_destination(&actor, destination(&to)?).await?;
    Ok(redirect::with_notice(HOME, Notice::SyncAgain))
}

fn destination(code: &str) -> Result<Destination, Refusal> {
    Destination::from_code(code).ok_or(Refusal::NotFound)
}
