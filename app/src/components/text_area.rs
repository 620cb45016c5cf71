//! The one `<textarea>`: a view does not escape its children on the server, so this does it itself.

use leptos::prelude::*;

use super::field::{Field, field};
use crate::document::escape;

/// A field of several lines.
pub fn text_area_field(of: &Field, value: &str, rows: u16, most: Option<usize>) -> AnyView {
    let area = text_area(of.id(), of.name.clone(), value, rows, most, of.described_by(), of.invalid());
    field(of, area)
}

/// The control alone, for forms that label it in another way.
pub fn text_area(
    id: String,
    name: String,
    value: &str,
    rows: u16,
    most: Option<usize>,
    described_by: Option<String>,
    invalid: Option<&'static str>,
) -> AnyView {
    // A browser drops one line break after the tag: with this one, a text that begins with a break keeps it.
    let content = format!("\n{}", escape(value));
    view! {
        <textarea
            class="textarea"
            id=id
            name=name
            rows=rows
            maxlength=most
            aria-invalid=invalid
            aria-describedby=described_by
            inner_html=content
        ></textarea>
    }
    .into_any()
}
