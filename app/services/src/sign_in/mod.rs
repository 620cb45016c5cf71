//! Signing in and out, and the session behind each request.

mod failures;
mod hashing;
mod session;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::PersonId;
use domain::time::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::account::Account;
use store::role::NewGrant;
use store::session::AtProvider;

use crate::{Actor, Error, Result, Services};

use hashing::verify;

pub(crate) use failures::counted_by;

/// A session ends after this many minutes without a request...
pub(crate) const IDLE_MINUTES: i64 = 8 * 60;
/// ...and at the latest after this many.
const LONGEST_MINUTES: i64 = 7 * 24 * 60;
/// The time of the last request is written at most this often: not every page costs a write.
const TOUCH_MILLIS: i64 = 60_000;
/// Between the two factors.
const STEP_MINUTES: i64 = 10;
/// Longer names, passwords and tokens are not looked at; in characters.
pub(crate) const LONGEST_INPUT: usize = 200;

/// A new session. The tokens go into cookies and are stored nowhere else.
#[derive(Clone)]
pub struct SignedInSession {
    pub token: String,
    pub expires_at: Timestamp,
    /// By which the browser is known the next time.
    pub known_device: String,
}

/// From where somebody signs in.
#[derive(Clone, Debug, Default)]
pub struct Door {
    /// The client's.
    pub address: String,
    /// How the browser names itself.
    pub device: String,
    /// What a browser keeps in which somebody has signed in before.
    pub known: Option<String>,
    /// The token of the session that the browser has so far: it ends when another begins.
    pub session: Option<String>,
}

/// How far signing in has come.
#[derive(Clone)]
pub enum SignIn {
    Done(SignedInSession),
    /// The code of the authenticator is still to come.
    SecondFactor(StepToken),
}

/// Stands for the factor that was shown. It goes into a cookie and is stored nowhere else.
#[derive(Clone)]
pub struct StepToken {
    pub token: String,
    pub expires_at: Timestamp,
}

/// Who is behind a session.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub actor: Actor,
    /// An administrator without a second factor: has no roles, and may do nothing but set one up.
    pub second_factor_due: bool,
    /// Notifications that are not read yet.
    pub unread: u32,
}

impl Services {
    /// Signs in with a local account that has no second factor.
    ///
    /// # Errors
    /// As [`Services::sign_in_with_password`], and [`Error::SecondFactorDue`].
    pub async fn sign_in(
        &self,
        username: &str,
        password: &str,
        address: &str,
        device: &str,
    ) -> Result<SignedInSession> {
        let door = Door { address: address.to_owned(), device: device.to_owned(), ..Door::default() };
        match self.sign_in_with_password(username, password, None, &door).await? {
            SignIn::Done(session) => Ok(session),
            SignIn::SecondFactor(_) => Err(Error::SecondFactorDue),
        }
    }

    /// Signs in with the name or e-mail address of a local account, and its password. `next` is where to go afterwards.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`]; [`Error::TooManySignIns`] after too many failures; [`Error::Blocked`] where all was
    /// right and the person is kept out.
    pub async fn sign_in_with_password(
        &self,
        username: &str,
        password: &str,
        next: Option<&str>,
        door: &Door,
    ) -> Result<SignIn> {
        let typed = username.trim().to_lowercase();
        if too_long(&typed) || too_long(password) {
            return Err(Error::WrongCredentials);
        }
        // The place in the queue comes before the look at the failures: many tries at once do not all look before the first
        // has failed.
        let turn = self.turn_to_hash().await?;
        let mut conn = self.store.reader().await?;
        let account = store::account::by_name(&mut conn, &typed).await?;
        drop(conn);
        let subjects = self.subjects(account.as_ref().map(|account| account.person_id), &typed, door).await?;
        self.check_failures(&subjects).await?;
        let stored = account.as_ref().map(|account| account.password_hash.clone());
        let (right, turn) = verify(stored, password.to_owned(), turn).await?;
        let known = account.as_ref().map(|account| account.person_id);
        let Some(account) = account.filter(|_| right) else {
            self.add_failures(subjects.counted(), known).await?;
            return Err(Error::WrongCredentials);
        };
        drop(turn);
        let cleared = [Some(subjects.pair), subjects.device].into_iter().flatten().collect();
        self.arrive(account.person_id, None, false, next, door, cleared).await
    }

