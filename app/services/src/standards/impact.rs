//! Whose gap a change of standards changes, person by person.

use std::collections::{BTreeMap, HashMap};

use domain::cell::Cell;
use domain::competency::{CompetencyState, Standing};
use domain::id::{CompetencyId, PersonId, UnitId};
use domain::level::Level;
use domain::time::Timestamp;
use store::Conn;
use uuid::Uuid;

use super::Merged;
use crate::Result;

/// People looked at in one go.
const PAGE: u32 = 500;
/// Units and names shown; the counts are of all.
const MOST_UNITS: usize = 30;
const MOST_NAMES: usize = 5;

/// How many people a change concerns, as they are today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// Who holds one of the positions.
    pub people: usize,
    /// Whose gap changes in at least one competency.
    pub changed: usize,
    /// Levels missing in all, before and after.
    pub missing: (u64, u64),
    /// Requirements without enough evidence, before and after.
    pub unknown: (u64, u64),
    /// Where these people work; the unit with most of them first.
    pub units: Vec<UnitImpact>,
    /// Units that are not in `units`.
    pub more_units: usize,
}

/// The people of a unit whose gap changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitImpact {
    pub unit: String,
    pub changed: usize,
    /// The first of them by name.
    pub names: Vec<String>,
}

pub(super) async fn of(conn: &mut Conn, sets: &[Merged], now: Timestamp) -> Result<Impact> {
    let mut impact = Impact::default();
    let mut units: HashMap<UnitId, Vec<String>> = HashMap::new();
    for set in sets.iter().filter(|set| set.before != set.after) {
        let mut after = PersonId(Uuid::nil());
        loop {
            let holders = store::standard::holders(conn, &set.position, after, PAGE).await?;
            let Some(last) = holders.last().map(|holder| holder.person_id) else { break };
            after = last;
            let people: Vec<_> = holders.iter().map(|holder| holder.person_id).collect();
            let mut states: HashMap<PersonId, BTreeMap<CompetencyId, CompetencyState>> = HashMap::new();
            for stored in store::competency::of_people(conn, &people).await? {
                states.entry(stored.person).or_default().insert(stored.competency, stored.state);
            }
            for holder in holders {
                let states = states.remove(&holder.person_id).unwrap_or_default();
                impact.people += 1;
                if note(&mut impact, set, &states) {
                    impact.changed += 1;
                    units.entry(holder.unit_id).or_default().push(holder.name);
                }
            }
        }
    }
    let mut units: Vec<_> = units.into_iter().collect();
    units.sort_by_key(|(unit, names)| (std::cmp::Reverse(names.len()), *unit));
    impact.more_units = units.len().saturating_sub(MOST_UNITS);
    for (unit, mut names) in units.into_iter().take(MOST_UNITS) {
        let found = store::organisation::unit_at(conn, unit, now).await?;
        names.sort();
        let changed = names.len();
        names.truncate(MOST_NAMES);
        impact.units.push(UnitImpact { unit: found.map(|unit| unit.name).unwrap_or_default(), changed, names });
    }
    Ok(impact)
}

/// Adds a person; tells whether a gap changes.
fn note(impact: &mut Impact, set: &Merged, states: &BTreeMap<CompetencyId, CompetencyState>) -> bool {
    let none = CompetencyState::default();
    let standing = |competency: &CompetencyId, required: Option<&Level>| {
        let state = states.get(competency).unwrap_or(&none);
        required.map(|level| Cell::of(competency.clone(), *level, state).standing)
    };
    let mut changed = false;
    let mut all: Vec<_> = set.before.keys().chain(set.after.keys()).collect();
    all.sort();
    all.dedup();
    for competency in all {
        let before = standing(competency, set.before.get(competency));
        let after = standing(competency, set.after.get(competency));
        for (standing, missing, unknown) in [
            (before, &mut impact.missing.0, &mut impact.unknown.0),
            (after, &mut impact.missing.1, &mut impact.unknown.1),
        ] {
            match standing {
                Some(Standing::Short { by }) => *missing += u64::from(by),
                Some(Standing::NotEnoughEvidence) => *unknown += 1,
                Some(Standing::Met) | None => {}
            }
        }
        // Met and not required are both no gap.
        let gap = |standing: Option<Standing>| standing.filter(|standing| *standing != Standing::Met);
        changed |= gap(before) != gap(after);
    }
    changed
}
