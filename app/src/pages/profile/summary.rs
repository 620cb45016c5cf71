//! What the profile says first: one sentence, and three cards with a figure each.

use domain::competency::Standing;
use leptos::prelude::*;
use services::{MatchView, ProfileView, Text};

use super::counts;
use crate::components::chip::standing_chip;
use crate::components::progress::progress;
use crate::format;
use crate::lang::Lang;

/// The sentence above everything: what is certain in bold, then the rest.
pub fn sentence(lang: Lang, view: &ProfileView) -> (String, String) {
    let (met, short, open) = counts(view);
    let all = met + short + open;
    if view.person.posts.is_empty() {
        let next = if view.person.is_own {
            lang.pick(
                "Mintalah BKPSDM mencatatnya. Sementara itu, semua kursus terbuka dan hasilnya sudah dihitung.",
                "Ask BKPSDM to record it. Meanwhile every course is open, and its results already count.",
            )
        } else {
            lang.pick("BKPSDM dapat mencatatnya.", "BKPSDM can record it.")
        };
        return (
            lang.pick("Belum ada jabatan, maka belum ada standar.", "There is no post yet, so no standard.").into(),
            next.into(),
        );
    }
    if all == 0 {
        return (
            lang.pick("Jabatan ini belum punya standar kompetensi.", "This post has no competency standard yet.")
                .into(),
            lang.pick(
                "Yang sudah terukur tetap ditampilkan di bawah.",
                "What was measured is shown below all the same.",
            )
            .into(),
        );
    }
    if met + short == 0 {
        return match lang {
            Lang::Id => (
                format!("Belum satu pun dari {all} kompetensi cukup buktinya."),
                "Kuis akhir sebuah kursus memberi bukti; itu bukan berarti kurang.".into(),
            ),
            Lang::En => (
                format!("None of {all} competencies has enough evidence yet."),
                "The final quiz of a course gives evidence; this does not mean that anything is short.".into(),
            ),
        };
    }
    if met == all {
        return match lang {
            Lang::Id => {
                (format!("Semua {all} kompetensi jabatan terpenuhi."), "Jaga tetap segar dengan kursus baru.".into())
            }
            Lang::En => {
                (format!("All {all} competencies of the post are met."), "Keep them fresh with new courses.".into())
            }
        };
    }
    let strong = match (lang, short) {
        (Lang::Id, 0) => format!("{met} dari {all} kompetensi terpenuhi, tidak ada yang terbukti kurang."),
        (Lang::En, 0) if met == 1 => format!("1 of {all} competencies is met, none is shown to be short."),
        (Lang::En, 0) => format!("{met} of {all} competencies are met, none is shown to be short."),
        (Lang::Id, _) => format!("{short} dari {all} kompetensi masih kurang."),
        (Lang::En, 1) => format!("1 of {all} competencies is still short."),
        (Lang::En, _) => format!("{short} of {all} competencies are still short."),
    };
    let rest = match (lang, open) {
        (Lang::Id, 0) => format!("{met} sudah terpenuhi."),
        (Lang::En, 0) if met == 1 => "1 is met.".into(),
        (Lang::En, 0) => format!("{met} are met."),
        (Lang::Id, _) => format!("{open} lagi belum cukup buktinya."),
        (Lang::En, 1) => "1 more has not enough evidence yet.".into(),
        (Lang::En, _) => format!("{open} more have not enough evidence yet."),
    };
    (strong, rest)
}

pub fn cards(lang: Lang, view: &ProfileView) -> AnyView {
    view! {
        <div class="grid gap-top-large">
            {job_match(lang, view)}
            {hours(lang, view)}
            {next_step(lang, view)}
        </div>
    }
    .into_any()
}

fn job_match(lang: Lang, view: &ProfileView) -> AnyView {
    let never = lang.pick(
        "Angka ini bahan bagi penilaian kinerja, tidak pernah predikatnya sendiri.",
        "It is evidence for an evaluation of performance, never the predicate itself.",
    );
    let (figure, band, note) = match &view.job_match {
        Some(matched) => {
            let (decided, of) = (matched.value.decided, matched.value.of);
            let rests = match lang {
                Lang::Id if decided == of => format!("Dihitung dari semua {of} kompetensi yang diminta."),
                Lang::En if decided == of => format!("It rests on all {of} competencies required."),
                Lang::Id => format!("Dihitung dari {decided} di antara {of} kompetensi; sisanya belum cukup buktinya."),
                Lang::En => format!("It rests on {decided} of {of} competencies; the others have not enough evidence."),
            };
            (format::percent_of(lang, matched.value.value), bands(lang, matched), rests)
        }
        None => {
            let why = lang.pick(
                "Belum dapat dihitung: belum ada kompetensi jabatan yang cukup buktinya.",
                "It cannot be told yet: no competency of the post has enough evidence.",
            );
            ("–".to_owned(), None, why.to_owned())
        }
    };
    view! {
        <section class="card stat" aria-labelledby="jpm">
            <h2 class="stat-label" id="jpm">{lang.pick("Kecocokan jabatan (JPM)", "Job Person Match (JPM)")}</h2>
            <p class="stat-figure">{figure}</p>
            {band}
            <p class="card-note">{note}" "{never}</p>
        </section>
    }
    .into_any()
}

