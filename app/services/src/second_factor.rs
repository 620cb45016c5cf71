//! The second factor: an authenticator, recovery codes, and the page on which a person looks after them.

use domain::policy::Action;
use domain::throttle::Limit;
use domain::time::Timestamp;
use serde_json::json;

use crate::proof::{Tried, plain, wait};
use crate::sign_in::{counted_by, hash, too_long};
use crate::unlinking::identity_view;
use crate::{Actor, Door, Error, Problem, Proof, RenewedSession, Result, Services, SignedInSession, totp};

const RECOVERY_CODES: usize = 10;
/// Characters of a recovery code: a hundred and twenty bits, which nobody tries out even with the hash in hand.
const CODE_LENGTH: usize = 24;
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
    /// What is asked for before any of this changes.
    pub proof: Proof,
}

/// An account at a provider.
#[derive(Clone, Debug)]
pub struct IdentityView {
    /// By which [`Services::unlink_identity`] finds it.
    pub key: String,
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
            identities: identities.into_iter().map(identity_view).collect(),
            proof: self.proof(actor).await?,
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

    /// Confirms the authenticator with its first code, and gives the recovery codes, which are shown this once, and the session
    /// under another token.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `code`, `password`, or `proof` as [`Services::prove`] does.
    pub async fn confirm_second_factor(
        &self,
        actor: &Actor,
        code: &str,
        proof: &str,
    ) -> Result<(Vec<String>, RenewedSession)> {
        self.prove(actor, proof).await?;
        let (person, session, now) = (actor.person, actor.session, self.now());
        let codes = self.recovery_codes()?;
        let hashes = codes.iter().map(|code| hash(&plain(code))).collect();
        let token = self.new_token()?;
        let (token_hash, typed) = (hash(&token), code.to_owned());
        let counted = [(format!("code:{person}"), Limit::CODE)];
        let event = self.event(Some(person), Some(person), "second-factor-on", json!({}))?;
        let failed = self.event(Some(person), Some(person), "sign-in-failed", json!({ "factor": "code" }))?;
        let confirmed = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let factor = store::second_factor::hold(conn, person).await?;
                    let factor = factor.filter(|factor| factor.confirmed_at.is_none()).ok_or(Error::NotFound)?;
                    if let Some(minutes) = wait(conn, &counted, now).await? {
                        return Err(Error::field("code", Problem::Wait { minutes }));
                    }
                    let Some(step) = totp::step_of(&factor.secret, &typed, now) else {
                        store::session::add_failure(conn, &counted[0].0, now).await?;
                        store::audit::append(conn, failed).await?;
                        return Ok(None);
                    };
                    store::second_factor::confirm(conn, person, step, now).await?;
                    store::second_factor::replace_codes(conn, person, hashes).await?;
                    let renewed = store::session::renew(conn, session, token_hash, true).await?;
                    // Whoever is signed in elsewhere has shown one factor only.
                    store::session::revoke_others(conn, person, session, now).await?;
                    store::audit::append(conn, event).await?;
                    renewed.map(Some).ok_or(Error::NotFound)
                })
            })
            .await?;
        match confirmed {
            Some(expires_at) => Ok((codes, RenewedSession { token, expires_at })),
            None => Err(Error::field("code", wrong(code))),
        }
    }

    /// Takes the second factor away, and gives the session under another token.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `password` or, for those without one, `code`; [`Error::NotFound`] for administrators and
    /// auditors, who have to have one.
    pub async fn remove_second_factor(&self, actor: &Actor, proof: &str) -> Result<RenewedSession> {
        let (person, session) = (actor.person, actor.session);
        self.prove(actor, proof).await?;
        let mut conn = self.store.reader().await?;
        let required = store::role::needs_second_factor(&mut conn, person, self.now()).await?;
        drop(conn);
        if required {
            return Err(Error::NotFound);
        }
        let event = self.event(Some(person), Some(person), "second-factor-off", json!({}))?;
        let letter = self.changed_letter(person).await?;
        let token = self.new_token()?;
        let token_hash = hash(&token);
        let expires_at = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    if store::second_factor::remove(conn, person).await? {
                        store::audit::append(conn, event).await?;
                        letter.put(conn).await?;
                    }
                    store::session::renew(conn, session, token_hash, false).await?.ok_or(Error::NotFound)
                })
            })
            .await?;
        Ok(RenewedSession { token, expires_at })
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
        let (pair, all) = (format!("code:{person}|{}", counted_by(&door.address)), format!("code:{person}"));
        let counted = vec![(pair.clone(), Limit::CODE), (all, Limit::ACCOUNT)];
        let recovery = match self.try_code(person, code, counted).await? {
            Tried::Right { recovery } => recovery,
            Tried::Wrong => return Err(Error::WrongCode),
            Tried::Wait { minutes } => return Err(Error::TooManySignIns { minutes }),
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

    fn recovery_codes(&self) -> Result<Vec<String>> {
        let code = |_| {
            let text = totp::base32(&self.random_bytes::<15>()?);
            let groups: Vec<&str> =
                (0..CODE_LENGTH / GROUP).filter_map(|group| text.get(group * GROUP..(group + 1) * GROUP)).collect();
            Ok(groups.join("-").to_lowercase())
        };
        (0..RECOVERY_CODES).map(code).collect()
    }
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
