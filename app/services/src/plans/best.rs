//! Which courses lift a unit most: the best set within hours and places, and what it would be with less.

use std::collections::{BTreeMap, BTreeSet};

use domain::competency::Standing;
use domain::id::{CompetencyId, PersonId};
use domain::policy::{Action, Relation};
use domain::time::Timestamp;
use store::organisation::Member;
use tokio::sync::Semaphore;

use super::best_view::{BestAnswer, BestCourse, BestForm, BestProblem, BestTaker, BestVariant, BestView, Variation};
use super::form::{PlanForm, PlanPreview, options, required_anywhere};
use super::people::{MOST_PEOPLE, Measured};
use super::solve::{self, Best, Gap, Learner, Limits, Offer, Unsolved};
use crate::{Actor, Error, FieldError, Problem, Result, Services};

/// Seconds for one question to the solver; a page asks four at the most.
const SECONDS: f64 = 3.0;
/// Pages that are calculated at the same time.
static TURNS: Semaphore = Semaphore::const_new(1);
const MOST_HOURS: u32 = 500;
const MOST_SEATS: u32 = 100_000;

/// The question, ready for the solver.
struct Question {
    members: Vec<Member>,
    learners: Vec<Learner>,
    offers: Vec<Offer>,
    courses: Vec<String>,
    competencies: Vec<CompetencyId>,
    /// Per person: competencies without enough evidence that a course is about.
    unknown: Vec<BTreeSet<usize>>,
}

impl Services {
    /// The best courses for a unit; without a unit the empty form.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may plan for nobody, or not for that unit.
    pub async fn best_plan(&self, actor: &Actor, form: &BestForm) -> Result<BestView> {
        self.allow(actor, Action::AssignPlan(Relation::Led))?;
        let mut conn = self.store.reader().await?;
        let units = self.plan_units(&mut conn, actor).await?;
        drop(conn);
        let snapshot = self.snapshot()?;
        let mut view = BestView {
            form: form.clone(),
            competencies: required_anywhere(&snapshot),
            units: options(&units),
            errors: Vec::new(),
            answer: None,
        };
        if units.is_empty() {
            return Err(Error::NotFound);
        }
        if form.unit.is_empty() {
            return Ok(view);
        }
        if !units.iter().any(|unit| unit.id.to_string() == form.unit) {
            return Err(Error::NotFound);
        }
        match self.calculate(actor, form).await {
            Ok((answer, _)) => view.answer = Some(answer),
            Err(Error::Invalid(errors)) => view.errors = errors,
            Err(other) => return Err(other),
        }
        Ok(view)
    }

    /// The preview of a variant, by its place.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such variant, and as [`Services::best_plan`].
    pub async fn preview_best(&self, actor: &Actor, form: &BestForm, variant: usize) -> Result<PlanPreview> {
        self.allow(actor, Action::AssignPlan(Relation::Led))?;
        let mut errors = Vec::new();
        let due = self.plan_due_date(&form.due, &mut errors).ok_or(Error::Invalid(errors))?;
        let (answer, members) = self.calculate(actor, form).await?;
        let chosen = answer.variants.into_iter().nth(variant).ok_or(Error::NotFound)?;
        let mut parts = Vec::new();
        for course in chosen.courses {
            let takers = course.takers.iter().filter_map(|taker| {
                let member = members.iter().find(|member| member.person_id == taker.person)?;
                Some((member.clone(), true, None))
            });
            parts.push(self.plan_part(&[course.course.course], takers.collect()).await?);
        }
        Ok(PlanPreview {
            form: PlanForm {
                key: self.plan_key()?,
                aim: "best".to_owned(),
                unit: form.unit.clone(),
                due: form.due.clone(),
                ..PlanForm::default()
            },
            path: None,
            unit: Some(answer.unit),
            competency: None,
            due,
            parts,
        })
    }

