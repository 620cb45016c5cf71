//! The island's texts: written by the server in the reader's language, so that no catalogue travels as WebAssembly.

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// Everything the island says. In the page it is one attribute, a text per line.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Texts {
            $($(#[$doc])* pub $name: String,)+
        }

        impl Texts {
            /// As the attribute holds it.
            pub fn to_attribute(&self) -> String {
                [$(self.$name.as_str()),+].join("\n")
            }

            /// From the attribute; a text that is missing is empty.
            pub fn from_attribute(attribute: &str) -> Self {
                let mut lines = attribute.split('\n');
                Self { $($name: lines.next().unwrap_or_default().to_owned(),)+ }
            }
        }
    };
}

texts! {
    /// Before the time at which an answer was saved.
    saved,
    /// While an answer is on its way.
    saving,
    /// An answer could not be sent yet and will be sent again.
    waiting,
    /// The session is over.
    signed_out,
    /// The link to sign in again.
    sign_in,
    /// The server does not take the answer.
    refused,
    /// A question without an answer.
    unanswered,
    /// A question's place in the strip: `{}` is its number.
    place_answered,
    place_unanswered,
    /// A link to an unanswered question: `{}` is its number.
    number,
    /// The submit box: all are answered, one is not, `{}` are not.
    all_answered,
    one_unanswered,
    some_unanswered,
    /// Handing in waits until every answer has arrived.
    handing_in,
    handing_in_waits,
    /// Announced by the countdown.
    five_minutes,
    one_minute,
    time_over,
    /// An item of an order was moved: `{}` is its new rank.
    moved,
}

/// Puts a value in the place of `{}`.
pub fn fill(text: &str, value: &str) -> String {
    text.replacen("{}", value, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        let texts = Texts { saved: "Tersimpan".to_owned(), moved: "Urutan {}".to_owned(), ..Texts::default() };
        assert_eq!(Texts::from_attribute(&texts.to_attribute()), texts);
        assert_eq!(fill(&texts.moved, "3"), "Urutan 3");
        assert_eq!(Texts::from_attribute("Saved").saved, "Saved");
    }
}
