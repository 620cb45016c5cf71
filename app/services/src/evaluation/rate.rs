//! What the head does: rate, share, answer an objection, note what follows, take up again.

use domain::evaluation::{FollowUp, Rating, Refused, Step, needs_words};
use domain::id::EvaluationId;
use domain::notification::Kind;
use domain::time::Timestamp;
use serde_json::json;
use store::evaluation::Evaluation;
use store::evaluation_cycle::Cycle;

use super::{Also, Read, WordsForm, as_seen, optional_words, rating, state_of, words};
use crate::{Actor, Error, FieldError, Problem, Result, Services};

/// The ratings, as they are filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateForm {
    /// `above`, `as` or `below`; a draft may do without.
    pub result: String,
    pub behaviour: String,
    /// Required where a rating is below expectation.
    pub comment: String,
    /// Show it to the person now; otherwise it stays a draft.
    pub share: bool,
    /// The [`EvaluationView::version`](super::EvaluationView) that was on the page.
    pub version: String,
}

/// The answer to an objection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerForm {
    /// `keep` or `change`.
    pub decision: String,
    /// For `change`.
    pub result: String,
    pub behaviour: String,
    pub reason: String,
    /// The [`EvaluationView::version`](super::EvaluationView) that was on the page.
    pub version: String,
}

/// What follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUpForm {
    /// `plan`, `award` or `guidance`.
    pub kind: String,
    pub note: String,
    /// The [`EvaluationView::version`](super::EvaluationView) that was on the page.
    pub version: String,
}

/// Reads a rating. Nothing is an error only where it has to be there.
fn read_rating(field: &str, code: &str, required: bool) -> Result<Option<Rating>, FieldError> {
    match (code, Rating::from_code(code)) {
        (_, Some(rating)) => Ok(Some(rating)),
        ("", None) if required => Err(FieldError::new(field, Problem::Missing)),
        ("", None) => Ok(None),
        _ => Err(FieldError::new(field, Problem::NotAChoice)),
    }
}

/// Takes the value out, or puts what is wrong with the others.
fn or_note<T: Default>(read: Result<T, FieldError>, errors: &mut Vec<FieldError>) -> T {
    read.unwrap_or_else(|error| {
        errors.push(error);
        T::default()
    })
}

