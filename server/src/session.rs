//! Who is signed in, for handlers.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use services::Actor;

use crate::refusal::Refusal;
use crate::server::Server;
use crate::visit::Visit;

/// The person who is signed in. The route asks for a session, so there is one.
pub struct Signed(pub Arc<Actor>);

impl FromRequestParts<Server> for Signed {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Self::Rejection> {
        let actor = parts.extensions.get::<Visit>().and_then(|visit| visit.actor.clone());
        actor.map(Self).ok_or(Refusal::SignIn)
    }
}

impl FromRequestParts<Server> for Visit {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Self::Rejection> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Refusal::Internal("a page outside the pipeline".to_owned()))
    }
}
