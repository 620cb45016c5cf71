//! The shortlists that were asked for, one of them, and its file.

use domain::id::{PersonId, PositionId, ShortlistId};
use domain::policy::{self, Action};
use domain::time::Timestamp;
use domain::uncertainty::{Finding, Measured};
use serde_json::{Value, json};
use store::shortlist::{Entry, Shortlist};

use super::criteria::{Purpose, Reason};
use super::shortlist::{Kept, Wanted};
use crate::names::one_or_both;
use crate::{Actor, Error, PredicateView, Result, Services, Snapshot, Text, UnitOption};

/// People on one page, and lists.
const PAGE: u32 = 50;
const LISTED: u32 = 100;
/// More than a list can have.
const WHOLE: u32 = 5000;

/// What the form offers.
#[derive(Clone, Debug, Default)]
pub struct ShortlistChoices {
    pub units: Vec<UnitOption>,
    /// Positions that have a standard: id and title.
    pub positions: Vec<(String, Text)>,
    /// Bands of selection, the highest first: id, where it begins, title.
    pub bands: Vec<(String, u16, Text)>,
    /// The two best predicates.
    pub predicates: Vec<PredicateView>,
}

/// What `/admin/daftar-pendek` shows.
#[derive(Clone, Debug)]
pub struct ShortlistsView {
    pub lists: Vec<ShortlistRow>,
    pub choices: ShortlistChoices,
    pub may_make: bool,
}

/// A list among the others.
#[derive(Clone, Debug)]
pub struct ShortlistRow {
    pub id: ShortlistId,
    pub name: String,
    pub purpose: Option<Purpose>,
    pub position: Option<Text>,
    pub people: i64,
    pub asked_at: Timestamp,
    pub asked_by: Option<String>,
}

/// What `/admin/daftar-pendek/{shortlist}` shows.
#[derive(Clone, Debug)]
pub struct ShortlistView {
    pub row: ShortlistRow,
    pub wanted: Wanted,
    pub held: Option<Text>,
    /// How many people meet everything, may meet it, and do not.
    pub counts: [usize; 3],
    /// The people of this page, by what they come to.
    pub parts: Vec<ShortlistPart>,
    /// What the rank that is asked for at least is called, by the rules of today.
    pub predicate: Option<Text>,
    pub rules: Vec<RuleVersion>,
    pub digest: String,
    pub page: u32,
    pub pages: u32,
}

/// The people who come to the same.
#[derive(Clone, Debug)]
pub struct ShortlistPart {
    pub finding: Finding,
    pub entries: Vec<ShortlistEntry>,
}

/// Somebody on the list.
#[derive(Clone, Debug)]
pub struct ShortlistEntry {
    pub person: PersonId,
    pub name: String,
    pub position: Text,
    pub unit: String,
    pub finding: Finding,
    /// From 1; 0 for those without a value.
    pub group: usize,
    /// How many people cannot be told apart here.
    pub tied: usize,
    pub value: Option<Measured>,
    pub reasons: Vec<Reason>,
}

/// A rule that the list was made by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleVersion {
    pub file: String,
    pub since: String,
    pub source: Text,
    pub is_checked: bool,
}

impl Services {
    /// Every shortlist, and what the form for another one offers.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is neither administrator nor auditor.
    pub async fn shortlists(&self, actor: &Actor) -> Result<ShortlistsView> {
        self.allow(actor, Action::SeeShortlists)?;
        let snapshot = self.snapshot()?;
        let mut conn = self.store.reader().await?;
        let lists = store::shortlist::all(&mut conn, LISTED).await?;
        drop(conn);
        let may_make = policy::allows(actor.roles, Action::MakeShortlist);
        let row = |list| Ok(row(&snapshot, &list, &read(&list)?));
        Ok(ShortlistsView {
            lists: lists.into_iter().map(row).collect::<Result<_>>()?,
            choices: if may_make { self.shortlist_choices().await? } else { ShortlistChoices::default() },
            may_make,
        })
    }

    pub(super) async fn shortlist_choices(&self) -> Result<ShortlistChoices> {
        let now = self.now();
        let day = now.jakarta().date();
        let snapshot = self.snapshot()?;
        let mut conn = self.store.reader().await?;
        let units = store::organisation::units(&mut conn, now).await?;
        drop(conn);
        let depth = |path: &str| path.matches('/').count().saturating_sub(1);
        let option = |unit: store::organisation::Unit| UnitOption {
            id: unit.id.to_string(),
            depth: depth(&unit.path),
            name: unit.name,
        };
        let matrix = snapshot.rules.predicate_matrix(day)?;
        let mut predicates: Vec<PredicateView> = Vec::new();
        for predicate in matrix.cells.0.into_iter().flatten().filter(|predicate| predicate.rank <= 2) {
            if !predicates.contains(&predicate) {
                predicates.push(predicate);
            }
        }
        predicates.sort_by_key(|predicate| predicate.rank);
        Ok(ShortlistChoices {
            units: units.into_iter().map(option).collect(),
            positions: self.target_positions().await?,
            bands: snapshot.rules.selection_bands(day)?.into_iter().filter(|(_, from, _)| *from > 0).collect(),
            predicates,
        })
    }

