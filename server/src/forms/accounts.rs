//! What administrators do with accounts.

use app::notice::Notice;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::id::PersonId;
use services::{Error, InviteForm};

use crate::fields::Fields;
use crate::pages::accounts::page;
use crate::pages::id;
use crate::redirect;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `POST /admin/akun/{person}/undang`
pub async fn invite(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(person): Path<String>,
    fields: Fields,
) -> Outcome {
    let person: PersonId = id(&person)?;
    if server.settings.mail.is_none() {
        return Err(Refusal::NotFound);
    }
    let form = InviteForm { address: fields.get("address").chars().take(300).collect() };
    // Letters to civil servants are in Indonesian; the page that they lead to is in the reader's language.
    match server.services.invite(&actor, person, &form, "id").await {
        Ok(()) => Ok(redirect::with_notice(&format!("/admin/akun/{person}"), Notice::Invited)),
        Err(Error::Invalid(errors)) => {
            page(&server, &visit, &actor, person, (StatusCode::UNPROCESSABLE_ENTITY, &form, &errors)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/akun/{person}/tutup`
pub async fn block(State(server): State<Server>, Signed(actor): Signed, Path(person): Path<String>) -> Outcome {
    let person: PersonId = id(&person)?;
    server.services.block_account(&actor, person).await?;
    Ok(redirect::with_notice(&format!("/admin/akun/{person}"), Notice::AccountBlocked))
}

/// `POST /admin/akun/{person}/buka`
pub async fn unblock(State(server): State<Server>, Signed(actor): Signed, Path(person): Path<String>) -> Outcome {
    let person: PersonId = id(&person)?;
    server.services.unblock_account(&actor, person).await?;
    Ok(redirect::with_notice(&format!("/admin/akun/{person}"), Notice::AccountUnblocked))
}

/// `POST /admin/akun/{person}/keluarkan`
pub async fn end_sessions(State(server): State<Server>, Signed(actor): Signed, Path(person): Path<String>) -> Outcome {
    let person: PersonId = id(&person)?;
    server.services.end_sessions(&actor, person).await?;
    Ok(redirect::with_notice(&format!("/admin/akun/{person}"), Notice::SessionsEnded))
}

/// `POST /admin/akun/{person}/hapus-faktor`
pub async fn reset_second_factor(
    State(server): State<Server>,
    Signed(actor): Signed,
    Path(person): Path<String>,
) -> Outcome {
    let person: PersonId = id(&person)?;
    server.services.reset_second_factor(&actor, person).await?;
    Ok(redirect::with_notice(&format!("/admin/akun/{person}"), Notice::SecondFactorReset))
}
