//! Texts that come in both languages of the interface.

use serde::{Deserialize, Serialize};

/// A text in Indonesian and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub id: String,
    pub en: String,
}

impl Text {
    /// The text in a language; anything but `en` is Indonesian.
    pub fn in_lang(&self, lang: &str) -> &str {
        if lang == "en" { &self.en } else { &self.id }
    }
}
