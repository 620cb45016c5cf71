//! Asking for the sheets of a whole unit.

use axum::extract::State;

use crate::fields::Fields;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `POST /lembar`: the page of the job says how far it is. Asked twice, it is the same job.
pub async fn order(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let services = visit.reading(&server);
    let batch = services.order_sheets(&actor, fields.get("siklus"), fields.get("unit")).await?;
    Ok(redirect::to(&format!("/lembar/{batch}")))
}
