//! An answer in words: from the fields of a question to what they stand for.

use content::model::Html;
use leptos::prelude::*;
use services::quiz::QuestionResult;
use services::quiz::layout::{PresentedForm, PresentedPart, cloze_html};

use crate::document::escape;
use crate::lang::Lang;

/// The fields in words; `None` where nothing was answered.
pub(super) fn given(lang: Lang, question: &QuestionResult, values: &[String]) -> Option<AnyView> {
    if values.iter().all(|value| value.trim().is_empty()) {
        return None;
    }
    let view = match &question.form {
        PresentedForm::Single { options } => single(options, values)?,
        PresentedForm::Multiple { options } => list(chosen(options, values)),
        PresentedForm::Number | PresentedForm::Text => values.join(" / ").into_any(),
        PresentedForm::Essay => paragraphs(&values.join("\n")),
        PresentedForm::Cloze { parts } => cloze(lang, parts, values),
        PresentedForm::Match { left, right, .. } => pairs(lang, left, right, values),
        PresentedForm::Order { items } => ordered(items, values),
    };
    Some(view)
}

fn chosen<'a>(options: &'a [Html], values: &[String]) -> Vec<&'a Html> {
    values.iter().filter_map(|value| options.get(value.parse::<usize>().ok()?)).collect()
}

fn single(options: &[Html], values: &[String]) -> Option<AnyView> {
    let option = chosen(options, values).first()?.to_string();
    Some(view! { <div inner_html=option></div> }.into_any())
}

fn list(options: Vec<&Html>) -> AnyView {
    let items = options.into_iter().map(|option| view! { <li inner_html=option.to_string()></li> });
    view! { <ul class="answer-options">{items.collect_view()}</ul> }.into_any()
}

/// A free text as it was typed: a line is a paragraph.
pub(crate) fn paragraphs(text: &str) -> AnyView {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).map(|line| view! { <p>{line.to_owned()}</p> });
    view! { <div class="answer-text">{lines.collect_view()}</div> }.into_any()
}

/// The text with the gaps filled in.
fn cloze(lang: Lang, parts: &[PresentedPart], values: &[String]) -> AnyView {
    let html = cloze_html(parts, |gap, part| {
        let value = values.get(gap).map(String::as_str).unwrap_or_default();
        let text = match part {
            PresentedPart::ChoiceGap(choices) => {
                value.parse::<usize>().ok().and_then(|place| choices.get(place)).map(String::as_str).unwrap_or_default()
            }
            _ => value,
        };
        if text.trim().is_empty() {
            format!("<em class=\"muted\">({})</em>", lang.pick("kosong", "empty"))
        } else {
            format!("<mark class=\"gap\">{}</mark>", escape(text))
        }
    });
    view! { <div inner_html=html></div> }.into_any()
}

fn pairs(lang: Lang, left: &[Html], right: &[Html], values: &[String]) -> AnyView {
    let rows = left.iter().enumerate().map(|(row, text)| {
        let partner = values.get(row).and_then(|value| right.get(value.parse::<usize>().ok()?));
        let partner = partner.map_or_else(
            || view! { <em class="muted">"("{lang.pick("kosong", "empty")}")"</em> }.into_any(),
            |partner| view! { <span inner_html=partner.to_string()></span> }.into_any(),
        );
        view! {
            <li>
                <span inner_html=text.to_string()></span><span aria-hidden="true">" → "</span>
                <span class="visually-hidden">": "</span>{partner}
            </li>
        }
    });
    view! { <ul class="answer-options">{rows.collect_view()}</ul> }.into_any()
}

/// The items by their rank; those without one are not there.
fn ordered(items: &[Html], values: &[String]) -> AnyView {
    let mut ranked: Vec<(usize, &Html)> =
        values.iter().zip(items).filter_map(|(value, item)| Some((value.parse().ok()?, item))).collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let items = ranked.into_iter().map(|(_, item)| view! { <li inner_html=item.to_string()></li> });
    view! { <ol class="answer-options answer-options--numbered">{items.collect_view()}</ol> }.into_any()
}
