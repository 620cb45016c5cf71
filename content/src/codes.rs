//! The codes of all findings. `DIAGNOSTICS.md` has an example and the cure for each.
//!
//! A code is never given to something else: it is in people's notes and in search results. Errors begin with E and keep
//! a course from being published; warnings begin with W.

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        $($(#[$doc])* pub const $name: &str = $code;)+

        /// Every code, in order.
        pub const ALL: &[&str] = &[$($code),+];
    };
}

codes! {
    /// A file without front matter, or with front matter that is not YAML.
    FRONT_MATTER = "E001",
    /// A field of the front matter that this kind of file does not have.
    UNKNOWN_FIELD = "E002",
    /// A field of the front matter that must be there.
    MISSING_FIELD = "E003",
    /// A field of the front matter with a value that cannot be read.
    FIELD_VALUE = "E004",
    /// The id of a course or an item that does not follow from the names of folder and file.
    ITEM_ID = "E005",
    /// A competency that no dictionary has.
    UNKNOWN_COMPETENCY = "E006",
    /// A source that is not a bank of the course, or is named twice.
    SOURCE = "E007",
    /// A file that a course does not have, or two with the same name in addresses.
    FILE = "E008",
    /// A course without `course.md`.
    NO_COURSE = "E009",
    /// A question or case without an id.
    NO_ID = "E010",
    /// An id that is used twice.
    DUPLICATE_ID = "E011",
    /// An id in a form that ids do not have.
    ID_FORM = "E012",
    /// A class on a heading that means nothing.
    UNKNOWN_CLASS = "E013",
    /// An attribute on a heading that means nothing, or has a value that cannot be read.
    ATTRIBUTE = "E014",
    /// A question without a right option.
    NO_RIGHT_OPTION = "E015",
    /// Single choice with more than one right option.
    TWO_RIGHT_OPTIONS = "E016",
    /// Feedback without an option: a quote that is not indented.
    ORPHANED_FEEDBACK = "E017",
    /// A question without the part that its answer is in.
    NO_ANSWER = "E018",
    /// A number that cannot be read.
    NUMBER = "E019",
    /// A pool that draws as many questions as it has, or more.
    POOL_DRAW = "E020",
    /// A pool whose questions differ in type, points, competency or level.
    POOL_MIXED = "E021",
    /// A question of an assessment or a bank without a competency or a level.
    NO_COMPETENCY = "E022",
    /// An image without alternative text.
    NO_ALT = "E023",
    /// An image that is not in the course, or cannot be read.
    IMAGE = "E024",
    /// A link to a place that does not exist.
    DEAD_LINK = "E025",
    /// A formula that cannot be read.
    FORMULA = "E026",
    /// A case, pool, quiz or bank that is empty or stands in the wrong place.
    EMPTY_GROUP = "E027",
    /// A part of a question where it cannot stand, or that its type does not have.
    MISPLACED = "E028",
    /// More options, rows, items or gaps than a page can show.
    TOO_MANY = "E029",
    /// A gap that cannot be read.
    GAP = "E030",
    /// An objective that the course does not have.
    UNKNOWN_OBJECTIVE = "E031",
    /// A file that is not text in UTF-8.
    ENCODING = "E032",
    /// A file that a translation lacks, or that only the translation has.
    TRANSLATION_FILE = "E033",
    /// A translation that is another course: other questions, keys, pools, points or front matter.
    TRANSLATION = "E034",
    /// A dictionary or a standard that cannot be read.
    DICTIONARY = "E041",
    /// An id that a dictionary or a standard has twice.
    DICTIONARY_DUPLICATE = "E042",
    /// A learning path that cannot be read.
    PATH = "E043",
    /// A learning path with a course that does not exist.
    PATH_COURSE = "E044",
    /// A learning path that has a course twice, or an id that another path has.
    PATH_DUPLICATE = "E045",
    /// A learning path without a course that must be taken.
    PATH_EMPTY = "E046",
    /// The right option is the longest one too often.
    KEY_LONGEST = "W001",
    /// The right option stands at the same place too often.
    KEY_POSITION = "W002",
    /// "All of the above" or "none of the above" where options are shuffled.
    ALL_OF_THE_ABOVE = "W003",
    /// Two options that say the same.
    DUPLICATE_OPTION = "W004",
    /// A quiz too short to decide at its pass mark.
    TOO_SHORT = "W005",
    /// A question without an explanation.
    NO_EXPLANATION = "W006",
    /// An objective that no question covers.
    UNCOVERED_OBJECTIVE = "W007",
    /// A sentence that is hard to follow because it is long.
    LONG_SENTENCE = "W008",
    /// HTML that the sanitiser takes out.
    DROPPED_HTML = "W009",
    /// A file in `img/` that no text shows.
    UNUSED_IMAGE = "W010",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_ordered_and_unique() {
        assert!(ALL.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn every_code_is_explained() {
        let guide = include_str!("../DIAGNOSTICS.md");
        for code in ALL {
            assert!(guide.contains(&format!("### {code} ")), "{code} is not in DIAGNOSTICS.md");
        }
    }
}
