//! `/data-saya`: what is stored about me, for how long, who looked at it, and how to ask for a change.

mod words;

use leptos::prelude::*;
use services::{FieldError, LONGEST_REQUEST, LookView, MyDataView, Period, RequestForm, RequestView, StoredRow};

pub use words::{known_table, source_words, table_words, time_words};

use crate::components::card::section;
use crate::components::chip::{done_chip, due_chip};
use crate::components::csrf::csrf;
use crate::components::disclosure::disclosure;
use crate::components::empty::empty;
use crate::components::field::{Field, error_summary, problem, problem_of};
use crate::components::icon::{self, small_icon};
use crate::components::page_head::page_head;
use crate::components::text_area::text_area_field;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::requests::kind_words;

pub fn my_data(frame: &Frame, view: &MyDataView, form: &RequestForm, errors: &[FieldError]) -> Page {
    let lang = frame.lang;
    let title = lang.pick("Data saya", "My data");
    let lede = lang.pick(
        "Yang disimpan tentang Anda, berapa lama, siapa yang melihatnya, dan cara meminta perubahan.",
        "What is stored about you, for how long, who looked at it, and how to ask for a change.",
    );
    let download = view! {
        <a class="button button--quiet" href="/data-saya/unduh" download="">{lang.pick("Unduh semuanya", "Download all of it")}</a>
    };
    let body = view! {
        {page_head(title, lede)}
        {summary(lang, errors)}
        {who(lang, view)}
        {section("tersimpan", lang.pick("Yang tersimpan", "What is stored"), download, stored(lang, &view.stored))}
        {section("dilihat", lang.pick("Siapa yang melihat", "Who looked"), (), looks(lang, &view.looks))}
        {section("permintaan", lang.pick("Minta perubahan", "Ask for a change"), (), asking(frame, form, errors))}
        {(!view.requests.is_empty()).then(|| {
            section("dikirim", lang.pick("Permintaan Anda", "Your requests"), (), sent(lang, &view.requests))
        })}
    };
    Page {
        title: title.to_owned(),
        body: body.into_any(),
        islands: false,
        nav: Nav::None,
        chrome: Chrome::Narrow,
        description: None,
    }
}

fn who(lang: Lang, view: &MyDataView) -> AnyView {
    let kind = match view.kind.as_str() {
        "pns" => "PNS",
        "pppk" => "PPPK",
        other => other,
    };
    let numbers = view.numbers.iter().map(|(kind, number)| {
        let name = if kind == "nip" { "NIP" } else { "NI PPPK" };
        view! { <dt>{name}</dt><dd>{number.clone()}</dd> }
    });
    let posts = view.posts.iter().map(|post| {
        view! { <dt>{lang.pick("Jabatan", "Post")}</dt><dd>{lang.text(&post.position)}", "{post.unit.clone()}</dd> }
    });
    view! {
        <section class="card" aria-labelledby="saya">
            <h2 class="section-title" id="saya">{view.name.clone()}</h2>
            <dl class="facts">
                <dt>{lang.pick("Jenis pegawai", "Kind")}</dt><dd>{kind.to_owned()}</dd>
                {numbers.collect_view()}
                {posts.collect_view()}
            </dl>
            <p class="card-note">
                {lang.pick(
                    "Nomor pegawai ditutupi di semua halaman. Lengkapnya ada di berkas unduhan.",
                    "Personal numbers are hidden on every page. The whole number is in the file to download.",
                )}
            </p>
        </section>
    }
    .into_any()
}

