//! The page for signing in.

use app::pages::SignInForm;
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::visit::Visit;

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
    let form = SignInForm {
        username: String::new(),
        next: next.map(ToOwned::to_owned),
        error: None,
        demo: server.settings.demo,
    };
    Ok(visit.page(|frame| app::pages::sign_in(frame, &form)))
}
