//! The rule that makes a predicate of two ratings: `rules/performance.yaml`, the version of the day that is evaluated.

use std::collections::BTreeMap;

use content::Files;
use domain::evaluation::{Matrix, Rating};
use jiff::civil::Date;
use serde::Deserialize;

use crate::rules::{Version, parsed};
use crate::{Error, Result, Rules, Text};

const NAME: &str = "performance.yaml";
/// Stands in for rules that were imported before there was a file for this, or before it set a time to object.
const SHIPPED: &str = include_str!("../../../content/rules/performance.yaml");

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct PerformanceData {
    ratings: ByRating<Named>,
    objection: Option<Objection>,
    predicates: BTreeMap<String, Ranked>,
    matrix: ByRating<ByRating<String>>,
}

/// A missing rating is an error with its line.
#[derive(Clone, Debug, Deserialize)]
struct ByRating<T> {
    above: T,
    r#as: T,
    below: T,
}

#[derive(Clone, Debug, Deserialize)]
struct Named {
    title: Text,
}

#[derive(Clone, Debug, Deserialize)]
struct Ranked {
    rank: u8,
    title: Text,
}

#[derive(Clone, Debug, Deserialize)]
struct Objection {
    days: u16,
}

impl<T> ByRating<T> {
    /// In the order of [`Rating::ALL`].
    fn in_order(&self) -> [&T; 3] {
        [&self.above, &self.r#as, &self.below]
    }
}

/// A predicate in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PredicateView {
    pub id: String,
    pub title: Text,
    /// 1 is the best.
    pub rank: u8,
}

/// The matrix of a day, as pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixView {
    /// What each rating is called, in the order of [`Rating::ALL`].
    pub ratings: [Text; 3],
    pub cells: Matrix<PredicateView>,
    pub source: Text,
    /// Nobody has compared it with the official text yet: `false`.
    pub is_checked: bool,
    /// Since when this version holds.
    pub since: Date,
}

impl MatrixView {
    pub fn rating(&self, rating: Rating) -> &Text {
        &self.ratings[rating as usize]
    }

    /// A predicate that was given, in words.
    pub fn named(&self, id: &str) -> Option<&PredicateView> {
        self.cells.0.iter().flatten().find(|predicate| predicate.id == id)
    }
}

/// Reads the file of a rules folder.
///
/// # Errors
/// [`Error::Rules`] names file and line, or the predicate that is in the matrix and not in the list.
pub(crate) fn read(files: &Files) -> Result<Vec<Version<PerformanceData>>> {
    let versions: Vec<Version<PerformanceData>> = parsed(files.text(NAME).unwrap_or(SHIPPED), NAME)?;
    for version in &versions {
        let mut ids = version.values.matrix.in_order().into_iter().flat_map(ByRating::in_order);
        if let Some(id) = ids.find(|id| !version.values.predicates.contains_key(*id)) {
            let from = version.validity.valid_from;
            return Err(Error::Rules(format!("{NAME}: version from {from}: the matrix has {id}, the list has it not")));
        }
    }
    Ok(versions)
}

impl Rules {
    fn performance_of(&self, day: Date) -> Result<&Version<PerformanceData>> {
        let version = self.performance.iter().find(|version| version.validity.covers(day));
        version.ok_or_else(|| Error::Rules(format!("{NAME}: no version covers {day}")))
    }

