//! What the island needs of the document, with failures as nothing: an improvement never breaks the page.

use leptos::prelude::{document, window};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget, HtmlElement};

#[wasm_bindgen]
extern "C" {
    /// An input, select or textarea: all have these.
    pub type Control;

    #[wasm_bindgen(method, getter)]
    pub fn name(this: &Control) -> String;

    #[wasm_bindgen(method, getter, js_name = "type")]
    pub fn kind(this: &Control) -> String;

    #[wasm_bindgen(method, getter)]
    pub fn value(this: &Control) -> String;

    #[wasm_bindgen(method, setter)]
    pub fn set_value(this: &Control, value: &str);

    #[wasm_bindgen(method, getter)]
    pub fn checked(this: &Control) -> bool;

    #[wasm_bindgen(method, setter)]
    pub fn set_checked(this: &Control, checked: bool);

    #[wasm_bindgen(method, setter)]
    pub fn set_required(this: &Control, required: bool);
}

impl Control {
    /// It is chosen rather than filled in.
    pub fn is_choice(&self) -> bool {
        matches!(self.kind().as_str(), "radio" | "checkbox")
    }
}

pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

pub fn all(within: &Element, selector: &str) -> Vec<Element> {
    let mut found = Vec::new();
    if let Ok(nodes) = within.query_selector_all(selector) {
        for place in 0..nodes.length() {
            found.extend(nodes.get(place).and_then(|node| node.dyn_into().ok()));
        }
    }
    found
}

pub fn first(within: &Element, selector: &str) -> Option<Element> {
    within.query_selector(selector).ok().flatten()
}

pub fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

pub fn set_attribute(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Sets an attribute that needs no value, or takes it away.
pub fn toggle_attribute(element: &Element, name: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(name, on);
}

pub fn toggle_class(element: &Element, name: &str, on: bool) {
    let _ = element.class_list().toggle_with_force(name, on);
}

pub fn create(tag: &str, text: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    element.set_text_content(Some(text));
    Some(element)
}

pub fn focus(element: &Element) {
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}

/// The element in which an event began.
pub fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Calls `handler` for as long as the page lives.
pub fn listen(on: &EventTarget, event: &str, handler: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(handler).into_js_value();
    let _ = on.add_event_listener_with_callback(event, closure.unchecked_ref());
}

/// Calls `then` once, later.
pub fn after(millis: i32, then: impl FnOnce() + 'static) {
    let closure = Closure::once_into_js(then);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(closure.unchecked_ref(), millis);
}

/// Calls `then` every second for as long as the page lives.
pub fn every_second(then: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(then).into_js_value();
    let _ = window().set_interval_with_callback_and_timeout_and_arguments_0(closure.unchecked_ref(), 1000);
}

/// A property of a JavaScript object.
pub fn property(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}
