//! Opening a document. Whoever opens somebody else's is on record.

use domain::id::TrainingId;
use domain::policy::Action;
use domain::training::TrainingState;
use serde_json::json;

use super::state;
use crate::{Actor, Error, Result, Services};

/// A document with its content.
#[derive(Clone, Debug)]
pub struct TrainingDocument {
    /// A name of ours: what the sender called it stays out of headers.
    pub file_name: String,
    pub media_type: String,
    pub content: Vec<u8>,
}

impl Services {
    /// The document of a filing: for who filed it, for who verifies, and for auditors.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the actor may not, or there is none.
    pub async fn training_document(&self, actor: &Actor, id: TrainingId) -> Result<TrainingDocument> {
        let found = self.found_training(id).await?;
        let is_own = found.person_id == actor.person;
        if is_own {
            self.allow(actor, Action::FileTraining)?;
        } else {
            self.allow(actor, Action::SeeTraining)?;
            if state(&found) == TrainingState::Draft {
                return Err(Error::NotFound);
            }
        }
        let hash = found.document_hash.ok_or(Error::NotFound)?;
        let mut conn = self.store.reader().await?;
        let document = store::training::document(&mut conn, found.person_id, &hash).await?.ok_or(Error::NotFound)?;
        drop(conn);
        if !is_own {
            let capacity = if actor.roles.admin { "admin" } else { "auditor" };
            let detail = json!({ "training": id.to_string(), "as": capacity });
            let event = self.event(Some(actor.person), Some(found.person_id), "training-document-opened", detail)?;
            self.store.write(move |conn| Box::pin(async move { store::audit::append(conn, event).await })).await?;
        }
        let ending = match document.media_type.as_str() {
            "application/pdf" => "pdf",
            "image/png" => "png",
            "image/jpeg" => "jpg",
            _ => "webp",
        };
        Ok(TrainingDocument {
            file_name: format!("pelatihan-{id}.{ending}"),
            media_type: document.media_type,
            content: document.content,
        })
    }
}