    /// What two ratings give, for a period that ends on a day.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn predicate_matrix(&self, day: Date) -> Result<MatrixView> {
        let version = self.performance_of(day)?;
        let data = &version.values;
        let predicate = |id: &String| {
            let found = data.predicates.get(id);
            PredicateView {
                id: id.clone(),
                title: found.map(|found| found.title.clone()).unwrap_or_default(),
                rank: found.map(|found| found.rank).unwrap_or_default(),
            }
        };
        Ok(MatrixView {
            ratings: data.ratings.in_order().map(|named| named.title.clone()),
            cells: Matrix(data.matrix.in_order().map(|row| row.in_order().map(predicate))),
            source: version.source.clone(),
            is_checked: version.status == "seen",
            since: version.validity.valid_from,
        })
    }

    /// Days to object to an evaluation whose period ends on a day.
    ///
    /// # Errors
    /// [`Error::Rules`] where no version covers the day.
    pub fn objection_days(&self, day: Date) -> Result<u16> {
        if let Some(objection) = &self.performance_of(day)?.values.objection {
            return Ok(objection.days);
        }
        let shipped: Vec<Version<PerformanceData>> = parsed(SHIPPED, NAME)?;
        let objection = shipped.into_iter().next_back().and_then(|version| version.values.objection);
        Ok(objection.map(|objection| objection.days).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn shipped() -> Files {
        Files::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/rules")).unwrap()
    }

    /// Every row of the matrix, as PermenPANRB 6/2022 has it in `performance.yaml`.
    #[test]
    fn the_nine_predicates() {
        let matrix = Rules::read(&shipped()).unwrap().predicate_matrix(date(2026, 12, 31)).unwrap();
        let rows = [
            (Rating::Above, Rating::Below, "Kurang"),
            (Rating::Above, Rating::As, "Baik"),
            (Rating::Above, Rating::Above, "Sangat Baik"),
            (Rating::As, Rating::Below, "Kurang"),
            (Rating::As, Rating::As, "Baik"),
            (Rating::As, Rating::Above, "Baik"),
            (Rating::Below, Rating::Below, "Sangat Kurang"),
            (Rating::Below, Rating::As, "Butuh Perbaikan"),
            (Rating::Below, Rating::Above, "Butuh Perbaikan"),
        ];
        for (result, behaviour, title) in rows {
            assert_eq!(matrix.cells.predicate(result, behaviour).title.id, title, "{result:?} {behaviour:?}");
        }
        assert_eq!(matrix.rating(Rating::As).en, "As expected");
        assert_eq!((matrix.is_checked, matrix.source.en.as_str()), (false, "PermenPANRB 6/2022"));
        assert_eq!(matrix.named("baik").unwrap().rank, 2);
    }

    #[test]
    fn an_old_year_keeps_its_rule() {
        let mut files = shipped();
        let text = files.text(NAME).unwrap();
        let (head, version) = text.split_at(text.find("  - valid-from").unwrap());
        let old = version.replace("valid-to: null", "valid-to: 2025-12-31");
        let new = version
            .replace("2023-01-01", "2026-01-01")
            .replace("as: baik, above: sangat-baik", "as: baik, above: baik");
        let both = format!("{head}{old}\n{new}");
        files.insert(NAME, both.into_bytes());
        let rules = Rules::read(&files).unwrap();
        let best = |day| rules.predicate_matrix(day).unwrap().cells.predicate(Rating::Above, Rating::Above).id.clone();
        assert_eq!(best(date(2025, 12, 31)), "sangat-baik");
        assert_eq!(best(date(2026, 1, 1)), "baik");
        assert!(matches!(rules.predicate_matrix(date(2022, 12, 31)), Err(Error::Rules(_))));
    }

    #[test]
    fn what_is_missing_is_named() {
        let mut files = shipped();
        let text = files.text(NAME).unwrap().replace("as: baik, above: baik", "as: bagus, above: baik");
        files.insert(NAME, text.into_bytes());
        assert!(Rules::read(&files).unwrap_err().to_string().contains("the matrix has bagus"));
        let text = shipped().text(NAME).unwrap().replace(", above: sangat-baik", "");
        files.insert(NAME, text.into_bytes());
        let error = Rules::read(&files).unwrap_err().to_string();
        assert!(error.contains("performance.yaml") && error.contains("line"), "{error}");
    }

    #[test]
    fn rules_from_before_it_use_the_shipped_ones() {
        let mut files = Files::new();
        for name in ["measurement.yaml", "learning-hours.yaml", "job-match.yaml"] {
            files.insert(name, shipped().text(name).unwrap().as_bytes().to_vec());
        }
        let rules = Rules::read(&files).unwrap();
        assert_eq!(rules.objection_days(date(2026, 12, 31)).unwrap(), 14);
        let text = shipped().text(NAME).unwrap().replace("objection:", "keberatan:");
        files.insert(NAME, text.into_bytes());
        assert_eq!(Rules::read(&files).unwrap().objection_days(date(2026, 12, 31)).unwrap(), 14);
    }
}
