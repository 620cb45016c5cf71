//! A bar of what is done.

use leptos::prelude::*;

use crate::lang::Lang;

/// So many of so many; the label says of what.
pub fn progress(lang: Lang, value: usize, of: usize, label: impl Into<String>) -> AnyView {
    progress_in("progress", lang, value, of, label)
}

/// As [`progress`], with classes of its place.
pub fn progress_in(class: &'static str, lang: Lang, value: usize, of: usize, label: impl Into<String>) -> AnyView {
    // A maximum of 0 is none, and the bar would be one that runs for ever.
    let most = of.max(1);
    view! {
        <progress class=class value=value.min(most) max=most aria-label=label.into()>
            {format!("{value} {} {of}", lang.pick("dari", "of"))}
        </progress>
    }
    .into_any()
}
