//! Who somebody is, shown once more before a way in changes: an open computer must not become somebody else's account.

use domain::id::PersonId;
use domain::policy::Action;
use domain::throttle::Limit;
use domain::time::Timestamp;
use serde_json::json;
use store::Conn;

use crate::sign_in::{hash, too_long};
use crate::{Actor, Error, Problem, Result, Services, totp};

/// For so long a sign-in at a provider is proof.
const FRESH_MINUTES: i64 = 10;

/// What is asked for before a way in changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Proof {
    /// The password.
    #[default]
    Password,
    /// There is no password: a code of the authenticator, or a recovery code.
    Code,
    /// There is neither, and the provider has only just asked who it is.
    Fresh,
    /// There is neither: the provider has to ask once more.
    SignInAgain,
}

/// A session that goes on under another token. It goes into the cookie and is stored nowhere else.
#[derive(Clone)]
pub struct RenewedSession {
    pub token: String,
    pub expires_at: Timestamp,
}

/// What came of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tried {
    Right {
        /// It was a recovery code.
        recovery: bool,
    },
    Wrong,
    /// It was not looked at.
    Wait {
        minutes: u32,
    },
}

impl Services {
    /// What the actor is asked for before a way in changes.
    pub(crate) async fn proof(&self, actor: &Actor) -> Result<Proof> {
        let mut conn = self.store.reader().await?;
        if store::account::of_person(&mut conn, actor.person).await?.is_some() {
            return Ok(Proof::Password);
        }
        let factor = store::second_factor::find(&mut conn, actor.person).await?;
        if factor.is_some_and(|factor| factor.confirmed_at.is_some()) {
            return Ok(Proof::Code);
        }
        let asked = store::session::at_provider(&mut conn, actor.session).await?.and_then(|at| at.asked_at);
        let fresh = asked.is_some_and(|at| self.now().since(Timestamp(at)) <= FRESH_MINUTES * 60_000);
        Ok(if fresh { Proof::Fresh } else { Proof::SignInAgain })
    }

    /// Takes what the actor has typed as proof.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `password` or `code`, or `proof` where the provider has to ask once more.
    pub(crate) async fn prove(&self, actor: &Actor, typed: &str) -> Result<()> {
        self.allow(actor, Action::ManageOwnDevices)?;
        match self.proof(actor).await? {
            Proof::Fresh => Ok(()),
            Proof::SignInAgain => Err(Error::field("proof", Problem::SignInAgain)),
            Proof::Password if typed.is_empty() => Err(Error::field("password", Problem::Missing)),
            Proof::Password => match self.is_password(actor.person, typed).await {
                Ok(true) => Ok(()),
                Ok(false) => Err(Error::field("password", Problem::WrongPassword)),
                Err(Error::TooManySignIns { minutes }) => Err(Error::field("password", Problem::Wait { minutes })),
                Err(other) => Err(other),
            },
            Proof::Code if typed.trim().is_empty() => Err(Error::field("code", Problem::Missing)),
            Proof::Code => {
                let subject = format!("code:{}", actor.person);
                match self.try_code(actor.person, typed, vec![(subject, Limit::CODE)]).await? {
                    Tried::Right { .. } => Ok(()),
                    Tried::Wrong => Err(Error::field("code", Problem::WrongCode)),
                    Tried::Wait { minutes } => Err(Error::field("code", Problem::Wait { minutes })),
                }
            }
        }
    }

    /// Compares a code, and uses it up. Tries of one person come one after the other, whichever server they reach: each sees
    /// the failures of those before it, so many at the same moment are no better than as many in turn.
    pub(crate) async fn try_code(&self, person: PersonId, code: &str, counted: Vec<(String, Limit)>) -> Result<Tried> {
        if too_long(code) {
            return Ok(Tried::Wrong);
        }
        let now = self.now();
        let (code, recovery) = (code.to_owned(), hash(&plain(code)));
        let event = self.event(None, Some(person), "sign-in-failed", json!({ "factor": "code" }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let factor = store::second_factor::hold(conn, person).await?;
                    let factor = factor.filter(|factor| factor.confirmed_at.is_some());
                    if let Some(minutes) = wait(conn, &counted, now).await? {
                        return Ok(Tried::Wait { minutes });
                    }
                    if let Some(factor) = factor {
                        if let Some(step) = totp::step_of(&factor.secret, &code, now) {
                            if store::second_factor::take_step(conn, person, step).await? {
                                return Ok(Tried::Right { recovery: false });
                            }
                        } else if store::second_factor::take_code(conn, person, recovery, now).await? {
                            return Ok(Tried::Right { recovery: true });
                        }
                    }
                    for (subject, _) in &counted {
                        store::session::add_failure(conn, subject, now).await?;
                    }
                    store::audit::append(conn, event).await?;
                    Ok(Tried::Wrong)
                })
            })
            .await
    }
}

/// The minutes to wait by the strictest of some limits.
pub(crate) async fn wait(conn: &mut Conn, counted: &[(String, Limit)], now: Timestamp) -> Result<Option<u32>> {
    let mut longest = 0;
    for (subject, limit) in counted {
        let (failures, latest) = store::sign_in::failures(conn, subject, limit.since(now)).await?;
        longest = longest.max(limit.wait(failures, latest.map(Timestamp), now));
    }
    Ok((longest > 0).then(|| u32::try_from(longest / 60_000 + 1).unwrap_or(1)))
}

/// A recovery code as it is hashed, however it was typed.
pub(crate) fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}
