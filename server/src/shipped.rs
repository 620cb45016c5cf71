//! The content inside the program: courses, dictionaries, rules.

use crate::assets::CONTENT;

/// The shipped content as files.
pub fn files() -> content::Files {
    let mut files = content::Files::new();
    for (path, bytes) in CONTENT {
        files.insert(*path, *bytes);
    }
    files
}

#[cfg(test)]
mod tests {
    #[test]
    fn courses_dictionaries_and_rules_are_inside() {
        let files = super::files();
        assert_eq!(files.folders(), ["competencies", "courses", "paths", "rules"]);
        assert!(!files.under("courses").folders().is_empty());
    }
}
