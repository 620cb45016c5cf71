//! The pages of a long list of people.

use leptos::prelude::*;

use crate::lang::Lang;

/// Pages shown beside the current one, on each side; the first and the last are always shown.
const AROUND: u32 = 2;

pub fn pagination(lang: Lang, unit: &str, page: u32, pages: u32) -> Option<AnyView> {
    if pages < 2 {
        return None;
    }
    let entry = |entry: Entry| match entry {
        Entry::Page(number) if number == page => view! { <li><span aria-current="page">{number}</span></li> }.into_any(),
        Entry::Page(number) => {
            let label = match lang {
                Lang::Id => format!("Halaman {number}"),
                Lang::En => format!("Page {number}"),
            };
            view! { <li><a href=format!("/tim?unit={unit}&hal={number}") aria-label=label>{number}</a></li> }.into_any()
        }
        Entry::Gap => view! { <li aria-hidden="true"><span>"…"</span></li> }.into_any(),
    };
    Some(
        view! {
            <nav class="pagination no-print" aria-label=lang.pick("Halaman", "Pages")>
                <ul>{entries(page, pages).into_iter().map(entry).collect_view()}</ul>
            </nav>
        }
        .into_any(),
    )
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entry {
    Page(u32),
    Gap,
}

fn entries(page: u32, pages: u32) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut last = 0;
    for number in (1..=pages).filter(|number| *number == 1 || *number == pages || number.abs_diff(page) <= AROUND) {
        if number > last + 1 {
            entries.push(Entry::Gap);
        }
        entries.push(Entry::Page(number));
        last = number;
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::{Entry::*, *};

    #[test]
    fn the_ends_and_the_neighbours_are_shown() {
        assert_eq!(entries(1, 3), [Page(1), Page(2), Page(3)]);
        assert_eq!(
            entries(10, 60),
            [Page(1), Gap, Page(8), Page(9), Page(10), Page(11), Page(12), Gap, Page(60)]
        );
    }
}
