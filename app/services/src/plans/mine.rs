//! What I am to learn until when: accept it, or say that it is to be talked about.

use domain::id::{CourseId, PersonId, PlanId};
use domain::notification::Kind;
use domain::plan::{Answer, PlanState};
use domain::policy::{Action, Relation};
use domain::score::PerMille;
use domain::time::Timestamp;
use serde_json::json;
use store::plan::{Note, PlanPerson};

use super::{LONGEST_NOTE, PlanHead, PlanNote, courses_of, notes_of};
use crate::notifications::Detail;
use crate::progress::{AllProgress, next_row, outline};
use crate::{Actor, Error, NextStep, Problem, Result, Services, Snapshot};

/// Plans on the page.
const LISTED: u32 = 200;
/// Notes about one person of a plan.
pub(super) const MOST_NOTES: i64 = 50;

/// What `/rencana` shows.
#[derive(Clone, Debug)]
pub struct MyPlan {
    pub now: Timestamp,
    /// What is still to be done, by due date.
    pub open: Vec<MyPlanItem>,
    /// What is done, exempt or withdrawn, the newest first.
    pub past: Vec<MyPlanItem>,
    /// Where letters go, if somewhere; and whether they are wanted.
    pub address: Option<String>,
    pub mail: bool,
}

/// A plan as its learner sees it.
#[derive(Clone, Debug)]
pub struct MyPlanItem {
    pub plan: PlanHead,
    pub state: PlanState,
    pub answer: Option<Answer>,
    pub due: Timestamp,
    /// Per course: since when it is done; progress where it is begun.
    pub courses: Vec<(Option<Timestamp>, Option<PerMille>)>,
    pub done: usize,
    /// The course to go on with, by its place, and the lesson or quiz in it.
    pub next: Option<NextStep>,
    pub notes: Vec<PlanNote>,
    pub exempt_reason: Option<String>,
}

/// A plan on the home page.
#[derive(Clone, Debug)]
pub struct PlanDue {
    pub plan: PlanHead,
    pub state: PlanState,
    pub due: Timestamp,
    pub done: usize,
    /// Where to go on.
    pub href: Option<String>,
}

