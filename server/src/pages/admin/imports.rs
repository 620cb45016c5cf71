//! Lists of people in and out.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use futures::stream;
use services::export::{Place, csv_lines, headings};

use crate::pages::id;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /admin/impor`
pub async fn list(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = server.services.imports(&actor).await?;
    Ok(visit.page(|frame| app::pages::imports(frame, &view, &[])))
}

/// `GET /admin/impor/{upload}`: the dry run.
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(upload): Path<String>,
) -> Outcome {
    let view = server.services.import_view(&actor, id(&upload)?).await?;
    Ok(visit.page(|frame| app::pages::import_list(frame, &view, None, &[])))
}

/// `GET /admin/ekspor/orang.csv`: written as it is read, however large the city is.
pub async fn csv(State(server): State<Server>, Signed(actor): Signed) -> Outcome {
    server.services.begin_export(&actor, "csv").await?;
    let services = server.services.clone();
    let rest = stream::try_unfold(Some(Place::Units), move |place| {
        let services = services.clone();
        async move {
            let Some(place) = place else { return Ok::<_, services::Error>(None) };
            let (rows, next) = services.export_rows(place).await?;
            Ok(Some((csv_lines(&rows)?, next)))
        }
    });
    let first = stream::iter([Ok(headings().into_bytes())]);
    let body = Body::from_stream(futures::StreamExt::chain(first, rest));
    Ok(file("text/csv; charset=utf-8", "orang.csv", body))
}

/// `GET /admin/ekspor/orang.xlsx`
pub async fn xlsx(State(server): State<Server>, Signed(actor): Signed) -> Outcome {
    if !server.services.begin_export(&actor, "xlsx").await? {
        return Err(Refusal::TooLarge);
    }
    let (bytes, _) = server.services.export_xlsx().await?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(media_type, "orang.xlsx", Body::from(bytes)))
}

fn file(media_type: &'static str, name: &str, body: Body) -> axum::response::Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    (
        [
            (CONTENT_TYPE, media_type.to_owned()),
            (CONTENT_DISPOSITION, disposition),
            (CACHE_CONTROL, "no-store".to_owned()),
        ],
        body,
    )
        .into_response()
}
