//! Signing in and out, and the session behind each request.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::PersonId;
use domain::policy::Roles;
use domain::time::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::account::Account;
use store::role::NewGrant;
use store::session::NewSession;

use crate::{Actor, Error, Result, Services};

/// A session ends after this many minutes without a request...
pub(crate) const IDLE_MINUTES: i64 = 8 * 60;
/// ...and at the latest after this many.
const LONGEST_MINUTES: i64 = 7 * 24 * 60;
/// The time of the last request is written at most this often: not every page costs a write.
const TOUCH_MILLIS: i64 = 60_000;
/// Failed sign-ins are counted over this many minutes.
const FAILURE_MINUTES: i64 = 15;
/// From this many on, an account waits.
const FAILURES_PER_ACCOUNT: i64 = 10;
/// From this many on, an address waits: an office has one address for many people.
const FAILURES_PER_ADDRESS: i64 = 100;
/// Longer names and passwords are not looked at.
const LONGEST_INPUT: usize = 200;

/// A new session. The token goes into a cookie and is stored nowhere else.
#[derive(Clone)]
pub struct SignedInSession {
    pub token: String,
    pub expires_at: Timestamp,
}

impl Services {
    /// Signs in with a local account. `device` is how the browser names itself.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`], or [`Error::TooManySignIns`] after too many failures of this account or address.
    pub async fn sign_in(
        &self,
        username: &str,
        password: &str,
        address: &str,
        device: &str,
    ) -> Result<SignedInSession> {
        let username = username.trim().to_lowercase();
        if username.len() > LONGEST_INPUT || password.len() > LONGEST_INPUT {
            return Err(Error::WrongCredentials);
        }
        let by_account = format!("account:{username}");
        let by_address = format!("address:{address}");
        // The place in the queue comes before the look at the failures: many tries at once do not all look before the first
        // has failed.
        let _turn = self.hashing.acquire().await.map_err(system)?;
        self.check_failures(&by_account, &by_address).await?;
        let mut conn = self.store.reader().await?;
        let account = store::account::by_username(&mut conn, &username).await?;
        drop(conn);
        let right = verify(account.as_ref().map(|account| account.password_hash.clone()), password.to_owned()).await?;
        let known = account.as_ref().map(|account| account.person_id);
        let Some(account) = account.filter(|_| right) else {
            let now = self.now();
            // Whoever fails is not known; whose account it was is. What was typed is not written down: it may be a password.
            let event = self.event(None, known, "sign-in-failed", json!({}))?;
            self.store
                .write(move |conn| {
                    Box::pin(async move {
                        store::session::add_failure(conn, &by_account, now).await?;
                        store::session::add_failure(conn, &by_address, now).await?;
                        store::audit::append(conn, event).await
                    })
                })
                .await?;
            return Err(Error::WrongCredentials);
        };
        self.begin_session(account.person_id, device, by_account).await
    }

    async fn check_failures(&self, by_account: &str, by_address: &str) -> Result<()> {
        let since = self.now().plus_minutes(-FAILURE_MINUTES);
        let mut conn = self.store.reader().await?;
        let account = store::session::failures(&mut conn, by_account, since).await?;
        let address = store::session::failures(&mut conn, by_address, since).await?;
        if account >= FAILURES_PER_ACCOUNT || address >= FAILURES_PER_ADDRESS {
            return Err(Error::TooManySignIns { minutes: FAILURE_MINUTES as u32 });
        }
        Ok(())
    }

    async fn begin_session(&self, person: PersonId, device: &str, by_account: String) -> Result<SignedInSession> {
        let token = URL_SAFE_NO_PAD.encode(self.random_bytes::<32>()?);
        let now = self.now();
        let expires_at = now.plus_minutes(LONGEST_MINUTES);
        let session = NewSession {
            id: self.new_id()?,
            token_hash: hash(&token),
            person_id: person,
            device: device.chars().take(120).collect(),
            created_at: now,
            expires_at,
        };
        let event =
            self.event(Some(person), Some(person), "signed-in", json!({ "session": session.id.to_string() }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::session::insert(conn, session).await?;
                    let before = now.plus_minutes(-FAILURE_MINUTES);
                    store::session::forget_failures(conn, &by_account, before).await?;
                    store::audit::append(conn, event).await
                })
            })
            .await?;
        Ok(SignedInSession { token, expires_at })
    }

    /// Who is behind a token; `None` where the session has ended or never was.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn session(&self, token: &str) -> Result<Option<Actor>> {
        if token.len() > LONGEST_INPUT {
            return Ok(None);
        }
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let idle_since = now.plus_minutes(-IDLE_MINUTES);
        let Some(found) = store::session::signed_in(&mut conn, hash(token), now, idle_since).await? else {
            return Ok(None);
        };
        drop(conn);
        if now.since(found.seen_at) > TOUCH_MILLIS {
            let id = found.session_id;
            self.store.write_statement(move |conn| Box::pin(store::session::touch(conn, id, now))).await?;
        }
        let (granted, courses) = store::role::read(found.roles.as_deref());
        let roles = Roles { manager: found.manager, ..granted };
        Ok(Some(Actor { person: found.person_id, session: found.session_id, name: found.name, roles, courses }))
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

    /// Argon2id in PHC form.
    pub(crate) fn hash_password(&self, password: &str) -> Result<String> {
        let salt = SaltString::encode_b64(&self.random_bytes::<16>()?).map_err(system)?;
        Ok(hasher().hash_password(password.as_bytes(), &salt).map_err(system)?.to_string())
    }
}

/// The first choice of the OWASP password storage cheat sheet with one lane: 19 MiB, two passes.
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

fn system(error: impl ToString) -> Error {
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
