//! Letters that are sent by e-mail: a subject, a plain text, and the same as simple HTML.

mod notices;

use domain::time::Timestamp;
use services::{LetterKind, PlanMail};

use crate::document::escape;
use crate::format;
use crate::lang::Lang;
use crate::pages::{plan_title, reminder_words};

pub use notices::notices;

/// A letter as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterText {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// `origin` is how people reach Ampera. `link` is a path on it, and until when it is good.
pub fn letter(lang: Lang, kind: LetterKind, name: &str, origin: &str, link: Option<(&str, Timestamp)>) -> LetterText {
    let words = words(lang, kind);
    let address = link.map(|(path, _)| format!("{origin}{path}"));
    let until = link.map(|(_, end)| match lang {
        Lang::Id => format!("Tautan ini berlaku sampai {}, dan hanya satu kali.", format::date_time(lang, end)),
        Lang::En => format!("This link is good until {}, and only once.", format::date_time(lang, end)),
    });
    let greeting = greeting(lang, name);
    let foot = foot(lang, origin);
    let paragraphs: Vec<String> =
        [Some(greeting), Some(words.first.to_owned()), address.clone(), until, Some(words.last.to_owned()), Some(foot)]
            .into_iter()
            .flatten()
            .collect();
    let marked = paragraphs.iter().map(|paragraph| {
        let text = escape(paragraph);
        if address.as_ref() == Some(paragraph) {
            format!("<p><a href=\"{text}\">{}</a></p>", escape(words.button))
        } else {
            format!("<p>{text}</p>")
        }
    });
    LetterText {
        subject: words.subject.to_owned(),
        html: page(lang, words.subject, &marked.collect::<String>()),
        text: paragraphs.join("\n\n") + "\n",
    }
}

/// Reminders of what is planned: one letter a day at most, with a link that ends them.
pub fn reminders(lang: Lang, name: &str, origin: &str, plan: &PlanMail, unsubscribe: &str) -> LetterText {
    let words = words(lang, LetterKind::Plan);
    let greeting = greeting(lang, name);
    let lines: Vec<String> = plan
        .lines
        .iter()
        .map(|line| {
            let (title, why) = (plan_title(lang, &line.plan), reminder_words(lang, line.reminder));
            let day = format::date(lang, line.due.plus_millis(-1));
            match lang {
                Lang::Id => format!("{title}: sampai {day} ({why})"),
                Lang::En => format!("{title}: until {day} ({why})"),
            }
        })
        .collect();
    let address = format!("{origin}/rencana");
    let stop = match lang {
        Lang::Id => "Tidak ingin surel seperti ini lagi? Hentikan di sini, tanpa perlu masuk:",
        Lang::En => "No more e-mails like this? Stop them here, without signing in:",
    };
    let foot = foot(lang, origin);
    let listed: String = lines.iter().map(|line| format!("<li>{}</li>", escape(line))).collect();
    let body = format!(
        "<p>{}</p><p>{}</p><ul>{listed}</ul><p>{}</p><p>{} {}</p><p>{}</p>",
        escape(&greeting),
        escape(words.first),
        link(&address, words.button),
        escape(stop),
        link(unsubscribe, lang.pick("Hentikan", "Stop")),
        escape(&foot),
    );
    let text = [greeting, words.first.to_owned(), lines.join("\n"), address, format!("{stop}\n{unsubscribe}"), foot];
    let html = page(lang, words.subject, &body);
    LetterText { subject: words.subject.to_owned(), html, text: text.join("\n\n") + "\n" }
}

fn greeting(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Id => format!("Yth. {name},"),
        Lang::En => format!("Dear {name},"),
    }
}

fn foot(lang: Lang, origin: &str) -> String {
    match lang {
        Lang::Id => format!("Surel ini dikirim otomatis oleh Ampera, {origin}. Jangan dibalas."),
        Lang::En => format!("Ampera, {origin}, sent this by itself. Please do not reply."),
    }
}

fn link(address: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(address), escape(text))
}

/// A letter as simple HTML; `body` is markup.
fn page(lang: Lang, subject: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head><body>{body}</body></html>",
        lang.code(),
        escape(subject)
    )
}

struct Words {
    subject: &'static str,
    first: &'static str,
    button: &'static str,
    last: &'static str,
}