impl Services {
    /// Keeps ratings as a draft, or shares them: then the matrix in force gives the predicate, the competencies of the
    /// person are kept as evidence, the time to object begins, and a letter goes out.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor does not lead the person; [`Error::Refused`] where the cycle takes no ratings now
    /// or the evaluation is shared already, or was changed since it was on the page; [`Error::Invalid`] names `result`,
    /// `behaviour` or `comment`.
    pub async fn rate(&self, actor: &Actor, id: EvaluationId, form: &RateForm) -> Result<()> {
        let (before, cycle) = self.to_rate(actor, id).await?;
        let now = self.now();
        let read = Read::new(&cycle)?;
        read.window.takes_ratings(read.state, now)?;
        let state = state_of(&before)?.after(Step::Rate)?;
        as_seen(&before, &form.version)?;
        let mut errors = Vec::new();
        let result = or_note(read_rating("result", &form.result, form.share), &mut errors);
        let behaviour = or_note(read_rating("behaviour", &form.behaviour, form.share), &mut errors);
        let comment = or_note(optional_words("comment", &form.comment), &mut errors);
        if form.share && comment.is_none() && needs_words(result, behaviour) && errors.is_empty() {
            errors.push(FieldError::new("comment", Problem::NeedsWords));
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let mut new = Evaluation { comment, rater_id: Some(actor.person.0), ..before };
        set_ratings(&mut new, result, behaviour);
        let about = Some((new.id, new.person_id));
        let detail = json!({ "result": new.result, "behaviour": new.behaviour });
        let mut happened = vec![self.happened(cycle.id, about, Some(actor.person), "rated", &detail)?];
        if !form.share {
            let audit = self.evaluation_audit(actor, &new, "evaluation-rated")?;
            return self.store_change(new, happened, Also { open_at: Some(now), ..Also::only(audit) }).await;
        }
        let state = state.after(Step::Share { rated: result.is_some() && behaviour.is_some() })?;
        state.code().clone_into(&mut new.state);
        new.predicate = self.predicate(&cycle, result, behaviour)?;
        new.shared_at = Some(now.0);
        new.objection_until = Some(objection_end(now, cycle.objection_days).0);
        // All of these were about what was shared before; the history has them.
        (new.response, new.objection, new.answer, new.settled_at) = (None, None, None, None);
        (new.follow_up, new.follow_up_note) = (None, None);
        let detail = json!({
            "result": new.result, "behaviour": new.behaviour, "predicate": new.predicate, "comment": new.comment,
            "source": self.matrix_of(&cycle)?.source.id,
        });
        happened.push(self.happened(cycle.id, about, Some(actor.person), "shared", &detail)?);
        let also = Also {
            audit: self.evaluation_audit(actor, &new, "evaluation-shared")?,
            frozen: Some(self.freeze(new.person_id).await?),
            tell: self.tell_evaluated(&new, &cycle, Kind::EvaluationShared, actor)?,
            open_at: Some(now),
        };
        self.store_change(new, happened, also).await
    }

    /// Answers an objection: the ratings stay, or others take their place. The cycle may be closed by then.
    ///
    /// # Errors
    /// As [`Services::rate`]; [`Error::Invalid`] names `decision`, `result`, `behaviour` or `reason`.
    pub async fn answer_objection(&self, actor: &Actor, id: EvaluationId, form: &AnswerForm) -> Result<()> {
        let (before, cycle) = self.to_rate(actor, id).await?;
        let state = state_of(&before)?.after(Step::Answer)?;
        as_seen(&before, &form.version)?;
        let mut errors = Vec::new();
        let changes = match form.decision.as_str() {
            "keep" => false,
            "change" => true,
            other => {
                let problem = if other.is_empty() { Problem::Missing } else { Problem::NotAChoice };
                errors.push(FieldError::new("decision", problem));
                false
            }
        };
        let mut ratings = (rating(before.result.as_deref()), rating(before.behaviour.as_deref()));
        if changes {
            ratings.0 = or_note(read_rating("result", &form.result, true), &mut errors);
            ratings.1 = or_note(read_rating("behaviour", &form.behaviour, true), &mut errors);
        }
        let answer = or_note(words("reason", &form.reason), &mut errors);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let was = before.predicate.clone();
        let mut new = Evaluation { answer: Some(answer), ..before };
        state.code().clone_into(&mut new.state);
        if changes {
            set_ratings(&mut new, ratings.0, ratings.1);
            new.predicate = self.predicate(&cycle, ratings.0, ratings.1)?;
        }
        let detail = json!({
            "changed": changes, "before": was, "result": new.result, "behaviour": new.behaviour,
            "predicate": new.predicate, "text": new.answer,
        });
        let about = Some((new.id, new.person_id));
        let happened = vec![self.happened(cycle.id, about, Some(actor.person), "answered", &detail)?];
        let audit = self.evaluation_audit(actor, &new, "evaluation-answered")?;
        let tell = self.tell_evaluated(&new, &cycle, Kind::EvaluationAnswered, actor)?;
        self.store_change(new, happened, Also { tell, ..Also::only(audit) }).await
    }

    /// Notes what follows from an evaluation that was shared.
    ///
    /// # Errors
    /// As [`Services::rate`]; [`Error::Invalid`] names `kind` or `note`.
    pub async fn set_follow_up(&self, actor: &Actor, id: EvaluationId, form: &FollowUpForm) -> Result<()> {
        let (before, cycle) = self.to_rate(actor, id).await?;
        if !state_of(&before)?.is_shown() {
            return Err(Error::Refused(Refused::Moved));
        }
        as_seen(&before, &form.version)?;
        let mut errors = Vec::new();
        let kind = FollowUp::from_code(&form.kind);
        if kind.is_none() {
            let problem = if form.kind.is_empty() { Problem::Missing } else { Problem::NotAChoice };
            errors.push(FieldError::new("kind", problem));
        }
        let note = or_note(words("note", &form.note), &mut errors);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let kind = kind.map(|kind| kind.code().to_owned());
        let new = Evaluation { follow_up: kind, follow_up_note: Some(note), ..before };
        let detail = json!({ "kind": new.follow_up, "text": new.follow_up_note });
        let about = Some((new.id, new.person_id));
        let happened = vec![self.happened(cycle.id, about, Some(actor.person), "follow-up", &detail)?];
        let audit = self.evaluation_audit(actor, &new, "evaluation-follow-up")?;
        self.store_change(new, happened, Also::only(audit)).await
    }

    /// Works again on an evaluation that stands, in a cycle that takes ratings (again). What it was stays in its history.
    ///
    /// # Errors
    /// As [`Services::rate`]; [`Error::Invalid`] names `why`.
    pub async fn take_up_evaluation(&self, actor: &Actor, id: EvaluationId, form: &WordsForm) -> Result<()> {
        let (before, cycle) = self.to_rate(actor, id).await?;
        let now = self.now();
        let read = Read::new(&cycle)?;
        read.window.takes_ratings(read.state, now)?;
        let state = state_of(&before)?.after(Step::TakeUp)?;
        as_seen(&before, &form.version)?;
        let why = words("why", &form.words).map_err(|error| Error::Invalid(vec![error]))?;
        let detail = json!({ "text": why, "before": before.predicate });
        let mut new = Evaluation { settled_at: None, ..before };
        state.code().clone_into(&mut new.state);
        let about = Some((new.id, new.person_id));
        let happened = vec![self.happened(cycle.id, about, Some(actor.person), "taken-up", &detail)?];
        let audit = self.evaluation_audit(actor, &new, "evaluation-taken-up")?;
        let tell = self.tell_evaluated(&new, &cycle, Kind::EvaluationTakenUp, actor)?;
        self.store_change(new, happened, Also { tell, open_at: Some(now), ..Also::only(audit) }).await
    }

    /// The id of the predicate that two ratings give on the last day of the period.
    fn predicate(&self, cycle: &Cycle, result: Option<Rating>, behaviour: Option<Rating>) -> Result<Option<String>> {
        let (Some(result), Some(behaviour)) = (result, behaviour) else { return Ok(None) };
        match self.matrix_of(cycle) {
            Ok(matrix) => Ok(Some(matrix.cells.predicate(result, behaviour).id.clone())),
            // Somebody published rules that leave out that day: the head can say so, and nothing is half done.
            Err(Error::Rules(_)) => Err(Error::field("result", Problem::NoRule)),
            Err(other) => Err(other),
        }
    }

    /// The audit event of something that was done to an evaluation: ids, never a rating.
    pub(super) fn evaluation_audit(
        &self,
        actor: &Actor,
        evaluation: &Evaluation,
        action: &'static str,
    ) -> Result<store::audit::Event> {
        let detail = json!({ "evaluation": evaluation.id.to_string(), "cycle": evaluation.cycle_id.to_string() });
        self.event(Some(actor.person), Some(evaluation.person_id), action, detail)
    }
}

fn set_ratings(evaluation: &mut Evaluation, result: Option<Rating>, behaviour: Option<Rating>) {
    let code = |rating: Rating| rating.code().to_owned();
    evaluation.result = result.map(code);
    evaluation.behaviour = behaviour.map(code);
}

/// The end of so many whole days after the day of sharing.
fn objection_end(shared: Timestamp, days: i64) -> Timestamp {
    Timestamp::start_of(shared.jakarta().date()).plus_days(days + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_time_to_object_is_whole_days() {
        let shared = Timestamp::start_of(date(2026, 11, 24)).plus_minutes(15 * 60);
        assert_eq!(objection_end(shared, 14), Timestamp::start_of(date(2026, 12, 9)));
    }
}
