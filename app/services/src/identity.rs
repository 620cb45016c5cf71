//! People whom an identity provider knows: on the way there and back, which person an identity is, and the end of a session at
//! either side.

use domain::id::{PersonId, RecordId};
use domain::notification::Kind;
use domain::policy::Action;
use domain::time::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::identity::{Identity, Request};
use store::session::AtProvider;
use store::sign_in::Flow;

use crate::notifications::Detail;
use crate::sign_in::{hash, too_long};
use crate::{Actor, Door, Error, Problem, Result, Services, SignIn};

/// From leaving for a provider to coming back.
const FLOW_MINUTES: i64 = 15;
const LISTED: u32 = 100;
const CANDIDATES: u32 = 20;
const LONGEST_CLAIM: usize = 200;

/// What a provider says of somebody, checked: the tokens are genuine and of now.
#[derive(Clone)]
pub struct ProviderIdentity {
    /// Our name for the provider.
    pub provider: String,
    pub issuer: String,
    pub subject: String,
    pub name: String,
    /// NIP or NI PPPK.
    pub number: Option<String>,
    pub number_verified: bool,
    /// The provider has asked for a second factor.
    pub strong: bool,
    /// The provider's name for its session.
    pub session: Option<String>,
    /// When the provider last asked who it is.
    pub asked_at: Option<Timestamp>,
}

/// On the way to a provider. `state` and `nonce` go to the provider, `browser` into a cookie; of neither more than a hash is
/// stored. The nonce and the verifier follow from both.
#[derive(Clone)]
pub struct StartedFlow {
    pub browser: String,
    pub state: String,
    pub nonce: String,
    /// For PKCE.
    pub verifier: String,
    /// Where to go afterwards.
    pub next: Option<String>,
}

/// How a session began at a provider, to end it there.
#[derive(Clone, Debug)]
pub struct ProviderSession {
    pub provider: String,
    /// The provider's name for it.
    pub session: Option<String>,
}

/// An identity that waits for a decision.
#[derive(Clone, Debug)]
pub struct IdentityRequestView {
    pub id: RecordId,
    pub provider: String,
    /// As the provider has it.
    pub name: String,
    /// All but its end hidden.
    pub number: Option<String>,
    /// `no-number`, `not-verified`, `unknown-number`, `several-people` or `unlinked`.
    pub reason: String,
    pub asked_at: Timestamp,
    pub last_at: Timestamp,
    pub search: String,
    pub candidates: Vec<Candidate>,
}

/// Somebody whose identity it could be.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub person: PersonId,
    pub name: String,
    pub unit: Option<String>,
    /// The number that the provider gives is theirs today.
    pub same_number: bool,
}

