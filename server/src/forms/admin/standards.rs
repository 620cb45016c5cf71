//! A change of standards: typed or uploaded, looked at, applied or discarded.

use app::notice::Notice;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::id::RecordId;
use services::{Error, StandardForm, StandardImport};

use crate::fields::Fields;
use crate::pages::id;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::upload::Upload;
use crate::visit::Visit;

/// Names of fields that hold a level begin with this.
const LEVEL: &str = "tingkat.";
/// More competencies than any dictionary has.
const MOST_LEVELS: usize = 500;

/// `POST /admin/standar/jabatan`: on to the preview.
pub async fn propose(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let levels = fields.iter().filter_map(|(name, value)| Some((name.strip_prefix(LEVEL)?, value)));
    let form = StandardForm {
        position: fields.get("jabatan").to_owned(),
        levels: levels.take(MOST_LEVELS).map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        from: fields.get("from").to_owned(),
        source: fields.get("source").to_owned(),
        checked: !fields.get("checked").is_empty(),
    };
    match server.services.propose_standard(&actor, &form).await {
        Ok(draft) => Ok(preview(draft)),
        Err(Error::Invalid(errors)) => {
            let view = server.services.standard_view(&actor, &form.position).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::standard(frame, &view, Some(&form), &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/standar/impor`: on to the preview.
pub async fn import(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    upload: Upload,
    fields: Fields,
) -> Outcome {
    let form = StandardImport {
        from: fields.get("from").to_owned(),
        source: fields.get("source").to_owned(),
        checked: !fields.get("checked").is_empty(),
        headings: ["standar.jabatan", "standar.kompetensi", "standar.tingkat"]
            .map(|name| fields.get(name).chars().take(100).collect()),
    };
    let (errors, problems) = match server.services.import_standards(&actor, &form, &upload.name, upload.content).await {
        Ok(draft) => return Ok(preview(draft)),
        Err(Error::Invalid(errors)) => (errors, Vec::new()),
        Err(Error::Standards(problems)) => (Vec::new(), problems),
        Err(other) => return Err(other.into()),
    };
    let view = server.services.standards(&actor).await?;
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(visit.page_with(status, |frame| app::pages::standards(frame, &view, &form, &errors, &problems)))
}

fn preview(draft: RecordId) -> axum::response::Response {
    redirect::to(&format!("/admin/standar/usulan/{draft}"))
}

/// `POST /admin/standar/usulan/{draft}/terapkan`
pub async fn apply(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(draft): Path<String>,
) -> Outcome {
    let draft = id(&draft)?;
    match server.services.apply_standard(&actor, draft).await {
        Ok(()) => Ok(redirect::with_notice("/admin/standar", Notice::StandardApplied)),
        // Somebody set something newer since.
        Err(Error::Invalid(errors)) => {
            let view = server.services.standard_draft(&actor, draft).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::standard_draft(frame, &view, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/standar/usulan/{draft}/batal`
pub async fn discard(State(server): State<Server>, Signed(actor): Signed, Path(draft): Path<String>) -> Outcome {
    server.services.discard_standard(&actor, id(&draft)?).await?;
    Ok(redirect::with_notice("/admin/standar", Notice::StandardDiscarded))
}
