//! The page before a quiz: its rules in plain words, the way in, and earlier attempts.

use content::model::Item;
use domain::attempt::State;
use leptos::prelude::*;
use services::quiz::{AttemptRow, StartView};

use crate::components::alert::{Kind, alert};
use crate::components::csrf::csrf;
use crate::components::icon::{self, icon};
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;

/// The page before a quiz.
pub fn quiz_start(frame: &Frame, view: &StartView) -> Page {
    let lang = frame.lang;
    let lede = if view.is_assessment {
        lang.pick(
            "Asesmen: hasilnya menjadi bukti di profil Anda dan menentukan kelulusan kursus.",
            "Assessment: its result becomes evidence in your profile and decides whether you pass the course.",
        )
    } else {
        lang.pick(
            "Latihan: untuk menguji diri. Hasilnya tidak masuk ke profil Anda.",
            "Practice: to test yourself. Its result does not enter your profile.",
        )
    };
    let foreign = lang.foreign(&view.course.lang);
    let intro = (!view.intro.is_empty()).then(|| {
        view! { <div class="prose gap-top" lang=foreign.clone() inner_html=view.intro.to_string()></div> }
    });
    let body = view! {
        {breadcrumb(lang, view.course.id.as_str(), &view.course.title, &view.course.lang)}
        <div class="page-head">
            <div class="page-head-text"><h1 lang=foreign>{view.title.clone()}</h1><p class="lede">{lede}</p>{intro}</div>
        </div>
        <div class="card">
            {facts(lang, view)}
            <h2 class="section-title gap-top-large">{lang.pick("Yang perlu Anda tahu", "What you should know")}</h2>
            {rules(lang, view)}
            {way_in(frame, view)}
        </div>
        {attempts(lang, view)}
        {neighbours(lang, view)}
    };
    Page {
        title: format!("{}: {}", view.title, view.course.title),
        body: body.into_any(),
        islands: false,
        nav: Nav::Catalogue,
        chrome: Chrome::Narrow,
        description: None,
    }
}

/// From the catalogue to the course.
pub(super) fn breadcrumb(lang: Lang, course: &str, title: &str, course_lang: &str) -> AnyView {
    view! {
        <nav class="breadcrumb" aria-label=lang.pick("Letak halaman", "Breadcrumb")>
            <ol>
                <li><a href="/katalog">{lang.pick("Katalog", "Catalogue")}</a></li>
                <li><a href=format!("/kursus/{course}") lang=lang.foreign(course_lang)>{title.to_owned()}</a></li>
            </ol>
        </nav>
    }
    .into_any()
}

/// "Pertama", "Ke-4"
pub(super) fn ordinal(lang: Lang, number: u32) -> String {
    let words = match number {
        1 => lang.pick("pertama", "first"),
        2 => lang.pick("kedua", "second"),
        3 => lang.pick("ketiga", "third"),
        _ => return format!("{}{number}", lang.pick("ke-", "no. ")),
    };
    words.to_owned()
}

