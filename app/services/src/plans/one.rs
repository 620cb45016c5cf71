//! One plan: its people with how it stands for each; exempt somebody, change the due date, answer, withdraw.

use std::collections::BTreeSet;

use domain::id::{PersonId, PlanId};
use domain::notification::Kind;
use domain::plan::{PlanState, Reminder};
use domain::policy::{self, Action, Relation};
use domain::time::Timestamp;
use serde_json::json;
use store::plan::{Plan, PlanPerson};

use super::mine::enough_notes;
use super::{LONGEST_NOTE, PlanHead, PlanNote, courses_of, notes_of};
use crate::notifications::Detail;
use crate::{Actor, Error, Problem, Result, Services};

/// What `/rencana/{id}` shows.
#[derive(Clone, Debug)]
pub struct PlanView {
    pub plan: PlanHead,
    pub now: Timestamp,
    pub people: Vec<PlanPersonView>,
    /// People whom the reader may not see.
    pub others: usize,
    /// The reader may change it for somebody.
    pub may_change: bool,
    /// The reader sees the plans of a team.
    pub sees_team: bool,
}

/// A person of a plan.
#[derive(Clone, Debug)]
pub struct PlanPersonView {
    pub id: PersonId,
    pub name: String,
    pub state: PlanState,
    pub due: Timestamp,
    pub done: usize,
    pub begun: usize,
    pub exempt_reason: Option<String>,
    pub notes: Vec<PlanNote>,
    pub reminders: Vec<ReminderView>,
    pub may_change: bool,
}

/// A reminder that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReminderView {
    pub reminder: Reminder,
    pub at: Timestamp,
    /// It went into a letter; else it stands in Ampera alone.
    pub mailed: bool,
}

/// A plan with those of its people whom the actor may see.
struct Seen {
    plan: Plan,
    rows: Vec<PlanPerson>,
    others: usize,
    /// Whom the actor may plan for.
    changeable: BTreeSet<PersonId>,
}

impl Services {
    /// One plan.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may see nobody of it.
    pub async fn plan(&self, actor: &Actor, id: PlanId) -> Result<PlanView> {
        let Seen { plan, rows, others, changeable } = self.seen_plan(actor, id).await?;
        let snapshot = self.snapshot()?;
        let (now, rules) = (self.now(), self.plan_rules()?);
        let people: Vec<PersonId> = rows.iter().map(|row| row.person_id).collect();
        let mut conn = self.store.reader().await?;
        let slugs = courses_of(&mut conn, &[id]).await?.remove(&id).unwrap_or_default();
        let mut notes = notes_of(&mut conn, &[id]).await?;
        let reminders = store::plan_reminder::of_plan(&mut conn, id).await?;
        let completed = self.completed(&mut conn, &people).await?;
        drop(conn);
        let mut people: Vec<_> = rows
            .iter()
            .map(|row| {
                let standing = completed.standing(row, &slugs, &rules);
                let begun = slugs.iter().filter(|slug| completed.has_begun(row.person_id, slug)).count();
                let made = reminders.iter().filter(|made| made.person_id == row.person_id);
                PlanPersonView {
                    id: row.person_id,
                    name: row.name.clone(),
                    state: standing.state(now),
                    due: row.due_at,
                    done: standing.done,
                    begun: begun.saturating_sub(standing.done),
                    exempt_reason: row.exempt_reason.clone().filter(|_| row.exempt_at.is_some()),
                    notes: notes.remove(&(id, row.person_id)).unwrap_or_default(),
                    reminders: made
                        .filter_map(|made| {
                            let reminder = Reminder::from_code(&made.kind)?;
                            Some(ReminderView { reminder, at: made.made_at, mailed: made.mail_id.is_some() })
                        })
                        .collect(),
                    may_change: changeable.contains(&row.person_id),
                }
            })
            .collect();
        let place = |state: PlanState| PlanState::ALL.iter().position(|known| *known == state);
        people.sort_by(|one, other| place(one.state).cmp(&place(other.state)).then_with(|| one.name.cmp(&other.name)));
        Ok(PlanView {
            plan: snapshot.plan_head(&plan, &slugs),
            now,
            may_change: !changeable.is_empty(),
            sees_team: policy::allows(actor.roles, Action::SeePlan(Relation::Led)),
            people,
            others,
        })
    }

