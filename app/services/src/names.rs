//! Texts that come in both languages of the interface.

use serde::{Deserialize, Deserializer, Serialize};

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

/// A text that is the same in both languages, such as the name of a regulation.
impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { id: text.to_owned(), en: text.to_owned() }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { id: text.clone(), en: text }
    }
}

/// Reads the `source` of a rule: a text for both languages, or one for each.
pub(crate) fn one_or_both<'de, D: Deserializer<'de>>(from: D) -> Result<Text, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(String),
        Both(Text),
    }
    Written::deserialize(from).map(|written| match written {
        Written::One(text) => text.into(),
        Written::Both(text) => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Rule {
        #[serde(deserialize_with = "one_or_both")]
        source: Text,
    }

    #[test]
    fn a_source_is_one_text_or_one_in_each_language() {
        let read = |text: &str| serde_yaml_ng::from_str::<Rule>(text).map(|rule| rule.source);
        assert_eq!(read("source: UU 27/2022").unwrap(), Text::from("UU 27/2022"));
        let both = read("source: {id: Kebijakan instansi, en: Agency policy}").unwrap();
        assert_eq!((both.in_lang("id"), both.in_lang("en")), ("Kebijakan instansi", "Agency policy"));
        assert!(read("source: {id: Kebijakan instansi}").is_err());
    }
}
