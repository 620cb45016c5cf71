//! What a course holds, beside a lesson or quiz: what is done, where I am, what is left.

use content::model::Course;
use leptos::prelude::*;
use services::course::{Outline, OutlineRow, RowKind};

use super::lesson::place;
use crate::components::icon::{self, icon, small_icon};
use crate::components::progress::progress;
use crate::lang::Lang;

/// On a desk a column; on a phone it folds away.
pub(super) fn course_contents(lang: Lang, course: &Course, outline: &Outline, at: usize) -> AnyView {
    let rows = &outline.rows;
    let done = rows.iter().filter(|row| row.is_done()).count();
    let note = match lang {
        Lang::Id => format!("{done} dari {} selesai", rows.len()),
        Lang::En => format!("{done} of {} done", rows.len()),
    };
    let summary = match lang {
        Lang::Id => format!("Isi kursus · {}", place(lang, outline, at).to_lowercase()),
        Lang::En => format!("Contents · {}", place(lang, outline, at).to_lowercase()),
    };
    let list = rows.iter().enumerate().map(|(place, row)| entry(lang, course, row, place == at));
    view! {
        <nav class="toc" aria-label=lang.pick("Isi kursus", "Contents of the course")>
            <details class="toc-toggle"><summary>{summary}{small_icon(icon::CHEVRON)}</summary></details>
            <p class="toc-title" lang=lang.foreign(&course.lang)>
                <a href=format!("/kursus/{}", course.id)>{course.title.clone()}</a>
            </p>
            <div>
                {progress(lang, done, rows.len(), lang.pick("Kemajuan kursus", "Course progress"))}
                <p class="toc-note">{note}</p>
                <ol role="list">{list.collect_view()}</ol>
            </div>
        </nav>
    }
    .into_any()
}

fn entry(lang: Lang, course: &Course, row: &OutlineRow, is_here: bool) -> AnyView {
    let (drawing, state) = if row.is_done() {
        (icon::CHECK, lang.pick(" (selesai)", " (done)"))
    } else if is_here {
        (icon::DOT, "")
    } else if matches!(row.kind, RowKind::Lesson { .. }) {
        (icon::CIRCLE, lang.pick(" (belum)", " (not yet)"))
    } else {
        (icon::QUIZ, lang.pick(" (belum)", " (not yet)"))
    };
    view! {
        <li>
            <a href=format!("/kursus/{}/{}", course.id, row.slug) aria-current=is_here.then_some("page")>
                {icon(drawing)}
                <span lang=lang.foreign(&course.lang)>{row.title.clone()}</span>
                <span class="visually-hidden">{state}</span>
            </a>
        </li>
    }
    .into_any()
}