fn facts(lang: Lang, view: &StartView) -> AnyView {
    let time = match (lang, view.minutes) {
        (Lang::Id, Some(minutes)) => format!("{minutes} menit sejak Anda mulai"),
        (Lang::En, Some(minutes)) => format!("{minutes} minutes from your start"),
        (_, None) => lang.pick("tidak dibatasi", "no limit").to_owned(),
    };
    let pass = (view.pass.get() > 0).then(|| {
        let share = format::percent(lang, view.pass);
        let text = match lang {
            Lang::Id => format!("paling sedikit {share} benar"),
            Lang::En => format!("at least {share} is right"),
        };
        view! { <dt>{lang.pick("Lulus bila", "You pass if")}</dt><dd>{text}</dd> }
    });
    let attempts = match (lang, view.attempts_left, view.attempts_allowed) {
        (Lang::Id, Some(0), Some(all)) => format!("{all} dari {all} sudah terpakai"),
        (Lang::En, Some(0), Some(all)) => format!("{all} of {all} are used"),
        (Lang::Id, Some(left), Some(all)) => format!("{left} dari {all} masih ada"),
        (Lang::En, Some(left), Some(all)) => format!("{left} of {all} left"),
        _ => lang.pick("sesering yang Anda mau", "as often as you like").to_owned(),
    };
    let competency = view.competency.as_ref().map(|title| {
        let level = level(view).map(|level| format!(", {} {level}", lang.pick("tingkat", "level")));
        let text = format!("{}{}", lang.text(title), level.unwrap_or_default());
        view! { <dt>{lang.pick("Kompetensi", "Competency")}</dt><dd>{text}</dd> }
    });
    view! {
        <dl class="facts">
            <dt>{lang.pick("Pertanyaan", "Questions")}</dt><dd>{view.questions}</dd>
            <dt>{lang.pick("Waktu", "Time")}</dt><dd>{time}</dd>
            {pass}
            <dt>{lang.pick("Kesempatan", "Attempts")}</dt><dd>{attempts}</dd>
            {competency}
        </dl>
    }
    .into_any()
}

/// The level that the quiz is written for.
fn level(view: &StartView) -> Option<u8> {
    view.course.items.iter().find_map(|item| match item {
        Item::Quiz(quiz) if quiz.slug == view.slug => quiz.level.map(|level| level.get()),
        _ => None,
    })
}

fn rules(lang: Lang, view: &StartView) -> AnyView {
    let saved = lang.pick(
        "Setiap jawaban tersimpan sendiri. Bila sambungan putus, tidak ada yang hilang.",
        "Every answer is saved by itself. If the connection breaks, nothing is lost.",
    );
    let time = if view.minutes.is_some() {
        lang.pick(
            "Anda boleh pindah perangkat; waktu tetap berjalan di server.",
            "You may change devices; the time runs on the server.",
        )
    } else {
        lang.pick(
            "Anda boleh berhenti dan melanjutkan kapan saja, juga di perangkat lain.",
            "You may stop and go on at any time, on another device too.",
        )
    };
    let counts = if view.is_assessment {
        lang.pick(
            "Jawaban pertama Anda pada setiap pertanyaan menjadi bukti di profil. Percobaan berikutnya untuk kelulusan kursus.",
            "Your first answer to each question becomes evidence in your profile. Later attempts are for passing the course.",
        )
    } else {
        lang.pick("Petunjuk tersedia bila Anda buntu.", "Hints are there when you are stuck.")
    };
    let after = lang.pick(
        "Jawaban benar dan penjelasan tampil setelah Anda mengumpulkan.",
        "Right answers and explanations are shown after you hand in.",
    );
    let rules = [saved, time, counts, after].map(|rule| view! { <li>{icon(icon::CHECK)}<span>{rule}</span></li> });
    view! { <ul class="checklist">{rules.collect_view()}</ul> }.into_any()
}

/// Begin, go on, or why neither is possible.
fn way_in(frame: &Frame, view: &StartView) -> AnyView {
    let lang = frame.lang;
    let course = format!("/kursus/{}", view.course.id);
    if let Some(running) = view.running {
        let text = lang.pick(
            "Percobaan Anda masih berjalan. Jawaban yang sudah ada tetap tersimpan.",
            "Your attempt is still running. The answers you gave are saved.",
        );
        return view! {
            <p class="gap-top">{text}</p>
            <p class="row gap-top">
                <a class="button button--large" href=format!("/kuis/{running}")>
                    {lang.pick("Lanjutkan kuis", "Go on with the quiz")}
                </a>
            </p>
        }
        .into_any();
    }
    if view.attempts_left == Some(0) {
        let text = view! {
            <p>{lang.pick(
                "Hasil Anda tetap ada di bawah. Baca lagi pelajarannya, atau hubungi pengajar kursus ini.",
                "Your results are below. Read the lessons again, or ask a trainer of this course.",
            )}</p>
        };
        let title = lang.pick("Semua kesempatan sudah terpakai", "All attempts are used");
        return view! {
            <div class="gap-top">{alert(Kind::Due, title, text)}</div>
            <p class="row gap-top">
                <a class="button" href=course>{lang.pick("Kembali ke kursus", "Back to the course")}</a>
            </p>
        }
        .into_any();
    }
    let start = if view.attempts.is_empty() {
        lang.pick("Mulai kuis", "Start the quiz")
    } else {
        lang.pick("Coba lagi", "Try again")
    };
    view! {
        <form class="row gap-top" method="post" action=format!("{course}/{}/mulai", view.slug)>
            {csrf(frame)}
            <button class="button button--large">{start}</button>
            <a class="button button--plain" href=course.clone()>{lang.pick("Nanti saja", "Not now")}</a>
        </form>
    }
    .into_any()
}

