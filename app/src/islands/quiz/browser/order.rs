//! Ordering questions: items move up and down, and their rank selects follow.

use wasm_bindgen::JsCast;
use web_sys::Element;

use super::dom::{self, Control};
use super::form::{Form, Question};
use crate::islands::quiz::texts::fill;

/// What a button of an order does, from its `data-move`: an item up or down, or the order as it stands is the answer.
enum Move {
    Up,
    Down,
    Keep,
}

fn list_of(question: &Question) -> Option<Element> {
    dom::first(&question.section, "ol.order")
}

fn items(list: &Element) -> Vec<Element> {
    dom::all(list, "li")
}

fn rank_of(item: &Element) -> Option<Control> {
    dom::first(item, "select").map(JsCast::unchecked_into)
}

/// Puts the items of a question in the order of their ranks, where all have one.
pub fn arrange(question: &Question) {
    let Some(list) = list_of(question) else { return };
    let mut ranked: Vec<(usize, Element)> = Vec::new();
    for item in items(&list) {
        match rank_of(&item).and_then(|control| control.value().parse().ok()) {
            Some(rank) => ranked.push((rank, item)),
            None => return update_buttons(question, &list),
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    for (_, item) in &ranked {
        let _ = list.append_child(item);
    }
    update_buttons(question, &list);
}

/// Does what a button says. Answers whether the question changed.
pub fn press(form: &Form, question: &Question, button: &Element) -> bool {
    let Some(list) = list_of(question) else { return false };
    let step = match dom::attribute(button, "data-move").as_str() {
        "up" => Move::Up,
        "down" => Move::Down,
        _ => Move::Keep,
    };
    let item = button.closest("li").ok().flatten();
    let moved = match (step, item) {
        (Move::Up, Some(item)) => {
            item.previous_element_sibling().is_some_and(|before| list.insert_before(&item, Some(&before)).is_ok())
        }
        (Move::Down, Some(item)) => {
            item.next_element_sibling().is_some_and(|after| list.insert_before(&after, Some(&item)).is_ok())
        }
        (Move::Keep, _) => true,
        _ => false,
    };
    if moved {
        number(question, &list);
        keep_focus(form, button);
    }
    moved
}

/// A rank was chosen in an item's select: the item goes there. An empty rank empties all.
pub fn choose(question: &Question, select: &Element) {
    let Some(list) = list_of(question) else { return };
    let Some(item) = select.closest("li").ok().flatten() else { return };
    let Ok(rank) = select.unchecked_ref::<Control>().value().parse::<usize>() else {
        for control in items(&list).iter().filter_map(rank_of) {
            control.set_value("");
        }
        return update_buttons(question, &list);
    };
    item.remove();
    let after = items(&list).into_iter().nth(rank.saturating_sub(1));
    let _ = list.insert_before(&item, after.as_deref());
    number(question, &list);
    dom::focus(select);
}

/// Gives every item the rank of its place.
fn number(question: &Question, list: &Element) {
    for (place, control) in items(list).iter().filter_map(rank_of).enumerate() {
        control.set_value(&(place + 1).to_string());
    }
    update_buttons(question, list);
}

/// The first item has no way up, the last none down; once there is an order, there is nothing left to keep.
fn update_buttons(question: &Question, list: &Element) {
    let items = items(list);
    for (place, item) in items.iter().enumerate() {
        if let Some(up) = dom::first(item, "[data-move=up]") {
            dom::toggle_attribute(&up, "disabled", place == 0);
        }
        if let Some(down) = dom::first(item, "[data-move=down]") {
            dom::toggle_attribute(&down, "disabled", place + 1 == items.len());
        }
    }
    if let Some(keep) = dom::first(&question.section, "[data-move=keep]") {
        dom::toggle_attribute(&keep, "hidden", question.is_answered());
    }
}

/// The pressed button keeps the focus, or its twin where the item has reached an end; and the new place is said.
fn keep_focus(form: &Form, button: &Element) {
    let Some(item) = button.closest("li").ok().flatten() else { return };
    if let Some(usable) = Some(button.clone())
        .filter(|button| !button.has_attribute("disabled"))
        .or_else(|| dom::first(&item, "[data-move]:not([disabled])"))
    {
        dom::focus(&usable);
    }
    if let Some(rank) = rank_of(&item) {
        form.announce(&fill(&form.texts.moved, &rank.value()));
    }
}