    /// A first factor was right. `strong`: a second one was, too.
    pub(crate) async fn arrive(
        &self,
        person: PersonId,
        at: Option<AtProvider>,
        strong: bool,
        next: Option<&str>,
        door: &Door,
        cleared: Vec<String>,
    ) -> Result<SignIn> {
        let mut conn = self.store.reader().await?;
        if store::sign_in::is_blocked(&mut conn, person, self.now()).await? {
            return Err(Error::Blocked);
        }
        let has_factor = store::second_factor::find(&mut conn, person).await?.is_some_and(|f| f.confirmed_at.is_some());
        let admin = store::role::needs_second_factor(&mut conn, person, self.now()).await?;
        drop(conn);
        // What a provider asks of people is its own affair; of administrators we ask ourselves.
        let asked = has_factor && !strong && (at.is_none() || admin);
        if !asked {
            return self.begin_session(person, at, strong, door, cleared, Vec::new()).await.map(SignIn::Done);
        }
        let token = self.new_token()?;
        let expires_at = self.now().plus_minutes(STEP_MINUTES);
        let (token_hash, next) = (hash(&token), next.map(ToOwned::to_owned));
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    for subject in cleared {
                        store::session::forget_failures(conn, &subject).await?;
                    }
                    store::sign_in::begin_step(conn, token_hash, person, at, next, expires_at).await
                })
            })
            .await?;
        Ok(SignIn::SecondFactor(StepToken { token, expires_at }))
    }

    /// Ends the actor's session.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn sign_out(&self, actor: &Actor) -> Result<()> {
        self.end_session(actor, actor.session, "signed-out").await.map(drop)
    }

    /// Creates a local account for a person, and makes them a trainer of every course or an administrator.
    ///
    /// # Errors
    /// [`store::Error::is_duplicate`] where the name is taken.
    pub async fn create_account(
        &self,
        person: PersonId,
        username: &str,
        password: &str,
        trainer: bool,
        admin: bool,
    ) -> Result<()> {
        let account = Account {
            person_id: person,
            username: username.trim().to_lowercase(),
            password_hash: self.hash_password(password)?,
        };
        let mut grants = Vec::new();
        for role in [("trainer", trainer), ("admin", admin)].into_iter().filter_map(|(role, held)| held.then_some(role))
        {
            grants.push(NewGrant {
                id: self.new_id()?,
                person,
                role: role.to_owned(),
                course: None,
                from: self.now(),
                until: None,
                by: None,
            });
        }
        let event = self.event(None, Some(person), "account-created", json!({ "trainer": trainer, "admin": admin }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::account::insert(conn, &account).await?;
                    for grant in grants {
                        store::role::insert(conn, grant).await?;
                    }
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Removes what signing in leaves behind once its time is over. A job calls it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn tidy_sign_in(&self) -> Result<()> {
        const DEVICE_DAYS: i64 = 365;
        const MAIL_DAYS: i64 = 90;
        let now = self.now();
        self.forget_ended_sessions().await?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::sign_in::forget_unfinished(conn, now).await?;
                    store::sign_in::forget_old_devices(conn, now.plus_days(-DEVICE_DAYS)).await?;
                    store::sign_in::forget_old_failures(conn, now.plus_days(-2)).await?;
                    store::account_token::forget(conn, now.plus_days(-30)).await?;
                    store::mail::forget(conn, now.plus_days(-MAIL_DAYS)).await?;
                    store::identity::forget_messages(conn, now).await
                })
            })
            .await
            .map_err(Error::from)
    }

    /// A token that nobody guesses.
    pub(crate) fn new_token(&self) -> Result<String> {
        Ok(URL_SAFE_NO_PAD.encode(self.random_bytes::<32>()?))
    }
}

pub(crate) fn too_long(text: &str) -> bool {
    text.chars().count() > LONGEST_INPUT
}

pub(crate) fn system(error: impl ToString) -> Error {
    Error::System(error.to_string())
}

/// What is stored of a token.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}
