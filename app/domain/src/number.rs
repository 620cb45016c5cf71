//! NIP and NI PPPK: 18 digits that tell a birth date and a sex, so they are masked wherever they are shown.

use std::fmt;

use jiff::civil::Date;

/// How many digits a number has.
const DIGITS: usize = 18;
/// How many of them a masked number shows.
const SHOWN: usize = 4;

/// Whose number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberKind {
    /// Of a PNS.
    Nip,
    /// Of a PPPK; it can change with a new contract.
    NiPppk,
}

impl NumberKind {
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nip => "nip",
            Self::NiPppk => "ni-pppk",
        }
    }

    /// The number that somebody of a kind (`pns` or `pppk`) has.
    pub fn of_person(kind: &str) -> Self {
        if kind == "pppk" { Self::NiPppk } else { Self::Nip }
    }
}

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// Not 18 digits, blanks, points and hyphens apart.
    Length,
    /// Digits 1 to 8 are no date.
    BirthDate,
    /// Digits 9 to 12 are no year after the birth, or digits 13 and 14 of a NIP no month.
    Appointment,
    /// Digits 13 and 14 of a NI PPPK count contracts from 1.
    Contract,
    /// Digit 15 is neither 1 nor 2.
    Sex,
    /// Digits 16 to 18 count from 1.
    Serial,
}

/// A well-formed number. Prints itself masked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    kind: NumberKind,
    digits: String,
}

impl Number {
    /// Reads a number as people write it: `19860926 201505 1 001`.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(kind: NumberKind, text: &str) -> Result<Self, NumberProblem> {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '.' | '-')).collect();
        if digits.len() != DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NumberProblem::Length);
        }
        let part = |from: usize, to: usize| digits[from..to].parse::<i16>().unwrap_or_default();
        let (year, month, day) = (part(0, 4), part(4, 6) as i8, part(6, 8) as i8);
        if year < 1900 || Date::new(year, month, day).is_err() {
            return Err(NumberProblem::BirthDate);
        }
        if part(8, 12) <= year {
            return Err(NumberProblem::Appointment);
        }
        match (kind, part(12, 14)) {
            (NumberKind::Nip, 1..=12) => {}
            (NumberKind::Nip, _) => return Err(NumberProblem::Appointment),
            // Values over 12 are normal: these two digits are no month.
            (NumberKind::NiPppk, 0) => return Err(NumberProblem::Contract),
            (NumberKind::NiPppk, _) => {}
        }
        if !matches!(part(14, 15), 1 | 2) {
            return Err(NumberProblem::Sex);
        }
        if part(15, 18) == 0 {
            return Err(NumberProblem::Serial);
        }
        Ok(Self { kind, digits })
    }

    pub fn kind(&self) -> NumberKind {
        self.kind
    }

    /// All digits: for the database and files that an administrator asked for, nothing else.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// A number of somebody made up. Born in 1901 or a little later: nobody at work has it.
    pub fn made_up(kind: NumberKind, place: usize) -> Self {
        let days = i64::try_from(place / 999).unwrap_or_default();
        let born = jiff::civil::date(1901, 1, 1).saturating_add(jiff::Span::new().try_days(days).unwrap_or_default());
        let (year, month, day) = (born.year(), born.month(), born.day());
        let (sex, serial) = (1 + place % 2, 1 + place % 999);
        let fourth = if kind == NumberKind::Nip { month } else { 21 };
        let digits = format!("{year:04}{month:02}{day:02}{:04}{fourth:02}{sex}{serial:03}", year + 20);
        Self { kind, digits }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&mask(&self.digits))
    }
}

/// The last digits of a number, the others as points: `··············1001`.
pub fn mask(digits: &str) -> String {
    let count = digits.chars().count();
    let hidden = count.saturating_sub(SHOWN);
    let shown: String = if count > SHOWN { digits.chars().skip(hidden).collect() } else { String::new() };
    format!("{}{shown}", "·".repeat(if count > SHOWN { hidden } else { count }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use NumberKind::{NiPppk, Nip};

    #[test]
    fn a_number_is_read_as_it_is_written() {
        for text in ["198609262015051001", "19860926 201505 1 001", "19860926.201505.1.001"] {
            assert_eq!(Number::parse(Nip, text).unwrap().digits(), "198609262015051001");
        }
    }

    #[test]
    fn the_contract_of_a_pppk_is_no_month() {
        assert!(Number::parse(NiPppk, "199003152021211001").is_ok());
        assert_eq!(Number::parse(Nip, "199003152021211001"), Err(NumberProblem::Appointment));
        assert_eq!(Number::parse(NiPppk, "199003152021001001"), Err(NumberProblem::Contract));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, problem) in [
            ("", NumberProblem::Length),
            ("19860926201505100", NumberProblem::Length),
            ("19860926201505100x", NumberProblem::Length),
            ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", NumberProblem::Length),
            ("198602302015051001", NumberProblem::BirthDate),
            ("180002012015051001", NumberProblem::BirthDate),
            ("198609261986051001", NumberProblem::Appointment),
            ("198609262015131001", NumberProblem::Appointment),
            ("198609262015053001", NumberProblem::Sex),
            ("198609262015051000", NumberProblem::Serial),
        ] {
            assert_eq!(Number::parse(Nip, text), Err(problem), "{text}");
        }
    }

    #[test]
    fn numbers_made_up_are_well_formed_and_all_different() {
        let mut seen = std::collections::BTreeSet::new();
        for place in (0..5000).chain([21_707, 999_999]) {
            for kind in [Nip, NiPppk] {
                let number = Number::made_up(kind, place);
                assert_eq!(Number::parse(kind, number.digits()).as_ref(), Ok(&number));
                assert!(seen.insert(number));
            }
        }
    }

    #[test]
    fn a_masked_number_shows_its_end() {
        assert_eq!(mask("198609262015051001"), "··············1001");
        assert_eq!(mask("1001"), "····");
        assert_eq!(mask(""), "");
        let shown = format!("{:?}", Number::parse(Nip, "198609262015051001").unwrap());
        assert_eq!(shown, "··············1001");
    }
}