fn stored(lang: Lang, rows: &[StoredRow]) -> AnyView {
    let mut periods: Vec<&Period> = Vec::new();
    for period in rows.iter().filter(|row| row.rows > 0).filter_map(|row| row.period.as_ref()) {
        if !periods.iter().any(|known| known.id == period.id) {
            periods.push(period);
        }
    }
    let rules = periods.into_iter().map(|period| {
        view! { <dt>{lang.text(&period.title)}</dt><dd>{source_words(lang, period)}</dd> }
    });
    let rules = view! { <dl class="facts small">{rules.collect_view()}</dl> };
    let [count, kept] = [lang.pick("Banyaknya", "How many"), lang.pick("Disimpan", "Kept")];
    let rows = rows.iter().filter(|row| row.rows > 0).map(|row| {
        let period = row.period.as_ref().map_or_else(|| "–".to_owned(), |period| time_words(lang, period));
        view! {
            <tr>
                <th scope="row">{table_words(lang, row.table)}</th>
                <td class="number" data-label=count>{format::number(lang, u64::try_from(row.rows).unwrap_or_default())}</td>
                <td class="small" data-label=kept>{period}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Apa", "What")}</th>
                        <th scope="col" class="number">{count}</th>
                        <th scope="col">{kept}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {disclosure(lang.pick("Aturan yang menetapkannya", "The rules that say so"), false, rules)}
        </div>
    }
    .into_any()
}

fn looks(lang: Lang, looks: &[LookView]) -> AnyView {
    if looks.is_empty() {
        let why = lang.pick(
            "Bila atasan, pengelola atau auditor membuka profil, bukti atau jawaban Anda, namanya muncul di sini.",
            "When a manager, administrator or auditor opens your profile, evidence or answers, the name appears here.",
        );
        return empty(lang.pick("Belum ada yang melihat", "Nobody has looked yet"), why, None);
    }
    let [what, when] = [lang.pick("Yang dilihat", "What was seen"), lang.pick("Kapan", "When")];
    let rows = looks.iter().map(|look| {
        let seen = match look.action.as_str() {
            "profile-viewed" => lang.pick("profil", "profile"),
            "evidence-viewed" => lang.pick("bukti kompetensi", "evidence"),
            "training-document-opened" => lang.pick("dokumen pelatihan luar", "document of outside training"),
            "evaluation-viewed" => lang.pick("evaluasi kinerja", "evaluation"),
            "career-viewed" => lang.pick("karier", "career"),
            _ => lang.pick("jawaban", "answers"),
        };
        let role = match look.capacity.as_str() {
            "manager" => lang.pick("atasan", "manager"),
            "admin" => lang.pick("pengelola", "administrator"),
            _ => lang.pick("auditor", "auditor"),
        };
        view! {
            <tr>
                <th scope="row">{look.name.clone()}<span class="kicker">" · "{role}</span></th>
                <td data-label=what>{seen}</td>
                <td data-label=when>{format::date_time_tag(lang, look.at)}</td>
            </tr>
        }
    });
    view! {
        <div class="card">
            <table class="table table--cards">
                <thead>
                    <tr>
                        <th scope="col">{lang.pick("Siapa", "Who")}</th>
                        <th scope="col">{what}</th>
                        <th scope="col">{when}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            <p class="card-note">
                {lang.pick("Setiap orang dicatat sekali per jam.", "Each person is noted once an hour.")}
            </p>
        </div>
    }
    .into_any()
}

fn label(lang: Lang, field: &str) -> &'static str {
    match field {
        "text" => lang.pick("Apa yang harus diperbaiki atau dihapus", "What is to be corrected or erased"),
        "understood" => lang.pick("Centang untuk penghapusan", "The tick for erasure"),
        _ => lang.pick("Yang diminta", "What is asked"),
    }
}

fn summary(lang: Lang, errors: &[FieldError]) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let fields = errors
        .iter()
        .map(|error| (error.field.clone(), format!("{}: {}", label(lang, &error.field), problem(lang, error.problem))));
    Some(error_summary(lang.pick("Permintaan belum terkirim", "The request is not sent yet"), None, fields.collect()))
}

fn asking(frame: &Frame, form: &RequestForm, errors: &[FieldError]) -> AnyView {
    let lang = frame.lang;
    let text = Field::new("text", label(lang, "text"))
        .hint(lang.pick(
            "Misalnya: nama saya salah tulis, seharusnya … Jangan menulis kata sandi.",
            "For example: my name is misspelt, it should be … Never write a password.",
        ))
        .error(problem_of(lang, errors, "text"));
    let radio = |kind: &'static str, words: &'static str, chosen: bool| {
        view! {
            <label class="check"><input type="radio" name="kind" value=kind checked=chosen/><span>{words}</span></label>
        }
    };
    let erasure = form.kind == "erasure";
    let error = |field| {
        problem_of(lang, errors, field).map(|error| {
            view! { <p class="field-error">{small_icon(icon::WARNING)}{error}</p> }
        })
    };
    view! {
        <form class="card" method="post" action="/data-saya/permintaan" novalidate>
            {csrf(frame)}
            <div class="field">
                <fieldset class="choice-list" id="kind" tabindex="-1">
                    <legend>{label(lang, "kind")}</legend>
                    {error("kind")}
                    {radio("correction", lang.pick("Perbaikan data yang salah", "Correction of something wrong"), !erasure)}
                    {radio("erasure", lang.pick("Penghapusan data pribadi saya", "Erasure of my personal data"), erasure)}
                </fieldset>
            </div>
            {text_area_field(&text, &form.text, 4, Some(LONGEST_REQUEST))}
            <div class="field" id="understood" tabindex="-1">
                {error("understood")}
                <label class="check">
                    <input type="checkbox" name="understood" value="yes" checked=form.understood/>
                    <span>
                        {lang.pick(
                            "Untuk penghapusan: saya mengerti bahwa sesudahnya saya tidak dapat masuk lagi, dan bahwa sertifikat, jam \
                             pelajaran dan evaluasi tetap disimpan dengan nama samaran.",
                            "For erasure: I understand that I cannot sign in afterwards, and that certificates, learning hours and \
                             evaluation are kept under a pseudonym.",
                        )}
                    </span>
                </label>
            </div>
            <p class="row gap-top"><button class="button">{lang.pick("Kirim permintaan", "Send the request")}</button></p>
        </form>
    }
    .into_any()
}

fn sent(lang: Lang, requests: &[RequestView]) -> AnyView {
    let rows = requests.iter().map(|request| {
        let chip = match request.answer {
            Some(_) => done_chip(lang.pick("dijawab", "answered")),
            None => due_chip(lang.pick("menunggu", "waiting")),
        };
        let answer = request.answer.as_ref().map(|(text, at)| {
            let title = format!("{} {}", lang.pick("Jawaban", "Answer of"), format::date(lang, *at));
            disclosure(title, true, super::quiz_result::paragraphs(text))
        });
        view! {
            <li class="card">
                <p class="row row--between">
                    <strong>{kind_words(lang, &request.kind)}</strong>{chip}
                </p>
                <p class="kicker">{format::date_time_tag(lang, request.created_at)}</p>
                {super::quiz_result::paragraphs(&request.text)}
                {answer}
            </li>
        }
    });
    view! { <ul class="stack" role="list">{rows.collect_view()}</ul> }.into_any()
}
