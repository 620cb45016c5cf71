//! A course in a list: the whole card answers to its one link.

use domain::level::Level;
use leptos::prelude::*;
use services::Text;
use services::catalogue::CourseCard;

use super::chip::done_chip;
use super::cover::cover;
use super::progress::progress;
use crate::format;
use crate::lang::Lang;

/// An entry of a `<ul class="grid">`.
pub fn course_card(lang: Lang, card: &CourseCard) -> AnyView {
    let state = match card.progress {
        _ if card.completed => {
            Some(view! { <div class="card-foot">{done_chip(lang.pick("Selesai", "Completed"))}</div> }.into_any())
        }
        // Whole per cent, rounded down: what is not complete is never 100.
        Some(done) => Some(
            view! {
                <div class="card-foot">
                    <span class="small muted">
                        {format::percent_of(lang, done.get() / 10 * 10)}" "{lang.pick("selesai", "done")}
                    </span>
                </div>
                {progress(lang, usize::from(done.get() / 10), 100, lang.pick("Kemajuan Anda", "Your progress"))}
            }
            .into_any(),
        ),
        None => None,
    };
    let foreign = lang.foreign(&card.lang);
    view! {
        <li class="card card--link" class:card--cover=card.cover.is_some()>
            {card.cover.as_ref().map(cover)}
            <p class="kicker">{kicker(lang, card)}</p>
            <h3 class="card-title" lang=foreign.clone()>
                <a href=format!("/kursus/{}", card.course)>{card.title.clone()}</a>
            </h3>
            <p class="card-note" lang=foreign>{card.summary.clone()}</p>
            {state}
        </li>
    }
    .into_any()
}

/// "Keamanan digital, tingkat 2 · 3 JP · 5 pelajaran"; "… · in Indonesian" where the course has no text in the reader's language.
pub fn kicker(lang: Lang, card: &CourseCard) -> String {
    let lessons = match (lang, card.lessons) {
        (Lang::Id, n) => format!("{n} pelajaran"),
        (Lang::En, 1) => "1 lesson".to_owned(),
        (Lang::En, n) => format!("{n} lessons"),
    };
    let mut parts: Vec<_> = card.competencies.iter().map(|taught| competency_level(lang, taught)).collect();
    parts.extend([format!("{} JP", card.jp), lessons]);
    parts.extend(other_language(lang, &card.lang).map(str::to_owned));
    parts.join(" · ")
}

/// The language of a course, where it is not the reader's.
fn other_language(lang: Lang, course: &str) -> Option<&'static str> {
    match (lang, course) {
        (Lang::En, "id") => Some("in Indonesian"),
        (Lang::Id, "en") => Some("dalam bahasa Inggris"),
        _ => None,
    }
}

/// "Keamanan digital, tingkat 2"
pub fn competency_level(lang: Lang, (competency, level): &(Text, Level)) -> String {
    format!("{}, {} {}", lang.text(competency), lang.pick("tingkat", "level"), level.get())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_that_is_not_translated_says_its_language() {
        assert_eq!(other_language(Lang::En, "id"), Some("in Indonesian"));
        assert_eq!(other_language(Lang::Id, "en"), Some("dalam bahasa Inggris"));
        assert_eq!(other_language(Lang::Id, "id"), None);
        assert_eq!(other_language(Lang::En, "en"), None);
    }
}
