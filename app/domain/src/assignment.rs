//! On what basis somebody holds a position, and for how long.

use crate::time::Timestamp;

/// The basis of an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    Definitive,
    /// Pelaksana tugas: the post is vacant.
    Plt,
    /// Pelaksana harian: its holder is away for a while.
    Plh,
    /// Penjabat.
    Pj,
}

impl Basis {
    pub const ALL: [Self; 4] = [Self::Definitive, Self::Plt, Self::Plh, Self::Pj];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Definitive => "definitive",
            Self::Plt => "plt",
            Self::Plh => "plh",
            Self::Pj => "pj",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.code() == code)
    }

    pub const fn is_acting(self) -> bool {
        !matches!(self, Self::Definitive)
    }
}

/// A time from a first moment (included) to an end (not included); without an end it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Timestamp,
    pub to: Option<Timestamp>,
}

impl Span {
    pub fn covers(self, at: Timestamp) -> bool {
        self.from <= at && self.to.is_none_or(|to| to > at)
    }

    /// Whether both are in force at some moment.
    pub fn overlaps(self, other: Self) -> bool {
        self.to.is_none_or(|to| to > other.from) && other.to.is_none_or(|to| to > self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, to: Option<i64>) -> Span {
        Span { from: Timestamp(from), to: to.map(Timestamp) }
    }

    #[test]
    fn a_span_ends_before_its_end() {
        assert!(span(1, Some(3)).covers(Timestamp(2)) && !span(1, Some(3)).covers(Timestamp(3)));
        assert!(span(1, None).covers(Timestamp(9)) && !span(1, None).covers(Timestamp(0)));
    }

    #[test]
    fn spans_that_touch_do_not_overlap() {
        assert!(!span(1, Some(3)).overlaps(span(3, None)) && !span(3, None).overlaps(span(1, Some(3))));
        assert!(span(1, None).overlaps(span(3, Some(4))) && span(1, Some(4)).overlaps(span(3, None)));
    }

    #[test]
    fn codes_come_back() {
        assert!(Basis::ALL.into_iter().all(|basis| Basis::from_code(basis.code()) == Some(basis)));
        assert_eq!(Basis::from_code("x"), None);
    }
}
