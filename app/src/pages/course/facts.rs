//! What there is to know about a course at a glance.

use leptos::prelude::*;
use services::course::CourseView;

use crate::components::course_card::competency_level;
use crate::format;
use crate::lang::Lang;

pub(super) fn facts(lang: Lang, view: &CourseView) -> AnyView {
    let course = &view.course;
    let fact = |term: &'static str, value: String| view! { <dt>{term}</dt><dd>{value}</dd> };
    let competencies: Vec<_> = view.competencies.iter().map(|taught| competency_level(lang, taught)).collect();
    let minutes: u32 = view.outline.rows.iter().filter_map(|row| row.minutes).sum();
    let hours = match lang {
        Lang::Id => format!("{} JP; membaca dan kuis sekitar {}", course.jp, format::minutes(lang, minutes)),
        Lang::En => format!("{} JP; reading and quizzes about {}", course.jp, format::minutes(lang, minutes)),
    };
    let before = view.prerequisites.iter().map(|(id, title)| {
        view! { <li><a href=format!("/kursus/{id}")>{title.clone()}</a></li> }
    });
    view! {
        <div class="card">
            <dl class="facts">
                {fact(lang.pick("Kompetensi", "Competency"), competencies.join("; "))}
                {fact(lang.pick("Jam", "Hours"), hours)}
                {(!view.prerequisites.is_empty()).then(|| view! {
                    <dt>{lang.pick("Sebelumnya", "Take before")}</dt>
                    <dd><ul class="plain-list">{before.collect_view()}</ul></dd>
                })}
                {(!course.authors.is_empty()).then(|| fact(lang.pick("Penulis", "Authors"), course.authors.join(", ")))}
                {course.reviewed.map(|date| view! {
                    <dt>{lang.pick("Ditinjau", "Reviewed")}</dt><dd>{format::civil_date_tag(lang, date)}</dd>
                })}
                {fact(lang.pick("Bahasa", "Language"), languages(lang, &course.languages))}
                {fact(lang.pick("Versi", "Version"), course.version.clone())}
                {fact(lang.pick("Lisensi", "Licence"), course.licence.clone())}
            </dl>
            {lang.foreign(&course.lang).map(|_| view! {
                <p class="card-note">
                    {lang.pick(
                        "Kursus ini belum diterjemahkan; teksnya dalam bahasa Inggris.",
                        "This course is not translated yet; its texts are in Indonesian.",
                    )}
                </p>
            })}
            {(!course.audience.is_empty()).then(|| view! {
                <p class="card-note">
                    <strong>{lang.pick("Untuk: ", "For: ")}</strong>
                    <span lang=lang.foreign(&course.lang)>{course.audience.join("; ")}</span>
                </p>
            })}
        </div>
    }
    .into_any()
}

/// "Indonesia, Inggris"
fn languages(lang: Lang, codes: &[String]) -> String {
    let name = |code: &String| match code.as_str() {
        "en" => lang.pick("Inggris", "English"),
        _ => lang.pick("Indonesia", "Indonesian"),
    };
    codes.iter().map(name).collect::<Vec<_>>().join(", ")
}
