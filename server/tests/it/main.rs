//! HTTP through the whole program in process, as each kind of person, on every database that is at hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod access;
mod admin;
mod api;
mod audit;
mod career;
mod connection;
mod content;
mod evaluation;
mod files;
mod forgery;
mod headers;
mod keys;
mod limits;
mod logs;
mod mail;
mod my_data;
mod notifications;
mod plans;
mod preferences;
mod program;
mod provider;
mod provider_tokens;
mod quiz;
mod roles;
mod second_factor;
mod sheets;
mod sign_in;
mod support;
mod sync;
mod trainings;
mod translations;
