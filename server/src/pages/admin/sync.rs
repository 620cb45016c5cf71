//! What other systems are told, and the dry run.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use domain::delivery::{DeliveryState, Destination};
use serde::Deserialize;
use services::{CompareView, Error, SyncQuery};

use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::sync::compare as compare_with;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    tujuan: String,
    #[serde(default)]
    keadaan: String,
    #[serde(default)]
    unit: String,
    hal: Option<String>,
}

impl Wanted {
    fn page(&self) -> u32 {
        self.hal.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1).max(1)
    }
}

/// `GET /admin/sinkronisasi?tujuan=&keadaan=&hal=`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let query =
        SyncQuery { to: Destination::from_code(&wanted.tujuan), state: DeliveryState::from_code(&wanted.keadaan) };
    let view = server.services.sync_view(&actor, &server.sync.destinations(), query, wanted.page()).await?;
    Ok(visit.page(|frame| app::pages::sync(frame, &view, &[])))
}

/// `GET /admin/sinkronisasi/uji?tujuan=&unit=&hal=`
pub async fn compare(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let configured = server.sync.destinations();
    let to = Destination::from_code(&wanted.tujuan).or(configured.first().copied()).unwrap_or(Destination::Siasn);
    let found = server.services.courses_to_compare(&actor, to, &wanted.unit, wanted.page()).await;
    match found {
        Ok((items, view)) => {
            // A system that is not named cannot be asked.
            let items = if configured.contains(&to) { items } else { Vec::new() };
            let view = CompareView { rows: compare_with(&server, to, items).await, ..view };
            Ok(visit.page(|frame| app::pages::sync_compare(frame, &view, &configured, &[])))
        }
        Err(Error::Invalid(errors)) => {
            let (_, view) = server.services.courses_to_compare(&actor, to, "", 1).await?;
            let page = |frame: &_| app::pages::sync_compare(frame, &view, &configured, &errors);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(other) => Err(other.into()),
    }
}
