//! The organisation's tree, of any day, and what an administrator does to it.

use std::collections::BTreeMap;

use domain::id::UnitId;
use domain::policy::Action;
use domain::time::Timestamp;
use domain::unit::{Tree, TreeProblem, UnitState};
use jiff::civil::Date;
use serde_json::json;
use store::Conn;
use store::unit::{UnitPeriod, UnitRecord};

use crate::dates::{optional, required};
use crate::{Actor, Error, Problem, Result, Services, UnitOption};

/// Kinds of units to choose from; a list that is imported may bring others.
pub const UNIT_KINDS: [&str; 14] = [
    "kota",
    "sekretariat",
    "inspektorat",
    "dinas",
    "badan",
    "bagian",
    "bidang",
    "kecamatan",
    "kelurahan",
    "uptd",
    "puskesmas",
    "rumah-sakit",
    "sekolah",
    "seksi",
];

/// Units on one page; more have to be searched for.
const PAGE: usize = 1000;
/// The longest name, and the longest code and kind.
const LONGEST_NAME: usize = 200;
const LONGEST_CODE: usize = 60;

/// What `/admin/unit` shows.
#[derive(Clone, Debug)]
pub struct UnitTreeView {
    /// The day shown.
    pub on: Date,
    pub today: Date,
    /// What was searched for.
    pub query: String,
    pub rows: Vec<UnitNode>,
    /// How many units there were that day; `rows` may be fewer.
    pub units: usize,
}

/// A unit in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitNode {
    pub id: UnitId,
    pub name: String,
    pub kind: String,
    /// 0 for the top.
    pub depth: usize,
    /// Who works in the unit itself.
    pub people: usize,
}

/// What `/admin/unit/{unit}` shows.
#[derive(Clone, Debug)]
pub struct UnitView {
    pub id: UnitId,
    pub name: String,
    pub kind: String,
    pub code: String,
    /// The units above it, from the top.
    pub above: Vec<(UnitId, String)>,
    pub below: Vec<UnitNode>,
    pub people: usize,
    /// The newest first.
    pub history: Vec<PeriodView>,
    /// When it ended or will, and what it became a part of.
    pub ended: Option<(Timestamp, Option<(UnitId, String)>)>,
    pub today: Date,
    /// Where it can go or be merged into.
    pub others: Vec<UnitOption>,
}

/// What a unit was for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodView {
    pub name: String,
    pub kind: String,
    pub parent: Option<String>,
    /// `None`: since before records began.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}

/// What was typed about a unit.
#[derive(Clone, Debug, Default)]
pub struct UnitForm {
    pub name: String,
    pub kind: String,
    pub code: String,
    /// The unit above, or the one to merge into.
    pub other: String,
    /// The day from which it holds.
    pub from: String,
}

