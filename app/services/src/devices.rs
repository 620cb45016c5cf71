//! My devices: where I am signed in.

use domain::id::SessionId;
use domain::policy::Action;
use domain::time::Timestamp;
use serde_json::json;

use crate::sign_in::IDLE_MINUTES;
use crate::{Actor, Error, Result, Services};

/// A signed-in device.
#[derive(Clone, Debug)]
pub struct DeviceView {
    pub id: SessionId,
    /// As its browser named itself, shortened.
    pub device: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub is_this: bool,
}

/// Ended sessions are kept that long.
const KEPT_DAYS: i64 = 30;

impl Services {
    /// Removes sessions that ended long ago. A job calls it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn forget_ended_sessions(&self) -> Result<u64> {
        let before = self.now().plus_days(-KEPT_DAYS);
        self.store
            .write_statement(move |conn| Box::pin(async move { Ok(store::session::forget_ended(conn, before).await?) }))
            .await
    }

    /// The devices on which the actor is signed in, the one seen last first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn devices(&self, actor: &Actor) -> Result<Vec<DeviceView>> {
        self.allow(actor, Action::ManageOwnDevices)?;
        let now = self.now();
        let mut conn = self.store.reader().await?;
        let idle_since = now.plus_minutes(-IDLE_MINUTES);
        let devices = store::session::devices(&mut conn, actor.person, now, idle_since).await?;
        let view = |device: store::session::Device| DeviceView {
            is_this: device.id == actor.session,
            id: device.id,
            device: device.device,
            created_at: device.created_at,
            seen_at: device.seen_at,
        };
        Ok(devices.into_iter().map(view).collect())
    }

    /// Signs one of the actor's devices out.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it is not the actor's or has ended already.
    pub async fn revoke_device(&self, actor: &Actor, session: SessionId) -> Result<()> {
        self.allow(actor, Action::ManageOwnDevices)?;
        if self.end_session(actor, session, "device-revoked").await? { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Signs all of the actor's devices out but this one.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn revoke_other_devices(&self, actor: &Actor) -> Result<()> {
        self.allow(actor, Action::ManageOwnDevices)?;
        let (person, session, now) = (actor.person, actor.session, self.now());
        let event = self.event(Some(person), Some(person), "devices-revoked", json!({}))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::session::revoke_others(conn, person, session, now).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Signs the actor out everywhere, here as well; no browser is known any more.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn revoke_all_devices(&self, actor: &Actor) -> Result<()> {
        self.allow(actor, Action::ManageOwnDevices)?;
        let (person, now) = (actor.person, self.now());
        let event = self.event(Some(person), Some(person), "signed-out-everywhere", json!({}))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::session::revoke_all(conn, person, now).await?;
                    store::sign_in::forget_devices(conn, person).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    pub(crate) async fn end_session(&self, actor: &Actor, session: SessionId, action: &'static str) -> Result<bool> {
        let (person, now) = (actor.person, self.now());
        let event = self.event(Some(person), Some(person), action, json!({ "session": session.to_string() }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let ended = store::session::revoke(conn, person, session, now).await?;
                    if ended {
                        store::audit::append(conn, event).await?;
                    }
                    Ok(ended)
                })
            })
            .await
    }
}
