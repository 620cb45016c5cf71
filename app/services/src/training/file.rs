//! Filing: what was typed is checked field by field; a good document is kept even where the rest is wrong.

use domain::id::{PersonId, TrainingId};
use domain::policy::Action;
use domain::time::Timestamp;
use domain::training::TrainingState;
use jiff::civil::Date;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::training::{Document, Training};
use tokio::sync::Semaphore;

use super::document::{DocumentProblem, LARGEST_DOCUMENT, inspect};
use super::fields::{Fields, read, shortened};
use super::{TrainingForm, state};
use crate::audit_chain::hexadecimal;
use crate::{Actor, Error, FieldError, Problem, Result, Services};

const LONGEST_NAME: usize = 120;
/// Filings of one person that are not decided.
const MOST_OPEN: usize = 30;

/// What is wrong with a filing, besides what any field can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrainingProblem {
    /// It has not ended yet.
    InFuture,
    /// Before there were rules for it.
    BeforeRules {
        since: Timestamp,
    },
    /// More days than one filing may have.
    TooManyDays {
        most: u16,
    },
    /// Sessions are capped by the month: each month is filed by itself.
    OneMonth,
    /// Too little for one JP.
    NoHours,
    /// So many filings wait already.
    TooManyOpen {
        most: usize,
    },
    Document(DocumentProblem),
    /// It was changed or decided while it was looked at.
    Changed,
}

/// What came of filing.
#[derive(Clone, Debug)]
pub struct Filing {
    /// What is kept now; `None` where there was nothing worth keeping.
    pub id: Option<TrainingId>,
    /// Empty where it was sent.
    pub errors: Vec<FieldError>,
    /// The document of this form was kept though something else is wrong.
    pub kept_document: bool,
}

impl Services {
    /// Files training, new or once more. `file`: name and content, where the form brought one.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is somebody else's or decided. What has to be corrected is no error here: it stands in
    /// [`Filing::errors`].
    pub async fn file_training(
        &self,
        actor: &Actor,
        id: Option<TrainingId>,
        form: &TrainingForm,
        file: Option<(String, Vec<u8>)>,
    ) -> Result<Filing> {
        self.allow(actor, Action::FileTraining)?;
        let document = match file.filter(|(name, content)| !name.is_empty() || !content.is_empty()) {
            Some((name, content)) => Some(checked(name, content).await?),
            None => None,
        };
        self.filed(actor, id, form, document).await
    }

    /// Files training as [`Services::file_training`] where the document was not even read to its end.
    ///
    /// # Errors
    /// As there.
    pub async fn file_training_without(
        &self,
        actor: &Actor,
        id: Option<TrainingId>,
        form: &TrainingForm,
        problem: DocumentProblem,
    ) -> Result<Filing> {
        self.allow(actor, Action::FileTraining)?;
        self.filed(actor, id, form, Some(Err(problem))).await
    }