    /// One shortlist, a page of it.
    ///
    /// # Errors
    /// As [`Services::shortlists`], and where there is none.
    pub async fn shortlist(&self, actor: &Actor, id: ShortlistId, page: u32) -> Result<ShortlistView> {
        self.allow(actor, Action::SeeShortlists)?;
        let mut conn = self.store.reader().await?;
        let list = store::shortlist::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let entries = store::shortlist::entries(&mut conn, id, (WHOLE, 0)).await?;
        let kept = store::career::rules(&mut conn, &list.rules).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let snapshot = self.snapshot()?;
        let wanted = read(&list)?;
        let matrix = snapshot.rules.predicate_matrix(self.now().jakarta().date())?;
        let asked = |predicate: &PredicateView| Some(predicate.rank) == wanted.rank;
        let predicate = matrix.cells.0.into_iter().flatten().find(asked).map(|predicate| predicate.title);
        let entries = entries.into_iter().map(|row| entry(&snapshot, row)).collect::<Result<Vec<_>>>()?;
        let count = |finding| entries.iter().filter(|entry| entry.finding == finding).count();
        let counts = Finding::ALL.map(count);
        let pages = u32::try_from(entries.len()).unwrap_or(u32::MAX).div_ceil(PAGE).max(1);
        let page = page.clamp(1, pages);
        let mut parts: Vec<ShortlistPart> = Vec::new();
        for entry in entries.into_iter().skip(((page - 1) * PAGE) as usize).take(PAGE as usize) {
            match parts.last_mut() {
                Some(part) if part.finding == entry.finding => part.entries.push(entry),
                _ => parts.push(ShortlistPart { finding: entry.finding, entries: vec![entry] }),
            }
        }
        Ok(ShortlistView {
            row: row(&snapshot, &list, &wanted),
            held: wanted.held.as_deref().map(|held| snapshot.position_title(&PositionId::new(held))),
            wanted,
            counts,
            parts,
            predicate,
            rules: versions(&kept),
            digest: list.rules,
            page,
            pages,
        })
    }

    /// Everybody of a shortlist, for a file. That it was downloaded is noted.
    ///
    /// # Errors
    /// As [`Services::shortlist`].
    pub async fn shortlist_file(&self, actor: &Actor, id: ShortlistId) -> Result<(Wanted, Vec<ShortlistEntry>)> {
        self.allow(actor, Action::SeeShortlists)?;
        let mut conn = self.store.reader().await?;
        let list = store::shortlist::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let entries = store::shortlist::entries(&mut conn, id, (WHOLE, 0)).await?;
        drop(conn);
        let snapshot = self.snapshot()?;
        let event =
            self.event(Some(actor.person), None, "shortlist-exported", json!({ "shortlist": id.to_string() }))?;
        self.store.write(move |conn| Box::pin(async move { store::audit::append(conn, event).await })).await?;
        let entries = entries.into_iter().map(|row| entry(&snapshot, row)).collect::<Result<Vec<_>>>()?;
        Ok((read(&list)?, entries))
    }
}

fn read(list: &Shortlist) -> Result<Wanted> {
    serde_json::from_str(&list.wanted).map_err(|_| Error::DamagedContent(format!("shortlist {}", list.id)))
}

fn row(snapshot: &Snapshot, list: &Shortlist, wanted: &Wanted) -> ShortlistRow {
    ShortlistRow {
        id: list.id,
        name: list.name.clone(),
        purpose: Purpose::from_code(&list.purpose),
        position: wanted.position.as_deref().map(|position| snapshot.position_title(&PositionId::new(position))),
        people: list.people,
        asked_at: list.asked_at,
        asked_by: list.asked_by_name.clone(),
    }
}

fn entry(snapshot: &Snapshot, row: Entry) -> Result<ShortlistEntry> {
    let kept: Kept = serde_json::from_str(&row.detail)
        .map_err(|_| Error::DamagedContent(format!("somebody of a shortlist: {}", row.person_id)))?;
    Ok(ShortlistEntry {
        person: row.person_id,
        name: row.name,
        position: snapshot.position_title(&PositionId::new(kept.position)),
        unit: kept.unit,
        finding: kept.finding,
        group: kept.group,
        tied: kept.tied,
        value: kept.value,
        reasons: kept.reasons,
    })
}

/// The versions in a kept text of rules.
fn versions(kept: &str) -> Vec<RuleVersion> {
    let Ok(Value::Object(files)) = serde_json::from_str(kept) else { return Vec::new() };
    let text = |version: &Value, key: &str| version.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    // Older lists have one text for both languages.
    let source =
        |version: &Value| version.get("source").and_then(|source| one_or_both(source).ok()).unwrap_or_default();
    let version = |(file, version): (String, Value)| RuleVersion {
        file,
        since: text(&version, "valid-from"),
        source: source(&version),
        is_checked: text(&version, "status") == "seen",
    };
    files.into_iter().map(version).collect()
}
