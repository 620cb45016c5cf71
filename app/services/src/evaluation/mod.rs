//! Performance evaluation: cycles, ratings, what the person says to them, and the competencies as evidence beside.

mod cycles;
mod demo;
mod export;
mod frozen;
mod rate;
mod respond;
mod run;
mod team;
mod view;

use std::collections::BTreeMap;

use domain::evaluation::{Rating, Refused, State};
use domain::evaluation_cycle::{CycleKind, CycleState, Window};
use domain::id::{CycleId, EvaluationId, PersonId};
use domain::notification::Kind;
use domain::policy::{Action, Relation};
use domain::time::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use store::evaluation::Evaluation;
use store::evaluation_cycle::Cycle;
use store::evaluation_log::Event;
use store::notification::New;

use crate::notifications::Detail;
use crate::{Actor, Error, FieldError, MatrixView, Problem, Result, Services};

pub use cycles::{CycleEvent, CycleForm, CycleRow, CycleView, CyclesView};
pub use export::EvaluationLine;
pub use frozen::{Competencies, FrozenCompetency, FrozenView};
pub use rate::{AnswerForm, FollowUpForm, RateForm};
pub use respond::WordsForm;
pub use team::{EvaluationTeamView, RatingTask, TeamEvaluation};
pub use view::{EvaluationEvent, EvaluationView, MyEvaluation, MyEvaluationsView};

/// The longest comment, objection, answer or note, in characters.
pub const LONGEST_WORDS: usize = 2000;

/// A cycle at the head of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleHead {
    pub id: CycleId,
    pub name: String,
    pub kind: CycleKind,
    pub state: CycleState,
    /// First and last day of what is evaluated.
    pub period: (Date, Date),
    /// First and last day on which ratings are taken.
    pub window: (Date, Date),
    pub objection_days: i64,
}

/// How many evaluations are in which state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StateCounts(BTreeMap<State, i64>);

impl StateCounts {
    pub fn new(rows: impl IntoIterator<Item = (State, i64)>) -> Self {
        Self(rows.into_iter().collect())
    }

    fn read(rows: Vec<(String, i64)>) -> Self {
        Self::new(rows.into_iter().filter_map(|(state, count)| Some((State::from_code(&state)?, count))))
    }

    pub fn of(&self, state: State) -> i64 {
        self.0.get(&state).copied().unwrap_or_default()
    }

    pub fn all(&self) -> i64 {
        self.0.values().sum()
    }

    /// Those that the end of the cycle is done with.
    pub fn settled(&self) -> i64 {
        self.of(State::Final) + self.of(State::Unrated)
    }
}

/// A cycle as the rules read it.
pub(crate) struct Read {
    pub kind: CycleKind,
    pub state: CycleState,
    pub window: Window,
    /// The last day of what is evaluated: the rule of that day gives the predicate.
    pub last_day: Date,
}

impl Read {
    fn new(cycle: &Cycle) -> Result<Self> {
        let damaged = || Error::DamagedContent(format!("cycle {}", cycle.id));
        Ok(Self {
            kind: CycleKind::from_code(&cycle.kind).ok_or_else(damaged)?,
            state: CycleState::from_code(&cycle.state).ok_or_else(damaged)?,
            window: Window { opens: cycle.opens_at, closes: cycle.closes_at },
            last_day: last_day(cycle.period_to),
        })
    }
}

impl CycleHead {
    pub(crate) fn new(cycle: &Cycle) -> Result<Self> {
        let read = Read::new(cycle)?;
        Ok(Self {
            id: cycle.id,
            name: cycle.name.clone(),
            kind: read.kind,
            state: read.state,
            period: (cycle.period_from.jakarta().date(), read.last_day),
            window: (cycle.opens_at.jakarta().date(), last_day(cycle.closes_at)),
            objection_days: cycle.objection_days,
        })
    }
}

/// The last day before an end that is not included.
fn last_day(end: Timestamp) -> Date {
    end.plus_millis(-1).jakarta().date()
}

/// The state of an evaluation.
fn state_of(evaluation: &Evaluation) -> Result<State> {
    State::from_code(&evaluation.state).ok_or_else(|| Error::DamagedContent(format!("evaluation {}", evaluation.id)))
}

