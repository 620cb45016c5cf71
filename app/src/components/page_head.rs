//! The head of a page: its one heading of the first level.

use leptos::prelude::*;

/// A heading with a sentence below it; the sentence may hold links and emphasis.
pub fn page_head(title: impl Into<String>, lede: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="page-head">
            <div class="page-head-text"><h1>{title.into()}</h1><p class="lede">{lede}</p></div>
        </div>
    }
    .into_any()
}

/// A heading alone.
pub fn page_title(title: impl Into<String>) -> AnyView {
    view! { <div class="page-head"><div class="page-head-text"><h1>{title.into()}</h1></div></div> }.into_any()
}
