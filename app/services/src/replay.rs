//! Deriving everything again from what was answered, and telling every difference.

use std::collections::BTreeMap;

use domain::id::{AttemptId, CompetencyId, PersonId};
use store::evidence::Entry;
use uuid::Uuid;

use crate::quiz::grade::{grade, read_answers};
use crate::quiz::ledger::{NewEntry, entries};
use crate::quiz::opened::Opened;
use crate::{Result, Services};

/// Rows read at once.
const PAGE: u32 = 200;

/// What a replay found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    pub people: usize,
    pub attempts: usize,
    /// Courses that were completed and outside training that was verified: what brings learning hours.
    pub hours: usize,
    /// One sentence per difference; ids only.
    pub differences: Vec<String>,
}

impl Services {
    /// Grades every finished attempt again from its answers and the content version it is pinned to, derives every
    /// competency again from the ledger, and the totals of the units from all of them. Changes nothing but that whoever
    /// waits for the totals is counted.
    ///
    /// # Errors
    /// Those of the database; a difference is no error.
    pub async fn replay_check(&self) -> Result<Replay> {
        let mut replay = Replay::default();
        let mut last = AttemptId(Uuid::nil());
        loop {
            let mut conn = self.store.reader().await?;
            let attempts = store::attempt::finished_after(&mut conn, last, PAGE).await?;
            drop(conn);
            let Some(newest) = attempts.last() else { break };
            last = newest.id;
            for attempt in attempts {
                replay.attempts += 1;
                let opened = self.with_content(attempt).await?;
                self.replay_attempt(&opened, &mut replay.differences).await?;
            }
        }
        let mut last = PersonId(Uuid::nil());
        loop {
            let mut conn = self.store.reader().await?;
            let people = store::evidence::people_after(&mut conn, last, PAGE).await?;
            drop(conn);
            let Some(newest) = people.last() else { break };
            last = *newest;
            for person in people {
                replay.people += 1;
                self.replay_person(person, &mut replay.differences).await?;
            }
        }
        self.replay_hours(&mut replay).await?;
        replay.differences.extend(self.check_totals().await?);
        Ok(replay)
    }

    async fn replay_attempt(&self, opened: &Opened, differences: &mut Vec<String>) -> Result<()> {
        let attempt = &opened.attempt;
        let mut conn = self.store.reader().await?;
        let answers = read_answers(store::answer::of_attempt(&mut conn, attempt.id).await?)?;
        let ledger = store::evidence::of_person(&mut conn, attempt.person_id).await?;
        let attempts = store::attempt::of_course(&mut conn, attempt.person_id, &attempt.course_id).await?;
        drop(conn);
        let graded = grade(opened.quiz()?, &opened.asked()?, &answers);
        if graded.total != attempt.score() {
            differences
                .push(format!("attempt {}: stored score {:?}, derived {:?}", attempt.id, attempt.score, graded.total));
        }
        let of_attempt: BTreeMap<_, _> = ledger
            .iter()
            .filter(|entry| entry.attempt_id == attempt.id)
            .map(|entry| (entry.question_id.clone(), entry))
            .collect();
        let expected = entries(opened, &graded, &attempts)?;
        let same = |entry: &NewEntry| {
            of_attempt.get(&entry.question).is_some_and(|found| {
                found.score == entry.score && found.competency_id == entry.competency && found.level == entry.level
            })
        };
        if expected.len() != of_attempt.len() || !expected.iter().all(same) {
            differences.push(format!("attempt {}: the ledger does not hold what its answers say", attempt.id));
        }
        Ok(())
    }

    async fn replay_person(&self, person: PersonId, differences: &mut Vec<String>) -> Result<()> {
        let snapshot = self.library.current()?;
        let mut conn = self.store.reader().await?;
        let ledger = store::evidence::of_person(&mut conn, person).await?;
        let stored = store::competency::of_person(&mut conn, person).await?;
        drop(conn);
        if ledger.iter().zip(1..).any(|(entry, seq)| entry.seq != seq) {
            differences.push(format!("person {person}: the ledger has a gap"));
        }
        let mut by_competency: BTreeMap<CompetencyId, Vec<_>> = BTreeMap::new();
        for entry in &ledger {
            by_competency.entry(entry.competency_id.clone()).or_default().push(Entry::evidence(entry));
        }
        let mut derived = BTreeMap::new();
        for (competency, evidence) in by_competency {
            let day = evidence.iter().map(|entry| entry.at).max().unwrap_or_default().jakarta().date();
            let state = domain::competency::derive(&evidence, snapshot.rules.measurement(day)?);
            derived.insert(competency, state);
        }
        for stored in &stored {
            if derived.remove(&stored.competency).as_ref() != Some(&stored.state) {
                differences.push(format!("person {person}: the state of {} differs", stored.competency));
            }
        }
        for competency in derived.keys() {
            differences.push(format!("person {person}: the state of {competency} is missing"));
        }
        Ok(())
    }
}
