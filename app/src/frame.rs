//! What every page needs besides its view: who looks, in which language, and what surrounds the page.

use std::sync::Arc;

use domain::policy::Roles;

use crate::lang::Lang;
use crate::notice::Notice;

/// The surroundings of a page.
#[derive(Clone, Debug)]
pub struct Frame {
    pub lang: Lang,
    pub theme: Theme,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// The token that every form sends back in `_csrf`.
    pub csrf: String,
    /// Path and query of this page: where the language and theme forms lead back to.
    pub path: String,
    /// The nonce of this answer's content security policy.
    pub nonce: String,
    /// What was just done, said once.
    pub notice: Option<Notice>,
    pub assets: Arc<Assets>,
    /// `https://host`, for links that are printed.
    pub origin: String,
}

impl Frame {
    /// The name of who is signed in; empty where nobody is.
    pub fn viewer_name(&self) -> &str {
        self.viewer.as_ref().map_or("", |viewer| &viewer.name)
    }
}

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// As the theme form and the cookie have it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }

    /// The `data-theme` of the document; none lets the system decide.
    pub fn attribute(self) -> Option<&'static str> {
        (self != Self::Auto).then(|| self.code())
    }
}

/// Who looks at a page, and which parts of the navigation are theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub name: String,
    pub roles: Roles,
    /// Notifications that are not read yet.
    pub unread: u32,
}

/// Addresses of what does not change, each with a hash of its content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Assets {
    pub css: String,
    /// Without `js` and `wasm` the build has no islands, and pages stay plain.
    pub js: Option<String>,
    pub wasm: Option<String>,
    pub font: String,
    pub icon: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_come_back_as_what_they_stand_for() {
        assert!(Theme::ALL.into_iter().all(|theme| Theme::from_code(theme.code()) == Some(theme)));
    }
}
