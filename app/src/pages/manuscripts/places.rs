//! The questions of a course with where they are written: from a wrong question to its line in two clicks.

use content::Html;
use leptos::prelude::*;
use services::manuscripts::Manuscript;

use crate::components::empty::empty;
use crate::lang::Lang;

pub fn places(lang: Lang, view: &Manuscript) -> AnyView {
    let content = if view.places.is_empty() {
        empty(
            lang.pick("Belum ada pertanyaan", "No question yet"),
            lang.pick(
                "Tulis sebuah kuis atau bank, dan pertanyaannya muncul di sini.",
                "Write a quiz or a bank, and its questions appear here.",
            ),
            None,
        )
    } else {
        table(lang, &view.places)
    };
    view! {
        <section class="section" aria-labelledby="pertanyaan">
            <h2 class="section-title" id="pertanyaan">{lang.pick("Pertanyaan dan barisnya", "Questions and their lines")}</h2>
            <div class="card card--long gap-top">{content}</div>
        </section>
    }
    .into_any()
}

fn table(lang: Lang, places: &[(String, Html, String, u32)]) -> AnyView {
    let names =
        [lang.pick("Pertanyaan", "Question"), lang.pick("Id", "Id"), lang.pick("Berkas dan baris", "File and line")];
    let rows = places.iter().map(|(id, title, file, line)| {
        view! {
            <tr id=format!("q-{id}")>
                <th scope="row" inner_html=title.as_str().to_owned()></th>
                <td data-label=names[1]><code>{id.clone()}</code></td>
                <td data-label=names[2]><code>{format!("{file}:{line}")}</code></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="table table--cards">
            <thead>
                <tr><th scope="col">{names[0]}</th><th scope="col">{names[1]}</th><th scope="col">{names[2]}</th></tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
