//! A learning path in a list: the whole card answers to its one link.

use leptos::prelude::*;
use services::PathCard;

use super::chip::done_chip;
use super::progress::progress;
use crate::lang::Lang;

/// An entry of a `<ul class="grid">`.
pub fn path_card(lang: Lang, card: &PathCard) -> AnyView {
    let state = if card.is_complete() {
        Some(view! { <div class="card-foot">{done_chip(lang.pick("Selesai", "Completed"))}</div> }.into_any())
    } else if card.begun {
        let done = done(lang, card);
        Some(
            view! {
                <div class="card-foot"><span class="small muted">{done}</span></div>
                {progress(lang, card.done, card.courses, lang.pick("Kemajuan Anda", "Your progress"))}
            }
            .into_any(),
        )
    } else {
        None
    };
    view! {
        <li class="card card--link">
            <p class="kicker">{size(lang, card)}</p>
            <h3 class="card-title"><a href=format!("/jalur/{}", card.path)>{lang.text(&card.title)}</a></h3>
            <p class="card-note">{lang.text(&card.summary)}</p>
            {state}
        </li>
    }
    .into_any()
}

/// "4 kursus · 20 JP"
pub fn size(lang: Lang, card: &PathCard) -> String {
    let courses = match (lang, card.courses) {
        (Lang::Id, n) => format!("{n} kursus"),
        (Lang::En, 1) => "1 course".to_owned(),
        (Lang::En, n) => format!("{n} courses"),
    };
    format!("{courses} · {} JP", card.jp)
}

/// "2 dari 4 kursus selesai"
pub fn done(lang: Lang, card: &PathCard) -> String {
    match lang {
        Lang::Id => format!("{} dari {} kursus selesai", card.done, card.courses),
        Lang::En => format!("{} of {} courses completed", card.done, card.courses),
    }
}
