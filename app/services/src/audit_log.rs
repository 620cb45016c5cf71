//! The audit log as auditors read it.

use domain::id::PersonId;
use domain::policy::Action;
use domain::time::Timestamp;
use jiff::civil::Date;
use serde_json::json;
use store::audit::{Filter, Listed, anywhere};
use uuid::Uuid;

use crate::audit_chain::hexadecimal;
use crate::{Actor, Result, Services};

/// Rows on one page.
const PAGE: u32 = 50;
/// Rows of an export that are read at once.
const EXPORT_PAGE: u32 = 1000;
/// Longer words are not looked for.
const LONGEST_WORD: usize = 100;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// A part of the name, or the id, of the person concerned.
    pub subject: String,
    /// The same of who did it.
    pub actor: String,
    /// A code of an action.
    pub action: String,
    pub from: Option<Date>,
    /// Included.
    pub to: Option<Date>,
    /// Older than this row; from [`AuditView::next`].
    pub before: Option<String>,
}

/// What `/audit` shows.
#[derive(Clone, Debug)]
pub struct AuditView {
    pub query: AuditQuery,
    pub rows: Vec<AuditRow>,
    /// The place at which the next page begins.
    pub next: Option<String>,
    pub chain: ChainState,
}

/// How far the log is sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainState {
    pub rows: i64,
    /// In hexadecimal; empty before the first link.
    pub head: String,
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    pub id: Uuid,
    pub at: Timestamp,
    pub actor: Option<(PersonId, String)>,
    pub subject: Option<(PersonId, String)>,
    pub client: Option<String>,
    pub action: String,
    /// Name and value, as they were logged: ids and counts.
    pub details: Vec<(String, String)>,
    pub address: Option<String>,
    pub agent: Option<String>,
}

impl Services {
    /// A page of the log, the newest rows first.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] where the actor is neither auditor nor administrator.
    pub async fn audit_log(&self, actor: &Actor, query: AuditQuery) -> Result<AuditView> {
        self.allow(actor, Action::SeeAudit)?;
        let mut conn = self.store.reader().await?;
        let mut rows = store::audit::list(&mut conn, &self.audit_filter(&query), PAGE + 1).await?;
        let head = store::audit_chain::head(&mut conn).await?;
        let chain = head.map(|head| ChainState { rows: head.seq, head: hexadecimal(&head.hash) }).unwrap_or_default();
        let next = (rows.len() > PAGE as usize).then(|| {
            rows.truncate(PAGE as usize);
            rows.last().map(place)
        });
        Ok(AuditView { query, rows: rows.into_iter().map(row).collect(), next: next.flatten(), chain })
    }

    /// Notes that the log is handed out as a file. Comes before the first [`Services::audit_export_page`].
    ///
    /// # Errors
    /// As [`Services::audit_log`].
    pub async fn begin_audit_export(&self, actor: &Actor) -> Result<()> {
        self.allow(actor, Action::SeeAudit)?;
        let event = self.event(Some(actor.person), None, "audit-exported", json!({}))?;
        self.store.write(move |conn| Box::pin(async move { Ok(store::audit::append(conn, event).await?) })).await
    }

    /// Rows of an export, and where the next ones begin.
    ///
    /// # Errors
    /// As [`Services::audit_log`].
    pub async fn audit_export_page(
        &self,
        actor: &Actor,
        query: &AuditQuery,
    ) -> Result<(Vec<AuditRow>, Option<String>)> {
        self.allow(actor, Action::SeeAudit)?;
        let mut conn = self.store.reader().await?;
        let rows = store::audit::list(&mut conn, &self.audit_filter(query), EXPORT_PAGE).await?;
        let next = if rows.len() == EXPORT_PAGE as usize { rows.last().map(place) } else { None };
        Ok((rows.into_iter().map(row).collect(), next))
    }

    fn audit_filter(&self, query: &AuditQuery) -> Filter {
        // The day after the last one, in Jakarta; without one, everything up to now and a little later.
        let end =
            query.to.and_then(|day| day.tomorrow().ok()).map_or_else(|| self.now().plus_days(1), Timestamp::start_of);
        let (subject, subject_name) = whom(&query.subject);
        let (actor, actor_name) = whom(&query.actor);
        Filter {
            before: query
                .before
                .as_deref()
                .and_then(parse_place)
                .filter(|(at, _)| *at < end)
                .unwrap_or((end, Uuid::nil())),
            from: query.from.map(Timestamp::start_of).unwrap_or_default(),
            action: query.action.chars().take(LONGEST_WORD).collect(),
            subject_name,
            actor_name,
            subject,
            actor,
        }
    }
}

/// An id, or a pattern for a name.
fn whom(text: &str) -> (Option<PersonId>, String) {
    match text.trim().parse() {
        Ok(id) => (Some(id), String::new()),
        Err(_) => (None, anywhere(&text.chars().take(LONGEST_WORD).collect::<String>())),
    }
}

fn place(row: &Listed) -> String {
    format!("{}.{}", row.at.0, row.id)
}

fn parse_place(text: &str) -> Option<(Timestamp, Uuid)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp(at.parse().ok()?), id.parse().ok()?))
}

fn row(row: Listed) -> AuditRow {
    // A person who is gone from the database would still have an id.
    let named = |id: Option<Uuid>, name: Option<String>| id.map(|id| (PersonId(id), name.unwrap_or_default()));
    AuditRow {
        id: row.id,
        at: row.at,
        actor: named(row.actor_id, row.actor_name),
        subject: named(row.subject_id, row.subject_name),
        client: row.client_name,
        action: row.action,
        details: details(&row.detail),
        address: row.address,
        agent: row.agent,
    }
}

fn details(text: &str) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(object)) = serde_json::from_str(text) else { return Vec::new() };
    let value = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => text,
        other => other.to_string(),
    };
    object.into_iter().map(|(name, found)| (name, value(found))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_as_what_it_was() {
        let id = Uuid::from_u128(7);
        assert_eq!(parse_place(&format!("5.{id}")), Some((Timestamp(5), id)));
        assert!(["", "5", "x.y", "5."].into_iter().all(|text| parse_place(text).is_none()));
    }

    #[test]
    fn a_person_is_looked_for_by_id_or_name() {
        let id = PersonId(Uuid::from_u128(7));
        assert_eq!(whom(&id.to_string()), (Some(id), String::new()));
        assert_eq!(whom(" Rina "), (None, "%rina%".to_owned()));
        assert_eq!(whom(""), (None, String::new()));
    }

    #[test]
    fn details_are_names_and_values() {
        assert_eq!(details(r#"{"a":"b","n":2}"#), [("a".to_owned(), "b".to_owned()), ("n".to_owned(), "2".to_owned())]);
        assert!(details("not json").is_empty());
    }
}
