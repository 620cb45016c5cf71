//! Tells whether what a session rests on has changed, without asking the database.
//!
//! SQLite has one writer, and it is in this process: a hook names each table and row that it changes. What was read before
//! a change is then known to be old. What other processes change is seen within a second, see [`crate::Store::look_outside`].
//! With PostgreSQL other servers write, too, and nothing is remembered.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::SqliteConnection;
use sqlx::sqlite::{SqliteOperation, UpdateHookResult};

use crate::Result;
use crate::conn::{Conn, Either};

/// Sessions share these counters by their row.
const SLOTS: usize = 4096;

/// Besides the session itself: who somebody is, and which roles and posts they have.
const PEOPLE: [&str; 5] = ["person", "role_grant", "assignment", "sign_in_block", "person_status"];

/// Counts changes. Cheap to clone.
#[derive(Clone)]
pub struct Watch(Arc<Counters>);

struct Counters {
    /// Everything below, counted before it.
    all: AtomicU64,
    people: AtomicU64,
    sessions: Box<[AtomicU64]>,
    /// The numbers of unread notifications, by their row.
    inboxes: Box<[AtomicU64]>,
    /// Somebody has such a number for the first time.
    first_inboxes: AtomicU64,
    /// How often others have written, as the connection that writes tells it.
    version: AtomicI64,
    /// Changed in the transaction that is open.
    pending: Mutex<Pending>,
}

#[derive(Default)]
struct Pending {
    people: bool,
    sessions: Vec<i64>,
    inboxes: Vec<i64>,
    first_inbox: bool,
}

/// The state of what a session rests on, at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    row: i64,
    people: u64,
    session: u64,
    inbox_row: i64,
    inbox: u64,
}

impl Watch {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Counters {
            all: AtomicU64::new(0),
            people: AtomicU64::new(0),
            sessions: (0..SLOTS).map(|_| AtomicU64::new(0)).collect(),
            inboxes: (0..SLOTS).map(|_| AtomicU64::new(0)).collect(),
            first_inboxes: AtomicU64::new(0),
            version: AtomicI64::new(0),
            pending: Mutex::default(),
        }))
    }

    /// Listens to a connection that writes.
    pub(crate) async fn listen(&self, conn: &mut SqliteConnection) -> sqlx::Result<()> {
        let watch = self.clone();
        conn.lock_handle().await?.set_update_hook(move |changed| watch.note(&changed));
        Ok(())
    }

    /// Asks the connection that writes whether another one has written.
    pub(crate) async fn look_outside(&self, conn: &mut Conn) -> Result<()> {
        let Either::Sqlite(conn) = conn.either()? else { return Ok(()) };
        let version: i64 = sqlx::query_scalar("PRAGMA data_version").fetch_one(conn).await?;
        if self.0.version.swap(version, Ordering::SeqCst) != version {
            self.pending(|pending| pending.people = true);
        }
        Ok(())
    }

    fn note(&self, changed: &UpdateHookResult<'_>) {
        if changed.table == "session" {
            self.pending(|pending| pending.sessions.push(changed.rowid));
        } else if changed.table == "inbox" {
            let is_first = matches!(changed.operation, SqliteOperation::Insert);
            self.pending(|pending| {
                pending.first_inbox |= is_first;
                pending.inboxes.push(changed.rowid);
            });
        } else if PEOPLE.contains(&changed.table) {
            self.pending(|pending| pending.people = true);
        }
    }

    fn pending<T>(&self, change: impl FnOnce(&mut Pending) -> T) -> T {
        change(&mut self.0.pending.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A transaction has ended, and nobody was told so far.
    pub(crate) fn ended(&self) {
        let Pending { people, sessions, inboxes, first_inbox } = self.pending(std::mem::take);
        if people || !sessions.is_empty() || !inboxes.is_empty() {
            // First of all: who has read since, or is about to remember what they read before, sees this one.
            self.0.all.fetch_add(1, Ordering::SeqCst);
        }
        if people {
            self.0.people.fetch_add(1, Ordering::SeqCst);
        }
        for row in sessions {
            self.slot(row).fetch_add(1, Ordering::SeqCst);
        }
        if first_inbox {
            self.0.first_inboxes.fetch_add(1, Ordering::SeqCst);
        }
        for row in inboxes {
            self.inbox(row).fetch_add(1, Ordering::SeqCst);
        }
    }

    /// To be asked before something is read that is to be remembered.
    pub fn before(&self) -> u64 {
        self.0.all.load(Ordering::SeqCst)
    }

    /// What to keep beside the session of this row, and of its person's number of notifications (0 where there is none);
    /// `None` where something has changed since `before`.
    pub fn seen(&self, before: u64, (row, inbox_row): (i64, i64)) -> Option<Seen> {
        let seen = self.now(row, inbox_row);
        (self.before() == before).then_some(seen)
    }

    /// Whether all is as it was seen.
    pub fn is_still(&self, seen: Seen) -> bool {
        self.now(seen.row, seen.inbox_row) == seen
    }

    fn now(&self, row: i64, inbox_row: i64) -> Seen {
        Seen {
            row,
            people: self.0.people.load(Ordering::SeqCst),
            session: self.slot(row).load(Ordering::SeqCst),
            inbox_row,
            inbox: self.inbox(inbox_row).load(Ordering::SeqCst),
        }
    }

    fn inbox(&self, row: i64) -> &AtomicU64 {
        match row {
            0 => &self.0.first_inboxes,
            row => &self.0.inboxes[row.unsigned_abs() as usize % SLOTS],
        }
    }

    fn slot(&self, row: i64) -> &AtomicU64 {
        &self.0.sessions[row.unsigned_abs() as usize % SLOTS]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_seen_by_whom_it_concerns() {
        let watch = Watch::new();
        let before = watch.before();
        let (one, other) = (watch.seen(before, (1, 0)).unwrap(), watch.seen(before, (2, 7)).unwrap());
        watch.pending(|pending| pending.sessions.push(1));
        assert!(watch.is_still(one), "not before the transaction has ended");
        watch.ended();
        assert!(!watch.is_still(one) && watch.is_still(other));
        assert_eq!(watch.seen(before, (2, 7)), None, "it was read before the change");
        watch.pending(|pending| pending.people = true);
        watch.ended();
        assert!(!watch.is_still(other));
    }

    #[test]
    fn a_notification_is_seen_by_whom_it_is_for() {
        let watch = Watch::new();
        let before = watch.before();
        let (new, old) = (watch.seen(before, (1, 0)).unwrap(), watch.seen(before, (2, 7)).unwrap());
        watch.pending(|pending| pending.inboxes.push(7));
        watch.ended();
        assert!(watch.is_still(new) && !watch.is_still(old));
        let old = watch.seen(watch.before(), (2, 7)).unwrap();
        watch.pending(|pending| (pending.first_inbox, pending.inboxes) = (true, vec![8]));
        watch.ended();
        assert!(!watch.is_still(new) && watch.is_still(old), "whoever has no number yet may have one now");
    }
}
