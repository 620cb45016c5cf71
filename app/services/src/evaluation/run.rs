//! The job beside the requests: opens and closes cycles on their dates, brings people in, and settles a whole city in
//! batches. Each batch is a transaction that moves on only what is still as it was read, so a job that was killed goes on
//! where it stopped, and two servers do nothing twice. It holds the cycle and looks at its state first: what was read before may
//! be long ago, and an administrator may have closed or reopened the cycle meanwhile.

use domain::evaluation::{State, Step};
use domain::evaluation_cycle::{CycleState, CycleStep};
use domain::id::{CycleId, EvaluationId, PersonId};
use domain::notification::Kind;
use serde_json::json;
use store::Conn;
use store::evaluation_cycle::Cycle;
use store::notification::New;
use uuid::Uuid;

use super::{Read, StateCounts, state_of};
use crate::notifications::Detail;
use crate::{Error, Result, Services};

/// People brought in, or taken up, in one transaction.
const ENROLLED: u32 = 500;
/// People settled in one transaction: others write between two of them.
const SETTLED: u32 = 200;

impl Services {
    /// Does what is due in every cycle. Tells how many evaluations were changed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn run_evaluations(&self) -> Result<u64> {
        let mut conn = self.store.reader().await?;
        let cycles = store::evaluation_cycle::unfinished(&mut conn).await?;
        drop(conn);
        let mut changed = 0;
        for cycle in cycles {
            changed += self.run_cycle(cycle.id).await?;
        }
        Ok(changed)
    }

    async fn run_cycle(&self, id: CycleId) -> Result<u64> {
        let (now, mut changed) = (self.now(), 0);
        // Read again: those before it in the list may have taken long.
        let mut cycle = self.cycle_as_it_is(id).await?;
        let mut state = Read::new(&cycle)?.state;
        if state == CycleState::Planned && cycle.opens_at <= now {
            state = self.move_cycle(&mut cycle, CycleStep::Open).await?;
        }
        if state == CycleState::Open {
            changed += self.bring_in(id).await?;
            // Bringing a city in takes long, too.
            cycle = self.cycle_as_it_is(id).await?;
            state = Read::new(&cycle)?.state;
            if state == CycleState::Open && cycle.closes_at <= now {
                state = self.move_cycle(&mut cycle, CycleStep::Close).await?;
            }
        }
        if matches!(state, CycleState::Closing | CycleState::Closed) {
            let first = EvaluationId(Uuid::nil());
            let mut after = first;
            loop {
                let (settled, last) = self.settle_after(id, after, SETTLED).await?;
                changed += settled;
                // At the end once more from the start: what others changed meanwhile was not settled.
                if settled == 0 && after == first {
                    break;
                }
                after = last.unwrap_or(first);
            }
        }
        if state == CycleState::Closing {
            self.move_cycle(&mut cycle, CycleStep::Finish).await?;
        }
        Ok(changed)
    }

    async fn cycle_as_it_is(&self, id: CycleId) -> Result<Cycle> {
        let mut conn = self.store.reader().await?;
        store::evaluation_cycle::find(&mut conn, id).await?.ok_or(Error::NotFound)
    }

    /// Everybody who holds a post gets a draft, and who was not rated before the cycle was reopened becomes one again; nobody
    /// where the cycle is not open. Tells how many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn bring_in(&self, cycle: CycleId) -> Result<u64> {
        let now = self.now();
        let found = self.cycle_as_it_is(cycle).await?;
        let detail = Detail::cycle(&found.name);
        let (mut changed, mut after) = (0, PersonId(Uuid::nil()));
        loop {
            let mut conn = self.store.reader().await?;
            let people = store::evaluation::missing(&mut conn, cycle, now, (after, ENROLLED)).await?;
            drop(conn);
            after = people.last().copied().unwrap_or(after);
            let people = people
                .into_iter()
                .map(|person| Ok((self.new_id()?, person)))
                .collect::<Result<Vec<(EvaluationId, PersonId)>>>()?;
            if people.is_empty() {
                break;
            }
            let (services, detail) = (self.clone(), detail.clone());
            let added = self.store.write(move |conn| {
                Box::pin(async move {
                    if !is_still(conn, cycle, &[CycleState::Open]).await? {
                        return Ok(None);
                    }
                    let ids: Vec<_> = people.iter().map(|(id, _)| *id).collect();
                    let added = store::evaluation::insert(conn, cycle, people).await?;
                    // Those whom another server brought in are told by that one.
                    let mine = store::evaluation::of_ids(conn, &ids).await?;
                    let tell = services.tell_all(mine, Kind::EvaluationOpened, |_| detail.clone())?;
                    store::notification::put(conn, &tell).await?;
                    Ok::<_, Error>(Some(added))
                })
            });
            match added.await? {
                Some(added) => changed += added,
                None => return Ok(changed),
            }
        }
        loop {
            let taken = self.take_up_batch(cycle, &detail).await?;
            if taken == 0 {
                return Ok(changed);
            }
            changed += taken;
        }
    }

    /// What the people of some evaluations are told.
    fn tell_all(
        &self,
        of: impl IntoIterator<Item = (EvaluationId, PersonId)>,
        kind: Kind,
        detail: impl Fn(EvaluationId) -> Detail,
    ) -> Result<Vec<New>> {
        of.into_iter().map(|(id, person)| self.notice(person, kind, id, None, &detail(id))).collect()
    }

    async fn take_up_batch(&self, cycle: CycleId, detail: &Detail) -> Result<u64> {
        let first = EvaluationId(Uuid::nil());
        let mut conn = self.store.reader().await?;
        let rows = store::evaluation::page(&mut conn, cycle, first, Some(State::Unrated.code()), ENROLLED).await?;
        drop(conn);
        let mut steps = Vec::new();
        for row in rows {
            let state = state_of(&row)?.after(Step::TakeUp)?;
            let event = self.happened(cycle, Some((row.id, row.person_id)), None, "taken-up", &json!({}))?;
            let told = self.notice(row.person_id, Kind::EvaluationOpened, row.id, None, detail)?;
            steps.push((row, state, event, told));
        }
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !is_still(conn, cycle, &[CycleState::Open]).await? {
                        return Ok(0);
                    }
                    let (mut happened, mut tell) = (Vec::new(), Vec::new());
                    for (row, state, event, told) in steps {
                        if store::evaluation::settle(conn, &row, state.code(), None).await? {
                            happened.push(event);
                            tell.push(told);
                        }
                    }
                    store::notification::put(conn, &tell).await?;
                    let count = happened.len() as u64;
                    store::evaluation_log::append(conn, happened).await?;
                    Ok::<_, Error>(count)
                })
            })
            .await
    }

    /// Settles at most so many evaluations of a cycle that closes or is closed, each with the competencies as they are
    /// now if they changed since. Who was not rated is so, and gets no predicate. Whoever may still object is left alone.
    /// Tells how many were read: only when there are none is everybody settled, whoever did it. In a cycle in another state
    /// nothing is done.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn settle_batch(&self, cycle: CycleId, most: u32) -> Result<u64> {
        Ok(self.settle_after(cycle, EvaluationId(Uuid::nil()), most).await?.0)
    }

    /// The same from after an evaluation on. Tells also which was the last one: to look again past all that are settled would
    /// make a large city take longer for each person.
    async fn settle_after(
        &self,
        cycle: CycleId,
        after: EvaluationId,
        most: u32,
    ) -> Result<(u64, Option<EvaluationId>)> {
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let rows = store::evaluation::to_settle(&mut conn, cycle, now, (after, most)).await?;
        let found = store::evaluation_cycle::find(&mut conn, cycle).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let (read, last) = (rows.len() as u64, rows.last().map(|row| row.id));
        let mut steps = Vec::new();
        for row in rows {
            let state = state_of(&row)?.after(Step::Settle { in_time: false })?;
            let frozen = if state == State::Final { Some(self.freeze(row.person_id).await?) } else { None };
            let kind = if state == State::Final { "settled" } else { "unrated" };
            let detail = json!({ "predicate": row.predicate.as_ref().filter(|_| state == State::Final) });
            let event = self.happened(cycle, Some((row.id, row.person_id)), None, kind, &detail)?;
            let about = Detail { unrated: state != State::Final, ..Detail::cycle(&found.name) };
            let told = self.notice(row.person_id, Kind::EvaluationSettled, row.id, None, &about)?;
            steps.push((row, state, frozen, event, told));
        }
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !is_still(conn, cycle, &[CycleState::Closing, CycleState::Closed]).await? {
                        return Ok((0, None));
                    }
                    let (mut happened, mut tell) = (Vec::new(), Vec::new());
                    for (row, state, frozen, event, told) in steps {
                        if !store::evaluation::settle(conn, &row, state.code(), Some(now)).await? {
                            continue;
                        }
                        if let Some((id, frozen)) = frozen {
                            store::evaluation_log::freeze(conn, id, (row.id, row.person_id), &frozen).await?;
                        }
                        happened.push(event);
                        tell.push(told);
                    }
                    store::notification::put(conn, &tell).await?;
                    store::evaluation_log::append(conn, happened).await?;
                    Ok::<_, Error>((read, last))
                })
            })
            .await
    }

    /// Moves a cycle on. Where another server was faster nothing happens; the new state is returned either way.
    async fn move_cycle(&self, cycle: &mut Cycle, step: CycleStep) -> Result<CycleState> {
        let from = Read::new(cycle)?.state;
        let to = from.after(step)?;
        let (kind, action) = match step {
            CycleStep::Open => ("opened", "cycle-opened"),
            CycleStep::Close => ("closing", "cycle-closing"),
            CycleStep::Finish => ("closed", "cycle-closed"),
            CycleStep::Reopen => ("reopened", "cycle-reopened"),
        };
        let mut conn = self.store.reader().await?;
        let counts = StateCounts::read(store::evaluation::counts(&mut conn, cycle.id).await?);
        drop(conn);
        let detail = json!({ "people": counts.all(), "unrated": counts.of(State::Unrated) });
        self.write_cycle(cycle, to, (kind, action), None, &detail).await?;
        to.code().clone_into(&mut cycle.state);
        Ok(to)
    }

    /// Stores the state and dates of a cycle with what happened and who did it; `false` where it had moved on already.
    pub(super) async fn write_cycle(
        &self,
        new: &Cycle,
        to: CycleState,
        (kind, action): (&'static str, &'static str),
        by: Option<PersonId>,
        detail: &serde_json::Value,
    ) -> Result<bool> {
        let happened = vec![self.cycle_event(new.id, by, kind, detail)?];
        let mut noted = detail.clone();
        if let Some(fields) = noted.as_object_mut() {
            // The reason is in the history of the cycle; the log holds no free text.
            fields.remove("text");
            fields.insert("cycle".to_owned(), json!(new.id.to_string()));
        }
        let audit = self.event(by, None, action, noted)?;
        let (id, from, window) = (new.id, new.state.clone(), (new.opens_at, new.closes_at));
        let mut tell = Vec::new();
        if kind == "opened" {
            let mut conn = self.store.reader().await?;
            for head in store::organisation::heads(&mut conn, self.now()).await? {
                tell.push(self.notice(head, Kind::EvaluationToRate, id, by, &Detail::cycle(&new.name))?);
            }
        }
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::evaluation_cycle::advance(conn, id, (from.as_str(), to.code()), window).await? {
                        return Ok(false);
                    }
                    store::notification::put(conn, &tell).await?;
                    store::evaluation_log::append(conn, happened).await?;
                    store::audit::append(conn, audit).await?;
                    Ok::<_, Error>(true)
                })
            })
            .await
    }
}

/// Whether a cycle is in one of these states. It stays so until the end of the transaction.
async fn is_still(conn: &mut Conn, cycle: CycleId, states: &[CycleState]) -> Result<bool> {
    let held = store::evaluation_cycle::hold(conn, cycle).await?.ok_or(Error::NotFound)?;
    Ok(states.contains(&Read::new(&held)?.state))
}
