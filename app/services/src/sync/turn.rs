//! A turn: everything that is due about one person at one destination, taken by one server.

use std::fmt;

use domain::course_history::CourseRecord;
use domain::delivery::{DeliveryState, Destination, MOST_TRIES, Reason, pause_minutes, wait_minutes};
use domain::id::{CompetencyId, CourseId, PersonId, RecordId};
use domain::time::Timestamp;
use serde_json::Value;
use store::delivery::Waiting;
use uuid::Uuid;

use crate::{Error, Result, Services, Text};

/// A turn lasts longer than all the requests that one message can need.
const TURN_MINUTES: i64 = 6;
/// Due messages that are looked at; several can be about one person.
const DUE: u32 = 256;
/// Messages of one turn.
const MOST: u32 = 50;
const LONGEST_DETAIL: usize = 300;

/// A turn that this server has.
#[derive(Clone)]
pub struct SyncTurn {
    pub to: Destination,
    pub person: PersonId,
    /// NIP or NI PPPK of today: for the request to the other system, and nowhere else.
    pub number: Option<String>,
    /// Who the person is there, where that is known.
    pub remote_person: Option<String>,
    /// In the order in which it happened.
    pub messages: Vec<SyncMessage>,
    claim: Uuid,
}

/// Holds a number: it is not printed.
impl fmt::Debug for SyncTurn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} messages about {} to {}", self.messages.len(), self.person, self.to.code())
    }
}

/// A message to send.
#[derive(Clone, Debug)]
pub struct SyncMessage {
    /// The same at every try, and of no other message.
    pub id: RecordId,
    pub at: Timestamp,
    pub content: SyncContent,
    tries: i64,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncContent {
    Course {
        course: CourseId,
        version: String,
        record: CourseRecord,
    },
    Competency {
        competency: CompetencyId,
        title: Text,
        level: Option<u8>,
    },
    /// It cannot be read any more.
    Unreadable,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// It is there; a reason where it was there before.
    Sent { remote: Option<String>, reason: Option<Reason> },
    /// It will not be taken as it is.
    Refused { reason: Reason, detail: String },
    /// To be tried again. `whole`: not this message failed, but the whole system.
    Later { reason: Reason, detail: String, whole: bool },
}

impl Services {
    /// The people about whom something is due, each once. Nobody while the destination is left alone.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn due_people(&self, to: Destination) -> Result<Vec<PersonId>> {
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let known = store::destination::all(&mut conn).await?;
        if known.iter().any(|known| known.id == to.code() && known.paused_until > now) {
            return Ok(Vec::new());
        }
        let mut people = store::delivery::due(&mut conn, to, now, DUE).await?;
        let mut seen = std::collections::BTreeSet::new();
        people.retain(|person| seen.insert(*person));
        Ok(people)
    }

