//! One evaluation as its three readers see it: the person, the head, and whoever reads for the agency.

use domain::evaluation::{FollowUp, Rating, State, Step, in_time};
use domain::id::EvaluationId;
use domain::policy::{self, Action, Relation};
use domain::time::Timestamp;
use serde_json::Value;
use store::evaluation::Evaluation;
use store::evaluation_cycle::Cycle;
use store::evaluation_log::Happened;

use super::frozen::{FrozenView, newest};
use super::{CycleHead, Read, rating, state_of};
use crate::access_log::Look;
use crate::{Actor, Error, MatrixView, PersonView, PredicateView, Result, Services};

const LISTED: u32 = 40;

/// What `/evaluasi/{evaluation}` shows.
#[derive(Clone, Debug)]
pub struct EvaluationView {
    pub id: EvaluationId,
    pub cycle: CycleHead,
    pub person: PersonView,
    pub state: State,
    /// Counts the changes. A form sends it back, so that nobody writes over what they have not seen.
    pub version: i64,
    /// With what follows: only where the reader may see them. Of a draft that is the head alone.
    pub result: Option<Rating>,
    pub behaviour: Option<Rating>,
    /// What was given.
    pub predicate: Option<PredicateView>,
    pub comment: Option<String>,
    pub rater: Option<String>,
    pub response: Option<String>,
    pub objection: Option<String>,
    pub answer: Option<String>,
    pub follow_up: Option<(FollowUp, String)>,
    pub shared_at: Option<Timestamp>,
    /// Not included.
    pub objection_until: Option<Timestamp>,
    /// `None` where the rules leave out the last day of the period.
    pub matrix: Option<MatrixView>,
    /// As it was kept; of a draft, as it is now. `None` where the reader may not see a draft.
    pub frozen: Option<FrozenView>,
    /// The oldest first.
    pub events: Vec<EvaluationEvent>,
    /// The reader leads the person, and ratings are taken.
    pub may_rate: bool,
    pub may_answer: bool,
    pub may_follow_up: bool,
    pub may_take_up: bool,
    pub may_acknowledge: bool,
    pub may_object: bool,
    /// The reader leads the person.
    pub leads: bool,
}

/// Something that happened to an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationEvent {
    pub at: Timestamp,
    /// Nobody where a date or the job did it.
    pub actor: Option<String>,
    /// `shared`, `acknowledged`, `objected`, `answered`, `settled`, `unrated`, `taken-up` or `follow-up`.
    pub kind: String,
    /// What was given then.
    pub predicate: Option<PredicateView>,
    /// An answer changed the ratings.
    pub changed: bool,
    /// Why, where that is said nowhere else on the page.
    pub text: Option<String>,
}

/// What `/evaluasi` shows.
#[derive(Clone, Debug)]
pub struct MyEvaluationsView {
    pub newest: Option<EvaluationView>,
    pub others: Vec<MyEvaluation>,
    pub leads: bool,
    /// The actor sees every cycle at `/admin/evaluasi`.
    pub oversees: bool,
}

/// An older evaluation of one's own.
#[derive(Clone, Debug)]
pub struct MyEvaluation {
    pub id: EvaluationId,
    pub cycle: CycleHead,
    pub state: State,
    pub predicate: Option<PredicateView>,
}

