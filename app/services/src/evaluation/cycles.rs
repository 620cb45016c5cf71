//! What the agency does: plan a cycle, open and close it before its date, reopen it for a reason, watch how far it is.

use domain::evaluation::{Refused, State};
use domain::evaluation_cycle::{CycleKind, CycleState, CycleStep};
use domain::id::{CycleId, EvaluationId};
use domain::policy::{self, Action};
use domain::time::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::evaluation_cycle::Cycle;
use store::evaluation_log::Happened;

use super::{CycleHead, Read, StateCounts, last_day, words};
use crate::{Actor, Error, FieldError, Problem, Result, Services, dates};

/// The longest name of a cycle.
const LONGEST_NAME: usize = 100;
const LISTED: u32 = 100;

/// What an administrator fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CycleForm {
    pub name: String,
    /// `quarter` or `year`.
    pub kind: String,
    /// First and last day of what is evaluated.
    pub period_from: String,
    pub period_to: String,
    /// First and last day on which ratings are taken.
    pub opens: String,
    pub closes: String,
}

/// What `/admin/evaluasi` shows.
#[derive(Clone, Debug)]
pub struct CyclesView {
    pub cycles: Vec<CycleRow>,
    pub may_change: bool,
}

/// A cycle and how far it is.
#[derive(Clone, Debug)]
pub struct CycleRow {
    pub head: CycleHead,
    pub counts: StateCounts,
}

/// What `/admin/evaluasi/{cycle}` shows.
#[derive(Clone, Debug)]
pub struct CycleView {
    pub row: CycleRow,
    /// Who was not rated: the first of them.
    pub unrated: Vec<String>,
    pub events: Vec<CycleEvent>,
    pub may_change: bool,
}

/// Something that happened to a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleEvent {
    pub at: Timestamp,
    /// Nobody where a date or the job did it.
    pub actor: Option<String>,
    /// `created`, `opened`, `closing`, `closed` or `reopened`.
    pub kind: String,
    /// Why.
    pub text: Option<String>,
}

impl From<Happened> for CycleEvent {
    fn from(happened: Happened) -> Self {
        let detail: Option<Value> = serde_json::from_str(&happened.detail).ok();
        let text = detail.and_then(|detail| detail.get("text")?.as_str().map(ToOwned::to_owned));
        Self { at: happened.at, actor: happened.actor, kind: happened.kind, text }
    }
}

impl Services {
    /// Every cycle, the newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is neither administrator nor auditor.
    pub async fn cycles(&self, actor: &Actor) -> Result<CyclesView> {
        self.allow(actor, Action::SeeCycles)?;
        let mut conn = self.store.reader().await?;
        let mut cycles = Vec::new();
        for cycle in store::evaluation_cycle::all(&mut conn, LISTED).await? {
            let counts = StateCounts::read(store::evaluation::counts(&mut conn, cycle.id).await?);
            cycles.push(CycleRow { head: CycleHead::new(&cycle)?, counts });
        }
        Ok(CyclesView { cycles, may_change: policy::allows(actor.roles, Action::ManageCycles) })
    }

    /// One cycle.
    ///
    /// # Errors
    /// As [`Services::cycles`].
    pub async fn cycle(&self, actor: &Actor, id: CycleId) -> Result<CycleView> {
        self.allow(actor, Action::SeeCycles)?;
        let mut conn = self.store.reader().await?;
        let cycle = store::evaluation_cycle::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let counts = StateCounts::read(store::evaluation::counts(&mut conn, id).await?);
        let first = EvaluationId(uuid::Uuid::nil());
        let unrated = store::evaluation::page(&mut conn, id, first, Some(State::Unrated.code()), LISTED).await?;
        let events = store::evaluation_log::of_cycle(&mut conn, id).await?;
        let mut unrated: Vec<String> = unrated.into_iter().map(|row| row.name).collect();
        unrated.sort();
        Ok(CycleView {
            row: CycleRow { head: CycleHead::new(&cycle)?, counts },
            unrated,
            events: events.into_iter().map(CycleEvent::from).collect(),
            may_change: policy::allows(actor.roles, Action::ManageCycles),
        })
    }

