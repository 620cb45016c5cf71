//! People, their positions and status.

use axum::extract::{Path, Query, State};
use serde::Deserialize;
use services::{PeopleQuery, PersonForm};

use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    nama: String,
    #[serde(default)]
    akhir: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    status: String,
    hal: Option<String>,
}

/// `GET /admin/orang?nama=&akhir=&unit=&status=&hal=`
pub async fn list(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let page = wanted.hal.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
    let short = |text: String| text.trim().chars().take(200).collect::<String>();
    let query = PeopleQuery {
        name: short(wanted.nama),
        digits: short(wanted.akhir),
        unit: short(wanted.unit),
        status: short(wanted.status),
    };
    let view = server.services.people(&actor, &query, page).await?;
    Ok(visit.page(|frame| app::pages::people(frame, &view)))
}

/// `GET /admin/orang/baru`
pub async fn new(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let today = server.services.new_person_day(&actor)?;
    let form = PersonForm { kind: "pns".to_owned(), from: today.to_string(), ..PersonForm::default() };
    Ok(visit.page(|frame| app::pages::new_person(frame, &form, &[])))
}

/// `GET /admin/orang/{person}`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(person): Path<String>,
) -> Outcome {
    let view = server.services.person_admin(&actor, id(&person)?).await?;
    Ok(visit.page(|frame| app::pages::person_admin(frame, &view, None)))
}
