//! The course language: from a folder of Markdown to a checked course.
//!
//! [`source::Files`] holds a folder in memory, [`parse_course`] makes a [`model::Course`] of it and says what is wrong or
//! doubtful ([`Diagnostic`], [`codes`]), and [`fmt`] puts a text in order. A course with an error is no course.
//!
//! Inside, a file goes one way: `front_matter` and `header` read its fields, `markdown` makes events of its body, `render`
//! makes HTML of events, `question` sorts the blocks under a heading into prompt and key, `course` puts the files
//! together, `lint` looks at the whole.
//!
//! How to add a question type: a variant of `question::head::Kind` with its class, a reader that returns an `Answer`
//! (form and key), a variant of [`model::Form`] and of `domain::key::Key`, an input in `tests/questions/`.
//!
//! How to add a finding: a code in [`codes`], a call of `Findings::error` or `warning`, an input in `tests/diagnostics/`
//! named after the code, a section in `DIAGNOSTICS.md`. Tests fail if one is missing.

mod anchor;
pub mod codes;
pub mod competencies;
mod course;
pub mod diagnostic;
mod escape;
pub mod fixed;

mod format;
mod formula;
mod front_matter;
mod header;
mod highlight;
mod image;
mod link;
mod lint;
mod load;
mod markdown;
pub mod measure;
pub mod model;
pub mod paths;
mod question;
mod render;
mod sanitise;
pub mod source;
mod translation;
mod yaml;

pub use competencies::{Competencies, Dictionary, parse_competencies};
pub use course::{Parsed, parse_course, parse_courses};
pub use diagnostic::{Diagnostic, Severity};
pub use format::{fmt, fmt_course};
pub use measure::{decision_power, objective_coverage};
pub use model::{Course, Html};
pub use paths::parse_paths;
pub use render::markdown_html;
pub use source::Files;
