//! The token that proves that a form was ours.

use leptos::prelude::*;

use crate::frame::Frame;

/// Goes into every form that posts.
pub fn csrf(frame: &Frame) -> AnyView {
    view! { <input type="hidden" name="_csrf" value=frame.csrf.clone()/> }.into_any()
}
