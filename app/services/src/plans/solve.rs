//! Which courses close most missing levels, as a mixed-integer program that is solved exactly.
//!
//! `x[p,c]` says that person p takes course c, `y[c]` that the course is held at all, `z` that a missing level is closed. A
//! course at a level closes what is missing up to that level. Of all best choices the one with fewest courses is taken,
//! of those the one with fewest hours.

use std::collections::{BTreeMap, BTreeSet};

use good_lp::solvers::{SolutionStatus, WithInitialSolution, WithTimeLimit};
use good_lp::{Expression, ResolutionError, Solution, SolverModel, Variable, microlp, variable, variables};

/// Beyond so many choices of a person and a course nothing is tried.
pub(crate) const MOST_CHOICES: usize = 4000;

/// A competency in which somebody is short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Gap {
    pub competency: usize,
    pub held: u8,
    pub required: u8,
}

/// Somebody who could learn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Learner {
    pub gaps: Vec<Gap>,
    /// Courses that were completed already: they close nothing more, and are a prerequisite that is met.
    pub completed: BTreeSet<usize>,
}

/// A course that could be taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offer {
    pub hours: u32,
    /// Competency and level.
    pub teaches: Vec<(usize, u8)>,
    pub needs: Vec<usize>,
}

/// What there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limits {
    pub hours_each: u32,
    /// Places in all courses together.
    pub seats: Option<u32>,
    pub seats_each: Option<u32>,
    pub courses: Option<u32>,
}

/// The best choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Best {
    /// The courses of each person.
    pub takes: Vec<BTreeSet<usize>>,
    pub levels: u32,
    /// Different courses.
    pub courses: u32,
    /// Hours of everybody together.
    pub hours: u32,
    /// It was proven that nothing is better. Else it is the best that was found in time.
    pub proven: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unsolved {
    /// Too many people and courses.
    TooLarge,
    /// Nothing was found in time.
    TooLong,
}

/// What one person's courses close.
pub(crate) fn closed(learner: &Learner, offers: &[Offer], takes: &BTreeSet<usize>) -> u32 {
    learner.gaps.iter().map(|gap| u32::from(lifted(gap, offers, takes))).sum()
}

/// By how many levels these courses lift one competency.
pub(crate) fn lifted(gap: &Gap, offers: &[Offer], takes: &BTreeSet<usize>) -> u8 {
    let reached = takes.iter().filter_map(|course| offers[*course].reaches(gap)).max();
    reached.map_or(0, |level| level - gap.held)
}

impl Offer {
    /// The level of a gap that the course leads to, if it helps. A course above what is required is none for it.
    pub fn reaches(&self, gap: &Gap) -> Option<u8> {
        let level = |(competency, level): &(usize, u8)| {
            (*competency == gap.competency && *level > gap.held && *level <= gap.required).then_some(*level)
        };
        self.teaches.iter().filter_map(level).max()
    }
}

/// The courses that help somebody, with what they need before, as far as it is not completed.
fn useful(learner: &Learner, offers: &[Offer]) -> BTreeSet<usize> {
    let helps = |offer: &Offer| learner.gaps.iter().any(|gap| offer.reaches(gap).is_some());
    let mut open: Vec<usize> =
        (0..offers.len()).filter(|course| !learner.completed.contains(course) && helps(&offers[*course])).collect();
    let mut found = BTreeSet::new();
    while let Some(course) = open.pop() {
        if found.insert(course) {
            open.extend(offers[course].needs.iter().filter(|needed| !learner.completed.contains(needed)));
        }
    }
    found
}

/// Solves it exactly, or as well as it can be in `seconds`.
pub(crate) fn best(learners: &[Learner], offers: &[Offer], limits: Limits, seconds: f64) -> Result<Best, Unsolved> {
    let choices: Vec<BTreeSet<usize>> = learners.iter().map(|learner| useful(learner, offers)).collect();
    if choices.iter().map(BTreeSet::len).sum::<usize>() > MOST_CHOICES {
        return Err(Unsolved::TooLarge);
    }
    let half = seconds / 2.0;
    let first = if limits.seats.is_none() && limits.seats_each.is_none() && limits.courses.is_none() {
        // Nothing binds people together: everybody for themselves, and who is alike but once.
        one_by_one(learners, offers, limits, &choices, half)?
    } else {
        Model::new(learners, offers, limits, &choices).most_levels(half)?
    };
    if first.levels == 0 {
        let nobody = vec![BTreeSet::new(); learners.len()];
        return Ok(Best { takes: nobody, proven: first.proven, ..Best::default() });
    }
    match Model::new(learners, offers, limits, &choices).least_effort(&first, half) {
        Ok(second) => Ok(Best { proven: first.proven && second.proven, ..second }),
        // The levels are the most that can be; only the choice among equals is not proven.
        Err(_) => Ok(Best { proven: false, ..first }),
    }
}

