//! The organisation's tree: what a change makes of it. Every unit knows its way from the root, so a subtree is a prefix.

use std::collections::BTreeMap;

use crate::id::UnitId;
use crate::time::Timestamp;

/// From when a unit exists that was there before records began.
pub const BEGINNING: Timestamp = Timestamp(0);

/// The deepest tree.
pub const DEEPEST: usize = 12;

/// A unit as it is at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitState {
    pub id: UnitId,
    pub parent: Option<UnitId>,
    pub name: String,
    pub kind: String,
    /// The ids from the root to this unit, each ended by `/`.
    pub path: String,
}

impl UnitState {
    /// The units above it.
    pub fn depth(&self) -> usize {
        self.path.matches('/').count().saturating_sub(1)
    }
}

/// Why a change is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeProblem {
    /// There is no such unit (any more).
    Unknown,
    /// A unit cannot come under itself or what is below it.
    UnderItself,
    /// There are units below it.
    HasUnits,
    TooDeep,
}

/// The units that exist.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    units: BTreeMap<UnitId, UnitState>,
}

impl Tree {
    pub fn new(units: impl IntoIterator<Item = UnitState>) -> Self {
        Self { units: units.into_iter().map(|unit| (unit.id, unit)).collect() }
    }

    pub fn get(&self, id: UnitId) -> Option<&UnitState> {
        self.units.get(&id)
    }

    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    pub fn units(&self) -> impl Iterator<Item = &UnitState> {
        self.units.values()
    }

    /// The unit and all below it.
    pub fn subtree(&self, id: UnitId) -> impl Iterator<Item = &UnitState> {
        let path = self.units.get(&id).map(|unit| unit.path.as_str());
        self.units.values().filter(move |unit| path.is_some_and(|path| unit.path.starts_with(path)))
    }

    pub fn children(&self, id: UnitId) -> impl Iterator<Item = &UnitState> {
        self.units.values().filter(move |unit| unit.parent == Some(id))
    }

    /// Adds a unit below another, or at the top.
    ///
    /// # Errors
    /// An unknown parent, or a tree too deep.
    pub fn add(&mut self, id: UnitId, parent: Option<UnitId>, name: &str, kind: &str) -> Result<(), TreeProblem> {
        let path = format!("{}{id}/", self.path_of(parent)?);
        let unit = UnitState { id, parent, name: name.to_owned(), kind: kind.to_owned(), path };
        if unit.depth() >= DEEPEST {
            return Err(TreeProblem::TooDeep);
        }
        self.units.insert(id, unit);
        Ok(())
    }

    /// Gives a unit another name and kind.
    ///
    /// # Errors
    /// An unknown unit.
    pub fn rename(&mut self, id: UnitId, name: &str, kind: &str) -> Result<(), TreeProblem> {
        let unit = self.units.get_mut(&id).ok_or(TreeProblem::Unknown)?;
        name.clone_into(&mut unit.name);
        kind.clone_into(&mut unit.kind);
        Ok(())
    }

    /// Moves a unit with all below it.
    ///
    /// # Errors
    /// An unknown unit, a parent below the unit itself, or a tree too deep.
    pub fn relocate(&mut self, id: UnitId, parent: Option<UnitId>) -> Result<(), TreeProblem> {
        let old = self.units.get(&id).ok_or(TreeProblem::Unknown)?.path.clone();
        let above = self.path_of(parent)?.to_owned();
        if above.starts_with(&old) {
            return Err(TreeProblem::UnderItself);
        }
        let new = format!("{above}{id}/");
        let moved: Vec<_> = self.subtree(id).cloned().collect();
        for mut unit in moved {
            unit.path = format!("{new}{}", unit.path.strip_prefix(&old).unwrap_or_default());
            if unit.depth() >= DEEPEST {
                return Err(TreeProblem::TooDeep);
            }
            if unit.id == id {
                unit.parent = parent;
            }
            self.units.insert(unit.id, unit);
        }
        Ok(())
    }

    /// Takes a unit out that has none below it.
    ///
    /// # Errors
    /// An unknown unit, or one with units below.
    pub fn remove(&mut self, id: UnitId) -> Result<UnitState, TreeProblem> {
        if self.children(id).next().is_some() {
            return Err(TreeProblem::HasUnits);
        }
        self.units.remove(&id).ok_or(TreeProblem::Unknown)
    }

    /// The units that are not as they were, or were not there.
    pub fn changed_since<'t>(&'t self, before: &'t Self) -> impl Iterator<Item = &'t UnitState> {
        self.units.values().filter(|unit| before.units.get(&unit.id) != Some(unit))
    }

