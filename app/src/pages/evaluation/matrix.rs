//! The matrix that makes a predicate of two ratings, with the cell that was met, and where it comes from.

use domain::evaluation::Rating;
use leptos::prelude::*;
use services::{EvaluationView, MatrixView};

use super::words::rating_code;
use crate::components::disclosure::disclosure;
use crate::format;
use crate::lang::Lang;

/// The predicate in large letters, the two ratings, and the matrix.
pub fn outcome(lang: Lang, view: &EvaluationView) -> AnyView {
    let Some(matrix) = &view.matrix else {
        let text = lang.pick(
            "Tidak ada aturan predikat yang berlaku pada hari terakhir periode ini. Pengelola melengkapinya di rules/performance.yaml.",
            "No rule for the predicate is in force on the last day of this period. An administrator completes rules/performance.yaml.",
        );
        return view! { <p class="card-note">{text}</p> }.into_any();
    };
    let (result, behaviour) = (view.result, view.behaviour);
    let given = view.predicate.as_ref().map(|predicate| lang.text(&predicate.title));
    let facts = |name: &'static str, rating: Option<Rating>| {
        let words = rating.map(|rating| format!("{} – {}", rating_code(rating), lang.text(matrix.rating(rating))));
        view! { <dt>{name}</dt><dd>{words.unwrap_or_else(|| "–".to_owned())}</dd> }
    };
    view! {
        <section class="card" aria-labelledby="predikat">
            <h2 class="section-title" id="predikat">{lang.pick("Predikat", "Predicate")}</h2>
            <p class="stat-figure">{given.unwrap_or_else(|| "–".to_owned())}</p>
            <dl class="facts">
                {facts(lang.pick("Hasil kerja", "Result"), result)}
                {facts(lang.pick("Perilaku kerja", "Behaviour"), behaviour)}
            </dl>
            {table(lang, matrix, result.zip(behaviour))}
            {source(lang, matrix)}
            <p class="card-note">
                <strong>{lang.pick(
                    "Kompetensi adalah bukti, bukan predikat.",
                    "Competency is evidence, not the predicate.",
                )}</strong>
                " "
                {lang.pick(
                    "Predikat hanya berasal dari kedua penilaian di atas; hasil kuis dan kompetensi tidak pernah menetapkannya.",
                    "The predicate comes from the two ratings above and from nothing else; quizzes and competencies never set it.",
                )}
            </p>
        </section>
    }
    .into_any()
}

/// The matrix folded away, for whoever rates.
pub fn folded(lang: Lang, matrix: &MatrixView) -> AnyView {
    let content = view! { {table(lang, matrix, None)}{source(lang, matrix)} };
    disclosure(lang.pick("Bagaimana predikat ditentukan", "How the predicate is found"), false, content)
}

fn source(lang: Lang, matrix: &MatrixView) -> AnyView {
    let since = format::civil_date(lang, matrix.since);
    let check = if matrix.is_checked {
        ""
    } else {
        lang.pick("; masih harus dicocokkan dengan naskah resminya", "; still to be compared with the official text")
    };
    let source = lang.text(&matrix.source);
    let text = match lang {
        Lang::Id => format!("Aturan: {source}, diterapkan sejak {since}{check}."),
        Lang::En => format!("Rule: {source}, applied since {since}{check}."),
    };
    view! { <p class="card-note">{text}</p> }.into_any()
}

/// Behaviour across, from below to above, as the regulation prints it; results down.
fn table(lang: Lang, matrix: &MatrixView, met: Option<(Rating, Rating)>) -> AnyView {
    let across = [Rating::Below, Rating::As, Rating::Above];
    let head = across.map(|behaviour| view! { <th scope="col">{lang.text(matrix.rating(behaviour))}</th> });
    let rows = Rating::ALL.map(|result| {
        let cells = across.map(|behaviour| {
            let title = lang.text(&matrix.cells.predicate(result, behaviour).title);
            if met == Some((result, behaviour)) {
                let mark = lang.pick("predikat ini: ", "this predicate: ");
                view! { <td class="matrix-met"><span class="visually-hidden">{mark}</span>"● "{title}</td> }.into_any()
            } else {
                view! { <td>{title}</td> }.into_any()
            }
        });
        view! { <tr><th scope="row">{lang.text(matrix.rating(result))}</th>{cells.collect_view()}</tr> }
    });
    let label = lang.pick("Matriks predikat", "Matrix of predicates");
    view! {
        <p class="table-note">{lang.pick("Baris: hasil kerja. Kolom: perilaku kerja.", "Rows: result. Columns: behaviour.")}</p>
        <div class="table-scroll" tabindex="0" role="region" aria-label=label>
            <table class="table table--nine matrix">
                <thead>
                    <tr><td></td>{head.collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
