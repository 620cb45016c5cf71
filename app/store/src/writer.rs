//! The one writer of SQLite, with group commit.
//!
//! SQLite has one writer at a time and a durable commit waits for the disk. So writes queue here: whatever is waiting when
//! a transaction begins runs in it, each in a savepoint of its own, and all are acknowledged after the one commit.

use std::panic::AssertUnwindSafe;

use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::{SqlitePool, query};
use tokio::sync::{mpsc, oneshot};

use crate::conn::{Conn, Either, Inner};
use crate::shelf::Lent;
use crate::watch::Watch;
use crate::{Error, Result};

/// The most writes in one commit: bounds how long the first of them waits.
const LARGEST_GROUP: usize = 128;
/// Writes that may wait; more make their callers wait.
const QUEUE: usize = 4096;

/// Does the work of one write and tells whether to keep it; called back with the outcome of the commit.
type Work = Box<dyn for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Finished> + Send>;

struct Finished {
    keep: bool,
    acknowledge: Acknowledge,
}

/// Tells the caller of a write whether it is durable.
type Acknowledge = Box<dyn FnOnce(bool) + Send>;

#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Work>,
}

impl Writer {
    pub(crate) fn start(pool: SqlitePool, watch: Watch) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(serve(pool, watch, waiting));
        Self { queue }
    }

    /// Runs `work` in a transaction: kept if it returns `Ok`, undone if `Err`. Returns after the commit is durable.
    pub(crate) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    {
        let (reply, outcome) = oneshot::channel();
        let job: Work = Box::new(move |conn| {
            async move {
                let result = work(conn).await;
                Finished {
                    keep: result.is_ok(),
                    acknowledge: Box::new(move |committed| {
                        let result = if committed || result.is_err() { result } else { Err(Error::Abandoned.into()) };
                        // A caller that has gone away wants no answer.
                        let _ = reply.send(result);
                    }),
                }
            }
            .boxed()
        });
        self.queue.send(job).await.map_err(|_| Error::Abandoned)?;
        outcome.await.map_err(|_| Error::Abandoned)?
    }
}

async fn serve(pool: SqlitePool, watch: Watch, mut waiting: mpsc::Receiver<Work>) {
    while let Some(first) = waiting.recv().await {
        let conn = match pool.acquire().await {
            Ok(conn) => conn,
            Err(error) => {
                tracing::error!(%error, "no connection to write with");
                continue;
            }
        };
        let mut conn = Conn(Inner::Sqlite(Lent::of_pool(conn)));
        if let Err(error) = group(&mut conn, &watch, first, &mut waiting).await {
            tracing::error!(%error, "a group of writes failed");
            // It may be in the middle of a transaction: the next group gets a new one.
            if let Inner::Sqlite(lent) = conn.0 {
                lent.close().await;
            }
        }
    }
}

/// Runs `first` and all that wait in one transaction. On an error nothing is acknowledged as done.
async fn group(conn: &mut Conn, watch: &Watch, first: Work, waiting: &mut mpsc::Receiver<Work>) -> Result<()> {
    statement(conn, "BEGIN IMMEDIATE").await?;
    let mut finished = Vec::new();
    // Nothing is before the first: to undo it is to undo the transaction, and most groups are of one.
    match outcome(conn, first).await {
        Ok(done) => finished.push(done),
        Err(undone) => {
            statement(conn, "ROLLBACK").await?;
            undone.into_iter().for_each(|acknowledge| acknowledge(false));
            return Ok(());
        }
    }
    let mut next = waiting.try_recv().ok();
    while let Some(work) = next {
        match isolated(conn, work).await {
            Ok(Some(done)) => finished.push(done),
            Ok(None) => {}
            Err(error) => {
                statement(conn, "ROLLBACK").await?;
                finished.into_iter().for_each(|acknowledge| acknowledge(false));
                return Err(error);
            }
        }
        next = if finished.len() < LARGEST_GROUP { waiting.try_recv().ok() } else { None };
    }
    let committed = statement(conn, "COMMIT").await;
    watch.ended();
    finished.into_iter().for_each(|acknowledge| acknowledge(committed.is_ok()));
    if committed.is_err() {
        statement(conn, "ROLLBACK").await?;
    }
    committed
}

/// One write in its own savepoint. `None` if it panicked: its caller learns that from the dropped channel.
async fn isolated(conn: &mut Conn, work: Work) -> Result<Option<Acknowledge>> {
    statement(conn, "SAVEPOINT one").await?;
    let outcome = outcome(conn, work).await;
    if outcome.is_err() {
        statement(conn, "ROLLBACK TO one").await?;
    }
    statement(conn, "RELEASE one").await?;
    Ok(match outcome {
        Ok(acknowledge) => Some(acknowledge),
        Err(acknowledge) => acknowledge,
    })
}

/// Does the work of one write: how to acknowledge it, as an error where it is to be undone.
async fn outcome(conn: &mut Conn, work: Work) -> std::result::Result<Acknowledge, Option<Acknowledge>> {
    match AssertUnwindSafe(work(conn)).catch_unwind().await {
        Ok(Finished { keep: true, acknowledge }) => Ok(acknowledge),
        Ok(Finished { keep: false, acknowledge }) => Err(Some(acknowledge)),
        Err(_) => Err(None),
    }
}

async fn statement(conn: &mut Conn, sql: &'static str) -> Result<()> {
    if let Either::Sqlite(conn) = conn.either()? {
        query(sql).execute(conn).await?;
    }
    Ok(())
}
