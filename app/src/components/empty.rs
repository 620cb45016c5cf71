//! Nothing here: why, and what to do next.

use leptos::prelude::*;

use super::icon::MARK;

/// A heading of the third level, below a section's own.
pub fn empty(title: impl Into<String>, why: impl Into<String>, action: Option<(&str, &str)>) -> AnyView {
    let title = view! { <h3 class="section-title">{title.into()}</h3> };
    drawn(title, why.into(), action)
}

/// A heading of the second level with an id, where nothing else heads the section.
pub fn empty_section(
    id: &'static str,
    title: impl Into<String>,
    why: impl Into<String>,
    action: Option<(&str, &str)>,
) -> AnyView {
    let title = view! { <h2 class="section-title" id=id>{title.into()}</h2> };
    drawn(title, why.into(), action)
}

fn drawn(title: impl IntoView + 'static, why: String, action: Option<(&str, &str)>) -> AnyView {
    let action = action.map(|(href, text)| {
        view! { <a class="button button--quiet" href=href.to_owned()>{text.to_owned()}</a> }
    });
    view! {
        <div class="empty">
            <svg
                class="empty-figure"
                viewBox="0 0 44 28"
                aria-hidden="true"
                fill="none"
                stroke="currentColor"
                stroke-width="1.2"
                stroke-linejoin="round"
            >
                <path d=MARK stroke-dasharray="2 2"></path>
            </svg>
            {title}
            <p>{why}</p>
            {action}
        </div>
    }
    .into_any()
}
