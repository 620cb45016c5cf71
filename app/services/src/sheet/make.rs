//! The job that makes the sheets of a whole unit, one after another. It may be stopped at any moment: what is made stays,
//! and another run goes on with the next.

use domain::id::SessionId;
use domain::policy::{Courses, Roles};
use store::sheet_batch::{Batch, Part};
use uuid::Uuid;

use super::{Letterhead, language};
use crate::{Actor, Error, Result, Services};

/// So long after its last sheet a batch is taken for abandoned.
const HELD_MINUTES: i64 = 1;

impl Services {
    /// Makes every sheet that waits. Tells how many were made or could not be.
    ///
    /// # Errors
    /// Those of the database; a sheet that cannot be made is none.
    pub async fn make_sheets(&self, head: &Letterhead) -> Result<u64> {
        let mut done = 0;
        loop {
            let mut conn = self.store.reader().await?;
            let waiting = store::sheet_batch::waiting(&mut conn, self.now()).await?;
            drop(conn);
            let Some(batch) = waiting else { return Ok(done) };
            let (id, now) = (batch.id, self.now());
            let until = now.plus_minutes(HELD_MINUTES);
            let held = self
                .store
                .write_statement(move |conn| Box::pin(store::sheet_batch::hold(conn, id, now, until)))
                .await?;
            if held {
                done += self.make_batch(&batch, head).await?;
            }
        }
    }

    async fn make_batch(&self, batch: &Batch, head: &Letterhead) -> Result<u64> {
        let (id, mut done) = (batch.id, 0);
        loop {
            let mut conn = self.store.reader().await?;
            let next = store::sheet_batch::next(&mut conn, id).await?;
            drop(conn);
            let now = self.now();
            let Some(part) = next else {
                self.store.write_statement(move |conn| Box::pin(store::sheet_batch::finish(conn, id, now))).await?;
                return Ok(done);
            };
            let evaluation = part.evaluation_id;
            let content = match self.make_part(batch, part, head).await {
                Ok(content) => Some(content),
                // The database is away: nothing is known of this sheet.
                Err(error @ Error::Store(_)) => return Err(error),
                Err(error) => {
                    tracing::warn!(%evaluation, cause = %error, "an evidence sheet could not be made");
                    None
                }
            };
            let until = self.now().plus_minutes(HELD_MINUTES);
            self.store
                .write(move |conn| Box::pin(store::sheet_batch::put(conn, id, evaluation, content, until)))
                .await?;
            done += 1;
        }
    }

    async fn make_part(&self, batch: &Batch, part: Part, head: &Letterhead) -> Result<Vec<u8>> {
        let mut conn = self.store.reader().await?;
        let row = store::evaluation::find(&mut conn, part.evaluation_id).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let lang = language(&batch.lang);
        let evidence = self.evidence_of(&nobody(batch), row, lang).await?;
        self.issued_evidence(evidence, part.evaluation_id, part.person_id, lang, head, None).await
    }
}

/// The job acts for who asked, without any of their rights: the sheet holds what everybody sees who may see it at all.
fn nobody(batch: &Batch) -> Actor {
    Actor {
        person: batch.asked_by,
        session: SessionId(Uuid::nil()),
        name: String::new(),
        roles: Roles::default(),
        courses: Courses::default(),
    }
}
