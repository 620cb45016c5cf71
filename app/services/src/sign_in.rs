//! Signing in and out, and the session behind each request.

use std::net::IpAddr;
use std::sync::atomic::Ordering;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::PersonId;
use domain::notification::Kind;
use domain::policy::Roles;
use domain::throttle::Limit;
use domain::time::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::account::Account;
use store::audit::Event;
use store::role::NewGrant;
use store::session::{AtProvider, NewSession};

use crate::notifications::Detail;
use crate::{Actor, Error, Result, Services};

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

/// What failures are counted by.
struct Subjects {
    pair: String,
    account: String,
    address: String,
    /// Of a browser that is known for this account.
    device: Option<String>,
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
        let turn = self.hashing.acquire().await.map_err(system)?;
        let mut conn = self.store.reader().await?;
        let account = store::account::by_name(&mut conn, &typed).await?;
        drop(conn);
        let subjects = self.subjects(account.as_ref().map(|account| account.person_id), &typed, door).await?;
        self.check_failures(&subjects).await?;
        let right = verify(account.as_ref().map(|account| account.password_hash.clone()), password.to_owned()).await?;
        drop(turn);
        let known = account.as_ref().map(|account| account.person_id);
        let Some(account) = account.filter(|_| right) else {
            self.add_failures(subjects.counted(), known).await?;
            return Err(Error::WrongCredentials);
        };
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

    async fn subjects(&self, person: Option<PersonId>, typed: &str, door: &Door) -> Result<Subjects> {
        // By the person where there is one: name and address of the same account count together.
        let who = person.map_or_else(|| typed.to_owned(), |person| person.to_string());
        let device = match (&door.known, person) {
            (Some(token), Some(person)) if !too_long(token) => {
                let mut conn = self.store.reader().await?;
                let known = store::sign_in::knows_device(&mut conn, hash(token), person).await?;
                known.then(|| format!("device:{}", URL_SAFE_NO_PAD.encode(hash(token))))
            }
            _ => None,
        };
        Ok(Subjects {
            pair: format!("pair:{who}|{}", counted_by(&door.address)),
            account: format!("account:{who}"),
            address: format!("address:{}", counted_by(&door.address)),
            device,
        })
    }

    async fn check_failures(&self, subjects: &Subjects) -> Result<()> {
        if let Some(device) = &subjects.device {
            let (failures, _) = self.failures(device, Limit::KNOWN_DEVICE).await?;
            if failures < Limit::KNOWN_DEVICE.free {
                return Ok(());
            }
        }
        let limits =
            [(&subjects.pair, Limit::PAIR), (&subjects.account, Limit::ACCOUNT), (&subjects.address, Limit::ADDRESS)];
        for (subject, limit) in limits {
            self.check_limit(subject, limit).await?;
        }
        Ok(())
    }

    /// # Errors
    /// [`Error::TooManySignIns`] while the subject has to wait.
    pub(crate) async fn check_limit(&self, subject: &str, limit: Limit) -> Result<()> {
        let (failures, latest) = self.failures(subject, limit).await?;
        match limit.wait(failures, latest, self.now()) {
            0 => Ok(()),
            millis => Err(Error::TooManySignIns { minutes: u32::try_from(millis / 60_000 + 1).unwrap_or(1) }),
        }
    }

    async fn failures(&self, subject: &str, limit: Limit) -> Result<(i64, Option<Timestamp>)> {
        let mut conn = self.store.reader().await?;
        let (failures, latest) = store::sign_in::failures(&mut conn, subject, limit.since(self.now())).await?;
        Ok((failures, latest.map(Timestamp)))
    }

