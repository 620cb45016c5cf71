//! The units below a unit as rows of the heat map, from totals that are kept up to date.

use std::cmp::Reverse;
use std::collections::HashMap;

use domain::cell::Tally;
use domain::id::UnitId;
use store::organisation::Unit;
use store::total::Key;

use super::{TeamColumn, TeamQuery, TeamSort, TeamUnit};

/// Totals by unit and competency.
pub(super) type Totals = HashMap<(UnitId, String), Tally>;

pub(super) fn totals(rows: Vec<(Key, Tally)>) -> Totals {
    rows.into_iter().map(|(key, tally)| ((key.unit, key.competency), tally)).collect()
}

/// The units that the filters leave, in order, with the people of the unit itself at the end.
pub(super) fn rows(
    query: &TeamQuery,
    unit: &Unit,
    below: &[Unit],
    totals: &Totals,
    columns: &[TeamColumn],
) -> Vec<TeamUnit> {
    let of = |unit: UnitId, competency: &str| totals.get(&(unit, competency.to_owned())).copied().unwrap_or_default();
    let row = |below: &Unit| TeamUnit {
        id: Some(below.id.to_string()),
        name: below.name.clone(),
        people: of(below.id, "").people,
        cells: columns.iter().map(|column| of(below.id, &column.id)).collect(),
    };
    let mut rows: Vec<_> = below.iter().map(row).filter(|row| row.people > 0).collect();
    // Who works in the unit itself is what is left of its total.
    let mut own = of(unit.id, "").people;
    let mut cells: Vec<_> = columns.iter().map(|column| of(unit.id, &column.id)).collect();
    for row in &rows {
        own -= row.people;
        cells.iter_mut().zip(&row.cells).for_each(|(cell, part)| cell.add(part, -1));
    }
    if let Some(state) = query.state {
        rows.retain(|row| row.cells.iter().any(|cell| state.count(cell) > 0));
    } else if !query.competency.is_empty() {
        rows.retain(|row| row.cells.iter().any(|cell| cell.people > 0));
    }
    rows.sort_by(|one, other| one.name.cmp(&other.name).then_with(|| one.id.cmp(&other.id)));
    let share = |row: &TeamUnit, count: fn(&Tally) -> i64| {
        let of: i64 = row.cells.iter().map(|cell| cell.people).sum();
        let counted: i64 = row.cells.iter().map(count).sum();
        counted * 1_000_000 / of.max(1)
    };
    let short: fn(&Tally) -> i64 = Tally::short_in_all;
    let unknown: fn(&Tally) -> i64 = |tally| tally.unknown;
    match query.sort {
        TeamSort::Name => {}
        TeamSort::Gap => rows.sort_by_cached_key(|row| Reverse((share(row, short), share(row, unknown)))),
        TeamSort::Evidence => rows.sort_by_cached_key(|row| Reverse((share(row, unknown), share(row, short)))),
    }
    // Where not every unit was read, what is left is not only theirs.
    if own > 0 && below.len() < super::MOST_UNITS as usize {
        rows.push(TeamUnit { id: None, name: unit.name.clone(), people: own, cells });
    }
    rows
}
