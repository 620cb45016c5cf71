//! A unit against its standards: which competency is short, in whom, and how certain that is. The figures of a unit are
//! totals that are kept up to date (see [`crate::totals`]); a page counts nothing.

mod export;
mod people;
mod query;
mod units;
mod view;

use domain::cell::Tally;
use domain::id::{CompetencyId, PersonId, PositionId, UnitId};
use domain::policy::{self, Action, Relation};
use domain::time::Timestamp;
use store::Conn;
use store::organisation::{Post, Unit};
use uuid::Uuid;

pub use export::{TeamTable, Value};
pub use query::{TeamQuery, TeamShow, TeamSort, TeamState};
pub use view::{TeamBody, TeamCell, TeamColumn, TeamRow, TeamUnit, TeamView, UnitOption};

use crate::{Actor, Error, PostView, Result, Services, Snapshot};

/// Rows on one page.
const PAGE: usize = 50;
/// The most people of whom there is a list; in a larger unit one goes down the tree first.
const MOST_PEOPLE: u32 = 2000;
/// A unit with more people shows the units below it first.
const MANY_PEOPLE: i64 = 60;
/// The most units below one.
const MOST_UNITS: u32 = 1000;
/// Stands in the choice of units for the people who hold no post; the agency looks after them.
pub const WITHOUT_POST: &str = "tanpa-jabatan";

/// The rows before they are cut into pages, with everything around them.
struct Whole {
    view: TeamView,
    rows: Rows,
}

enum Rows {
    Units(Vec<TeamUnit>),
    People(Vec<store::total::Listed>),
}

/// Which unit is looked at, and by what right.
struct Scope {
    /// `None`: the people without a post.
    unit: Option<Unit>,
    above: Vec<Unit>,
    /// The tops of what the reader sees.
    tops: Vec<Unit>,
    sees_all: bool,
    acting: Option<Post>,
}

impl Services {
    /// A unit that the actor leads, or any for the agency and its auditors. Without a unit in the query the first of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor leads no unit, or not that one.
    pub async fn team(&self, actor: &Actor, query: &TeamQuery) -> Result<TeamView> {
        let Whole { mut view, rows } = self.team_whole(actor, query).await?;
        let count = match &rows {
            Rows::Units(rows) => rows.len(),
            Rows::People(people) => people.len(),
        };
        view.found = count;
        view.pages = u32::try_from(count.div_ceil(PAGE).max(1)).unwrap_or(u32::MAX);
        view.page = query.page.clamp(1, view.pages);
        let from = (view.page as usize - 1) * PAGE;
        view.body = match rows {
            Rows::Units(rows) => TeamBody::Units(rows.into_iter().skip(from).take(PAGE).collect()),
            Rows::People(people) => {
                let people = people.get(from..count.min(from + PAGE)).unwrap_or_default();
                TeamBody::People(self.team_people(people, &view.columns).await?)
            }
        };
        Ok(view)
    }

    async fn team_whole(&self, actor: &Actor, query: &TeamQuery) -> Result<Whole> {
        self.allow(actor, Action::SeeTeam)?;
        self.count_for_reader().await?;
        let now = self.now();
        let (snapshot, strong) = (self.library.current()?, self.strong(now)?);
        let mut conn = self.store.reader().await?;
        let scope = scope(&mut conn, actor, &query.unit, now).await?;
        let id = scope.unit.as_ref().map_or(UnitId(Uuid::nil()), |unit| unit.id);
        let below = match &scope.unit {
            Some(unit) => store::organisation::units_below(&mut conn, unit.id, now, MOST_UNITS).await?,
            None => Vec::new(),
        };
        let positions = store::total::positions(&mut conn, id).await?;
        let everybody = positions.iter().find(|(position, _)| position.is_empty()).map_or(0, |(_, people)| *people);
        let lists_people = everybody <= i64::from(MOST_PEOPLE);
        let show = match query.show {
            _ if below.is_empty() => TeamShow::People,
            _ if !lists_people => TeamShow::Units,
            Some(show) => show,
            None if everybody > MANY_PEOPLE => TeamShow::Units,
            None => TeamShow::People,
        };
        let mut ids = vec![id];
        if show == TeamShow::Units {
            ids.extend(below.iter().map(|unit| unit.id));
        }
        let totals = units::totals(store::total::of_units(&mut conn, &ids, &query.position).await?);
        let listed = match (show, &scope.unit) {
            (TeamShow::Units, _) => Vec::new(),
            (_, Some(unit)) => store::total::people_of(&mut conn, unit.id, now, MOST_PEOPLE).await?,
            (_, None) => store::total::people_without_post(&mut conn, MOST_PEOPLE).await?,
        };
        drop(conn);
        let competencies = columns(&snapshot, id, &totals);
        let columns: Vec<_> = competencies
            .iter()
            .filter(|column| query.competency.is_empty() || column.id == query.competency)
            .cloned()
            .collect();
        let rows = match (show, &scope.unit) {
            (TeamShow::Units, Some(unit)) => Rows::Units(units::rows(query, unit, &below, &totals, &columns)),
            _ => Rows::People(people::chosen(query, listed, strong)),
        };
        let title = |position: &str| snapshot.position_title(&PositionId::new(position));
        let acting = scope.acting.as_ref().map(|post| PostView {
            position: snapshot.position_title(&post.position_id),
            unit: post.unit_name.clone(),
            basis: post.basis.clone(),
            until: post.valid_to.map(Timestamp),
        });
        let shown = scope.option();
        let people = totals.get(&(id, String::new())).map_or(0, |tally| tally.people);
        let view = TeamView {
            query: TeamQuery { unit: shown.id.clone(), show: Some(show), ..query.clone() },
            above: scope.above.iter().map(|unit| scope.option_of(unit)).collect(),
            units: scope.choice(&below),
            unit: shown,
            positions: positions
                .into_iter()
                .filter(|(position, _)| !position.is_empty())
                .map(|(position, people)| (position.clone(), title(&position), people))
                .collect(),
            worst: worst(&columns),
            competencies,
            columns,
            body: TeamBody::People(Vec::new()),
            people: usize::try_from(people).unwrap_or_default(),
            found: 0,
            page: 1,
            pages: 1,
            may_assign: policy::allows(actor.roles, Action::AssignPlan(Relation::Led)),
            has_units: !below.is_empty(),
            lists_people,
            strong,
            acting,
        };
        Ok(Whole { view, rows })
    }
}

