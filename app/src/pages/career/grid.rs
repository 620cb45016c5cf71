//! The nine boxes as a table: performance down, potential across.

use domain::evaluation::Rating;
use domain::talent::{Potential, Rubric};
use leptos::prelude::*;

use super::words::{performance_name, potential_name};
use crate::lang::Lang;

/// How a box looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Plain,
    /// This one.
    Chosen,
    /// The uncertainty does not rule it out.
    Possible,
}

/// The table; what is in a box, and how it looks, is said by its number.
pub fn grid(lang: Lang, rubric: &Rubric, of: impl Fn(u8) -> (Look, AnyView)) -> AnyView {
    let head = Potential::ALL.map(|potential| view! { <th scope="col">{potential_name(lang, potential)}</th> });
    let rows = Rating::ALL.map(|rating| {
        let cells = Potential::ALL.map(|potential| {
            let number = rubric.number(rating, potential);
            let (look, content) = of(number);
            let class = match look {
                Look::Plain => "ninebox-cell",
                Look::Chosen => "ninebox-cell ninebox-cell--chosen",
                Look::Possible => "ninebox-cell ninebox-cell--possible",
            };
            view! { <td class=class><span class="ninebox-number">{number}</span>{content}</td> }
        });
        view! { <tr><th scope="row">{performance_name(lang, rating)}</th>{cells.collect_view()}</tr> }
    });
    let label = lang.pick("Sembilan kotak talenta", "Nine talent boxes");
    view! {
        <p class="table-note">
            {lang.pick("Baris: kinerja. Kolom: potensi. 9 adalah kotak tertinggi.", "Rows: performance. Columns: potential. 9 is the highest box.")}
        </p>
        <div class="table-scroll" tabindex="0" role="region" aria-label=label>
            <table class="table table--nine ninebox">
                <thead>
                    <tr><td></td>{head.collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
