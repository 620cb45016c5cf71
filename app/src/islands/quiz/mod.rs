//! The quiz island: one question at a time, every answer saved by itself, nothing lost on a bad line.
//!
//! The page is one plain form that works without JavaScript. The island gets it as its child and improves it in place:
//! it has no view of its own, keeps no state that a reload needs, and knows the form by its names and ids alone.
//! What it says and where it sends things stands in `data-` attributes of the form, see [`texts`] and `browser::form`.

pub mod numbers;
pub mod texts;

#[cfg(feature = "hydrate")]
mod browser;

use leptos::prelude::*;

/// The `id` of the form that the island improves.
pub const FORM_ID: &str = "kuis";

/// Makes the quiz form, its child, interactive.
#[island]
pub fn QuizIsland(children: Children) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::start();
    children()
}
