//! `/naskah` and `/naskah/{course}`: the state of the course files, with the place of every finding.

mod diagnostics;
mod places;

use leptos::prelude::*;
use services::manuscripts::{Manuscript, ManuscriptsView};

use crate::components::alert::{Kind, alert};
use crate::components::chip::done_chip;
use crate::components::empty::empty;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// So many findings of a course are shown in the list of all courses.
const SHOWN: usize = 5;

pub fn manuscripts(frame: &Frame, view: &ManuscriptsView) -> Page {
    let lang = frame.lang;
    let (strong, rest) = summary(lang, view);
    let content = if view.courses.is_empty() {
        let why = lang.pick(
            "Buat folder dengan berkas course.md di dalam folder naskah, lalu muat ulang halaman ini.",
            "Make a folder with a course.md inside the manuscript folder, then reload this page.",
        );
        empty(lang.pick("Belum ada kursus", "No course yet"), why, None)
    } else {
        table(lang, &view.courses)
    };
    let body = view! {
        <div class="page-head"><div class="page-head-text">
            <h1>{lang.pick("Naskah", "Manuscripts")}</h1>
            <p class="lede"><strong>{strong}</strong>" "{rest}</p>
            <p class="byline">{watched(lang, view.folder.as_deref())}</p>
        </div></div>
        {waiting(lang, view.unmarked)}
        {content}
        {(!view.paths.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="jalur">
                <h2 class="section-title" id="jalur">{lang.pick("Jalur belajar", "Learning paths")}</h2>
                <div class="card gap-top">{view.paths.iter().map(|found| diagnostics::diagnostic(lang, found)).collect_view()}</div>
            </section>
        })}
        {view.courses.iter().filter(|course| !course.diagnostics.is_empty()).map(|course| findings(lang, course)).collect_view()}
    };
    page(lang.pick("Naskah", "Manuscripts").to_owned(), body.into_any())
}

pub fn manuscript(frame: &Frame, view: &Manuscript) -> Page {
    let lang = frame.lang;
    let (errors, warnings) = counts(view);
    let lede = match (lang, errors, warnings) {
        (Lang::Id, 0, 0) => "Tidak ada kesalahan dan tidak ada peringatan.".to_owned(),
        (Lang::En, 0, 0) => "No error and no warning.".to_owned(),
        (_, 0, _) => found(lang, errors, warnings),
        (Lang::Id, ..) => format!(
            "{}. Kesalahan menahan penerbitan; versi terakhir yang bersih tetap tayang.",
            found(lang, errors, warnings)
        ),
        (Lang::En, ..) => format!(
            "{}. An error keeps it from being published; the last clean version stays online.",
            found(lang, errors, warnings)
        ),
    };
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/naskah">{lang.pick("Naskah", "Manuscripts")}</a></li><li>{view.title.clone()}</li></ol>
        </nav>
        <div class="page-head">
            <div class="page-head-text">
                <h1>{view.title.clone()}</h1>
                <p class="lede">{lede}</p>
                <p class="byline">{version(lang, view)}" · "{checked(lang, view)}</p>
            </div>
            <a class="button button--quiet" href=format!("/kursus/{}", view.course)>{lang.pick("Lihat sebagai pelajar", "View as a learner")}</a>
        </div>
        {(!view.diagnostics.is_empty()).then(|| view! {
            <section aria-labelledby="temuan">
                <h2 class="section-title" id="temuan">{lang.pick("Yang ditemukan", "What was found")}</h2>
                <div class="card gap-top">{view.diagnostics.iter().map(|found| diagnostics::diagnostic(lang, found)).collect_view()}</div>
            </section>
        })}
        {places::places(lang, view)}
    };
    page(view.title.clone(), body.into_any())
}

/// Errors and warnings of a course.
fn counts(course: &Manuscript) -> (usize, usize) {
    let errors = course.diagnostics.iter().filter(|found| found.is_error()).count();
    (errors, course.diagnostics.len() - errors)
}

/// "1 kesalahan, 2 peringatan"
fn found(lang: Lang, errors: usize, warnings: usize) -> String {
    let mut parts = Vec::new();
    match (lang, errors) {
        (_, 0) => {}
        (Lang::Id, _) => parts.push(format!("{errors} kesalahan")),
        (Lang::En, 1) => parts.push("1 error".to_owned()),
        (Lang::En, _) => parts.push(format!("{errors} errors")),
    }
    match (lang, warnings) {
        (_, 0) => {}
        (Lang::Id, _) => parts.push(format!("{warnings} peringatan")),
        (Lang::En, 1) => parts.push("1 warning".to_owned()),
        (Lang::En, _) => parts.push(format!("{warnings} warnings")),
    }
    parts.join(", ")
}