    /// Takes somebody out of a plan, for a reason.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `alasan`; [`Error::NotFound`] where the actor may not.
    pub async fn exempt_from_plan(&self, actor: &Actor, id: PlanId, person: PersonId, reason: &str) -> Result<()> {
        self.changeable_person(actor, id, person).await?;
        let reason = reason.trim().to_owned();
        match reason.chars().count() {
            0 => return Err(Error::field("alasan", Problem::Missing)),
            1..=LONGEST_NOTE => {}
            _ => return Err(Error::field("alasan", Problem::TooLong { most: LONGEST_NOTE })),
        }
        let (by, now) = (actor.person, self.now());
        let event = self.event(Some(by), Some(person), "plan-exempted", json!({ "plan": id.to_string() }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::plan::exempt(conn, (id, person), by, &reason, now).await? {
                        return Err(Error::NotFound);
                    }
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Takes an exemption back.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not, or there is none.
    pub async fn include_in_plan(&self, actor: &Actor, id: PlanId, person: PersonId) -> Result<()> {
        self.changeable_person(actor, id, person).await?;
        let detail = json!({ "plan": id.to_string() });
        let event = self.event(Some(actor.person), Some(person), "plan-included", detail)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::plan::include(conn, id, person).await? {
                        return Err(Error::NotFound);
                    }
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Gives one person, or everybody whom the actor may plan for, another due date.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `tenggat`; [`Error::NotFound`] where the actor may not.
    pub async fn move_plan(&self, actor: &Actor, id: PlanId, person: Option<PersonId>, day: &str) -> Result<()> {
        let people = self.changeable_people(actor, id, person).await?;
        let mut errors = Vec::new();
        let due = self.plan_due_date(day, &mut errors).ok_or(Error::Invalid(errors))?;
        let detail = json!({ "plan": id.to_string(), "people": people.len(), "due": due.0 });
        let event = self.event(Some(actor.person), person, "plan-moved", detail)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if store::plan::set_due(conn, id, &people, due).await? == 0 {
                        return Err(Error::NotFound);
                    }
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Withdraws a plan for one person, or for everybody whom the actor may plan for.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not, or it is withdrawn.
    pub async fn withdraw_plan(&self, actor: &Actor, id: PlanId, person: Option<PersonId>) -> Result<()> {
        let people = self.changeable_people(actor, id, person).await?;
        let (by, now) = (actor.person, self.now());
        let detail = json!({ "plan": id.to_string(), "people": people.len() });
        let event = self.event(Some(by), person, "plan-withdrawn", detail)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if store::plan::withdraw(conn, id, &people, by, now).await? == 0 {
                        return Err(Error::NotFound);
                    }
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Answers somebody who wants to talk about a plan.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `catatan`; [`Error::NotFound`] where the actor may not.
    pub async fn answer_plan(&self, actor: &Actor, id: PlanId, person: PersonId, words: &str) -> Result<()> {
        self.changeable_person(actor, id, person).await?;
        let note = self.plan_note(actor, id, person, words)?;
        let note_id = self.new_id()?;
        let detail = json!({ "plan": id.to_string() });
        let event = self.event(Some(actor.person), Some(person), "plan-answered", detail)?;
        let mut conn = self.store.reader().await?;
        let courses = courses_of(&mut conn, &[id]).await?.remove(&id).unwrap_or_default();
        drop(conn);
        let tell = self.notice(person, Kind::PlanAnswered, id, Some(actor.person), &Detail::courses(&courses))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    enough_notes(conn, id, person).await?;
                    store::plan::add_note(conn, note_id, &note).await?;
                    store::notification::put(conn, &[tell]).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    async fn changeable_person(&self, actor: &Actor, id: PlanId, person: PersonId) -> Result<()> {
        self.changeable_people(actor, id, Some(person)).await.map(drop)
    }

    async fn changeable_people(&self, actor: &Actor, id: PlanId, person: Option<PersonId>) -> Result<Vec<PersonId>> {
        let seen = self.seen_plan(actor, id).await?;
        let wanted = |found: &PersonId| person.is_none_or(|person| person == *found);
        let people: Vec<PersonId> = seen.changeable.into_iter().filter(wanted).collect();
        if people.is_empty() { Err(Error::NotFound) } else { Ok(people) }
    }

    async fn seen_plan(&self, actor: &Actor, id: PlanId) -> Result<Seen> {
        let mut conn = self.store.reader().await?;
        let plan = store::plan::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let rows = store::plan::people(&mut conn, &[id]).await?;
        let led = store::plan::led(&mut conn, actor.person, id, self.now()).await?;
        drop(conn);
        let relation = |person: PersonId| {
            if person == actor.person {
                Relation::Oneself
            } else if led.iter().any(|(led,)| *led == person.0) {
                Relation::Led
            } else {
                Relation::Other
            }
        };
        let all = rows.len();
        let may = |action| policy::allows(actor.roles, action);
        let rows: Vec<_> = rows.into_iter().filter(|row| may(Action::SeePlan(relation(row.person_id)))).collect();
        if rows.is_empty() {
            return Err(Error::NotFound);
        }
        let changeable = rows.iter().map(|row| row.person_id).filter(|person| {
            // What others planned for somebody is not theirs to change, only to talk about.
            let own = *person == actor.person && plan.created_by != actor.person && !actor.roles.admin;
            !own && may(Action::AssignPlan(relation(*person)))
        });
        Ok(Seen { others: all - rows.len(), changeable: changeable.collect(), plan, rows })
    }
}
