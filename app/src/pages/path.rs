//! `/jalur/{path}`: its courses in order with the reason for each, how far I am, and the one thing to do next.

use leptos::prelude::*;
use services::{NextStep, PathStep, PathView};

use crate::components::chip::done_chip;
use crate::components::course_card::kicker;
use crate::components::cover::cover;
use crate::components::path_card;
use crate::components::progress::{progress, progress_in};
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

pub fn path(frame: &Frame, view: &PathView) -> Page {
    let lang = frame.lang;
    let title = lang.text(&view.card.title);
    let summary = lang.text(&view.card.summary);
    let here = view.next.as_ref().map(|next| next.step).filter(|_| view.card.begun);
    let steps = view.steps.iter().enumerate().map(|(place, one)| step(lang, place, one, here == Some(place)));
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol>
                <li><a href="/katalog">{lang.pick("Katalog", "Catalogue")}</a></li>
                <li><a href="/jalur">{lang.pick("Jalur belajar", "Learning paths")}</a></li>
                <li>{title.clone()}</li>
            </ol>
        </nav>
        <div class="page-head">
            <div class="page-head-text"><h1>{title.clone()}</h1><p class="lede">{summary.clone()}</p></div>
        </div>
        <div class="split split--aside">
            <div class="split-first">{next_card(frame, view)}</div>
            <section class="split-main" aria-labelledby="langkah">
                <h2 class="section-title" id="langkah">{lang.pick("Langkah demi langkah", "Step by step")}</h2>
                <ol class="path-steps" role="list">{steps.collect_view()}</ol>
            </section>
            <aside class="split-aside" aria-label=lang.pick("Ringkasan jalur", "Summary of the path")>{facts(lang, view)}</aside>
        </div>
    };
    Page {
        title,
        body: body.into_any(),
        islands: false,
        nav: Nav::Catalogue,
        chrome: Chrome::Full,
        description: Some(summary),
    }
}

/// The one thing to do next.
fn next_card(frame: &Frame, view: &PathView) -> AnyView {
    let lang = frame.lang;
    let Some((next, step)) = view.next.as_ref().and_then(|next| Some((next, view.steps.get(next.step)?))) else {
        return view! {
            <div class="card">
                <p class="kicker">{lang.pick("Selesai", "Completed")}</p>
                <p class="card-title">
                    <strong>{lang.pick("Anda sudah menyelesaikan semua kursus jalur ini.", "You completed every course of this path.")}</strong>
                </p>
                <a class="button button--wide gap-top" href="/jalur">{lang.pick("Pilih jalur berikutnya", "Choose the next path")}</a>
            </div>
        }
        .into_any();
    };
    if frame.viewer.is_none() {
        let note = lang.pick(
            "Masuk dengan akun ASN Anda, dan kemajuan Anda di jalur ini tercatat.",
            "Sign in with your civil servant account, and your progress on this path is kept.",
        );
        return view! {
            <div class="card">
                <p>{note}</p>
                <a class="button button--wide gap-top" href=format!("/masuk?next=/jalur/{}", view.card.path)>
                    {lang.pick("Masuk untuk mulai", "Sign in to begin")}
                </a>
            </div>
        }
        .into_any();
    }
    let bar = view.card.begun.then(|| {
        let label = lang.pick("Kemajuan jalur", "Progress on the path");
        view! {
            <p class="card-note">{path_card::done(lang, &view.card)}</p>
            {progress_in("progress gap-top", lang, view.card.done, view.card.courses, label)}
        }
    });
    let (place, action, href) = way_on(lang, next, step, view.card.begun);
    let required_done = view.card.is_complete().then(|| {
        let text = lang.pick(
            "Yang wajib sudah selesai. Ini tambahan yang boleh Anda ambil.",
            "All that is required is done. This one is a choice.",
        );
        view! { <p class="card-note">{text}</p> }
    });
    view! {
        <div class="card">
            <p class="kicker">{place}</p>
            <p class="card-title" lang=lang.foreign(&step.course.lang)><strong>{step.course.title.clone()}</strong></p>
            {required_done}
            {bar}
            <a class="button button--wide gap-top" href=href>{action}</a>
        </div>
    }
    .into_any()
}

