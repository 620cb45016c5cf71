//! The second factor: set up, confirmed, switched off, and its recovery codes.

use app::notice::Notice;
use app::pages::FormOf;
use axum::extract::State;
use axum::http::StatusCode;
use services::{Actor, Error, FieldError};

use crate::entry::renewed;
use crate::fields::Fields;
use crate::pages::security::page;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `POST /keamanan/mulai`
pub async fn begin(State(server): State<Server>, Signed(actor): Signed) -> Outcome {
    server.services.propose_second_factor(&actor).await?;
    Ok(redirect::to("/keamanan"))
}

/// `POST /keamanan/aktifkan`: answers with the recovery codes at once, since they are kept nowhere that a redirect could lead to.
pub async fn confirm(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    // Here `code` is that of the new authenticator.
    let confirmed =
        visit.reading(&server).confirm_second_factor(&actor, fields.get("code"), proof(&fields, FormOf::SetUp)).await;
    match confirmed {
        Ok((codes, session)) => {
            let visit = visit.renewed(&session.token);
            renewed(visit.page(|frame| app::pages::recovery_codes(frame, &codes)), &server, &session)
        }
        Err(Error::Invalid(errors)) => again(&server, &visit, &actor, FormOf::SetUp, &errors).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /keamanan/kode-pemulihan`: as [`confirm`].
pub async fn renew(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    match visit.reading(&server).renew_recovery_codes(&actor, proof(&fields, FormOf::Codes)).await {
        Ok(codes) => Ok(visit.page(|frame| app::pages::recovery_codes(frame, &codes))),
        Err(Error::Invalid(errors)) => again(&server, &visit, &actor, FormOf::Codes, &errors).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /keamanan/matikan`
pub async fn remove(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    match visit.reading(&server).remove_second_factor(&actor, proof(&fields, FormOf::SwitchOff)).await {
        Ok(session) => renewed(redirect::with_notice("/keamanan", Notice::SecondFactorOff), &server, &session),
        Err(Error::Invalid(errors)) => again(&server, &visit, &actor, FormOf::SwitchOff, &errors).await,
        Err(other) => Err(other.into()),
    }
}

/// `POST /keamanan/penyedia/lepas`
pub async fn unlink(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let form = FormOf::Identity(fields.get("place").parse().unwrap_or_default());
    match visit.reading(&server).unlink_identity(&actor, fields.get("identity"), proof(&fields, form)).await {
        Ok(()) => Ok(redirect::with_notice("/keamanan", Notice::IdentityUnlinked)),
        Err(Error::Invalid(errors)) => again(&server, &visit, &actor, form, &errors).await,
        Err(other) => Err(other.into()),
    }
}

async fn again(server: &Server, visit: &Visit, actor: &Actor, form: FormOf, errors: &[FieldError]) -> Outcome {
    page(server, visit, actor, StatusCode::UNPROCESSABLE_ENTITY, Some((form, errors))).await
}

/// The password or, for those without one, a code. The code of the form that sets up is that of the new authenticator.
fn proof(fields: &Fields, form: FormOf) -> &str {
    let names: &[&str] = if form == FormOf::SetUp { &["password"] } else { &["password", "code"] };
    names.iter().find_map(|name| fields.find(&form.field(name))).unwrap_or_default()
}
