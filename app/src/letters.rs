//! Letters that are sent by e-mail: a subject, a plain text, and the same as simple HTML.

use domain::time::Timestamp;
use services::LetterKind;

use crate::document::escape;
use crate::format;
use crate::lang::Lang;

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
    let greeting = match lang {
        Lang::Id => format!("Yth. {name},"),
        Lang::En => format!("Dear {name},"),
    };
    let foot = match lang {
        Lang::Id => format!("Surel ini dikirim otomatis oleh Ampera, {origin}. Jangan dibalas."),
        Lang::En => format!("Ampera, {origin}, sent this by itself. Please do not reply."),
    };
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
        html: format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head><body>{}</body></html>",
            lang.code(),
            escape(words.subject),
            marked.collect::<String>()
        ),
        text: paragraphs.join("\n\n") + "\n",
    }
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
    }
}
