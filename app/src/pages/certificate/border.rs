//! The songket border of a certificate: four strips of the pattern and four gold corners.

use leptos::prelude::*;

/// Width of a strip, which is the size of one tile of the pattern.
const STRIP: &str = "24";

pub fn border() -> AnyView {
    let corner = |x: &'static str, y: &'static str, shift: &'static str| {
        view! {
            <svg x=x y=y overflow="visible">
                <g transform=shift>
                    <rect width=STRIP height=STRIP fill="#fffdf9" stroke="#c8962e" stroke-width="1.5"></rect>
                    <path d="M12 4l8 8-8 8-8-8z" fill="#c8962e"></path>
                </g>
            </svg>
        }
    };
    view! {
        <svg class="certificate-border" aria-hidden="true">
            <rect width="100%" height=STRIP fill="url(#songket)"></rect>
            <svg y="100%" overflow="visible"><rect y="-24" width="100%" height=STRIP fill="url(#songket)"></rect></svg>
            <rect width=STRIP height="100%" fill="url(#songket)"></rect>
            <svg x="100%" overflow="visible"><rect x="-24" width=STRIP height="100%" fill="url(#songket)"></rect></svg>
            {corner("0", "0", "translate(0 0)")}
            {corner("100%", "0", "translate(-24 0)")}
            {corner("0", "100%", "translate(0 -24)")}
            {corner("100%", "100%", "translate(-24 -24)")}
        </svg>
    }
    .into_any()
}
