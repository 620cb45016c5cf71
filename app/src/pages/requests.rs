//! `/admin/permintaan`: what people ask for about their personal data, and erasing with a look at it before.

use leptos::prelude::*;
use services::{ErasedRow, ErasurePlan, FieldError, LONGEST_REQUEST, RequestView, RequestsView};

use crate::components::alert::{Kind, alert};
use crate::components::card::section;
use crate::components::chip::{done_chip, due_chip};
use crate::components::csrf::csrf;
use crate::components::empty::empty;
use crate::components::field::{Field, error_summary, problem, problem_of};
use crate::components::page_head::page_head;
use crate::components::text_area::text_area_field;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::my_data::{source_words, table_words, time_words};

/// The list.
pub fn requests(frame: &Frame, view: &RequestsView) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Permintaan data", "Data requests");
    let lede = lang.pick(
        "Orang meminta datanya diperbaiki atau dihapus. Yang paling lama menunggu di atas.",
        "People ask for their data to be corrected or erased. Who waits longest comes first.",
    );
    let open = if view.open.is_empty() {
        let why = lang.pick("Permintaan baru muncul di sini.", "New requests appear here.");
        empty(lang.pick("Tidak ada yang menunggu", "Nothing is waiting"), why, None)
    } else {
        table(lang, &view.open)
    };
    let answered = (!view.answered.is_empty())
        .then(|| section("dijawab", lang.pick("Sudah dijawab", "Answered"), (), table(lang, &view.answered)));
    let body = view! {
        {page_head(title, lede)}
        {section("menunggu", lang.pick("Menunggu jawaban", "Waiting for an answer"), (), open)}
        {answered}
    };
    page(title.to_owned(), Chrome::Full, body.into_any())
}

fn page(title: String, chrome: Chrome, body: AnyView) -> Page {
    Page { title, body, islands: false, nav: Nav::None, chrome, description: None }
}

/// The kind of a request in words.
pub fn kind_words(lang: Lang, kind: &str) -> &'static str {
    if kind == "erasure" { lang.pick("Penghapusan", "Erasure") } else { lang.pick("Perbaikan", "Correction") }
}

fn table(lang: Lang, requests: &[RequestView]) -> AnyView {
    let [kind, asked, state] =
        [lang.pick("Jenis", "Kind"), lang.pick("Diminta", "Asked"), lang.pick("Keadaan", "State")];
    let rows = requests.iter().map(|request| {
        let chip = match request.answer {
            Some(_) => done_chip(lang.pick("dijawab", "answered")),
            None => due_chip(lang.pick("menunggu", "waiting")),
        };
        view! {
            <tr>
                <th scope="row"><a href=format!("/admin/permintaan/{}", request.id)>{request.name.clone()}</a></th>
                <td data-label=kind>{kind_words(lang, &request.kind)}</td>
                <td data-label=asked>{format::date_time_tag(lang, request.created_at)}</td>
                <td data-label=state>{chip}</td>
            </tr>
        }
    });
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Nama", "Name")}</th>
                        <th scope="col">{kind}</th>
                        <th scope="col">{asked}</th>
                        <th scope="col">{state}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// One request, with the form to answer it, and for erasure what it would do.
pub fn request(
    frame: &Frame,
    view: &RequestView,
    plan: Option<&ErasurePlan>,
    may_change: bool,
    typed: &str,
    errors: &[FieldError],
) -> Page {
    let lang = frame.lang;
    let title = match lang {
        Lang::Id => format!("{} data {}", kind_words(lang, &view.kind), view.name),
        Lang::En => format!("{} of the data of {}", kind_words(lang, &view.kind), view.name),
    };
    let summary = (!errors.is_empty()).then(|| {
        let fields = errors.iter().map(|error| (error.field.clone(), problem(lang, error.problem)));
        error_summary(lang.pick("Jawaban belum tersimpan", "The answer is not saved yet"), None, fields.collect())
    });
    let answer = view.answer.as_ref().map(|(text, at)| {
        let when = format::date_time(lang, *at);
        view! {
            <section class="section" aria-labelledby="jawaban">
                <div class="section-head">
                    <h2 class="section-title" id="jawaban">{lang.pick("Jawaban", "Answer")}</h2><p>{when}</p>
                </div>
                <div class="card">{super::quiz_result::paragraphs(text)}</div>
            </section>
        }
    });
    let body = view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol><li><a href="/admin/permintaan">{lang.pick("Permintaan data", "Data requests")}</a></li></ol>
        </nav>
        {page_head(title.clone(), format::date_time(lang, view.created_at))}
        {summary}
        <section class="card" aria-labelledby="isi-permintaan">
            <h2 class="section-title" id="isi-permintaan">{lang.pick("Yang diminta", "What is asked")}</h2>
            {super::quiz_result::paragraphs(&view.text)}
        </section>
        {answer}
        {plan.map(|plan| erasing(frame, plan))}
        {(may_change && view.answer.is_none()).then(|| answering(frame, view, typed, errors))}
    };
    page(title, Chrome::Narrow, body.into_any())
}

