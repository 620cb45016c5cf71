//! What people are told: put in the transaction of what happened, read in the list, chosen per kind, and collected in one
//! letter a day.

mod choose;
mod digest;
mod view;

use domain::id::PersonId;
use domain::notification::Kind;
use domain::plan::Reminder;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::notification::New;

use crate::{Result, Services};

pub use choose::{ChoiceRow, ChoicesView, Required};
pub use digest::NoticesMail;
pub use view::{NotificationQuery, NotificationView, NotificationsView};

/// Ids and figures from which the words are made when somebody reads them. No words that people have typed, but the name of a
/// cycle and of a browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(crate) struct Detail {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub course: Option<String>,
    /// Courses besides that one.
    #[serde(skip_serializing_if = "is_zero")]
    pub more: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminder: Option<String>,
    /// When the plan is due, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unrated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Detail {
    /// Of a plan: its first course, and how many more there are.
    pub fn courses<T: ToString>(courses: &[T]) -> Self {
        let course = courses.first().map(ToString::to_string);
        Self { course, more: courses.len().saturating_sub(1), ..Self::default() }
    }

    pub fn cycle(name: &str) -> Self {
        Self { cycle: Some(name.to_owned()), ..Self::default() }
    }

    pub fn reminder(self, reminder: Reminder, due: Timestamp) -> Self {
        Self { reminder: Some(reminder.code()), due: Some(due.0), ..self }
    }
}

impl Services {
    /// Something to tell somebody, to be put with `store::notification::put` in the transaction in which it happens.
    pub(crate) fn notice(
        &self,
        person: PersonId,
        kind: Kind,
        about: impl ToString,
        from: Option<PersonId>,
        detail: &Detail,
    ) -> Result<New> {
        Ok(New {
            id: self.new_id()?,
            person,
            kind,
            about: about.to_string(),
            detail: serde_json::to_string(detail).unwrap_or_default(),
            from,
            at: self.now(),
            required: self.is_required(kind),
        })
    }

    /// Whether a rule wants that people are told of it. Where no rule can be read, they are.
    fn is_required(&self, kind: Kind) -> bool {
        let day = self.now().jakarta().date();
        self.library
            .current()
            .and_then(|current| Ok(current.rules.notifications(day)?.required(kind).is_some()))
            .unwrap_or(true)
    }
}
