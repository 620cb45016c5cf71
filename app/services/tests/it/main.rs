//! The use cases on real databases, with the shipped courses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod access;
mod attempt;
mod audit;
mod career;
mod city;
mod evaluation;
mod evaluation_heads;
mod evaluation_job;
mod import;
mod known;
mod learning_path;
mod notifications;
mod path;
mod people;
mod plans;
mod proof;
mod retention;
mod seed;
mod sheets;
mod sign_in;
mod standards;
mod totals;
mod training;
mod translations;