impl Scope {
    fn option(&self) -> UnitOption {
        match &self.unit {
            Some(unit) => self.option_of(unit),
            None => UnitOption { id: WITHOUT_POST.to_owned(), name: "Tanpa jabatan".to_owned(), depth: 0 },
        }
    }

    fn option_of(&self, unit: &Unit) -> UnitOption {
        let top = self.tops.iter().map(depth).min().unwrap_or_default();
        UnitOption { id: unit.id.to_string(), name: unit.name.clone(), depth: depth(unit).saturating_sub(top) }
    }

    /// Where one can go from here: the tops, the way down to the unit, and what is below it.
    fn choice(&self, below: &[Unit]) -> Vec<UnitOption> {
        let mut units: Vec<&Unit> = self.tops.iter().chain(&self.above).chain(&self.unit).chain(below).collect();
        units.sort_by(|one, other| one.path.cmp(&other.path));
        units.dedup_by(|one, other| one.id == other.id);
        let mut options: Vec<_> = units.into_iter().map(|unit| self.option_of(unit)).collect();
        if self.sees_all {
            options.push(UnitOption { id: WITHOUT_POST.to_owned(), name: "Tanpa jabatan".to_owned(), depth: 0 });
        }
        options
    }
}

async fn scope(conn: &mut Conn, actor: &Actor, wanted: &str, now: Timestamp) -> Result<Scope> {
    let led = store::organisation::led_units(conn, actor.person, now).await?;
    let sees_all = policy::allows(actor.roles, Action::SeeProfile(Relation::Other));
    let tops = if sees_all { store::organisation::roots(conn, now).await? } else { led.clone() };
    if wanted == WITHOUT_POST && sees_all {
        return Ok(Scope { unit: None, above: Vec::new(), tops, sees_all, acting: None });
    }
    let unit = match wanted {
        "" => tops.first().cloned(),
        id => {
            let id: UnitId = id.parse().map_err(|_| Error::NotFound)?;
            store::organisation::unit_at(conn, id, now).await?
        }
    };
    let may_see = |unit: &Unit| sees_all || led.iter().any(|led| unit.path.starts_with(&led.path));
    let unit = unit.filter(may_see).ok_or(Error::NotFound)?;
    let mut above = Vec::new();
    for part in unit.path.split('/').filter_map(|part| part.parse::<UnitId>().ok()).filter(|part| *part != unit.id) {
        above.extend(store::organisation::unit_at(conn, part, now).await?.filter(may_see));
    }
    let acting = if actor.roles.admin { None } else { acting(conn, actor.person, &unit, &led, now).await? };
    Ok(Scope { unit: Some(unit), above, tops, sees_all, acting })
}

/// The acting position that leads this unit, unless a definitive one does.
async fn acting(conn: &mut Conn, leader: PersonId, unit: &Unit, led: &[Unit], now: Timestamp) -> Result<Option<Post>> {
    let posts = store::organisation::posts(conn, leader, now).await?;
    let above = |post: &Post| led.iter().any(|led| led.id == post.unit_id && unit.path.starts_with(&led.path));
    let mut leading: Vec<_> = posts.into_iter().filter(|post| post.head && above(post)).collect();
    if leading.iter().any(|post| post.basis == "definitive") || leading.is_empty() {
        return Ok(None);
    }
    Ok(Some(leading.swap_remove(0)))
}

/// The units above a unit.
fn depth(unit: &Unit) -> usize {
    unit.path.matches('/').count().saturating_sub(1)
}

/// The competencies that posts in a unit require: the one that is short in most people first.
fn columns(snapshot: &Snapshot, unit: UnitId, totals: &units::Totals) -> Vec<TeamColumn> {
    let of_unit = totals.iter().filter(|((of, id), tally)| *of == unit && !id.is_empty() && tally.people > 0);
    let mut columns: Vec<_> = of_unit
        .map(|((_, id), tally)| {
            let competency = CompetencyId::new(id.as_str());
            TeamColumn {
                title: snapshot.competency_title(&competency),
                short: snapshot.competency_short(&competency),
                id: id.clone(),
                tally: *tally,
            }
        })
        .collect();
    // What is decided says more than what is not.
    let rank = |tally: &Tally| (tally.short_in_all(), tally.met, tally.unknown);
    columns.sort_by(|one, other| rank(&other.tally).cmp(&rank(&one.tally)).then_with(|| one.id.cmp(&other.id)));
    columns
}

/// The competency that is short in most people; where none is short, the one with least evidence.
fn worst(columns: &[TeamColumn]) -> Option<TeamColumn> {
    let open = columns.iter().filter(|column| column.tally.short_in_all() + column.tally.unknown > 0);
    open.max_by_key(|column| (column.tally.short_in_all(), column.tally.unknown)).cloned()
}
