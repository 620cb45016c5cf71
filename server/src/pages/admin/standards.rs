//! What positions require.

use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde::Deserialize;
use services::StandardImport;

use crate::csv;
use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    jabatan: String,
}

/// `GET /admin/standar`
pub async fn list(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = server.services.standards(&actor).await?;
    Ok(visit.page(|frame| app::pages::standards(frame, &view, &StandardImport::default(), &[], &[])))
}

/// `GET /admin/standar/jabatan?jabatan=`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let view = server.services.standard_view(&actor, &wanted.jabatan).await?;
    Ok(visit.page(|frame| app::pages::standard(frame, &view, None, &[])))
}

/// `GET /admin/standar/usulan/{draft}`: what a change would do.
pub async fn draft(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(draft): Path<String>,
) -> Outcome {
    let view = server.services.standard_draft(&actor, id(&draft)?).await?;
    Ok(visit.page(|frame| app::pages::standard_draft(frame, &view, &[])))
}

/// `GET /admin/ekspor/standar.csv`: what an import reads.
pub async fn csv(State(server): State<Server>, Signed(actor): Signed) -> Outcome {
    let mut text = csv::line(["kode_jabatan", "kode_kompetensi", "tingkat"]);
    for row in server.services.standards_table(&actor).await? {
        text.push_str(&csv::line(row.iter().map(String::as_str)));
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"standar.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}
