//! Values that are never written anywhere: passwords and tokens of the configuration.

use std::fmt;

/// The address of a database. Printed without the password in it.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The whole address, to open it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if known.iter().any(|start| text.strip_prefix(start).is_some_and(|rest| !rest.is_empty())) {
            Ok(Self(text.to_owned()))
        } else {
            Err("a database is sqlite:FILE or postgres://USER@HOST/NAME".to_owned())
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A parameter can be a password, too.
        let shown = self.0.split('?').next().unwrap_or_default();
        match shown.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?))) {
            Some((scheme, (user, place))) => {
                let name = user.split(':').next().unwrap_or_default();
                let hidden = if user.contains(':') { ":***" } else { "" };
                write!(f, "{scheme}://{name}{hidden}@{place}")
            }
            None => f.write_str(shown),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A token or password. Prints nothing of itself.
#[derive(Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed() {
        let shown = |text: &str| text.parse::<DatabaseUrl>().unwrap().to_string();
        assert_eq!(shown("postgres://ampera:rahasia@db/ampera"), "postgres://ampera:***@db/ampera");
        assert_eq!(shown("postgres://ampera:r@ha:sia@db/a?password=rahasia"), "postgres://ampera:***@db/a");
        assert_eq!(shown("postgres://ampera@localhost/ampera"), "postgres://ampera@localhost/ampera");
        assert_eq!(shown("sqlite:ampera.db"), "sqlite:ampera.db");
        assert_eq!(format!("{:?}", Secret::from("rahasia")), "***");
    }

    #[test]
    fn another_kind_of_database_is_refused() {
        for wrong in ["mysql://localhost/a", "ampera.db", "sqlite:", ""] {
            assert!(wrong.parse::<DatabaseUrl>().is_err(), "{wrong}");
        }
    }
}