/// The band by each of the two rules; where the match rests on too little of the standard, that there is not enough evidence.
pub fn bands(lang: Lang, matched: &MatchView) -> Option<AnyView> {
    if !matched.value.bears_a_band() {
        let chip = standing_chip(lang, Standing::NotEnoughEvidence);
        return Some(view! { <ul class="chips" role="list"><li>{chip}</li></ul> }.into_any());
    }
    let line = |rule: &'static str, band: &Option<Text>| {
        band.as_ref().map(|band| view! { <li><span class="chip">{format!("{rule}: {}", lang.text(band))}</span></li> })
    };
    let mapping = line(lang.pick("Pemetaan", "Mapping"), &matched.band);
    let selection = line(lang.pick("Seleksi", "Selection"), &matched.selection);
    let any = mapping.is_some() || selection.is_some();
    any.then(|| view! { <ul class="chips" role="list">{mapping}{selection}</ul> }.into_any())
}

fn hours(lang: Lang, view: &ProfileView) -> AnyView {
    let hours = &view.hours;
    let title = match lang {
        Lang::Id => format!("Jam pelajaran {}", hours.year),
        Lang::En => format!("Learning hours {}", hours.year),
    };
    let of = match lang {
        Lang::Id => format!("dari {} JP", hours.duty),
        Lang::En => format!("of {} JP", hours.duty),
    };
    let note = match (lang, hours.missing) {
        (Lang::Id, 0) => "Kewajiban tahun ini terpenuhi.".to_owned(),
        (Lang::En, 0) => "The duty of this year is met.".to_owned(),
        (Lang::Id, missing) if hours.counted == 0 => format!("Kurang {missing} JP; kursus pertama mulai mengisinya."),
        (Lang::En, missing) if hours.counted == 0 => {
            format!("{missing} JP missing; the first course begins to fill it.")
        }
        (Lang::Id, missing) => format!("Kurang {missing} JP. Dengan laju ini: {} JP pada 31 Desember.", hours.forecast),
        (Lang::En, missing) => format!("{missing} JP missing. At this pace: {} JP on 31 December.", hours.forecast),
    };
    view! {
        <section class="card stat" aria-labelledby="jp-tahun">
            <h2 class="stat-label" id="jp-tahun">{title.clone()}</h2>
            <p class="stat-figure">{hours.counted}" "<small>{of}</small></p>
            {progress(lang, usize::from(hours.counted), usize::from(hours.duty), title)}
            <p class="card-note">{note}</p>
        </section>
    }
    .into_any()
}

fn next_step(lang: Lang, view: &ProfileView) -> AnyView {
    let own = view.person.is_own;
    let heading = if own {
        lang.pick("Langkah berikutnya", "Next step")
    } else {
        lang.pick("Kursus yang disarankan", "Suggested course")
    };
    let content = match &view.next_step {
        Some(course) => {
            let (closes, of) = view.next_step_closes;
            let works = match (lang, closes) {
                (_, 0) => String::new(),
                (Lang::Id, _) => format!(" · mengerjakan {closes} dari {of} yang belum terpenuhi"),
                (Lang::En, _) => format!(" · works on {closes} of {of} not met yet"),
            };
            let label = match (own, course.progress) {
                (true, None) => lang.pick("Mulai kursus", "Start the course"),
                (true, Some(_)) => lang.pick("Lanjutkan kursus", "Continue the course"),
                (false, _) => lang.pick("Lihat kursus", "Look at the course"),
            };
            view! {
                <p class="card-title"><strong>{course.title.clone()}</strong></p>
                <p class="card-note">{course.jp}" JP"{works}</p>
                <a class="button" href=format!("/kursus/{}", course.course)>{label}</a>
            }
            .into_any()
        }
        None if !own => {
            view! { <p class="card-note">{lang.pick("Tidak ada kursus yang mendesak.", "No course is pressing.")}</p> }
                .into_any()
        }
        None => view! {
            <p class="card-note">
                {lang.pick(
                    "Tidak ada kursus yang mendesak. Pilih yang menarik dari katalog.",
                    "No course is pressing. Choose what interests you from the catalogue.",
                )}
            </p>
            <a class="button button--quiet" href="/katalog">{lang.pick("Lihat katalog", "Look at the catalogue")}</a>
        }
        .into_any(),
    };
    view! {
        <section class="card stat" aria-labelledby="berikut">
            <h2 class="stat-label" id="berikut">{heading}</h2>
            {content}
        </section>
    }
    .into_any()
}
