//! Signing out other devices.

use app::frame::Notice;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;

use crate::entry::without;
use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::{cookies, redirect};

/// `POST /perangkat/{session}/cabut`: ending this very session signs out.
pub async fn revoke(State(server): State<Server>, Signed(actor): Signed, Path(session): Path<String>) -> Outcome {
    let session = id(&session)?;
    server.services.revoke_device(&actor, session).await?;
    if session != actor.session {
        return Ok(redirect::with_notice("/perangkat", Notice::DeviceRevoked));
    }
    let mut response = redirect::with_notice("/", Notice::SignedOut);
    if let Some(cookie) = cookies::remove(cookies::SESSION, server.settings.secure) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// `POST /perangkat/cabut-lainnya`
pub async fn revoke_others(State(server): State<Server>, Signed(actor): Signed) -> Outcome {
    server.services.revoke_other_devices(&actor).await?;
    Ok(redirect::with_notice("/perangkat", Notice::DevicesRevoked))
}

/// `POST /perangkat/cabut-semua`: this session ends, too.
pub async fn revoke_all(State(server): State<Server>, Signed(actor): Signed) -> Outcome {
    server.services.revoke_all_devices(&actor).await?;
    let response = redirect::with_notice("/", Notice::SignedOutEverywhere);
    Ok(without(response, &server, cookies::SESSION))
}
