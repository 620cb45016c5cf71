//! Connections for reading, kept at hand.
//!
//! A pool asks a connection that comes back whether it still lives. On SQLite that is a word to another thread, on PostgreSQL one
//! to another machine, and as long as most of our queries. So a connection that did its work without an error waits here for the
//! next reader. One that failed, or whose reader went away in the middle of a query, goes back to the pool, which looks at it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Database, Pool};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long a reader waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// A pool with its connections that wait to be used again. Cheap to clone.
pub(crate) struct Shelf<DB: Database>(Arc<Data<DB>>);

struct Data<DB: Database> {
    pool: Pool<DB>,
    /// The one used last is on top: its memory is warm.
    waiting: Mutex<Vec<PoolConnection<DB>>>,
    /// As many as the pool has connections: who holds one finds a connection here or in the pool.
    turns: Arc<Semaphore>,
}

impl<DB: Database> Clone for Shelf<DB> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<DB: Database> Shelf<DB> {
    pub fn new(pool: Pool<DB>) -> Self {
        let turns = usize::try_from(pool.options().get_max_connections()).unwrap_or(Semaphore::MAX_PERMITS);
        Self(Arc::new(Data { pool, waiting: Mutex::default(), turns: Arc::new(Semaphore::new(turns)) }))
    }

    /// # Errors
    /// Every connection is in use for too long, or a new one cannot be made.
    pub async fn take(&self) -> sqlx::Result<Lent<DB>> {
        let turn = timeout(PATIENCE, Arc::clone(&self.0.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let waiting = self.waiting().pop();
        let conn = match waiting {
            Some(conn) => conn,
            None => self.0.pool.acquire().await?,
        };
        Ok(Lent { conn: Some(conn), home: Some((self.clone(), turn)), is_sound: true, is_busy: false })
    }

    /// Waits until every connection is closed.
    pub async fn close(&self) {
        let closing = self.0.pool.close();
        self.0.turns.close();
        drop(std::mem::take(&mut *self.waiting()));
        closing.await;
    }

    fn put(&self, conn: PoolConnection<DB>) {
        let mut waiting = self.waiting();
        // Asked under the lock: whoever closes empties the shelf after saying so.
        if !self.0.pool.is_closed() {
            waiting.push(conn);
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<PoolConnection<DB>>> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that goes back to where it came from.
pub(crate) struct Lent<DB: Database> {
    /// There until it goes back.
    conn: Option<PoolConnection<DB>>,
    /// The shelf and the turn, for a connection that may wait there.
    home: Option<(Shelf<DB>, OwnedSemaphorePermit)>,
    /// Whether everything it was asked went well.
    is_sound: bool,
    /// Whether it is in the middle of something: whoever gave up waiting leaves it so.
    is_busy: bool,
}

impl<DB: Database> Lent<DB> {
    /// A connection that goes back to its pool.
    pub fn of_pool(conn: PoolConnection<DB>) -> Self {
        Self { conn: Some(conn), home: None, is_sound: true, is_busy: false }
    }

    /// For a query, until [`Lent::done`] says that it came to its end.
    ///
    /// # Errors
    /// None as long as the connection is held.
    pub fn conn(&mut self) -> sqlx::Result<&mut DB::Connection> {
        self.is_busy = true;
        self.conn.as_deref_mut().ok_or(sqlx::Error::PoolClosed)
    }

    /// The query came to its end.
    pub fn done(&mut self) {
        self.is_busy = false;
    }

    /// It failed: the pool is to look at it before it is used again.
    pub fn doubt(&mut self) {
        self.is_sound = false;
    }

    /// Closes it instead of giving it back.
    pub async fn close(mut self) {
        if let Some(conn) = self.conn.take() {
            // What cannot be closed is closed already.
            let _ = conn.close().await;
        }
    }
}

impl<DB: Database> Drop for Lent<DB> {
    fn drop(&mut self) {
        if let (Some(conn), Some((shelf, _turn))) =
            (self.conn.take().filter(|_| self.is_sound && !self.is_busy), &self.home)
        {
            shelf.put(conn);
        }
    }
}
