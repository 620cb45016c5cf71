//! The running quiz in the browser: answers go into the outbox at once and from there to the server, one at a time.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::window;
use wasm_bindgen_futures::spawn_local;

use super::dom;
use super::form::Form;
use super::order;
use super::outbox::{Message, Outbox};
use super::request::{Outcome, send, server_is_there};
use super::state::{Saving, say};
use super::steps;
use crate::islands::quiz::numbers::pause;

/// Typing rests this long before it is sent, in milliseconds.
const TYPING_RESTS: i32 = 800;

pub struct Quiz {
    pub form: Form,
    outbox: RefCell<Outbox>,
    /// When the answers of this page were saved, by question.
    saved: RefCell<BTreeMap<String, String>>,
    refused: RefCell<Vec<String>>,
    step: Cell<usize>,
    sending: Cell<bool>,
    /// Tries in a row that did not arrive.
    failures: Cell<u32>,
    /// All tries that did not arrive: only the newest pause ends in another try.
    tries: Cell<u32>,
    signed_out: Cell<bool>,
    /// Counts edits, so that only the last of a burst is sent.
    edits: Cell<u32>,
    handing_in: Cell<bool>,
    /// The page is about to go.
    leaving: Cell<bool>,
}

impl Quiz {
    /// Takes over the form: what could not be sent before is filled in again and sent.
    pub fn new(form: Form) -> Rc<Self> {
        let outbox = Outbox::open(&form.attempt);
        for (question, values) in outbox.answers() {
            if let Some(place) = form.place_of(&question) {
                form.questions[place].fill(&values);
                steps::mark(&form, place);
            }
        }
        for question in &form.questions {
            order::arrange(question);
        }
        let step = steps::from_address(&form).unwrap_or_else(|| steps::first_open(&form));
        Rc::new(Self {
            form,
            outbox: RefCell::new(outbox),
            saved: RefCell::default(),
            refused: RefCell::default(),
            step: Cell::new(step),
            sending: Cell::new(false),
            failures: Cell::new(0),
            tries: Cell::new(0),
            signed_out: Cell::new(false),
            edits: Cell::new(0),
            handing_in: Cell::new(false),
            leaving: Cell::new(false),
        })
    }

    pub fn step(&self) -> usize {
        self.step.get()
    }

    pub fn show(&self, step: usize) {
        self.step.set(step);
        steps::show(&self.form, step);
        self.say_state();
    }

    /// A question changed: it is kept at once, and sent now or when typing rests.
    pub fn changed(self: &Rc<Self>, place: usize, typing: bool) {
        let Some(question) = self.form.questions.get(place) else { return };
        self.outbox.borrow_mut().put(&question.id, &question.values());
        self.refused.borrow_mut().retain(|refused| *refused != question.id);
        steps::mark(&self.form, place);
        self.say_state();
        let edit = self.edits.get().wrapping_add(1);
        self.edits.set(edit);
        if typing {
            let quiz = Rc::clone(self);
            dom::after(TYPING_RESTS, move || {
                if quiz.edits.get() == edit {
                    quiz.pump();
                }
            });
        } else {
            self.pump();
        }
    }

    /// Sends what waits; called again it does nothing while a request is under way.
    pub fn pump(self: &Rc<Self>) {
        if self.sending.get() || self.leaving.get() {
            return;
        }
        let Some(message) = self.outbox.borrow().first() else { return self.finish() };
        self.sending.set(true);
        let quiz = Rc::clone(self);
        spawn_local(async move {
            let outcome = send(&quiz.form.save_url, &quiz.form.csrf, &message.body).await;
            quiz.sending.set(false);
            quiz.sent(&message, outcome);
        });
    }

    fn sent(self: &Rc<Self>, message: &Message, outcome: Outcome) {
        let arrived = matches!(outcome, Outcome::Saved { .. } | Outcome::Refused);
        if arrived {
            self.failures.set(0);
            self.outbox.borrow_mut().remove(message);
        }
        self.signed_out.set(matches!(outcome, Outcome::SignedOut));
        match outcome {
            Outcome::Saved { clock } => {
                self.saved.borrow_mut().insert(message.question.clone(), clock);
            }
            Outcome::Refused => self.refused.borrow_mut().push(message.question.clone()),
            Outcome::Over => return self.leave(),
            Outcome::SignedOut => {}
            Outcome::Failed => self.try_later(),
        }
        self.say_state();
        if arrived {
            self.pump();
        }
    }

