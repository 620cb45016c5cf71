//! What the pages about evaluations have in common.

use domain::evaluation::Rating;
use leptos::prelude::*;
use services::{FieldError, MatrixView};

use super::words::rating_code;
use crate::components::field::{error_summary, problem, problem_of};
use crate::components::icon::{self, small_icon};
use crate::lang::Lang;

/// A choice of one, each with its words.
pub fn choices(
    lang: Lang,
    (name, legend): (&'static str, String),
    hint: Option<&'static str>,
    errors: &[FieldError],
    options: Vec<(String, String)>,
    chosen: &str,
) -> AnyView {
    let error = problem_of(lang, errors, name);
    let options = options.into_iter().map(|(value, text)| {
        let checked = value == chosen;
        view! {
            <label class="check"><input type="radio" name=name value=value checked=checked/><span>{text}</span></label>
        }
    });
    view! {
        <div class="field">
            <fieldset class="choice-list" id=name tabindex="-1">
                <legend>{legend}</legend>
                {hint.map(|hint| view! { <p class="field-hint">{hint}</p> })}
                {error.map(|error| view! { <p class="field-error">{small_icon(icon::WARNING)}{error}</p> })}
                {options.collect_view()}
            </fieldset>
        </div>
    }
    .into_any()
}

/// The three ratings, each with its number and what the rule calls it.
pub fn rating_options(lang: Lang, matrix: Option<&MatrixView>) -> Vec<(String, String)> {
    let words = |rating: Rating| match matrix {
        Some(matrix) => lang.text(matrix.rating(rating)),
        None => rating.code().to_owned(),
    };
    Rating::ALL
        .map(|rating| (rating.code().to_owned(), format!("{} – {}", rating_code(rating), words(rating))))
        .to_vec()
}

/// What has to be corrected, with the label of each field.
pub fn summary(lang: Lang, errors: &[FieldError], label: impl Fn(&str) -> &'static str) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let fields = errors
        .iter()
        .map(|error| (error.field.clone(), format!("{}: {}", label(&error.field), problem(lang, error.problem))));
    let text = lang.pick("Perbaiki bagian ini, lalu kirim lagi.", "Correct this, then send it again.");
    let title = lang.pick("Belum tersimpan", "Not saved yet");
    Some(error_summary(title, Some(text.to_owned()), fields.collect()))
}
