//! Careers: the page of a person, and talent boxes.

use axum::extract::{Path, Query, State};
use domain::id::PersonId;
use serde::Deserialize;
use services::{Actor, FactForm, TalentForm, TalentQuery};

use crate::pages::id;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Year {
    tahun: Option<String>,
}

/// `GET /karier?tahun=`
pub async fn own(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(year): Query<Year>,
) -> Outcome {
    let person = actor.person;
    shown(&server, &visit, &actor, person, year).await
}

/// `GET /karier/{person}?tahun=`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(person): Path<String>,
    Query(year): Query<Year>,
) -> Outcome {
    shown(&server, &visit, &actor, id(&person)?, year).await
}

async fn shown(server: &Server, visit: &Visit, actor: &Actor, person: PersonId, year: Year) -> Outcome {
    let year = match year.tahun.as_deref() {
        None | Some("") => None,
        Some(year) => Some(year.parse().map_err(|_| Refusal::NotFound)?),
    };
    let view = visit.reading(server).career(actor, person, year).await?;
    Ok(visit.page(|frame| app::pages::career(frame, &view, &FactForm::default(), &[])))
}

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    penetapan: String,
    #[serde(default)]
    unit: String,
    kotak: Option<String>,
    hal: Option<String>,
}

/// `GET /talenta?penetapan=&unit=&kotak=&hal=`
pub async fn talent(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let query = TalentQuery {
        round: wanted.penetapan,
        unit: wanted.unit,
        number: wanted.kotak.as_deref().and_then(|number| number.parse().ok()).filter(|number| *number <= 9),
        page: wanted.hal.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
    };
    let view = visit.reading(&server).talent(&actor, &query).await?;
    Ok(visit.page(|frame| app::pages::talent(frame, &view, &TalentForm::default(), &[])))
}
