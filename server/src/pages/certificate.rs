//! Certificates, and their public verification.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use services::Services;

use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    nomor: String,
}

/// `GET /sertifikat/{number}`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(number): Path<String>,
) -> Outcome {
    let view = server.services.certificate(&actor, &number).await?;
    Ok(visit.page(|frame| app::pages::certificate(frame, &view, &server.settings.issuer)))
}

/// `GET /verifikasi?nomor=`: with a number on to its page.
pub async fn ask(visit: Visit, Query(wanted): Query<Wanted>) -> Outcome {
    let number: String = wanted.nomor.trim().chars().take(60).collect();
    if number.is_empty() {
        return Ok(visit.page(app::pages::verify_form));
    }
    Ok(redirect::to(&format!("/verifikasi/{}", redirect::escape(&number))))
}

#[derive(Deserialize)]
pub struct Printed {
    /// The fingerprint of a sheet, as it is printed or in its QR code.
    sidik: Option<String>,
}

/// `GET /verifikasi/{number}?sidik=`: the number of a certificate or of another sheet.
pub async fn verify(
    State(server): State<Server>,
    visit: Visit,
    Path(number): Path<String>,
    Query(printed): Query<Printed>,
) -> Outcome {
    if Services::is_sheet_number(&number) {
        let view = server.services.verify_sheet(&number, printed.sidik.as_deref()).await?;
        let status = if view.sheet.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
        return Ok(visit.page_with(status, |frame| app::pages::verify_sheet(frame, &view, &server.settings.issuer)));
    }
    let view = server.services.verify(&number).await?;
    let status = if view.certificate.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    Ok(visit.page_with(status, |frame| app::pages::verify(frame, &view, &server.settings.issuer)))
}
