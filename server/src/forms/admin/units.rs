//! What is done to units.

use app::notice::Notice;
use app::pages::UnitAction;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use services::{Error, UnitForm};

use crate::fields::Fields;
use crate::pages::id;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// The fields of a form whose names begin so.
fn form(fields: &Fields, prefix: &str) -> UnitForm {
    let get = |name: &str| fields.get(&format!("{prefix}{name}")).to_owned();
    UnitForm { name: get("name"), kind: get("kind"), code: get("code"), other: get("other"), from: get("from") }
}

/// `POST /admin/unit`
pub async fn add(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let form = form(&fields, "");
    match server.services.add_unit(&actor, &form).await {
        Ok(unit) => Ok(redirect::with_notice(&format!("/admin/unit/{unit}"), Notice::UnitSaved)),
        Err(Error::Invalid(errors)) => {
            let (_, units) = server.services.new_unit_options(&actor).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::new_unit(frame, &units, &form, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/unit/{unit}/ubah`
pub async fn rename(server: State<Server>, visit: Visit, actor: Signed, unit: Path<String>, fields: Fields) -> Outcome {
    change(server, visit, actor, unit, fields, UnitAction::Rename).await
}

/// `POST /admin/unit/{unit}/pindah`
pub async fn relocate(
    server: State<Server>,
    visit: Visit,
    actor: Signed,
    unit: Path<String>,
    fields: Fields,
) -> Outcome {
    change(server, visit, actor, unit, fields, UnitAction::Move).await
}

/// `POST /admin/unit/{unit}/gabung`
pub async fn merge(server: State<Server>, visit: Visit, actor: Signed, unit: Path<String>, fields: Fields) -> Outcome {
    change(server, visit, actor, unit, fields, UnitAction::Merge).await
}

/// `POST /admin/unit/{unit}/akhiri`
pub async fn end(server: State<Server>, visit: Visit, actor: Signed, unit: Path<String>, fields: Fields) -> Outcome {
    change(server, visit, actor, unit, fields, UnitAction::End).await
}

async fn change(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(unit): Path<String>,
    fields: Fields,
    action: UnitAction,
) -> Outcome {
    let unit = id(&unit)?;
    let form = form(&fields, &format!("{}.", action.code()));
    let services = &server.services;
    let done = match action {
        UnitAction::Rename => services.rename_unit(&actor, unit, &form).await,
        UnitAction::Move => services.move_unit(&actor, unit, &form).await,
        UnitAction::Merge => services.merge_unit(&actor, unit, &form).await,
        UnitAction::End => services.end_unit(&actor, unit, &form).await,
    };
    match done {
        Ok(()) => Ok(redirect::with_notice(&format!("/admin/unit/{unit}"), Notice::UnitSaved)),
        Err(Error::Invalid(errors)) => {
            let view = services.unit_view(&actor, unit).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::unit(frame, &view, Some((action, &form, &errors)))))
        }
        Err(other) => Err(other.into()),
    }
}
