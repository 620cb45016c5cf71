//! Plans: mine, those of a team, one of them, a new one, and which courses help most.

use axum::extract::{Path, Query, RawQuery, State};
use domain::id::PlanId;
use domain::plan::PlanState;
use serde::Deserialize;
use services::{BestForm, Error, PlanForm};

use crate::fields::Fields;
use crate::pages::id;
use crate::refusal::{Outcome, Refusal};
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /rencana`
pub async fn mine(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = visit.reading(&server).my_plan(&actor).await?;
    Ok(visit.page(|frame| app::pages::my_plan(frame, &view, None)))
}

#[derive(Deserialize)]
pub struct Wanted {
    unit: Option<String>,
    keadaan: Option<String>,
    hal: Option<String>,
}

/// `GET /rencana/tim?unit=&keadaan=&hal=`
pub async fn team(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let unit = wanted.unit.as_deref().filter(|unit| !unit.is_empty());
    let state = wanted.keadaan.as_deref().and_then(PlanState::from_code);
    let page = wanted.hal.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1).max(1);
    let view = visit.reading(&server).team_plans(&actor, unit, state, page).await?;
    Ok(visit.page(|frame| app::pages::team_plans(frame, &view)))
}

/// `GET /rencana/baru`, with anything of the form in the query.
pub async fn new(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    RawQuery(query): RawQuery,
) -> Outcome {
    let form = plan_form(&Fields::parse(query.unwrap_or_default().as_bytes()));
    let choices = visit.reading(&server).plan_choices(&actor, &form).await?;
    Ok(visit.page(|frame| app::pages::new_plan(frame, &form, &choices, &[])))
}

/// `GET /rencana/hitung`, with the form in the query: nothing is changed, and the address can be kept.
pub async fn best(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    RawQuery(query): RawQuery,
) -> Outcome {
    let mut form = best_form(&Fields::parse(query.unwrap_or_default().as_bytes()));
    let asked = [&form.hours, &form.seats, &form.seats_each, &form.due].iter().any(|text| !text.is_empty());
    // A link names the unit alone: the form comes without complaints.
    let unit = form.unit.clone();
    if !asked {
        form.unit.clear();
    }
    let mut view = visit.reading(&server).best_plan(&actor, &form).await?;
    view.form.unit = unit;
    Ok(visit.page(|frame| app::pages::best_plan(frame, &view)))
}

/// `GET /rencana/{plan}`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(plan): Path<String>,
) -> Outcome {
    let plan: PlanId = id(&plan)?;
    let view = visit.reading(&server).plan(&actor, plan).await?;
    Ok(visit.page(|frame| app::pages::plan(frame, &view, None)))
}

#[derive(Deserialize)]
pub struct Done {
    selesai: Option<String>,
}

/// `GET /rencana/berhenti/{token}?selesai=`: asks first, since programs that check links follow them.
pub async fn unsubscribe(
    State(server): State<Server>,
    visit: Visit,
    Path(token): Path<String>,
    Query(done): Query<Done>,
) -> Outcome {
    match server.services.check_unsubscribe(&token).await {
        Ok(()) => Ok(visit.page(|frame| app::pages::unsubscribe(frame, &token, done.selesai.is_some()))),
        Err(Error::LinkOver) => Err(Refusal::NotFound),
        Err(other) => Err(other.into()),
    }
}

/// The form of a new plan.
pub fn plan_form(fields: &Fields) -> PlanForm {
    let get = |name: &str| fields.get(name).to_owned();
    let all = |name: &str| fields.all(name).take(1000).map(ToOwned::to_owned).collect();
    PlanForm {
        key: get("kunci"),
        courses: all("kursus"),
        path: get("jalur"),
        aim: get("sasaran"),
        unit: get("unit"),
        competency: get("kompetensi"),
        names: get("nama"),
        people: all("orang"),
        due: get("tenggat"),
        note: get("catatan"),
    }
}

/// The form of the calculation.
pub fn best_form(fields: &Fields) -> BestForm {
    let get = |name: &str| fields.get(name).to_owned();
    BestForm {
        unit: get("unit"),
        competencies: fields.all("kompetensi").take(200).map(ToOwned::to_owned).collect(),
        hours: get("jam"),
        seats: get("kursi"),
        seats_each: get("kursi-kursus"),
        due: get("tenggat"),
    }
}
