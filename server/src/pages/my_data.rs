//! My data.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use services::RequestForm;

use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /data-saya`
pub async fn show(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = server.services.my_data(&actor).await?;
    Ok(visit.page(|frame| app::pages::my_data(frame, &view, &RequestForm::default(), &[])))
}

/// `GET /data-saya/unduh`
pub async fn download(State(server): State<Server>, Signed(actor): Signed) -> Outcome {
    let file = server.services.my_data_file(&actor).await?;
    let headers = [
        (CONTENT_TYPE, "application/json; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"data-saya.json\""),
    ];
    Ok((headers, file).into_response())
}
