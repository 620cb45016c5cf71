//! Notifications: the list, how somebody wants to be told, and the end of e-mails.

mod choices;
mod ended;
mod list;
mod words;

pub use choices::notification_choices;
pub use ended::notices_ended;
pub use list::notifications;
pub use words::{notice_words, notification_address};
