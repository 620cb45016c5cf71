//! Icons: one path each, drawn with the colour of the text. None speaks for itself: a word stands beside it.

use leptos::prelude::*;

pub const HOME: &str = "M4 11 12 4l8 7v8.5a.5.5 0 0 1-.5.5H15v-6H9v6H4.5a.5.5 0 0 1-.5-.5z";
pub const CATALOGUE: &str = "M5 4.5h5a2 2 0 0 1 2 2V20a2 2 0 0 0-2-2H4V5.5a1 1 0 0 1 1-1zM19 4.5h-5a2 2 0 0 0-2 2V20a2 2 0 0 1 2-2h6V5.5a1 1 0 0 0-1-1z";
pub const PROFILE: &str = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6";
pub const TEAM: &str = "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.5-3.5 3-5 6.5-5s6 1.5 6.5 5M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.8c2 .6 3.2 2.2 3.5 4.7";
pub const WRITE: &str = "M4 20l1-4.5L16.5 4a1.8 1.8 0 0 1 2.6 0l.9.9a1.8 1.8 0 0 1 0 2.6L8.5 19zM14.5 6l3.5 3.5";
pub const CHECK: &str = "M5 12.5l4.5 4.5L19 7.5";
pub const CROSS: &str = "M6.5 6.5l11 11M17.5 6.5l-11 11";
pub const CLOCK: &str = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2";
pub const SEARCH: &str = "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20";
pub const CHEVRON: &str = "M9.5 5.5 16 12l-6.5 6.5";
pub const UP: &str = "M12 19V5M6 11l6-6 6 6";
pub const DOWN: &str = "M12 5v14M6 13l6 6 6-6";
pub const CIRCLE: &str = "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z";
pub const DOT: &str = "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z";
pub const QUIZ: &str = "M6 3.5h12a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1zM8.5 9l1.5 1.5L12.5 8M15 9.5h1M8.5 15l1.5 1.5 2.5-2.5M15 15.5h1";
pub const INFO: &str = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.5v.1";
pub const LAMP: &str =
    "M9.5 18h5M10.5 21h3M12 3a6 6 0 0 0-3.5 10.9c.7.6 1 1.3 1 2.1h5c0-.8.3-1.5 1-2.1A6 6 0 0 0 12 3z";
pub const FLAG: &str = "M6 21V4M6 5h11l-2.5 4L17 13H6";
pub const WARNING: &str = "M12 4 2.8 19.5a.4.4 0 0 0 .4.5h17.6a.4.4 0 0 0 .4-.5zM12 10v4.5M12 17.2v.1";
pub const STOP: &str = "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5v5.5M12 16.2v.1";
pub const DEVICE: &str = "M4 5.5h16a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM9 20h6M12 16.5V20";
pub const PHONE: &str = "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2";
pub const OUT: &str = "M14 4.5H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h8M10.5 12H20M16.5 8.5 20 12l-3.5 3.5";
pub const SEAL: &str = "M12 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM8.5 13.5 7 21l5-2.5L17 21l-1.5-7.5";
pub const PRINT: &str =
    "M7 9V4h10v5M7 17H4.5a.5.5 0 0 1-.5-.5V10a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v6.5a.5.5 0 0 1-.5.5H17M7 14h10v6H7z";
pub const BELL: &str = "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 20.5a2.2 2.2 0 0 0 4 0M12 5V3.5";
pub const BARS: &str = "M4 7h16M4 12h9M4 17h12M16 10v4";

/// The bridge in one line.
pub const MARK: &str = "M2 20.5H42Q33 17 31 4V25V4Q29 14.5 22 14.5T13 4V25V4Q11 17 2 20.5";

/// An icon of 20 pixels.
pub fn icon(drawing: &'static str) -> AnyView {
    icon_in("icon", drawing)
}

/// An icon of 16 pixels, beside small text.
pub fn small_icon(drawing: &'static str) -> AnyView {
    icon_in("icon icon--small", drawing)
}

/// An icon with classes of its place.
pub fn icon_in(class: &'static str, drawing: &'static str) -> AnyView {
    view! { <svg class=class viewBox="0 0 24 24" aria-hidden="true"><path d=drawing></path></svg> }.into_any()
}

/// The mark of the product.
pub fn brand_mark() -> AnyView {
    mark_in("brand-mark", "2.6")
}

/// The mark as a figure in the ground of a card.
pub fn card_motif() -> AnyView {
    mark_in("card-motif", "1.3")
}

fn mark_in(class: &'static str, width: &'static str) -> AnyView {
    view! {
        <svg
            class=class
            viewBox="0 0 44 28"
            aria-hidden="true"
            fill="none"
            stroke="currentColor"
            stroke-width=width
            stroke-linecap="round"
            stroke-linejoin="round"
        >
            <path d=MARK></path>
        </svg>
    }
    .into_any()
}
