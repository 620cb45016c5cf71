//! Accounts as an administrator sees them: who may sign in, how, and who is kept out. Roles are not given here.

use domain::id::PersonId;
use domain::policy::Action;
use domain::time::Timestamp;
use serde_json::json;

use crate::passwords::email;
use crate::{Actor, Error, LetterKind, Problem, Result, Services};

const PER_PAGE: u32 = 25;
const LONGEST_SEARCH: usize = 100;

/// How somebody signs in.
#[derive(Clone, Debug)]
pub struct AccountRow {
    pub person: PersonId,
    pub name: String,
    pub unit: Option<String>,
    pub username: Option<String>,
    pub address: Option<String>,
    pub trainer: bool,
    pub admin: bool,
    pub second_factor: bool,
    /// Accounts at providers.
    pub identities: usize,
    pub blocked_since: Option<Timestamp>,
    pub invited_at: Option<Timestamp>,
}

/// A page of people.
#[derive(Clone, Debug)]
pub struct AccountsView {
    pub search: String,
    pub rows: Vec<AccountRow>,
    pub people: usize,
    pub page: u32,
    pub pages: u32,
}

/// One person.
#[derive(Clone, Debug)]
pub struct AccountView {
    pub row: AccountRow,
    /// The actor looks at themselves.
    pub is_self: bool,
    pub devices: usize,
    /// The last letter: its address, when it was written, whether it was sent, and what went wrong.
    pub letter: Option<(String, Timestamp, bool, Option<String>)>,
}

/// An invitation as it was typed.
#[derive(Clone, Debug, Default)]
pub struct InviteForm {
    pub address: String,
}

impl Services {
    /// People whose name holds a text, with how they sign in.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn accounts(&self, actor: &Actor, search: &str, page: u32) -> Result<AccountsView> {
        self.allow(actor, Action::ManageAccounts)?;
        let search: String = search.trim().chars().take(LONGEST_SEARCH).collect();
        let small = search.to_lowercase();
        let mut conn = self.store.reader().await?;
        let people = u32::try_from(store::account::count(&mut conn, &small).await?).unwrap_or(u32::MAX);
        let pages = people.div_ceil(PER_PAGE).max(1);
        let page = page.clamp(1, pages);
        let range = (PER_PAGE, (page - 1) * PER_PAGE);
        let rows = store::account::search(&mut conn, &small, self.now(), range).await?;
        Ok(AccountsView { search, rows: rows.into_iter().map(row).collect(), people: people as usize, page, pages })
    }

    /// How one person signs in.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn account(&self, actor: &Actor, person: PersonId) -> Result<AccountView> {
        self.allow(actor, Action::ManageAccounts)?;
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let found = store::account::access(&mut conn, person, now).await?.ok_or(Error::NotFound)?;
        let letter = store::mail::latest(&mut conn, person).await?;
        let idle_since = now.plus_minutes(-crate::sign_in::IDLE_MINUTES);
        let devices = store::session::devices(&mut conn, person, now, idle_since).await?.len();
        Ok(AccountView {
            row: row(found),
            is_self: person == actor.person,
            devices,
            letter: letter.map(|l| (l.address, l.created_at, l.sent_at.is_some(), l.problem)),
        })
    }

    /// Invites somebody to a local account, or once more: in the language that they read, or else in `lang`.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `address`; [`Error::NotFound`] as above, and for somebody who has a password already.
    pub async fn invite(&self, actor: &Actor, person: PersonId, form: &InviteForm, lang: &str) -> Result<()> {
        let view = self.account(actor, person).await?;
        if view.row.username.is_some() || view.row.blocked_since.is_some() {
            return Err(Error::NotFound);
        }
        let address = email(&form.address).map_err(|problem| Error::field("address", problem))?;
        if self.person_of_email(&address).await?.is_some_and(|owner| owner != person) {
            return Err(Error::field("address", Problem::Taken));
        }
        let mut conn = self.store.reader().await?;
        let reads = store::notification::lang(&mut conn, person).await?;
        drop(conn);
        let letter = self.letter(LetterKind::Invitation, person, Some(address), reads.as_deref().unwrap_or(lang))?;
        let event = self.event(Some(actor.person), Some(person), "account-invited", json!({}))?;
        let now = self.now();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // A link that went to another address before is worth nothing from now on.
                    store::account_token::void(conn, person, now).await?;
                    // Nor is one that is still to be sent there: the link is made when the letter goes.
                    store::mail::supersede(conn, person, LetterKind::Invitation.code(), now).await?;
                    letter.put(conn).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Keeps somebody out: every session ends, and none begins.
    ///
    /// # Errors
    /// [`Error::NotFound`] as above, and for oneself.
    pub async fn block_account(&self, actor: &Actor, person: PersonId) -> Result<()> {
        self.of_somebody_else(actor, person).await?;
        let now = self.now();
        let event = self.event(Some(actor.person), Some(person), "account-blocked", json!({}))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if store::sign_in::block(conn, person, now).await? {
                        store::session::revoke_all(conn, person, now).await?;
                        store::account_token::void(conn, person, now).await?;
                        for kind in [LetterKind::Invitation, LetterKind::Reset] {
                            store::mail::supersede(conn, person, kind.code(), now).await?;
                        }
                        store::audit::append(conn, event).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Lets somebody in again.
    ///
    /// # Errors
    /// [`Error::NotFound`] as above.
    pub async fn unblock_account(&self, actor: &Actor, person: PersonId) -> Result<()> {
        self.of_somebody_else(actor, person).await?;
        let event = self.event(Some(actor.person), Some(person), "account-unblocked", json!({}))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if store::sign_in::unblock(conn, person).await? {
                        store::audit::append(conn, event).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Ends every session of somebody.
    ///
    /// # Errors
    /// [`Error::NotFound`] as above.
    pub async fn end_sessions(&self, actor: &Actor, person: PersonId) -> Result<()> {
        self.of_somebody_else(actor, person).await?;
        let now = self.now();
        let event = self.event(Some(actor.person), Some(person), "sessions-ended", json!({}))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::session::revoke_all(conn, person, now).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Takes away the second factor of somebody who has lost it; their sessions end, and they are told.
    ///
    /// # Errors
    /// [`Error::NotFound`] as above.
    pub async fn reset_second_factor(&self, actor: &Actor, person: PersonId) -> Result<()> {
        self.of_somebody_else(actor, person).await?;
        let now = self.now();
        let event = self.event(Some(actor.person), Some(person), "second-factor-reset", json!({}))?;
        let letter = self.changed_for_letter(person).await?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if store::second_factor::remove(conn, person).await? {
                        store::session::revoke_all(conn, person, now).await?;
                        letter.put(conn).await?;
                        store::audit::append(conn, event).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    async fn of_somebody_else(&self, actor: &Actor, person: PersonId) -> Result<()> {
        let view = self.account(actor, person).await?;
        if view.is_self { Err(Error::NotFound) } else { Ok(()) }
    }
}

pub(crate) fn row(found: store::account::Access) -> AccountRow {
    AccountRow {
        person: found.person_id,
        name: found.name,
        unit: found.unit,
        username: found.username,
        address: found.address,
        trainer: found.trainer,
        admin: found.admin,
        second_factor: found.second_factor,
        identities: usize::try_from(found.identities).unwrap_or_default(),
        blocked_since: found.blocked_since.map(Timestamp),
        invited_at: found.invited_at.map(Timestamp),
    }
}