fn summary(lang: Lang, view: &ManuscriptsView) -> (String, &'static str) {
    let held: Vec<_> = view.courses.iter().filter(|course| counts(course).0 > 0).collect();
    let fix = lang.pick(
        "Perbaiki di berkasnya, simpan, lalu muat ulang halaman ini.",
        "Correct it in the file, save, then reload this page.",
    );
    // Courses inside the program cannot be changed, and the line below says so.
    let change = match &view.folder {
        Some(_) => lang.pick(
            "Ubah sebuah berkas, dan hasilnya tampak setelah halaman dimuat ulang.",
            "Change a file, and the result shows after a reload.",
        ),
        None => "",
    };
    let all = view.courses.len();
    match (lang, held.as_slice()) {
        (_, []) if all == 0 => (lang.pick("Belum ada naskah.", "There is no manuscript yet.").into(), ""),
        (Lang::Id, []) => (format!("Semua {all} kursus tanpa kesalahan."), change),
        (Lang::En, []) => (format!("All {all} courses are without an error."), change),
        (Lang::Id, [one]) => (format!("{} kesalahan menahan “{}”.", counts(one).0, one.title), fix),
        (Lang::En, [one]) => match counts(one).0 {
            1 => (format!("1 error holds back “{}”.", one.title), fix),
            errors => (format!("{errors} errors hold back “{}”.", one.title), fix),
        },
        (Lang::Id, several) => (format!("Kesalahan menahan {} kursus.", several.len()), fix),
        (Lang::En, several) => (format!("Errors hold back {} courses.", several.len()), fix),
    }
}

fn watched(lang: Lang, folder: Option<&str>) -> AnyView {
    match folder {
        Some(folder) => {
            view! { {lang.pick("Folder yang diamati: ", "The folder watched: ")}<code>{folder.to_owned()}</code> }
                .into_any()
        }
        None => lang
            .pick(
                "Kursus bawaan program. Untuk mengubahnya, jalankan dengan folder naskah sendiri (--content).",
                "The courses inside the program. To change them, run it with a folder of your own (--content).",
            )
            .into_any(),
    }
}

fn waiting(lang: Lang, unmarked: usize) -> Option<AnyView> {
    let text = match (lang, unmarked) {
        (_, 0) => return None,
        (Lang::Id, _) => format!("{unmarked} jawaban bebas menunggu penilai"),
        (Lang::En, 1) => "1 free answer waits for a marker".to_owned(),
        (Lang::En, _) => format!("{unmarked} free answers wait for a marker"),
    };
    let mark = view! { <p><a href="/penilaian">{lang.pick("Nilai jawaban", "Mark the answers")}</a></p> };
    Some(alert(Kind::Due, text, mark))
}

fn table(lang: Lang, courses: &[Manuscript]) -> AnyView {
    let names = [
        lang.pick("Kursus", "Course"),
        lang.pick("Versi", "Version"),
        lang.pick("Pelajaran", "Lessons"),
        lang.pick("Pertanyaan", "Questions"),
        lang.pick("Keadaan", "State"),
    ];
    let rows = courses.iter().map(|course| {
        view! {
            <tr>
                <th scope="row"><a href=format!("/naskah/{}", course.course)>{course.title.clone()}</a></th>
                <td data-label=names[1]>{version(lang, course)}</td>
                <td class="number" data-label=names[2]>{course.lessons}</td>
                <td class="number" data-label=names[3]>{course.questions}</td>
                <td data-label=names[4]>{state(lang, course)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{names[0]}</th>
                        <th scope="col">{names[1]}</th>
                        <th scope="col" class="number">{names[2]}</th>
                        <th scope="col" class="number">{names[3]}</th>
                        <th scope="col">{names[4]}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn state(lang: Lang, course: &Manuscript) -> AnyView {
    let (errors, warnings) = counts(course);
    if errors + warnings == 0 {
        return done_chip(lang.pick("Bersih", "Clean"));
    }
    let class = if errors > 0 { "chip chip--short" } else { "chip chip--due" };
    view! { <span class=class>{found(lang, errors, warnings)}</span> }.into_any()
}

/// "1.1, belum terbit"
fn version(lang: Lang, course: &Manuscript) -> String {
    let state = if course.published.is_some() {
        lang.pick("terbit", "published")
    } else {
        lang.pick("belum terbit", "not published")
    };
    format!("{}, {state}", course.version)
}

fn checked(lang: Lang, course: &Manuscript) -> String {
    let at = format::date_time(lang, course.checked_at);
    match lang {
        Lang::Id => format!("diperiksa {at}"),
        Lang::En => format!("checked {at}"),
    }
}

fn findings(lang: Lang, course: &Manuscript) -> AnyView {
    let more = course.diagnostics.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| match lang {
        Lang::Id => format!("Lihat {more} temuan lain "),
        Lang::En => format!("View {more} more "),
    });
    let address = format!("/naskah/{}", course.course);
    let id = format!("temuan-{}", course.course);
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-head">
                <h2 class="section-title" id=id.clone()>{course.title.clone()}</h2>
                <a class="go" href=format!("/kursus/{}", course.course)>
                    {lang.pick("Lihat sebagai pelajar", "View as a learner")}
                    <span class="visually-hidden">": "{course.title.clone()}</span>" "<span aria-hidden="true">"→"</span>
                </a>
            </div>
            <div class="card">
                {course.diagnostics.iter().take(SHOWN).map(|found| diagnostics::diagnostic(lang, found)).collect_view()}
                {more.map(|more| view! { <p><a class="go" href=address>{more}<span aria-hidden="true">"→"</span></a></p> })}
            </div>
        </section>
    }
    .into_any()
}

fn page(title: String, body: AnyView) -> Page {
    Page { title, body, islands: false, nav: Nav::Manuscripts, chrome: Chrome::Full, description: None }
}
