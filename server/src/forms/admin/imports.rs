//! A list on its way in: uploaded, its columns chosen, applied or discarded.

use app::notice::Notice;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use services::Error;
use services::import::ImportForm;

use crate::fields::Fields;
use crate::pages::id;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::upload::Upload;
use crate::visit::Visit;

/// More columns than are read.
const MOST_COLUMNS: usize = 60;

/// `POST /admin/impor`: on to the dry run.
pub async fn upload(State(server): State<Server>, visit: Visit, Signed(actor): Signed, upload: Upload) -> Outcome {
    match server.services.upload_list(&actor, &upload.name, upload.content).await {
        Ok(list) => Ok(redirect::to(&format!("/admin/impor/{list}"))),
        Err(Error::Invalid(errors)) => {
            let view = server.services.imports(&actor).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::imports(frame, &view, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/impor/{upload}/kolom`: the dry run again.
pub async fn columns(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(upload): Path<String>,
    fields: Fields,
) -> Outcome {
    let list = id(&upload)?;
    let form = ImportForm {
        columns: fields.numbered("kolom", MOST_COLUMNS),
        from: fields.get("from").to_owned(),
        whole: !fields.get("whole").is_empty(),
    };
    match server.services.choose_columns(&actor, list, &form).await {
        Ok(()) => Ok(redirect::to(&format!("/admin/impor/{list}"))),
        Err(Error::Invalid(errors)) => {
            let view = server.services.import_view(&actor, list).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let from = Some(form.from.as_str());
            Ok(visit.page_with(status, |frame| app::pages::import_list(frame, &view, from, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/impor/{upload}/terapkan`
pub async fn apply(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(upload): Path<String>,
) -> Outcome {
    let list = id(&upload)?;
    match server.services.apply_list(&actor, list).await {
        Ok(_) => Ok(redirect::with_notice("/admin/impor", Notice::ListApplied)),
        Err(Error::Rejected(_)) => {
            // The page has no button for that any more, and says why.
            let view = server.services.import_view(&actor, list).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::import_list(frame, &view, None, &[])))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/impor/{upload}/batal`
pub async fn discard(State(server): State<Server>, Signed(actor): Signed, Path(upload): Path<String>) -> Outcome {
    server.services.discard_list(&actor, id(&upload)?).await?;
    Ok(redirect::with_notice("/admin/impor", Notice::ListDiscarded))
}
