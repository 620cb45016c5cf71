//! The public front page.

use app::pages::FrontView;
use axum::extract::State;
use services::catalogue::CatalogueQuery;

use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::visit::Visit;

/// `GET /`: who is signed in goes on to their home.
pub async fn show(State(server): State<Server>, visit: Visit) -> Outcome {
    if visit.actor().is_some() {
        return Ok(redirect::to("/beranda"));
    }
    let catalogue = visit.reading(&server).catalogue(None, CatalogueQuery::default()).await?;
    let view = FrontView { courses: catalogue.courses };
    Ok(visit.page(|frame| app::pages::front(frame, &view)))
}