fn answering(frame: &Frame, view: &RequestView, typed: &str, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let hint = if view.kind == "erasure" {
        lang.pick(
            "Untuk menolak atau menunda: tulis alasannya. Permintaan lalu tertutup tanpa ada yang dihapus.",
            "To refuse or put it off: write why. The request is then closed and nothing is erased.",
        )
    } else {
        lang.pick(
            "Tulis apa yang sudah diperbaiki, atau mengapa tidak. Perbaiki datanya dahulu di sumbernya.",
            "Write what was corrected, or why not. Correct the data at its source first.",
        )
    };
    let of = Field::new("answer", lang.pick("Jawaban Anda", "Your answer"))
        .hint(hint)
        .error(problem_of(lang, errors, "answer"));
    let form = view! {
        <form class="card" method="post" action=format!("/admin/permintaan/{}/jawab", view.id) novalidate>
            {csrf(frame)}
            {text_area_field(&of, typed, 5, Some(LONGEST_REQUEST))}
            <p class="row gap-top">
                <button class="button">{lang.pick("Kirim jawaban", "Send the answer")}</button>
                <a class="button button--plain" href="/admin/permintaan">{lang.pick("Nanti saja", "Not now")}</a>
            </p>
        </form>
    };
    section("jawab", lang.pick("Menjawab", "Answering"), (), form)
}

/// What stays, how much of it, and the rule that says so.
fn staying(lang: Lang, plan: &ErasurePlan) -> AnyView {
    let [count, why] = [lang.pick("Banyaknya", "How many"), lang.pick("Mengapa", "Why")];
    let rows = plan.stays.iter().map(|(row, period)| {
        let rows = format::number(lang, u64::try_from(row.rows).unwrap_or_default());
        let reason = period.as_ref().map(|period| {
            view! { {time_words(lang, period)}<br/><span class="kicker">{source_words(lang, period)}</span> }
        });
        view! {
            <tr>
                <th scope="row">{table_words(lang, row.table)}</th>
                <td class="number" data-label=count>{rows}</td>
                <td class="small" data-label=why>{reason}</td>
            </tr>
        }
    });
    view! {
        <table class="table table--cards">
            <thead>
                <tr>
                    <th scope="col">{lang.pick("Apa", "What")}</th>
                    <th scope="col" class="number">{count}</th>
                    <th scope="col">{why}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// What erasing would do, and the button that does it.
fn erasing(frame: &Frame, plan: &ErasurePlan) -> AnyView {
    let lang = frame.lang;
    let rows = |title: &'static str, rows: &[ErasedRow]| {
        let items = rows.iter().map(|row| {
            let count = format::number(lang, u64::try_from(row.rows).unwrap_or_default());
            view! { <dt>{table_words(lang, row.table)}</dt><dd>{count}</dd> }
        });
        let items = items.collect_view();
        (!rows.is_empty()).then(|| view! { <h3 class="card-title gap-top">{title}</h3><dl class="facts">{items}</dl> })
    };
    let refused = plan.holds_post || plan.is_admin;
    let act = if refused {
        let title = lang.pick("Belum dapat dihapus", "Cannot be erased yet");
        let text = if plan.holds_post {
            lang.pick(
                "Orang ini masih memegang jabatan: selama itu kewajiban belajarnya berlaku. Akhiri penempatannya dahulu.",
                "The person still holds a post: as long as that lasts, so does the duty to learn. End the assignment first.",
            )
        } else {
            lang.pick(
                "Orang ini pengelola. Akhiri perannya dahulu.",
                "The person is an administrator. End that role first.",
            )
        };
        view! { <div class="gap-top">{alert(Kind::Due, title, view! { <p>{text}</p> })}</div> }.into_any()
    } else {
        view! {
            <form class="gap-top" method="post" action=format!("/admin/permintaan/{}/hapus", plan.request)>
                {csrf(frame)}
                <label class="check">
                    <input type="checkbox" name="sure" value="yes" required=true/>
                    <span>
                        {lang.pick(
                            "Saya sudah membaca daftar ini. Penghapusan tidak dapat dibatalkan.",
                            "I have read this list. Erasing cannot be undone.",
                        )}
                    </span>
                </label>
                <button class="button">{lang.pick("Hapus data pribadi ini", "Erase this personal data")}</button>
            </form>
        }
        .into_any()
    };
    let content = view! {
        <div class="card">
            <p class="card-note">
                {lang.pick(
                    "Begini jadinya bila dihapus. Belum ada yang berubah.",
                    "This is what erasing would do. Nothing has changed yet.",
                )}
            </p>
            {rows(lang.pick("Ini hilang", "This goes"), &plan.goes)}
            {rows(
                lang.pick("Ini tinggal tanpa nama dan teks bebas", "This stays without name and free texts"),
                &plan.blanked,
            )}
            <h3 class="card-title gap-top">{lang.pick("Ini wajib disimpan, dengan nama samaran", "This has to be kept, under a pseudonym")}</h3>
            {staying(lang, plan)}
            {act}
        </div>
    };
    section("hapus", lang.pick("Bila dihapus", "If it is erased"), (), content)
}