fn attempts(lang: Lang, view: &StartView) -> Option<AnyView> {
    if view.attempts.is_empty() {
        return None;
    }
    let started = lang.pick("Dimulai", "Started");
    let score = lang.pick("Nilai", "Score");
    let result = lang.pick("Hasil", "Result");
    let rows = view.attempts.iter().map(|row| {
        let figure = row.score.map_or_else(|| "–".to_owned(), |score| format::percent(lang, score));
        let mut name = ordinal(lang, row.number);
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td data-label=started>{format::date_time_tag(lang, row.started_at)}</td>
                <td class="number" data-label=score>{figure}</td>
                <td data-label=result><a href=format!("/kuis/{}", row.id)>{outcome(lang, row)}</a></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <section class="section" aria-labelledby="lalu">
                <div class="section-head">
                    <h2 class="section-title" id="lalu">{lang.pick("Percobaan Anda", "Your attempts")}</h2>
                </div>
                <div class="card">
                    <table class="table table--cards">
                        <thead>
                            <tr>
                                <th scope="col">{lang.pick("Percobaan", "Attempt")}</th>
                                <th scope="col">{started}</th>
                                <th scope="col" class="number">{score}</th>
                                <th scope="col">{result}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

fn outcome(lang: Lang, row: &AttemptRow) -> &'static str {
    match (row.state, row.passed) {
        (State::Open | State::InProgress, _) => lang.pick("Masih berjalan, lanjutkan", "Still running, go on"),
        (State::Submitted, _) => lang.pick("Menunggu penilaian", "Waits to be marked"),
        (State::Expired, Some(true)) => lang.pick("Waktu habis, tetapi lulus", "Time ran out, but passed"),
        (State::Expired, _) => lang.pick("Waktu habis, lihat jawaban", "Time ran out, see the answers"),
        (State::Graded, Some(true)) => lang.pick("Lulus, lihat jawaban", "Passed, see the answers"),
        (State::Graded, Some(false)) => lang.pick("Belum lulus, lihat jawaban", "Not passed, see the answers"),
        (State::Graded, None) => lang.pick("Selesai, lihat jawaban", "Done, see the answers"),
    }
}

/// The lesson or quiz before and after.
fn neighbours(lang: Lang, view: &StartView) -> Option<AnyView> {
    if view.previous.is_none() && view.next.is_none() {
        return None;
    }
    let link = |rel: &'static str, way: &'static str, (slug, title): &(String, String)| {
        let href = format!("/kursus/{}/{slug}", view.course.id);
        let foreign = lang.foreign(&view.course.lang);
        view! { <a class="go" rel=rel href=href>{way}": "<span lang=foreign>{title.clone()}</span></a> }
    };
    Some(
        view! {
            <nav class="row gap-top-large" aria-label=lang.pick("Sebelum dan sesudah", "Before and after")>
                {view.previous.as_ref().map(|item| link("prev", lang.pick("Sebelumnya", "Before"), item))}
                {view.next.as_ref().map(|item| link("next", lang.pick("Berikutnya", "Next"), item))}
            </nav>
        }
        .into_any(),
    )
}
