//! From where somebody signs in, for handlers.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use services::Door;

use crate::listen::{Peer, client};
use crate::server::Server;
use crate::{cookies, device};

/// The client's address, its browser, and whether somebody has signed in there before.
pub struct Doorway(pub Door);

impl FromRequestParts<Server> for Doorway {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<Peer>().copied();
        let agent = parts.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
        let cookie = |name| cookies::get(&parts.headers, name, server.settings.secure).map(ToOwned::to_owned);
        Ok(Self(Door {
            address: client(peer, &parts.headers, server.settings.trusted_proxy),
            device: agent.map(device::name).unwrap_or_default(),
            known: cookie(cookies::KNOWN),
            session: cookie(cookies::SESSION),
        }))
    }
}
