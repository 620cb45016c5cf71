//! Training outside Ampera, and the learning hours of a year.

use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde::Deserialize;
use services::TrainingForm;

use crate::pages::id;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// What somebody uploaded runs nothing and loads nothing, whatever a browser takes it for.
const UPLOADED: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");
const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-store");

#[derive(Deserialize)]
pub struct Year {
    tahun: Option<String>,
}

/// `GET /jp?tahun=`
pub async fn hours(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(year): Query<Year>,
) -> Outcome {
    let year = match year.tahun.as_deref() {
        None | Some("") => None,
        Some(year) => Some(year.parse().map_err(|_| Refusal::NotFound)?),
    };
    let view = visit.reading(&server).hours_ledger(&actor, year).await?;
    Ok(visit.page(|frame| app::pages::hours_ledger(frame, &view)))
}

/// `GET /pelatihan-luar`
pub async fn list(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = server.services.trainings(&actor).await?;
    Ok(visit.page(|frame| app::pages::trainings(frame, &view, &TrainingForm::default(), &[])))
}

/// `GET /pelatihan-luar/{training}`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(training): Path<String>,
) -> Outcome {
    let view = server.services.training(&actor, id(&training)?).await?;
    Ok(visit.page(|frame| app::pages::training(frame, &view, None, false, &[])))
}

/// `GET /pelatihan-luar/{training}/dokumen`: always to be saved, never to be shown inside.
pub async fn document(State(server): State<Server>, Signed(actor): Signed, Path(training): Path<String>) -> Outcome {
    let document = server.services.training_document(&actor, id(&training)?).await?;
    let value = |text: &str| HeaderValue::from_str(text).map_err(|error| Refusal::Internal(error.to_string()));
    let headers = [
        (CONTENT_TYPE, value(&document.media_type)?),
        (CONTENT_DISPOSITION, value(&format!("attachment; filename=\"{}\"", document.file_name))?),
        (CONTENT_SECURITY_POLICY, UPLOADED),
        (CACHE_CONTROL, PRIVATE),
    ];
    Ok((headers, document.content).into_response())
}

/// `GET /admin/pelatihan-luar`
pub async fn queue(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = server.services.trainings_to_verify(&actor).await?;
    Ok(visit.page(|frame| app::pages::trainings_to_verify(frame, &view)))
}

/// `GET /admin/pelatihan-luar/{training}`
pub async fn review(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(training): Path<String>,
) -> Outcome {
    let view = server.services.training_to_verify(&actor, id(&training)?).await?;
    Ok(visit.page(|frame| app::pages::training_to_verify(frame, &view, "", &[])))
}
