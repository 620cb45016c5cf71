//! Files that are nothing but YAML: dictionaries, standards, learning paths.

use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::diagnostic::Findings;

/// Reads a whole file, or reports with `code` why it cannot be read.
pub(crate) fn read<T: DeserializeOwned>(findings: &mut Findings<'_>, code: &'static str) -> Option<T> {
    match serde_yaml_ng::from_str(findings.text) {
        Ok(value) => Some(value),
        Err(error) => {
            let at = error.location().map_or(0, |place| place.index());
            let advice = "Compare it with the other files in the folder: the same fields, the same spelling.";
            findings.error(code, at..findings.text.len(), error.to_string(), advice);
            None
        }
    }
}

/// The last place of a text: of two equal ones, the second is the one to change.
pub(crate) fn last_place(text: &str, wanted: &str) -> Range<usize> {
    text.rfind(wanted).map_or(0..0, |start| start..start + wanted.len())
}
