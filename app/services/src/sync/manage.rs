//! What administrators do: switch units on and off, send again, end a pause.

use domain::delivery::Destination;
use domain::id::{RecordId, UnitId};
use domain::policy::Action;
use serde_json::json;

use crate::{Actor, Error, Problem, Result, Services};

impl Services {
    /// Tells other systems about the people of a unit and everything below it, from now on and what was held so far.
    ///
    /// # Errors
    /// [`Error::Invalid`] names `unit`; [`Error::NotFound`] for everybody but administrators.
    pub async fn switch_unit_on(&self, actor: &Actor, unit: &str) -> Result<()> {
        self.allow(actor, Action::ManageSync)?;
        let now = self.now();
        let id: UnitId = unit.parse().map_err(|_| Error::field("unit", Problem::NotAChoice))?;
        let mut conn = self.store.reader().await?;
        let tree = store::unit::tree_at(&mut conn, now).await?;
        drop(conn);
        if !tree.iter().any(|unit| unit.unit_id == id) {
            return Err(Error::field("unit", Problem::NotAChoice));
        }
        let by = actor.person;
        let event = self.event(Some(by), None, "sync-unit-on", json!({ "unit": id.to_string() }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // Twice is once: only the first has an event.
                    if store::sync_unit::switch_on(conn, id, by, now).await? {
                        store::sync_unit::settle(conn, now).await?;
                        store::audit::append(conn, event).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// From now on nothing about the people of a unit is sent; what waits is held.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the unit is not on, and for everybody but administrators.
    pub async fn switch_unit_off(&self, actor: &Actor, unit: UnitId) -> Result<()> {
        self.allow(actor, Action::ManageSync)?;
        let (by, now) = (actor.person, self.now());
        let event = self.event(Some(by), None, "sync-unit-off", json!({ "unit": unit.to_string() }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::sync_unit::switch_off(conn, unit, by, now).await? {
                        return Err(Error::NotFound);
                    }
                    store::sync_unit::settle(conn, now).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Tries one again that was given up.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it was not given up, and for everybody but administrators.
    pub async fn deliver_again(&self, actor: &Actor, to: Destination, id: RecordId) -> Result<()> {
        self.allow(actor, Action::ManageSync)?;
        let (by, now) = (actor.person, self.now());
        let detail = json!({ "destination": to.code(), "message": id.to_string() });
        let event = self.event(Some(by), None, "sync-again", detail)?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !store::delivery_list::again(conn, to, id, now).await? {
                        return Err(Error::NotFound);
                    }
                    store::sync_unit::settle(conn, now).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Tries all again that were given up for one reason. Tells how many.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn deliver_all_again(&self, actor: &Actor, to: Destination, reason: &str) -> Result<u64> {
        self.allow(actor, Action::ManageSync)?;
        let (by, now, reason) = (actor.person, self.now(), reason.to_owned());
        let mut event = self.event(Some(by), None, "sync-again", json!({}))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let count = store::delivery_list::all_again(conn, to, &reason, now).await?;
                    if count > 0 {
                        let detail = json!({ "destination": to.code(), "reason": reason, "messages": count });
                        event.detail = detail.to_string();
                        store::sync_unit::settle(conn, now).await?;
                        store::audit::append(conn, event).await?;
                    }
                    Ok(count)
                })
            })
            .await
    }

    /// Ends the pause of a destination: it is tried at once.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but administrators.
    pub async fn resume_destination(&self, actor: &Actor, to: Destination) -> Result<()> {
        self.allow(actor, Action::ManageSync)?;
        let now = self.now();
        let event = self.event(Some(actor.person), None, "sync-resumed", json!({ "destination": to.code() }))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    store::destination::resume(conn, to).await?;
                    store::delivery_list::hasten(conn, to, now).await?;
                    store::audit::append(conn, event).await?;
                    Ok(())
                })
            })
            .await
    }
}
