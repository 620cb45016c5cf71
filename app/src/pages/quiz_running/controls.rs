//! What is filled in, for each way to ask. Names are those that the server reads: `a.<question>` and `a.<question>.<n>`.

use content::model::Html;
use domain::answer::Answer;
use leptos::prelude::*;
use services::quiz::QuestionView;
use services::quiz::layout::{PresentedForm, PresentedPart, cloze_html};

use crate::components::icon::{self, icon};
use crate::components::text_area::text_area;
use crate::document::escape;
use crate::lang::Lang;

/// The language of the author's texts, where it is not that of the page.
type Foreign = Option<String>;

/// The controls of a question with what is saved.
pub(super) fn controls(lang: Lang, foreign: Foreign, question: &QuestionView) -> AnyView {
    match &question.form {
        PresentedForm::Single { options } => choices(lang, foreign, question, "radio", options),
        PresentedForm::Multiple { options } => choices(lang, foreign, question, "checkbox", options),
        PresentedForm::Number => line(lang, question, Some("decimal")),
        PresentedForm::Text => line(lang, question, None),
        PresentedForm::Cloze { parts } => cloze(lang, foreign, question, parts),
        PresentedForm::Match { labels, left, right } => pairs(lang, foreign, question, labels, left, right),
        PresentedForm::Order { items } => order(lang, foreign, question, items),
        PresentedForm::Essay => essay(lang, question),
    }
}

fn name(question: &QuestionView) -> String {
    format!("a.{}", question.id)
}

/// The name of the nth gap, row or item, from 0.
fn nth_name(question: &QuestionView, n: usize) -> String {
    format!("a.{}.{n}", question.id)
}

fn id(question: &QuestionView, n: usize) -> String {
    format!("p{}-{}", question.number, n + 1)
}

fn value(question: &QuestionView, n: usize) -> String {
    question.values.get(n).cloned().unwrap_or_default()
}

fn choices(lang: Lang, foreign: Foreign, question: &QuestionView, kind: &'static str, options: &[Html]) -> AnyView {
    let legend = if kind == "radio" {
        lang.pick("Pilih satu jawaban", "Choose one answer")
    } else {
        lang.pick("Pilih semua yang benar", "Choose all that are right")
    };
    let options = options.iter().enumerate().map(|(n, option)| {
        let place = n.to_string();
        let checked = question.values.contains(&place);
        view! {
            <div class="option">
                <input
                    class="option-input"
                    type=kind
                    id=id(question, n)
                    name=name(question)
                    value=place
                    checked=checked
                />
                <label class="option-label" for=id(question, n) lang=foreign.clone() inner_html=option.to_string()></label>
            </div>
        }
    });
    let options = options.collect_view();
    view! { <fieldset><legend class="visually-hidden">{legend}</legend>{options}</fieldset> }.into_any()
}

fn line(lang: Lang, question: &QuestionView, mode: Option<&'static str>) -> AnyView {
    let class = if mode.is_some() { "input input--short" } else { "input" };
    view! {
        <label class="visually-hidden" for=id(question, 0)>{lang.pick("Jawaban Anda", "Your answer")}</label>
        <input
            class=class
            id=id(question, 0)
            name=name(question)
            value=value(question, 0)
            inputmode=mode
            maxlength=Answer::LONGEST_TEXT
            autocomplete="off"
            spellcheck="false"
        />
    }
    .into_any()
}

fn essay(lang: Lang, question: &QuestionView) -> AnyView {
    let most = Some(Answer::LONGEST_ESSAY);
    let area = text_area(id(question, 0), name(question), &value(question, 0), 8, most, None, None);
    view! {
        <label class="visually-hidden" for=id(question, 0)>{lang.pick("Jawaban Anda", "Your answer")}</label>
        {area}
    }
    .into_any()
}

/// The author's text with a control in each gap. The text is HTML in pieces, so the controls are written as HTML, too.
fn cloze(lang: Lang, foreign: Foreign, question: &QuestionView, parts: &[PresentedPart]) -> AnyView {
    let html = cloze_html(parts, |gap, part| {
        let (id, name, value) = (id(question, gap), escape(&nth_name(question, gap)), value(question, gap));
        let label =
            format!("<label class=\"visually-hidden\" for=\"{id}\">{} {}</label>", lang.pick("Isian", "Gap"), gap + 1);
        match part {
            PresentedPart::ChoiceGap(choices) => {
                let options: String = choices
                    .iter()
                    .enumerate()
                    .map(|(place, text)| {
                        let selected = if value == place.to_string() { " selected" } else { "" };
                        format!("<option value=\"{place}\"{selected}>{}</option>", escape(text))
                    })
                    .collect();
                let none = lang.pick("Pilih …", "Choose …");
                format!(
                    "{label}<select class=\"select\" id=\"{id}\" name=\"{name}\">\
                     <option value=\"\">{none}</option>{options}</select>"
                )
            }
            part => {
                let mode = if *part == PresentedPart::NumberGap {
                    " inputmode=\"decimal\" size=\"6\""
                } else {
                    " size=\"14\""
                };
                format!(
                    "{label}<input class=\"input\" id=\"{id}\" name=\"{name}\" value=\"{}\"{mode} maxlength=\"{}\" \
                     autocomplete=\"off\" spellcheck=\"false\">",
                    escape(&value),
                    Answer::LONGEST_TEXT
                )
            }
        }
    });
    view! { <div class="cloze" lang=foreign inner_html=html></div> }.into_any()
}

