//! What a list says about units: which are new, renamed or moved.

use std::collections::{BTreeMap, HashMap};

use domain::id::UnitId;
use domain::time::Timestamp;
use domain::unit::{BEGINNING, Tree, TreeProblem, UnitState};
use store::unit::UnitRecord;

use super::line::{Parsed, UnitLine};
use super::report::{Reason, What};
use crate::Result;

/// The kind of a unit of which the list tells none.
const PLAIN: &str = "unit";

/// Every unit that a list describes, by code.
#[derive(Default)]
pub(crate) struct UnitLines {
    described: BTreeMap<String, (u64, UnitLine)>,
    /// When somebody's position in it begins first.
    earliest: HashMap<String, Timestamp>,
}

impl UnitLines {
    /// Notes what a row says. The first description of a unit holds.
    pub(crate) fn note(&mut self, line: u64, parsed: &Parsed) {
        if let Some(unit) = &parsed.unit {
            self.described.entry(unit.code.clone()).or_insert_with(|| (line, unit.clone()));
        }
        let post = parsed.person.as_ref().and_then(|person| person.post.as_ref());
        if let Some((post, from)) = post.and_then(|post| Some((post, post.from?))) {
            let earliest = self.earliest.entry(post.unit.clone()).or_insert(from);
            *earliest = from.min(*earliest);
        }
    }
}

/// What is to be done to the tree.
#[derive(Default)]
pub(crate) struct UnitPlan {
    lines: UnitLines,
    /// Units that are there on the day of the list, by code and by id.
    codes: HashMap<String, UnitId>,
    names: HashMap<UnitId, String>,
    ended: HashMap<String, ()>,
    /// Why a description is left out.
    refused: HashMap<String, Reason>,
    what: HashMap<String, What>,
    /// Parents first, each with its code, by the time from which they are there.
    pub added: BTreeMap<Timestamp, Vec<(UnitState, String)>>,
    pub changed: Vec<UnitState>,
}

impl UnitPlan {
    /// The unit of a code.
    pub(crate) fn unit(&self, code: &str) -> Result<UnitId, Reason> {
        match self.codes.get(code) {
            Some(id) => Ok(*id),
            None if self.ended.contains_key(code) => Err(Reason::UnitEnded(code.to_owned())),
            None => Err(Reason::NoSuchUnit(code.to_owned())),
        }
    }

    pub(crate) fn name(&self, id: UnitId) -> &str {
        self.names.get(&id).map(String::as_str).unwrap_or_default()
    }

    /// What the description of a unit in a row does; `None` where an earlier row said the same.
    pub(crate) fn outcome(&self, line: u64, unit: &UnitLine) -> Result<Option<Vec<What>>, Reason> {
        if let Some(reason) = self.refused.get(&unit.code) {
            return Err(reason.clone());
        }
        match self.lines.described.get(&unit.code) {
            Some((first, _)) if *first == line => Ok(Some(self.what.get(&unit.code).cloned().into_iter().collect())),
            Some((first, described)) if described != unit => Err(Reason::Contradicts { line: *first }),
            _ => Ok(None),
        }
    }
}

/// Compares what a list says with every unit there ever was.
pub(crate) fn plan(
    lines: UnitLines,
    all: &[UnitRecord],
    effective: Timestamp,
    mut new_id: impl FnMut() -> Result<UnitId>,
) -> Result<UnitPlan> {
    let mut plan = UnitPlan { lines, ..UnitPlan::default() };
    let mut known: HashMap<String, &UnitRecord> = HashMap::new();
    for record in all {
        known.insert(record.id.to_string(), record);
    }
    for record in all {
        known.extend(record.code.clone().map(|code| (code, record)));
    }
    let is_over = |record: &UnitRecord| record.ended_at.is_some_and(|at| Timestamp(at) <= effective);
    for (code, record) in &known {
        if is_over(record) {
            plan.ended.insert(code.clone(), ());
        } else {
            plan.codes.insert(code.clone(), record.id);
        }
    }
    let before = Tree::new(all.iter().filter(|record| record.ended_at.is_none()).map(UnitRecord::state));
    let mut tree = before.clone();
    let since: HashMap<UnitId, Timestamp> = all.iter().map(|record| (record.id, record.since)).collect();
    let described = std::mem::take(&mut plan.lines.described);
    let added = add_new(&mut plan, &mut tree, &described, &known, &mut new_id)?;
    change_known(&mut plan, &mut tree, &described, &known, &since, effective);
    plan.changed = tree.changed_since(&before).filter(|unit| since.contains_key(&unit.id)).cloned().collect();
    date_new(&mut plan, &tree, added, &since, effective, all.is_empty());
    plan.names = tree.units().map(|unit| (unit.id, unit.name.clone())).collect();
    plan.lines.described = described;
    Ok(plan)
}

