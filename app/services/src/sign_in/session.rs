//! A session begins, and who is behind one.

use std::sync::atomic::Ordering;

use domain::id::PersonId;
use domain::notification::Kind;
use domain::policy::Roles;
use serde_json::json;
use store::audit::Event;
use store::session::{AtProvider, NewSession};

use super::{Arrived, Door, LONGEST_MINUTES, SignedInSession, TOUCH_MILLIS, hash, too_long};
use crate::notifications::Detail;
use crate::{Actor, Error, Result, Services};

impl Services {
    pub(crate) async fn begin_session(
        &self,
        person: PersonId,
        at: Option<AtProvider>,
        strong: bool,
        door: &Door,
        cleared: Vec<String>,
        more: Vec<Event>,
    ) -> Result<SignedInSession> {
        let token = self.new_token()?;
        // The same token for longer than one session: it opens nothing.
        let known_device = match &door.known {
            Some(known) if !too_long(known) => known.clone(),
            _ => self.new_token()?,
        };
        let now = self.now();
        let expires_at = now.plus_minutes(LONGEST_MINUTES);
        let detail = json!({ "provider": at.as_ref().map(|at| at.provider.as_str()), "second-factor": strong });
        let session = NewSession {
            id: self.new_id()?,
            token_hash: hash(&token),
            person_id: person,
            device: door.device.chars().take(120).collect(),
            created_at: now,
            expires_at,
            strong,
            at,
        };
        let mut detail = detail;
        detail["session"] = json!(session.id.to_string());
        let event = self.event(Some(person), Some(person), "signed-in", detail)?;
        let device_hash = hash(&known_device);
        let browser = Some(session.device.clone()).filter(|device| !device.is_empty());
        let about = Detail { device: browser, ..Detail::default() };
        let tell = self.notice(person, Kind::NewDevice, session.id, None, &about)?;
        let reads = self.new_setting(self.lang())?;
        let before = door.session.as_deref().filter(|token| !too_long(token)).map(hash);
        let services = self.clone();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // One browser has one session: what it had before is not left behind for whoever kept the token.
                    if let Some(before) = before
                        && let Some((person, ended)) = store::session::revoke_by_token(conn, before, now).await?
                    {
                        let detail = json!({ "session": ended.to_string(), "followed": true });
                        let event = services.event(Some(person), Some(person), "signed-out", detail)?;
                        store::audit::append(conn, event).await?;
                    }
                    store::session::insert(conn, session).await?;
                    // In the very first browser nobody is surprised.
                    if !store::sign_in::knows_device(conn, device_hash.clone(), person).await?
                        && store::sign_in::has_device(conn, person).await?
                    {
                        store::notification::put(conn, &[tell]).await?;
                    }
                    store::sign_in::know_device(conn, device_hash, person, now).await?;
                    // Letters that others cause are written in it, until something else is chosen.
                    store::plan_reminder::ensure(conn, person, &reads).await?;
                    for subject in cleared {
                        store::session::forget_failures(conn, &subject).await?;
                    }
                    for event in more {
                        store::audit::append(conn, event).await?;
                    }
                    store::audit::append(conn, event).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
        Ok(SignedInSession { token, expires_at, known_device })
    }

    /// Who is behind a token; `None` where the session has ended or never was.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn session(&self, token: &str) -> Result<Option<Actor>> {
        Ok(self.arrived(token).await?.map(|arrived| arrived.actor))
    }

    /// As [`Services::session`], and whether a second factor has to be set up first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn arrived(&self, token: &str) -> Result<Option<Arrived>> {
        if too_long(token) {
            return Ok(None);
        }
        let now = self.now();
        let Some(found) = self.signed_in(hash(token), now).await? else { return Ok(None) };
        if now.since(found.seen_at) > TOUCH_MILLIS {
            let id = found.session_id;
            self.store.write_statement(move |conn| Box::pin(store::session::touch(conn, id, now))).await?;
        }
        let (granted, courses) = store::role::read(found.roles.as_deref());
        let second_factor_due =
            (granted.admin || granted.auditor) && !found.strong && !self.demo.load(Ordering::Relaxed);
        let roles = if second_factor_due { Roles::default() } else { Roles { manager: found.manager, ..granted } };
        let actor = Actor { person: found.person_id, session: found.session_id, name: found.name, roles, courses };
        Ok(Some(Arrived { actor, second_factor_due, unread: u32::try_from(found.unread).unwrap_or_default() }))
    }
}
