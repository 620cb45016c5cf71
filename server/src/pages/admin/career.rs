//! Shortlists: all of them, one, and its file.

use app::lang::Lang;
use app::pages::{criterion_name, finding_name, measured, reason_text};
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde::Deserialize;
use services::{ShortlistEntry, ShortlistForm, Wanted};

use crate::csv;
use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /admin/daftar-pendek`
pub async fn list(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = visit.reading(&server).shortlists(&actor).await?;
    Ok(visit.page(|frame| app::pages::shortlists(frame, &view, &ShortlistForm::default(), &[])))
}

#[derive(Deserialize)]
pub struct Page {
    hal: Option<String>,
}

/// `GET /admin/daftar-pendek/{shortlist}?hal=`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(shortlist): Path<String>,
    Query(page): Query<Page>,
) -> Outcome {
    let page = page.hal.as_deref().and_then(|page| page.parse().ok()).unwrap_or(1);
    let view = visit.reading(&server).shortlist(&actor, id(&shortlist)?, page).await?;
    Ok(visit.page(|frame| app::pages::shortlist(frame, &view)))
}

/// `GET /admin/daftar-pendek/{shortlist}/unduh.csv`: everybody with each reason, in the order of the page.
pub async fn file(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(shortlist): Path<String>,
) -> Outcome {
    let (wanted, entries) = visit.reading(&server).shortlist_file(&actor, id(&shortlist)?).await?;
    let lang = visit.lang;
    let mut text = csv::line(heads(lang, &wanted).iter().map(String::as_str));
    for entry in &entries {
        text.push_str(&csv::line(cells(lang, entry).iter().map(String::as_str)));
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"daftar-pendek.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}

fn heads(lang: Lang, wanted: &Wanted) -> Vec<String> {
    let fixed = [
        lang.pick("nama", "name"),
        lang.pick("jabatan", "position"),
        lang.pick("unit", "unit"),
        lang.pick("kesimpulan", "conclusion"),
        lang.pick("urutan", "place"),
        lang.pick("orang yang tidak dapat dibedakan", "people not distinguishable"),
        lang.pick("nilai", "value"),
    ];
    let mut heads: Vec<String> = fixed.map(ToOwned::to_owned).to_vec();
    for criterion in &wanted.criteria {
        let name = criterion_name(lang, *criterion);
        heads.extend([name.to_owned(), format!("{name}: {}", lang.pick("alasan", "reason"))]);
    }
    heads
}

fn cells(lang: Lang, entry: &ShortlistEntry) -> Vec<String> {
    let mut cells = vec![
        entry.name.clone(),
        lang.text(&entry.position),
        entry.unit.clone(),
        finding_name(lang, entry.finding).to_owned(),
        if entry.group == 0 { String::new() } else { entry.group.to_string() },
        entry.tied.to_string(),
        entry.value.map(|value| measured(lang, value, "")).unwrap_or_default(),
    ];
    for reason in &entry.reasons {
        cells.extend([finding_name(lang, reason.finding()).to_owned(), reason_text(lang, reason)]);
    }
    cells
}
