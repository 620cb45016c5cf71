//! Attempts whose time is over: what was saved in time is graded.

use domain::attempt::{NETWORK_GRACE_MILLIS, in_time};
use domain::id::ItemId;

use crate::quiz::finish::Ending;
use crate::quiz::opened::Opened;
use crate::{Actor, Result, Services};

/// Attempts ended by one run of the job.
const AT_ONCE: u32 = 200;

impl Services {
    /// Ends attempts whose time and grace are over; returns how many. A job calls it; so does everybody who looks at such
    /// an attempt.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn expire_overdue(&self) -> Result<usize> {
        let before = self.now().plus_millis(-NETWORK_GRACE_MILLIS);
        let mut conn = self.store.reader().await?;
        let overdue = store::attempt::overdue(&mut conn, before, AT_ONCE).await?;
        drop(conn);
        let mut ended = 0;
        for attempt in overdue {
            let id = attempt.id;
            let outcome = match self.with_content(attempt).await {
                Ok(opened) => self.expire(opened).await,
                Err(error) => Err(error),
            };
            // One damaged attempt must not keep the others from ending.
            match outcome {
                Ok(()) => ended += 1,
                Err(error) => tracing::error!(attempt = %id, %error, "an overdue attempt could not be ended"),
            }
        }
        Ok(ended)
    }

    pub(crate) async fn expire(&self, opened: Opened) -> Result<()> {
        self.end(opened, Vec::new(), Ending::TimeOut).await
    }

    /// Ends the actor's running attempt at a quiz if its time is over.
    pub(crate) async fn expire_of(&self, actor: &Actor, quiz: &ItemId) -> Result<()> {
        let mut conn = self.store.reader().await?;
        let attempts = store::attempt::of_item(&mut conn, actor.person, quiz).await?;
        drop(conn);
        for attempt in attempts {
            if attempt.state.is_running() && !in_time(attempt.deadline(), self.now()) {
                let opened = self.with_content(attempt).await?;
                self.expire(opened).await?;
            }
        }
        Ok(())
    }
}
