//! The drawing that stands for a course. It says nothing that the title beside it does not say, so it has no words of its own.

use content::model::Cover;
use leptos::prelude::*;

/// In a list: loaded when it comes into sight.
pub fn cover(cover: &Cover) -> AnyView {
    view! {
        <img
            class="card-cover"
            src=cover.address.clone()
            alt=""
            width=cover.width
            height=cover.height
            loading="lazy"
            decoding="async"
        />
    }
    .into_any()
}

/// At the head of the course's own page, where it is seen at once.
pub fn head_cover(cover: &Cover) -> AnyView {
    view! {
        <img
            class="head-cover"
            src=cover.address.clone()
            alt=""
            width=cover.width
            height=cover.height
            decoding="async"
        />
    }
    .into_any()
}