    /// Takes the turn for a person; `None` where another server has it, or nothing is to be sent now.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn begin_turn(&self, to: Destination, person: PersonId) -> Result<Option<SyncTurn>> {
        let now = self.now();
        let (claim, until) = (Uuid::from_bytes(self.random_bytes()?), now.plus_minutes(TURN_MINUTES));
        let waiting = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::delivery::claim(conn, to, person, claim, now, until).await? {
                        return Ok(Vec::new());
                    }
                    let mut waiting = Vec::new();
                    if store::delivery::is_switched_on(conn, person, now).await? {
                        waiting = store::delivery::waiting(conn, to, person, MOST).await?;
                    } else {
                        store::sync_unit::hold(conn, person).await?;
                    }
                    // What happened later waits for what happened before it.
                    let first = waiting.first().map(|first| first.next_at);
                    if let Some(next_at) = first.filter(|next_at| *next_at > now) {
                        store::delivery::defer(conn, to, person, next_at).await?;
                        waiting.clear();
                    }
                    if waiting.is_empty() {
                        store::delivery::keep(conn, claim, now).await?;
                    }
                    Ok::<_, Error>(waiting)
                })
            })
            .await?;
        if waiting.is_empty() {
            return Ok(None);
        }
        let mut conn = self.store.reader().await?;
        let number = store::delivery::number(&mut conn, person, now).await?;
        let remote_person = store::delivery::remote_person(&mut conn, to, person).await?;
        drop(conn);
        let mut messages = Vec::with_capacity(waiting.len());
        for Waiting { outbox_id: id, kind, at, tries, payload, .. } in waiting {
            let content = self.content(person, &kind, &payload).await?;
            messages.push(SyncMessage { id, at, tries, content });
        }
        Ok(Some(SyncTurn { to, person, number, remote_person, messages, claim }))
    }

    /// What a message of the outbox says.
    pub(super) async fn content(&self, person: PersonId, kind: &str, payload: &str) -> Result<SyncContent> {
        let payload: Value = serde_json::from_str(payload).unwrap_or_default();
        let text = |name: &str| payload[name].as_str().unwrap_or_default().to_owned();
        let snapshot = self.library.current()?;
        if kind == "competency-derived" {
            let competency = CompetencyId::new(text("competency"));
            let level = payload["held"].as_u64().and_then(|level| u8::try_from(level).ok());
            return Ok(SyncContent::Competency { title: snapshot.competency_title(&competency), competency, level });
        }
        let (course, Some(at)) = (CourseId::new(text("course")), payload["at"].as_i64().map(Timestamp)) else {
            return Ok(SyncContent::Unreadable);
        };
        let mut conn = self.store.reader().await?;
        let found = store::delivery::completion(&mut conn, person, &course, at).await?;
        drop(conn);
        let (Some(found), Some(hours)) = (found, payload["jp"].as_i64()) else { return Ok(SyncContent::Unreadable) };
        // The title is that of the version that was completed.
        let title = match &found.content_hash {
            Some(hash) => self.course_version(&domain::id::ContentHash::new(hash)).await?.in_lang("id").title.clone(),
            None => snapshot.course_title(course.as_str()),
        };
        let record = CourseRecord {
            name: title,
            certificate: found.certificate.unwrap_or_default(),
            hours,
            begins: found.started_at.jakarta().date(),
            ends: at.jakarta().date(),
        };
        Ok(SyncContent::Course { course, version: text("version"), record })
    }

    /// Keeps a turn while the next message is sent; `false` where another server has it by now.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn keep_turn(&self, turn: &SyncTurn) -> Result<bool> {
        let (claim, until) = (turn.claim, self.now().plus_minutes(TURN_MINUTES));
        self.store
            .write_statement(move |conn| Box::pin(async move { store::delivery::keep(conn, claim, until).await }))
            .await
            .map_err(Error::from)
    }

    /// Gives the turn back.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn end_turn(&self, turn: &SyncTurn) -> Result<()> {
        let (claim, now) = (turn.claim, self.now());
        self.store
            .write_statement(move |conn| Box::pin(async move { store::delivery::keep(conn, claim, now).await }))
            .await
            .map(drop)
            .map_err(Error::from)
    }

    /// Remembers who a person is at the destination of a turn.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn remember_remote_person(&self, to: Destination, person: PersonId, remote: &str) -> Result<()> {
        let remote = remote.to_owned();
        self.store
            .write_statement(move |conn| {
                Box::pin(async move { store::delivery::remember_person(conn, to, person, &remote).await })
            })
            .await
            .map_err(Error::from)
    }

    /// Notes what became of a message.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn note_delivery(&self, turn: &SyncTurn, message: &SyncMessage, became: Delivered) -> Result<()> {
        let (to, claim, person, now) = (turn.to, turn.claim, turn.person, self.now());
        let (id, tries) = (message.id, message.tries + 1);
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    match became {
                        Delivered::Sent { remote, reason } => {
                            let reason = reason.map(Reason::code);
                            store::delivery::sent(conn, to, id, (remote.as_deref(), reason), now).await?;
                            store::destination::resume(conn, to).await?;
                        }
                        Delivered::Refused { reason, detail } => {
                            let (why, state) = (cut(reason, &detail), DeliveryState::Refused);
                            store::delivery::given_up(conn, (to, claim), id, state, (why.0, &why.1), now).await?;
                            store::destination::resume(conn, to).await?;
                        }
                        Delivered::Later { reason, detail, whole } => {
                            let why = cut(reason, &detail);
                            let why = (why.0, why.1.as_str());
                            if !whole && tries >= MOST_TRIES {
                                let state = DeliveryState::Dead;
                                store::delivery::given_up(conn, (to, claim), id, state, why, now).await?;
                                return Ok(());
                            }
                            let mut next_at = now.plus_minutes(wait_minutes(tries));
                            if whole {
                                let known = store::destination::all(conn).await?;
                                let known = known.iter().find(|known| known.id == to.code());
                                let failures = known.map_or(0, |known| known.failures) + 1;
                                next_at = now.plus_minutes(pause_minutes(failures));
                                store::destination::pause(conn, to, why, now, next_at).await?;
                            }
                            let about = (person, id);
                            store::delivery::later(conn, (to, claim), about, why, !whole, next_at).await?;
                        }
                    }
                    Ok::<_, Error>(())
                })
            })
            .await
    }
}

/// What is stored of a problem. A row of digits as long as a personal number is left out, whoever wrote it.
fn cut(reason: Reason, detail: &str) -> (&'static str, String) {
    const LONGEST_DIGITS: usize = 12;
    let mut plain = String::new();
    let mut digits = String::new();
    for letter in detail.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).chain([' ']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        plain.push_str(if digits.len() > LONGEST_DIGITS { "…" } else { &digits });
        digits.clear();
        plain.push(letter);
    }
    (reason.code(), plain.trim().chars().take(LONGEST_DETAIL).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_number_is_not_stored() {
        let (_, text) = cut(Reason::NotTaken, "NIP 198609262015051001 tidak ditemukan\n(kode 404)");
        assert_eq!(text, "NIP … tidak ditemukan (kode 404)");
        assert_eq!(cut(Reason::NotTaken, "198609262015051001").1, "…");
        assert_eq!(cut(Reason::NotTaken, &"a".repeat(900)).1.len(), LONGEST_DETAIL);
    }
}
