//! Which courses help with a competency that is not met, and which course a person takes next.

use std::cmp::Reverse;
use std::sync::Arc;

use content::model::Course;
use domain::competency::Standing;
use domain::level::Level;

use crate::catalogue::{CourseCard, card};
use crate::course::Outline;
use crate::profile::CompetencyRow;
use crate::progress::{AllProgress, next_row, outline};
use crate::{MyPlanItem, Snapshot};

/// How well a course fits a required level, the best first: below it or not, and how far from it.
type Fit = (bool, u8);

/// Whoever shows a higher level holds the required one, too ([`domain::competency::CompetencyState::standing`]); a lower
/// one is a part of the way.
fn fit_of(taught: Level, required: Option<Level>) -> Fit {
    required.map_or((false, 0), |required| (taught < required, taught.get().abs_diff(required.get())))
}

/// `None` where the course does not teach the competency.
fn fit(course: &Course, competency: &str, required: Option<Level>) -> Option<Fit> {
    let taught = course.competencies.iter().filter(|taught| taught.id.as_str() == competency);
    taught.map(|taught| fit_of(taught.level, required)).min()
}

/// The courses that teach a competency: those not completed first, and of these what fits the required level best.
pub(crate) fn courses_for<'a>(
    snapshot: &'a Snapshot,
    progress: &AllProgress,
    competency: &str,
    required: Option<Level>,
) -> Vec<&'a Arc<Course>> {
    let mut found: Vec<_> = snapshot
        .courses
        .values()
        .filter_map(|course| Some((fit(course, competency, required)?, course)))
        .map(|(fit, course)| ((progress.in_course(&course.id).completed.is_some(), fit), course))
        .collect();
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, course)| course).collect()
}

/// The course to go on with, of those that were begun and are not complete: with its outline and the place in it.
pub(crate) fn begun<'a>(snapshot: &'a Snapshot, progress: &AllProgress) -> Option<(&'a Arc<Course>, Outline, usize)> {
    progress.by_last_use().into_iter().filter(|(_, mine)| mine.completed.is_none()).find_map(|(id, mine)| {
        let course = snapshot.courses.get(id.as_str())?;
        let outline = outline(course, mine);
        let place = next_row(course, &outline, mine)?;
        Some((course, outline, place))
    })
}

/// The next course of a person, and on how many gaps of how many it works. What was begun comes first, as on the home
/// page; then what is planned, by due date; then what works on most gaps.
pub(crate) fn own_next(
    snapshot: &Snapshot,
    progress: &AllProgress,
    rows: &[CompetencyRow],
    plans: &[MyPlanItem],
) -> (Option<CourseCard>, (usize, usize)) {
    let planned = || plans.iter().find_map(|item| item.plan.courses.get(item.next.as_ref()?.step));
    let chosen = begun(snapshot, progress)
        .map(|(course, ..)| course)
        .or_else(|| snapshot.courses.get(planned()?.course.as_str()));
    let Some(course) = chosen else { return most_helpful(snapshot, progress, rows) };
    let open = open(rows);
    let closes = fits(course, &open).len();
    (Some(card(snapshot, course, progress)), (closes, open.len()))
}

/// The course that works on most gaps, if one does: with how many of how many.
pub(crate) fn most_helpful(
    snapshot: &Snapshot,
    progress: &AllProgress,
    rows: &[CompetencyRow],
) -> (Option<CourseCard>, (usize, usize)) {
    let open = open(rows);
    let unfinished = snapshot.courses.values().filter(|course| progress.in_course(&course.id).completed.is_none());
    let helpful = unfinished.map(|course| (fits(course, &open), course)).filter(|(fits, _)| !fits.is_empty());
    let best = helpful.min_by_key(|(fits, course)| (Reverse(fits.len()), fits.clone(), course.title.clone()));
    match best {
        Some((fits, course)) => (Some(card(snapshot, course, progress)), (fits.len(), open.len())),
        None => (None, (0, open.len())),
    }
}

/// What is required and not met.
fn open(rows: &[CompetencyRow]) -> Vec<&CompetencyRow> {
    rows.iter().filter(|row| row.standing.is_some_and(|standing| standing != Standing::Met)).collect()
}

fn fits(course: &Course, open: &[&CompetencyRow]) -> Vec<Fit> {
    open.iter().filter_map(|row| fit(course, &row.competency, row.required)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(level: u8) -> Level {
        Level::try_from(level).unwrap()
    }

    #[test]
    fn the_required_level_comes_first_then_higher_ones_then_lower_ones() {
        let mut taught = [1, 2, 3, 4, 5].map(level);
        taught.sort_by_key(|taught| fit_of(*taught, Some(level(3))));
        assert_eq!(taught.map(Level::get), [3, 4, 5, 2, 1]);
        assert_eq!(fit_of(level(2), Some(level(1))), (false, 1), "a course above what is required helps");
    }
}