const fn words(lang: Lang, kind: LetterKind) -> Words {
    match kind {
        LetterKind::Invitation => Words {
            subject: lang.pick("Undangan ke Ampera", "Your invitation to Ampera"),
            first: lang.pick(
                "Anda diundang ke Ampera, tempat belajar dan uji kompetensi ASN. Buka tautan ini untuk membuat kata sandi:",
                "You are invited to Ampera, where civil servants learn and show what they can do. Open this link to set a password:",
            ),
            button: lang.pick("Buat kata sandi", "Set a password"),
            last: lang.pick(
                "Tidak merasa diundang? Abaikan surel ini; tidak ada yang terjadi.",
                "Did you not expect this? Leave it; nothing happens.",
            ),
        },
        LetterKind::Reset => Words {
            subject: lang.pick("Mengganti kata sandi Ampera", "Set a new password for Ampera"),
            first: lang.pick(
                "Ada yang meminta kata sandi baru untuk akun Anda. Bila itu Anda, buka tautan ini:",
                "Somebody asked for a new password for your account. If it was you, open this link:",
            ),
            button: lang.pick("Buat kata sandi baru", "Set a new password"),
            last: lang.pick(
                "Bukan Anda? Abaikan surel ini; kata sandi Anda tidak berubah.",
                "Was it not you? Leave this; your password does not change.",
            ),
        },
        LetterKind::Plan => Words {
            subject: lang.pick("Rencana belajar Anda", "Your learning plan"),
            first: lang.pick("Ini yang direncanakan untuk Anda:", "This is planned for you:"),
            button: lang.pick("Buka rencana saya", "Open my plan"),
            last: "",
        },
        // Its words are those of what it tells; see `notices`.
        LetterKind::Notices => Words {
            subject: lang.pick("Pemberitahuan dari Ampera", "A notification from Ampera"),
            first: lang.pick("Buka Ampera untuk membacanya.", "Open Ampera to read it."),
            button: "",
            last: "",
        },
        LetterKind::Changed => Words {
            subject: lang.pick("Cara masuk ke Ampera berubah", "The way you sign in to Ampera has changed"),
            first: lang.pick(
                "Kata sandi atau faktor kedua akun Anda baru saja diganti. Bila itu Anda, tidak ada yang perlu dilakukan.",
                "The password or the second factor of your account was just changed. If it was you, there is nothing to do.",
            ),
            button: "",
            last: lang.pick(
                "Bukan Anda? Hubungi pengelola kepegawaian di unit Anda sekarang juga.",
                "Was it not you? Ask the personnel officer of your unit at once.",
            ),
        },
        LetterKind::Evaluated => Words {
            subject: lang.pick("Evaluasi kinerja Anda sudah dibagikan", "Your performance evaluation has been shared"),
            first: lang.pick(
                "Atasan Anda membagikan hasil evaluasi kinerja Anda. Masuk ke Ampera dan buka Evaluasi kinerja di menu akun Anda.",
                "Your head has shared your performance evaluation. Sign in to Ampera and open Performance evaluation in the menu of your account.",
            ),
            button: "",
            last: lang.pick(
                "Di sana tertulis sampai kapan Anda dapat menyatakan keberatan. Isi evaluasi tidak dikirim lewat surel.",
                "It says there until when you may object. What is in the evaluation is not sent by e-mail.",
            ),
        },
        LetterKind::TrainingVerified | LetterKind::TrainingReturned | LetterKind::TrainingRefused => training(lang, kind),
    }
}

/// What became of outside training that somebody filed. The training itself is not named: letters travel far.
const fn training(lang: Lang, kind: LetterKind) -> Words {
    let last = lang.pick(
        "Masuk ke Ampera dan buka halaman “Pelatihan di luar” untuk melihatnya.",
        "Sign in to Ampera and open the page “Outside training” to see it.",
    );
    match kind {
        LetterKind::TrainingVerified => Words {
            subject: lang.pick("Pelatihan luar Anda terverifikasi", "Your outside training is verified"),
            first: lang.pick(
                "Pelatihan luar yang Anda ajukan sudah diperiksa dan diterima. JP-nya sudah dihitung.",
                "The outside training that you filed was looked at and accepted. Its JP count now.",
            ),
            button: "",
            last,
        },
        LetterKind::TrainingReturned => Words {
            subject: lang.pick("Pelatihan luar Anda perlu diperbaiki", "Your outside training needs a correction"),
            first: lang.pick(
                "Pelatihan luar yang Anda ajukan dikembalikan. Alasannya tertulis di sana; perbaiki, lalu kirim lagi.",
                "The outside training that you filed was sent back. The reason stands there; correct it and send it again.",
            ),
            button: "",
            last,
        },
        _ => Words {
            subject: lang.pick("Pelatihan luar Anda tidak diterima", "Your outside training was not accepted"),
            first: lang.pick(
                "Pelatihan luar yang Anda ajukan sudah diperiksa dan tidak diterima. Alasannya tertulis di sana.",
                "The outside training that you filed was looked at and not accepted. The reason stands there.",
            ),
            button: "",
            last,
        },
    }
}
