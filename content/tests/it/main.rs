//! The course language from outside: golden files, properties, the CommonMark specification, the shipped courses.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails like the test")]

mod courses;
mod diagnostics;
mod formatting;
mod html;
mod properties;
mod questions;
mod specification;
mod support;
mod translations;