fn pairs(
    lang: Lang,
    foreign: Foreign,
    question: &QuestionView,
    labels: &[Html; 2],
    left: &[Html],
    right: &[Html],
) -> AnyView {
    let heads = (!labels[0].is_empty() || !labels[1].is_empty()).then(|| {
        view! {
            <p class="match-heads" aria-hidden="true" lang=foreign.clone()>
                <span inner_html=labels[0].to_string()></span><span inner_html=labels[1].to_string()></span>
            </p>
        }
    });
    let rows = left.iter().enumerate().map(|(row, text)| {
        let chosen = value(question, row);
        let options = right.iter().enumerate().map(|(place, text)| {
            let selected = chosen == place.to_string();
            let foreign = foreign.clone();
            view! { <option value=place selected=selected lang=foreign inner_html=plain(text)></option> }
        });
        let options = options.collect_view();
        view! {
            <li>
                <label for=id(question, row) lang=foreign.clone() inner_html=text.to_string()></label>
                <select class="select" id=id(question, row) name=nth_name(question, row)>
                    <option value="">{lang.pick("Pilih …", "Choose …")}</option>
                    {options}
                </select>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! { {heads}<ul class="match" role="list">{rows}</ul> }.into_any()
}

fn order(lang: Lang, foreign: Foreign, question: &QuestionView, items: &[Html]) -> AnyView {
    let count = items.len();
    let rows = items.iter().enumerate().map(|(n, item)| {
        let id = id(question, n);
        let text = format!("{id}-teks");
        let ranked = value(question, n);
        let ranks = (1..=count).map(|rank| {
            let selected = ranked == rank.to_string();
            view! { <option value=rank selected=selected>{rank}</option> }
        });
        let ranks = ranks.collect_view();
        let button = |way: &'static str, name: &'static str, drawing: &'static str| {
            // Named by itself and the item's text: "Naikkan Memberi nomor".
            let own = format!("{id}-{way}");
            let label = format!("{own} {text}");
            view! {
                <button
                    class="button button--plain button--square"
                    type="button"
                    id=own
                    data-move=way
                    aria-label=name
                    aria-labelledby=label
                >
                    {icon(drawing)}
                </button>
            }
        };
        view! {
            <li>
                <select class="select select--tiny" id=id.clone() name=nth_name(question, n)>
                    <option value="">"–"</option>
                    {ranks}
                </select>
                <label class="order-text" for=id.clone() id=text.clone() lang=foreign.clone() inner_html=item.to_string()></label>
                <span class="order-moves when-enhanced">
                    {button("up", lang.pick("Naikkan", "Move up"), icon::UP)}
                    {button("down", lang.pick("Turunkan", "Move down"), icon::DOWN)}
                </span>
            </li>
        }
    });
    let rows = rows.collect_view();
    let hint = lang.pick("Beri setiap langkah nomor urutnya, mulai dari 1.", "Give every item its number, from 1.");
    view! {
        <p class="field-hint when-plain">{hint}</p>
        <ol class="order" role="list">{rows}</ol>
        <p class="when-enhanced gap-top">
            <button class="button button--quiet" type="button" data-move="keep">
                {lang.pick("Pakai urutan ini", "Keep this order")}
            </button>
        </p>
    }
    .into_any()
}

/// HTML without its tags, still escaped: an `<option>` holds text alone.
pub(crate) fn plain(html: &Html) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    let mut quote = None;
    for c in html.as_str().chars() {
        match (in_tag, quote, c) {
            (false, _, '<') => in_tag = true,
            (false, _, '>') => text.push_str("&gt;"),
            (false, _, c) => text.push(c),
            (true, None, '>') => in_tag = false,
            (true, None, '"' | '\'') => quote = Some(c),
            (true, Some(open), c) if c == open => quote = None,
            (true, _, _) => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_escapes_stay() {
        let html = Html::sanitise("a <em title=\"x > y\">b</em> &lt;script&gt; &amp; c");
        assert_eq!(plain(&html), "a b &lt;script&gt; &amp; c");
    }
}
