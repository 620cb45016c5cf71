//! `/kursus/{course}`: what it teaches, its lessons with my progress, and the rule of its completion as a checklist.

mod checklist;
mod facts;
mod lessons;

use leptos::prelude::*;
use services::course::{CourseView, RowKind};

use crate::components::card::{go, section_card};
use crate::components::cover::head_cover;
use crate::components::csrf::csrf;
use crate::components::icon::{self, icon};
use crate::components::progress::progress_in;
use crate::document::{Chrome, Nav, Page};
use crate::frame::Frame;
use crate::lang::Lang;

pub fn course(frame: &Frame, view: &CourseView) -> Page {
    let lang = frame.lang;
    let course = &view.course;
    let foreign = lang.foreign(&course.lang);
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Where this page is")>
            <ol>
                <li><a href="/katalog">{lang.pick("Katalog", "Catalogue")}</a></li>
                <li lang=foreign.clone()>{course.title.clone()}</li>
            </ol>
        </nav>
        <div class="page-head page-head--cover">
            <div class="page-head-text" lang=foreign.clone()>
                <h1>{course.title.clone()}</h1>
                <p class="lede">{course.summary.clone()}</p>
            </div>
            {course.cover.as_ref().map(head_cover)}
        </div>
        <div class="split split--aside">
            <div class="split-first">{next_card(frame, view)}</div>
            <div class="split-main">
                {objectives(lang, view, foreign.clone())}
                {lessons::lessons(lang, view)}
                {introduction(lang, view, foreign)}
            </div>
            <aside class="split-aside stack" aria-label=lang.pick("Ringkasan kursus", "Course summary")>
                {facts::facts(lang, view)}
                {checklist::checklist(lang, view)}
            </aside>
        </div>
    };
    Page {
        title: course.title.clone(),
        body: body.into_any(),
        islands: false,
        nav: Nav::Catalogue,
        chrome: Chrome::Full,
        description: Some(course.summary.clone()),
    }
}

/// The one thing to do next.
fn next_card(frame: &Frame, view: &CourseView) -> AnyView {
    let lang = frame.lang;
    let id = view.course.id.as_str();
    if view.outline.complete {
        return complete_card(lang, view);
    }
    if frame.viewer.is_none() {
        let note = lang.pick(
            "Masuk dengan akun ASN Anda, dan kemajuan Anda tercatat.",
            "Sign in with your civil servant account, and your progress is kept.",
        );
        return view! {
            <div class="card">
                <p>{note}</p>
                <a class="button button--wide gap-top" href=format!("/masuk?next=/kursus/{id}")>
                    {lang.pick("Masuk untuk mulai", "Sign in to begin")}
                </a>
            </div>
        }
        .into_any();
    }
    if !view.enrolled {
        let note = lang.pick(
            "Anda dapat berhenti kapan saja; tempatnya kami ingat.",
            "Stop whenever you like; we remember the place.",
        );
        return view! {
            <form class="card" method="post" action=format!("/kursus/{id}/daftar")>
                {csrf(frame)}
                <p>{note}</p>
                <button class="button button--wide gap-top">{lang.pick("Mulai kursus ini", "Begin this course")}</button>
            </form>
        }
        .into_any();
    }
    continue_card(lang, view)
}

fn continue_card(lang: Lang, view: &CourseView) -> AnyView {
    let rows = &view.outline.rows;
    let Some(place) = rows.iter().position(|row| Some(&row.slug) == view.next_item.as_ref()) else {
        return complete_card(lang, view);
    };
    let (row, of) = (&rows[place], rows.len());
    let done = rows.iter().filter(|row| row.is_done()).count();
    let kicker = match lang {
        Lang::Id => format!("Bagian {} dari {of}", place + 1),
        Lang::En => format!("Part {} of {of}", place + 1),
    };
    let action = match row.kind {
        RowKind::Lesson { .. } => lang.pick("Lanjutkan membaca", "Go on reading"),
        _ => lang.pick("Buka kuis", "Open the quiz"),
    };
    view! {
        <div class="card">
            <p class="kicker">{kicker}</p>
            <p class="card-title" lang=lang.foreign(&view.course.lang)><strong>{row.title.clone()}</strong></p>
            {progress_in("progress gap-top", lang, done, of, lang.pick("Kemajuan kursus", "Course progress"))}
            <a class="button button--wide gap-top" href=format!("/kursus/{}/{}", view.course.id, row.slug)>{action}</a>
        </div>
    }
    .into_any()
}

fn complete_card(lang: Lang, view: &CourseView) -> AnyView {
    let action = match &view.certificate {
        Some(number) => view! {
            <a class="button button--wide gap-top" href=format!("/sertifikat/{number}")>
                {lang.pick("Lihat sertifikat", "See the certificate")}
            </a>
        }
        .into_any(),
        None => go("/katalog", lang.pick("Pilih kursus berikutnya", "Choose the next course")),
    };
    view! {
        <div class="card">
            <p class="kicker">{lang.pick("Selesai", "Completed")}</p>
            <p class="card-title"><strong>{lang.pick("Anda sudah menyelesaikan kursus ini.", "You completed this course.")}</strong></p>
            {action}
        </div>
    }
    .into_any()
}

fn objectives(lang: Lang, view: &CourseView, foreign: Option<String>) -> Option<AnyView> {
    let objectives = &view.course.objectives;
    if objectives.is_empty() {
        return None;
    }
    let rows =
        objectives.iter().map(|objective| view! { <li>{icon(icon::CHECK)}<span>{objective.text.clone()}</span></li> });
    let list = view! { <ul class="objective-list" lang=foreign>{rows.collect_view()}</ul> };
    Some(section_card("mampu", lang.pick("Setelah ini Anda mampu", "Afterwards you are able to"), list))
}

/// The author's own words on the course. Its headings are of the second level.
fn introduction(lang: Lang, view: &CourseView, foreign: Option<String>) -> Option<AnyView> {
    let intro = &view.course.intro;
    (!intro.is_empty()).then(|| {
        view! {
            <section class="section" aria-label=lang.pick("Tentang kursus ini", "About this course")>
                <div class="prose" lang=foreign inner_html=intro.as_str().to_owned()></div>
            </section>
        }
        .into_any()
    })
}
