//! The pages of Ampera and what becomes interactive on them.
//!
//! With the feature `ssr` this is the server's half: every page is a pure function of a [`frame::Frame`] and a view of
//! `services`, turned into a whole document by [`document::render`]. With `hydrate` it is the browser's half: the
//! islands alone.
//!
//! How to add a page: a file in `pages/` with `pub fn name(frame: &Frame, view: &services::View) -> Page`, a line in
//! `pages/mod.rs`, a route in `server`, and a file of snapshots in `tests/it/`.

pub mod islands;

#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod format;
#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
pub mod lang;
#[cfg(feature = "ssr")]
pub mod letters;
#[cfg(feature = "ssr")]
pub mod notice;
#[cfg(feature = "ssr")]
pub mod pages;

#[cfg(feature = "ssr")]
pub use document::{Document, render};
