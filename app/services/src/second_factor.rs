//! The second factor: an authenticator, recovery codes, and the page on which a person looks after them.

use domain::id::PersonId;
use domain::policy::Action;
use domain::throttle::Limit;
use domain::time::Timestamp;
use serde_json::json;

use crate::sign_in::{hash, too_long};
use crate::{Actor, Door, Error, Problem, Result, Services, SignedInSession, totp};

const RECOVERY_CODES: usize = 10;
/// Characters of a recovery code: eighty bits.
const CODE_LENGTH: usize = 16;
const GROUP: usize = 4;

/// How somebody signs in, as they see it.
#[derive(Clone, Debug, Default)]
pub struct SecurityView {
    /// Of the local account, if there is one.
    pub username: Option<String>,
    pub address: Option<String>,
    /// Since when there is a second factor, and how many recovery codes are left.
    pub second_factor: Option<(Timestamp, usize)>,
    /// An administrator has to have one.
    pub required: bool,
    /// The secret of an authenticator that is not confirmed yet, and its address for a QR code.
    pub set_up: Option<(String, String)>,
    pub identities: Vec<IdentityView>,
}

/// An account at a provider.
#[derive(Clone, Debug)]
pub struct IdentityView {
    pub provider: String,
    pub linked_at: Timestamp,
}