    async fn calculate(&self, actor: &Actor, form: &BestForm) -> Result<(BestAnswer, Vec<Member>)> {
        let mut errors = Vec::new();
        let hours = number(&form.hours, "jam", MOST_HOURS, &mut errors);
        let seats = number(&form.seats, "kursi", MOST_SEATS, &mut errors);
        let seats_each = number(&form.seats_each, "kursi-kursus", MOST_SEATS, &mut errors);
        if form.hours.trim().is_empty() {
            errors.push(FieldError::new("jam", Problem::Missing));
        }
        let _: Option<Timestamp> = self.plan_due_date(&form.due, &mut errors);
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let limits = Limits { hours_each: hours.unwrap_or_default(), seats, seats_each, courses: None };
        let mut conn = self.store.reader().await?;
        let units = self.plan_units(&mut conn, actor).await?;
        let unit = units.into_iter().find(|unit| unit.id.to_string() == form.unit).ok_or(Error::NotFound)?;
        let people = self.measured(&mut conn, &unit.path).await?;
        if people.len() > MOST_PEOPLE {
            return Err(Error::field("unit", Problem::TooManyPeople { most: MOST_PEOPLE }));
        }
        let wanted: BTreeSet<&str> = form.competencies.iter().map(String::as_str).collect();
        let question = self.question(&mut conn, people, &wanted).await?;
        drop(conn);
        let missing = |learner: &Learner| learner.gaps.iter().map(|g| u32::from(g.required - g.held)).sum::<u32>();
        let everything: BTreeSet<usize> = (0..question.offers.len()).collect();
        let open = |learner: &Learner| &everything - &learner.completed;
        let reachable: u32 = question.learners.iter().map(|l| solve::closed(l, &question.offers, &open(l))).sum();
        let all: u32 = question.learners.iter().map(missing).sum();
        let mut answer = BestAnswer {
            unit: unit.name,
            people: question.learners.len(),
            short: question.learners.iter().filter(|learner| !learner.gaps.is_empty()).count(),
            missing: all,
            untaught: all - reachable,
            unknown: question.unknown.iter().map(BTreeSet::len).sum(),
            variants: Vec::new(),
            problem: None,
        };
        let (learners, offers) = (question.learners.clone(), question.offers.clone());
        let turn = TURNS.acquire().await.map_err(|error| Error::System(error.to_string()))?;
        // The work keeps the turn: whoever goes away meanwhile does not make room for another.
        let work = move || {
            let found = variants(&learners, &offers, limits);
            drop(turn);
            found
        };
        let solved = tokio::task::spawn_blocking(work).await.map_err(|error| Error::System(error.to_string()))?;
        match solved {
            Ok(solved) => {
                let variant = |(variation, best): &(Variation, Best)| self.variant(&question, *variation, best);
                answer.variants = solved.iter().map(variant).collect::<Result<_>>()?;
            }
            Err(Unsolved::TooLarge) => answer.problem = Some(BestProblem::TooLarge),
            Err(Unsolved::TooLong) => answer.problem = Some(BestProblem::TooLong),
        }
        Ok((answer, question.members))
    }

