//! A sheet gets its number: the one that it had before where nothing on it has changed.

use domain::id::{EvaluationId, PersonId};
use domain::time::Timestamp;
use serde_json::json;
use sheets::{Content, Seal, Sheet, fingerprint};
use store::audit::Event;
use store::sheet::NewSheet;

use super::{Letterhead, SheetKind, language};
use crate::completing::NUMBER_ALPHABET;
use crate::{Error, Result, Services};

/// Numbers of sheets begin so; those of certificates do not.
pub(super) const PREFIX: &str = "LBR-";

/// Whose sheet of which kind.
pub(super) struct Of {
    pub kind: SheetKind,
    pub person: PersonId,
    pub evaluation: Option<EvaluationId>,
    pub lang: &'static str,
}

impl Services {
    /// Issues a sheet and typesets it. `by` is who downloads it, which is noted; nobody where a job makes it.
    pub(super) async fn issued(
        &self,
        of: Of,
        content: Content,
        head: &Letterhead,
        by: Option<PersonId>,
    ) -> Result<Vec<u8>> {
        let digest = content.digest(of.lang).map_err(|error| Error::System(error.to_string()))?;
        let new = NewSheet {
            number: number(self.random_bytes()?),
            kind: of.kind.code(),
            person: of.person,
            evaluation: of.evaluation,
            lang: of.lang,
            digest: digest.clone(),
            at: self.now(),
        };
        let event = by.map(|by| self.downloaded(by, of.person, of.kind.code())).transpose()?;
        let (number, at) = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let issued = store::sheet::issue(conn, &new).await?;
                    if let Some(event) = event {
                        store::audit::append(conn, event).await?;
                    }
                    Ok::<_, Error>(issued)
                })
            })
            .await?;
        let seal = seal(head, number, Some(fingerprint(&digest)), at);
        self.typeset(Sheet { lang: language(of.lang), issuer: head.issuer.clone(), content, seal }).await
    }

    /// That somebody downloads a sheet.
    pub(super) fn downloaded(&self, by: PersonId, of: PersonId, kind: &str) -> Result<Event> {
        self.event(Some(by), Some(of), "sheet-downloaded", json!({ "kind": kind }))
    }
}

pub(super) fn seal(head: &Letterhead, number: String, fingerprint: Option<String>, at: Timestamp) -> Seal {
    let address = head.address(&number);
    let shown = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest).to_owned();
    let digits = fingerprint.as_ref().map(|digits| digits.replace(' ', ""));
    Seal {
        address: digits.map_or(address.clone(), |digits| format!("{address}?sidik={digits}")),
        shown,
        code: number,
        fingerprint,
        issued_on: at.jakarta().date(),
    }
}

/// `LBR-7KQ2-M9XW-4D3H`: 60 random bits, so that nobody finds a sheet by counting.
fn number(random: [u8; 12]) -> String {
    let letters: Vec<_> = random.iter().map(|byte| char::from(NUMBER_ALPHABET[usize::from(byte % 32)])).collect();
    let parts: Vec<String> = letters.chunks(4).map(|part| part.iter().collect()).collect();
    format!("{PREFIX}{}", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_easy_to_read() {
        assert_eq!(number([0, 1, 2, 3, 28, 29, 30, 31, 32, 33, 34, 35]), "LBR-2345-WXYZ-2345");
    }

    #[test]
    fn the_address_carries_the_fingerprint_and_the_printed_one_does_not() {
        let head = Letterhead { issuer: "BKPSDM".into(), base: "https://ampera.example".into() };
        let seal = seal(&head, "LBR-2345".into(), Some("0123 4567".into()), Timestamp(0));
        assert_eq!(seal.address, "https://ampera.example/verifikasi/LBR-2345?sidik=01234567");
        assert_eq!(seal.shown, "ampera.example/verifikasi/LBR-2345");
    }
}
