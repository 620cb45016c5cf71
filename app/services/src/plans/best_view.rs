//! What is asked about the best courses, and what is answered.

use domain::id::PersonId;

use super::PlanCourse;
use crate::{FieldError, Text, UnitOption};

/// What somebody fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BestForm {
    pub unit: String,
    /// Nothing chosen means all.
    pub competencies: Vec<String>,
    pub hours: String,
    /// Places in all courses together; empty for no limit.
    pub seats: String,
    pub seats_each: String,
    pub due: String,
}

/// What `/rencana/hitung` shows.
#[derive(Clone, Debug)]
pub struct BestView {
    pub form: BestForm,
    pub units: Vec<UnitOption>,
    pub competencies: Vec<(String, Text)>,
    pub errors: Vec<FieldError>,
    /// Once everything is filled in.
    pub answer: Option<BestAnswer>,
}

/// What was calculated.
#[derive(Clone, Debug)]
pub struct BestAnswer {
    pub unit: String,
    pub people: usize,
    /// People who are short of something, and the levels that are missing.
    pub short: usize,
    pub missing: u32,
    /// Missing levels that no course leads to.
    pub untaught: u32,
    /// Competencies of people for which there is not enough evidence: no level of them is counted.
    pub unknown: usize,
    /// The best first. Empty where the question is too large or took too long.
    pub variants: Vec<BestVariant>,
    pub problem: Option<BestProblem>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BestProblem {
    TooLarge,
    TooLong,
}

/// What is different in a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variation {
    AsAsked,
    /// So many hours for each person.
    LessHours(u32),
    /// At most so many courses.
    FewerCourses(u32),
    /// So many places in all.
    FewerSeats(u32),
}

/// A set of courses with what it brings.
#[derive(Clone, Debug)]
pub struct BestVariant {
    pub variation: Variation,
    pub levels: u32,
    pub hours: u32,
    pub places: usize,
    pub people: usize,
    pub courses: Vec<BestCourse>,
    /// Competencies without enough evidence on which these courses would also give some.
    pub evidence: usize,
    pub proven: bool,
}

/// A course of a variant.
#[derive(Clone, Debug)]
pub struct BestCourse {
    pub course: PlanCourse,
    pub takers: Vec<BestTaker>,
}

/// Somebody who takes a course, and the levels that it closes: competency, from, to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BestTaker {
    pub person: PersonId,
    pub name: String,
    pub closes: Vec<(Text, u8, u8)>,
}
