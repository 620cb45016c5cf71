//! Something folded away.

use leptos::prelude::*;

use super::icon::{self, small_icon};

/// A line to press, and what it opens.
pub fn disclosure(summary: impl Into<String>, open: bool, content: impl IntoView + 'static) -> AnyView {
    view! {
        <details class="disclosure" open=open>
            <summary>{small_icon(icon::CHEVRON)}{summary.into()}</summary>
            {content}
        </details>
    }
    .into_any()
}