    /// From the top down, those beside each other by name.
    pub fn in_order(&self) -> Vec<&UnitState> {
        let mut below: BTreeMap<Option<UnitId>, Vec<&UnitState>> = BTreeMap::new();
        for unit in self.units.values() {
            // What is below a unit that is not there stands at the top.
            let parent = unit.parent.filter(|parent| self.units.contains_key(parent));
            below.entry(parent).or_default().push(unit);
        }
        for units in below.values_mut() {
            units.sort_by(|a, b| b.name.cmp(&a.name).then(b.id.cmp(&a.id)));
        }
        let mut ordered = Vec::with_capacity(self.units.len());
        let mut open = below.remove(&None).unwrap_or_default();
        while let Some(unit) = open.pop() {
            ordered.push(unit);
            open.extend(below.remove(&Some(unit.id)).unwrap_or_default());
        }
        ordered
    }

    fn path_of(&self, parent: Option<UnitId>) -> Result<&str, TreeProblem> {
        match parent {
            None => Ok(""),
            Some(parent) => Ok(&self.units.get(&parent).ok_or(TreeProblem::Unknown)?.path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u8) -> UnitId {
        UnitId(Uuid::from_u128(u128::from(number)))
    }

    /// 1 city; 2 district, 3 district; 4 ward below 2.
    fn tree() -> Tree {
        let mut tree = Tree::default();
        for (unit, parent) in [(1, None), (2, Some(1)), (3, Some(1)), (4, Some(2))] {
            tree.add(id(unit), parent.map(id), &format!("Unit {unit}"), "dinas").unwrap();
        }
        tree
    }

    #[test]
    fn a_unit_moves_with_all_below_it() {
        let before = tree();
        let mut after = before.clone();
        after.relocate(id(2), Some(id(3))).unwrap();
        assert_eq!(after.get(id(4)).unwrap().path, format!("{}/{}/{}/{}/", id(1), id(3), id(2), id(4)));
        assert_eq!(after.get(id(4)).unwrap().parent, Some(id(2)));
        let changed: Vec<_> = after.changed_since(&before).map(|unit| unit.id).collect();
        assert_eq!(changed, [id(2), id(4)]);
    }

    #[test]
    fn no_unit_comes_under_itself() {
        let mut tree = tree();
        for parent in [2, 4] {
            assert_eq!(tree.relocate(id(2), Some(id(parent))), Err(TreeProblem::UnderItself));
        }
        assert_eq!(tree.relocate(id(2), Some(id(9))), Err(TreeProblem::Unknown));
        assert_eq!(tree.remove(id(2)), Err(TreeProblem::HasUnits));
        assert_eq!(tree.remove(id(4)).unwrap().id, id(4));
    }

    #[test]
    fn a_tree_is_only_so_deep() {
        let mut tree = Tree::default();
        let deepest = u8::try_from(DEEPEST).unwrap();
        for unit in 0..deepest {
            tree.add(id(unit), unit.checked_sub(1).map(id), "x", "x").unwrap();
        }
        assert_eq!(tree.add(id(99), Some(id(deepest - 1)), "x", "x"), Err(TreeProblem::TooDeep));
    }

    #[test]
    fn units_beside_each_other_stand_by_name() {
        let mut tree = tree();
        tree.rename(id(3), "Aa", "badan").unwrap();
        let order: Vec<_> = tree.in_order().into_iter().map(|unit| unit.id).collect();
        assert_eq!(order, [id(1), id(3), id(2), id(4)]);
    }

    proptest! {
        /// Whatever is moved or taken out, every path is that of the parent and the unit's own id.
        #[test]
        fn paths_follow_the_parents(steps in prop::collection::vec((0u8..12, 0u8..12, 0u8..3), 0..60)) {
            let mut tree = Tree::default();
            for (unit, other, what) in steps {
                let _ = match what {
                    0 if tree.get(id(unit)).is_none() => tree.add(id(unit), tree.get(id(other)).map(|unit| unit.id), "x", "x"),
                    1 => tree.relocate(id(unit), Some(id(other))),
                    _ => tree.remove(id(unit)).map(drop),
                };
                for unit in tree.units() {
                    let above = unit.parent.map_or("", |parent| tree.get(parent).map_or("gone", |parent| parent.path.as_str()));
                    prop_assert_eq!(&unit.path, &format!("{above}{}/", unit.id));
                }
                prop_assert_eq!(tree.in_order().len(), tree.units().count());
            }
        }
    }
}