impl Services {
    /// The actor's plan.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn my_plan(&self, actor: &Actor) -> Result<MyPlan> {
        self.allow(actor, Action::SeePlan(Relation::Oneself))?;
        let progress = self.progress(actor.person).await?;
        let (open, past) = self.plan_items(actor.person, &progress).await?;
        let mut conn = self.store.reader().await?;
        let address = store::account::email(&mut conn, actor.person).await?;
        let setting = store::plan_reminder::setting(&mut conn, actor.person).await?;
        Ok(MyPlan { now: self.now(), open, past, address, mail: setting.is_none_or(|setting| setting.mail) })
    }

    /// What is planned for a person and not done yet, by due date; nothing for those who may not see it.
    pub(crate) async fn open_plans(
        &self,
        actor: &Actor,
        person: PersonId,
        relation: Relation,
        progress: &AllProgress,
    ) -> Result<Vec<MyPlanItem>> {
        if self.allow(actor, Action::SeePlan(relation)).is_err() {
            return Ok(Vec::new());
        }
        self.plan_items(person, progress).await.map(|(open, _)| open)
    }

    /// Open items by due date, and the others with the newest first.
    pub(super) async fn plan_items(
        &self,
        person: PersonId,
        progress: &AllProgress,
    ) -> Result<(Vec<MyPlanItem>, Vec<MyPlanItem>)> {
        let snapshot = self.snapshot()?;
        let (now, rules) = (self.now(), self.plan_rules()?);
        let mut conn = self.store.reader().await?;
        let plans = store::plan::of_person(&mut conn, person, LISTED).await?;
        if plans.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let rows = store::plan::rows_of_person(&mut conn, person).await?;
        let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
        let courses = courses_of(&mut conn, &ids).await?;
        let mut notes = notes_of(&mut conn, &ids).await?;
        let completed = self.completed(&mut conn, &[person]).await?;
        drop(conn);
        let (mut open, mut past) = (Vec::new(), Vec::new());
        for plan in &plans {
            let Some(row) = rows.iter().find(|row| row.plan_id == plan.id) else { continue };
            let slugs = courses.get(&plan.id).cloned().unwrap_or_default();
            let standing = completed.standing(row, &slugs, &rules);
            let state = standing.state(now);
            let done_at: Vec<_> =
                slugs.iter().map(|slug| completed.for_plan(person, slug, row.assigned_at, &rules)).collect();
            let item = MyPlanItem {
                plan: snapshot.plan_head(plan, &slugs),
                state,
                answer: standing.answer,
                due: row.due_at,
                done: standing.done,
                next: state.is_open().then(|| next(&snapshot, progress, &slugs, &done_at)).flatten(),
                courses: slugs
                    .iter()
                    .zip(&done_at)
                    .map(|(slug, done)| (*done, course_progress(&snapshot, progress, slug)))
                    .collect(),
                notes: notes.remove(&(plan.id, person)).unwrap_or_default(),
                exempt_reason: row.exempt_reason.clone(),
            };
            if state.is_open() { open.push(item) } else { past.push(item) }
        }
        open.sort_by_key(|item| item.due);
        Ok((open, past))
    }

    /// What is due next on the home page: the nearest, and what is late, new or comes soon.
    pub(crate) async fn plan_due(&self, person: PersonId, progress: &AllProgress) -> Result<Vec<PlanDue>> {
        let (open, _) = self.plan_items(person, progress).await?;
        let (now, rules) = (self.now(), self.plan_rules()?);
        let soon = now.plus_days(i64::from(rules.days_before.iter().copied().max().unwrap_or_default()));
        let shown = |(place, item): &(usize, MyPlanItem)| {
            *place == 0 || item.due <= soon || item.state == PlanState::Unanswered
        };
        let due = |item: MyPlanItem| PlanDue {
            href: item.next.as_ref().and_then(|next| href(&item, next)),
            plan: item.plan,
            state: item.state,
            due: item.due,
            done: item.done,
        };
        Ok(open.into_iter().enumerate().filter(shown).take(3).map(|(_, item)| due(item)).collect())
    }

    /// The actor accepts a plan.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor has no such plan that is open.
    pub async fn accept_plan(&self, actor: &Actor, id: PlanId, lang: &str) -> Result<()> {
        self.own_plan(actor, id).await?;
        let (person, now) = (actor.person, self.now());
        let event = self.event(Some(person), Some(person), "plan-accepted", json!({ "plan": id.to_string() }))?;
        let setting = self.new_setting(lang)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::plan::answer(conn, id, person, Answer::Accepted.code(), now).await? {
                        return Err(Error::NotFound);
                    }
                    store::plan_reminder::ensure(conn, person, &setting).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// The actor wants to talk about a plan, and says why.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `catatan`; [`Error::NotFound`] as above.
    pub async fn discuss_plan(&self, actor: &Actor, id: PlanId, words: &str, lang: &str) -> Result<()> {
        self.own_plan(actor, id).await?;
        let (person, now) = (actor.person, self.now());
        let note = self.plan_note(actor, id, person, words)?;
        let event = self.event(Some(person), Some(person), "plan-discussed", json!({ "plan": id.to_string() }))?;
        let mut conn = self.store.reader().await?;
        let made_by = store::plan::find(&mut conn, id).await?.ok_or(Error::NotFound)?.created_by;
        let courses = courses_of(&mut conn, &[id]).await?.remove(&id).unwrap_or_default();
        drop(conn);
        let tell = match made_by {
            made_by if made_by == person => None,
            made_by => Some(self.notice(made_by, Kind::PlanDiscussed, id, Some(person), &Detail::courses(&courses))?),
        };
        let (note_id, setting) = (self.new_id()?, self.new_setting(lang)?);
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::plan::answer(conn, id, person, Answer::Discuss.code(), now).await? {
                        return Err(Error::NotFound);
                    }
                    enough_notes(conn, id, person).await?;
                    store::plan::add_note(conn, note_id, &note).await?;
                    store::plan_reminder::ensure(conn, person, &setting).await?;
                    store::notification::put(conn, tell.as_slice()).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// A note as it is to be stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `catatan`.
    pub(super) fn plan_note(&self, actor: &Actor, plan: PlanId, person: PersonId, words: &str) -> Result<Note> {
        let text = words.trim().to_owned();
        match text.chars().count() {
            0 => return Err(Error::field("catatan", Problem::Missing)),
            1..=LONGEST_NOTE => {}
            _ => return Err(Error::field("catatan", Problem::TooLong { most: LONGEST_NOTE })),
        }
        Ok(Note {
            plan_id: plan,
            person_id: person,
            author_id: actor.person,
            author: actor.name.clone(),
            text,
            at: self.now(),
        })
    }

    async fn own_plan(&self, actor: &Actor, id: PlanId) -> Result<PlanPerson> {
        self.allow(actor, Action::SeePlan(Relation::Oneself))?;
        let mut conn = self.store.reader().await?;
        let rows = store::plan::rows_of_person(&mut conn, actor.person).await?;
        rows.into_iter().find(|row| row.plan_id == id).ok_or(Error::NotFound)
    }
}

/// A discussion has an end: there is a limit to what can be stored.
pub(super) async fn enough_notes(conn: &mut store::Conn, plan: PlanId, person: PersonId) -> Result<()> {
    if store::plan::count_notes(conn, plan, person).await? >= MOST_NOTES {
        return Err(Error::field("catatan", Problem::TooManyNotes { most: MOST_NOTES }));
    }
    Ok(())
}

fn course_progress(snapshot: &Snapshot, progress: &AllProgress, slug: &str) -> Option<PerMille> {
    let course = snapshot.courses.get(slug)?;
    let mine = progress.in_course(&CourseId::new(slug));
    mine.last.as_ref()?;
    Some(outline(course, &mine).progress)
}

/// The course that was begun and is not done, else the first that is not done.
fn next(
    snapshot: &Snapshot,
    progress: &AllProgress,
    courses: &[String],
    done: &[Option<Timestamp>],
) -> Option<NextStep> {
    let open = |begun: bool| {
        (0..courses.len()).find(|place| {
            let mine = progress.in_course(&CourseId::new(courses[*place].as_str()));
            done[*place].is_none()
                && snapshot.courses.contains_key(&courses[*place])
                && (!begun || mine.last.is_some() && mine.completed.is_none())
        })
    };
    let step = open(true).or_else(|| open(false))?;
    let course = snapshot.courses.get(&courses[step])?;
    let mine = progress.in_course(&course.id);
    let item = mine.last.as_ref().and_then(|_| {
        let outline = outline(course, &mine);
        let row = &outline.rows[next_row(course, &outline, &mine)?];
        Some((row.slug.clone(), row.title.clone()))
    });
    Some(NextStep { step, item })
}

/// Where the next step is.
fn href(item: &MyPlanItem, next: &NextStep) -> Option<String> {
    let course = &item.plan.courses.get(next.step)?.course;
    Some(match &next.item {
        Some((slug, _)) => format!("/kursus/{course}/{slug}"),
        None => format!("/kursus/{course}"),
    })
}

impl MyPlanItem {
    /// The address of the next step.
    pub fn href(&self) -> Option<String> {
        href(self, self.next.as_ref()?)
    }
}
