//! A unit against its standards: a page, and the same as a file.

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde::Deserialize;
use services::{TeamQuery, TeamShow, TeamSort, TeamState};

use crate::csv;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// As the form sends it: an empty field means "any".
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    unit: String,
    #[serde(default)]
    jabatan: String,
    #[serde(default)]
    kompetensi: String,
    #[serde(default)]
    keadaan: String,
    #[serde(default)]
    urut: String,
    #[serde(default)]
    tampil: String,
    #[serde(default)]
    hal: String,
}

impl From<Wanted> for TeamQuery {
    /// What is unknown is no filter, as in the catalogue.
    fn from(wanted: Wanted) -> Self {
        let short = |text: String| text.trim().chars().take(100).collect();
        Self {
            unit: short(wanted.unit),
            position: short(wanted.jabatan),
            competency: short(wanted.kompetensi),
            state: TeamState::from_code(&wanted.keadaan),
            sort: TeamSort::from_code(&wanted.urut).unwrap_or_default(),
            show: TeamShow::from_code(&wanted.tampil),
            page: wanted.hal.parse().unwrap_or(1).max(1),
        }
    }
}

/// `GET /tim?unit=&jabatan=&kompetensi=&keadaan=&urut=&tampil=&hal=`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let view = server.services.team(&actor, &wanted.into()).await?;
    Ok(visit.page(|frame| app::pages::team(frame, &view)))
}

/// `GET /tim.csv` with the same filters: a row for each cell.
pub async fn csv(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let table = visit.reading(&server).team_table(&actor, &wanted.into(), "csv").await?;
    let mut text = csv::line(table.headings.iter().map(String::as_str));
    for row in table.rows {
        let cells: Vec<_> = row.iter().map(ToString::to_string).collect();
        text.push_str(&csv::line(cells.iter().map(String::as_str)));
    }
    Ok(file("text/csv; charset=utf-8", "tim.csv", text.into_bytes()))
}

/// `GET /tim.xlsx` with the same filters: the heat map, and a row for each cell.
pub async fn xlsx(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let bytes = visit.reading(&server).team_xlsx(&actor, &wanted.into()).await?;
    Ok(file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "tim.xlsx", bytes))
}

fn file(media_type: &'static str, name: &str, bytes: Vec<u8>) -> axum::response::Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    (
        [
            (CONTENT_TYPE, media_type.to_owned()),
            (CONTENT_DISPOSITION, disposition),
            (CACHE_CONTROL, "no-store".to_owned()),
        ],
        Body::from(bytes),
    )
        .into_response()
}
