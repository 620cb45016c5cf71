//! Letters made of notifications: one of them at once, or what is new and unread, once a day.

use domain::notification::Topic;
use services::{NoticesMail, NotificationView};

use super::{LetterText, foot, greeting, link, page};
use crate::document::escape;
use crate::lang::Lang;
use crate::pages::notice_words;

/// `unsubscribe` is the address that ends such letters; none where a rule wants what is in this one.
pub fn notices(lang: Lang, name: &str, origin: &str, mail: &NoticesMail, unsubscribe: Option<&str>) -> LetterText {
    let lines: Vec<(String, String, String)> = mail
        .notices
        .iter()
        .map(|notice| {
            let (title, text) = notice_words(lang, &for_letter(notice));
            (title, text, format!("{origin}/pemberitahuan/{}", notice.id))
        })
        .collect();
    let count = lines.len() + mail.more;
    let subject = match (lang, mail.daily, lines.first()) {
        (_, false, Some((title, ..))) => title.clone(),
        (Lang::Id, ..) => format!("{count} pemberitahuan baru di Ampera"),
        (Lang::En, _, _) if count == 1 => "A new notification in Ampera".to_owned(),
        (Lang::En, ..) => format!("{count} new notifications in Ampera"),
    };
    let first = match (lang, mail.daily) {
        (_, false) => None,
        (Lang::Id, true) => Some("Ini yang baru dan belum Anda baca:".to_owned()),
        (Lang::En, true) => Some("This is new, and you have not read it yet:".to_owned()),
    };
    let more = (mail.more > 0).then(|| match lang {
        Lang::Id => format!("Masih ada {} lagi: {origin}/pemberitahuan", mail.more),
        Lang::En => format!("There are {} more: {origin}/pemberitahuan", mail.more),
    });
    let stop = unsubscribe.map(|address| {
        let words = lang.pick(
            "Tidak ingin surel seperti ini lagi? Hentikan di sini, tanpa perlu masuk:",
            "No more e-mails like this? Stop them here, without signing in:",
        );
        (words, address)
    });
    let listed: String = lines
        .iter()
        .map(|(title, text, address)| format!("<p>{}<br>{}</p>", link(address, title), escape(text)))
        .collect();
    let paragraph = |text: &String| format!("<p>{}</p>", escape(text));
    let html = [
        paragraph(&greeting(lang, name)),
        first.as_ref().map(paragraph).unwrap_or_default(),
        listed,
        more.as_ref().map(paragraph).unwrap_or_default(),
        stop.map(|(words, address)| {
            format!("<p>{} {}</p>", escape(words), link(address, lang.pick("Hentikan", "Stop")))
        })
        .unwrap_or_default(),
        paragraph(&foot(lang, origin)),
    ];
    let mut text = vec![greeting(lang, name)];
    text.extend(first);
    text.extend(lines.iter().map(|(title, words, address)| format!("{title}\n{words}\n{address}")));
    text.extend(more);
    text.extend(stop.map(|(words, address)| format!("{words}\n{address}")));
    text.push(foot(lang, origin));
    LetterText { html: page(lang, &subject, &html.concat()), subject, text: text.join("\n\n") + "\n" }
}

/// Letters travel far: who objects to what stays in the app.
fn for_letter(notice: &NotificationView) -> NotificationView {
    let mut notice = notice.clone();
    if notice.kind.topic() == Topic::Evaluation {
        notice.from = None;
    }
    notice
}
