//! Passwords: from an invitation, by a reset, and changed by their owner.

use domain::id::PersonId;
use domain::policy::Action;
use domain::throttle::Limit;
use serde_json::json;
use store::account::Account;

use crate::sign_in::{counted_by, hash, too_long};
use crate::{Actor, Error, FieldError, LetterKind, Problem, Result, Services, password};

const SHORTEST_NAME: usize = 3;
const LONGEST_NAME: usize = 50;
pub(crate) const LONGEST_ADDRESS: usize = 254;

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    Invitation,
    Reset,
}

impl LinkKind {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
}

/// A link that is still good.
#[derive(Clone, Debug, Default)]
pub struct Link {
    pub name: String,
    pub address: String,
    /// The user name that there is already.
    pub username: Option<String>,
}

/// A new password as it was typed. Nothing of it is ever shown again but the user name.
#[derive(Clone, Default)]
pub struct PasswordForm {
    /// Asked for where there is none yet.
    pub username: String,
    /// The present one, where somebody changes their own.
    pub current: String,
    pub password: String,
    pub repeated: String,
}

impl Services {
    /// The person of a link; `None` where it was used, or its time is over.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn link(&self, kind: LinkKind, token: &str) -> Result<Option<Link>> {
        if too_long(token) {
            return Ok(None);
        }
        let mut conn = self.store.reader().await?;
        let found = store::account_token::find(&mut conn, hash(token), kind.code(), self.now()).await?;
        Ok(found.map(|found| Link { name: found.name, address: found.address, username: found.username }))
    }

    /// Sets the first password of somebody who was invited, or a new one after a reset. Every session of that person ends.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `username`, `password` or `repeated`; [`Error::LinkOver`].
    pub async fn follow_link(&self, kind: LinkKind, token: &str, form: &PasswordForm) -> Result<()> {
        let mut conn = self.store.reader().await?;
        let found = match too_long(token) {
            true => None,
            false => store::account_token::find(&mut conn, hash(token), kind.code(), self.now()).await?,
        };
        drop(conn);
        let found = found.ok_or(Error::LinkOver)?;
        let typed = form.username.trim().to_lowercase();
        let username = found.username.clone().unwrap_or(typed);
        let mut errors = Vec::new();
        if found.username.is_none() {
            errors.extend(username_problem(&username).map(|problem| FieldError::new("username", problem)));
        }
        errors.extend(new_password(form, &username, &found.address));
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        let password_hash = self.hash_in_turn(&form.password).await?;
        let (person, now, token_hash) = (found.person_id, self.now(), hash(token));
        let action = if kind == LinkKind::Invitation { "invitation-accepted" } else { "password-reset" };
        let event = self.event(Some(person), Some(person), action, json!({}))?;
        let letter = self.changed_letter(person).await?;
        let (is_new, address) = (found.username.is_none(), found.address);
        let written = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::account_token::take(conn, token_hash, person, now).await? {
                        return Err(Error::LinkOver);
                    }
                    if is_new {
                        let account = Account { person_id: person, username, password_hash };
                        store::account::insert(conn, &account).await?;
                    } else {
                        store::account::set_password(conn, person, &password_hash).await?;
                    }
                    // Whoever followed the link reads what is sent to that address.
                    store::account::set_email(conn, person, &address, now).await?;
                    store::session::revoke_all(conn, person, now).await?;
                    store::sign_in::forget_devices(conn, person).await?;
                    if !is_new {
                        letter.put(conn).await?;
                    }
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await;
        match written {
            Err(Error::Store(error)) if error.is_duplicate() => Err(Error::field("username", Problem::Taken)),
            other => other,
        }
    }

    /// Somebody asks for a new password. Nothing tells whether the address is known: neither the answer nor the time, since
    /// the same is written either way.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `address`; [`Error::TooManySignIns`] after too many requests of one client.
    pub async fn ask_reset(&self, address: &str, lang: &str, client: &str) -> Result<()> {
        let address = email(address).map_err(|problem| Error::field("address", problem))?;
        let (to, by) = (format!("letter:{address}"), format!("letters-by:{}", counted_by(client)));
        self.check_limit(&by, Limit::ADDRESS).await?;
        let quiet = self.check_limit(&to, Limit::LETTER).await.is_err();
        let mut conn = self.store.reader().await?;
        let person = store::account::for_reset(&mut conn, &address).await?.filter(|_| !quiet);
        drop(conn);
        let event = self.event(None, person, "password-reset-asked", json!({}))?;
        let letter = match person {
            Some(person) => Some(self.letter(LetterKind::Reset, person, Some(address), lang)?),
            None => None,
        };
        let now = self.now();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::session::add_failure(conn, &to, now).await?;
                    store::session::add_failure(conn, &by, now).await?;
                    store::audit::append(conn, event).await?;
                    if let Some(letter) = letter {
                        letter.put(conn).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Changes the actor's own password. Every other session ends.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `current`, `password` or `repeated`; [`Error::NotFound`] without a local account.
    pub async fn change_password(&self, actor: &Actor, form: &PasswordForm) -> Result<()> {
        let (account, address) = self.local_account(actor).await?;
        let (person, session, now) = (actor.person, actor.session, self.now());
        let mut errors = Vec::new();
        if form.current.is_empty() {
            errors.push(FieldError::new("current", Problem::Missing));
        }
        errors.extend(new_password(form, &account.username, &address.unwrap_or_default()));
        if !errors.is_empty() {
            return Err(Error::Invalid(errors));
        }
        match self.is_password(person, &form.current).await {
            Ok(true) => {}
            Ok(false) => return Err(Error::field("current", Problem::WrongPassword)),
            Err(Error::TooManySignIns { minutes }) => return Err(Error::field("current", Problem::Wait { minutes })),
            Err(other) => return Err(other),
        }
        let password_hash = self.hash_in_turn(&form.password).await?;
        let event = self.event(Some(person), Some(person), "password-changed", json!({}))?;
        let letter = self.changed_letter(person).await?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::account::set_password(conn, person, &password_hash).await?;
                    store::account_token::void(conn, person, now).await?;
                    store::session::revoke_others(conn, person, session, now).await?;
                    store::sign_in::forget_devices(conn, person).await?;
                    letter.put(conn).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Whether the actor has a password to change.
    ///
    /// # Errors
    /// [`Error::NotFound`] where not.
    pub async fn has_password(&self, actor: &Actor) -> Result<()> {
        self.local_account(actor).await.map(drop)
    }

    async fn local_account(&self, actor: &Actor) -> Result<(Account, Option<String>)> {
        self.allow(actor, Action::ManageOwnDevices)?;
        let mut conn = self.store.reader().await?;
        let account = store::account::of_person(&mut conn, actor.person).await?.ok_or(Error::NotFound)?;
        Ok((account, store::account::email(&mut conn, actor.person).await?))
    }

    /// The person of an address, whoever asks.
    pub(crate) async fn person_of_email(&self, address: &str) -> Result<Option<PersonId>> {
        let mut conn = self.store.reader().await?;
        Ok(store::account::person_of_email(&mut conn, address).await?)
    }
}

fn new_password(form: &PasswordForm, username: &str, address: &str) -> Option<FieldError> {
    let mailbox = address.split('@').next().unwrap_or_default();
    if let Err(problem) = password::check(&form.password, &[username, mailbox]) {
        return Some(FieldError::new("password", problem));
    }
    (form.password != form.repeated).then(|| FieldError::new("repeated", Problem::Different))
}

/// Small letters, digits and a few signs: no `@`, so that a name is never taken for an address.
fn username_problem(name: &str) -> Option<Problem> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
    match name.chars().count() {
        0 => Some(Problem::Missing),
        count if count > LONGEST_NAME => Some(Problem::TooLong { most: LONGEST_NAME }),
        count if count < SHORTEST_NAME || !name.chars().all(allowed) => Some(Problem::NotAUserName),
        _ => None,
    }
}

/// An address as it is kept. Whether letters arrive there only a letter can tell.
pub(crate) fn email(typed: &str) -> Result<String, Problem> {
    let address = typed.trim().to_lowercase();
    if address.is_empty() {
        return Err(Problem::Missing);
    }
    if address.chars().count() > LONGEST_ADDRESS {
        return Err(Problem::TooLong { most: LONGEST_ADDRESS });
    }
    let plain = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    match address.split_once('@') {
        Some((mailbox, host))
            if plain(mailbox, ".-_+'")
                && plain(host, ".-")
                && host.contains('.')
                && host.split('.').all(|part| !part.is_empty()) =>
        {
            Ok(address)
        }
        _ => Err(Problem::NotAnAddress),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_mailbox_and_a_host() {
        assert_eq!(email(" Rina.Astuti@Palembang.go.id ").as_deref(), Ok("rina.astuti@palembang.go.id"));
        for wrong in
            ["rina", "rina@", "@kota.id", "rina@kota", "rina@@kota.id", "a b@kota.id", "a@kota..id", "a\r\n@k.id"]
        {
            assert_eq!(email(wrong), Err(Problem::NotAnAddress), "{wrong}");
        }
        assert_eq!(email(""), Err(Problem::Missing));
    }

    #[test]
    fn a_user_name_is_plain() {
        assert_eq!(username_problem("rina.astuti"), None);
        for wrong in ["ri", "rina@kota.id", "rina astuti", "<rina>", "rína"] {
            assert_eq!(username_problem(wrong), Some(Problem::NotAUserName), "{wrong}");
        }
    }
}
