//! Applying the retention periods of `content/rules/retention.yaml`, once a day.

use domain::answer::Answer;
use domain::id::PersonId;
use domain::time::Timestamp;
use serde_json::json;

use crate::marking::Marking;
use crate::{Error, Result, Services};

/// Stands where a text was.
pub(crate) const GONE: &str = "(dihapus / erased)";
/// Free answers blanked in one transaction.
const BATCH: u32 = 200;

impl Services {
    /// Removes what its period is over for, once a day whoever asks first. Tells whether it was done now.
    ///
    /// # Errors
    /// Those of the database, and rules that cannot be read.
    pub async fn apply_retention(&self) -> Result<bool> {
        let now = self.now();
        let today = Timestamp::start_of(now.jakarta().date());
        let periods = self.periods()?;
        let before = |id: &str| {
            let days = periods.iter().find(|period| period.id == id).and_then(|period| period.days);
            days.map(|days| now.plus_days(-i64::from(days)))
        };
        let is_first = self.store.write_statement(move |conn| Box::pin(store::retention::begin(conn, today.0, now)));
        if !is_first.await? {
            return Ok(false);
        }
        let (sessions, failures) = (before("sessions"), before("failed-sign-ins"));
        let (looks, requests, free_answers) = (before("looks"), before("requests"), before("free-answers"));
        let (drafts, documents) = (before("training-drafts"), before("training-documents"));
        let notifications = before("notifications");
        let sheets = before("unit-sheets");
        let mut texts = 0;
        if let Some(before) = free_answers {
            loop {
                let blanked = self.store.write(move |conn| Box::pin(blank_free_texts(conn, None, before))).await?;
                texts += blanked;
                if blanked < u64::from(BATCH) {
                    break;
                }
            }
        }
        let mut event = self.event(None, None, "retention-applied", json!({}))?;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let mut counts = serde_json::Map::new();
                    if let Some(before) = sessions {
                        let rows = store::session::forget_ended(conn, before).await?;
                        counts.insert("sessions".to_owned(), json!(rows));
                    }
                    if let Some(before) = failures {
                        let rows = store::retention::forget_failures(conn, before).await?;
                        counts.insert("failed-sign-ins".to_owned(), json!(rows));
                    }
                    if let Some(before) = looks {
                        let rows = store::retention::forget_looks(conn, before).await?;
                        counts.insert("looks".to_owned(), json!(rows));
                    }
                    if let Some(before) = requests {
                        let rows = store::retention::blank_requests(conn, before, GONE).await?;
                        counts.insert("requests".to_owned(), json!(rows));
                    }
                    if let Some(before) = drafts {
                        let rows = store::training::forget_drafts(conn, before).await?;
                        counts.insert("training-drafts".to_owned(), json!(rows));
                    }
                    if let Some(before) = documents {
                        let rows = store::training::forget_documents(conn, before).await?;
                        counts.insert("training-documents".to_owned(), json!(rows));
                    }
                    if let Some(before) = notifications {
                        let rows = store::notification::forget(conn, before).await?;
                        counts.insert("notifications".to_owned(), json!(rows));
                    }
                    if let Some(before) = sheets {
                        let rows = store::sheet_batch::forget(conn, before).await?;
                        counts.insert("unit-sheets".to_owned(), json!(rows));
                    }
                    counts.insert("free-answers".to_owned(), json!(texts));
                    event.detail = serde_json::Value::Object(counts).to_string();
                    store::audit::append(conn, event).await?;
                    Ok(true)
                })
            })
            .await
    }
}

/// Blanks free answers of attempts begun before then: one batch. The score and the points stay, so that everything can
/// be derived again.
pub(crate) async fn blank_free_texts(
    conn: &mut store::Conn,
    person: Option<PersonId>,
    before: Timestamp,
) -> Result<u64, Error> {
    let gone = serde_json::to_string(&Answer::Essay { text: GONE.to_owned() }).unwrap_or_default();
    let texts = store::retention::free_texts(conn, person, before, &gone, BATCH).await?;
    let count = texts.len() as u64;
    for mut text in texts {
        text.marking = text
            .marking
            .as_deref()
            .and_then(Marking::read)
            .and_then(|marking| serde_json::to_string(&Marking { comment: String::new(), ..marking }).ok());
        store::retention::blank_free_text(conn, &text, &gone).await?;
    }
    Ok(count)
}
