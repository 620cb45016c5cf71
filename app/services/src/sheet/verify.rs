//! Whether a printed sheet is genuine. Anybody may ask who holds its number, and learns nothing that is on it.

use domain::id::EvaluationId;
use domain::time::Timestamp;
use sheets::fingerprint;

use super::SheetKind;
use super::issue::PREFIX;
use crate::certificates::normalise;
use crate::{Error, Result, Services};

/// What `/verifikasi/LBR-…` shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetVerification {
    /// As it was asked for.
    pub number: String,
    /// `None` where there is no such sheet.
    pub sheet: Option<VerifiedSheet>,
}

/// A sheet that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedSheet {
    pub kind: SheetKind,
    pub issued_at: Timestamp,
    /// "R. A."
    pub initials: String,
    /// Stands on the sheet.
    pub fingerprint: String,
    /// Whether the one that was asked with is the same; `None` where none was.
    pub is_same: Option<bool>,
    /// A newer sheet of the same evaluation says something else.
    pub replaced_at: Option<Timestamp>,
}

impl Services {
    /// Whether a number is that of a sheet, as it is typed or led to by a QR code.
    pub fn is_sheet_number(number: &str) -> bool {
        normalise(number).starts_with(PREFIX)
    }

    /// Whether a sheet was issued, and with this fingerprint.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn verify_sheet(&self, number: &str, asked: Option<&str>) -> Result<SheetVerification> {
        let number = normalise(number);
        let mut conn = self.store.reader().await?;
        let Some(found) = store::sheet::find(&mut conn, &number).await? else {
            return Ok(SheetVerification { number, sheet: None });
        };
        let replaced_at = match found.evaluation_id.map(EvaluationId) {
            Some(evaluation) => store::sheet::newer(&mut conn, evaluation, &found.lang, found.issued_at).await?,
            None => None,
        };
        drop(conn);
        let kind = SheetKind::from_code(&found.kind);
        let shown = fingerprint(&found.digest);
        let digits = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).take(64).collect::<String>();
        let asked = asked.map(digits).filter(|asked| !asked.is_empty());
        let sheet = VerifiedSheet {
            kind: kind.ok_or_else(|| Error::DamagedContent(format!("sheet {number}")))?,
            issued_at: found.issued_at,
            initials: initials(&found.name),
            is_same: asked.map(|asked| asked.to_ascii_lowercase() == digits(&shown)),
            fingerprint: shown,
            replaced_at,
        };
        Ok(SheetVerification { number, sheet: Some(sheet) })
    }
}

/// Enough to compare with a name in hand, and too little to learn one.
fn initials(name: &str) -> String {
    const MOST: usize = 5;
    let letters = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphabetic()));
    let letters: Vec<_> = letters.take(MOST).map(|letter| format!("{}.", letter.to_uppercase())).collect();
    letters.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_by_its_initials() {
        assert_eq!(initials("Rina Astuti"), "R. A.");
        assert_eq!(initials("  dr. siti — nurhaliza  "), "D. S. N.");
        assert_eq!(initials("a b c d e f g"), "A. B. C. D. E.");
        assert_eq!(initials("123"), "");
    }

    #[test]
    fn numbers_of_sheets_are_told_apart() {
        assert!(Services::is_sheet_number(" lbr-7kq2-m9xw-4d3h "));
        assert!(!Services::is_sheet_number("AMP-2026-7K4Q-M2XD"));
    }
}
