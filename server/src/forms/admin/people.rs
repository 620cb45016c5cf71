//! What is done to people: added, given positions, a status, a number.

use app::notice::Notice;
use app::pages::PersonAction;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::id::PersonId;
use services::{Actor, AssignmentForm, Error, PersonForm, StatusForm};

use crate::fields::Fields;
use crate::pages::id;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `POST /admin/orang`
pub async fn add(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let get = |name: &str| fields.get(name).to_owned();
    let form = PersonForm { name: get("name"), kind: get("kind"), number: get("number"), from: get("from") };
    match server.services.add_person(&actor, &form).await {
        Ok(person) => Ok(redirect::with_notice(&format!("/admin/orang/{person}"), Notice::PersonSaved)),
        Err(Error::Invalid(errors)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::new_person(frame, &form, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/orang/{person}/jabatan`
pub async fn assign(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(person): Path<String>,
    fields: Fields,
) -> Outcome {
    let person = id(&person)?;
    let get = |name: &str| fields.get(&format!("tugas.{name}")).to_owned();
    let form = AssignmentForm {
        unit: get("unit"),
        position: get("position"),
        basis: get("basis"),
        head: !get("head").is_empty(),
        from: get("from"),
        to: get("to"),
    };
    let done = server.services.add_assignment(&actor, person, &form).await;
    answer(&server, &visit, &actor, person, done, PersonAction::Assign(form)).await
}

/// `POST /admin/orang/{person}/jabatan/{assignment}/akhiri`
pub async fn end(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path((person, assignment)): Path<(String, String)>,
    fields: Fields,
) -> Outcome {
    let (person, assignment) = (id(&person)?, id(&assignment)?);
    let last = fields.get(&format!("akhir.{assignment}.last")).to_owned();
    let done = server.services.end_assignment(&actor, person, assignment, &last).await;
    answer(&server, &visit, &actor, person, done, PersonAction::End(assignment, last)).await
}

/// `POST /admin/orang/{person}/status`
pub async fn status(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(person): Path<String>,
    fields: Fields,
) -> Outcome {
    let person = id(&person)?;
    let get = |name: &str| fields.get(name).to_owned();
    let form = StatusForm { status: get("status.status"), from: get("status.from") };
    let done = server.services.set_status(&actor, person, &form).await;
    answer(&server, &visit, &actor, person, done, PersonAction::Status(form)).await
}

/// `POST /admin/orang/{person}/nomor`
pub async fn number(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(person): Path<String>,
    fields: Fields,
) -> Outcome {
    let person = id(&person)?;
    let get = |name: &str| fields.get(name).to_owned();
    let form = PersonForm { number: get("nomor.number"), from: get("nomor.from"), ..PersonForm::default() };
    let done = server.services.set_number(&actor, person, &form).await;
    answer(&server, &visit, &actor, person, done, PersonAction::Number(form)).await
}

/// On to the person's page, or the page again with what was typed.
async fn answer(
    server: &Server,
    visit: &Visit,
    actor: &Actor,
    person: PersonId,
    done: services::Result<()>,
    typed: PersonAction,
) -> Outcome {
    match done {
        Ok(()) => Ok(redirect::with_notice(&format!("/admin/orang/{person}"), Notice::PersonSaved)),
        Err(Error::Invalid(errors)) => {
            let view = server.services.person_admin(actor, person).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::person_admin(frame, &view, Some((&typed, &errors)))))
        }
        Err(other) => Err(other.into()),
    }
}
