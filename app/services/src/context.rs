//! What every use case works with: the database, the content, the clock, random numbers, and who is acting.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{SystemTime, UNIX_EPOCH};

use domain::id::{CourseId, PersonId, RecordId, SessionId};
use domain::policy::{self, Action, Courses, Relation, Roles, Teaching};
use domain::time::Timestamp;
use store::audit::Event;
use store::{Conn, Store};
use tokio::sync::Semaphore;
use uuid::{Builder, Uuid};

use crate::known_sessions::KnownSessions;
use crate::{Error, Library, Result};

/// Tells the time.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;
}

/// Gives random bytes that nobody can predict.
pub trait Random: Send + Sync {
    /// # Errors
    /// [`Error::System`] where the operating system has none.
    fn fill(&self, bytes: &mut [u8]) -> Result<()>;
}

/// The clock of the machine.
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "this is the clock that is passed in everywhere else")]
    fn now(&self) -> Timestamp {
        let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A clock that stands still: demo histories, replays and tests.
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// The random numbers of the operating system.
pub struct SystemRandom;

impl Random for SystemRandom {
    #[allow(clippy::disallowed_methods, reason = "these are the random numbers that are passed in everywhere else")]
    fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes).map_err(|error| Error::System(error.to_string()))
    }
}

/// Who is acting, from a valid session.
#[derive(Clone, Debug)]
pub struct Actor {
    pub person: PersonId,
    pub session: SessionId,
    pub name: String,
    pub roles: Roles,
    /// The courses of which they are a trainer.
    pub courses: Courses,
}

/// All use cases. Cheap to clone.
#[derive(Clone)]
pub struct Services {
    pub(crate) store: Store,
    pub(crate) library: Arc<Library>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    /// Password hashes computed at the same time: each takes 19 MiB.
    pub(crate) hashing: Arc<Semaphore>,
    /// Sheets typeset at the same time: each takes a processor, and memory.
    pub(crate) typesetting: Arc<Semaphore>,
    /// The demo accounts are there: their administrator needs no second factor.
    pub(crate) demo: Arc<AtomicBool>,
    pub(crate) known: Arc<KnownSessions>,
    /// In which language courses are shown where they have been translated, and letters are written.
    lang: &'static str,
}

/// Password hashes computed at the same time.
const HASHES: usize = 4;

impl Services {
    pub fn new(store: Store, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self {
            store,
            library: Arc::default(),
            clock,
            random,
            hashing: Arc::new(Semaphore::new(HASHES)),
            typesetting: Arc::new(Semaphore::new(1)),
            demo: Arc::default(),
            known: Arc::default(),
            lang: "id",
        }
    }

    /// The same services at another time: the past of the demo.
    pub fn at(&self, now: Timestamp) -> Self {
        Self { clock: Arc::new(FixedClock(now)), ..self.clone() }
    }

    /// The same services for somebody who reads another language. Of what is stored only a letter depends on it.
    pub fn reading(&self, lang: &'static str) -> Self {
        Self { lang, ..self.clone() }
    }

    pub(crate) fn lang(&self) -> &'static str {
        self.lang
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    pub fn library(&self) -> &Library {
        &self.library
    }

    /// # Errors
    /// As [`Random::fill`].
    pub(crate) fn random_bytes<const N: usize>(&self) -> Result<[u8; N]> {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes)?;
        Ok(bytes)
    }

    /// A new identifier that sorts by time.
    pub(crate) fn new_id<T: From<Uuid>>(&self) -> Result<T> {
        let millis = u64::try_from(self.now().0).unwrap_or_default();
        Ok(Builder::from_unix_timestamp_millis(millis, &self.random_bytes()?).into_uuid().into())
    }

    /// # Errors
    /// [`Error::NotFound`] where the policy refuses: what one may not see is not there.
    pub(crate) fn allow(&self, actor: &Actor, action: Action) -> Result<()> {
        if policy::allows(actor.roles, action) { Ok(()) } else { Err(Error::NotFound) }
    }

    /// How the actor stands to a course.
    pub(crate) fn teaching(&self, actor: &Actor, course: &CourseId) -> Teaching {
        actor.courses.relation(course)
    }

    /// How the actor stands to a person now.
    pub(crate) async fn relation(&self, actor: &Actor, person: PersonId) -> Result<Relation> {
        if actor.person == person {
            return Ok(Relation::Oneself);
        }
        let mut conn = self.store.reader().await?;
        self.relation_on(&mut conn, actor, person).await
    }

    /// As [`Services::relation`], for whoever holds a connection: to ask for a second one is to wait for oneself on a busy server.
    pub(crate) async fn relation_on(&self, conn: &mut Conn, actor: &Actor, person: PersonId) -> Result<Relation> {
        if actor.person == person {
            return Ok(Relation::Oneself);
        }
        let leads = store::organisation::leads(conn, actor.person, person, self.now()).await?;
        Ok(if leads { Relation::Led } else { Relation::Other })
    }

    /// An audit event of now, from where the work was begun; see [`crate::origin`].
    pub(crate) fn event(
        &self,
        actor: Option<PersonId>,
        subject: Option<PersonId>,
        action: &'static str,
        detail: serde_json::Value,
    ) -> Result<Event> {
        Ok(Event {
            id: self.new_id::<RecordId>()?,
            at: self.now(),
            actor,
            subject,
            action,
            detail: detail.to_string(),
            origin: crate::origin::current(),
        })
    }
}
