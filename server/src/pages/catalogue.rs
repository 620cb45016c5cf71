//! The catalogue.

use axum::extract::{Query, State};
use domain::level::Level;
use serde::Deserialize;
use services::catalogue::CatalogueQuery;

use crate::refusal::Outcome;
use crate::server::Server;
use crate::visit::Visit;

/// As the form sends it: an empty field means "any".
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    kata: String,
    #[serde(default)]
    kompetensi: String,
    #[serde(default)]
    tingkat: String,
    #[serde(default)]
    jp: String,
}

impl From<Wanted> for CatalogueQuery {
    /// What is no number is no filter: a mistyped address still finds courses.
    fn from(wanted: Wanted) -> Self {
        Self {
            words: wanted.kata.trim().chars().take(100).collect(),
            competency: Some(wanted.kompetensi).filter(|id| !id.is_empty()),
            level: wanted.tingkat.parse::<u8>().ok().and_then(|level| Level::try_from(level).ok()),
            longest: wanted.jp.parse().ok(),
        }
    }
}

/// `GET /katalog?kata=&kompetensi=&tingkat=&jp=`
pub async fn show(State(server): State<Server>, visit: Visit, Query(wanted): Query<Wanted>) -> Outcome {
    let view = visit.reading(&server).catalogue(visit.actor(), wanted.into()).await?;
    Ok(visit.page(|frame| app::pages::catalogue(frame, &view)))
}