/// What stands above the title, on the button, and where it leads.
fn way_on(lang: Lang, next: &NextStep, step: &PathStep, begun: bool) -> (String, String, String) {
    let course = &step.course.course;
    let number = next.step + 1;
    let place = match (lang, begun) {
        (Lang::Id, true) => format!("Langkah {number}, lanjutkan"),
        (Lang::En, true) => format!("Step {number}, go on"),
        (Lang::Id, false) => format!("Mulai dari langkah {number}"),
        (Lang::En, false) => format!("Begin with step {number}"),
    };
    match &next.item {
        Some((item, title)) => {
            let action = match lang {
                Lang::Id => format!("Lanjutkan: {title}"),
                Lang::En => format!("Go on: {title}"),
            };
            (place, action, format!("/kursus/{course}/{item}"))
        }
        None => (place, lang.pick("Buka kursus ini", "Open this course").to_owned(), format!("/kursus/{course}")),
    }
}

fn step(lang: Lang, place: usize, step: &PathStep, is_next: bool) -> AnyView {
    let course = &step.course;
    let foreign = lang.foreign(&course.lang);
    let number = match lang {
        Lang::Id => format!("Langkah {}", place + 1),
        Lang::En => format!("Step {}", place + 1),
    };
    let optional = step.optional.then(|| view! { <span class="chip">{lang.pick("Tambahan", "Optional")}</span> });
    let state = match course.progress {
        _ if course.completed => Some(done_chip(lang.pick("Selesai", "Completed"))),
        // Whole per cent, rounded down: what is not complete is never 100.
        Some(done) => {
            let percent = done.get() / 10;
            let label = lang.pick("Kemajuan kursus dalam persen", "Course progress in per cent");
            Some(
                view! {
                    <p class="small muted">{format::percent_of(lang, percent * 10)}" "{lang.pick("selesai", "done")}</p>
                    {progress(lang, usize::from(percent), 100, label)}
                }
                .into_any(),
            )
        }
        None => None,
    };
    view! {
        <li class="card card--link path-step" aria-current=is_next.then_some("step")>
            {course.cover.as_ref().map(cover)}
            <div class="path-step-text">
                <p class="path-step-head"><strong>{number}</strong>{optional}</p>
                <h3 class="card-title" lang=foreign>
                    <a href=format!("/kursus/{}", course.course)>{course.title.clone()}</a>
                </h3>
                <p class="kicker">{kicker(lang, course)}</p>
                <p class="card-note">{lang.text(&step.why)}</p>
                {state.map(|state| view! { <div class="path-step-state">{state}</div> })}
            </div>
        </li>
    }
    .into_any()
}

fn facts(lang: Lang, view: &PathView) -> AnyView {
    let optional = (view.optional_jp > 0).then(|| {
        view! { <dt>{lang.pick("Tambahan", "Optional")}</dt><dd>{view.optional_jp}" JP"</dd> }
    });
    view! {
        <div class="card">
            <dl class="facts">
                <dt>{lang.pick("Untuk", "For")}</dt><dd>{lang.text(&view.audience)}</dd>
                <dt>{lang.pick("Kursus", "Courses")}</dt><dd>{view.card.courses}</dd>
                <dt>{lang.pick("Jam", "Hours")}</dt><dd>{view.card.jp}" JP"</dd>
                {optional}
            </dl>
            <p class="card-note">
                {lang.pick(
                    "Urutannya saran, bukan syarat. Setiap kursus tetap memberi JP dan sertifikatnya sendiri.",
                    "The order is advice, no condition. Every course gives its own JP and certificate.",
                )}
            </p>
        </div>
    }
    .into_any()
}
