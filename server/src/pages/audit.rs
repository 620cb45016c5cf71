//! The audit log: a page, and a file.

use std::fmt::Write;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use futures::stream;
use serde::Deserialize;
use services::{Actor, AuditQuery, AuditRow, Error, Services};

use crate::csv;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// As the form sends it: an empty field means "any".
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    orang: String,
    #[serde(default)]
    pelaku: String,
    #[serde(default)]
    tindakan: String,
    #[serde(default)]
    dari: String,
    #[serde(default)]
    sampai: String,
    setelah: Option<String>,
}

impl From<Wanted> for AuditQuery {
    /// What is no day is no filter, as in the catalogue.
    fn from(wanted: Wanted) -> Self {
        let short = |text: String| text.trim().chars().take(100).collect();
        Self {
            subject: short(wanted.orang),
            actor: short(wanted.pelaku),
            action: short(wanted.tindakan),
            from: wanted.dari.trim().parse().ok(),
            to: wanted.sampai.trim().parse().ok(),
            before: wanted.setelah,
        }
    }
}

/// `GET /audit?orang=&pelaku=&tindakan=&dari=&sampai=&setelah=`
pub async fn show(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Query(wanted): Query<Wanted>,
) -> Outcome {
    let view = server.services.audit_log(&actor, wanted.into()).await?;
    Ok(visit.page(|frame| app::pages::audit(frame, &view)))
}

/// `GET /audit.csv` with the same filters: every row, read piece by piece while it is sent.
pub async fn export(State(server): State<Server>, Signed(actor): Signed, Query(wanted): Query<Wanted>) -> Outcome {
    const HEAD: [&str; 10] =
        ["id", "time", "actor", "actor_id", "subject", "subject_id", "client", "action", "from", "detail"];
    server.services.begin_audit_export(&actor).await?;
    let query = AuditQuery { before: None, ..wanted.into() };
    let pages = stream::unfold(Some(Pages { services: server.services, actor, query }), next_page);
    let head = stream::iter([Ok::<_, Error>(Bytes::from(csv::line(HEAD)))]);
    let body = Body::from_stream(futures::StreamExt::chain(head, pages));
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"ampera-audit.csv\"")];
    Ok((headers, body).into_response())
}

struct Pages {
    services: Services,
    actor: Arc<Actor>,
    query: AuditQuery,
}

/// The next rows as text. A failure in the middle breaks the download off instead of looking like its end.
async fn next_page(pages: Option<Pages>) -> Option<(Result<Bytes, Error>, Option<Pages>)> {
    let pages = pages?;
    match pages.services.audit_export_page(&pages.actor, &pages.query).await {
        Ok((rows, next)) => {
            let text = rows.iter().map(written).collect::<String>();
            let rest = next.map(|next| Pages { query: AuditQuery { before: Some(next), ..pages.query }, ..pages });
            Some((Ok(Bytes::from(text)), rest))
        }
        Err(error) => Some((Err(error), None)),
    }
}

fn written(row: &AuditRow) -> String {
    let of = |person: &Option<(domain::id::PersonId, String)>| {
        person.as_ref().map(|(id, name)| (name.clone(), id.to_string())).unwrap_or_default()
    };
    let ((actor, actor_id), (subject, subject_id)) = (of(&row.actor), of(&row.subject));
    let place: Vec<&str> = [&row.address, &row.agent].into_iter().filter_map(Option::as_deref).collect();
    let mut details = String::new();
    for (name, value) in &row.details {
        let _ = write!(details, "{}{name}={value}", if details.is_empty() { "" } else { "; " });
    }
    csv::line([
        row.id.to_string().as_str(),
        format!("{}+07:00", row.at.jakarta()).as_str(),
        &actor,
        &actor_id,
        &subject,
        &subject_id,
        row.client.as_deref().unwrap_or_default(),
        &row.action,
        &place.join(" "),
        &details,
    ])
}
