//! The rows of a person together: wherever they stand in a small list, beside each other in a large one.

use std::collections::HashMap;

use super::line::PersonLine;

/// What the rows of a person have in common.
pub(crate) fn key(line: &PersonLine) -> &str {
    line.code.as_deref().or(line.number.as_ref().map(domain::number::Number::digits)).unwrap_or_default()
}

/// Brings the rows of each person together, in the order in which people appear.
pub(crate) fn gather(lines: impl Iterator<Item = PersonLine>) -> Vec<Vec<PersonLine>> {
    let mut groups: Vec<Vec<PersonLine>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for line in lines {
        let place = *places.entry(key(&line).to_owned()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(line),
            None => groups.push(vec![line]),
        }
    }
    groups
}

/// Brings rows together that stand beside each other.
pub(crate) struct Beside {
    open: Vec<PersonLine>,
}

impl Beside {
    pub(crate) fn new() -> Self {
        Self { open: Vec::new() }
    }

    /// Takes a row; gives the person before, if the row is about another one.
    pub(crate) fn push(&mut self, line: PersonLine) -> Option<Vec<PersonLine>> {
        let ended = self.open.first().is_some_and(|first| key(first) != key(&line));
        let done = ended.then(|| std::mem::take(&mut self.open));
        self.open.push(line);
        done
    }

    /// The last person.
    pub(crate) fn finish(self) -> Option<Vec<PersonLine>> {
        (!self.open.is_empty()).then_some(self.open)
    }
}