impl Services {
    /// The tree of a day; today's without one.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn unit_tree(&self, actor: &Actor, on: Option<Date>, query: &str) -> Result<UnitTreeView> {
        self.allow(actor, Action::ManagePeople)?;
        let now = self.now();
        let today = now.jakarta().date();
        let on = on.unwrap_or(today);
        // Today is what holds now; another day is asked at its end, when what changed that day holds.
        let at = if on == today { now } else { Timestamp::start_of(on).plus_days(1).plus_millis(-1) };
        let mut conn = self.store.reader().await?;
        let periods = store::unit::tree_at(&mut conn, at).await?;
        let counts = counts(&mut conn, at).await?;
        let tree = Tree::new(periods.iter().map(UnitPeriod::state));
        let query: String = query.trim().chars().take(LONGEST_NAME).collect();
        let wanted = query.to_lowercase();
        let matching = tree.in_order().into_iter().filter(|unit| unit.name.to_lowercase().contains(&wanted));
        let rows = matching.take(PAGE).map(|unit| node(unit, &counts)).collect();
        Ok(UnitTreeView { on, today, query, rows, units: periods.len() })
    }

    /// A unit with its history.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none, and for everybody but administrators.
    pub async fn unit_view(&self, actor: &Actor, id: UnitId) -> Result<UnitView> {
        self.allow(actor, Action::ManagePeople)?;
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let unit = store::unit::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let all = store::unit::all(&mut conn).await?;
        let periods = store::unit::periods(&mut conn, id).await?;
        let counts = counts(&mut conn, now).await?;
        let people = store::organisation::count_members(&mut conn, &unit.path, now).await?;
        drop(conn);
        let names: BTreeMap<UnitId, &str> = all.iter().map(|unit| (unit.id, unit.name.as_str())).collect();
        let name = |id: UnitId| names.get(&id).copied().unwrap_or_default().to_owned();
        let tree = Tree::new(all.iter().filter(|unit| unit.ended_at.is_none()).map(UnitRecord::state));
        let parts = unit.path.split('/').filter_map(|part| part.parse::<UnitId>().ok());
        let mut below: Vec<_> = tree.children(id).map(|unit| node(unit, &counts)).collect();
        below.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
        let period = |period: UnitPeriod| PeriodView {
            parent: period.parent_id.map(|parent| name(UnitId(parent))),
            name: period.name,
            kind: period.kind,
            from: (period.valid_from > domain::unit::BEGINNING).then_some(period.valid_from),
            to: period.valid_to.map(Timestamp),
        };
        let history = periods.into_iter().map(period).collect();
        let successor = unit.successor_id.map(|id| (UnitId(id), name(UnitId(id))));
        let others = tree.in_order().into_iter().filter(|other| !other.path.starts_with(&unit.path));
        Ok(UnitView {
            above: parts.filter(|part| *part != id).map(|part| (part, name(part))).collect(),
            below,
            people: usize::try_from(people).unwrap_or_default(),
            history,
            ended: unit.ended_at.map(|at| (Timestamp(at), successor)),
            today: now.jakarta().date(),
            others: others.map(option).collect(),
            code: unit.code.clone().unwrap_or_default(),
            id,
            name: unit.name,
            kind: unit.kind,
        })
    }

    /// The units of now to choose from, from the top down.
    pub(crate) async fn unit_options(&self) -> Result<Vec<UnitOption>> {
        let mut conn = self.store.reader().await?;
        let periods = store::unit::tree_at(&mut conn, self.now()).await?;
        let tree = Tree::new(periods.iter().map(UnitPeriod::state));
        Ok(tree.in_order().into_iter().map(option).collect())
    }

    /// What the form for a new unit offers as the unit above.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn new_unit_options(&self, actor: &Actor) -> Result<(Date, Vec<UnitOption>)> {
        self.allow(actor, Action::ManagePeople)?;
        Ok((self.now().jakarta().date(), self.unit_options().await?))
    }

    /// Adds a unit from a day on.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields to correct.
    pub async fn add_unit(&self, actor: &Actor, form: &UnitForm) -> Result<UnitId> {
        self.allow(actor, Action::ManagePeople)?;
        let (name, kind) = named(form)?;
        let from = required("from", &form.from)?;
        let parent = some_unit("other", &form.other)?;
        let id: UnitId = self.new_id()?;
        let code = code_of(&form.code, id)?;
        let detail = json!({ "unit": id.to_string(), "from": from.jakarta().date().to_string() });
        let event = self.event(Some(actor.person), None, "unit-added", detail)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let (mut tree, records) = newest(conn).await?;
                    if records.values().any(|record| record.code.as_deref() == Some(code.as_str())) {
                        return Err(Error::field("code", Problem::Taken));
                    }
                    not_before(&records, parent, from)?;
                    tree.add(id, parent, &name, &kind).map_err(|problem| refused("other", problem))?;
                    let unit = tree.get(id).cloned().ok_or(Error::NotFound)?;
                    store::unit::insert(conn, vec![(unit, code)], from).await?;
                    store::audit::append(conn, event).await?;
                    Ok(id)
                })
            })
            .await
    }

    /// Gives a unit another name and kind from a day on.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields to correct.
    pub async fn rename_unit(&self, actor: &Actor, id: UnitId, form: &UnitForm) -> Result<()> {
        let (name, kind) = named(form)?;
        self.change_tree(actor, id, &form.from, "unit-renamed", move |tree| tree.rename(id, &name, &kind)).await
    }

    /// Moves a unit with all below it under another from a day on.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields to correct.
    pub async fn move_unit(&self, actor: &Actor, id: UnitId, form: &UnitForm) -> Result<()> {
        let parent = some_unit("other", &form.other)?;
        self.change_tree(actor, id, &form.from, "unit-moved", move |tree| tree.relocate(id, parent)).await
    }

    async fn change_tree(
        &self,
        actor: &Actor,
        id: UnitId,
        from: &str,
        action: &'static str,
        change: impl FnOnce(&mut Tree) -> Result<(), TreeProblem> + Send + 'static,
    ) -> Result<()> {
        self.allow(actor, Action::ManagePeople)?;
        let from = required("from", from)?;
        let detail = json!({ "unit": id.to_string(), "from": from.jakarta().date().to_string() });
        let event = self.event(Some(actor.person), None, action, detail)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let (before, records) = newest(conn).await?;
                    before.get(id).ok_or(Error::NotFound)?;
                    let mut after = before.clone();
                    change(&mut after).map_err(|problem| refused("other", problem))?;
                    let changed: Vec<_> = after.changed_since(&before).cloned().collect();
                    for unit in &changed {
                        not_before(&records, Some(unit.id), from)?;
                        not_before(&records, unit.parent, from)?;
                    }
                    store::unit::change(conn, &changed, from).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Makes a unit a part of another from a day on: its people and the units below it go there, and it ends.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields to correct.
    pub async fn merge_unit(&self, actor: &Actor, id: UnitId, form: &UnitForm) -> Result<()> {
        self.allow(actor, Action::ManagePeople)?;
        let from = required("from", &form.from)?;
        let into = some_unit("other", &form.other)?.ok_or_else(|| Error::field("other", Problem::Missing))?;
        let detail = json!({
            "unit": id.to_string(), "into": into.to_string(), "from": from.jakarta().date().to_string()
        });
        let event = self.event(Some(actor.person), None, "unit-merged", detail)?;
        let services = self.clone();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let (before, records) = newest(conn).await?;
                    before.get(id).ok_or(Error::NotFound)?;
                    let target = before.get(into).ok_or_else(|| Error::field("other", Problem::NoSuchUnit))?;
                    if before.subtree(id).any(|unit| unit.id == target.id) {
                        return Err(Error::field("other", Problem::UnderItself));
                    }
                    not_before(&records, Some(into), from)?;
                    for unit in before.subtree(id) {
                        not_before(&records, Some(unit.id), from)?;
                    }
                    let mut after = before.clone();
                    let below: Vec<_> = before.children(id).map(|unit| unit.id).collect();
                    for unit in below {
                        after.relocate(unit, Some(into)).map_err(|problem| refused("other", problem))?;
                    }
                    let moved: Vec<_> = after.changed_since(&before).cloned().collect();
                    store::unit::change(conn, &moved, from).await?;
                    store::unit::hand_over::<Error>(conn, id, into, from, || services.new_id()).await?;
                    store::unit::end(conn, id, from, Some(into)).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Ends a unit that nobody works in any more; the day is its last.
    ///
    /// # Errors
    /// [`Error::Invalid`] where people or units are still there.
    pub async fn end_unit(&self, actor: &Actor, id: UnitId, form: &UnitForm) -> Result<()> {
        self.allow(actor, Action::ManagePeople)?;
        let at = crate::dates::end_of(required("from", &form.from)?);
        let detail = json!({ "unit": id.to_string(), "at": at.jakarta().date().to_string() });
        let event = self.event(Some(actor.person), None, "unit-ended", detail)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let (tree, records) = newest(conn).await?;
                    tree.get(id).ok_or(Error::NotFound)?;
                    not_before(&records, Some(id), at)?;
                    let count = tree.children(id).count();
                    if count > 0 {
                        return Err(Error::field("from", Problem::HasUnits { count }));
                    }
                    let people = store::unit::posted_after(conn, id, at).await?;
                    if people > 0 {
                        let count = usize::try_from(people).unwrap_or_default();
                        return Err(Error::field("from", Problem::HasPeople { count }));
                    }
                    store::unit::end(conn, id, at, None).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }
}

/// The tree of the newest states, and every unit there ever was.
pub(crate) async fn newest(conn: &mut Conn) -> Result<(Tree, BTreeMap<UnitId, UnitRecord>)> {
    let all = store::unit::all(conn).await?;
    let tree = Tree::new(all.iter().filter(|unit| unit.ended_at.is_none()).map(UnitRecord::state));
    Ok((tree, all.into_iter().map(|unit| (unit.id, unit)).collect()))
}

/// A change does not go before what is newest about a unit.
fn not_before(records: &BTreeMap<UnitId, UnitRecord>, unit: Option<UnitId>, from: Timestamp) -> Result<()> {
    match unit.and_then(|unit| records.get(&unit)) {
        Some(record) if record.since > from => Err(Error::field("from", Problem::BeforeNewest { since: record.since })),
        _ => Ok(()),
    }
}

fn refused(field: &str, problem: TreeProblem) -> Error {
    let problem = match problem {
        TreeProblem::Unknown => Problem::NoSuchUnit,
        TreeProblem::UnderItself => Problem::UnderItself,
        TreeProblem::HasUnits => Problem::HasUnits { count: 1 },
        TreeProblem::TooDeep => Problem::TooDeep,
    };
    Error::field(field, problem)
}

fn named(form: &UnitForm) -> Result<(String, String)> {
    let name = short_text("name", &form.name, LONGEST_NAME)?;
    let kind = short_text("kind", &form.kind, LONGEST_CODE)?;
    Ok((name, kind))
}

/// A field of one line that is filled and not too long.
pub(crate) fn short_text(field: &str, text: &str, most: usize) -> Result<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(Error::field(field, Problem::Missing));
    }
    if text.chars().count() > most {
        return Err(Error::field(field, Problem::TooLong { most }));
    }
    Ok(text)
}

