//! Pages of a long list.

use leptos::prelude::*;

use crate::lang::Lang;

/// Nothing where there is one page. `href` gives the address of a page, from 1.
pub fn pagination(lang: Lang, page: u32, pages: u32, href: impl Fn(u32) -> String) -> Option<AnyView> {
    if pages < 2 {
        return None;
    }
    let mut entries = Vec::new();
    let mut last = 0;
    for number in (1..=pages).filter(|number| *number == 1 || *number == pages || number.abs_diff(page) <= 1) {
        if number > last + 1 {
            entries.push(view! { <li><span>"…"</span></li> }.into_any());
        }
        let current = (number == page).then_some("page");
        entries.push(view! { <li><a href=href(number) aria-current=current>{number}</a></li> }.into_any());
        last = number;
    }
    let previous = (page > 1).then(|| {
        view! { <li><a href=href(page - 1) rel="prev">{lang.pick("← Sebelumnya", "← Previous")}</a></li> }
    });
    let next = (page < pages).then(|| {
        view! { <li><a href=href(page + 1) rel="next">{lang.pick("Berikutnya →", "Next →")}</a></li> }
    });
    Some(
        view! {
            <nav class="pagination" aria-label=lang.pick("Halaman hasil", "Pages of results")>
                <ul>{previous}{entries}{next}</ul>
            </nav>
        }
        .into_any(),
    )
}
