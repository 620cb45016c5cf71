//! The head of a result: passed or not, what that means, and what to do next.

use domain::attempt::State;
use leptos::prelude::*;
use services::quiz::ResultView;

use crate::components::progress::progress_in;
use crate::format;
use crate::lang::Lang;
use crate::pages::quiz_start::ordinal;

/// The name by which a person is called: without titles.
fn called(name: &str) -> &str {
    name.split_whitespace().find(|word| !word.ends_with('.')).unwrap_or(name)
}

/// Heading and sentence.
pub(super) fn headline(lang: Lang, view: &ResultView) -> (String, String) {
    let name = called(&view.person_name);
    let title = match (lang, view.state, view.passed, view.is_own) {
        (Lang::Id, State::Submitted, _, true) => "Jawaban Anda menunggu penilaian".to_owned(),
        (Lang::En, State::Submitted, _, true) => "Your answers wait to be marked".to_owned(),
        (Lang::Id, State::Submitted, _, false) => format!("Jawaban {name} menunggu penilaian"),
        (Lang::En, State::Submitted, _, false) => format!("The answers of {name} wait to be marked"),
        (Lang::Id, _, _, true) if !view.is_assessment => format!("Latihan selesai, {name}"),
        (Lang::En, _, _, true) if !view.is_assessment => format!("Practice done, {name}"),
        (Lang::Id, _, _, false) if !view.is_assessment => format!("Latihan {name}"),
        (Lang::En, _, _, false) if !view.is_assessment => format!("Practice of {name}"),
        (Lang::Id, _, true, true) => format!("Anda lulus, {name}"),
        (Lang::En, _, true, true) => format!("You passed, {name}"),
        (Lang::Id, State::Expired, false, true) => format!("Waktu habis, {name}"),
        (Lang::En, State::Expired, false, true) => format!("Time ran out, {name}"),
        (Lang::Id, _, false, true) => format!("Belum lulus, {name}"),
        (Lang::En, _, false, true) => format!("Not passed yet, {name}"),
        (Lang::Id, _, true, false) => format!("{name} lulus"),
        (Lang::En, _, true, false) => format!("{name} passed"),
        (Lang::Id, _, false, false) => format!("{name} belum lulus"),
        (Lang::En, _, false, false) => format!("{name} has not passed yet"),
    };
    (title, lede(lang, view))
}

fn lede(lang: Lang, view: &ResultView) -> String {
    let (right, all) = (view.right, view.questions.len());
    let mut sentences = Vec::new();
    if view.state == State::Expired {
        sentences.push(
            lang.pick(
                "Waktu habis sebelum Anda mengumpulkan; yang sudah tersimpan tetap dinilai.",
                "Time ran out before it was handed in; what was saved is graded.",
            )
            .to_owned(),
        );
    }
    if view.state == State::Submitted {
        sentences.push(
            lang.pick(
                "Uraian dinilai oleh pengajar. Nilai dan kelulusan tampil di halaman ini sesudahnya.",
                "A trainer marks the written answers. Score and result appear on this page afterwards.",
            )
            .to_owned(),
        );
    }
    sentences.push(match lang {
        Lang::Id => format!("{right} dari {all} jawaban benar."),
        Lang::En => format!("{right} of {all} answers are right."),
    });
    if view.pass.get() > 0 {
        sentences.push(format!(
            "{} {}.",
            lang.pick("Batas lulus", "The pass mark is"),
            format::percent(lang, view.pass)
        ));
    }
    sentences.join(" ")
}

/// The figure, what it means, and the next step.
pub(super) fn score(lang: Lang, view: &ResultView) -> AnyView {
    let figure = match view.score {
        Some(score) => format::percent(lang, score),
        None => lang.pick("Belum ada nilai", "No score yet").to_owned(),
    };
    let attempt = match lang {
        Lang::Id => format!("percobaan {}", ordinal(lang, view.number)),
        Lang::En => format!("{} attempt", ordinal(lang, view.number)),
    };
    let of = format!("{} {} {}", view.right, lang.pick("dari", "of"), view.questions.len());
    let at = view.finished_at.map(|at| view! { " · "{format::date_time_tag(lang, at)} });
    let label = lang.pick("Jawaban benar", "Right answers");
    view! {
        <section class="card" aria-labelledby="nilai">
            <h2 class="visually-hidden" id="nilai">{lang.pick("Nilai", "Score")}</h2>
            <p class="score">
                <span class="score-figure">{figure}</span>" "
                <span class="muted">{of}" · "{attempt}{at}</span>
            </p>
            {progress_in("progress progress--measured gap-top", lang, view.right, view.questions.len(), label)}
            {meaning(lang, view).map(|text| view! { <p class="gap-top">{text}</p> })}
            {view.is_own.then(|| next_steps(lang, view))}
        </section>
    }
    .into_any()
}

