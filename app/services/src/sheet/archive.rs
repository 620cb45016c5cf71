//! The sheets of a unit as one ZIP, written as it is read: it is never whole in memory.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::RecordId;
use domain::policy::{self, Action};
use domain::time::Timestamp;
use serde_json::json;
use store::sheet_batch::Part;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::slug;
use crate::access_log::Look;
use crate::{Actor, Error, Result, Services};

/// Sheets read at a time.
const PAGE: u32 = 10;

/// What is written and not sent yet.
#[derive(Clone, Default)]
struct Pending(Arc<Mutex<Vec<u8>>>);

impl Pending {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A ZIP on its way.
pub struct SheetArchive {
    services: Services,
    actor: Arc<Actor>,
    batch: RecordId,
    /// Fit for a header.
    pub name: String,
    pending: Pending,
    /// `None` once the end is written.
    zip: Option<ZipWriter<StreamWriter<Pending>>>,
    options: SimpleFileOptions,
    place: i64,
    list: String,
}

impl Services {
    /// Begins the download of the sheets of a unit, as far as they are made. It is noted in the log.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not see the unit, or they were deleted.
    pub async fn sheet_archive(&self, actor: &Arc<Actor>, id: RecordId) -> Result<SheetArchive> {
        let batch = self.seen_batch(actor, id).await?;
        let mut conn = self.store.reader().await?;
        let cycle = store::evaluation_cycle::find(&mut conn, batch.cycle_id).await?.ok_or(Error::NotFound)?;
        drop(conn);
        let (batch_id, made) = (id.to_string(), batch.made);
        let event =
            self.event(Some(actor.person), None, "sheets-downloaded", json!({ "batch": batch_id, "sheets": made }))?;
        self.store.write(move |conn| Box::pin(async move { store::audit::append(conn, event).await })).await?;
        let pending = Pending::default();
        Ok(SheetArchive {
            services: self.clone(),
            actor: Arc::clone(actor),
            batch: id,
            name: format!("lembar-bukti-{}-{}.zip", slug(&batch.unit_name), slug(&cycle.name)),
            zip: Some(ZipWriter::new_stream(pending.clone())),
            pending,
            options: options(batch.asked_at),
            place: 0,
            list: format!("{}\n{}\n\n", batch.unit_name, cycle.name),
        })
    }
}

impl SheetArchive {
    /// The next bytes; nothing where that was the end.
    ///
    /// # Errors
    /// Those of the database. The download breaks off instead of looking whole.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let Some(mut zip) = self.zip.take() else { return Ok(None) };
        let mut conn = self.services.store.reader().await?;
        let parts = store::sheet_batch::after(&mut conn, self.batch, self.place, PAGE).await?;
        drop(conn);
        let failed = |error: &dyn std::fmt::Display| Error::System(format!("a ZIP: {error}"));
        if parts.is_empty() {
            zip.start_file("daftar.txt", self.options).map_err(|error| failed(&error))?;
            zip.write_all(self.list.as_bytes()).map_err(|error| failed(&error))?;
            zip.finish().map_err(|error| failed(&error))?;
            return Ok(Some(self.pending.take()));
        }
        for part in parts {
            self.place = part.place;
            let name = format!("{:04}-{}.pdf", part.place, slug(&part.name));
            let content = self.seen(&part).await?;
            let said = match (&content, part.state.as_str()) {
                (Some(_), _) => name.as_str(),
                (None, "waiting") => "(belum dibuat / not made yet)",
                (None, "failed") => "(gagal dibuat / could not be made)",
                (None, _) => "(tidak lagi terlihat oleh Anda / no longer yours to see)",
            };
            self.list.push_str(&format!("{said}\t{}\n", part.name.replace(char::is_control, " ")));
            if let Some(content) = content {
                zip.start_file(name, self.options).map_err(|error| failed(&error))?;
                zip.write_all(&content).map_err(|error| failed(&error))?;
            }
        }
        self.zip = Some(zip);
        Ok(Some(self.pending.take()))
    }

    /// A sheet, if it is made and the reader may still see it: people move between units after it was asked for.
    async fn seen(&self, part: &Part) -> Result<Option<Vec<u8>>> {
        let Some(content) = &part.content else { return Ok(None) };
        let relation = self.services.relation(&self.actor, part.person_id).await?;
        if !policy::allows(self.actor.roles, Action::SeeEvaluation(relation)) {
            return Ok(None);
        }
        // As with a single sheet: whose it is can see who has it.
        self.services.note_look(&self.actor, part.person_id, relation, Look::Evaluation).await?;
        Ok(Some(content.clone()))
    }
}

/// Every file is as old as the wish for it: the same ZIP again is the same bytes.
fn options(at: Timestamp) -> SimpleFileOptions {
    let at = at.jakarta();
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    let (month, day) = (part(at.month()), part(at.day()));
    let when = DateTime::from_date_and_time(year, month, day, part(at.hour()), part(at.minute()), part(at.second()));
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // A PDF is packed already.
        .compression_level(Some(1))
        .last_modified_time(when.unwrap_or_default())
}
