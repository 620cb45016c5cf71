//! `/penilaian`: free answers that wait for a trainer, and the form to mark one. Names are not shown.

use leptos::prelude::*;
use services::{FieldError, MarkForm, MarkView, Unmarked};

use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::empty::empty_section;
use crate::components::field::{Field, error_summary, problem, problem_of};
use crate::components::icon::{self, small_icon};
use crate::components::page_head::page_head;
use crate::components::text_area::text_area_field;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// The longest comment, in characters.
const LONGEST_COMMENT: usize = 2000;

/// The list of answers that wait, the oldest first.
pub fn unmarked(frame: &Frame, waiting: &[Unmarked]) -> Page {
    let lang = frame.lang;
    let lede = match (lang, waiting.len()) {
        (Lang::Id, 0) => "Tidak ada jawaban yang menunggu.".to_owned(),
        (Lang::En, 0) => "No answer is waiting.".to_owned(),
        (Lang::Id, count) => format!("{count} jawaban menunggu penilaian Anda. Nama peserta tidak ditampilkan."),
        (Lang::En, 1) => "1 answer waits for your marks. Names are not shown.".to_owned(),
        (Lang::En, count) => format!("{count} answers wait for your marks. Names are not shown."),
    };
    let content = if waiting.is_empty() {
        let why = lang.pick(
            "Uraian muncul di sini begitu seorang peserta mengumpulkan kuis yang memuatnya.",
            "Written answers appear here as soon as a learner hands in a quiz that has some.",
        );
        let action = Some(("/naskah", lang.pick("Buka naskah kursus", "Open the manuscripts")));
        empty_section("kosong", lang.pick("Semua sudah dinilai", "Everything is marked"), why, action)
    } else {
        list(lang, waiting)
    };
    let title = lang.pick("Menilai jawaban", "Mark answers");
    let body = view! { {page_head(title, lede)}{content} };
    page(title.to_owned(), body.into_any())
}

fn page(title: String, body: AnyView) -> Page {
    Page { title, body, islands: false, nav: Nav::None, chrome: Chrome::Narrow, description: None }
}