/// What makes two people alike.
type Kind = (Vec<Gap>, BTreeSet<usize>);

fn one_by_one(
    learners: &[Learner],
    offers: &[Offer],
    limits: Limits,
    choices: &[BTreeSet<usize>],
    seconds: f64,
) -> Result<Best, Unsolved> {
    let mut known: BTreeMap<Kind, Best> = BTreeMap::new();
    let mut all = Best { proven: true, ..Best::default() };
    for (learner, choice) in learners.iter().zip(choices) {
        let mut gaps = learner.gaps.clone();
        gaps.sort_unstable();
        let kind = (gaps, choice.clone());
        if !known.contains_key(&kind) {
            let alone = std::slice::from_ref(learner);
            let found = Model::new(alone, offers, limits, std::slice::from_ref(choice)).most_levels(seconds)?;
            known.insert(kind.clone(), found);
        }
        let Some(found) = known.get(&kind) else { continue };
        all.takes.extend(found.takes.iter().cloned());
        all.proven &= found.proven;
    }
    Ok(counted(all.takes, learners, offers, all.proven))
}

/// Adds up what everybody takes.
fn counted(takes: Vec<BTreeSet<usize>>, learners: &[Learner], offers: &[Offer], proven: bool) -> Best {
    let courses: BTreeSet<usize> = takes.iter().flatten().copied().collect();
    Best {
        levels: learners.iter().zip(&takes).map(|(learner, takes)| closed(learner, offers, takes)).sum(),
        courses: courses.len() as u32,
        hours: takes.iter().flatten().map(|course| offers[*course].hours).sum(),
        takes,
        proven,
    }
}

/// The program. Its variables are made anew for each aim.
struct Model<'a> {
    learners: &'a [Learner],
    offers: &'a [Offer],
    limits: Limits,
    choices: &'a [BTreeSet<usize>],
}

struct Parts {
    x: Vec<BTreeMap<usize, Variable>>,
    y: BTreeMap<usize, Variable>,
    /// Closed levels in all.
    levels: Expression,
    constraints: Vec<good_lp::Constraint>,
}

impl<'a> Model<'a> {
    fn new(learners: &'a [Learner], offers: &'a [Offer], limits: Limits, choices: &'a [BTreeSet<usize>]) -> Self {
        Self { learners, offers, limits, choices }
    }

    fn parts(&self, vars: &mut good_lp::ProblemVariables) -> Parts {
        let held: BTreeSet<usize> = self.choices.iter().flatten().copied().collect();
        let y: BTreeMap<usize, Variable> = held.iter().map(|c| (*c, vars.add(variable().binary()))).collect();
        let mut parts = Parts { x: Vec::new(), y, levels: Expression::default(), constraints: Vec::new() };
        for (learner, choice) in self.learners.iter().zip(self.choices) {
            let x: BTreeMap<usize, Variable> = choice.iter().map(|c| (*c, vars.add(variable().binary()))).collect();
            self.of_person(vars, &mut parts, learner, &x);
            parts.x.push(x);
        }
        let everybody: Expression = parts.x.iter().flat_map(BTreeMap::values).copied().sum();
        if let Some(seats) = self.limits.seats {
            parts.constraints.push(everybody.leq(seats));
        }
        if let Some(seats) = self.limits.seats_each {
            for course in parts.y.keys() {
                let takers: Expression = parts.x.iter().filter_map(|x| x.get(course)).copied().sum();
                parts.constraints.push(takers.leq(seats));
            }
        }
        if let Some(most) = self.limits.courses {
            let courses: Expression = parts.y.values().copied().sum();
            parts.constraints.push(courses.leq(most));
        }
        parts
    }