/// The code that was typed, or one made of the id.
fn code_of(typed: &str, id: UnitId) -> Result<String> {
    if typed.trim().is_empty() {
        return Ok(id.to_string());
    }
    short_text("code", typed, LONGEST_CODE)
}

/// The unit that was chosen; none where the choice is empty.
pub(crate) fn some_unit(field: &str, chosen: &str) -> Result<Option<UnitId>> {
    if chosen.trim().is_empty() {
        return Ok(None);
    }
    chosen.trim().parse().map(Some).map_err(|_| Error::field(field, Problem::NoSuchUnit))
}

async fn counts(conn: &mut Conn, at: Timestamp) -> Result<BTreeMap<UnitId, usize>> {
    let counts = store::unit::head_counts(conn, at).await?;
    Ok(counts.into_iter().map(|(id, count)| (UnitId(id), usize::try_from(count).unwrap_or_default())).collect())
}

fn node(unit: &UnitState, counts: &BTreeMap<UnitId, usize>) -> UnitNode {
    UnitNode {
        id: unit.id,
        name: unit.name.clone(),
        kind: unit.kind.clone(),
        depth: unit.depth(),
        people: counts.get(&unit.id).copied().unwrap_or_default(),
    }
}

fn option(unit: &UnitState) -> UnitOption {
    UnitOption { id: unit.id.to_string(), name: unit.name.clone(), depth: unit.depth() }
}

/// A day in a query; anything else is none.
impl UnitTreeView {
    pub fn day(text: &str) -> Option<Date> {
        optional("on", text).ok().flatten().map(|day| day.jakarta().date())
    }
}
