//! Sheets as PDF: the certificate, the transcript, the evidence of an evaluation, and those of a whole unit.
//!
//! The crate `sheets` typesets. Here it is decided who gets which sheet, what is on it, and what makes it checkable.

mod archive;
mod batch;
mod certificate;
mod evidence;
mod issue;
mod make;
mod transcript;
mod verify;

use std::sync::Arc;

use sheets::Sheet;

use crate::{Error, PostView, Result, Services};

pub use archive::SheetArchive;
pub use batch::{BatchRow, BatchView, MOST_SHEETS, UnitSheetsView};
pub use verify::{SheetVerification, VerifiedSheet};

/// What every sheet has from the configuration.
#[derive(Clone, Debug, Default)]
pub struct Letterhead {
    /// Who issues it.
    pub issuer: String,
    /// What the address begins with at which it is checked: `https://ampera.example.go.id`. Never what a visitor says of us.
    pub base: String,
}

impl Letterhead {
    fn address(&self, number: &str) -> String {
        format!("{}/verifikasi/{number}", self.base)
    }
}

/// A sheet to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFile {
    /// Fit for a header: letters, digits and hyphens, and no number of a person.
    pub name: String,
    pub content: Vec<u8>,
}

/// Which kind of sheet was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetKind {
    Transcript,
    Evidence,
}

impl SheetKind {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Transcript => "transcript",
            Self::Evidence => "evidence",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Transcript, Self::Evidence].into_iter().find(|kind| kind.code() == code)
    }
}

impl Services {
    /// Typesets a sheet beside the threads that answer requests, one at a time: whoever comes meanwhile waits in line.
    pub(crate) async fn typeset(&self, sheet: Sheet) -> Result<Vec<u8>> {
        let failed = |error: String| Error::System(format!("a sheet: {error}"));
        let turn = Arc::clone(&self.typesetting).acquire_owned().await.map_err(|error| failed(error.to_string()))?;
        let work = move || {
            let made = sheet.pdf();
            sheets::forget();
            drop(turn);
            made
        };
        let made = tokio::task::spawn_blocking(work).await.map_err(|error| failed(error.to_string()))?;
        made.map_err(|error| failed(error.to_string()))
    }
}

/// A language of the interface as it is stored.
fn language(code: &str) -> &'static str {
    if code == "en" { "en" } else { "id" }
}

/// "Plt. Lurah, Kelurahan 26 Ilir"
fn post_line(lang: &str, post: &PostView) -> String {
    let position = post.position.in_lang(lang);
    let basis = match post.basis.as_str() {
        "plt" => "Plt. ",
        "plh" => "Plh. ",
        "pj" => "Pj. ",
        _ => "",
    };
    format!("{basis}{position}, {}", post.unit)
}

/// A text as a part of a file name: `rina-astuti`.
fn slug(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut slug = String::new();
    for letter in text.chars() {
        if slug.len() >= LONGEST {
            break;
        }
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    match slug.trim_end_matches('-') {
        "" => "lembar".to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_file_name_cannot_break_a_header() {
        assert_eq!(slug("Rina Astuti, S.Kom."), "rina-astuti-s-kom");
        assert_eq!(slug("\"; filename=\"x\r\n/../"), "filename-x");
        assert_eq!(slug("سلمى"), "lembar");
        assert_eq!(slug(&"x".repeat(300)).len(), 60);
    }
}
