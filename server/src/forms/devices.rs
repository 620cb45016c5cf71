//! Signing out other devices.

use app::notice::Notice;
use axum::extract::{Path, State};

use crate::entry::signed_out;
use crate::pages::id;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;

/// `POST /perangkat/{session}/cabut`: ending this very session signs out.
pub async fn revoke(State(server): State<Server>, Signed(actor): Signed, Path(session): Path<String>) -> Outcome {
    let session = id(&session)?;
    server.services.revoke_device(&actor, session).await?;
    if session != actor.session {
        return Ok(redirect::with_notice("/perangkat", Notice::DeviceRevoked));
    }
    Ok(signed_out(redirect::with_notice("/", Notice::SignedOut), &server))
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
    Ok(signed_out(response, &server))
}
