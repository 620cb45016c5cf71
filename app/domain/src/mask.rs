//! Personal numbers where they are only to be recognised, not read.

/// A NIP or NI PPPK with all but its last three digits hidden. What is hidden holds the birth date and the sex; the last
/// digits are enough to tell two people of the same name apart.
pub fn number(number: &str) -> String {
    const SHOWN: usize = 3;
    let digits: Vec<char> = number.chars().filter(|c| !c.is_whitespace()).collect();
    // Short texts are no numbers of a person: of them nothing is shown.
    let shown = if digits.len() >= 2 * SHOWN { SHOWN } else { 0 };
    let hidden = digits.len() - shown;
    "•".repeat(hidden).chars().chain(digits.into_iter().skip(hidden)).collect()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn birth_date_and_sex_are_hidden() {
        assert_eq!(number("198609262015051001"), "•••••••••••••••001");
        assert_eq!(number("19860926 201505 1 001"), "•••••••••••••••001");
        assert_eq!(number("12345"), "•••••");
        assert_eq!(number(""), "");
    }
}
