//! What is stored about me, who looked at it, and what I asked for.

use domain::mask;
use domain::policy::Action;
use domain::time::Timestamp;
use serde_json::{Value, json};
use store::personal::Fate;

use crate::requests::view;
use crate::{Actor, Error, Period, PostView, RequestView, Result, Services};

/// What `/data-saya` shows.
#[derive(Clone, Debug)]
pub struct MyDataView {
    pub name: String,
    /// `pns` or `pppk`.
    pub kind: String,
    /// Kind, and the number with all but its end hidden.
    pub numbers: Vec<(String, String)>,
    pub posts: Vec<PostView>,
    pub stored: Vec<StoredRow>,
    /// The newest first.
    pub looks: Vec<LookView>,
    /// The newest first.
    pub requests: Vec<RequestView>,
}

/// A kind of thing that is stored about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRow {
    /// The name of its table; the page has words for it.
    pub table: &'static str,
    pub rows: i64,
    /// How long it is kept.
    pub period: Option<Period>,
}

/// Somebody who looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookView {
    pub at: Timestamp,
    pub name: String,
    /// `manager`, `admin` or `auditor`.
    pub capacity: String,
    /// `profile-viewed`, `evidence-viewed` or `answers-viewed`.
    pub action: String,
}

/// Looks in the list; the download has them all.
const LOOKS: u32 = 100;

impl Services {
    /// What is stored about the actor.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn my_data(&self, actor: &Actor) -> Result<MyDataView> {
        self.allow(actor, Action::ManageOwnData)?;
        let person = actor.person;
        let mut conn = self.store.reader().await?;
        let found = store::organisation::person(&mut conn, person).await?.ok_or(Error::NotFound)?;
        let numbers = store::personal::numbers(&mut conn, person).await?;
        let counts = store::personal::counts(&mut conn, person).await?;
        let looks = store::profile_access::of_person(&mut conn, person, LOOKS).await?;
        let requests = store::data_request::of_person(&mut conn, person).await?;
        drop(conn);
        let kind = found.kind.clone();
        let shown = self.person_view(actor, found).await?;
        let periods = self.periods()?;
        let stored = counts.into_iter().map(|count| StoredRow {
            table: count.table,
            rows: count.rows,
            period: period_of(count.table, count.fate, &periods),
        });
        let look = |look: store::profile_access::Look| LookView {
            at: look.at,
            name: look.name.unwrap_or_default(),
            capacity: capacity(&look.detail),
            action: look.action,
        };
        Ok(MyDataView {
            name: shown.name,
            kind,
            numbers: numbers.into_iter().map(|(kind, number)| (kind, mask::number(&number))).collect(),
            posts: shown.posts,
            stored: stored.collect(),
            looks: looks.into_iter().map(look).collect(),
            requests: requests.into_iter().map(view).collect(),
        })
    }

    /// Every row about the actor, as JSON. It is noted in the log.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn my_data_file(&self, actor: &Actor) -> Result<String> {
        self.allow(actor, Action::ManageOwnData)?;
        let person = actor.person;
        let event = self.event(Some(person), Some(person), "data-downloaded", json!({}))?;
        self.store.write(move |conn| Box::pin(async move { store::audit::append(conn, event).await })).await?;
        let mut conn = self.store.reader().await?;
        let tables = store::personal::export(&mut conn, person).await?;
        drop(conn);
        let periods: Vec<Value> = self
            .periods()?
            .iter()
            .map(|period| {
                json!({ "id": period.id, "title": period.title, "days": period.days, "after": period.after,
                        "source": period.source, "status": period.status })
            })
            .collect();
        let whole = json!({
            "about": "Everything that Ampera stores about you, table by table. Times are milliseconds since 1970 in UTC. \
                      Left out are only hashes and what could tell the right answers of a running quiz.",
            "person": person.to_string(),
            "made_at": self.now().0,
            "retention": periods,
            "tables": tables,
        });
        serde_json::to_string_pretty(&whole).map_err(|error| Error::System(error.to_string()))
    }

    /// The retention periods of today.
    pub(crate) fn periods(&self) -> Result<Vec<Period>> {
        Ok(self.library.current()?.rules.retention(self.now().jakarta().date())?.to_vec())
    }
}

/// The tables that hold something about a person: the page has words for each.
pub fn personal_tables() -> impl Iterator<Item = &'static str> {
    store::personal::FATES.iter().map(|(table, _)| *table)
}

/// The period of a table's rows.
pub(crate) fn period_of(table: &str, fate: Fate, periods: &[Period]) -> Option<Period> {
    let id = match (fate, table) {
        (Fate::Keep(id), _) => id,
        (_, "session") => "sessions",
        (_, "account") => "account",
        (_, "answer") => "free-answers",
        (_, "data_request") => "requests",
        (_, "profile_access") => "looks",
        (_, "outside_training") => "hours",
        (_, "training_document") => "training-documents",
        (_, "notification" | "notification_digest") => "notifications",
        (_, "sheet_part") => "unit-sheets",
        _ => "identity",
    };
    periods.iter().find(|period| period.id == id).cloned()
}

fn capacity(detail: &str) -> String {
    let detail: Option<Value> = serde_json::from_str(detail).ok();
    detail.and_then(|detail| detail.get("as")?.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}
