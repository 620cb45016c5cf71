//! The two languages of the interface. Both texts stand side by side where they are used.

/// A language of the interface. Course texts have their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    Id,
    En,
}

impl Lang {
    /// The text in this language. A sentence with values in it is a `match` on the language instead.
    pub const fn pick(self, id: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Id => id,
            Self::En => en,
        }
    }

    /// As `lang=` and the language form have it.
    pub const fn code(self) -> &'static str {
        self.pick("id", "en")
    }

    /// The language of a code; `None` for a language that the interface does not have.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "id" => Some(Self::Id),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The `lang=` of a course text in this language, where it is another one than that of the page.
    pub fn foreign(self, course: &str) -> Option<String> {
        (course != self.code()).then(|| course.to_owned())
    }

    /// A text of the content that comes in both languages.
    pub fn text(self, text: &services::Text) -> String {
        text.in_lang(self.code()).to_owned()
    }
}
