//! The lessons and quizzes of a course with what is done.

use leptos::prelude::*;
use services::course::{CourseView, OutlineRow, RowKind};

use crate::components::card::section;
use crate::components::icon::{self, icon_in};
use crate::format;
use crate::lang::Lang;

pub(super) fn lessons(lang: Lang, view: &CourseView) -> AnyView {
    let rows = &view.outline.rows;
    let done = rows.iter().filter(|row| row.is_done()).count();
    let count = match lang {
        Lang::Id => format!("{done} dari {} selesai", rows.len()),
        Lang::En => format!("{done} of {} done", rows.len()),
    };
    let list = rows.iter().map(|row| {
        let is_next = view.enrolled && !view.outline.complete && view.next_item.as_ref() == Some(&row.slug);
        view! { <li>{link(lang, view, row, is_next)}</li> }
    });
    let content = view! { <div class="card"><ol class="lesson-list" role="list">{list.collect_view()}</ol></div> };
    section("isi-kursus", lang.pick("Pelajaran", "Lessons"), view! { <p>{count}</p> }, content)
}

fn link(lang: Lang, view: &CourseView, row: &OutlineRow, is_next: bool) -> AnyView {
    let sign = if row.is_done() {
        icon_in("icon icon--done", icon::CHECK)
    } else if is_next {
        icon_in("icon icon--here", icon::DOT)
    } else if matches!(row.kind, RowKind::Lesson { .. }) {
        icon_in("icon icon--open", icon::CIRCLE)
    } else {
        icon_in("icon icon--open", icon::QUIZ)
    };
    view! {
        <a
            class="lesson-link"
            href=format!("/kursus/{}/{}", view.course.id, row.slug)
            aria-current=is_next.then_some("step")
        >
            {sign}
            <span class="lesson-name"><span lang=lang.foreign(&view.course.lang)>{row.title.clone()}</span><span class="lesson-meta">{meta(lang, row, is_next)}</span></span>
        </a>
    }
    .into_any()
}

/// "9 menit · belum dibaca"
fn meta(lang: Lang, row: &OutlineRow, is_next: bool) -> String {
    let mut parts = Vec::new();
    if !matches!(row.kind, RowKind::Lesson { .. }) {
        let kind = match row.kind {
            RowKind::Assessment { .. } => lang.pick("asesmen", "assessment"),
            _ => lang.pick("latihan", "practice"),
        };
        parts.push(kind.to_owned());
    }
    parts.extend(row.minutes.map(|minutes| format::minutes(lang, minutes)));
    parts.push(state(lang, row));
    if is_next {
        parts.push(lang.pick("Anda di sini", "you are here").to_owned());
    }
    parts.join(" · ")
}

/// How far a lesson or quiz is, in words.
fn state(lang: Lang, row: &OutlineRow) -> String {
    match row.kind {
        RowKind::Lesson { read: true } => lang.pick("sudah dibaca", "read").to_owned(),
        RowKind::Lesson { read: false } => lang.pick("belum dibaca", "not read yet").to_owned(),
        RowKind::Practice { tried: true } => lang.pick("sudah dicoba", "tried").to_owned(),
        RowKind::Practice { tried: false } => lang.pick("belum dicoba", "not tried yet").to_owned(),
        RowKind::Assessment { best: None, .. } => lang.pick("belum dikerjakan", "not taken yet").to_owned(),
        RowKind::Assessment { pass, best: Some(best) } => {
            let passed =
                if best >= pass { lang.pick("lulus", "passed") } else { lang.pick("belum lulus", "not passed yet") };
            format!("{passed}, {}", format::percent(lang, best))
        }
    }
}