    /// `known` is whose account it was.
    async fn add_failures(&self, subjects: Vec<String>, known: Option<PersonId>) -> Result<()> {
        let now = self.now();
        // Whoever fails is not known. What was typed is not written down: it may be a password.
        let event = self.event(None, known, "sign-in-failed", json!({ "factor": "password" }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    for subject in subjects {
                        store::session::add_failure(conn, &subject, now).await?;
                    }
                    Ok(store::audit::append(conn, event).await?)
                })
            })
            .await
    }

    pub(crate) async fn begin_session(
        &self,
        person: PersonId,
        at: Option<AtProvider>,
        strong: bool,
        door: &Door,
        cleared: Vec<String>,
        more: Vec<Event>,
    ) -> Result<SignedInSession> {
        let token = self.new_token()?;
        // The same token for longer than one session: it opens nothing.
        let known_device = match &door.known {
            Some(known) if !too_long(known) => known.clone(),
            _ => self.new_token()?,
        };
        let now = self.now();
        let expires_at = now.plus_minutes(LONGEST_MINUTES);
        let detail = json!({ "provider": at.as_ref().map(|at| at.provider.as_str()), "second-factor": strong });
        let session = NewSession {
            id: self.new_id()?,
            token_hash: hash(&token),
            person_id: person,
            device: door.device.chars().take(120).collect(),
            created_at: now,
            expires_at,
            strong,
            at,
        };
        let mut detail = detail;
        detail["session"] = json!(session.id.to_string());
        let event = self.event(Some(person), Some(person), "signed-in", detail)?;
        let device_hash = hash(&known_device);
        let browser = Some(session.device.clone()).filter(|device| !device.is_empty());
        let about = Detail { device: browser, ..Detail::default() };
        let tell = self.notice(person, Kind::NewDevice, session.id, None, &about)?;
        let reads = self.new_setting(self.lang())?;
        let before = door.session.as_deref().filter(|token| !too_long(token)).map(hash);
        let services = self.clone();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // One browser has one session: what it had before is not left behind for whoever kept the token.
                    if let Some(before) = before
                        && let Some((person, ended)) = store::session::revoke_by_token(conn, before, now).await?
                    {
                        let detail = json!({ "session": ended.to_string(), "followed": true });
                        let event = services.event(Some(person), Some(person), "signed-out", detail)?;
                        store::audit::append(conn, event).await?;
                    }
                    store::session::insert(conn, session).await?;
                    // In the very first browser nobody is surprised.
                    if !store::sign_in::knows_device(conn, device_hash.clone(), person).await?
                        && store::sign_in::has_device(conn, person).await?
                    {
                        store::notification::put(conn, &[tell]).await?;
                    }
                    store::sign_in::know_device(conn, device_hash, person, now).await?;
                    // Letters that others cause are written in it, until something else is chosen.
                    store::plan_reminder::ensure(conn, person, &reads).await?;
                    for subject in cleared {
                        store::session::forget_failures(conn, &subject).await?;
                    }
                    for event in more {
                        store::audit::append(conn, event).await?;
                    }
                    store::audit::append(conn, event).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
        Ok(SignedInSession { token, expires_at, known_device })
    }

    /// Who is behind a token; `None` where the session has ended or never was.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn session(&self, token: &str) -> Result<Option<Actor>> {
        Ok(self.arrived(token).await?.map(|arrived| arrived.actor))
    }

    /// As [`Services::session`], and whether a second factor has to be set up first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn arrived(&self, token: &str) -> Result<Option<Arrived>> {
        if too_long(token) {
            return Ok(None);
        }
        let now = self.now();
        let Some(found) = self.signed_in(hash(token), now).await? else { return Ok(None) };
        if now.since(found.seen_at) > TOUCH_MILLIS {
            let id = found.session_id;
            self.store.write_statement(move |conn| Box::pin(store::session::touch(conn, id, now))).await?;
        }
        let (granted, courses) = store::role::read(found.roles.as_deref());
        let second_factor_due =
            (granted.admin || granted.auditor) && !found.strong && !self.demo.load(Ordering::Relaxed);
        let roles = if second_factor_due { Roles::default() } else { Roles { manager: found.manager, ..granted } };
        let actor = Actor { person: found.person_id, session: found.session_id, name: found.name, roles, courses };
        Ok(Some(Arrived { actor, second_factor_due, unread: u32::try_from(found.unread).unwrap_or_default() }))
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

    /// Argon2id in PHC form.
    pub(crate) fn hash_password(&self, password: &str) -> Result<String> {
        let salt = SaltString::encode_b64(&self.random_bytes::<16>()?).map_err(system)?;
        Ok(hasher().hash_password(password.as_bytes(), &salt).map_err(system)?.to_string())
    }

    /// As [`Services::hash_password`], on a thread for blocking work and in the queue of all that hash.
    pub(crate) async fn hash_in_turn(&self, password: &str) -> Result<String> {
        let _turn = self.hashing.acquire().await.map_err(system)?;
        let (services, password) = (self.clone(), password.to_owned());
        tokio::task::spawn_blocking(move || services.hash_password(&password)).await.map_err(system)?
    }

    /// Whether that is the password of a person; a limit holds here, too.
    ///
    /// # Errors
    /// [`Error::TooManySignIns`].
    pub(crate) async fn is_password(&self, person: PersonId, password: &str) -> Result<bool> {
        let subject = format!("confirm:{person}");
        let turn = self.hashing.acquire().await.map_err(system)?;
        self.check_limit(&subject, Limit::PAIR).await?;
        let mut conn = self.store.reader().await?;
        let account = store::account::of_person(&mut conn, person).await?;
        drop(conn);
        let stored = account.map(|account| account.password_hash);
        let right = !too_long(password) && verify(stored, password.to_owned()).await?;
        drop(turn);
        if !right {
            self.add_failures(vec![subject], Some(person)).await?;
        }
        Ok(right)
    }
}

impl Subjects {
    /// A failure in a known browser says nothing against anybody else.
    fn counted(self) -> Vec<String> {
        match self.device {
            Some(device) => vec![device, self.pair],
            None => vec![self.pair, self.account, self.address],
        }
    }
}

/// What failures of an address are counted by. Who has one address of version 6 has a network of them.
pub(crate) fn counted_by(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

pub(crate) fn too_long(text: &str) -> bool {
    text.chars().count() > LONGEST_INPUT
}

/// The first choice of the OWASP password storage cheat sheet with one lane: 19 MiB, two passes.
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

pub(crate) fn system(error: impl ToString) -> Error {
    Error::System(error.to_string())
}

/// Compares on a thread for blocking work. Without an account a hash is computed all the same: the time tells nothing.
async fn verify(stored: Option<String>, password: String) -> Result<bool> {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$v1Lr0Yd0bkhTnxnL0zLJWf3hNVmAFqyCJkDkRlvHcNQ";
    let work = move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.to_owned());
        let parsed = PasswordHash::new(&stored).map_err(system)?;
        Ok(hasher().verify_password(password.as_bytes(), &parsed).is_ok() && known)
    };
    tokio::task::spawn_blocking(work).await.map_err(system)?
}

/// What is stored of a token.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_version_six_counts_as_one() {
        assert_eq!(counted_by("2001:db8:1:2:3::4"), counted_by("2001:db8:1:2::ffff"));
        assert_ne!(counted_by("2001:db8:1:2::1"), counted_by("2001:db8:1:3::1"));
        assert_eq!((counted_by("::ffff:10.0.0.1"), counted_by("1")), ("10.0.0.1".to_owned(), "1".to_owned()));
    }
}
