//! The use cases on real databases, with the shipped courses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod access;
mod attempt;
mod audit;
mod career;
mod city;
mod evaluation;
mod import;
mod known;
mod learning_path;
mod path;
mod people;
mod plans;
mod proof;
mod retention;
mod sign_in;
mod standards;
mod totals;
mod training;
mod translations;
