//! Cycles of evaluations: the list, one of them, and a file.

use std::sync::Arc;

use app::lang::Lang;
use app::pages::{ReopenForm, rating_code, state_name};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::id::{CycleId, EvaluationId};
use futures::stream;
use services::{Actor, CycleForm, Error, EvaluationLine, Services};

use crate::csv;
use crate::pages::id;
use crate::refusal::Outcome;
use crate::server::Server;
use crate::session::Signed;
use crate::visit::Visit;

/// `GET /admin/evaluasi`
pub async fn cycles(State(server): State<Server>, visit: Visit, Signed(actor): Signed) -> Outcome {
    let view = server.services.cycles(&actor).await?;
    Ok(visit.page(|frame| app::pages::cycles(frame, &view, &CycleForm::default(), &[])))
}

/// `GET /admin/evaluasi/{cycle}`
pub async fn cycle(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(cycle): Path<String>,
) -> Outcome {
    let view = server.services.cycle(&actor, id(&cycle)?).await?;
    Ok(visit.page(|frame| app::pages::cycle(frame, &view, &ReopenForm::default(), &[], None)))
}

/// `GET /admin/evaluasi/{cycle}/unduh.csv`: everybody in the cycle, read piece by piece while it is sent.
pub async fn csv(
    State(server): State<Server>,
    visit: Visit,
    Signed(actor): Signed,
    Path(cycle): Path<String>,
) -> Outcome {
    let cycle: CycleId = id(&cycle)?;
    server.services.begin_cycle_export(&actor, cycle).await?;
    let lang = visit.lang;
    let head = [
        lang.pick("nama", "name"),
        lang.pick("unit", "unit"),
        lang.pick("keadaan", "state"),
        lang.pick("hasil kerja", "result"),
        lang.pick("perilaku kerja", "behaviour"),
        lang.pick("predikat", "predicate"),
        lang.pick("dibagikan", "shared"),
        lang.pick("tetap sejak", "settled"),
    ];
    let first = Pieces { services: server.services, actor, cycle, after: None, lang };
    let pieces = stream::unfold(Some(first), next_piece);
    let head = stream::iter([Ok::<_, Error>(Bytes::from(csv::line(head)))]);
    let body = Body::from_stream(futures::StreamExt::chain(head, pieces));
    let headers =
        [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, "attachment; filename=\"evaluasi.csv\"")];
    Ok((headers, body).into_response())
}

struct Pieces {
    services: Services,
    actor: Arc<Actor>,
    cycle: CycleId,
    after: Option<EvaluationId>,
    lang: Lang,
}

/// The next lines as text. A failure in the middle breaks the download off instead of looking like its end.
async fn next_piece(pieces: Option<Pieces>) -> Option<(Result<Bytes, Error>, Option<Pieces>)> {
    let pieces = pieces?;
    match pieces.services.cycle_export_page(&pieces.actor, pieces.cycle, pieces.after).await {
        Ok((lines, next)) => {
            let text = lines.iter().map(|line| written(pieces.lang, line)).collect::<String>();
            let rest = next.map(|next| Pieces { after: Some(next), ..pieces });
            Some((Ok(Bytes::from(text)), rest))
        }
        Err(error) => Some((Err(error), None)),
    }
}

fn written(lang: Lang, line: &EvaluationLine) -> String {
    let day = |at: Option<domain::time::Timestamp>| at.map(|at| at.jakarta().date().to_string()).unwrap_or_default();
    csv::line([
        line.name.as_str(),
        line.unit.as_deref().unwrap_or_default(),
        state_name(lang, line.state),
        line.result.map(rating_code).unwrap_or_default(),
        line.behaviour.map(rating_code).unwrap_or_default(),
        &line.predicate.as_ref().map(|predicate| lang.text(&predicate.title)).unwrap_or_default(),
        &day(line.shared_at),
        &day(line.settled_at),
    ])
}
