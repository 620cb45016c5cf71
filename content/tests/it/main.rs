//! The course language from outside: golden files, properties, the CommonMark specification, the shipped courses.

mod courses;
mod diagnostics;
mod formatting;
mod html;
mod properties;
mod questions;
mod specification;
mod support;
