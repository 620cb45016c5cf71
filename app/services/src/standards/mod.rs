//! What positions require: what the content ships, and from a day on what the agency sets instead. A change is looked at
//! before it is made: it names whose gap it changes.

mod impact;
mod import;
mod view;

use std::collections::BTreeMap;

use domain::id::{CompetencyId, PersonId, PositionId, RecordId};
use domain::level::Level;
use domain::policy::Action;
use domain::time::Timestamp;
use serde_json::json;
use store::Conn;
use store::standard::{Decree, Draft};

pub use impact::{Impact, UnitImpact};
pub use import::{StandardImport, StandardProblem, StandardReason};
pub use view::{DecreeView, StandardDraftView, StandardForm, StandardLevel, StandardRow, StandardView, StandardsView};

use crate::dates::required;
use crate::units::short_text;
use crate::{Actor, Error, FieldError, Problem, Result, Services, Snapshot};

/// How long a change waits to be applied.
const WAITS_MINUTES: i64 = 120;
const LONGEST_SOURCE: usize = 200;

/// A change of one level; `None` where it is no longer required.
pub(crate) type Change = (PositionId, CompetencyId, Option<Level>);

impl Services {
    /// Every position with its standard.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn standards(&self, actor: &Actor) -> Result<StandardsView> {
        self.allow(actor, Action::ManagePeople)?;
        let now = self.now();
        let snapshot = self.library.current()?;
        let mut conn = self.store.reader().await?;
        let required = store::total::required(&mut conn, now).await?;
        let decrees = store::standard::decrees(&mut conn).await?;
        let mut counts: BTreeMap<PositionId, usize> = BTreeMap::new();
        for position in &snapshot.competencies.standards.positions {
            counts.insert(position.id.clone(), 0);
        }
        for (position, ..) in required {
            *counts.entry(position).or_default() += 1;
        }
        let mut rows = Vec::new();
        for (position, competencies) in counts {
            let in_force = decrees.iter().find(|decree| decree.position_id == position && decree.valid_from <= now);
            rows.push(StandardRow {
                title: snapshot.position_title(&position),
                since: store::standard::required(&mut conn, &position, now).await?.iter().map(|r| r.valid_from).max(),
                position: position.to_string(),
                competencies,
                decree: in_force.map(decree_view),
            });
        }
        rows.sort_by(|one, other| one.title.id.cmp(&other.title.id).then_with(|| one.position.cmp(&other.position)));
        Ok(StandardsView { rows, today: now.jakarta().date() })
    }

    /// The standard of a position, with every competency that it could require.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a position that nobody knows, and for everybody but administrators.
    pub async fn standard_view(&self, actor: &Actor, position: &str) -> Result<StandardView> {
        self.allow(actor, Action::ManagePeople)?;
        let now = self.now();
        let snapshot = self.library.current()?;
        let id = PositionId::new(position);
        let mut conn = self.store.reader().await?;
        if !is_known(&mut conn, &snapshot, &id).await? {
            return Err(Error::NotFound);
        }
        let levels = levels_at(&mut conn, &id, now).await?;
        let decrees = store::standard::decrees(&mut conn).await?;
        drop(conn);
        let known = snapshot.competencies.dictionary.iter().map(|competency| competency.id.clone());
        let others = levels.keys().filter(|id| !snapshot.competencies.dictionary.contains(id)).cloned();
        let row = |competency: CompetencyId| StandardLevel {
            title: snapshot.competency_title(&competency),
            level: levels.get(&competency).copied(),
            competency: competency.to_string(),
        };
        Ok(StandardView {
            title: snapshot.position_title(&id),
            rows: known.chain(others).map(row).collect(),
            history: decrees.iter().filter(|decree| decree.position_id == id).map(decree_view).collect(),
            shipped_source: snapshot.competencies.standards.source.clone(),
            position: position.to_owned(),
            today: now.jakarta().date(),
        })
    }

    /// Keeps what was typed for its preview, of the actor alone.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields to correct.
    pub async fn propose_standard(&self, actor: &Actor, form: &StandardForm) -> Result<RecordId> {
        self.allow(actor, Action::ManagePeople)?;
        let snapshot = self.library.current()?;
        let position = PositionId::new(form.position.as_str());
        let mut conn = self.store.reader().await?;
        if !is_known(&mut conn, &snapshot, &position).await? {
            return Err(Error::NotFound);
        }
        let now_required = levels_at(&mut conn, &position, self.now()).await?;
        drop(conn);
        let (mut changes, mut errors) = (Vec::new(), Vec::new());
        for (competency, text) in &form.levels {
            let id = CompetencyId::new(competency.as_str());
            if !snapshot.competencies.dictionary.contains(&id) && !now_required.contains_key(&id) {
                continue;
            }
            match level(text) {
                Some(level) => changes.push((position.clone(), id, level)),
                None => errors.push(FieldError::new(competency, Problem::OutOfRange { low: 1, high: 5 })),
            }
        }
        self.propose(actor, changes, &form.from, &form.source, form.checked, errors).await
    }

    async fn propose(
        &self,
        actor: &Actor,
        changes: Vec<Change>,
        from: &str,
        source: &str,
        checked: bool,
        mut errors: Vec<FieldError>,
    ) -> Result<RecordId> {
        let mut fields = |result: Result<()>| match result {
            Err(Error::Invalid(found)) => {
                errors.extend(found);
                Ok(())
            }
            other => other,
        };
        let (mut valid_from, mut named) = (self.now(), String::new());
        fields(required("from", from).map(|day| valid_from = day))?;
        fields(short_text("source", source, LONGEST_SOURCE).map(|text| named = text))?;
        if errors.is_empty() {
            let mut conn = self.store.reader().await?;
            let mut positions: Vec<_> = changes.iter().map(|(position, ..)| position.clone()).collect();
            positions.dedup();
            for position in positions {
                if let Some(since) = store::standard::newest(&mut conn, &position).await?.filter(|at| *at > valid_from)
                {
                    errors.push(FieldError::new("from", Problem::BeforeNewest { since }));
                    break;
                }
            }
        }
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let now = self.now();
        let draft = Draft {
            id: self.new_id()?,
            person_id: actor.person,
            valid_from,
            source: named,
            checked,
            changes: serde_json::to_string(&changes).map_err(|error| Error::System(error.to_string()))?,
            expires_at: now.plus_minutes(WAITS_MINUTES),
        };
        let id = draft.id;
        let kept: Result<()> = self
            .store
            .write(move |conn| Box::pin(async move { Ok(store::standard::insert_draft(conn, &draft, now).await?) }))
            .await;
        kept.map(|()| id)
    }

    /// What a change does: which levels, and whose gap.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor has no such change.
    pub async fn standard_draft(&self, actor: &Actor, id: RecordId) -> Result<StandardDraftView> {
        let draft = self.waiting_standard(actor, id).await?;
        self.count_totals().await?;
        let snapshot = self.library.current()?;
        let mut conn = self.store.reader().await?;
        let sets = merged(&mut conn, &draft).await?;
        let mut changes = Vec::new();
        for Merged { position, before, after } in &sets {
            let mut all: Vec<_> = before.keys().chain(after.keys()).collect();
            all.sort();
            all.dedup();
            for competency in all.into_iter().filter(|id| before.get(id) != after.get(id)) {
                changes.push((
                    snapshot.position_title(position),
                    snapshot.competency_title(competency),
                    before.get(competency).copied(),
                    after.get(competency).copied(),
                ));
            }
        }
        let impact = impact::of(&mut conn, &sets, self.now()).await?;
        let Draft { valid_from, source, checked, expires_at, .. } = draft;
        Ok(StandardDraftView { id, from: valid_from, source, checked, changes, impact, expires_at })
    }

    /// Applies a change.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor has no such change (any more), [`Error::Invalid`] where something newer was set since.
    pub async fn apply_standard(&self, actor: &Actor, id: RecordId) -> Result<()> {
        let draft = self.waiting_standard(actor, id).await?;
        let (services, by, now) = (self.clone(), actor.person, self.now());
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // Of two changes at the same time the second is made of what the first left.
                    store::total::hold(conn, now).await?;
                    // Whoever sent the form twice gets it once.
                    if !store::standard::remove_draft(conn, id, by).await? {
                        return Err(Error::NotFound);
                    }
                    let mut positions = Vec::new();
                    for Merged { position, before, after } in merged(conn, &draft).await? {
                        if before == after {
                            continue;
                        }
                        let newest = store::standard::newest(conn, &position).await?;
                        if let Some(since) = newest.filter(|newest| *newest > draft.valid_from) {
                            return Err(Error::field("from", Problem::BeforeNewest { since }));
                        }
                        let levels: Vec<_> = after.into_iter().collect();
                        store::standard::replace(conn, &position, draft.valid_from, &levels).await?;
                        let decree = Decree {
                            id: services.new_id()?,
                            position_id: position.clone(),
                            valid_from: draft.valid_from,
                            source: draft.source.clone(),
                            checked: draft.checked,
                            set_at: now,
                            set_by: Some(by.0),
                        };
                        store::standard::insert_decree(conn, &decree).await?;
                        positions.push(position.to_string());
                    }
                    let from = draft.valid_from.jakarta().date().to_string();
                    let event = services.event(
                        Some(by),
                        None,
                        "standards-changed",
                        json!({ "positions": positions, "from": from }),
                    )?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Forgets a change.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor has no such change.
    pub async fn discard_standard(&self, actor: &Actor, id: RecordId) -> Result<()> {
        self.allow(actor, Action::ManagePeople)?;
        let person = actor.person;
        let removed: Result<bool> = self
            .store
            .write_statement(move |conn| {
                Box::pin(async move { Ok(store::standard::remove_draft(conn, id, person).await?) })
            })
            .await;
        if removed? { Ok(()) } else { Err(Error::NotFound) }
    }

    async fn waiting_standard(&self, actor: &Actor, id: RecordId) -> Result<Draft> {
        self.allow(actor, Action::ManagePeople)?;
        let mut conn = self.store.reader().await?;
        store::standard::draft(&mut conn, id, actor.person, self.now()).await?.ok_or(Error::NotFound)
    }
}

