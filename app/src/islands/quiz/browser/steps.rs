//! One question at a time. The address says which: `#p3`, so that the browser's back button walks the questions.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;

use super::dom::{self, Control};
use super::form::Form;
use crate::islands::quiz::texts::fill;

/// The id of the submit step, `#kumpulkan`.
const SUBMIT: &str = "kumpulkan";

/// The step that the address asks for; the number of questions is the submit step.
pub fn from_address(form: &Form) -> Option<usize> {
    let hash = window().location().hash().ok()?;
    let id = hash.strip_prefix('#')?;
    if id == SUBMIT {
        return Some(form.questions.len());
    }
    form.questions.iter().position(|question| question.section.id() == id)
}

/// The first question without an answer, or the first of all.
pub fn first_open(form: &Form) -> usize {
    form.questions.iter().position(|question| !question.is_answered()).unwrap_or(0)
}

/// Shows a step and hides the others.
pub fn show(form: &Form, step: usize) {
    for (place, question) in form.questions.iter().enumerate() {
        dom::toggle_class(&question.section, "is-current", place == step);
    }
    // A case stays above whichever of its questions is shown.
    for group in dom::all(&form.element, ".case-group") {
        let shown = dom::first(&group, ".question.is-current").is_some();
        dom::toggle_class(&group, "is-current", shown);
    }
    dom::toggle_class(&form.submit_box, "is-current", step == form.questions.len());
    for (place, link) in links(form).into_iter().enumerate() {
        if place == step {
            dom::set_attribute(&link, "aria-current", "step");
        } else {
            let _ = link.remove_attribute("aria-current");
        }
    }
    if step == form.questions.len() {
        list_missing(form);
    }
}

/// Brings the eye and the screen reader to the step that was just shown.
pub fn arrive(form: &Form, step: usize) {
    if form.element.get_bounding_client_rect().top() < 0.0 {
        form.element.scroll_into_view();
    }
    let section = form.questions.get(step).map_or(&form.submit_box, |question| &question.section);
    if let Some(heading) = dom::first(section, "[tabindex=\"-1\"]") {
        dom::focus(&heading);
    }
}

/// Goes to the step after a question.
pub fn next(form: &Form, step: usize) {
    let id = form.questions.get(step + 1).map_or_else(|| SUBMIT.to_owned(), |question| question.section.id());
    let _ = window().location().set_hash(&id);
}

/// Marks in the strip whether a question has an answer.
pub fn mark(form: &Form, place: usize) {
    let Some(link) = links(form).into_iter().nth(place) else { return };
    let answered = form.questions.get(place).is_some_and(|question| question.is_answered());
    let text = if answered { &form.texts.place_answered } else { &form.texts.place_unanswered };
    dom::toggle_class(&link, "is-answered", answered);
    dom::set_attribute(&link, "aria-label", &fill(text, &(place + 1).to_string()));
}

fn links(form: &Form) -> Vec<web_sys::Element> {
    dom::all(&form.element, ".quiz-strip a")
}

/// Says in the submit step what has no answer, with a link to each.
fn list_missing(form: &Form) {
    let missing: Vec<_> = (0..form.questions.len()).filter(|place| !form.questions[*place].is_answered()).collect();
    let text = match missing.len() {
        0 => form.texts.all_answered.clone(),
        1 => form.texts.one_unanswered.clone(),
        several => fill(&form.texts.some_unanswered, &several.to_string()),
    };
    if let Some(line) = dom::first(&form.submit_box, ".submit-text") {
        line.set_text_content(Some(&text));
    }
    if let Some(list) = dom::first(&form.submit_box, ".submit-list") {
        list.set_text_content(None);
        dom::toggle_attribute(&list, "hidden", missing.is_empty());
        for place in &missing {
            let _ = link_to(form, *place).map(|item| list.append_child(&item));
        }
    }
    // Nothing to confirm where nothing is missing.
    if let Some(check) = dom::first(&form.submit_box, ".check") {
        dom::toggle_attribute(&check, "hidden", missing.is_empty());
        if let Some(input) = dom::first(&check, "input") {
            input.unchecked_into::<Control>().set_required(!missing.is_empty());
        }
    }
}

fn link_to(form: &Form, place: usize) -> Option<web_sys::Element> {
    let item = document().create_element("li").ok()?;
    let link = dom::create("a", &fill(&form.texts.number, &(place + 1).to_string()))?;
    dom::set_attribute(&link, "href", &["#", &form.questions[place].section.id()].concat());
    item.append_child(&link).ok()?;
    Some(item)
}
