//! `/talenta`: how many people of a unit have which box, and who they are.

use domain::id::{PersonId, PositionId, UnitId};
use domain::policy::{self, Action, Relation};
use domain::talent::Rubric;
use jiff::civil::Date;
use store::organisation::Unit;

use super::talent::BoxDetail;
use crate::career_rules::NineBoxRule;
use crate::{Actor, Error, Result, Services, Text, UnitOption};

/// People on one page.
const PAGE: u32 = 50;
/// Rounds to choose from.
const ROUNDS: u32 = 40;
/// So many people have their names in the grid.
const NAMED: usize = 50;

/// Which part of a round is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TalentQuery {
    /// The id of a round; empty: the newest.
    pub round: String,
    /// The id of a unit; empty: the first that the reader sees.
    pub unit: String,
    /// 1 to 9, or 0 for those without a box.
    pub number: Option<u8>,
    /// From 1.
    pub page: u32,
}

/// What `/talenta` shows.
#[derive(Clone, Debug)]
pub struct TalentView {
    pub query: TalentQuery,
    /// The newest first.
    pub rounds: Vec<TalentRound>,
    /// The one shown.
    pub round: Option<TalentRound>,
    pub units: Vec<UnitOption>,
    pub unit: Option<UnitOption>,
    /// As kept beside the results; without a round the one of today.
    pub rule: Option<NineBoxRule>,
    /// People of each box from 1 to 9, and how many of them could be in another one.
    pub counts: [(i64, i64); 9],
    pub not_placed: i64,
    pub people: Vec<TalentPerson>,
    /// All of them are in `people`, so that the grid can name them.
    pub names_all: bool,
    pub page: u32,
    pub pages: u32,
    pub may_set: bool,
}

/// A round in a choice and at the head of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TalentRound {
    pub id: String,
    pub name: String,
    pub day: Date,
    pub set_by: Option<String>,
    pub set_at: domain::time::Timestamp,
}

/// Somebody in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TalentPerson {
    pub person: PersonId,
    pub name: String,
    pub position: Text,
    /// The position that the match was measured against.
    pub target: Option<Text>,
    pub detail: BoxDetail,
}

impl TalentView {
    pub fn placed(&self) -> i64 {
        self.counts.iter().map(|(people, _)| people).sum()
    }

    pub fn unsure(&self) -> i64 {
        self.counts.iter().map(|(_, unsure)| unsure).sum()
    }

    /// The numbers of the grid.
    pub fn rubric(&self) -> Option<Rubric> {
        self.rule.as_ref().map(|rule| rule.rubric)
    }
}

impl Services {
    /// The talent boxes of a unit that the actor leads, or of any for the agency and its auditors.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor leads no unit, or not that one, or there is no such round.
    pub async fn talent(&self, actor: &Actor, query: &TalentQuery) -> Result<TalentView> {
        self.allow(actor, Action::SeeTalent)?;
        self.count_for_reader().await?;
        let now = self.now();
        let snapshot = self.snapshot()?;
        let mut conn = self.store.reader().await?;
        let led = store::organisation::led_units(&mut conn, actor.person, now).await?;
        let sees_all = policy::allows(actor.roles, Action::SeeCareer(Relation::Other));
        let tops = if sees_all { store::organisation::roots(&mut conn, now).await? } else { led.clone() };
        let unit = match query.unit.as_str() {
            "" => tops.first().cloned(),
            id => {
                let id: UnitId = id.parse().map_err(|_| Error::NotFound)?;
                let unit = store::organisation::unit_at(&mut conn, id, now).await?;
                let may_see = |unit: &Unit| sees_all || led.iter().any(|led| unit.path.starts_with(&led.path));
                Some(unit.filter(may_see).ok_or(Error::NotFound)?)
            }
        };
        let below = match &unit {
            Some(unit) => store::organisation::units_below(&mut conn, unit.id, now, 1000).await?,
            None => Vec::new(),
        };
        let rounds = store::talent::rounds(&mut conn, ROUNDS).await?;
        let chosen = match query.round.as_str() {
            "" => rounds.first(),
            id => Some(rounds.iter().find(|round| round.id.to_string() == id).ok_or(Error::NotFound)?),
        };
        let shown = |round: &store::talent::Round| TalentRound {
            id: round.id.to_string(),
            name: round.name.clone(),
            day: round.day.jakarta().date(),
            set_by: round.set_by_name.clone(),
            set_at: round.set_at,
        };
        let mut units: Vec<&Unit> = tops.iter().chain(&unit).chain(&below).collect();
        units.sort_by(|one, other| one.path.cmp(&other.path));
        units.dedup_by(|one, other| one.id == other.id);
        let top = tops.iter().map(depth).min().unwrap_or_default();
        let option = |unit: &Unit| UnitOption {
            id: unit.id.to_string(),
            name: unit.name.clone(),
            depth: depth(unit).saturating_sub(top),
        };
        let mut view = TalentView {
            query: TalentQuery { page: query.page.max(1), ..query.clone() },
            round: chosen.map(shown),
            units: units.into_iter().map(option).collect(),
            unit: unit.as_ref().map(option),
            rule: snapshot.rules.nine_box(now.jakarta().date()).ok(),
            rounds: rounds.iter().map(shown).collect(),
            counts: [(0, 0); 9],
            not_placed: 0,
            people: Vec::new(),
            names_all: false,
            page: 1,
            pages: 1,
            may_set: policy::allows(actor.roles, Action::SetTalent),
        };
        let (Some(round), Some(unit)) = (chosen, unit) else { return Ok(view) };
        let mut without = 0;
        for (number, unsure, people) in store::talent::counts(&mut conn, round.id, unit.id, now).await? {
            let place = number.and_then(|number| usize::try_from(number - 1).ok());
            match place.and_then(|place| view.counts.get_mut(place)) {
                Some(count) => {
                    count.0 += people;
                    count.1 += if unsure { people } else { 0 };
                }
                None => without += people,
            }
        }
        view.not_placed = without;
        let found = match query.number {
            None => view.placed() + without,
            Some(0) => without,
            Some(number) => view.counts.get(usize::from(number) - 1).map_or(0, |count| count.0),
        };
        view.pages = u32::try_from(found).unwrap_or(u32::MAX).div_ceil(PAGE).max(1);
        view.page = query.page.clamp(1, view.pages);
        let page = (PAGE, (view.page - 1) * PAGE);
        let rows = store::talent::people(&mut conn, round.id, (unit.id, now), query.number, page).await?;
        if let Some(first) = rows.first() {
            let kept = store::career::rules(&mut conn, &first.rules).await?;
            view.rule = kept.as_deref().and_then(NineBoxRule::from_kept);
        }
        drop(conn);
        view.names_all = query.number.is_none() && view.pages == 1 && rows.len() <= NAMED;
        let title = |id: &str| snapshot.position_title(&PositionId::new(id));
        let person = |row: store::talent::BoxResult| {
            let detail = BoxDetail::read(&row.detail);
            TalentPerson {
                person: row.person_id,
                name: row.name,
                position: title(&detail.position),
                target: detail.target.as_deref().filter(|target| *target != detail.position).map(title),
                detail,
            }
        };
        view.people = rows.into_iter().map(person).collect();
        Ok(view)
    }
}

/// The units above a unit.
fn depth(unit: &Unit) -> usize {
    unit.path.matches('/').count().saturating_sub(1)
}
