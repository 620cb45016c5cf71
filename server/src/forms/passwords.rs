//! Setting, asking for, and changing a password.

use app::notice::Notice;
use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use services::{Error, FieldError, LinkKind, PasswordForm, Problem};

use crate::doorway::Doorway;
use crate::entry::without;
use crate::fields::Fields;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;
use crate::{cookies, redirect};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// `POST /undangan`
pub async fn invitation(State(server): State<Server>, visit: Visit, headers: HeaderMap, fields: Fields) -> Outcome {
    by_link(&server, &visit, &headers, &fields, LinkKind::Invitation).await
}

/// `POST /atur-ulang`
pub async fn reset(State(server): State<Server>, visit: Visit, headers: HeaderMap, fields: Fields) -> Outcome {
    by_link(&server, &visit, &headers, &fields, LinkKind::Reset).await
}

async fn by_link(server: &Server, visit: &Visit, headers: &HeaderMap, fields: &Fields, kind: LinkKind) -> Outcome {
    let token = cookies::get(headers, cookies::LINK, server.settings.secure).unwrap_or_default();
    let form = read(fields);
    let over = || {
        let reset = server.settings.mail.is_some();
        visit.page_with(WRONG, |frame| app::pages::link_over(frame, kind, reset))
    };
    match visit.reading(server).follow_link(kind, token, &form).await {
        Ok(()) => Ok(without(redirect::with_notice("/masuk", Notice::PasswordSet), server, cookies::LINK)),
        Err(Error::Invalid(errors)) => Ok(match server.services.link(kind, token).await? {
            Some(link) => {
                visit.page_with(WRONG, |frame| app::pages::password_by_link(frame, kind, &link, &form, &errors))
            }
            None => over(),
        }),
        Err(Error::LinkOver) => Ok(over()),
        Err(other) => Err(other.into()),
    }
}

fn read(fields: &Fields) -> PasswordForm {
    PasswordForm {
        username: fields.get("username").chars().take(200).collect(),
        current: fields.get("current").to_owned(),
        password: fields.get("password").to_owned(),
        repeated: fields.get("repeated").to_owned(),
    }
}

/// `POST /lupa-sandi`: the same answer whether the address is known or not.
pub async fn ask_reset(State(server): State<Server>, visit: Visit, Doorway(door): Doorway, fields: Fields) -> Outcome {
    if server.settings.mail.is_none() {
        return Err(Refusal::NotFound);
    }
    let address = fields.get("address");
    let again =
        |status, errors: &[FieldError]| visit.page_with(status, |frame| app::pages::ask_reset(frame, address, errors));
    match server.services.ask_reset(address, visit.lang.code(), &door.address).await {
        Ok(()) => Ok(redirect::with_notice("/lupa-sandi", Notice::ResetAsked)),
        Err(Error::Invalid(errors)) => Ok(again(WRONG, &errors)),
        Err(Error::TooManySignIns { minutes }) => {
            let errors = [FieldError::new("address", Problem::Wait { minutes })];
            let mut response = again(StatusCode::TOO_MANY_REQUESTS, &errors);
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(u64::from(minutes) * 60));
            Ok(response)
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /sandi`
pub async fn change(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    match visit.reading(&server).change_password(&actor, &read(&fields)).await {
        Ok(()) => Ok(redirect::with_notice("/keamanan", Notice::PasswordChanged)),
        Err(Error::Invalid(errors)) => Ok(visit.page_with(WRONG, |frame| app::pages::change_password(frame, &errors))),
        Err(other) => Err(other.into()),
    }
}