impl Services {
    /// How the actor signs in.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn security(&self, actor: &Actor) -> Result<SecurityView> {
        self.allow(actor, Action::ManageOwnDevices)?;
        let mut conn = self.store.reader().await?;
        let account = store::account::of_person(&mut conn, actor.person).await?;
        let factor = store::second_factor::find(&mut conn, actor.person).await?;
        let left = store::second_factor::codes_left(&mut conn, actor.person).await?;
        let identities = store::identity::of_person(&mut conn, actor.person).await?;
        let address = store::account::email(&mut conn, actor.person).await?;
        let required = store::role::needs_second_factor(&mut conn, actor.person, self.now()).await?;
        drop(conn);
        let confirmed = factor.as_ref().and_then(|factor| factor.confirmed_at);
        let name = account.as_ref().map_or(actor.name.as_str(), |account| account.username.as_str()).to_owned();
        let set_up = factor.filter(|factor| factor.confirmed_at.is_none()).map(|factor| {
            let secret = totp::base32(&factor.secret);
            let address = otpauth(&name, &secret);
            (secret, address)
        });
        Ok(SecurityView {
            required,
            username: account.map(|account| account.username),
            address,
            second_factor: confirmed.map(|at| (Timestamp(at), usize::try_from(left).unwrap_or_default())),
            set_up,
            identities: identities
                .into_iter()
                .map(|identity| IdentityView { provider: identity.provider, linked_at: identity.linked_at })
                .collect(),
        })
    }

    /// Makes a secret for an authenticator; it counts once a code of it was right.
    ///
    /// # Errors
    /// [`Error::NotFound`] where a second factor is there already.
    pub async fn propose_second_factor(&self, actor: &Actor) -> Result<()> {
        self.allow(actor, Action::ManageOwnDevices)?;
        let (person, now) = (actor.person, self.now());
        let secret = self.random_bytes::<20>()?.to_vec();
        let proposed = self
            .store
            .write_statement(move |conn| {
                Box::pin(async move { store::second_factor::propose(conn, person, secret, now).await })
            })
            .await?;
        if proposed { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Confirms the authenticator with its first code, and gives the recovery codes: they are shown this once.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `code`.
    pub async fn confirm_second_factor(&self, actor: &Actor, code: &str) -> Result<Vec<String>> {
        self.allow(actor, Action::ManageOwnDevices)?;
        let (person, session, now) = (actor.person, actor.session, self.now());
        let subject = format!("code:{person}");
        self.wait_for("code", &subject).await?;
        let mut conn = self.store.reader().await?;
        let factor = store::second_factor::find(&mut conn, person).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let Some(step) = totp::step_of(&factor.secret, code, now).filter(|_| factor.confirmed_at.is_none()) else {
            self.add_failures(vec![subject], Some(person)).await?;
            return Err(Error::field("code", wrong(code)));
        };
        let codes = self.recovery_codes()?;
        let hashes = codes.iter().map(|code| hash(&plain(code))).collect();
        let event = self.event(Some(person), Some(person), "second-factor-on", json!({}))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::second_factor::confirm(conn, person, step, now).await? {
                        return Err(Error::NotFound);
                    }
                    store::second_factor::replace_codes(conn, person, hashes).await?;
                    store::session::strengthen(conn, session).await?;
                    // Whoever is signed in elsewhere has shown one factor only.
                    store::session::revoke_others(conn, person, session, now).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await?;
        Ok(codes)
    }

    /// Takes the second factor away.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `password` or, for those without one, `code`; [`Error::NotFound`] for administrators, who
    /// have to have one.
    pub async fn remove_second_factor(&self, actor: &Actor, proof: &str) -> Result<()> {
        let person = actor.person;
        self.prove(actor, proof).await?;
        let mut conn = self.store.reader().await?;
        let required = store::role::needs_second_factor(&mut conn, person, self.now()).await?;
        drop(conn);
        if required {
            return Err(Error::NotFound);
        }
        let event = self.event(Some(person), Some(person), "second-factor-off", json!({}))?;
        let letter = self.changed_letter(person).await?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if store::second_factor::remove(conn, person).await? {
                        store::audit::append(conn, event).await?;
                        letter.put(conn).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// New recovery codes in the place of the old ones; they are shown this once.
    ///
    /// # Errors
    /// As [`Services::remove_second_factor`]; [`Error::NotFound`] without a second factor.
    pub async fn renew_recovery_codes(&self, actor: &Actor, proof: &str) -> Result<Vec<String>> {
        let person = actor.person;
        self.prove(actor, proof).await?;
        let mut conn = self.store.reader().await?;
        let factor = store::second_factor::find(&mut conn, person).await?;
        drop(conn);
        factor.and_then(|factor| factor.confirmed_at).ok_or(Error::NotFound)?;
        let codes = self.recovery_codes()?;
        let hashes = codes.iter().map(|code| hash(&plain(code))).collect();
        let event = self.event(Some(person), Some(person), "recovery-codes-renewed", json!({}))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::second_factor::replace_codes(conn, person, hashes).await?;
                    store::audit::append(conn, event).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
        Ok(codes)
    }

    /// The password once more or, without a local account, a code.
    async fn prove(&self, actor: &Actor, proof: &str) -> Result<Option<store::account::Account>> {
        self.allow(actor, Action::ManageOwnDevices)?;
        let mut conn = self.store.reader().await?;
        let account = store::account::of_person(&mut conn, actor.person).await?;
        drop(conn);
        if account.is_some() {
            if proof.is_empty() {
                return Err(Error::field("password", Problem::Missing));
            }
            match self.is_password(actor.person, proof).await {
                Ok(true) => Ok(account),
                Ok(false) => Err(Error::field("password", Problem::WrongPassword)),
                Err(Error::TooManySignIns { minutes }) => Err(Error::field("password", Problem::Wait { minutes })),
                Err(other) => Err(other),
            }
        } else {
            let subject = format!("code:{}", actor.person);
            self.wait_for("code", &subject).await?;
            if self.take_code(actor.person, proof).await?.is_none() {
                self.add_failures(vec![subject], Some(actor.person)).await?;
                return Err(Error::field("code", wrong(proof)));
            }
            Ok(None)
        }
    }

    async fn wait_for(&self, field: &str, subject: &str) -> Result<()> {
        self.check_limit(subject, Limit::CODE).await.map_err(|error| match error {
            Error::TooManySignIns { minutes } => Error::field(field, Problem::Wait { minutes }),
            other => other,
        })
    }

    /// Whether a sign-in waits for its second factor.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn is_step(&self, token: &str) -> Result<bool> {
        let mut conn = self.store.reader().await?;
        Ok(!too_long(token) && store::sign_in::find_step(&mut conn, hash(token), self.now()).await?.is_some())
    }

    /// The second factor: a code of the authenticator, or a recovery code. Gives the session, where to go, and how many
    /// recovery codes are left if one of them was used.
    ///
    /// # Errors
    /// [`Error::WrongCode`], [`Error::StepOver`], [`Error::TooManySignIns`].
    pub async fn sign_in_with_code(
        &self,
        token: &str,
        code: &str,
        door: &Door,
    ) -> Result<(SignedInSession, Option<String>, Option<usize>)> {
        if too_long(token) || too_long(code) {
            return Err(Error::StepOver);
        }
        let mut conn = self.store.reader().await?;
        let step = store::sign_in::find_step(&mut conn, hash(token), self.now()).await?.ok_or(Error::StepOver)?;
        drop(conn);
        let person = step.person_id;
        let (pair, all) = (format!("code:{person}|{}", door.address), format!("code:{person}"));
        self.check_limit(&pair, Limit::CODE).await?;
        self.check_limit(&all, Limit::ACCOUNT).await?;
        let Some(recovery) = self.take_code(person, code).await? else {
            self.add_failures(vec![pair, all], Some(person)).await?;
            return Err(Error::WrongCode);
        };
        let token_hash = hash(token);
        let ended = self
            .store
            .write_statement(move |conn| Box::pin(async move { store::sign_in::end_step(conn, token_hash).await }))
            .await?;
        if !ended {
            return Err(Error::StepOver);
        }
        let mut events = Vec::new();
        let mut left = None;
        if recovery {
            events.push(self.event(Some(person), Some(person), "recovery-code-used", json!({}))?);
            let mut conn = self.store.reader().await?;
            let count = store::second_factor::codes_left(&mut conn, person).await?;
            left = Some(usize::try_from(count).unwrap_or_default());
        }
        let session = self.begin_session(person, step.at_provider(), true, door, vec![pair], events).await?;
        Ok((session, step.next, left))
    }

    /// Uses a code up: `Some(true)` for a recovery code, `None` where it is wrong or was used before.
    async fn take_code(&self, person: PersonId, code: &str) -> Result<Option<bool>> {
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let factor = store::second_factor::find(&mut conn, person).await?;
        drop(conn);
        let Some(factor) = factor.filter(|factor| factor.confirmed_at.is_some()) else { return Ok(None) };
        let step = totp::step_of(&factor.secret, code, now);
        let recovery = hash(&plain(code));
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if let Some(step) = step {
                        return Ok(store::second_factor::take_step(conn, person, step).await?.then_some(false));
                    }
                    Ok(store::second_factor::take_code(conn, person, recovery, now).await?.then_some(true))
                })
            })
            .await
    }

    fn recovery_codes(&self) -> Result<Vec<String>> {
        let code = |_| {
            let text = totp::base32(&self.random_bytes::<10>()?);
            let groups: Vec<&str> =
                (0..CODE_LENGTH / GROUP).filter_map(|group| text.get(group * GROUP..(group + 1) * GROUP)).collect();
            Ok(groups.join("-").to_lowercase())
        };
        (0..RECOVERY_CODES).map(code).collect()
    }
}

/// A recovery code as it is hashed, however it was typed.
fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

fn wrong(code: &str) -> Problem {
    if code.trim().is_empty() { Problem::Missing } else { Problem::WrongCode }
}

/// What an authenticator reads from the QR code.
fn otpauth(name: &str, secret: &str) -> String {
    let name: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("otpauth://totp/Ampera:{name}?secret={secret}&issuer=Ampera&algorithm=SHA1&digits=6&period=30")
}
