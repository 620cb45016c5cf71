//! The WebAssembly entry: makes the islands of a page interactive.

// The islands are found by their exported names; without a use of the crate they would be dropped from the build.
pub use app;

use wasm_bindgen::prelude::wasm_bindgen;

/// Hydrates every island of the page. Called by the page's module script.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