fn list(lang: Lang, waiting: &[Unmarked]) -> AnyView {
    let course = lang.pick("Kursus", "Course");
    let since = lang.pick("Menunggu sejak", "Waits since");
    let rows = waiting.iter().map(|one| {
        let href = format!("/penilaian/{}/{}", one.attempt, one.question);
        view! {
            <tr>
                <th scope="row"><a href=href inner_html=super::quiz_running::plain(&one.question_title)></a></th>
                <td data-label=course>{one.course_title.clone()}</td>
                <td data-label=since>{format::date_time_tag(lang, one.submitted_at)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Pertanyaan", "Question")}</th>
                        <th scope="col">{course}</th>
                        <th scope="col">{since}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The form to mark one answer.
pub fn mark(frame: &Frame, view: &MarkView, form: &MarkForm, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Nilai jawaban", "Mark an answer");
    let body_text = (!view.question_body.is_empty()).then(|| {
        view! { <div class="question-text" inner_html=view.question_body.to_string()></div> }
    });
    let explanation = view.explanation.as_ref().map(|text| {
        let text = view! { <div class="answer-why" inner_html=text.to_string()></div> };
        disclosure(lang.pick("Penjelasan penulis soal", "The author's explanation"), false, text)
    });
    let answer = if view.answer.trim().is_empty() {
        view! { <p class="muted">{lang.pick("Tidak ada jawaban.", "There is no answer.")}</p> }.into_any()
    } else {
        super::quiz_result::paragraphs(&view.answer)
    };
    let lede = match lang {
        Lang::Id => format!("Dari kursus {}. Nama peserta tidak ditampilkan.", view.course_title),
        Lang::En => format!("From the course {}. The name is not shown.", view.course_title),
    };
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/penilaian">{lang.pick("Menilai jawaban", "Mark answers")}</a></li></ol>
        </nav>
        {page_head(title, lede)}
        {summary(lang, view, errors)}
        <section class="card" aria-labelledby="soal">
            <h2 class="question-title" id="soal" inner_html=view.question_title.to_string()></h2>
            {body_text}
            <h3 class="section-title gap-top">{lang.pick("Jawaban peserta", "The learner's answer")}</h3>
            <div class="answer-given">{answer}</div>
            {explanation}
        </section>
        <section class="section" aria-labelledby="nilai">
            <div class="section-head">
                <h2 class="section-title" id="nilai">{lang.pick("Penilaian", "Marks")}</h2>
                <p>{total(lang, view)}</p>
            </div>
            {fields(frame, view, form, errors)}
        </section>
    };
    page(title.to_owned(), body.into_any())
}

fn total(lang: Lang, view: &MarkView) -> String {
    let most: u32 = view.rubric.iter().map(|(_, points, _)| points).sum();
    match lang {
        Lang::Id => format!("Seluruhnya paling banyak {most} poin"),
        Lang::En => format!("At most {most} points in all"),
    }
}

fn name(place: usize) -> String {
    format!("points.{place}")
}

/// What has to be corrected, in the order of the form.
fn summary(lang: Lang, view: &MarkView, errors: &[FieldError]) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let label = |field: &str| {
        let criterion = view.rubric.iter().enumerate().find(|(place, _)| name(*place) == field);
        criterion.map_or_else(|| comment_label(lang).to_owned(), |(_, (criterion, ..))| criterion.clone())
    };
    let fields = errors
        .iter()
        .map(|error| (error.field.clone(), format!("{}: {}", label(&error.field), problem(lang, error.problem))));
    let title = lang.pick("Penilaian belum tersimpan", "The marks are not saved yet");
    let text = lang.pick("Perbaiki bagian ini, lalu simpan lagi.", "Correct this, then save again.");
    Some(error_summary(title, Some(text.to_owned()), fields.collect()))
}

const fn comment_label(lang: Lang) -> &'static str {
    lang.pick("Catatan untuk peserta", "Note to the learner")
}

fn fields(frame: &Frame, view: &MarkView, form: &MarkForm, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let criteria = view.rubric.iter().enumerate().map(|(place, (criterion, most, description))| {
        let typed = form.points.get(place).cloned().unwrap_or_default();
        let error = problem_of(lang, errors, &name(place));
        criterion_field(lang, place, criterion, *most, description.to_string(), typed, error)
    });
    let criteria = criteria.collect_view();
    let comment = Field::new("comment", comment_label(lang))
        .hint(lang.pick(
            "Boleh kosong. Peserta membacanya di halaman hasil.",
            "May stay empty. The learner reads it on the result page.",
        ))
        .error(problem_of(lang, errors, "comment"));
    let comment = text_area_field(&comment, &form.comment, 5, Some(LONGEST_COMMENT));
    view! {
        <form class="card" method="post" action=format!("/penilaian/{}/{}", view.attempt, view.question) novalidate>
            {csrf(frame)}
            {criteria}
            {comment}
            <p class="row gap-top">
                <button class="button">{lang.pick("Simpan penilaian", "Save the marks")}</button>
                <a class="button button--plain" href="/penilaian">{lang.pick("Nanti saja", "Not now")}</a>
            </p>
        </form>
    }
    .into_any()
}

/// A criterion with its description, which may hold markup and is therefore not a plain hint.
fn criterion_field(
    lang: Lang,
    place: usize,
    criterion: &str,
    most: u32,
    description: String,
    typed: String,
    error: Option<String>,
) -> AnyView {
    let id = name(place);
    let label = match lang {
        Lang::Id => format!("{criterion}, 0 sampai {most}"),
        Lang::En => format!("{criterion}, 0 to {most}"),
    };
    let hint_id = format!("{id}-petunjuk");
    let error_id = format!("{id}-galat");
    let described = if error.is_some() { format!("{error_id} {hint_id}") } else { hint_id.clone() };
    let invalid = error.is_some().then_some("true");
    let error = error.map(|error| view! { <p class="field-error" id=error_id>{small_icon(icon::WARNING)}{error}</p> });
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <div class="field-hint" id=hint_id inner_html=description></div>
            {error}
            <input
                class="input input--short"
                id=id.clone()
                name=id
                value=typed
                inputmode="numeric"
                autocomplete="off"
                aria-invalid=invalid
                aria-describedby=described
            />
        </div>
    }
    .into_any()
}
