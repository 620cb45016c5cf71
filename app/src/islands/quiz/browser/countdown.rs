//! The remaining time. The server decides when it is over; this only shows it, and hands in when it has run out.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::window;

use super::dom;
use super::quiz::Quiz;
use crate::islands::quiz::numbers::clock;

/// A difference between the two clocks of the browser that only sleep explains, in milliseconds.
const SLEPT: f64 = 5_000.0;

/// Starts to count, if the attempt has a limit.
pub fn start(quiz: &Rc<Quiz>) {
    let Some(left) = quiz.form.left else { return };
    // Counted from the request for the page: rather a moment too short than too long.
    let loaded = js_sys::Date::now() - running();
    let shown = Cell::new(f64::INFINITY);
    let quiz = Rc::clone(quiz);
    let tick = move || {
        // The running clock stands still while the device sleeps; the wall clock may be set by hand.
        let (running, wall) = (running(), js_sys::Date::now() - loaded);
        let slept = wall - running > SLEPT;
        let remaining = left - if slept { wall } else { running };
        let seconds = (remaining / 1000.0).max(0.0);
        show(&quiz, seconds, shown.replace(seconds));
        if left - running <= 0.0 {
            quiz.hand_in_out_of_time();
        } else if remaining <= 0.0 {
            // The server knows better than a wall clock; answers that are not sent yet come back with the page.
            quiz.reload_once();
        }
    };
    tick();
    dom::every_second(tick);
}

/// Milliseconds since the page was asked for.
fn running() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

fn show(quiz: &Quiz, seconds: f64, before: f64) {
    if let Some(timer) = dom::first(&quiz.form.element, "[role=timer]") {
        timer.set_text_content(Some(&clock(seconds as u32)));
        if let Some(line) = timer.parent_element() {
            dom::toggle_class(&line, "quiz-time--short", seconds <= 60.0);
        }
    }
    let passed = |limit: f64| before > limit && seconds <= limit && before.is_finite();
    if passed(300.0) {
        quiz.form.announce(&quiz.form.texts.five_minutes);
    } else if passed(60.0) {
        quiz.form.announce(&quiz.form.texts.one_minute);
    } else if passed(0.0) {
        quiz.form.announce(&quiz.form.texts.time_over);
    }
}
