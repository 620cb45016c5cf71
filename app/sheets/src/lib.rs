//! Sheets as PDF: a certificate, a transcript, the evidence of an evaluation.
//!
//! [`Sheet::pdf`] gives the same bytes for the same sheet. What people wrote reaches the typesetter as data, never as its
//! source, and the typesetter sees nothing but the templates and fonts in this crate: no file, no network, no clock.

mod content;
mod error;
mod qr;
mod showable;
mod world;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

pub use content::{
    Certificate, Competency, Content, Evidence, FollowUp, JobMatch, Objection, Quote, Shared, Transcript, Year, YearRow,
};
pub use error::Error;

/// A sheet to be typeset.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheet {
    /// `id` or `en`.
    pub lang: &'static str,
    /// Who issues it.
    pub issuer: String,
    pub content: Content,
    pub seal: Seal,
}

/// What stands at the foot, so that anybody can ask whether the sheet is genuine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seal {
    pub code: String,
    /// Where that is asked, with the code in it.
    pub address: String,
    /// The address as it is printed.
    pub shown: String,
    /// The first digits of the digest of what is on the sheet; a certificate needs none.
    pub fingerprint: Option<String>,
    pub issued_on: jiff::civil::Date,
}

impl Content {
    /// The SHA-256 of what is on the sheet in a language, in hexadecimal.
    ///
    /// # Errors
    /// As for [`Sheet::pdf`].
    pub fn digest(&self, lang: &str) -> Result<String, Error> {
        let text = serde_json::to_string(&(lang, self)).map_err(|error| Error::Data(error.to_string()))?;
        Ok(Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The digits of a digest that are printed, and typed by whoever compares.
pub fn fingerprint(digest: &str) -> String {
    let digits: Vec<_> = digest.chars().take(16).collect();
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

impl Sheet {
    /// Typesets the sheet. It takes tens of milliseconds of one processor: call it where nobody waits for the thread.
    ///
    /// # Errors
    /// [`Error`] where the typesetter or its check of accessibility refuses; that is a fault of a template.
    pub fn pdf(&self) -> Result<Vec<u8>, Error> {
        let mut data = serde_json::to_value(self).map_err(|error| Error::Data(error.to_string()))?;
        // The seal is ours: an address is not to be touched.
        let replaced = ["content", "issuer"].map(|part| data.get_mut(part).is_some_and(showable::make)).contains(&true);
        if let Value::Object(fields) = &mut data {
            fields.insert("replaced".to_owned(), Value::Bool(replaced));
        }
        let qr = qr::svg(&self.seal.address).ok_or(Error::LongAddress)?;
        world::pdf(self.content.template(), data.to_string(), qr, &self.seal.code)
    }
}

/// Lets go of what was remembered for the last sheets. Without it memory grows with every sheet.
pub fn forget() {
    typst::comemo::evict(1);
}