    fn of_person(
        &self,
        vars: &mut good_lp::ProblemVariables,
        parts: &mut Parts,
        learner: &Learner,
        x: &BTreeMap<usize, Variable>,
    ) {
        let hours: Expression = x.iter().map(|(course, taken)| f64::from(self.offers[*course].hours) * *taken).sum();
        parts.constraints.push(hours.leq(self.limits.hours_each));
        for (course, taken) in x {
            // A course that is taken is held, and what it needs is taken, too.
            parts.constraints.push((*taken - parts.y[course]).leq(0));
            for needed in self.offers[*course].needs.iter().filter_map(|needed| x.get(needed)) {
                parts.constraints.push((*taken - *needed).leq(0));
            }
        }
        for gap in &learner.gaps {
            for level in gap.held + 1..=gap.required {
                let reaches = |(course, _): &(&usize, &Variable)| {
                    self.offers[**course].reaches(gap).is_some_and(|reached| reached >= level)
                };
                let helpers: Vec<Variable> = x.iter().filter(reaches).map(|(_, taken)| *taken).collect();
                match helpers[..] {
                    [] => {}
                    [only] => parts.levels += only,
                    _ => {
                        let closed = vars.add(variable().clamp(0, 1));
                        let helped: Expression = helpers.iter().copied().sum();
                        parts.constraints.push((closed - helped).leq(0));
                        parts.levels += closed;
                    }
                }
            }
        }
    }

    fn most_levels(&self, seconds: f64) -> Result<Best, Unsolved> {
        if self.choices.iter().all(BTreeSet::is_empty) {
            return Ok(counted(vec![BTreeSet::new(); self.learners.len()], self.learners, self.offers, true));
        }
        let mut vars = variables!();
        let parts = self.parts(&mut vars);
        let mut problem = vars.maximise(parts.levels.clone()).using(microlp).with_time_limit(seconds);
        for constraint in parts.constraints {
            problem.add_constraint(constraint);
        }
        self.read(&parts.x, &problem.solve().map_err(unsolved)?)
    }

    /// Fewest courses, then fewest hours, for the same levels.
    fn least_effort(&self, first: &Best, seconds: f64) -> Result<Best, Unsolved> {
        let mut vars = variables!();
        let parts = self.parts(&mut vars);
        let all_hours: u32 = self.choices.iter().flatten().map(|course| self.offers[*course].hours).sum();
        let mut effort: Expression = parts.y.values().map(|held| f64::from(all_hours + 1) * *held).sum();
        for x in &parts.x {
            effort +=
                x.iter().map(|(course, taken)| f64::from(self.offers[*course].hours) * *taken).sum::<Expression>();
        }
        let taken: BTreeSet<usize> = first.takes.iter().flatten().copied().collect();
        let start = parts.y.iter().map(|(course, held)| (*held, one_if(taken.contains(course))));
        let start =
            start.chain(
                parts.x.iter().zip(&first.takes).flat_map(|(x, takes)| {
                    x.iter().map(|(course, variable)| (*variable, one_if(takes.contains(course))))
                }),
            );
        let start: Vec<_> = start.collect();
        let mut problem = vars.minimise(effort).using(microlp).with_time_limit(seconds);
        problem = problem.with_initial_solution(start);
        for constraint in parts.constraints {
            problem.add_constraint(constraint);
        }
        problem.add_constraint(Expression::from_other_affine(first.levels).leq(parts.levels));
        let found = self.read(&parts.x, &problem.solve().map_err(unsolved)?)?;
        if found.levels < first.levels { Err(Unsolved::TooLong) } else { Ok(found) }
    }

    /// What the solver says, counted again by ourselves.
    fn read(&self, x: &[BTreeMap<usize, Variable>], solution: &impl Solution) -> Result<Best, Unsolved> {
        let takes = x
            .iter()
            .map(|x| x.iter().filter(|(_, taken)| solution.value(**taken) > 0.5).map(|(course, _)| *course).collect());
        let proven = matches!(solution.status(), SolutionStatus::Optimal);
        let takes: Vec<BTreeSet<usize>> = takes.collect();
        if takes.iter().zip(self.learners).all(|(takes, learner)| self.fits(takes, learner)) {
            Ok(counted(takes, self.learners, self.offers, proven))
        } else {
            Err(Unsolved::TooLong)
        }
    }

    /// Whether a person may take these courses: rounding must not have broken a rule.
    fn fits(&self, takes: &BTreeSet<usize>, learner: &Learner) -> bool {
        let met = |course: &usize| takes.contains(course) || learner.completed.contains(course);
        let hours: u32 = takes.iter().map(|course| self.offers[*course].hours).sum();
        hours <= self.limits.hours_each && takes.iter().all(|course| self.offers[*course].needs.iter().all(met))
    }
}

const fn one_if(yes: bool) -> f64 {
    if yes { 1.0 } else { 0.0 }
}

fn unsolved(_: ResolutionError) -> Unsolved {
    Unsolved::TooLong
}

#[cfg(test)]
mod tests;
