//! `/lembar`: the evidence sheets of a whole unit as one file; and whether a printed sheet is genuine.

mod batch;
mod unit;
mod verify;

pub use batch::sheet_batch;
pub use unit::unit_sheets;
pub use verify::verify_sheet;

use leptos::prelude::*;

use crate::lang::Lang;

/// Where a sheet can be downloaded.
pub(super) fn download(href: String, text: &'static str) -> AnyView {
    view! { <a class="button button--quiet" href=href download="">{text}</a> }.into_any()
}

/// "12 lembar"
fn count(lang: Lang, sheets: i64) -> String {
    match (lang, sheets) {
        (Lang::Id, sheets) => format!("{sheets} lembar"),
        (Lang::En, 1) => "1 sheet".to_owned(),
        (Lang::En, sheets) => format!("{sheets} sheets"),
    }
}
