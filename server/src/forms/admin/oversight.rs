//! Roles, service clients, and answers to requests about personal data.

use app::notice::Notice;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use services::{ClientForm, Error, GrantForm};

use crate::fields::Fields;
use crate::pages::admin::oversight::Shown;
use crate::pages::id;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

const AGAIN: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// `POST /admin/peran`
pub async fn grant(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let form = GrantForm {
        person: fields.get("person").to_owned(),
        role: fields.get("role").to_owned(),
        course: fields.get("course").to_owned(),
        until: fields.get("until").to_owned(),
    };
    match server.services.grant_role(&actor, &form).await {
        Ok(()) => Ok(redirect::with_notice("/admin/peran", Notice::RoleGranted)),
        Err(Error::Invalid(errors)) => {
            let view = server.services.roles(&actor, fields.get("cari")).await?;
            Ok(visit.page_with(AGAIN, |frame| app::pages::roles(frame, &view, &form, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/peran/{grant}/akhiri`
pub async fn end_role(State(server): State<Server>, Signed(actor): Signed, Path(grant): Path<String>) -> Outcome {
    match server.services.end_role(&actor, id(&grant)?).await {
        Ok(()) => Ok(redirect::with_notice("/admin/peran", Notice::RoleEnded)),
        Err(Error::LastAdmin) => Ok(redirect::with_notice("/admin/peran", Notice::LastAdmin)),
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/klien`: no redirect, because the secret is shown in this one answer and is stored nowhere. Sent again, the
/// form is refused: a client of that name is there.
pub async fn create_client(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    fields: Fields,
) -> Outcome {
    let form = ClientForm {
        name: fields.get("name").to_owned(),
        scopes: fields.all("scopes").take(10).map(ToOwned::to_owned).collect(),
    };
    let created = server.services.create_client(&actor, &form).await;
    let view = server.services.clients(&actor).await?;
    match created {
        Ok(new) => {
            let empty = ClientForm::default();
            Ok(visit.page_with(StatusCode::CREATED, |frame| app::pages::clients(frame, &view, &empty, &[], Some(&new))))
        }
        Err(Error::Invalid(errors)) => {
            Ok(visit.page_with(AGAIN, |frame| app::pages::clients(frame, &view, &form, &errors, None)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/klien/{client}/cabut`
pub async fn revoke_client(State(server): State<Server>, Signed(actor): Signed, Path(client): Path<String>) -> Outcome {
    server.services.revoke_client(&actor, id(&client)?).await?;
    Ok(redirect::with_notice("/admin/klien", Notice::ClientRevoked))
}

/// `POST /admin/permintaan/{request}/jawab`
pub async fn answer(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(request): Path<String>,
    fields: Fields,
) -> Outcome {
    let request = id(&request)?;
    let typed = fields.get("answer");
    match server.services.answer_request(&actor, request, typed).await {
        Ok(()) => Ok(redirect::with_notice("/admin/permintaan", Notice::RequestAnswered)),
        Err(Error::Invalid(errors)) => {
            let Shown { request, plan, may_change } = Shown::load(&server, &actor, request).await?;
            let page = |frame: &_| app::pages::request(frame, &request, plan.as_ref(), may_change, typed, &errors);
            Ok(visit.page_with(AGAIN, page))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/permintaan/{request}/hapus`
pub async fn erase(
    State(server): State<Server>,
    Signed(actor): Signed,
    Path(request): Path<String>,
    fields: Fields,
) -> Outcome {
    let request = id(&request)?;
    let back = format!("/admin/permintaan/{request}");
    if fields.get("sure") != "yes" {
        // Nothing is done without the tick, also where a script sends the form.
        server.services.erasure_plan(&actor, request).await?;
        return Ok(redirect::with_notice(&back, Notice::TickFirst));
    }
    match server.services.erase(&actor, request).await {
        Ok(()) => Ok(redirect::with_notice("/admin/permintaan", Notice::PersonErased)),
        Err(Error::StillNeeded) => Ok(redirect::with_notice(&back, Notice::StillNeeded)),
        Err(other) => Err(other.into()),
    }
}
