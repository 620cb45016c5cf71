//! A site with demo data, and those who visit it.

mod answer;
mod browser;
mod html;
mod node;
mod site;
mod visitor;

pub use answer::Answer;
pub use browser::Browser;
pub use html::{attributes, text_of, tokens};
pub use node::Script;
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
    /// Yanti.
    Manager,
    Admin,
}

impl Who {
    pub const ALL: [Self; 5] = [Self::Anonymous, Self::Learner, Self::Trainer, Self::Manager, Self::Admin];

    pub fn username(self) -> Option<&'static str> {
        match self {
            Self::Anonymous => None,
            Self::Learner => Some("rina"),
            Self::Trainer => Some("budi"),
            Self::Manager => Some("yanti"),
            Self::Admin => Some("admin"),
        }
    }
}
