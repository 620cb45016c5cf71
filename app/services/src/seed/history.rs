//! What somebody in a synthetic city did in three years: an assessment of what their post requires in each of them, graded
//! and derived as everybody's.

use std::collections::{BTreeMap, BTreeSet};

use domain::answer::Answer;
use domain::attempt::State;
use domain::id::{AttemptId, CompetencyId, PersonId};
use domain::key::Key;
use domain::time::Timestamp;
use store::answer::SavedAnswer;
use store::attempt::Attempt;
use store::evidence::Entry;
use store::mass::{Completed, Done, Histories};
use store::organisation::Person;

use super::Seeding;
use super::catalogue::{ROUNDS, Round};
use super::names::chance;
use crate::completing::certificate_number;
use crate::quiz::grade::{Answers, grade};
use crate::quiz::ledger::entries;
use crate::quiz::opened::Opened;
use crate::quiz::plan::draw;
use crate::{Result, Services};

/// How far back it goes.
pub(super) const DAYS: i64 = 3 * YEAR;
const YEAR: i64 = 365;
const DEVICE: &str = "seed";

/// Whether somebody has a history: a few are new.
pub(super) fn has(place: usize, every: usize) -> bool {
    place.is_multiple_of(every) && (place / every) % 20 != 7
}

impl Services {
    /// Adds somebody's history. Tells how many entries their ledger has.
    pub(super) async fn seed_history(
        &self,
        seeding: &Seeding,
        person: &Person,
        (place, profile): (usize, usize),
        histories: &mut Histories,
    ) -> Result<i64> {
        let mut ledger: Vec<Entry> = Vec::new();
        for number in 0..ROUNDS {
            // One in twelve was away or busy that year.
            if number > 0 && chance(place, 50 + number as u64).is_multiple_of(12) {
                continue;
            }
            let within = i64::try_from(chance(place, number as u64) % 300).unwrap_or_default();
            let at = seeding.now.plus_days(YEAR * number as i64 - DAYS + 1 + within);
            let round = &seeding.catalogue.rounds[profile][number];
            let (opened, answers) = self.seed_attempt(round, person.id, place, at).await?;
            self.seed_result(round, opened, answers, &mut ledger, histories).await?;
        }
        let count = ledger.len() as i64;
        let snapshot = self.library.current()?;
        let mut by_competency: BTreeMap<CompetencyId, Vec<_>> = BTreeMap::new();
        for entry in &ledger {
            by_competency.entry(entry.competency_id.clone()).or_default().push(entry.evidence());
        }
        for (competency, evidence) in by_competency {
            let newest = evidence.iter().map(|entry| entry.at).max().unwrap_or(seeding.now);
            let rules = snapshot.rules.measurement(newest.jakarta().date())?;
            histories.states.push((person.id, competency, domain::competency::derive(&evidence, rules)));
        }
        histories.evidence.extend(ledger.into_iter().map(|entry| (person.id, entry)));
        Ok(count)
    }

    /// An attempt with its answers. How well somebody does depends on who they are and on the competency.
    async fn seed_attempt(
        &self,
        round: &Round,
        person: PersonId,
        place: usize,
        at: Timestamp,
    ) -> Result<(Opened, Answers)> {
        let id: AttemptId = self.new_id()?;
        let quiz = round.quiz()?;
        let seed = i64::from_ne_bytes(chance(place, 40).to_ne_bytes());
        let attempt = Attempt {
            id,
            person_id: person,
            course_id: round.course.id.clone(),
            item_id: quiz.id.clone(),
            content_hash: round.course.hash.clone(),
            number: 1,
            seed,
            plan: serde_json::to_string(&draw(quiz, seed, &BTreeSet::new())).unwrap_or_default(),
            state: State::Graded,
            started_at: at,
            deadline_at: quiz.minutes.map(|minutes| at.plus_minutes(i64::from(minutes)).0),
            finished_at: Some(at.plus_minutes(31).0),
            score: None,
            passed: None,
        };
        let opened = self.with_content(attempt).await?;
        let ability = 350 + chance(place, 1) % 550;
        let mut answers = Answers::new();
        for (asked, number) in opened.asked()?.iter().zip(1i64..) {
            let question = asked.question;
            let Key::Single { right } = question.secret.key else { continue };
            let about = question.competency.as_ref().map_or(0, |id| id.as_str().bytes().map(u64::from).sum());
            let likely = ability + chance(place, 1000 + about) % 200;
            let is_right = chance(place, 100_000 + about * 97 + number as u64) % 1000 < likely;
            let answer = Answer::Choice { chosen: vec![if is_right { right } else { (right + 1) % 3 }] };
            let saved = SavedAnswer {
                question_id: question.id.clone(),
                answer: serde_json::to_string(&answer).unwrap_or_default(),
                device: DEVICE.to_owned(),
                number,
                saved_at: at.plus_minutes(number),
                score: None,
                marking: None,
            };
            answers.insert(question.id.clone(), (answer, saved));
        }
        Ok((opened, answers))
    }

    async fn seed_result(
        &self,
        round: &Round,
        mut opened: Opened,
        answers: Answers,
        ledger: &mut Vec<Entry>,
        histories: &mut Histories,
    ) -> Result<()> {
        let quiz = round.quiz()?;
        let graded = grade(quiz, &opened.asked()?, &answers);
        // Of nobody is there another attempt at this course.
        let new = entries(&opened, &graded, &[])?;
        let (person, attempt) = (opened.attempt.person_id, opened.attempt.id);
        let finished = Timestamp(opened.attempt.finished_at.unwrap_or_default());
        let scores: BTreeMap<_, _> = new.iter().map(|entry| (entry.question.clone(), entry.score)).collect();
        for entry in new {
            ledger.push(Entry {
                id: self.new_id()?,
                seq: ledger.len() as i64 + 1,
                course_id: round.course.id.clone(),
                question_id: entry.question,
                case_id: entry.case,
                competency_id: entry.competency,
                level: entry.level,
                score: entry.score,
                attempt_id: attempt,
                at: finished,
            });
        }
        let passed = graded.total.is_some_and(|total| total >= quiz.pass);
        opened.attempt.score = graded.total.map(|total| i64::from(total.get()));
        opened.attempt.passed = Some(passed);
        histories.courses.push(Completed {
            person,
            course: round.course.id.clone(),
            hash: round.course.hash.clone(),
            started_at: opened.attempt.started_at,
            done: if passed {
                Some(Done {
                    at: finished,
                    hours: self.new_id()?,
                    jp: i64::from(round.course.jp),
                    certificate: certificate_number(finished.year(), self.random_bytes()?),
                })
            } else {
                None
            },
        });
        histories.answers.extend(answers.into_iter().map(|(question, (_, mut saved))| {
            saved.score = scores.get(&question).map(|score| i64::from(score.get()));
            (attempt, saved)
        }));
        histories.attempts.push(opened.attempt);
        Ok(())
    }
}
