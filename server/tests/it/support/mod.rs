//! A site with demo data, and those who visit it.

mod answer;
mod browser;
mod html;
mod node;
mod remote;
mod site;
mod visitor;

pub use answer::Answer;
pub use browser::Browser;
pub use html::{attributes, text_of, tokens};
pub use node::Script;
pub use remote::{Fault, Remote, SECRET};
pub use site::{Site, settings};
pub use visitor::Visitor;

/// Everybody whose access differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Anonymous,
    /// Rina, of the unit that Yanti leads.
    Learner,
    /// Budi.
    Trainer,
    /// Agus, who teaches one course; [`Site::add_others`] gives him an account.
    OtherTrainer,
    /// Yanti.
    Manager,
    Admin,
    /// Hendra.
    Auditor,
    /// A program with the secret of a service client; [`Site::add_others`] creates it.
    Client,
}

impl Who {
    pub const ALL: [Self; 8] = [
        Self::Anonymous,
        Self::Learner,
        Self::Trainer,
        Self::OtherTrainer,
        Self::Manager,
        Self::Admin,
        Self::Auditor,
        Self::Client,
    ];

    pub fn username(self) -> Option<&'static str> {
        match self {
            Self::Anonymous | Self::Client => None,
            Self::Learner => Some("rina"),
            Self::Trainer => Some("budi"),
            Self::OtherTrainer => Some("agus"),
            Self::Manager => Some("yanti"),
            Self::Admin => Some("admin"),
            Self::Auditor => Some("hendra"),
        }
    }
}