    /// Plans a cycle. It opens and closes by itself on its dates.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is no administrator; [`Error::Invalid`] names the fields, also where no rule for
    /// the predicate covers the last day of the period.
    pub async fn create_cycle(&self, actor: &Actor, form: &CycleForm) -> Result<CycleId> {
        self.allow(actor, Action::ManageCycles)?;
        let cycle = self.read_cycle(form)?;
        let (id, now) = (cycle.id, self.now());
        let happened = vec![self.cycle_event(id, Some(actor.person), "created", &json!({}))?];
        let audit = self.event(Some(actor.person), None, "cycle-created", json!({ "cycle": id.to_string() }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::evaluation_cycle::insert(conn, &cycle, now).await? {
                        return Err(Error::field("name", Problem::Taken));
                    }
                    store::evaluation_log::append(conn, happened).await?;
                    store::audit::append(conn, audit).await?;
                    Ok(())
                })
            })
            .await?;
        Ok(id)
    }

    fn read_cycle(&self, form: &CycleForm) -> Result<Cycle> {
        let now = self.now();
        let mut errors = Vec::new();
        let mut problem = |field: &str, problem| errors.push(FieldError::new(field, problem));
        let name = form.name.trim();
        match name.chars().count() {
            0 => problem("name", Problem::Missing),
            1..=LONGEST_NAME => {}
            _ => problem("name", Problem::TooLong { most: LONGEST_NAME }),
        }
        let kind = CycleKind::from_code(&form.kind);
        if kind.is_none() {
            problem("kind", if form.kind.is_empty() { Problem::Missing } else { Problem::NotAChoice });
        }
        let mut day = |field: &str, text: &str| {
            let read = dates::parse(text);
            if read.is_none() {
                problem(field, if text.trim().is_empty() { Problem::Missing } else { Problem::NotADate });
            }
            read
        };
        let (from, to) = (day("period_from", &form.period_from), day("period_to", &form.period_to));
        let (opens, closes) = (day("opens", &form.opens), day("closes", &form.closes));
        let mut days = 0;
        if let (Some(from), Some(to)) = (from, to) {
            if to < from {
                errors.push(FieldError::new("period_to", Problem::EndsBeforeStart));
            } else {
                match self.snapshot()?.rules.objection_days(to) {
                    Ok(found) => days = i64::from(found),
                    Err(Error::Rules(_)) => errors.push(FieldError::new("period_to", Problem::NoRule)),
                    Err(other) => return Err(other),
                }
            }
        }
        if let (Some(opens), Some(closes)) = (opens, closes) {
            if closes < opens {
                errors.push(FieldError::new("closes", Problem::EndsBeforeStart));
            } else if end_of(closes) <= now {
                errors.push(FieldError::new("closes", Problem::NotADay));
            }
        }
        match (from, to, opens, closes, kind) {
            (Some(from), Some(to), Some(opens), Some(closes), Some(kind)) if errors.is_empty() => Ok(Cycle {
                id: self.new_id()?,
                name: name.to_owned(),
                kind: kind.code().to_owned(),
                period_from: Timestamp::start_of(from),
                period_to: end_of(to),
                opens_at: Timestamp::start_of(opens),
                closes_at: end_of(closes),
                objection_days: days,
                state: CycleState::Planned.code().to_owned(),
            }),
            _ => Err(Error::Invalid(errors)),
        }
    }

    /// Opens a cycle now, before its date. A job brings everybody in: a whole city is too much for the time a request has.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is no administrator; [`Error::Refused`] where it is not planned any more.
    pub async fn open_cycle(&self, actor: &Actor, id: CycleId) -> Result<()> {
        let mut cycle = self.to_manage(actor, id).await?;
        let to = Read::new(&cycle)?.state.after(CycleStep::Open)?;
        cycle.opens_at = cycle.opens_at.min(self.now());
        if !self.write_cycle(&cycle, to, ("opened", "cycle-opened"), Some(actor.person), &json!({})).await? {
            return Err(Error::Refused(Refused::Moved));
        }
        Ok(())
    }

    /// Takes no rating from now on. A job settles everybody, also after it was interrupted.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is no administrator; [`Error::Refused`] where it is not open.
    pub async fn close_cycle(&self, actor: &Actor, id: CycleId) -> Result<()> {
        let mut cycle = self.to_manage(actor, id).await?;
        let to = Read::new(&cycle)?.state.after(CycleStep::Close)?;
        cycle.closes_at = cycle.closes_at.min(self.now());
        if !self.write_cycle(&cycle, to, ("closing", "cycle-closing"), Some(actor.person), &json!({})).await? {
            return Err(Error::Refused(Refused::Moved));
        }
        Ok(())
    }

    /// Takes ratings again until a day, for a reason. What was settled stays so until a head takes it up; who was not rated
    /// can be, once the job has come to it. That it was closed before stays in the history: this is an event, nothing is
    /// edited.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is no administrator; [`Error::Refused`] where it is not closed;
    /// [`Error::Invalid`] names `why` or `closes`.
    pub async fn reopen_cycle(&self, actor: &Actor, id: CycleId, why: &str, closes: &str) -> Result<()> {
        let mut cycle = self.to_manage(actor, id).await?;
        let to = Read::new(&cycle)?.state.after(CycleStep::Reopen)?;
        let mut errors = Vec::new();
        let why = words("why", why).map_err(|error| errors.push(error)).unwrap_or_default();
        let last = dates::parse(closes);
        match last {
            Some(last) if end_of(last) > self.now() => cycle.closes_at = end_of(last),
            Some(_) => errors.push(FieldError::new("closes", Problem::NotADay)),
            None if closes.trim().is_empty() => errors.push(FieldError::new("closes", Problem::Missing)),
            None => errors.push(FieldError::new("closes", Problem::NotADate)),
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let detail = json!({ "text": why, "until": last_day(cycle.closes_at).to_string() });
        if !self.write_cycle(&cycle, to, ("reopened", "cycle-reopened"), Some(actor.person), &detail).await? {
            return Err(Error::Refused(Refused::Moved));
        }
        Ok(())
    }

    async fn to_manage(&self, actor: &Actor, id: CycleId) -> Result<Cycle> {
        self.allow(actor, Action::ManageCycles)?;
        let mut conn = self.store.reader().await?;
        store::evaluation_cycle::find(&mut conn, id).await?.ok_or(Error::NotFound)
    }
}

/// The end that follows from a last day.
fn end_of(day: Date) -> Timestamp {
    dates::end_of(Timestamp::start_of(day))
}
