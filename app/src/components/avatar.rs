//! A person's initials in a circle, beside the name.

use leptos::prelude::*;

use crate::document::initials;

/// Decoration: the name always stands beside it.
pub fn avatar(name: &str) -> AnyView {
    view! { <span class="avatar" aria-hidden="true">{initials(name)}</span> }.into_any()
}

/// At the head of a page.
pub fn large_avatar(name: &str) -> AnyView {
    view! { <span class="avatar avatar--large" aria-hidden="true">{initials(name)}</span> }.into_any()
}
