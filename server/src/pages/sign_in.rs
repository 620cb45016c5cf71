//! The pages for signing in.

use app::notice::Notice;
use app::pages::{CodeForm, SignInForm, SignInProblem};
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;

use crate::refusal::Outcome;
use crate::server::Server;
use crate::visit::Visit;
use crate::{cookies, redirect};

#[derive(Deserialize)]
pub struct Wanted {
    next: Option<String>,
}

/// `GET /masuk?next=`
pub async fn show(State(server): State<Server>, visit: Visit, Query(wanted): Query<Wanted>) -> Outcome {
    let next = wanted.next.as_deref().and_then(redirect::local);
    if visit.actor().is_some() {
        return Ok(redirect::to(next.unwrap_or("/beranda")));
    }
    let form = form(&server, String::new(), next, None);
    Ok(visit.page(|frame| app::pages::sign_in(frame, &form)))
}

/// The form as this server can offer it.
pub fn form(server: &Server, username: String, next: Option<&str>, error: Option<SignInProblem>) -> SignInForm {
    SignInForm {
        username,
        next: next.map(ToOwned::to_owned),
        error,
        demo: server.settings.demo,
        providers: server.providers.names(),
        reset: server.settings.mail.is_some(),
    }
}

/// `GET /masuk/kode`
pub async fn code(State(server): State<Server>, visit: Visit, headers: HeaderMap) -> Outcome {
    let token = cookies::get(&headers, cookies::STEP, server.settings.secure).unwrap_or_default();
    if !server.services.is_step(token).await? {
        return Ok(redirect::with_notice("/masuk", Notice::StepOver));
    }
    Ok(visit.page(|frame| app::pages::sign_in_code(frame, &CodeForm::default())))
}

/// `GET /masuk/menunggu`
pub async fn waiting(visit: Visit) -> Outcome {
    Ok(visit.page(app::pages::sign_in_waiting))
}
