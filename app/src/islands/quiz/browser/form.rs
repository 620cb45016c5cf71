//! The form as the server wrote it: its questions, their controls, and where it is sent.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement};

use super::dom::{self, Control};
use crate::islands::quiz::FORM_ID;
use crate::islands::quiz::texts::Texts;

/// The quiz form with what its attributes say.
pub struct Form {
    pub element: HtmlFormElement,
    pub questions: Vec<Question>,
    /// The last step: what is missing, and handing in.
    pub submit_box: Element,
    pub texts: Texts,
    pub attempt: String,
    /// Where an answer is saved.
    pub save_url: String,
    /// Where to sign in and come back from.
    pub sign_in_url: String,
    pub csrf: String,
    /// Milliseconds that were left when the page was written; nothing without a limit.
    pub left: Option<f64>,
}

impl Form {
    /// The form of the page, if it is there and whole.
    pub fn find() -> Option<Self> {
        let element: HtmlFormElement = dom::by_id(FORM_ID)?.dyn_into().ok()?;
        let now = dom::attribute(&element, "data-now").parse::<f64>().ok();
        let deadline = dom::attribute(&element, "data-deadline").parse::<f64>().ok();
        let questions = dom::all(&element, ".question").into_iter().filter_map(Question::read).collect();
        Some(Self {
            questions,
            submit_box: dom::first(&element, ".submit-box")?,
            texts: Texts::from_attribute(&dom::attribute(&element, "data-texts")),
            attempt: dom::attribute(&element, "data-attempt"),
            save_url: dom::attribute(&element, "action"),
            sign_in_url: dom::attribute(&element, "data-sign-in"),
            csrf: dom::first(&element, "[name=_csrf]")?.unchecked_into::<Control>().value(),
            left: deadline.zip(now).map(|(deadline, now)| deadline - now),
            element,
        })
    }

    /// The question with an id.
    pub fn place_of(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id == id)
    }

    /// The question in which an element stands.
    pub fn question_around(&self, element: &Element) -> Option<usize> {
        let section = element.closest(".question").ok().flatten()?;
        self.questions.iter().position(|question| question.section == section)
    }

    pub fn submit_button(&self) -> Option<Element> {
        dom::first(&self.submit_box, "button[formaction]")
    }

    /// Takes the answers out of what the form sends: without its id no field of a question is read.
    pub fn leave_answers_out(&self) {
        for question in &self.questions {
            if let Some(id) = dom::first(&question.section, "[name=q]") {
                let _ = id.remove_attribute("name");
            }
        }
    }

    /// Tells those who cannot see it.
    pub fn announce(&self, text: &str) {
        if let Some(region) = document().get_element_by_id("kuis-kabar") {
            region.set_text_content(Some(text));
        }
    }
}

/// A question of the form.
pub struct Question {
    pub section: Element,
    pub id: String,
}

impl Question {
    fn read(section: Element) -> Option<Self> {
        let id = dom::first(&section, "[name=q]")?.unchecked_into::<Control>().value();
        Some(Self { section, id })
    }

    fn controls(&self) -> Vec<Control> {
        let elements = dom::all(&self.section, "[name^=\"a.\"]");
        elements.into_iter().map(JsCast::unchecked_into).collect()
    }

    /// The number behind the question's id in a control's name: `a.alur.2` is 2. Items of an order are moved about in
    /// the page, so the place of a control is in its name.
    fn place(&self, control: &Control) -> Option<usize> {
        control.name().strip_prefix("a.")?.strip_prefix(self.id.as_str())?.strip_prefix('.')?.parse().ok()
    }

    /// The fields, as `services::quiz::layout` describes them.
    pub fn values(&self) -> Vec<String> {
        let mut values = Vec::new();
        for control in self.controls() {
            if control.is_choice() {
                if control.checked() {
                    values.push(control.value());
                }
            } else {
                let place = self.place(&control).unwrap_or(0);
                if values.len() <= place {
                    values.resize(place + 1, String::new());
                }
                values[place] = control.value();
            }
        }
        values
    }

    pub fn is_answered(&self) -> bool {
        self.values().iter().any(|value| !value.trim().is_empty())
    }

    /// Puts fields back into the controls.
    pub fn fill(&self, values: &[String]) {
        for control in self.controls() {
            if control.is_choice() {
                control.set_checked(values.contains(&control.value()));
            } else {
                let place = self.place(&control).unwrap_or(0);
                control.set_value(values.get(place).map_or("", String::as_str));
            }
        }
    }
}
