//! Pages that belong together, and which of them is shown.

use leptos::prelude::*;

/// Address and text of each, and whether it is the one shown.
pub fn tabs(label: &'static str, entries: &[(&'static str, &'static str, bool)]) -> AnyView {
    let entry = |(href, text, current): &(&'static str, &'static str, bool)| {
        view! { <li><a href=*href aria-current=current.then_some("page")>{*text}</a></li> }
    };
    view! {
        <nav class="tabs no-print" aria-label=label>
            <ul>{entries.iter().map(entry).collect_view()}</ul>
        </nav>
    }
    .into_any()
}