/// Units that are not on record, parents first, each with its code and its path as it came.
fn add_new(
    plan: &mut UnitPlan,
    tree: &mut Tree,
    described: &BTreeMap<String, (u64, UnitLine)>,
    known: &HashMap<String, &UnitRecord>,
    new_id: &mut impl FnMut() -> Result<UnitId>,
) -> Result<Vec<(UnitId, String, String)>> {
    let mut waiting: Vec<&UnitLine> = Vec::new();
    for (code, (_, unit)) in described {
        if plan.ended.contains_key(code) {
            plan.refused.insert(code.clone(), Reason::UnitEnded(code.clone()));
        } else if !known.contains_key(code) {
            waiting.push(unit);
        }
    }
    let mut added = Vec::new();
    loop {
        let open = waiting.len();
        let mut still = Vec::new();
        for unit in waiting {
            let parent = match &unit.parent {
                None => None,
                Some(code) => match plan.codes.get(code) {
                    Some(parent) => Some(*parent),
                    None => {
                        still.push(unit);
                        continue;
                    }
                },
            };
            let id = new_id()?;
            match tree.add(id, parent, &unit.name, unit.kind.as_deref().unwrap_or(PLAIN)) {
                Ok(()) => {
                    plan.codes.insert(unit.code.clone(), id);
                    plan.what.insert(unit.code.clone(), What::NewUnit);
                    let path = tree.get(id).map(|unit| unit.path.clone()).unwrap_or_default();
                    added.push((id, unit.code.clone(), path));
                }
                Err(_) => {
                    let parent = unit.parent.clone().unwrap_or_default();
                    plan.refused.insert(unit.code.clone(), Reason::NoSuchParent(parent));
                }
            }
        }
        waiting = still;
        if waiting.len() == open || waiting.is_empty() {
            break;
        }
    }
    for unit in waiting {
        plan.refused.insert(unit.code.clone(), Reason::NoSuchParent(unit.parent.clone().unwrap_or_default()));
    }
    Ok(added)
}

/// Units that have another name, kind or place.
fn change_known(
    plan: &mut UnitPlan,
    tree: &mut Tree,
    described: &BTreeMap<String, (u64, UnitLine)>,
    known: &HashMap<String, &UnitRecord>,
    since: &HashMap<UnitId, Timestamp>,
    effective: Timestamp,
) {
    for (code, (_, unit)) in described {
        let Some(record) = known.get(code).filter(|_| !plan.ended.contains_key(code)) else { continue };
        match change_one(plan, tree, record.id, unit, since, effective) {
            Ok(true) => drop(plan.what.insert(code.clone(), What::UnitChanged)),
            Ok(false) => {}
            Err(reason) => drop(plan.refused.insert(code.clone(), reason)),
        }
    }
}

fn change_one(
    plan: &UnitPlan,
    tree: &mut Tree,
    id: UnitId,
    unit: &UnitLine,
    since: &HashMap<UnitId, Timestamp>,
    effective: Timestamp,
) -> Result<bool, Reason> {
    // One that is to end later stays as it is.
    let Some(now) = tree.get(id).cloned() else { return Ok(false) };
    let kind = unit.kind.as_deref().unwrap_or(&now.kind);
    let renamed = now.name != unit.name || now.kind != kind;
    let parent = match &unit.parent {
        None => now.parent,
        Some(code) => Some(*plan.codes.get(code).ok_or_else(|| Reason::NoSuchParent(code.clone()))?),
    };
    let moved = parent != now.parent;
    let newer = |unit: UnitId| since.get(&unit).copied().filter(|since| *since > effective);
    let concerned: Vec<_> = if moved {
        tree.subtree(id).map(|unit| unit.id).chain(parent).collect()
    } else if renamed {
        vec![id]
    } else {
        return Ok(false);
    };
    if let Some(since) = concerned.into_iter().find_map(newer) {
        return Err(Reason::UnitNewer { since });
    }
    if moved {
        tree.relocate(id, parent).map_err(|problem| match problem {
            TreeProblem::UnderItself => Reason::UnderItself,
            _ => Reason::NoSuchParent(unit.parent.clone().unwrap_or_default()),
        })?;
    }
    // It is there: it has just been looked at.
    let _ = tree.rename(id, &unit.name, kind);
    Ok(true)
}

