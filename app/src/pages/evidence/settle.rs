//! What would settle an open decision: the courses whose final quiz asks for this competency.

use domain::competency::Standing;
use leptos::prelude::*;
use services::EvidenceView;

use crate::components::course_card::course_card;
use crate::lang::Lang;

/// The one button of the page, where a course can move something.
pub fn action(lang: Lang, view: &EvidenceView) -> Option<AnyView> {
    let course = view.courses.first().filter(|_| view.person.is_own && view.standing != Some(Standing::Met))?;
    let label = lang.pick("Tambah bukti lewat kursus", "Add evidence with a course");
    Some(view! { <a class="button" href=format!("/kursus/{}", course.course)>{label}</a> }.into_any())
}

pub fn courses(lang: Lang, view: &EvidenceView) -> AnyView {
    let heading = if view.standing == Some(Standing::NotEnoughEvidence) {
        lang.pick("Yang dapat memastikannya", "What can settle it")
    } else {
        lang.pick("Kursus untuk kompetensi ini", "Courses for this competency")
    };
    let content = if view.courses.is_empty() {
        view! {
            <p class="evidence-words">
                {lang.pick(
                    "Belum ada kursus yang mengukur kompetensi ini. ",
                    "No course measures this competency yet. ",
                )}
                <a href="/katalog">{lang.pick("Lihat katalog", "Look at the catalogue")}</a>
            </p>
        }
        .into_any()
    } else {
        let cards = view.courses.iter().map(|course| course_card(lang, course)).collect_view();
        view! { <ul class="grid gap-top" role="list">{cards}</ul> }.into_any()
    };
    view! {
        <section class="evidence-level" aria-labelledby="kursus">
            <h2 class="section-title" id="kursus">{heading}</h2>
            {content}
        </section>
    }
    .into_any()
}
