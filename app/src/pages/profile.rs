//! `/profil` and `/profil/{person}`: competencies against the standard of the post, hours, certificates, history.

mod chart;
mod competencies;
mod history;
mod hours;
mod plans;
mod radar;
mod summary;
mod target;
mod trainings;

use domain::competency::Standing;
use domain::time::Timestamp;
use leptos::prelude::*;
use services::{CertificateRow, PersonView, PostView, ProfileView};

pub(super) use self::hours::{cut, kind as hour_kind, less};
use crate::components::card::go;
use crate::components::empty::empty;
use crate::document::{Chrome, Nav, Page};
use crate::format;
use crate::frame::Frame;
use crate::lang::Lang;
use crate::pages::sheets::download;

pub fn profile(frame: &Frame, view: &ProfileView) -> Page {
    let lang = frame.lang;
    let (strong, rest) = summary::sentence(lang, view);
    let transcript = if view.person.is_own {
        "/profil/transkrip.pdf".to_owned()
    } else {
        format!("/profil/{}/transkrip.pdf", view.person.id)
    };
    let body = view! {
        <div class="page-head">
            <div class="page-head-text">
                <h1>{view.person.name.clone()}</h1>
                <p class="byline">{byline(lang, view)}</p>
            </div>
            <p class="no-print">{download(transcript, lang.pick("Unduh transkrip (PDF)", "Download the transcript (PDF)"))}</p>
        </div>
        <p class="lede"><strong>{strong}</strong>" "{rest}</p>
        {career_link(lang, view)}
        {summary::cards(lang, view)}
        {competencies::section(lang, view)}
        {target::section(lang, view)}
        {plans::section(lang, view)}
        {hours::section(lang, &view.hours, view.person.is_own)}
        {trainings::section(lang, view)}
        <div class="split split--2-1 section">
            {history::section(lang, &view.history)}
            {certificates(lang, &view.certificates)}
        </div>
    };
    Page {
        title: match lang {
            Lang::Id => format!("Profil {}", view.person.name),
            Lang::En => format!("Profile of {}", view.person.name),
        },
        body: body.into_any(),
        islands: false,
        nav: if view.person.is_own { Nav::Profile } else { Nav::Team },
        chrome: Chrome::Full,
        description: None,
    }
}

fn career_link(lang: Lang, view: &ProfileView) -> AnyView {
    let path = if view.person.is_own { "/karier".to_owned() } else { format!("/karier/{}", view.person.id) };
    let text = lang.pick("Indeks profesionalitas dan kotak talenta", "Professionalism index and talent box");
    view! { <p class="no-print">{go(path, text)}</p> }.into_any()
}

/// "Pengelola Layanan · Kelurahan 26 Ilir · standar jabatan berlaku sejak 1 Januari 2026"
fn byline(lang: Lang, view: &ProfileView) -> String {
    let mut parts = posts(lang, &view.person);
    if let Some(since) = view.standard_since {
        let date = format::date(lang, since);
        parts.push(match lang {
            Lang::Id => format!("standar jabatan berlaku sejak {date}"),
            Lang::En => format!("position standard in force since {date}"),
        });
    }
    if parts.is_empty() {
        return lang.pick("Belum ada jabatan yang tercatat", "No post on record yet").to_owned();
    }
    parts.join(" · ")
}

/// The posts of a person, each as "Plt. Lurah, Kelurahan 26 Ilir, sampai 31 Desember 2026".
pub fn posts(lang: Lang, person: &PersonView) -> Vec<String> {
    person.posts.iter().map(|post| post_line(lang, post)).collect()
}

/// A post with its unit and, if it is known, its last day.
pub fn post_line(lang: Lang, post: &PostView) -> String {
    let title = titled(&post.basis, &lang.text(&post.position));
    format!("{title}, {}{}", post.unit, until(lang, post.until))
}

/// ", sampai 31 Desember 2026"; nothing where the end is not known.
pub fn until(lang: Lang, end: Option<Timestamp>) -> String {
    let last = end.map(|end| format::date(lang, end.plus_millis(-1)));
    last.map(|last| format!(", {} {last}", lang.pick("sampai", "until"))).unwrap_or_default()
}

/// A position as it is held: "Plt. Lurah"; a definitive one has nothing before it.
pub fn titled(basis: &str, position: &str) -> String {
    match basis {
        "plt" => format!("Plt. {position}"),
        "plh" => format!("Plh. {position}"),
        "pj" => format!("Pj. {position}"),
        _ => position.to_owned(),
    }
}

/// Where the evidence of a competency is shown.
pub fn evidence_path(person: domain::id::PersonId, competency: &str) -> String {
    format!("/profil/{person}/bukti/{competency}")
}

/// How many required competencies are met, short, and undecided.
fn counts(view: &ProfileView) -> (usize, usize, usize) {
    let count = |matches: fn(Standing) -> bool| {
        view.competencies.iter().filter_map(|row| row.standing).filter(|standing| matches(*standing)).count()
    };
    (
        count(|standing| standing == Standing::Met),
        count(|standing| matches!(standing, Standing::Short { .. })),
        count(|standing| standing == Standing::NotEnoughEvidence),
    )
}

fn certificates(lang: Lang, rows: &[CertificateRow]) -> AnyView {
    let list = if rows.is_empty() {
        let why = lang.pick(
            "Selesaikan satu kursus, dan sertifikatnya muncul di sini.",
            "Complete a course, and its certificate appears here.",
        );
        empty(lang.pick("Belum ada sertifikat", "No certificate yet"), why, None)
    } else {
        let rows = rows.iter().map(|row| {
            view! {
                <li>
                    <p class="deadline-date"><a href=format!("/sertifikat/{}", row.number)>{row.course_title.clone()}</a></p>
                    <p class="kicker">{format::date_tag(lang, row.issued_at)}" · "{row.number.clone()}</p>
                </li>
            }
        });
        view! { <ul class="deadline-list" role="list">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="sert">
            <h2 class="section-title" id="sert">{lang.pick("Sertifikat", "Certificates")}</h2>
            {list}
        </section>
    }
    .into_any()
}