    async fn filed(
        &self,
        actor: &Actor,
        id: Option<TrainingId>,
        form: &TrainingForm,
        document: Option<Result<Kept, DocumentProblem>>,
    ) -> Result<Filing> {
        let (person, now) = (actor.person, self.now());
        let before = match id {
            Some(id) => Some(self.own_open(person, id).await?),
            None => None,
        };
        let rules = self.snapshot()?.rules.clone();
        let read = read(form, &rules, now.jakarta().date());
        let mut errors = read.as_ref().err().cloned().unwrap_or_default();
        let document = match document.transpose() {
            Ok(document) => document,
            Err(problem) => {
                errors.push(FieldError::new("file", Problem::Training(TrainingProblem::Document(problem))));
                None
            }
        };
        let kept = before.as_ref().and_then(|before| before.document_hash.clone());
        if document.is_none() && kept.is_none() && !errors.iter().any(|error| error.field == "file") {
            errors.push(FieldError::new("file", Problem::Missing));
        }
        if !errors.is_empty() && document.is_none() && before.is_none() {
            return Ok(Filing { id: None, errors, kept_document: false });
        }
        let kept_document = document.is_some() && !errors.is_empty();
        let sent = errors.is_empty();
        let training = self.written(person, before, form, read.ok(), document.as_ref(), sent)?;
        let id = training.id;
        let action = if sent { "training-filed" } else { "training-saved" };
        let event = self.event(Some(person), Some(person), action, json!({ "training": id.to_string() }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // Of two sent at the same time the second sees the first.
                    store::role::hold_person(conn, person).await?;
                    let filings = store::training::of_person(conn, person).await?;
                    let open = filings.iter().filter(|one| one.id != id && state(one).is_open()).count();
                    if open >= MOST_OPEN {
                        let problem = Problem::Training(TrainingProblem::TooManyOpen { most: MOST_OPEN });
                        return Err(Error::field("title", problem));
                    }
                    if let Some(document) = document {
                        let Kept { hash, media_type, content, .. } = document;
                        let document = Document { media_type: media_type.to_owned(), content };
                        store::training::put_document(conn, person, &hash, document, now).await?;
                    }
                    if !store::training::save(conn, training).await? {
                        return Err(Error::NotFound);
                    }
                    store::training::forget_unused_documents(conn, person).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await?;
        Ok(Filing { id: Some(id), errors, kept_document })
    }

    /// The row to be written.
    fn written(
        &self,
        person: PersonId,
        before: Option<Training>,
        form: &TrainingForm,
        fields: Option<Fields>,
        document: Option<&Kept>,
        sent: bool,
    ) -> Result<Training> {
        let now = self.now();
        // Sent back stays sent back until it is right; everything else that is not right is a draft.
        let was_returned = before.as_ref().is_some_and(|before| state(before) == TrainingState::Returned);
        let next = match (sent, was_returned) {
            (true, _) => TrainingState::Filed,
            (false, true) => TrainingState::Returned,
            (false, false) => TrainingState::Draft,
        };
        let (hash, name) = match (document, &before) {
            (Some(document), _) => (Some(document.hash.clone()), Some(document.name.clone())),
            (None, Some(before)) => (before.document_hash.clone(), before.document_name.clone()),
            (None, None) => (None, None),
        };
        let fields = fields.as_ref();
        let text = |of: fn(&Fields) -> &String| fields.map(|fields| of(fields).clone());
        let day = |of: fn(&Fields) -> Date| fields.map(|fields| Timestamp::start_of(of(fields)).0);
        Ok(Training {
            id: match &before {
                Some(before) => before.id,
                None => self.new_id()?,
            },
            person_id: person,
            person_name: String::new(),
            state: next.code().to_owned(),
            typed: serde_json::to_string(&shortened(form)).unwrap_or_default(),
            activity: text(|fields| &fields.activity),
            title: text(|fields| &fields.title),
            organiser: text(|fields| &fields.organiser),
            place: text(|fields| &fields.place),
            first_at: day(|fields| fields.first),
            last_at: day(|fields| fields.last),
            amount: fields.map(|fields| i64::from(fields.amount)),
            international: form.international,
            document_hash: hash,
            document_name: name,
            changed_at: now,
            filed_at: sent.then_some(now.0),
            decided_at: before.as_ref().filter(|_| !sent).and_then(|before| before.decided_at),
            decided_by: before.as_ref().filter(|_| !sent).and_then(|before| before.decided_by),
            reason: before.filter(|_| !sent).and_then(|before| before.reason),
        })
    }

    /// A filing of this person that is not decided.
    pub(super) async fn own_open(&self, person: PersonId, id: TrainingId) -> Result<Training> {
        let mut conn = self.store.reader().await?;
        let found = store::training::find(&mut conn, id).await?;
        found.filter(|found| found.person_id == person && state(found).is_open()).ok_or(Error::NotFound)
    }

    /// Takes back what is not decided, with its document.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what is somebody else's or decided.
    pub async fn withdraw_training(&self, actor: &Actor, id: TrainingId) -> Result<()> {
        self.allow(actor, Action::FileTraining)?;
        let person = actor.person;
        let event =
            self.event(Some(person), Some(person), "training-withdrawn", json!({ "training": id.to_string() }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::training::remove(conn, id, person).await? {
                        return Err(Error::NotFound);
                    }
                    store::training::forget_unused_documents(conn, person).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }
}

/// A document that may be kept.
struct Kept {
    name: String,
    hash: String,
    media_type: &'static str,
    content: Vec<u8>,
}

async fn checked(name: String, content: Vec<u8>) -> Result<Result<Kept, DocumentProblem>> {
    if content.len() > LARGEST_DOCUMENT {
        return Ok(Err(DocumentProblem::TooLarge));
    }
    // One at a time, and the work keeps the turn: whoever goes away meanwhile does not make room for another.
    static TURNS: Semaphore = Semaphore::const_new(1);
    let turn = TURNS.acquire().await.map_err(|error| Error::System(error.to_string()))?;
    let work = move || {
        let _turn = turn;
        inspect(&content).map(|media_type| Kept {
            name: shown_name(&name),
            hash: hexadecimal(&Sha256::digest(&content)),
            media_type,
            content,
        })
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::System(error.to_string()))
}

/// The last part of a name, without signs that do something to what stands beside it.
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if plain.trim().is_empty() { "dokumen".to_owned() } else { plain }
}
