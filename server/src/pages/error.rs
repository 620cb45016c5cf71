//! What went wrong, with the id under which the log has it.

use app::pages::ErrorPage;
use axum::http::StatusCode;
use axum::response::Response;

use crate::visit::Visit;

pub fn show(visit: &Visit, status: StatusCode) -> Response {
    let view = ErrorPage { status: status.as_u16(), request_id: visit.names.request_id.clone() };
    visit.page_with(status, |frame| app::pages::error_page(frame, &view))
}
