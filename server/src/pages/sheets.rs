//! Sheets as PDF, and those of a whole unit.

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, REFRESH};
use axum::response::IntoResponse;
use futures::stream;
use serde::Deserialize;
use services::{Letterhead, SheetFile};

use crate::pages::id;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-store");
/// So often the page of a running job is loaded again, by itself.
const AGAIN: HeaderValue = HeaderValue::from_static("3");

/// What every sheet has from the configuration.
pub fn letterhead(server: &Server) -> Letterhead {
    Letterhead { issuer: server.settings.issuer.clone(), base: server.settings.base().to_owned() }
}

/// `GET /sertifikat/{number}/unduh.pdf`
pub async fn certificate(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(number): Path<String>,
) -> Outcome {
    let made = visit.reading(&server).certificate_pdf(&actor, &number, &letterhead(&server)).await?;
    pdf(made)
}

/// `GET /profil/transkrip.pdf`
pub async fn own_transcript(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let made = visit.reading(&server).transcript_pdf(&actor, actor.person, &letterhead(&server)).await?;
    pdf(made)
}

/// `GET /profil/{person}/transkrip.pdf`
pub async fn transcript(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(person): Path<String>,
) -> Outcome {
    let made = visit.reading(&server).transcript_pdf(&actor, id(&person)?, &letterhead(&server)).await?;
    pdf(made)
}

/// `GET /evaluasi/{evaluation}/lembar.pdf`
pub async fn evidence(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(evaluation): Path<String>,
) -> Outcome {
    let made = visit.reading(&server).evidence_pdf(&actor, id(&evaluation)?, &letterhead(&server)).await?;
    pdf(made)
}

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    siklus: String,
    #[serde(default)]
    unit: String,
}

/// `GET /lembar?siklus=&unit=`
pub async fn unit(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let view = server.services.unit_sheets(&actor, &wanted.siklus, &wanted.unit).await?;
    Ok(visit.page(|frame| app::pages::unit_sheets(frame, &view)))
}

#[derive(Deserialize)]
pub struct Quiet {
    /// The page is not to be loaded again by itself.
    diam: Option<String>,
}

/// `GET /lembar/{batch}?diam=`
pub async fn batch(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(batch): Path<String>,
    Query(quiet): Query<Quiet>,
) -> Outcome {
    let view = server.services.batch(&actor, id(&batch)?).await?;
    let by_itself = view.row.finished_at.is_none() && quiet.diam.is_none();
    let mut page = visit.page(|frame| app::pages::sheet_batch(frame, &view, by_itself));
    if by_itself {
        page.headers_mut().insert(REFRESH, AGAIN);
    }
    Ok(page)
}

/// `GET /lembar/{batch}/unduh.zip`: written as it is read, however large the unit is.
pub async fn archive(State(server): State<Server>, Signed(actor): Signed, Path(batch): Path<String>) -> Outcome {
    let archive = server.services.sheet_archive(&actor, id(&batch)?).await?;
    let name = archive.name.clone();
    let pieces = stream::try_unfold(archive, |mut archive| async move {
        Ok::<_, services::Error>(archive.next().await?.map(|piece| (Bytes::from(piece), archive)))
    });
    file("application/zip", &name, Body::from_stream(pieces))
}

fn pdf(made: SheetFile) -> Outcome {
    file("application/pdf", &made.name, Body::from(made.content))
}

fn file(media_type: &'static str, name: &str, body: Body) -> Outcome {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .map_err(|error| Refusal::Internal(error.to_string()))?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, PRIVATE),
    ];
    Ok((headers, body).into_response())
}