/// A position with what it requires before and after a change.
pub(crate) struct Merged {
    pub position: PositionId,
    pub before: BTreeMap<CompetencyId, Level>,
    pub after: BTreeMap<CompetencyId, Level>,
}

/// What a change makes of each position on the day it holds from. What it does not name stays.
async fn merged(conn: &mut Conn, draft: &Draft) -> Result<Vec<Merged>> {
    let changes: Vec<Change> =
        serde_json::from_str(&draft.changes).map_err(|error| Error::System(format!("a draft: {error}")))?;
    let mut by_position: BTreeMap<PositionId, Vec<(CompetencyId, Option<Level>)>> = BTreeMap::new();
    for (position, competency, level) in changes {
        by_position.entry(position).or_default().push((competency, level));
    }
    let mut sets = Vec::new();
    for (position, changes) in by_position {
        let before = levels_at(conn, &position, draft.valid_from).await?;
        let mut after = before.clone();
        for (competency, level) in changes {
            match level {
                Some(level) => after.insert(competency, level),
                None => after.remove(&competency),
            };
        }
        sets.push(Merged { position, before, after });
    }
    Ok(sets)
}

async fn levels_at(conn: &mut Conn, position: &PositionId, at: Timestamp) -> Result<BTreeMap<CompetencyId, Level>> {
    let required = store::standard::required(conn, position, at).await?;
    Ok(required.into_iter().map(|required| (required.competency_id, required.level)).collect())
}

/// A position of the content, one that has a standard, or one that somebody holds.
async fn is_known(conn: &mut Conn, snapshot: &Snapshot, position: &PositionId) -> Result<bool> {
    let shipped = snapshot.competencies.standards.positions.iter().any(|found| found.id == *position);
    Ok(shipped
        || store::standard::newest(conn, position).await?.is_some()
        || !store::standard::holders(conn, position, PersonId(uuid::Uuid::nil()), 1).await?.is_empty())
}

/// A level as it was typed: empty, a dash or 0 for none. `None` for what is no level.
pub(crate) fn level(text: &str) -> Option<Option<Level>> {
    match text.trim() {
        "" | "-" | "–" | "0" => Some(None),
        text => Level::try_from(text.parse::<i64>().ok()?).ok().map(Some),
    }
}

fn decree_view(decree: &Decree) -> DecreeView {
    DecreeView { source: decree.source.clone(), checked: decree.checked, from: decree.valid_from }
}
