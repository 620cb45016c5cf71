//! What only the agency knows for the index: qualification, discipline, and training for a leading or functional post.
//! Noted with a day and a source; a correction is another entry.

use domain::id::PersonId;
use domain::policy::Action;
use domain::time::Timestamp;
use serde_json::json;
use store::career::Fact;

use super::{LONGEST_SOURCE, post_type};
use crate::career_rules::IndexRule;
use crate::{Actor, Error, FieldError, Problem, Result, Services, Text, dates};

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FactKind {
    Qualification,
    Leadership,
    Discipline,
}

impl FactKind {
    pub const ALL: [Self; 3] = [Self::Qualification, Self::Leadership, Self::Discipline];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Qualification => "qualification",
            Self::Leadership => "leadership",
            Self::Discipline => "discipline",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Stands in a form for "not known any more".
const UNKNOWN: &str = "unknown";

/// What an administrator fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactForm {
    /// Kind and value: `qualification:s1`, `leadership:yes`, `discipline:unknown`.
    pub fact: String,
    pub from: String,
    pub source: String,
}

/// A fact as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    pub kind: FactKind,
    pub value: FactValue,
    pub source: String,
    pub from: Timestamp,
    pub noted_at: Timestamp,
    pub noted_by: Option<String>,
}

/// What a fact says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// A step of the rule, by its title.
    Step(Text),
    Yes,
    No,
    /// It was taken back.
    Unknown,
}

impl FactValue {
    pub(super) fn read(kind: FactKind, value: &str, rule: &IndexRule) -> Self {
        let steps = match kind {
            FactKind::Qualification => &rule.qualification,
            FactKind::Discipline => &rule.discipline,
            FactKind::Leadership => {
                return match value {
                    "yes" => Self::Yes,
                    "no" => Self::No,
                    _ => Self::Unknown,
                };
            }
        };
        let step = steps.iter().find(|step| step.id == value);
        // A step that the rule has no more still has its id.
        let plain = || Text { id: value.to_owned(), en: value.to_owned() };
        if value.is_empty() { Self::Unknown } else { Self::Step(step.map_or_else(plain, |step| step.title.clone())) }
    }
}

impl Services {
    /// Notes a fact about somebody.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not; [`Error::Invalid`] names the fields.
    pub async fn note_career_fact(&self, actor: &Actor, person: PersonId, form: &FactForm) -> Result<()> {
        let relation = self.relation(actor, person).await?;
        self.allow(actor, Action::NoteCareerFact(relation))?;
        let now = self.now();
        let mut conn = self.store.reader().await?;
        store::organisation::person(&mut conn, person).await?.ok_or(Error::NotFound)?;
        let posts = store::organisation::posts(&mut conn, person, now).await?;
        drop(conn);
        let snapshot = self.snapshot()?;
        let post = posts.first().and_then(|post| post_type(&snapshot, &post.position_id));
        let rule = snapshot.rules.index(now.jakarta().date(), post)?;
        let mut errors = Vec::new();
        let value = value_of(&form.fact, &rule);
        if value.is_none() {
            let problem = if form.fact.is_empty() { Problem::Missing } else { Problem::NotAChoice };
            errors.push(FieldError::new("fact", problem));
        }
        let from = dates::parse(&form.from).map(Timestamp::start_of);
        match from {
            Some(from) if from > now => errors.push(FieldError::new("from", Problem::InFuture)),
            Some(_) => {}
            None if form.from.trim().is_empty() => errors.push(FieldError::new("from", Problem::Missing)),
            None => errors.push(FieldError::new("from", Problem::NotADate)),
        }
        let source = form.source.trim();
        match source.chars().count() {
            0 => errors.push(FieldError::new("source", Problem::Missing)),
            1..=LONGEST_SOURCE => {}
            _ => errors.push(FieldError::new("source", Problem::TooLong { most: LONGEST_SOURCE })),
        }
        let (Some((kind, value)), Some(valid_from), true) = (value, from, errors.is_empty()) else {
            return Err(Error::Invalid(errors));
        };
        let fact = Fact {
            id: self.new_id()?,
            person_id: person,
            kind: kind.code().to_owned(),
            value,
            source: source.to_owned(),
            valid_from,
            noted_at: now,
            noted_by: actor.person,
        };
        let audit = self.event(
            Some(actor.person),
            Some(person),
            "career-fact-noted",
            json!({ "kind": kind.code(), "from": valid_from.jakarta().date().to_string() }),
        )?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::career::note(conn, fact).await?;
                    store::audit::append(conn, audit).await?;
                    Ok::<_, Error>(())
                })
            })
            .await
    }
}

/// The kind and value of a choice that the rule has.
fn value_of(fact: &str, rule: &IndexRule) -> Option<(FactKind, String)> {
    let (kind, value) = fact.split_once(':')?;
    let kind = FactKind::from_code(kind)?;
    if value == UNKNOWN {
        return Some((kind, String::new()));
    }
    let known = match kind {
        FactKind::Qualification => rule.qualification.iter().any(|step| step.id == value),
        FactKind::Discipline => rule.discipline.iter().any(|step| step.id == value),
        FactKind::Leadership => matches!(value, "yes" | "no"),
    };
    known.then(|| (kind, value.to_owned()))
}
