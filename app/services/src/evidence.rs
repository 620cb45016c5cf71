//! The evidence behind one competency, down to the answers.

use std::collections::BTreeMap;

use content::model::Html;
use domain::competency::{CompetencyState, ScalePlace, Standing, required_place};
use domain::id::{AttemptId, CompetencyId, PersonId};
use domain::level::Level;
use domain::measurement::Posterior;
use domain::policy::{self, Action};
use domain::score::PerMille;
use domain::time::Timestamp;
use store::evidence::Entry;

use crate::access_log::Look;
use crate::catalogue::{CourseCard, card};
use crate::library::find_question;
use crate::next_course::courses_for;
use crate::{Actor, Error, PersonView, Result, Services, Text};

/// What `/profil/{person}/bukti/{competency}` shows.
#[derive(Clone, Debug)]
pub struct EvidenceView {
    pub person: PersonView,
    pub competency: String,
    pub title: Text,
    pub definition: Text,
    pub required: Option<Level>,
    pub required_place: Option<u16>,
    pub standing: Option<Standing>,
    pub state: CompetencyState,
    pub place: Option<ScalePlace>,
    pub levels: Vec<EvidenceLevel>,
    /// The newest first.
    pub rows: Vec<EvidenceRow>,
    /// The single answers are not for the actor: an auditor sees what they add up to.
    pub answers_hidden: bool,
    /// What would settle an open decision.
    pub courses: Vec<CourseCard>,
    /// The rules in force, to explain the figures.
    pub cut: PerMille,
    pub gamma: PerMille,
    pub gamma_promotion: PerMille,
    pub interval: PerMille,
    pub window: u16,
}

/// A level of the dictionary with what the evidence says about it.
#[derive(Clone, Debug)]
pub struct EvidenceLevel {
    pub level: Level,
    pub description: Text,
    pub answers: u16,
    pub right: u16,
    /// `None` without evidence.
    pub posterior: Option<Posterior>,
    pub decision: Option<domain::measurement::Decision>,
}

/// One answer that counts, or counted until newer ones took its place.
#[derive(Clone, Debug)]
pub struct EvidenceRow {
    pub at: Timestamp,
    pub question: Html,
    pub level: Level,
    pub score: PerMille,
    pub in_case: bool,
    pub course_title: String,
    pub quiz_title: String,
    pub attempt: AttemptId,
    /// Among the newest answers that count.
    pub counts: bool,
}

impl Services {
    /// The evidence of a person for a competency.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see it or the dictionary has no such competency.
    pub async fn evidence(&self, actor: &Actor, id: PersonId, competency: &CompetencyId) -> Result<EvidenceView> {
        let relation = self.relation(actor, id).await?;
        self.allow(actor, Action::SeeEvidence(relation))?;
        let sees_answers = policy::allows(actor.roles, Action::SeeAnswers(relation));
        let snapshot = self.snapshot()?;
        let known = snapshot.competencies.dictionary.get(competency).ok_or(Error::NotFound)?;
        let rules = snapshot.rules.measurement(self.now().jakarta().date())?;
        let mut conn = self.store.reader().await?;
        let person = store::organisation::person(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let ledger = store::evidence::of_competency(&mut conn, id, competency).await?;
        drop(conn);
        self.note_look(actor, id, relation, Look::Evidence).await?;
        // As the profile has it: with the rules of the day on which it was derived.
        let state = self.stored_state(id, competency).await?;
        let required = self.required_levels(id).await?.get(competency).copied();
        let progress = self.progress(id).await?;
        let courses = courses_for(&snapshot, &progress, competency.as_str(), required);
        let level = |text: &content::competencies::LevelText| {
            let found = state.level(text.level);
            EvidenceLevel {
                level: text.level,
                description: Text { id: text.id.clone(), en: text.en.clone() },
                answers: found.map_or(0, |found| found.answers),
                right: found.map_or(0, |found| found.right),
                posterior: found.map(|found| found.posterior),
                decision: found.map(|found| found.decision),
            }
        };
        Ok(EvidenceView {
            person: self.person_view(actor, person).await?,
            competency: competency.to_string(),
            title: snapshot.competency_title(competency),
            definition: crate::library::text(&known.definition),
            required,
            required_place: required.map(|level| required_place(level, rules)),
            standing: required.map(|level| state.standing(level)),
            place: state.place(),
            levels: known.levels.iter().map(level).collect(),
            rows: if sees_answers { self.evidence_rows(&ledger, rules.window).await? } else { Vec::new() },
            answers_hidden: !sees_answers,
            courses: courses.into_iter().map(|course| card(&snapshot, course, &progress)).collect(),
            cut: rules.cut,
            gamma: rules.gamma_course,
            gamma_promotion: rules.gamma_promotion,
            interval: rules.interval,
            window: rules.window,
            state,
        })
    }

    async fn stored_state(&self, person: PersonId, competency: &CompetencyId) -> Result<CompetencyState> {
        let mut conn = self.store.reader().await?;
        let states = store::competency::of_person(&mut conn, person).await?;
        let found = states.into_iter().find(|stored| stored.competency == *competency);
        Ok(found.map(|stored| stored.state).unwrap_or_default())
    }

    /// The newest first; per level the newest `window` count.
    async fn evidence_rows(&self, ledger: &[Entry], window: u16) -> Result<Vec<EvidenceRow>> {
        let mut counted: BTreeMap<Level, u16> = BTreeMap::new();
        let mut rows = Vec::new();
        for entry in ledger.iter().rev() {
            let used = counted.entry(entry.level).or_default();
            *used += 1;
            let opened = self.open_attempt(entry.attempt_id).await?;
            let question = find_question(&opened.course, &entry.question_id);
            rows.push(EvidenceRow {
                at: entry.at,
                question: question.map(|question| question.prompt.title.clone()).ok_or(Error::NotFound)?,
                level: entry.level,
                score: entry.score,
                in_case: entry.case_id.is_some(),
                course_title: opened.course.title.clone(),
                quiz_title: opened.quiz()?.title.clone(),
                attempt: entry.attempt_id,
                counts: *used <= window,
            });
        }
        Ok(rows)
    }
}
