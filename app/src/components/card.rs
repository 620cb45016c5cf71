//! A piece of the page with a ground of its own.

use leptos::prelude::*;

/// A card that is a section with a heading; the id is that of the heading.
pub fn section_card(id: &'static str, title: impl Into<String>, content: impl IntoView + 'static) -> AnyView {
    view! {
        <section class="card" aria-labelledby=id>
            <h2 class="section-title" id=id>{title.into()}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// A section of the page: heading at the left, a link or a sentence at the right, then what belongs to it.
pub fn section(
    id: &'static str,
    title: impl Into<String>,
    aside: impl IntoView + 'static,
    content: impl IntoView + 'static,
) -> AnyView {
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-head"><h2 class="section-title" id=id>{title.into()}</h2>{aside}</div>
            {content}
        </section>
    }
    .into_any()
}

/// A link that leads on, with an arrow.
pub fn go(href: impl Into<String>, text: impl Into<String>) -> AnyView {
    view! { <a class="go" href=href.into()>{text.into()}" "<span aria-hidden="true">"→"</span></a> }.into_any()
}