    /// Tries again after a pause that grows with every try that does not arrive.
    fn try_later(self: &Rc<Self>) {
        let (failures, tries) = (self.failures.get() + 1, self.tries.get() + 1);
        self.failures.set(failures);
        self.tries.set(tries);
        let quiz = Rc::clone(self);
        dom::after(pause(failures) as i32 * 1000, move || {
            if quiz.tries.get() == tries {
                quiz.pump();
            }
        });
    }

    /// Says how the question on the screen stands; trouble with the line or the session goes before.
    fn say_state(&self) {
        let trouble = if self.signed_out.get() {
            Some(Saving::SignedOut)
        } else if self.failures.get() > 0 {
            Some(Saving::Waiting)
        } else {
            None
        };
        let Some(question) = self.form.questions.get(self.step.get()) else { return self.say_handing_in(trouble) };
        let saved = self.saved.borrow();
        let saving = trouble.unwrap_or_else(|| {
            if self.outbox.borrow().holds(&question.id) {
                Saving::OnItsWay
            } else if self.refused.borrow().contains(&question.id) {
                Saving::Refused
            } else if let Some(clock) = saved.get(&question.id) {
                Saving::Saved(clock)
            } else if question.is_answered() {
                Saving::Saved("")
            } else {
                Saving::Unanswered
            }
        });
        say(&self.form, &question.section, saving);
    }

    fn say_handing_in(&self, trouble: Option<Saving<'_>>) {
        let line = dom::first(&self.form.submit_box, ".save-state");
        let saving = match trouble {
            Some(Saving::Waiting) if self.handing_in.get() => Some(Saving::HandingInWaits),
            None if self.handing_in.get() => Some(Saving::HandingIn),
            other => other,
        };
        if let Some(line) = line {
            dom::toggle_attribute(&line, "hidden", saving.is_none());
        }
        if let Some(saving) = saving {
            say(&self.form, &self.form.submit_box, saving);
        }
    }

    /// Hands in as soon as every answer has arrived. Further calls change nothing.
    pub fn hand_in(self: &Rc<Self>) {
        if self.handing_in.replace(true) {
            return;
        }
        if let Some(button) = self.form.submit_button() {
            dom::toggle_attribute(&button, "disabled", true);
        }
        self.say_state();
        self.pump();
    }

    pub fn hand_in_out_of_time(self: &Rc<Self>) {
        if !self.handing_in.get() {
            self.show(self.form.questions.len());
            self.hand_in();
        }
    }

    /// Nothing waits any more: if it was handed in, the form goes. Sent to a server that is not there, the browser would
    /// replace the page with an error: so it is asked first.
    fn finish(self: &Rc<Self>) {
        if !self.handing_in.get() {
            return;
        }
        self.sending.set(true);
        let quiz = Rc::clone(self);
        spawn_local(async move {
            let there = server_is_there().await;
            quiz.sending.set(false);
            if !there {
                quiz.try_later();
                quiz.say_state();
            } else if quiz.outbox.borrow().first().is_some() {
                quiz.pump();
            } else {
                quiz.failures.set(0);
                quiz.say_state();
                quiz.go();
            }
        });
    }

    fn go(&self) {
        // Every answer is saved; those of this page may be older than what another device sent since.
        self.form.leave_answers_out();
        if let Some(button) = self.form.submit_button() {
            self.form.element.set_action(&dom::attribute(&button, "formaction"));
        }
        self.leaving.set(true);
        let _ = self.form.element.submit();
    }

    /// The attempt is over, handed in elsewhere or out of time: to its result, which says so.
    fn leave(&self) {
        self.outbox.borrow_mut().clear();
        self.leaving.set(true);
        let _ = window().location().replace(&["/kuis/", &self.form.attempt, "?pesan=attempt-over"].concat());
    }

    pub fn reload_once(&self) {
        if !self.leaving.replace(true) {
            let _ = window().location().reload();
        }
    }
}
