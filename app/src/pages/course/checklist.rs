//! When the course is complete: the rule in words, and how far each part of it is.

use leptos::prelude::*;
use services::course::{CourseView, RowKind};

use crate::components::card::section_card;
use crate::components::icon::{self, icon};
use crate::format;
use crate::lang::Lang;

pub(super) fn checklist(lang: Lang, view: &CourseView) -> AnyView {
    let rows = &view.outline.rows;
    let read = rows.iter().filter(|row| matches!(row.kind, RowKind::Lesson { read: true })).count();
    let lessons = rows.iter().filter(|row| matches!(row.kind, RowKind::Lesson { .. })).count();
    let mut lines = Vec::new();
    if lessons > 0 {
        let text = match lang {
            Lang::Id => format!("Semua pelajaran dibaca: {read} dari {lessons}"),
            Lang::En => format!("Every lesson read: {read} of {lessons}"),
        };
        lines.push(line(lang, read == lessons, text));
    }
    for row in rows {
        if let RowKind::Assessment { pass, best } = row.kind {
            lines.push(line(lang, row.is_done(), assessment(lang, &row.title, format::percent(lang, pass), best)));
        }
    }
    let jp = view.course.jp;
    let note = match (lang, view.outline.complete) {
        (Lang::Id, true) => format!("Semuanya terpenuhi: {jp} JP dan sertifikat sudah tercatat."),
        (Lang::En, true) => format!("All of it is met: {jp} JP and the certificate are on record."),
        (Lang::Id, false) => format!(
            "Begitu semuanya terpenuhi, {jp} JP dan sertifikat tercatat sendiri. Kuis latihan tidak menjadi syarat."
        ),
        (Lang::En, false) => format!(
            "As soon as all of it is met, {jp} JP and the certificate are recorded by themselves. Practice is no condition."
        ),
    };
    let content = view! {
        <ul class="checklist" role="list">{lines}</ul>
        <p class="card-note">{note}</p>
    };
    section_card("selesai-bila", lang.pick("Selesai bila", "Complete when"), content)
}

fn assessment(lang: Lang, title: &str, pass: String, best: Option<domain::score::PerMille>) -> String {
    let rule = match lang {
        Lang::Id => format!("{title} lulus, paling sedikit {pass}"),
        Lang::En => format!("{title} passed, with at least {pass}"),
    };
    match best {
        Some(best) => {
            format!("{rule} ({} {})", lang.pick("terbaik sejauh ini:", "best so far:"), format::percent(lang, best))
        }
        None => rule,
    }
}

fn line(lang: Lang, done: bool, text: String) -> AnyView {
    let (drawing, state) = if done {
        (icon::CHECK, lang.pick(" (terpenuhi)", " (met)"))
    } else {
        (icon::CIRCLE, lang.pick(" (belum)", " (not yet)"))
    };
    view! { <li class:is-done=done>{icon(drawing)}<span>{text}<span class="visually-hidden">{state}</span></span></li> }
        .into_any()
}
