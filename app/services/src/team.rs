//! The people of the units somebody leads, against their standards.

use std::collections::BTreeSet;

use domain::competency::Standing;
use domain::id::{CompetencyId, PersonId};
use domain::policy::{self, Action, Relation};
use domain::position::job_match;
use domain::time::Timestamp;
use store::Conn;
use store::organisation::{Member, Person, Post, Unit};

use crate::profile::CompetencyRow;
use crate::{Actor, Error, PostView, Result, Services, Text};

/// What `/tim` shows.
#[derive(Clone, Debug)]
pub struct TeamView {
    /// The unit shown.
    pub unit: UnitOption,
    /// The units to choose from.
    pub units: Vec<UnitOption>,
    /// The competencies that somebody's post requires: id, title, short title.
    pub columns: Vec<(String, Text, Text)>,
    pub rows: Vec<TeamRow>,
    /// People in the unit, of whom `rows` shows one page.
    pub people: usize,
    /// From 1.
    pub page: u32,
    pub pages: u32,
    /// The competency short in most people shown: title, how many are short, how many have not enough evidence, of how
    /// many.
    pub worst: Option<(Text, usize, usize, usize)>,
    /// The acting position by which the reader sees this unit, where nothing else shows it.
    pub acting: Option<PostView>,
}

/// A unit in a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitOption {
    pub id: String,
    pub name: String,
    /// 0 for the top.
    pub depth: usize,
}

/// A person of the team.
#[derive(Clone, Debug)]
pub struct TeamRow {
    pub person: PersonId,
    pub name: String,
    pub position: Text,
    pub basis: String,
    /// One per column; `None` where the post does not require it.
    pub cells: Vec<Option<TeamCell>>,
    /// Job Person Match in thousandths, with how many competencies it rests on and how many the post has.
    pub job_match: Option<(u16, usize, usize)>,
    pub hours: u16,
}

/// A competency of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TeamCell {
    pub required: u8,
    /// The level to count with; `None` without enough evidence.
    pub held: Option<u8>,
    pub standing: Standing,
}

/// People on one page.
const PAGE: u32 = 50;
/// Stands in the choice of units for the people who hold no post; the agency looks after them.
pub const WITHOUT_POST: &str = "tanpa-jabatan";

impl Services {
    /// The people of a unit the actor leads, or of any for the agency and its auditors. Without `unit` the first of them.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor leads no unit, or not that one.
    pub async fn team(&self, actor: &Actor, unit: Option<&str>, page: u32) -> Result<TeamView> {
        self.allow(actor, Action::SeeTeam)?;
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let all = store::organisation::units(&mut conn, now).await?;
        let led = store::organisation::led_units(&mut conn, actor.person, now).await?;
        let sees_all = policy::allows(actor.roles, Action::SeeProfile(Relation::Other));
        let may_see = |unit: &Unit| sees_all || led.iter().any(|led| unit.path.starts_with(&led.path));
        let visible: Vec<_> = all.iter().filter(|unit| may_see(unit)).collect();
        let top = visible.iter().map(|unit| depth(unit)).min().unwrap_or_default();
        let option = |unit: &Unit| UnitOption {
            id: unit.id.to_string(),
            name: unit.name.clone(),
            depth: depth(unit).saturating_sub(top),
        };
        let mut units: Vec<_> = visible.iter().map(|unit| option(unit)).collect();
        if sees_all {
            units.push(UnitOption { id: WITHOUT_POST.to_owned(), name: "Tanpa jabatan".to_owned(), depth: 0 });
        }
        let wanted = match unit {
            Some(id) => units.iter().find(|unit| unit.id == id),
            None => units.first(),
        };
        let wanted = wanted.ok_or(Error::NotFound)?.clone();
        let chosen = visible.iter().find(|unit| unit.id.to_string() == wanted.id);
        let people = match chosen {
            Some(unit) => store::organisation::count_members(&mut conn, &unit.path, now).await?,
            None => store::organisation::count_without_post(&mut conn, now).await?,
        } as u32;
        let pages = people.div_ceil(PAGE).max(1);
        let page = page.clamp(1, pages);
        let offset = (page - 1) * PAGE;
        let members = match chosen {
            Some(unit) => store::organisation::members(&mut conn, &unit.path, now, PAGE, offset).await?,
            None => store::organisation::without_post(&mut conn, now, PAGE, offset).await?,
        };
        let acting = match chosen {
            Some(unit) if !actor.roles.admin => acting(&mut conn, actor.person, unit, &led, now).await?,
            _ => None,
        };
        drop(conn);
        let snapshot = self.library.current()?;
        let acting = acting.map(|post| PostView {
            position: snapshot.position_title(&post.position_id),
            unit: post.unit_name,
            basis: post.basis,
            until: post.valid_to.map(Timestamp),
        });
        let (columns, rows) = self.team_rows(members).await?;
        Ok(TeamView {
            unit: wanted,
            units,
            worst: worst(&columns, &rows),
            acting,
            columns,
            rows,
            people: people as usize,
            page,
            pages,
        })
    }

