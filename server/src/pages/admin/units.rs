//! Units of any day.

use axum::extract::{Path, Query, State};
use serde::Deserialize;
use services::{UnitForm, UnitTreeView};

use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    tanggal: String,
    #[serde(default)]
    q: String,
}

/// `GET /admin/unit?tanggal=&q=`
pub async fn list(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let view = server.services.unit_tree(&actor, UnitTreeView::day(&wanted.tanggal), &wanted.q).await?;
    Ok(visit.page(|frame| app::pages::units(frame, &view)))
}

#[derive(Deserialize)]
pub struct Above {
    #[serde(default)]
    induk: String,
}

/// `GET /admin/unit/baru?induk=`
pub async fn new(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(above): Query<Above>,
) -> Outcome {
    let (today, units) = server.services.new_unit_options(&actor).await?;
    let form = UnitForm {
        kind: "bidang".to_owned(),
        other: above.induk.chars().take(60).collect(),
        from: today.to_string(),
        ..UnitForm::default()
    };
    Ok(visit.page(|frame| app::pages::new_unit(frame, &units, &form, &[])))
}

/// `GET /admin/unit/{unit}`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(unit): Path<String>,
) -> Outcome {
    let view = server.services.unit_view(&actor, id(&unit)?).await?;
    Ok(visit.page(|frame| app::pages::unit(frame, &view, None)))
}
