//! `/pemberitahuan/berhenti/{token}`: no more e-mails made of notifications. It works without signing in.

use crate::components::stop_letters::{StopLetters, stop_letters};
use crate::document::Page;
use crate::frame::Frame;

/// Before or after the button was pressed.
pub fn notices_ended(frame: &Frame, token: &str, done: bool) -> Page {
    let lang = frame.lang;
    let (title, text) = if done {
        (
            lang.pick("Surel pemberitahuan dihentikan", "No more notifications by e-mail"),
            lang.pick(
                "Pemberitahuan tetap muncul di aplikasi. Yang diwajibkan aturan tetap dikirim lewat surel.",
                "Notifications still appear in the app. Those that a rule wants are still sent by e-mail.",
            ),
        )
    } else {
        (
            lang.pick("Hentikan surel pemberitahuan?", "Stop notifications by e-mail?"),
            lang.pick(
                "Anda tidak lagi mendapat surel harian atau surel segera, kecuali yang diwajibkan aturan: putusan evaluasi, jawaban tentang data pribadi, dan keamanan akun. Surel pengingat rencana diatur tersendiri.",
                "You get neither the daily e-mail nor those at once, but for what a rule wants: decisions of evaluations, answers about personal data, and the security of your account. Reminders of plans are a choice of their own.",
            ),
        )
    };
    let action = (!done).then(|| format!("/pemberitahuan/berhenti/{token}"));
    let after = ("/pemberitahuan/atur", lang.pick("Atur pemberitahuan", "Choose what you are told"));
    stop_letters(lang, StopLetters { title, text, action, after })
}
