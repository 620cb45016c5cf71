//! Sessions that were looked up before. Every request asks who is behind its token; where the database tells what changes, the
//! answer is remembered until something it rests on does.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use domain::time::Timestamp;
use store::session::SignedIn;
use store::watch::Seen;

use crate::sign_in::IDLE_MINUTES;
use crate::{Result, Services};

/// Should there ever be more, all are looked up anew.
const MOST: usize = 20_000;

/// By the hash of the token.
#[derive(Default)]
pub(crate) struct KnownSessions(RwLock<HashMap<Vec<u8>, Known>>);

struct Known {
    found: SignedIn,
    seen: Seen,
    /// Good from here on, and before `until`.
    from: Timestamp,
    until: Timestamp,
}

impl KnownSessions {
    fn get(&self, token_hash: &[u8], now: Timestamp, is_still: impl Fn(Seen) -> bool) -> Option<SignedIn> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(token_hash)?;
        (known.from <= now && now < known.until && is_still(known.seen)).then(|| known.found.clone())
    }

    fn put(&self, token_hash: Vec<u8>, session: Known) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(token_hash, session);
    }
}

impl Services {
    /// The session of a token, unless it has ended.
    pub(crate) async fn signed_in(&self, token_hash: Vec<u8>, now: Timestamp) -> Result<Option<SignedIn>> {
        let watch = self.store.watch();
        if let Some(found) = watch.and_then(|watch| self.known.get(&token_hash, now, |seen| watch.is_still(seen))) {
            return Ok(Some(found));
        }
        let before = watch.map(store::watch::Watch::before);
        let mut conn = self.store.reader().await?;
        let idle_since = now.plus_minutes(-IDLE_MINUTES);
        let found = store::session::signed_in(&mut conn, token_hash.clone(), now, idle_since).await?;
        if let (Some(found), Some(watch), Some(before)) = (&found, watch, before) {
            let next = store::session::next_change(&mut conn, found.person_id, now).await?;
            let end = found.expires_at.min(found.seen_at.plus_minutes(IDLE_MINUTES));
            if let Some(seen) = watch.seen(before, (found.row, found.inbox_row)) {
                let until = next.map_or(end, |next| next.min(end));
                self.known.put(token_hash, Known { found: found.clone(), seen, from: now, until });
            }
        }
        Ok(found)
    }

    /// Finds out whether another process has changed who may sign in. A job calls it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn look_outside(&self) -> Result<()> {
        Ok(self.store.look_outside().await?)
    }
}
