//! Talent boxes that are set, and shortlists that are asked for.

use app::notice::Notice;
use axum::extract::State;
use axum::http::StatusCode;
use services::{Error, ShortlistForm, TalentForm, TalentQuery};

use crate::fields::Fields;
use crate::redirect;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// More criteria than there are are not read.
const MOST_CRITERIA: usize = 10;

/// `POST /talenta`
pub async fn set_talent(State(server): State<Server>, visit: Visit, Signed(actor): Signed, fields: Fields) -> Outcome {
    let form = TalentForm { name: fields.get("name").to_owned(), day: fields.get("day").to_owned() };
    match server.services.set_talent(&actor, &form).await {
        Ok(round) => Ok(redirect::with_notice(&format!("/talenta?penetapan={round}"), Notice::TalentSet)),
        Err(Error::Invalid(errors)) => {
            let view = visit.reading(&server).talent(&actor, &TalentQuery::default()).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::talent(frame, &view, &form, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /admin/daftar-pendek`
pub async fn make_shortlist(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    fields: Fields,
) -> Outcome {
    let get = |name: &str| fields.get(name).to_owned();
    let form = ShortlistForm {
        name: get("name"),
        purpose: get("purpose"),
        position: get("position"),
        unit: get("unit"),
        held: get("held"),
        criteria: fields.all("criteria").take(MOST_CRITERIA).map(ToOwned::to_owned).collect(),
        band: get("band"),
        rank: get("rank"),
        points: get("points"),
        order: get("order"),
    };
    match server.services.make_shortlist(&actor, &form).await {
        Ok(list) => Ok(redirect::with_notice(&format!("/admin/daftar-pendek/{list}"), Notice::ShortlistMade)),
        Err(Error::Invalid(errors)) => {
            let view = visit.reading(&server).shortlists(&actor).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(visit.page_with(status, |frame| app::pages::shortlists(frame, &view, &form, &errors)))
        }
        Err(other) => Err(other.into()),
    }
}
