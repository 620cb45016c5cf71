//! `/rencana/berhenti/{token}`: no more reminders by e-mail. It works without signing in.

use crate::components::stop_letters::{StopLetters, stop_letters};
use crate::document::Page;
use crate::frame::Frame;

/// Before or after the button was pressed.
pub fn unsubscribe(frame: &Frame, token: &str, done: bool) -> Page {
    let lang = frame.lang;
    let (title, text) = if done {
        (
            lang.pick("Surel pengingat dihentikan", "No more reminders by e-mail"),
            lang.pick(
                "Rencana Anda tetap terlihat di beranda. Di halaman rencana Anda dapat menyalakannya lagi.",
                "Your plan is still on your home page. On the page of your plan you can turn them on again.",
            ),
        )
    } else {
        (
            lang.pick("Hentikan surel pengingat?", "Stop reminders by e-mail?"),
            lang.pick(
                "Anda tidak lagi mendapat surel tentang rencana belajar. Surel tentang kata sandi dan akun tetap dikirim.",
                "You get no more e-mails about your learning plan. Those about your password and account are still sent.",
            ),
        )
    };
    let action = (!done).then(|| format!("/rencana/berhenti/{token}"));
    let after = ("/rencana", lang.pick("Ke rencana saya", "To my plan"));
    stop_letters(lang, StopLetters { title, text, action, after })
}
