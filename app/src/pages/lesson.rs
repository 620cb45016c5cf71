//! `/kursus/{course}/{lesson}`: a calm page to read. No WebAssembly is on it.

use content::model::Course;
use leptos::prelude::*;
use services::course::Outline;
use services::lesson::LessonView;

use crate::components::csrf::csrf;
use crate::components::icon::{self, icon};
use crate::document::{Chrome, Nav, Page, spliced};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::course_contents::course_contents;

pub fn lesson(frame: &Frame, view: &LessonView) -> Page {
    let lang = frame.lang;
    let course = &view.course;
    let title = view.outline.rows.get(view.place).map(|row| row.title.clone()).unwrap_or_default();
    let foreign = lang.foreign(&course.lang);
    let prose = view.lesson().map(|lesson| spliced(&lesson.html)).unwrap_or_default();
    let body = view! {
        <div class="lesson-page">
            {course_contents(lang, course, &view.outline, view.place)}
            <article class="lesson">
                <header class="lesson-head">
                    <p class="kicker">{kicker(lang, view)}</p>
                    <h1 lang=foreign.clone()>{title.clone()}</h1>
                </header>
                <div class="prose" lang=foreign inner_html=prose></div>
                {done(frame, view)}
                {neighbours(lang, course, view.previous.as_ref(), view.next.as_ref())}
            </article>
        </div>
    };
    Page {
        title: format!("{title} · {}", course.title),
        body: body.into_any(),
        islands: false,
        nav: Nav::Catalogue,
        chrome: Chrome::Full,
        description: None,
    }
}

/// "Bagian 3 dari 6", as it stands above a title.
pub(super) fn place(lang: Lang, outline: &Outline, place: usize) -> String {
    match lang {
        Lang::Id => format!("Bagian {} dari {}", place + 1, outline.rows.len()),
        Lang::En => format!("Part {} of {}", place + 1, outline.rows.len()),
    }
}

/// "Bagian 3 dari 6 · 9 menit · Keamanan digital, tingkat 2"
fn kicker(lang: Lang, view: &LessonView) -> String {
    let mut parts = vec![place(lang, &view.outline, view.place)];
    let Some(lesson) = view.lesson() else { return parts.join("") };
    parts.push(format::minutes(lang, lesson.minutes));
    if let Some(competency) = &view.competency {
        let level = lesson.level.map(|level| format!(", {} {}", lang.pick("tingkat", "level"), level.get()));
        parts.push(format!("{}{}", lang.text(competency), level.unwrap_or_default()));
    }
    parts.join(" · ")
}

fn done(frame: &Frame, view: &LessonView) -> AnyView {
    let lang = frame.lang;
    if view.read {
        let next = if view.next.is_some() {
            lang.pick("Lanjutkan ke bagian berikutnya.", "Go on to the next part.")
        } else {
            lang.pick("Ini bagian terakhir dari kursus.", "This is the last part of the course.")
        };
        return view! {
            <div class="done-form">
                <p><strong>{lang.pick("Anda sudah membaca pelajaran ini", "You have read this lesson")}</strong><br/><span class="muted">{next}</span></p>
            </div>
        }
        .into_any();
    }
    let slug = view.lesson().map(|lesson| lesson.slug.as_str()).unwrap_or_default();
    view! {
        <form class="done-form" method="post" action=format!("/kursus/{}/{slug}/selesai", view.course.id)>
            {csrf(frame)}
            <p>
                <strong>{lang.pick("Sudah sampai akhir?", "Did you reach the end?")}</strong><br/>
                <span class="muted">
                    {lang.pick("Tandai, supaya kemajuan Anda bergerak.", "Mark it, so that your progress moves.")}
                </span>
            </p>
            <button class="button">{icon(icon::CHECK)}{lang.pick("Tandai selesai", "Mark as read")}</button>
        </form>
    }
    .into_any()
}

/// Links to the parts before and after.
pub(super) fn neighbours(
    lang: Lang,
    course: &Course,
    previous: Option<&(String, String)>,
    next: Option<&(String, String)>,
) -> AnyView {
    let (id, foreign) = (&course.id, lang.foreign(&course.lang));
    let previous = previous.map(|(slug, title)| {
        view! {
            <a class="button button--quiet" rel="prev" href=format!("/kursus/{id}/{slug}") lang=foreign.clone()>
                <span aria-hidden="true">"← "</span>{title.clone()}
            </a>
        }
    });
    let next = next.map(|(slug, title)| {
        view! {
            <a class="button button--quiet" rel="next" href=format!("/kursus/{id}/{slug}") lang=foreign.clone()>
                {title.clone()}<span aria-hidden="true">" →"</span>
            </a>
        }
    });
    view! {
        <nav class="prev-next" aria-label=lang.pick("Bagian sebelum dan sesudah", "Parts before and after")>{previous}{next}</nav>
    }
    .into_any()
}
