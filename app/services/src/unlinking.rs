//! A person takes an account at a provider away from their own.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use store::identity::Identity;

use crate::sign_in::hash;
use crate::{Actor, Error, IdentityView, Problem, Result, Services};

impl Services {
    /// Takes an identity away from the actor: nobody comes in with it any more, and every other session that began with it ends.
    /// A verified number does not link it again; an administrator may.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `identity` where it is the only way in, or as [`Services::remove_second_factor`];
    /// [`Error::NotFound`] where it is not the actor's.
    pub async fn unlink_identity(&self, actor: &Actor, key: &str, proof: &str) -> Result<()> {
        let mut conn = self.store.reader().await?;
        let identities = store::identity::of_person(&mut conn, actor.person).await?;
        let account = store::account::of_person(&mut conn, actor.person).await?;
        drop(conn);
        let is_only_way = only_way(&identities, account.is_some());
        let identity = identities.into_iter().find(|identity| key_of(identity) == key).ok_or(Error::NotFound)?;
        if is_only_way {
            return Err(Error::field("identity", Problem::OnlyWayIn));
        }
        self.prove(actor, proof).await?;
        let (person, session, now) = (actor.person, actor.session, self.now());
        let detail = json!({ "provider": identity.provider });
        let event = self.event(Some(person), Some(person), "identity-unlinked", detail)?;
        let letter = self.changed_letter(person).await?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // Of two taken away at the same time the second sees what the first left.
                    store::role::hold_person(conn, person).await?;
                    let left = store::identity::of_person(conn, person).await?;
                    let account = store::account::of_person(conn, person).await?;
                    if only_way(&left, account.is_some()) {
                        return Err(Error::field("identity", Problem::OnlyWayIn));
                    }
                    let of = (identity.issuer.as_str(), identity.subject.as_str());
                    if !store::identity::unlink(conn, person, of, now).await? {
                        return Err(Error::NotFound);
                    }
                    store::session::revoke_of_identity(conn, of, session, now).await?;
                    letter.put(conn).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }
}

/// Whether nobody would come in any more without the one identity that is there.
fn only_way(identities: &[Identity], has_account: bool) -> bool {
    identities.len() == 1 && !has_account
}

/// What the form calls an identity: the provider's own name for somebody stays out of the page.
fn key_of(identity: &Identity) -> String {
    URL_SAFE_NO_PAD.encode(hash(&format!("{}\n{}", identity.issuer, identity.subject)))
}

pub(crate) fn identity_view(identity: Identity) -> IdentityView {
    IdentityView { key: key_of(&identity), provider: identity.provider, linked_at: identity.linked_at }
}