    async fn question(
        &self,
        conn: &mut store::Conn,
        people: Vec<Measured>,
        wanted: &BTreeSet<&str>,
    ) -> Result<Question> {
        let snapshot = self.snapshot()?;
        let courses: Vec<String> = snapshot.courses.keys().cloned().collect();
        let place: BTreeMap<&str, usize> = courses.iter().enumerate().map(|(n, slug)| (slug.as_str(), n)).collect();
        let mut competencies: Vec<CompetencyId> = Vec::new();
        let mut index = |id: &CompetencyId| {
            competencies.iter().position(|known| known == id).unwrap_or_else(|| {
                competencies.push(id.clone());
                competencies.len() - 1
            })
        };
        let mut offers = Vec::new();
        for course in snapshot.courses.values() {
            let teaches = course.competencies.iter().map(|taught| (index(&taught.id), taught.level.get()));
            offers.push(Offer {
                hours: course.jp,
                teaches: teaches.collect(),
                needs: course.prerequisites.iter().filter_map(|id| place.get(id.as_str()).copied()).collect(),
            });
        }
        let ids: Vec<PersonId> = people.iter().map(|person| person.member.person_id).collect();
        let completed = self.completed(conn, &ids).await?;
        let (mut members, mut learners, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        for person in people {
            let id = person.member.person_id;
            let mut learner = Learner {
                completed: courses
                    .iter()
                    .enumerate()
                    .filter_map(|(n, slug)| completed.ever(id, slug).then_some(n))
                    .collect(),
                ..Learner::default()
            };
            let mut open = BTreeSet::new();
            for (competency, (required, state)) in &person.required {
                if !wanted.is_empty() && !wanted.contains(competency.as_str()) {
                    continue;
                }
                match state.standing(*required) {
                    Standing::Short { by } => learner.gaps.push(Gap {
                        competency: index(competency),
                        held: required.get().saturating_sub(by),
                        required: required.get(),
                    }),
                    Standing::NotEnoughEvidence => drop(open.insert(index(competency))),
                    Standing::Met => {}
                }
            }
            members.push(person.member);
            learners.push(learner);
            unknown.push(open);
        }
        Ok(Question { members, learners, offers, courses, competencies, unknown })
    }

    fn variant(&self, question: &Question, variation: Variation, best: &Best) -> Result<BestVariant> {
        let snapshot = self.snapshot()?;
        let mut courses = Vec::new();
        let taken: BTreeSet<usize> = best.takes.iter().flatten().copied().collect();
        for course in taken {
            let offer = &question.offers[course];
            let mut takers = Vec::new();
            for ((member, learner), takes) in question.members.iter().zip(&question.learners).zip(&best.takes) {
                if !takes.contains(&course) {
                    continue;
                }
                let closes = learner.gaps.iter().filter_map(|gap| {
                    let to = offer.reaches(gap)?;
                    Some((snapshot.competency_title(&question.competencies[gap.competency]), gap.held, to))
                });
                let (person, name) = (member.person_id, member.name.clone());
                takers.push(BestTaker { person, name, closes: closes.collect() });
            }
            courses.push(BestCourse { course: snapshot.plan_course(&question.courses[course]), takers });
        }
        courses.sort_by_key(|course| std::cmp::Reverse(course.takers.len()));
        let about = |takes: &BTreeSet<usize>| -> BTreeSet<usize> {
            takes.iter().flat_map(|course| &question.offers[*course].teaches).map(|(id, _)| *id).collect()
        };
        let evidence = question.unknown.iter().zip(&best.takes).map(|(open, takes)| (open & &about(takes)).len());
        Ok(BestVariant {
            variation,
            levels: best.levels,
            hours: best.hours,
            places: best.takes.iter().map(BTreeSet::len).sum(),
            people: best.takes.iter().filter(|takes| !takes.is_empty()).count(),
            evidence: evidence.sum(),
            proven: best.proven,
            courses,
        })
    }
}

/// What was asked for, and with less: half of the hours, one course fewer, two thirds of the places.
fn variants(learners: &[Learner], offers: &[Offer], limits: Limits) -> Result<Vec<(Variation, Best)>, Unsolved> {
    let best = solve::best(learners, offers, limits, SECONDS)?;
    let places = best.takes.iter().map(BTreeSet::len).sum::<usize>() as u32;
    let shortest = best.takes.iter().flatten().map(|course| offers[*course].hours).min().unwrap_or(u32::MAX);
    let most_each = best.takes.iter().map(|takes| takes.iter().map(|c| offers[*c].hours).sum::<u32>()).max();
    let half = most_each.unwrap_or_default() / 2;
    let fewer = places * 2 / 3;
    let mut less = Vec::new();
    if half >= shortest {
        less.push((Variation::LessHours(half), Limits { hours_each: half, ..limits }));
    }
    if best.courses > 1 {
        let courses = best.courses - 1;
        less.push((Variation::FewerCourses(courses), Limits { courses: Some(courses), ..limits }));
    }
    if fewer > 0 && fewer < places {
        less.push((Variation::FewerSeats(fewer), Limits { seats: Some(fewer), ..limits }));
    }
    let mut all = vec![(Variation::AsAsked, best)];
    for (variation, limits) in less {
        // One that takes too long is left out: it is an offer, not what was asked.
        if let Ok(found) = solve::best(learners, offers, limits, SECONDS)
            && found.levels > 0
        {
            all.push((variation, found));
        }
    }
    Ok(all)
}

/// A whole number of a field that may be empty.
fn number(text: &str, field: &str, most: u32, errors: &mut Vec<FieldError>) -> Option<u32> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let problem = match text.parse::<u32>() {
        Ok(found) if (1..=most).contains(&found) => return Some(found),
        Ok(_) => Problem::OutOfRange { low: 1, high: i64::from(most) },
        Err(_) => Problem::NotANumber,
    };
    errors.push(FieldError::new(field, problem));
    None
}
