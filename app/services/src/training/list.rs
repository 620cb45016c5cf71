//! What is shown of filings.

use domain::id::{PersonId, TrainingId};
use domain::policy::{self, Action};
use domain::time::Timestamp;
use domain::training::TrainingState;
use store::training::Training;

use super::duplicates::likeness;
use super::{
    DocumentView, DuplicateView, TrainingForm, TrainingRow, TrainingView, TrainingsView, VerificationView, days,
    hours_by_rules, state, sum,
};
use crate::{Actor, Error, Result, Services};

/// Filings in a list of those who verify.
const LISTED: u32 = 100;
const MOST_DUPLICATES: usize = 5;

impl Services {
    /// The actor's filings, and the kinds to choose from.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn trainings(&self, actor: &Actor) -> Result<TrainingsView> {
        self.allow(actor, Action::FileTraining)?;
        let mut conn = self.store.reader().await?;
        let filings = store::training::of_person(&mut conn, actor.person).await?;
        drop(conn);
        let activities = self.snapshot()?.rules.activities(self.now().jakarta().date())?;
        Ok(TrainingsView { rows: self.training_rows(actor.person, &filings)?, activities })
    }

    /// One of the actor's own filings.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is somebody else's.
    pub async fn training(&self, actor: &Actor, id: TrainingId) -> Result<TrainingView> {
        self.allow(actor, Action::FileTraining)?;
        let found = self.found_training(id).await?;
        if found.person_id != actor.person {
            return Err(Error::NotFound);
        }
        self.training_view(actor, found, false).await
    }

    /// What waits for verification, and what was decided.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor is neither administrator nor auditor.
    pub async fn trainings_to_verify(&self, actor: &Actor) -> Result<VerificationView> {
        self.allow(actor, Action::SeeTraining)?;
        let mut conn = self.store.reader().await?;
        let waiting = store::training::filed(&mut conn, LISTED).await?;
        let decided = store::training::decided(&mut conn, LISTED).await?;
        drop(conn);
        Ok(VerificationView {
            waiting: self.training_rows(actor.person, &waiting)?,
            decided: self.training_rows(actor.person, &decided)?,
        })
    }

    /// A filing of anybody, to decide about it. Drafts are nobody's business yet.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see it.
    pub async fn training_to_verify(&self, actor: &Actor, id: TrainingId) -> Result<TrainingView> {
        self.allow(actor, Action::SeeTraining)?;
        let found = self.found_training(id).await?;
        if state(&found) == TrainingState::Draft {
            return Err(Error::NotFound);
        }
        self.training_view(actor, found, true).await
    }

    pub(super) async fn found_training(&self, id: TrainingId) -> Result<Training> {
        let mut conn = self.store.reader().await?;
        store::training::find(&mut conn, id).await?.ok_or(Error::NotFound)
    }

    /// The filings of a person that are verified or wait: for the profile.
    pub(crate) async fn trainings_of(&self, actor: &Actor, person: PersonId) -> Result<Vec<TrainingRow>> {
        let mut conn = self.store.reader().await?;
        let filings = store::training::of_person(&mut conn, person).await?;
        drop(conn);
        let shown: Vec<_> = filings
            .into_iter()
            .filter(|one| matches!(state(one), TrainingState::Filed | TrainingState::Verified))
            .collect();
        self.training_rows(actor.person, &shown)
    }

    fn training_rows(&self, reader: PersonId, filings: &[Training]) -> Result<Vec<TrainingRow>> {
        filings.iter().map(|filing| self.training_row(reader, filing)).collect()
    }

    fn training_row(&self, reader: PersonId, filing: &Training) -> Result<TrainingRow> {
        let by_rules = hours_by_rules(&self.snapshot()?.rules, filing)?;
        let form = form(filing);
        Ok(TrainingRow {
            id: filing.id,
            person: filing.person_id,
            person_name: filing.person_name.clone(),
            state: state(filing),
            title: filing.title.clone().unwrap_or(form.title),
            days: days(filing),
            jp: by_rules.as_ref().map(|(_, hours)| sum(hours)),
            activity: by_rules.map(|(rule, _)| rule.title),
            filed_at: filing.filed_at.map(Timestamp),
            decided_at: filing.decided_at.map(Timestamp),
            is_own: filing.person_id == reader,
        })
    }

    async fn training_view(&self, actor: &Actor, filing: Training, of_anybody: bool) -> Result<TrainingView> {
        let snapshot = self.snapshot()?;
        let relation = self.relation(actor, filing.person_id).await?;
        let mut conn = self.store.reader().await?;
        let mut others = store::training::of_person(&mut conn, filing.person_id).await?;
        let mut document = None;
        if let (Some(hash), Some(name)) = (&filing.document_hash, &filing.document_name) {
            let facts = store::training::document_facts(&mut conn, filing.person_id, hash).await?;
            document = facts.map(|(media_type, bytes)| DocumentView {
                name: name.clone(),
                media_type,
                bytes: u64::try_from(bytes).unwrap_or_default(),
            });
            if of_anybody {
                // The same certificate in two hands: only who verifies learns of it.
                let same = store::training::with_document(&mut conn, hash, LISTED).await?;
                others.extend(same.into_iter().filter(|other| other.person_id != filing.person_id));
            }
        }
        drop(conn);
        let mut duplicates = Vec::new();
        let span = filing.first_at.zip(filing.last_at).map(|(first, last)| (Timestamp(first), Timestamp(last)));
        let title = filing.title.clone().unwrap_or_default();
        for other in others.iter().filter(|other| other.id != filing.id && state(other) != TrainingState::Draft) {
            let like = likeness(other, filing.document_hash.as_deref(), &title, span);
            if let Some(likeness) = like.filter(|_| duplicates.len() < MOST_DUPLICATES) {
                duplicates.push(DuplicateView {
                    row: self.training_row(actor.person, other)?,
                    organiser: other.organiser.clone().unwrap_or_default(),
                    place: other.place.clone().unwrap_or_default(),
                    likeness,
                });
            }
        }
        let decides = policy::allows(actor.roles, Action::VerifyTraining(relation));
        Ok(TrainingView {
            row: self.training_row(actor.person, &filing)?,
            rule: hours_by_rules(&snapshot.rules, &filing)?.map(|(rule, _)| rule),
            form: form(&filing),
            document,
            duplicates,
            activities: snapshot.rules.activities(self.now().jakarta().date())?,
            changed_at: filing.changed_at,
            may_verify: of_anybody && decides && state(&filing) == TrainingState::Filed,
            reason: filing.reason,
        })
    }
}

fn form(filing: &Training) -> TrainingForm {
    serde_json::from_str(&filing.typed).unwrap_or_default()
}
