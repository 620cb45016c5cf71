//! The people of the units somebody leads, against their standards.

use domain::competency::Standing;
use domain::id::PersonId;

use crate::Text;

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