    async fn team_rows(&self, members: Vec<Member>) -> Result<(Vec<Column>, Vec<TeamRow>)> {
        let snapshot = self.snapshot()?;
        let mut people = Vec::new();
        let mut ids = BTreeSet::new();
        for member in members {
            let rows = self.competency_rows(member.person_id).await?;
            ids.extend(rows.iter().filter(|row| row.required.is_some()).map(|row| row.competency.clone()));
            let person = Person { id: member.person_id, name: member.name.clone(), kind: member.kind.clone() };
            people.push((member, rows, self.hours(&person).await?.counted));
        }
        // What is decided says more than what is not: those columns come first.
        let decided = |id: &String| {
            let of = |rows: &[CompetencyRow]| {
                rows.iter().any(|row| row.competency == *id && cell(row).is_some_and(|cell| cell.held.is_some()))
            };
            people.iter().filter(|(_, rows, _)| of(rows)).count()
        };
        let mut ids: Vec<_> = ids.into_iter().collect();
        ids.sort_by_key(|id| std::cmp::Reverse(decided(id)));
        let columns: Vec<Column> = ids
            .into_iter()
            .map(|id| {
                let competency = CompetencyId::new(id.as_str());
                (id, snapshot.competency_title(&competency), snapshot.competency_short(&competency))
            })
            .collect();
        let rows = people.into_iter().map(|(member, rows, hours)| {
            let cell = |(id, _, _): &Column| rows.iter().find(|row| row.competency == *id).and_then(cell);
            let cells: Vec<_> = columns.iter().map(cell).collect();
            let levels: Vec<_> = cells.iter().flatten().map(|cell| (cell.held, cell.required)).collect();
            TeamRow {
                person: member.person_id,
                name: member.name,
                position: snapshot.position_title(&member.position_id),
                basis: member.basis,
                job_match: job_match(&levels).map(|found| (found.value, found.decided, found.of)),
                cells,
                hours,
            }
        });
        let rows = rows.collect();
        Ok((columns, rows))
    }
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

/// Id, title and short title of a competency.
type Column = (String, Text, Text);

/// The units above a unit.
fn depth(unit: &Unit) -> usize {
    unit.path.matches('/').count().saturating_sub(1)
}

fn cell(row: &CompetencyRow) -> Option<TeamCell> {
    let standing = row.standing?;
    let held = row.state.credited().filter(|_| standing != Standing::NotEnoughEvidence);
    Some(TeamCell { required: row.required?.get(), held, standing })
}

/// The competency that is short in most people; where none is short, the one with least evidence.
fn worst(columns: &[Column], rows: &[TeamRow]) -> Option<(Text, usize, usize, usize)> {
    let counts = columns.iter().enumerate().map(|(place, (_, title, _))| {
        let cells: Vec<_> = rows.iter().filter_map(|row| row.cells[place]).collect();
        let count = |wanted: fn(&Standing) -> bool| cells.iter().filter(|cell| wanted(&cell.standing)).count();
        let short = count(|standing| matches!(standing, Standing::Short { .. }));
        let unknown = count(|standing| matches!(standing, Standing::NotEnoughEvidence));
        (title.clone(), short, unknown, cells.len())
    });
    counts.filter(|(_, short, unknown, _)| short + unknown > 0).max_by_key(|(_, short, unknown, _)| (*short, *unknown))
}
