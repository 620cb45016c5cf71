//! A cycle as lines for a spreadsheet, piece by piece. No personal numbers in it.

use domain::evaluation::{Rating, State};
use domain::id::{CycleId, EvaluationId};
use domain::policy::Action;
use domain::time::Timestamp;
use serde_json::json;

use super::{rating, state_of};
use crate::{Actor, Error, PredicateView, Result, Services};

/// Lines read at a time.
const PAGE: u32 = 500;

/// An evaluation in the file.
#[derive(Clone, Debug)]
pub struct EvaluationLine {
    pub id: EvaluationId,
    pub name: String,
    pub unit: Option<String>,
    pub state: State,
    /// Of a draft, and of somebody who was not rated, there are none.
    pub result: Option<Rating>,
    pub behaviour: Option<Rating>,
    pub predicate: Option<PredicateView>,
    pub shared_at: Option<Timestamp>,
    pub settled_at: Option<Timestamp>,
}

impl Services {
    /// Notes that a cycle is downloaded. Comes before the first piece.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see cycles, or there is none.
    pub async fn begin_cycle_export(&self, actor: &Actor, id: CycleId) -> Result<()> {
        self.allow(actor, Action::SeeCycles)?;
        let mut conn = self.store.reader().await?;
        store::evaluation_cycle::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let event = self.event(Some(actor.person), None, "evaluations-exported", json!({ "cycle": id.to_string() }))?;
        self.store.write(move |conn| Box::pin(async move { store::audit::append(conn, event).await })).await?;
        Ok(())
    }

    /// The next lines after one, and where to go on; nothing where that was the last piece.
    ///
    /// # Errors
    /// As [`Services::begin_cycle_export`].
    pub async fn cycle_export_page(
        &self,
        actor: &Actor,
        id: CycleId,
        after: Option<EvaluationId>,
    ) -> Result<(Vec<EvaluationLine>, Option<EvaluationId>)> {
        self.allow(actor, Action::SeeCycles)?;
        let mut conn = self.store.reader().await?;
        let cycle = store::evaluation_cycle::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let after = after.unwrap_or(EvaluationId(uuid::Uuid::nil()));
        let rows = store::evaluation::page(&mut conn, id, after, None, PAGE).await?;
        let people: Vec<_> = rows.iter().map(|row| row.person_id).collect();
        let mut units = store::organisation::first_units(&mut conn, &people, self.now()).await?;
        drop(conn);
        let next = (rows.len() == PAGE as usize).then(|| rows.last().map(|row| row.id)).flatten();
        let matrix = self.matrix_of(&cycle).ok();
        let mut lines = Vec::new();
        for row in rows {
            let state = state_of(&row)?;
            let given = row.predicate.as_deref().filter(|_| state.is_shown());
            let seen = |code: &Option<String>| rating(code.as_deref().filter(|_| state.is_shown()));
            lines.push(EvaluationLine {
                id: row.id,
                unit: units.remove(&row.person_id),
                state,
                result: seen(&row.result),
                behaviour: seen(&row.behaviour),
                predicate: given.and_then(|id| matrix.as_ref()?.named(id).cloned()),
                shared_at: row.shared_at.filter(|_| state.is_shown()).map(Timestamp),
                settled_at: row.settled_at.map(Timestamp),
                name: row.name,
            });
        }
        Ok((lines, next))
    }
}