/// Since when new units are there: always in the first list of all; otherwise since somebody worked there or below, but
/// not before what is above.
fn date_new(
    plan: &mut UnitPlan,
    tree: &Tree,
    added: Vec<(UnitId, String, String)>,
    since: &HashMap<UnitId, Timestamp>,
    effective: Timestamp,
    first: bool,
) {
    let mut from: HashMap<UnitId, Timestamp> = HashMap::new();
    for (id, code, _) in &added {
        let earliest = plan.lines.earliest.get(code).copied().unwrap_or(effective).min(effective);
        from.insert(*id, if first { BEGINNING } else { earliest });
    }
    let parent = |id: &UnitId| tree.get(*id).and_then(|unit| unit.parent);
    for (id, ..) in added.iter().rev() {
        let own = from.get(id).copied().unwrap_or(effective);
        if let Some(above) = parent(id).and_then(|above| from.get_mut(&above)) {
            *above = own.min(*above);
        }
    }
    for (id, code, path) in added {
        let Some(unit) = tree.get(id).cloned() else { continue };
        let above = unit.parent.and_then(|above| from.get(&above).or(since.get(&above)).copied());
        let own = from.get(&id).copied().unwrap_or(effective).max(above.unwrap_or(BEGINNING));
        // What is above it moves with this list: before it, the way from the root was another one.
        let own = if unit.path == path { own } else { own.max(effective) };
        from.insert(id, own);
        plan.added.entry(own).or_default().push((unit, code));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const DAY: Timestamp = Timestamp(1_000_000);

    fn id(number: u128) -> UnitId {
        UnitId(Uuid::from_u128(number))
    }

    fn record(number: u128, parent: Option<u128>, since: i64) -> UnitRecord {
        let path = match parent {
            None => format!("{}/", id(number)),
            Some(parent) => format!("{}/{}/", id(parent), id(number)),
        };
        UnitRecord {
            id: id(number),
            parent_id: parent.map(Uuid::from_u128),
            name: format!("Unit {number}"),
            kind: "dinas".into(),
            path,
            code: Some(format!("u{number}")),
            ended_at: None,
            successor_id: None,
            since: Timestamp(since),
        }
    }

    fn lines(units: &[(&str, &str, Option<&str>)]) -> UnitLines {
        let mut lines = UnitLines::default();
        for (place, (code, name, parent)) in units.iter().enumerate() {
            let unit =
                UnitLine { code: (*code).into(), name: (*name).into(), kind: None, parent: parent.map(str::to_owned) };
            lines.note(place as u64 + 2, &Parsed { unit: Some(unit), person: None });
        }
        lines
    }

    fn planned(units: &[(&str, &str, Option<&str>)], all: &[UnitRecord]) -> UnitPlan {
        let mut next = 100;
        plan(lines(units), all, DAY, || {
            next += 1;
            Ok(id(next))
        })
        .unwrap()
    }

    #[test]
    fn units_come_in_any_order() {
        let plan = planned(&[("c", "C", Some("b")), ("b", "B", Some("a")), ("a", "A", None)], &[]);
        let added: Vec<_> = plan.added[&BEGINNING].iter().map(|(unit, _)| unit.name.as_str()).collect();
        assert_eq!(added, ["A", "B", "C"]);
        assert_eq!(plan.unit("x"), Err(Reason::NoSuchUnit("x".into())));
        let plan = planned(&[("c", "C", Some("b")), ("b", "B", Some("c")), ("d", "D", Some("x"))], &[]);
        assert!(plan.added.is_empty(), "a ring, and a parent that nobody knows");
        assert_eq!(plan.refused["d"], Reason::NoSuchParent("x".into()));
    }

    #[test]
    fn a_known_unit_is_renamed_and_moved() {
        let all = [record(1, None, 0), record(2, Some(1), 0), record(3, Some(1), 0)];
        let plan = planned(&[("u1", "Unit 1", None), ("u2", "Baru", Some("u3")), ("n", "N", Some("u2"))], &all);
        assert_eq!(plan.changed.iter().map(|unit| unit.id).collect::<Vec<_>>(), [id(2)]);
        assert_eq!(plan.changed[0].path, format!("{}/{}/{}/", id(1), id(3), id(2)));
        assert!(plan.added.contains_key(&DAY), "below what moves nothing is older than the move");
        let same = planned(&[("u2", "Unit 2", Some("u1")), (&id(3).to_string(), "Unit 3", None)], &all);
        assert!(same.changed.is_empty() && same.added.is_empty());
    }

    #[test]
    fn what_is_newer_or_over_is_left_alone() {
        let mut over = record(3, Some(1), 0);
        over.ended_at = Some(5);
        let all = [record(1, None, 0), record(2, Some(1), DAY.0 + 1), over];
        let plan = planned(&[("u2", "Lain", None), ("u3", "Unit 3", None), ("u1", "Unit 1", Some("u2"))], &all);
        assert_eq!(plan.refused["u2"], Reason::UnitNewer { since: DAY.plus_millis(1) });
        assert_eq!(plan.refused["u3"], Reason::UnitEnded("u3".into()));
        assert!(matches!(plan.refused["u1"], Reason::UnitNewer { .. } | Reason::UnderItself));
        assert!(plan.changed.is_empty());
    }
}
