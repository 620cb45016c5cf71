//! Snapshots of every page from views made by hand, in both languages, and what people type as markup in every field.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a helper of a test fails like the test")]

mod support;

mod admin;
mod audit;
mod career;
mod catalogue;
mod certificate;
mod course;
mod devices;
mod document;
mod error;
mod evaluation;
mod evidence;
mod front;
mod home;
mod hours_ledger;
mod lesson;
mod manuscripts;
mod marking;
mod my_data;
mod notifications;
mod oversight;
mod paths;
mod plans;
mod profile;
mod quiz_result;
mod quiz_running;
mod quiz_start;
mod sheets;
mod sign_in;
mod standards;
mod style_guide;
mod sync;
mod team;
mod training;
mod verify;
mod ways_in;
