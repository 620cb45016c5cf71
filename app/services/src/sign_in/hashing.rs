//! Passwords: how they are kept, and whether one is right.

use std::sync::Arc;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::id::PersonId;
use domain::throttle::Limit;
use tokio::sync::OwnedSemaphorePermit;

use super::{system, too_long};
use crate::{Result, Services};

impl Services {
    /// Argon2id in PHC form.
    pub(crate) fn hash_password(&self, password: &str) -> Result<String> {
        let salt = SaltString::encode_b64(&self.random_bytes::<16>()?).map_err(system)?;
        Ok(hasher().hash_password(password.as_bytes(), &salt).map_err(system)?.to_string())
    }

    /// A place in the queue of all that hash.
    pub(super) async fn turn_to_hash(&self) -> Result<OwnedSemaphorePermit> {
        Arc::clone(&self.hashing).acquire_owned().await.map_err(system)
    }

    /// As [`Services::hash_password`], on a thread for blocking work and in the queue of all that hash.
    pub(crate) async fn hash_in_turn(&self, password: &str) -> Result<String> {
        let turn = self.turn_to_hash().await?;
        let (services, password) = (self.clone(), password.to_owned());
        let work = move || {
            let hashed = services.hash_password(&password);
            drop(turn);
            hashed
        };
        tokio::task::spawn_blocking(work).await.map_err(system)?
    }

    /// Whether that is the password of a person; a limit holds here, too.
    ///
    /// # Errors
    /// [`Error::TooManySignIns`].
    pub(crate) async fn is_password(&self, person: PersonId, password: &str) -> Result<bool> {
        let subject = format!("confirm:{person}");
        let turn = self.turn_to_hash().await?;
        self.check_limit(&subject, Limit::PAIR).await?;
        let mut conn = self.store.reader().await?;
        let account = store::account::of_person(&mut conn, person).await?;
        drop(conn);
        let stored = account.map(|account| account.password_hash);
        if too_long(password) {
            return Ok(false);
        }
        let (right, turn) = verify(stored, password.to_owned(), turn).await?;
        if !right {
            self.add_failures(vec![subject], Some(person)).await?;
        }
        drop(turn);
        Ok(right)
    }
}

/// The first choice of the OWASP password storage cheat sheet with one lane: 19 MiB, two passes.
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// Compares on a thread for blocking work, which keeps the turn: whoever goes away meanwhile does not make room for another.
/// Without an account a hash is computed all the same: the time tells nothing.
pub(super) async fn verify(
    stored: Option<String>,
    password: String,
    turn: OwnedSemaphorePermit,
) -> Result<(bool, OwnedSemaphorePermit)> {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$v1Lr0Yd0bkhTnxnL0zLJWf3hNVmAFqyCJkDkRlvHcNQ";
    let work = move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.to_owned());
        let parsed = PasswordHash::new(&stored).map_err(system)?;
        Ok((hasher().verify_password(password.as_bytes(), &parsed).is_ok() && known, turn))
    };
    tokio::task::spawn_blocking(work).await.map_err(system)?
}