/// Refuses a form that was filled in on another version than the one there is: somebody was faster, and nothing of theirs is
/// written over.
fn as_seen(evaluation: &Evaluation, version: &str) -> Result<(), Refused> {
    if version == evaluation.version.to_string() { Ok(()) } else { Err(Refused::Moved) }
}

fn rating(code: Option<&str>) -> Option<Rating> {
    code.and_then(Rating::from_code)
}

/// Words that somebody has to write.
fn words(field: &str, text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(FieldError::new(field, Problem::Missing)),
        1..=LONGEST_WORDS => Ok(text.to_owned()),
        _ => Err(FieldError::new(field, Problem::TooLong { most: LONGEST_WORDS })),
    }
}

/// Words that may be left out.
fn optional_words(field: &str, text: &str) -> Result<Option<String>, FieldError> {
    if text.trim().is_empty() { Ok(None) } else { words(field, text).map(Some) }
}

impl Services {
    /// An evaluation that the actor may see, with its cycle and how they stand to the person.
    async fn found(&self, actor: &Actor, id: EvaluationId) -> Result<(Evaluation, Cycle, Relation)> {
        let mut conn = self.store.reader().await?;
        let evaluation = store::evaluation::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let cycle = store::evaluation_cycle::find(&mut conn, evaluation.cycle_id).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let relation = self.relation(actor, evaluation.person_id).await?;
        self.allow(actor, Action::SeeEvaluation(relation))?;
        Ok((evaluation, cycle, relation))
    }

    /// An evaluation that the actor may change as the head.
    async fn to_rate(&self, actor: &Actor, id: EvaluationId) -> Result<(Evaluation, Cycle)> {
        let (evaluation, cycle, relation) = self.found(actor, id).await?;
        self.allow(actor, Action::Evaluate(relation))?;
        Ok((evaluation, cycle))
    }

    /// What the person of an evaluation is told.
    fn tell_evaluated(&self, new: &Evaluation, cycle: &Cycle, kind: Kind, by: &Actor) -> Result<Vec<New>> {
        Ok(vec![self.notice(new.person_id, kind, new.id, Some(by.person), &Detail::cycle(&cycle.name))?])
    }

    /// The matrix for the last day of a cycle's period.
    fn matrix_of(&self, cycle: &Cycle) -> Result<MatrixView> {
        self.snapshot()?.rules.predicate_matrix(last_day(cycle.period_to))
    }

    fn cycle_event(&self, cycle: CycleId, by: Option<PersonId>, kind: &'static str, detail: &Value) -> Result<Event> {
        self.happened(cycle, None, by, kind, detail)
    }

    fn happened(
        &self,
        cycle: CycleId,
        evaluation: Option<(EvaluationId, PersonId)>,
        actor: Option<PersonId>,
        kind: &'static str,
        detail: &Value,
    ) -> Result<Event> {
        Ok(Event { id: self.new_id()?, cycle, evaluation, at: self.now(), actor, kind, detail: detail.to_string() })
    }

    /// Stores a changed evaluation, what happened, and the audit event of it, in one transaction.
    async fn store_change(&self, new: Evaluation, happened: Vec<Event>, also: Also) -> Result<()> {
        let Also { audit, frozen, tell, open_at } = also;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if let Some(now) = open_at {
                        // Held until the end: the job cannot begin to close in between.
                        let cycle = store::evaluation_cycle::hold(conn, new.cycle_id).await?.ok_or(Error::NotFound)?;
                        let read = Read::new(&cycle)?;
                        read.window.takes_ratings(read.state, now)?;
                    }
                    if !store::evaluation::change(conn, &new).await? {
                        return Err(Error::Refused(Refused::Moved));
                    }
                    if let Some((id, frozen)) = frozen {
                        store::evaluation_log::freeze(conn, id, (new.id, new.person_id), &frozen).await?;
                    }
                    store::evaluation_log::append(conn, happened).await?;
                    store::notification::put(conn, &tell).await?;
                    store::audit::append(conn, audit).await?;
                    Ok(())
                })
            })
            .await
    }
}

/// What is written together with a change.
struct Also {
    audit: store::audit::Event,
    frozen: Option<(domain::id::RecordId, store::evaluation_log::Frozen)>,
    tell: Vec<New>,
    /// The cycle has to take ratings at this time.
    open_at: Option<Timestamp>,
}

impl Also {
    fn only(audit: store::audit::Event) -> Self {
        Self { audit, frozen: None, tell: Vec::new(), open_at: None }
    }
}