impl Services {
    /// Sets out for a provider. `browser` is the cookie of another try in the same browser.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn begin_flow(&self, provider: &str, browser: Option<&str>, next: Option<&str>) -> Result<StartedFlow> {
        let browser = match browser.filter(|token| !too_long(token)) {
            Some(token) => token.to_owned(),
            None => self.new_token()?,
        };
        let state = self.new_token()?;
        let flow = Flow { provider: provider.to_owned(), next: next.map(ToOwned::to_owned) };
        let (state_hash, browser_hash) = (hash(&state), hash(&browser));
        let end = self.now().plus_minutes(FLOW_MINUTES);
        self.store
            .write_statement(move |conn| {
                Box::pin(async move { store::sign_in::begin_flow(conn, state_hash, browser_hash, &flow, end).await })
            })
            .await?;
        Ok(started(browser, state, next.map(ToOwned::to_owned)))
    }

    /// Back from a provider: `None` where that way did not begin in this browser, was ended before, or took too long.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn end_flow(&self, provider: &str, state: &str, browser: &str) -> Result<Option<StartedFlow>> {
        if too_long(state) || too_long(browser) {
            return Ok(None);
        }
        let (state_hash, browser_hash, now) = (hash(state), hash(browser), self.now());
        let found = self
            .store
            .write_statement(move |conn| {
                Box::pin(async move { store::sign_in::take_flow(conn, state_hash, browser_hash, now).await })
            })
            .await?;
        let found: Option<Flow> = found;
        let found = found.filter(|flow| flow.provider == provider);
        Ok(found.map(|flow| started(browser.to_owned(), state.to_owned(), flow.next)))
    }

    /// Lets somebody in whom a provider knows. The first time the identity is linked if its number is verified and is that of
    /// one person today; otherwise it waits, and this gives `None`.
    ///
    /// # Errors
    /// [`Error::Blocked`].
    pub async fn sign_in_with_identity(
        &self,
        identity: ProviderIdentity,
        next: Option<&str>,
        door: &Door,
    ) -> Result<Option<SignIn>> {
        let Some(person) = self.person_of(&identity).await? else { return Ok(None) };
        let ProviderIdentity { provider, issuer, subject, session, asked_at, strong, .. } = identity;
        // A clock that is ahead must not make a proof that lasts.
        let asked_at = asked_at.map(|at| at.0.min(self.now().0));
        let at = AtProvider { provider, issuer, subject, session, asked_at };
        self.arrive(person, Some(at), strong, next, door, Vec::new()).await.map(Some)
    }

    /// A provider's answer to a way that began here was refused. Who it was about is not known, or not to be believed.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn note_refused_answer(&self, provider: &str, why: &'static str) -> Result<()> {
        let event = self.event(None, None, "sign-in-failed", json!({ "provider": provider, "reason": why }))?;
        self.store
            .write_statement(move |conn| Box::pin(async move { store::audit::append(conn, event).await }))
            .await?;
        Ok(())
    }

    async fn person_of(&self, identity: &ProviderIdentity) -> Result<Option<PersonId>> {
        let now = self.now();
        let mut conn = self.store.reader().await?;
        if let Some(known) = store::identity::find(&mut conn, &identity.issuer, &identity.subject).await? {
            return Ok(Some(known.person_id));
        }
        let number = identity.number.as_deref().map(plain_number).filter(|number| !number.is_empty());
        let people = match &number {
            Some(number) => store::identity::people_with_number(&mut conn, number, now).await?,
            None => Vec::new(),
        };
        let unlinked = store::identity::was_unlinked(&mut conn, &identity.issuer, &identity.subject).await?;
        drop(conn);
        let reason = match (&number, identity.number_verified, people.as_slice()) {
            // Its person has taken it away: only somebody who has made sure links it again.
            _ if unlinked => "unlinked",
            (None, ..) => "no-number",
            (_, false, _) => "not-verified",
            (_, _, []) => "unknown-number",
            (_, true, [person]) => {
                if self.link_identity(None, *person, identity).await? {
                    return Ok(Some(*person));
                }
                // Somebody was faster, and their decision counts.
                let mut conn = self.store.reader().await?;
                let known = store::identity::find(&mut conn, &identity.issuer, &identity.subject).await?;
                return Ok(known.map(|known| known.person_id));
            }
            (_, _, _) => "several-people",
        };
        let request = Request {
            id: self.new_id()?,
            provider: identity.provider.clone(),
            issuer: identity.issuer.clone(),
            subject: identity.subject.clone(),
            name: identity.name.chars().take(LONGEST_CLAIM).collect(),
            number,
            reason: reason.to_owned(),
            asked_at: now,
            last_at: now,
        };
        let event =
            self.event(None, None, "identity-waiting", json!({ "provider": identity.provider, "reason": reason }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::identity::request(conn, &request).await?;
                    store::audit::append(conn, event).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
        Ok(None)
    }

    async fn link_identity(&self, by: Option<PersonId>, person: PersonId, identity: &ProviderIdentity) -> Result<bool> {
        self.keep_identity(by, person, (&identity.provider, &identity.issuer, &identity.subject)).await
    }

    async fn keep_identity(&self, by: Option<PersonId>, person: PersonId, of: (&str, &str, &str)) -> Result<bool> {
        let (provider, issuer, subject) = of;
        let identity = Identity {
            issuer: issuer.to_owned(),
            subject: subject.to_owned(),
            person_id: person,
            provider: provider.to_owned(),
            linked_at: self.now(),
        };
        let detail = json!({ "provider": provider, "by-number": by.is_none() });
        let event = self.event(by, Some(person), "identity-linked", detail)?;
        let tell = self.notice(person, Kind::WayInChanged, person, by, &Detail::default())?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let had_a_way = store::account::of_person(conn, person).await?.is_some()
                        || !store::identity::of_person(conn, person).await?.is_empty();
                    let linked = store::identity::link(conn, &identity).await?;
                    if linked {
                        // The first way in surprises nobody.
                        if had_a_way {
                            store::notification::put(conn, &[tell]).await?;
                        }
                        store::audit::append(conn, event).await?;
                    }
                    Ok(linked)
                })
            })
            .await
    }

    /// How the actor's session began at a provider; `None` for a local one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn provider_session(&self, actor: &Actor) -> Result<Option<ProviderSession>> {
        let mut conn = self.store.reader().await?;
        let at = store::session::at_provider(&mut conn, actor.session).await?;
        Ok(at.map(|at| ProviderSession { provider: at.provider, session: at.session }))
    }

    /// A provider says, in a message that was checked, that somebody has signed out there. Tells how many sessions ended;
    /// `None` where the message came before.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn signed_out_at_provider(
        &self,
        (provider, issuer): (&str, &str),
        (subject, session): (Option<String>, Option<String>),
        (message, until): (String, Timestamp),
    ) -> Result<Option<usize>> {
        let now = self.now();
        let (provider, issuer) = (provider.to_owned(), issuer.to_owned());
        let services = self.clone();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::identity::note_message(conn, &issuer, &message, until).await? {
                        return Ok(None);
                    }
                    let whose = (subject.as_deref(), session.as_deref());
                    let people = store::session::revoke_at_provider(conn, &issuer, whose, now).await?;
                    for person in &people {
                        let detail = json!({ "provider": provider });
                        let event = services.event(None, Some(*person), "signed-out-at-provider", detail)?;
                        store::audit::append(conn, event).await?;
                    }
                    Ok(Some(people.len()))
                })
            })
            .await
    }

    /// Identities that wait, the oldest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn identity_requests(&self, actor: &Actor) -> Result<Vec<IdentityRequestView>> {
        self.allow(actor, Action::ManageAccounts)?;
        let mut conn = self.store.reader().await?;
        let waiting = store::identity::requests(&mut conn, LISTED).await?;
        Ok(waiting.into_iter().map(|request| view(request, String::new(), Vec::new())).collect())
    }

    /// One that waits, with people whose it could be: those with its number, then those whose name holds `search`.
    ///
    /// # Errors
    /// [`Error::NotFound`] as above, and where it no longer waits.
    pub async fn identity_request(
        &self,
        actor: &Actor,
        id: RecordId,
        search: Option<&str>,
    ) -> Result<IdentityRequestView> {
        self.allow(actor, Action::ManageAccounts)?;
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let request = store::identity::one_request(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let with_number = match &request.number {
            Some(number) => store::identity::people_with_number(&mut conn, number, now).await?,
            None => Vec::new(),
        };
        let search: String = search.unwrap_or(&request.name).trim().chars().take(LONGEST_CLAIM).collect();
        let mut found = Vec::new();
        for person in with_number.iter().take(CANDIDATES as usize) {
            found.extend(store::account::access(&mut conn, *person, now).await?);
        }
        if !search.is_empty() {
            let by_name = store::account::search(&mut conn, &search.to_lowercase(), now, (CANDIDATES, 0)).await?;
            found.extend(by_name.into_iter().filter(|row| !with_number.contains(&row.person_id)));
        }
        drop(conn);
        let candidate = |row: store::account::Access| Candidate {
            same_number: with_number.contains(&row.person_id),
            person: row.person_id,
            name: row.name,
            unit: row.unit,
        };
        let candidates = found.into_iter().map(candidate).collect();
        Ok(view(request, search, candidates))
    }

    /// Says whose an identity is.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `person`; [`Error::NotFound`] as above.
    pub async fn accept_identity(&self, actor: &Actor, id: RecordId, person: &str) -> Result<()> {
        self.allow(actor, Action::ManageAccounts)?;
        let mut conn = self.store.reader().await?;
        let request = store::identity::one_request(&mut conn, id).await?.ok_or(Error::NotFound)?;
        let person: PersonId = person.parse().map_err(|_| Error::field("person", Problem::NotAChoice))?;
        let known = store::organisation::person(&mut conn, person).await?.is_some();
        drop(conn);
        if !known {
            return Err(Error::field("person", Problem::NotAChoice));
        }
        let of = (request.provider.as_str(), request.issuer.as_str(), request.subject.as_str());
        self.keep_identity(Some(actor.person), person, of).await.map(drop)
    }

    /// Refuses an identity: it stays outside.
    ///
    /// # Errors
    /// [`Error::NotFound`] as above.
    pub async fn refuse_identity(&self, actor: &Actor, id: RecordId) -> Result<()> {
        self.allow(actor, Action::ManageAccounts)?;
        let now = self.now();
        let event = self.event(Some(actor.person), None, "identity-refused", json!({ "request": id.to_string() }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::identity::refuse(conn, id, now).await? {
                        return Err(Error::NotFound);
                    }
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }
}

fn started(browser: String, state: String, next: Option<String>) -> StartedFlow {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let derive = |what: &str| {
        let digest = Sha256::new().chain_update(what).chain_update(&browser).chain_update("|").chain_update(&state);
        URL_SAFE_NO_PAD.encode(digest.finalize())
    };
    StartedFlow { nonce: derive("nonce|"), verifier: derive("verifier|"), browser, state, next }
}

fn view(request: Request, search: String, candidates: Vec<Candidate>) -> IdentityRequestView {
    IdentityRequestView {
        id: request.id,
        provider: request.provider,
        name: request.name,
        number: request.number.as_deref().map(masked),
        reason: request.reason,
        asked_at: request.asked_at,
        last_at: request.last_at,
        search,
        candidates,
    }
}

/// Digits only: providers write numbers with blanks and points.
fn plain_number(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).take(40).collect()
}

/// The last four digits.
fn masked(number: &str) -> String {
    let hidden = number.chars().count().saturating_sub(4);
    number.chars().enumerate().map(|(place, c)| if place < hidden { '•' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_masked_but_for_its_end() {
        assert_eq!(masked("199000012015011001"), "••••••••••••••1001");
        assert_eq!(masked("12"), "12");
        assert_eq!(plain_number("19900001 201501 1 001"), "199000012015011001");
    }

    #[test]
    fn nonce_and_verifier_belong_to_one_way() {
        let (one, two) = (started("b".into(), "s".into(), None), started("b".into(), "t".into(), None));
        assert!(one.nonce != two.nonce && one.verifier != two.verifier && one.nonce != one.verifier);
        assert_eq!(one.verifier.len(), 43, "as long as PKCE asks for");
    }
}
