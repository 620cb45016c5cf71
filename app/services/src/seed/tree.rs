//! The units of a synthetic city: the city, some forty offices, and down to sections of forty people.

use domain::id::UnitId;
use domain::unit::{BEGINNING, UnitState};
use store::organisation::Unit;

use super::UNIT;
use crate::{Result, Services};

const KINDS: [(&str, &str); 5] = [
    ("Kelurahan", "kelurahan"),
    ("Puskesmas", "puskesmas"),
    ("Seksi", "dinas"),
    ("Bidang", "dinas"),
    ("Sekolah", "sekolah"),
];
/// Units below one, at the most but for the last level.
const BRANCHES: usize = 40;
/// Units written in one transaction.
const CHUNK: usize = 5000;

/// Where people work.
pub(super) struct Tree {
    /// The units with units below them. Each has a head of its own.
    upper: Vec<UnitId>,
    leaves: Vec<UnitId>,
}

/// The post of somebody.
pub(super) struct Post {
    pub unit: UnitId,
    /// Counts the units.
    pub unit_place: usize,
    pub head: bool,
}

impl Tree {
    /// The first people lead the upper units; everybody else works in a leaf, whose first person leads it.
    pub fn post(&self, place: usize) -> Post {
        match place.checked_sub(self.upper.len()) {
            None => Post { unit: self.upper[place], unit_place: place, head: true },
            Some(place) => {
                let unit = place / UNIT;
                Post { unit: self.leaves[unit], unit_place: unit, head: place % UNIT == 0 }
            }
        }
    }
}

/// How many units each level below the city has, from the top.
fn levels(leaves: usize) -> Vec<usize> {
    let mut sizes = vec![leaves];
    while let Some(size) = sizes.last().copied().filter(|size| *size > BRANCHES * BRANCHES) {
        sizes.push(size.div_ceil(BRANCHES));
    }
    if sizes.last().is_some_and(|size| *size > BRANCHES) {
        sizes.push(BRANCHES);
    }
    sizes.reverse();
    sizes
}

impl Services {
    pub(super) async fn seed_tree(&self, people: usize) -> Result<Tree> {
        let root = self.unit("Kota Sintetis", "kota", None)?;
        self.insert_units(vec![(root.clone(), None)]).await?;
        let sizes = levels(people.div_ceil(UNIT));
        let (mut upper, mut above) = (Vec::new(), vec![root]);
        for (level, size) in sizes.iter().copied().enumerate() {
            let is_leaf = level + 1 == sizes.len();
            let mut units = Vec::with_capacity(size);
            for place in 0..size {
                let parent = &above[place * above.len() / size];
                let (name, kind) = match (is_leaf, level) {
                    (true, _) => KINDS[place % KINDS.len()],
                    (_, 0) => ("Dinas", "dinas"),
                    _ => ("Wilayah", "badan"),
                };
                let number = place + 1;
                let name =
                    if is_leaf || level == 0 { format!("{name} {number}") } else { format!("{name} {level}.{number}") };
                units.push((self.unit(&name, kind, Some(parent))?, Some(parent.id)));
            }
            upper.extend(above.iter().map(|unit| unit.id));
            above = units.iter().map(|(unit, _)| unit.clone()).collect();
            let mut left = units.into_iter().peekable();
            while left.peek().is_some() {
                self.insert_units(left.by_ref().take(CHUNK).collect()).await?;
            }
        }
        Ok(Tree { upper, leaves: above.into_iter().map(|unit| unit.id).collect() })
    }

    async fn insert_units(&self, units: Vec<(Unit, Option<UnitId>)>) -> Result<()> {
        let state = |(unit, parent): (Unit, Option<UnitId>)| {
            let Unit { id, name, kind, path } = unit;
            (UnitState { id, parent, name, kind, path }, id.to_string())
        };
        let units = units.into_iter().map(state).collect();
        self.store
            .write(move |conn| Box::pin(async move { Ok(store::unit::insert(conn, units, BEGINNING).await?) }))
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::levels;

    #[test]
    fn no_unit_has_very_many_below_it() {
        assert_eq!(levels(3), [3]);
        assert_eq!(levels(543), [40, 543]);
        assert_eq!(levels(5_400), [40, 135, 5_400]);
        assert_eq!(levels(135_000), [40, 85, 3_375, 135_000]);
    }
}