impl Services {
    /// One's own evaluations: the newest whole, the others to choose from.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn my_evaluations(&self, actor: &Actor) -> Result<MyEvaluationsView> {
        self.allow(actor, Action::SeeEvaluation(Relation::Oneself))?;
        let mut conn = self.store.reader().await?;
        let rows = store::evaluation::of_person(&mut conn, actor.person, LISTED).await?;
        drop(conn);
        let mut rows = rows.into_iter();
        let newest = match rows.next() {
            Some(row) => Some(self.evaluation(actor, row.id).await?),
            None => None,
        };
        let mut others = Vec::new();
        for row in rows {
            let mut conn = self.store.reader().await?;
            let cycle = store::evaluation_cycle::find(&mut conn, row.cycle_id).await?.ok_or(Error::NotFound)?;
            drop(conn);
            let state = state_of(&row)?;
            let matrix = self.matrix_of(&cycle).ok();
            let given = row.predicate.as_deref().filter(|_| state.is_shown());
            others.push(MyEvaluation {
                id: row.id,
                cycle: CycleHead::new(&cycle)?,
                state,
                predicate: given.and_then(|id| matrix.as_ref()?.named(id).cloned()),
            });
        }
        Ok(MyEvaluationsView {
            newest,
            others,
            leads: actor.roles.manager,
            oversees: policy::allows(actor.roles, Action::SeeCycles),
        })
    }

    /// One evaluation.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see it.
    pub async fn evaluation(&self, actor: &Actor, id: EvaluationId) -> Result<EvaluationView> {
        let (row, cycle, relation) = self.found(actor, id).await?;
        self.note_look(actor, row.person_id, relation, Look::Evaluation).await?;
        let leads = policy::allows(actor.roles, Action::Evaluate(relation));
        self.evaluation_view(actor, row, &cycle, leads).await
    }

    pub(crate) async fn evaluation_view(
        &self,
        actor: &Actor,
        row: Evaluation,
        cycle: &Cycle,
        leads: bool,
    ) -> Result<EvaluationView> {
        let state = state_of(&row)?;
        let (read, now) = (Read::new(cycle)?, self.now());
        let mut conn = self.store.reader().await?;
        let person = store::organisation::person(&mut conn, row.person_id).await?.ok_or(Error::NotFound)?;
        let kept = store::evaluation_log::frozen(&mut conn, row.id).await?;
        let events = store::evaluation_log::of_evaluation(&mut conn, row.id).await?;
        drop(conn);
        let person = self.person_view(actor, person).await?;
        let own = person.is_own;
        // A draft is the head's own paper: neither the person nor the agency reads over the shoulder.
        let seen = state.is_shown() || (leads && state == State::Draft);
        let row = if seen { row } else { without_ratings(row) };
        let matrix = match self.matrix_of(cycle) {
            Ok(matrix) => Some(matrix),
            Err(Error::Rules(problem)) => {
                tracing::warn!(%problem, "no rule for the predicate of a cycle");
                None
            }
            Err(other) => return Err(other),
        };
        let frozen = if state.is_shown() {
            newest(&kept)
        } else if seen {
            let what = self.competencies_now(row.person_id).await?;
            Some(FrozenView { what, at: now, digest: None, earlier: 0, is_damaged: false })
        } else {
            None
        };
        let named = |id: &str| matrix.as_ref()?.named(id).cloned();
        let takes_ratings = read.window.takes_ratings(read.state, now).is_ok();
        let until = row.objection_until.map(Timestamp);
        let object = Step::Object { in_time: in_time(until, now) };
        Ok(EvaluationView {
            id: row.id,
            cycle: CycleHead::new(cycle)?,
            state,
            version: row.version,
            result: rating(row.result.as_deref()),
            behaviour: rating(row.behaviour.as_deref()),
            predicate: row.predicate.as_deref().filter(|_| state.is_shown()).and_then(named),
            follow_up: row.follow_up.as_deref().and_then(FollowUp::from_code).zip(row.follow_up_note),
            comment: row.comment,
            rater: row.rater,
            response: row.response,
            objection: row.objection,
            answer: row.answer,
            shared_at: row.shared_at.map(Timestamp),
            objection_until: until,
            events: events.into_iter().filter_map(|event| shown(event, &named)).collect(),
            frozen,
            may_rate: leads && takes_ratings && state.after(Step::Rate).is_ok(),
            may_answer: leads && state.after(Step::Answer).is_ok(),
            may_follow_up: leads && state.is_shown(),
            may_take_up: leads && takes_ratings && state.is_shown() && state.after(Step::TakeUp).is_ok(),
            may_acknowledge: own && state.after(Step::Acknowledge).is_ok(),
            may_object: own && state.after(object).is_ok(),
            leads,
            matrix,
            person,
        })
    }
}

/// What somebody sees who may not see a draft.
fn without_ratings(row: Evaluation) -> Evaluation {
    Evaluation {
        result: None,
        behaviour: None,
        predicate: None,
        comment: None,
        response: None,
        objection: None,
        answer: None,
        rater: None,
        follow_up: None,
        follow_up_note: None,
        shared_at: None,
        objection_until: None,
        ..row
    }
}

/// An event for the page; drafts are nobody's business but the head's.
fn shown(event: Happened, named: &impl Fn(&str) -> Option<PredicateView>) -> Option<EvaluationEvent> {
    if event.kind == "rated" {
        return None;
    }
    let detail: Value = serde_json::from_str(&event.detail).unwrap_or_default();
    let text = |field: &str| detail.get(field).and_then(Value::as_str);
    Some(EvaluationEvent {
        predicate: text("predicate").and_then(named),
        changed: detail.get("changed").and_then(Value::as_bool).unwrap_or_default(),
        text: text("text").map(ToOwned::to_owned).filter(|_| event.kind == "taken-up"),
        at: event.at,
        actor: event.actor,
        kind: event.kind,
    })
}
