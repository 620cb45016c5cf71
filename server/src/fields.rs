//! The fields of a form that was sent.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::refusal::Refusal;
use crate::server::Server;

/// Names and values in the order of the form. The pipeline has checked the form's token already.
#[derive(Clone, Debug, Default)]
pub struct Fields(Arc<Vec<(String, String)>>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded`. What is not UTF-8 becomes replacement characters.
    pub fn parse(body: &[u8]) -> Self {
        let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let fields = pairs.map(|pair| {
            let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
                Some(at) => (&pair[..at], &pair[at + 1..]),
                None => (pair, &b""[..]),
            };
            (decode(name), decode(value))
        });
        Self(Arc::new(fields.collect()))
    }

    /// Names and values that were read in another way.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(Arc::new(pairs))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first value of a field.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.iter().find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// The first value of a field, empty where it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// Every value of a field.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.iter().filter(move |(found, _)| *found == name).map(|(_, value)| value)
    }

    /// The values of `{name}.0`, `{name}.1` and so on, each in its place; what is missing is empty.
    pub fn numbered(&self, name: &str, most: usize) -> Vec<String> {
        let mut values = Vec::new();
        for (found, value) in self.iter() {
            let number = found.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')?.parse::<usize>().ok());
            if let Some(number) = number.filter(|number| *number < most) {
                if values.len() <= number {
                    values.resize(number + 1, String::new());
                }
                value.clone_into(&mut values[number]);
            }
        }
        values
    }
}

impl FromRequestParts<Server> for Fields {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Self::Rejection> {
        parts.extensions.get::<Self>().cloned().ok_or(Refusal::UnknownMediaType)
    }
}

/// `+` is a blank, `%41` an A. A per cent sign without two digits stays one.
fn decode(text: &[u8]) -> String {
    let digit = |at: usize| {
        text.get(at).and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok())
    };
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match (byte, digit(at), digit(at + 1)) {
            (b'%', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                at += 2;
            }
            (b'+', ..) => out.push(b' '),
            _ => out.push(byte),
        }
    }
    text_of(&out)
}

/// Bytes as text that both databases keep: what is not UTF-8, and the sign NUL, become replacement characters.
pub fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let fields = Fields::parse(b"q=a&a.a=2&a.a=0&nama=Rina+%26+Budi%21&kosong=&%C3%BC=%zz&%");
        assert_eq!(fields.get("nama"), "Rina & Budi!");
        assert_eq!(fields.all("a.a").collect::<Vec<_>>(), ["2", "0"]);
        assert_eq!((fields.find("kosong"), fields.find("tidak"), fields.get("ü")), (Some(""), None, "%zz"));
        assert_eq!(Fields::parse(b"a=x%00y").get("a"), "x\u{fffd}y");
        assert_eq!(Fields::parse(b"").iter().count(), 0);
    }

    #[test]
    fn numbered_fields_have_their_places() {
        let fields = Fields::parse(b"a.x.2=c&a.x.0=a&a.x.99=z&a.x.-1=z&a.x=z&a.xy.1=z&a.x.1.1=z");
        assert_eq!(fields.numbered("a.x", 50), ["a", "", "c"]);
        assert!(fields.numbered("a.y", 50).is_empty());
    }
}
