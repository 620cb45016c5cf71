//! The island's browser side: listeners on the form, which the server rendered and which is not rendered again.

mod countdown;
mod dom;
mod form;
mod order;
mod outbox;
mod quiz;
mod request;
mod state;
mod steps;

use std::rc::Rc;

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use self::form::Form;
use self::quiz::Quiz;

/// Finds the form and improves it. Without one, or with one that is not whole, nothing happens.
pub fn start() {
    let Some(form) = Form::find() else { return };
    let quiz = Quiz::new(form);
    if let Some(root) = document().document_element() {
        dom::toggle_class(&root, "is-enhanced", true);
    }
    quiz.show(quiz.step());
    listen_to_form(&quiz);
    listen_to_window(&quiz);
    countdown::start(&quiz);
    quiz.pump();
}

fn listen_to_form(quiz: &Rc<Quiz>) {
    let form = &quiz.form.element;
    on(quiz, form, "input", |quiz, event| changed(quiz, event, true));
    on(quiz, form, "change", |quiz, event| changed(quiz, event, false));
    on(quiz, form, "click", |quiz, event| {
        let button = dom::target(event).and_then(|target| target.closest("[data-move]").ok().flatten());
        if let Some(button) = button
            && let Some(place) = quiz.form.question_around(&button)
            && order::press(&quiz.form, &quiz.form.questions[place], &button)
        {
            quiz.changed(place, false);
        }
    });
    on(quiz, form, "keydown", |quiz, event| {
        // Enter would press the form's first button; in a field it means: done, on to the next question.
        if let Some(target) = dom::target(event)
            && event.unchecked_ref::<KeyboardEvent>().key() == "Enter"
            && target.tag_name() == "INPUT"
        {
            event.prevent_default();
            if quiz.form.question_around(&target).is_some() {
                steps::next(&quiz.form, quiz.step());
            }
        }
    });
    on(quiz, form, "submit", |quiz, event| {
        event.prevent_default();
        quiz.hand_in();
    });
}

/// Typing is told by `input`, choosing by `change`; a text that is left is sent without waiting.
fn changed(quiz: &Rc<Quiz>, event: &Event, typing: bool) {
    let Some(target) = dom::target(event) else { return };
    let Some(place) = quiz.form.question_around(&target) else { return };
    let typed = target.tag_name() == "TEXTAREA"
        || (target.tag_name() == "INPUT" && !target.unchecked_ref::<dom::Control>().is_choice());
    if typed != typing {
        if typed {
            quiz.pump();
        }
        return;
    }
    let question = &quiz.form.questions[place];
    if target.tag_name() == "SELECT" {
        order::choose(question, &target);
    }
    quiz.changed(place, typing);
}

fn listen_to_window(quiz: &Rc<Quiz>) {
    let window = window();
    on(quiz, &window, "hashchange", |quiz, _| {
        if let Some(step) = steps::from_address(&quiz.form) {
            quiz.show(step);
            steps::arrive(&quiz.form, step);
        }
    });
    // The line is back, or somebody signed in again in another tab.
    for event in ["online", "focus"] {
        on(quiz, &window, event, |quiz, _| quiz.pump());
    }
    // Coming back to a page that was kept: it may be out of date.
    on(quiz, &window, "pageshow", |quiz, event| {
        if dom::property(event, "persisted").is_truthy() {
            quiz.reload_once();
        }
    });
}

fn on(quiz: &Rc<Quiz>, target: &web_sys::EventTarget, event: &str, handler: fn(&Rc<Quiz>, &Event)) {
    let quiz = Rc::clone(quiz);
    dom::listen(target, event, move |event| handler(&quiz, &event));
}
