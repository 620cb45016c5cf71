//! What the person does: acknowledge, or object.

use domain::evaluation::{Step, in_time};
use domain::id::EvaluationId;
use domain::notification::Kind;
use domain::policy::{Action, Relation};
use domain::time::Timestamp;
use serde_json::json;
use store::evaluation::Evaluation;
use store::evaluation_cycle::Cycle;

use super::{Also, as_seen, optional_words, state_of, words};
use crate::notifications::Detail;
use crate::{Actor, Error, Result, Services};

/// Words alone: what the person says to it, why the person objects, or why the head takes it up again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordsForm {
    pub words: String,
    /// The [`EvaluationView::version`](super::EvaluationView) that was on the page.
    pub version: String,
}

impl Services {
    /// Acknowledges one's own evaluation; a comment may be left out.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it is somebody else's; [`Error::Refused`] where it does not wait for an answer,
    /// or was changed since it was on the page;
    /// [`Error::Invalid`] names `response`.
    pub async fn acknowledge_evaluation(&self, actor: &Actor, id: EvaluationId, form: &WordsForm) -> Result<()> {
        let (before, cycle) = self.own(actor, id).await?;
        let state = state_of(&before)?.after(Step::Acknowledge)?;
        as_seen(&before, &form.version)?;
        let response = optional_words("response", &form.words).map_err(|error| Error::Invalid(vec![error]))?;
        let detail = json!({ "text": response });
        let mut new = Evaluation { response, ..before };
        state.code().clone_into(&mut new.state);
        let about = Some((new.id, new.person_id));
        let happened = vec![self.happened(cycle.id, about, Some(actor.person), "acknowledged", &detail)?];
        let audit = self.evaluation_audit(actor, &new, "evaluation-acknowledged")?;
        self.store_change(new, happened, Also::only(audit)).await
    }

    /// Objects to one's own evaluation, with a reason, while the time to object runs.
    ///
    /// # Errors
    /// As [`Services::acknowledge_evaluation`], and [`Error::Refused`] where the time is over; [`Error::Invalid`] names
    /// `objection`.
    pub async fn object_to_evaluation(&self, actor: &Actor, id: EvaluationId, form: &WordsForm) -> Result<()> {
        let (before, cycle) = self.own(actor, id).await?;
        let in_time = in_time(before.objection_until.map(Timestamp), self.now());
        let state = state_of(&before)?.after(Step::Object { in_time })?;
        as_seen(&before, &form.version)?;
        let objection = words("objection", &form.words).map_err(|error| Error::Invalid(vec![error]))?;
        let detail = json!({ "text": objection });
        let mut new = Evaluation { objection: Some(objection), ..before };
        state.code().clone_into(&mut new.state);
        let about = Some((new.id, new.person_id));
        let happened = vec![self.happened(cycle.id, about, Some(actor.person), "objected", &detail)?];
        let audit = self.evaluation_audit(actor, &new, "evaluation-objected")?;
        let mut conn = self.store.reader().await?;
        let heads = store::organisation::heads_of(&mut conn, actor.person, self.now()).await?;
        drop(conn);
        let detail = Detail::cycle(&cycle.name);
        let tell = heads
            .into_iter()
            .map(|head| self.notice(head, Kind::EvaluationObjected, new.id, Some(actor.person), &detail));
        let tell = tell.collect::<Result<Vec<_>>>()?;
        self.store_change(new, happened, Also { tell, ..Also::only(audit) }).await
    }

    /// One's own evaluation.
    async fn own(&self, actor: &Actor, id: EvaluationId) -> Result<(Evaluation, Cycle)> {
        let (evaluation, cycle, relation) = self.found(actor, id).await?;
        self.allow(actor, Action::RespondToEvaluation)?;
        if relation == Relation::Oneself { Ok((evaluation, cycle)) } else { Err(Error::NotFound) }
    }
}
