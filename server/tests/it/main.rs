//! HTTP through the whole program in process, as each kind of person, on every database that is at hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod access;
mod connection;
mod content;
mod files;
mod forgery;
mod headers;
mod keys;
mod logs;
mod preferences;
mod program;
mod quiz;
mod sign_in;
mod support;
mod translations;
