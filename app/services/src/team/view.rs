//! What `/tim` shows.

use domain::cell::Tally;
use domain::competency::Standing;
use domain::id::PersonId;
use domain::score::PerMille;

use super::TeamQuery;
use crate::{PostView, Text};

/// A unit against its standards: a summary of each competency, and a heat map of its people or of the units below it.
#[derive(Clone, Debug)]
pub struct TeamView {
    /// What was asked for, with the unit that it came to.
    pub query: TeamQuery,
    /// The unit shown.
    pub unit: UnitOption,
    /// The units above it that the reader sees, from the top.
    pub above: Vec<UnitOption>,
    /// The units to choose from.
    pub units: Vec<UnitOption>,
    /// The positions that people of the unit hold: id, title, how many people.
    pub positions: Vec<(String, Text, i64)>,
    /// Every competency that somebody's post requires, the largest gap first: for the choice and the summary.
    pub competencies: Vec<TeamColumn>,
    /// Those of the heat map.
    pub columns: Vec<TeamColumn>,
    pub body: TeamBody,
    /// People of the unit and below it, with the position asked for.
    pub people: usize,
    /// Rows that the filters leave.
    pub found: usize,
    /// From 1.
    pub page: u32,
    pub pages: u32,
    /// The reader may plan courses for people.
    pub may_assign: bool,
    /// There are units below this one.
    pub has_units: bool,
    /// There are few enough people for a list of them.
    pub lists_people: bool,
    /// The competency short in most people; `None` where none is short and every one is decided.
    pub worst: Option<TeamColumn>,
    /// The certainty that counts towards a promotion.
    pub strong: PerMille,
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

/// A competency with how the people of the unit stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamColumn {
    pub id: String,
    pub title: Text,
    pub short: Text,
    pub tally: Tally,
}

/// The rows of the heat map.
#[derive(Clone, Debug)]
pub enum TeamBody {
    Units(Vec<TeamUnit>),
    People(Vec<TeamRow>),
}

/// A unit below, with everything in it.
#[derive(Clone, Debug)]
pub struct TeamUnit {
    /// `None`: the people who work in the unit shown itself.
    pub id: Option<String>,
    pub name: String,
    pub people: i64,
    /// One per column; without people where no post there requires it.
    pub cells: Vec<Tally>,
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
    /// How certain the decision is; zero without enough evidence.
    pub certainty: PerMille,
}