/// What passing or not passing means for the course.
fn meaning(lang: Lang, view: &ResultView) -> Option<String> {
    if view.state == State::Submitted || !view.is_own {
        return None;
    }
    let text = match (lang, view.passed, view.attempts_left) {
        _ if !view.is_assessment => lang
            .pick(
                "Latihan tidak mengubah profil Anda. Ulangi sesering yang Anda mau.",
                "Practice does not change your profile. Repeat it as often as you like.",
            )
            .to_owned(),
        _ if view.course_complete => lang
            .pick(
                "Semua syarat kursus ini terpenuhi: kursus selesai dan jam pelajarannya tercatat.",
                "Every requirement of this course is met: it is complete, and its learning hours are on record.",
            )
            .to_owned(),
        (_, true, _) => lang
            .pick(
                "Syarat kuis ini terpenuhi. Kursus selesai setelah semua pelajarannya dibaca dan semua asesmennya lulus.",
                "The requirement of this quiz is met. The course is complete once all lessons are read and all assessments passed.",
            )
            .to_owned(),
        (_, false, Some(0)) => lang
            .pick(
                "Semua kesempatan sudah terpakai, jadi kursus ini belum dapat selesai. Hubungi pengajar kursus ini.",
                "All attempts are used, so the course cannot be completed yet. Ask a trainer of this course.",
            )
            .to_owned(),
        (Lang::Id, false, Some(left)) => {
            format!("Kursus selesai setelah kuis ini lulus. Anda masih punya {left} kesempatan; baca dahulu penjelasan di bawah.")
        }
        (Lang::En, false, Some(1)) => {
            "The course is complete once this quiz is passed. You have 1 attempt left; read the explanations below first.".to_owned()
        }
        (Lang::En, false, Some(left)) => {
            format!("The course is complete once this quiz is passed. You have {left} attempts left; read the explanations below first.")
        }
        (_, false, None) => lang
            .pick(
                "Kursus selesai setelah kuis ini lulus. Baca penjelasan di bawah, lalu coba lagi.",
                "The course is complete once this quiz is passed. Read the explanations below, then try again.",
            )
            .to_owned(),
    };
    Some(text)
}

/// The one next step in red, others beside it.
fn next_steps(lang: Lang, view: &ResultView) -> AnyView {
    let course = format!("/kursus/{}", view.course);
    let certificate = view.certificate.as_ref().map(|number| {
        (format!("/sertifikat/{number}"), lang.pick("Lihat sertifikat", "Open the certificate").to_owned())
    });
    let retake_text = lang.pick("Coba lagi", "Try again").to_owned();
    let retake = (view.attempts_left != Some(0)).then(|| (format!("{course}/{}", view.quiz), retake_text));
    let next = view
        .next
        .as_ref()
        .map(|(slug, title)| (format!("{course}/{slug}"), format!("{}: {title}", lang.pick("Lanjut", "Go on"))));
    let back = (course.clone(), lang.pick("Kembali ke kursus", "Back to the course").to_owned());
    let failed = view.is_assessment && !view.passed && view.state != State::Submitted;
    let something_wrong = view.state != State::Submitted && view.right < view.questions.len();
    let mut steps: Vec<(String, String)> = Vec::new();
    if failed {
        steps.extend(retake);
        steps.push(back);
    } else if view.is_assessment {
        steps.extend(certificate);
        steps.extend(next);
        if steps.is_empty() {
            steps.push(back);
        }
    } else {
        // Practice is for what was wrong; a certificate is of the course, which may be complete long since.
        let (first, last) = if something_wrong { (retake, None) } else { (None, retake) };
        steps.extend(first);
        steps.push(next.unwrap_or(back));
        steps.extend(last);
        steps.extend(certificate);
    }
    if view.is_assessment {
        steps.push(("/profil".to_owned(), lang.pick("Buka profil", "Open the profile").to_owned()));
    }
    let links = steps.into_iter().enumerate().map(|(place, (href, text))| {
        let class = if place == 0 { "button" } else { "button button--quiet" };
        view! { <a class=class href=href>{text}</a> }
    });
    view! { <p class="row gap-top">{links.collect_view()}</p> }.into_any()
}
